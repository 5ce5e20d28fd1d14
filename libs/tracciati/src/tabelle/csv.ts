import { FoglioIlleggibile, oltreLimiteFoglio } from './foglio-illeggibile.js';
import type { LimitiFoglio } from './limiti-foglio.js';
import type { RecordFoglio } from './record.js';

const QUOTE = 34;
const LF = 10;
const CR = 13;

/** A cell, and whether nothing but blanks is after its closing quote. */
type CellaLetta = readonly [testo: string, pulita: boolean];

/**
 * The records of a CSV, in any cut of its text: RFC 4180 with any separator and any line end. Looser where spreadsheets are: a quote
 * inside a plain cell is a quote, text after a closing quote belongs to the cell (and is told).
 */
export class LettoreCsv {
  #text = '';
  /** Where the first cell that is not complete begins. */
  #at = 0;
  #last = false;
  /** Of the record being read. */
  #riga = 1;
  #inizio: number;
  /** Where reading has come to. */
  #linea: number;
  #colonna = 1;
  #celle: string[] = [];
  #dopoVirgolette: number[] = [];
  /** The record has ended with a carriage return: a line feed that follows belongs to it. */
  #dopoCr = false;
  readonly #separatore: number;

  /** @param linea of the first record */
  constructor(
    readonly separatore: string,
    private readonly limiti: Pick<LimitiFoglio, 'cella' | 'colonne'>,
    linea = 1,
  ) {
    this.#separatore = separatore.charCodeAt(0);
    this.#linea = linea;
    this.#inizio = linea;
  }

  /** Where reading has come to. */
  get posto(): { riga: number; linea: number; colonna: number } {
    return { riga: this.#riga, linea: this.#inizio, colonna: this.#colonna };
  }

  /** The records that this text completes; to be asked for to the last. @throws FoglioIlleggibile for a limit */
  write(text: string): Generator<RecordFoglio> {
    this.#text = this.#at === this.#text.length ? text : this.#text.slice(this.#at) + text;
    this.#at = 0;
    return this.#records();
  }

  /** @throws FoglioIlleggibile for a limit, and for a quote that is never closed */
  end(): Generator<RecordFoglio> {
    this.#last = true;
    return this.#records();
  }

  *#records(): Generator<RecordFoglio> {
    for (;;) {
      if (this.#colonna === 1 && !this.#begins()) return;
      const cella = this.#cell();
      if (cella === undefined) return;
      this.#keep(cella);
      if (this.#text.charCodeAt(this.#at) === this.#separatore) {
        this.#at++;
        this.#colonna++;
      } else yield this.#record();
    }
  }

  /** @returns false when there is no further record, as far as can be seen */
  #begins(): boolean {
    if (this.#dopoCr && this.#at < this.#text.length) {
      this.#dopoCr = false;
      if (this.#text.charCodeAt(this.#at) === LF) this.#at++;
    }
    return this.#at < this.#text.length;
  }

  #keep([text, clean]: CellaLetta): void {
    // Spreadsheets write separators up to the last column that was ever touched: only what holds something counts.
    if (this.#colonna <= this.limiti.colonne) this.#celle.push(text);
    else if (text.trim() !== '') throw oltreLimiteFoglio('colonne', this.limiti.colonne, this.posto);
    if (!clean) this.#dopoVirgolette.push(this.#colonna);
  }

  #record(): RecordFoglio {
    const dopoVirgolette = this.#dopoVirgolette;
    const record = { riga: this.#riga++, linea: this.#inizio, celle: this.#celle };
    this.#dopoCr = this.#text.charCodeAt(this.#at) === CR;
    if (this.#at < this.#text.length) this.#at++;
    this.#celle = [];
    this.#colonna = 1;
    this.#inizio = ++this.#linea;
    if (dopoVirgolette.length === 0) return record;
    this.#dopoVirgolette = [];
    return { ...record, dopoVirgolette };
  }

  /** @returns undefined, having moved nowhere, when the cell may go on past what has come */
  #cell(): CellaLetta | undefined {
    const start = this.#at;
    const quoted = this.#text.charCodeAt(start) === QUOTE ? this.#quoted(start + 1) : { testo: '', fine: start };
    if (quoted === undefined) return undefined;
    const end = this.#plainEnd(quoted.fine);
    if (end - quoted.fine > this.limiti.cella) throw this.#long();
    if (end === this.#text.length && !this.#last) return undefined;
    const rest = this.#text.slice(quoted.fine, end);
    this.#at = end;
    if (quoted.fine === start) return [rest, true];
    this.#linea += lineEnds(quoted.testo);
    return [this.#within(quoted.testo + rest), rest.trim() === ''];
  }

  #plainEnd(start: number): number {
    const text = this.#text;
    let end = start;
    for (let code = text.charCodeAt(end); code === code; code = text.charCodeAt(++end)) {
      if (code === this.#separatore || code === LF || code === CR) break;
    }
    return end;
  }

  /** @param start after the opening quote @returns the text between quotes and the offset after the closing one */
  #quoted(start: number): { testo: string; fine: number } | undefined {
    const text = this.#text;
    let testo = '';
    let from = start;
    for (;;) {
      const quote = text.indexOf('"', from);
      if ((quote === -1 ? text.length : quote) - from > this.limiti.cella) throw this.#long(true);
      if (quote === -1 && this.#last) throw new FoglioIlleggibile('virgolette', undefined, undefined, this.posto);
      if (quote === -1 || (quote + 1 === text.length && !this.#last)) return undefined;
      testo = this.#within(testo + text.slice(from, quote));
      if (text.charCodeAt(quote + 1) !== QUOTE) return { testo, fine: quote + 1 };
      testo += '"';
      from = quote + 2;
    }
  }

  #within(cell: string): string {
    if (cell.length <= this.limiti.cella) return cell;
    throw this.#long();
  }

  #long(quoted = false): FoglioIlleggibile {
    const what = quoted ? 'caratteri di una cella; forse mancano le virgolette di chiusura' : 'caratteri di una cella';
    return oltreLimiteFoglio(what, this.limiti.cella, this.posto);
  }
}

function lineEnds(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LF ? text.charCodeAt(i - 1) !== CR : code === CR) count++;
  }
  return count;
}
