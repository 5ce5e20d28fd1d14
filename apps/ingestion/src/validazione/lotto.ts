import type { TestataRighe } from '#libs/contracts';
import type { RigaLetta, Rilievo } from '#libs/tracciati';
import type { RilieviDiRiga } from '../rilievo/scrivi-rilievi.js';
import type { CodificaAccolta } from './codifica-accolta.js';

/** Bounds of a message of accepted righe (design §4.6), with room for what surrounds each riga in the message. */
const RIGHE_PER_LOTTO = 500;
const BYTE_PER_LOTTO = 250_000;
const BYTE_INTORNO_ALLA_RIGA = 330;
const BYTE_DI_UNA_CODIFICA = 200;
const BYTE_PER_RILIEVO = 600;

/** A riga that is refused by what it says itself. */
export interface RigaRespinta {
  readonly numero: number;
  readonly linea: number;
  readonly colonna: number;
  readonly annullamento: boolean;
}

/** A riga that passed the checks of delivery, waiting for the end of its document. */
export interface RigaAccolta extends RigaRespinta {
  readonly recordId: string;
  readonly impronta: string;
  /** The content as JSON text, canonical, with INPS's code where it is known: it travels as it is. */
  readonly contenuto: string;
  readonly codifica?: CodificaAccolta;
}

/** Verdicts on consecutive righe; the accepted ones will travel in one message: at most 500 and about 256 KiB. */
export interface Lotto {
  /** Number of its first riga: the lotti of an invio sort by it, and a repeated reading makes the same ones. */
  readonly indice: number;
  readonly accolte: readonly RigaAccolta[];
  readonly respinte: readonly RigaRespinta[];
  readonly rilievi: readonly RilieviDiRiga[];
  /** Heading of the document: receivers need it again. */
  readonly testata: TestataRighe;
}

/** Gathers verdicts into lotti. */
export class Lottizzatore {
  #accolte: RigaAccolta[] = [];
  #respinte: RigaRespinta[] = [];
  #rilievi: RilieviDiRiga[] = [];
  #bytes = 0;
  #indice = 0;
  readonly #lotti: Omit<Lotto, 'testata'>[] = [];

  accept(
    { numero, linea, colonna, annullamento }: RigaLetta,
    { recordId, impronta, contenuto, codifica }: Pick<RigaAccolta, 'recordId' | 'impronta' | 'contenuto' | 'codifica'>,
  ): void {
    const intorno = BYTE_INTORNO_ALLA_RIGA + (codifica === undefined ? 0 : BYTE_DI_UNA_CODIFICA);
    this.#makeRoom(numero, Buffer.byteLength(contenuto) + intorno);
    const accolta = { numero, linea, colonna, annullamento, recordId, impronta, contenuto };
    this.#accolte.push(codifica === undefined ? accolta : Object.assign(accolta, { codifica }));
  }

  refuse({ numero, linea, colonna, annullamento }: RigaLetta): void {
    this.#makeRoom(numero, 0);
    this.#respinte.push({ numero, linea, colonna, annullamento });
  }

  /** @param rilievi on the riga given last */
  note(numero: number, rilievi: readonly Rilievo[]): void {
    this.#rilievi.push({ numero, dal: 0, rilievi });
    this.#bytes += rilievi.length * BYTE_PER_RILIEVO;
  }

  /** All that was gathered since the last call. */
  take(testata: TestataRighe): Lotto[] {
    this.#close();
    return this.#lotti.splice(0).map((lotto) => Object.assign(lotto, { testata }));
  }

  #makeRoom(numero: number, size: number): void {
    const righe = this.#accolte.length + this.#respinte.length;
    if (righe >= RIGHE_PER_LOTTO || this.#bytes + size > BYTE_PER_LOTTO) this.#close();
    if (this.#accolte.length + this.#respinte.length === 0) this.#indice = numero;
    this.#bytes += size;
  }

  #close(): void {
    if (this.#accolte.length + this.#respinte.length === 0) return;
    this.#lotti.push({
      indice: this.#indice,
      accolte: this.#accolte,
      respinte: this.#respinte,
      rilievi: this.#rilievi,
    });
    this.#accolte = [];
    this.#respinte = [];
    this.#rilievi = [];
    this.#bytes = 0;
  }
}

type Tupla = readonly [numero: number, linea: number, colonna: number, annullamento: boolean];
interface Testa {
  readonly accolte: readonly (readonly [...Tupla, recordId: string, impronta: string, codifica?: CodificaAccolta])[];
  readonly respinte: readonly Tupla[];
  readonly rilievi: readonly RilieviDiRiga[];
  readonly testata: TestataRighe;
}

/** One line with the verdicts, then one for each content: contents are never parsed again, and JSON holds no raw line break. */
export function textOf({ accolte, respinte, rilievi, testata }: Lotto): string {
  const testa: Testa = {
    accolte: accolte.map(headOf),
    respinte: respinte.map(tuplaOf),
    rilievi,
    testata,
  };
  return [JSON.stringify(testa), ...accolte.map(({ contenuto }) => contenuto)].join('\n');
}

export function parseLotto(indice: number, testo: string): Lotto {
  const [first, ...contenuti] = testo.split('\n');
  const { accolte, respinte, rilievi, testata } = JSON.parse(first!) as Testa;
  return {
    indice,
    accolte: accolte.map(([numero, linea, colonna, annullamento, recordId, impronta, codifica], at) => {
      const accolta = { numero, linea, colonna, annullamento, recordId, impronta, contenuto: contenuti[at]! };
      return codifica === undefined ? accolta : Object.assign(accolta, { codifica });
    }),
    respinte: respinte.map(([numero, linea, colonna, annullamento]) => ({ numero, linea, colonna, annullamento })),
    rilievi,
    testata,
  };
}

function headOf(riga: RigaAccolta): Testa['accolte'][number] {
  const { recordId, impronta, codifica } = riga;
  return codifica === undefined
    ? [...tuplaOf(riga), recordId, impronta]
    : [...tuplaOf(riga), recordId, impronta, codifica];
}

function tuplaOf({ numero, linea, colonna, annullamento }: RigaRespinta): Tupla {
  return [numero, linea, colonna, annullamento];
}
