import type { RigaLetta } from '#libs/tracciati';

/** Bounds of a message of accepted righe (design §4.6), with room for what surrounds each riga in the message. */
const RIGHE_PER_LOTTO = 500;
const BYTE_PER_LOTTO = 250_000;
const BYTE_INTORNO_ALLA_RIGA = 330;

/** A riga that passed the checks of delivery, waiting for the end of its document. */
export interface RigaAccolta {
  readonly numero: number;
  readonly linea: number;
  readonly colonna: number;
  readonly recordId: string;
  readonly impronta: string;
  readonly annullamento: boolean;
  readonly contenuto: Record<string, unknown>;
}

/** Accepted righe that will travel in one message: in document order, at most 500 and about 256 KiB. */
export interface Lotto {
  /** Number of its first riga: the lotti of an invio sort by it, and a repeated reading makes the same ones. */
  readonly indice: number;
  readonly righe: number;
  /** JSON array of tuples, see `parseLotto`. */
  readonly testo: string;
}

/** Gathers accepted righe into lotti. */
export class Lottizzatore {
  #righe: string[] = [];
  #bytes = 0;
  #indice = 0;
  readonly #lotti: Lotto[] = [];

  /** @param json the content, serialised already */
  add(riga: RigaLetta, recordId: string, impronta: string, json: string): void {
    const size = Buffer.byteLength(json) + BYTE_INTORNO_ALLA_RIGA;
    if (this.#righe.length >= RIGHE_PER_LOTTO || this.#bytes + size > BYTE_PER_LOTTO) this.#close();
    if (this.#righe.length === 0) this.#indice = riga.numero;
    const { numero, linea, colonna, annullamento } = riga;
    this.#righe.push(`[${numero},${linea},${colonna},"${recordId}","${impronta}",${annullamento},${json}]`);
    this.#bytes += size;
  }

  /** All that was gathered since the last call. */
  take(): Lotto[] {
    this.#close();
    return this.#lotti.splice(0);
  }

  #close(): void {
    if (this.#righe.length === 0) return;
    this.#lotti.push({ indice: this.#indice, righe: this.#righe.length, testo: `[${this.#righe.join()}]` });
    this.#righe = [];
    this.#bytes = 0;
  }
}

type Tupla = [number, number, number, string, string, boolean, Record<string, unknown>];

export function parseLotto(testo: string): RigaAccolta[] {
  return (JSON.parse(testo) as Tupla[]).map(
    ([numero, linea, colonna, recordId, impronta, annullamento, contenuto]) => ({
      numero,
      linea,
      colonna,
      recordId,
      impronta,
      annullamento,
      contenuto,
    }),
  );
}
