import { FoglioIlleggibile, oltreLimiteFoglio } from '../foglio-illeggibile.js';
import type { LimitiFoglio } from '../limiti-foglio.js';
import type { CellaGrezza, RecordFoglio } from '../record.js';
import { isTrue } from './cartella.js';
import { senzaFughe } from './fughe.js';
import type { AscoltatoreParte, Attributi } from './parte.js';
import type { TestiCondivisi } from './testi-condivisi.js';

const ROW = 'worksheet/sheetData/row';
const CELL = `${ROW}/c`;
const VALUE = `${CELL}/v`;
const FORMULA = `${CELL}/f`;
const INLINE = new Set([`${CELL}/is/t`, `${CELL}/is/r/t`]);
const REFERENCE = /^([A-Z]{1,3})([0-9]{1,7})$/;
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/** What the cells of a sheet refer to. */
export interface Riferimenti {
  readonly testi: TestiCondivisi;
  /** By style, whether it shows a day or a time. */
  readonly stili: readonly boolean[];
}

/** Listens to the XML of a sheet and gives its rows, one at a time. Rows and cells come in order and once, or the sheet is broken. */
export class CelleFoglio implements AscoltatoreParte {
  #riga = 0;
  #colonna = 0;
  #celle: (CellaGrezza | undefined)[] = [];
  #genere = 'n';
  #stile = 0;
  #testo = '';
  #valore = false;
  #formula = false;

  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly limiti: Pick<LimitiFoglio, 'cella' | 'colonne'>,
    private readonly riga: (record: RecordFoglio) => void,
  ) {}

  apre(percorso: string, attributi: Attributi): void {
    if (percorso === ROW) this.#apreRiga(attributi('r'));
    else if (percorso === CELL) this.#apreCella(attributi);
    else if (percorso === VALUE || INLINE.has(percorso)) this.#valore = true;
    else if (percorso === FORMULA) this.#formula = true;
  }

  testo(percorso: string, testo: string): void {
    if (percorso !== VALUE && !INLINE.has(percorso)) return;
    this.#testo += testo;
    if (this.#testo.length > this.limiti.cella) {
      throw oltreLimiteFoglio('caratteri di una cella', this.limiti.cella, this.#posto());
    }
  }

  chiude(percorso: string): void {
    if (percorso === CELL) this.#chiudeCella();
    else if (percorso === ROW && this.#celle.length > 0) {
      this.riga({ riga: this.#riga, linea: this.#riga, celle: this.#celle });
    }
  }

  #posto(): { riga: number; linea: number; colonna: number } {
    const riga = Math.max(1, this.#riga);
    return { riga, linea: riga, colonna: Math.max(1, this.#colonna) };
  }

  #apreRiga(number: string | undefined): void {
    const riga = number === undefined ? this.#riga + 1 : Number(number);
    if (!Number.isInteger(riga) || riga <= this.#riga || riga > LAST_ROW) throw this.#disordine();
    this.#riga = riga;
    this.#colonna = 0;
    this.#celle = [];
  }

  #apreCella(attributi: Attributi): void {
    const reference = attributi('r');
    const colonna = reference === undefined ? this.#colonna + 1 : this.#colonnaDi(reference);
    if (colonna <= this.#colonna || colonna > LAST_COLUMN) throw this.#disordine();
    this.#colonna = colonna;
    this.#genere = attributi('t') ?? 'n';
    this.#stile = Number(attributi('s') ?? 0);
    this.#testo = '';
    this.#valore = false;
    this.#formula = false;
  }

  #colonnaDi(reference: string): number {
    const parts = REFERENCE.exec(reference);
    if (parts === null || Number(parts[2]) !== this.#riga) throw this.#disordine();
    let colonna = 0;
    for (const letter of parts[1]!) colonna = colonna * 26 + letter.charCodeAt(0) - 64;
    return colonna;
  }

  #disordine(): FoglioIlleggibile {
    return new FoglioIlleggibile(
      'rotto',
      'Le righe o le celle del foglio sono numerate male.',
      undefined,
      this.#posto(),
    );
  }

  #chiudeCella(): void {
    const cella = this.#cella();
    if (cella === undefined || cella === '') return;
    if (this.#colonna > this.limiti.colonne) {
      if (typeof cella === 'string' && cella.trim() === '') return;
      throw oltreLimiteFoglio('colonne', this.limiti.colonne, this.#posto());
    }
    this.#celle[this.#colonna - 1] = cella;
  }

  #cella(): CellaGrezza | undefined {
    const text = this.#testo;
    // A formula whose result is an empty text says so by its kind; any other without a value was never worked out.
    if (this.#formula && text === '' && this.#genere !== 'str') return { genere: 'mai calcolata', testo: '' };
    if (!this.#valore) return undefined;
    switch (this.#genere) {
      case 's':
        return this.#condiviso(text);
      case 'b':
        return isTrue(text.trim());
      case 'e':
        return { genere: 'errore', testo: text };
      case 'n':
        return this.#numero(text.trim());
      default:
        return senzaFughe(text);
    }
  }

  #condiviso(index: string): string {
    const testo = /^\s*[0-9]+\s*$/.test(index) ? this.riferimenti.testi.testo(Number(index)) : undefined;
    if (testo !== undefined) return testo;
    throw new FoglioIlleggibile('rotto', 'Una cella rimanda a un testo che non c’è.', undefined, this.#posto());
  }

  #numero(text: string): CellaGrezza | undefined {
    if (text === '') return undefined;
    const numero = Number(text);
    if (!Number.isFinite(numero)) return { genere: 'errore', testo: text };
    return { genere: 'numero', numero, data: this.riferimenti.stili[this.#stile] ?? false };
  }
}
