import type { Rilievo } from '../rilievo.js';

/** What is wrong in one place, as the answers of the hub say it. */
export type DifettoDaDire = Pick<Rilievo, 'campo' | 'messaggio' | 'rimedio' | 'gravita' | 'colonna'>;

/** A refused riga, and what to mend in it. */
export interface RigaDaCorreggere {
  /** From 1, in the order of the document. */
  readonly numero: number;
  /** Of its start tag, in XML: it is found by it. */
  readonly linea: number;
  readonly colonna: number;
  readonly rilievi: readonly DifettoDaDire[];
}

/** Characters said of one riga: who has more to mend reads the rilievi. */
const MASSIMO = 4_000;
const ALTRO = ' …';

/** One sentence for each thing to mend, errori first. @param nomeDi how the sender calls the field */
export function parole(rilievi: readonly DifettoDaDire[], nomeDi: (difetto: DifettoDaDire) => string): string[] {
  const said: string[] = [];
  let length = 0;
  for (const difetto of rilievi.toSorted(
    (one, other) => Number(other.gravita === 'errore') - Number(one.gravita === 'errore'),
  )) {
    const nome = nomeDi(difetto);
    const avviso = difetto.gravita === 'avviso' ? '(avviso) ' : '';
    const sentence = `${nome === '' ? '' : `${nome}: `}${avviso}${difetto.messaggio} ${difetto.rimedio}`.trim();
    length += sentence.length;
    if (length > MASSIMO) return [...said, said.length === 0 ? sentence.slice(0, MASSIMO) + ALTRO : ALTRO.trim()];
    said.push(sentence);
  }
  return said;
}

/** The refused righe beside the righe of the document: both come in the same order. */
export class InOrdine {
  #next: Promise<IteratorResult<RigaDaCorreggere>> | undefined;
  #waiting: RigaDaCorreggere | undefined;
  #ended = false;
  readonly #righe: AsyncIterator<RigaDaCorreggere>;

  constructor(righe: AsyncIterable<RigaDaCorreggere>) {
    this.#righe = righe[Symbol.asyncIterator]();
  }

  /** The next one, which stays the next; undefined when there is none left. */
  async peek(): Promise<RigaDaCorreggere | undefined> {
    if (this.#waiting !== undefined || this.#ended) return this.#waiting;
    this.#next ??= this.#righe.next();
    const { done, value } = await this.#next;
    this.#next = undefined;
    if (done === true) this.#ended = true;
    else this.#waiting = value;
    return this.#waiting;
  }

  take(): void {
    this.#waiting = undefined;
  }

  /** The riga with this number, if it is to be mended. @param numero greater at each call */
  async at(numero: number): Promise<RigaDaCorreggere | undefined> {
    for (;;) {
      const next = await this.peek();
      if (next === undefined || next.numero > numero) return undefined;
      this.take();
      if (next.numero === numero) return next;
    }
  }
}
