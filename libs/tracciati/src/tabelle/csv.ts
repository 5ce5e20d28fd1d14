import { FoglioIlleggibile, oltreLimiteFoglio } from './foglio-illeggibile.js';
import type { LimitiFoglio } from './limiti-foglio.js';
import type { RecordFoglio } from './record.js';

const QUOTE = 34;
const LF = 10;
const CR = 13;

/**
 * The records of a CSV: RFC 4180 with any separator and any line end. Looser where spreadsheets are: a quote inside a plain cell is a
 * quote, text after a closing quote belongs to the cell (and is told).
 * @throws FoglioIlleggibile for a limit, and for a quote that is never closed
 */
export class LettoreCsv {
  #at: number;
  #riga = 0;
  #linea: number;

  /** @param from where the first record begins @param linea its line */
  constructor(
    private readonly text: string,
    private readonly separatore: string,
    private readonly limiti: Pick<LimitiFoglio, 'cella' | 'colonne'>,
    from = 0,
    linea = 1,
  ) {
    this.#at = from;
    this.#linea = linea;
  }

  *records(): Generator<RecordFoglio> {
    while (this.#at < this.text.length) yield this.#record();
  }

  #record(): RecordFoglio {
    const posto = { riga: ++this.#riga, linea: this.#linea };
    const celle: string[] = [];
    const dopoVirgolette: number[] = [];
    for (let colonna = 1; ; colonna++) {
      const [cell, clean] = this.#cell({ ...posto, colonna });
      // Spreadsheets write separators up to the last column that was ever touched: only what holds something counts.
      if (colonna <= this.limiti.colonne) celle.push(cell);
      else if (cell.trim() !== '') throw oltreLimiteFoglio('colonne', this.limiti.colonne, { ...posto, colonna });
      if (!clean) dopoVirgolette.push(colonna);
      if (this.text[this.#at] !== this.separatore) break;
      this.#at++;
    }
    this.#lineEnd();
    return dopoVirgolette.length === 0 ? { ...posto, celle } : { ...posto, celle, dopoVirgolette };
  }

  #lineEnd(): void {
    const code = this.text.charCodeAt(this.#at);
    if (code === CR && this.text.charCodeAt(this.#at + 1) === LF) this.#at++;
    if (code === CR || code === LF) this.#at++;
    this.#linea++;
  }

  /** @returns the cell, and false when there is text after its closing quote */
  #cell(posto: { riga: number; linea: number; colonna: number }): [string, boolean] {
    if (this.text.charCodeAt(this.#at) !== QUOTE) return [this.#plain(posto), true];
    const quoted = this.#quoted(posto);
    const rest = this.#plain(posto);
    return [quoted + rest, rest.trim() === ''];
  }

  #plain(posto: { riga: number; linea: number; colonna: number }): string {
    const start = this.#at;
    const separator = this.separatore.charCodeAt(0);
    let end = start;
    for (let code = this.text.charCodeAt(end); code === code; code = this.text.charCodeAt(++end)) {
      if (code === separator || code === LF || code === CR) break;
    }
    this.#at = end;
    return this.#within(this.text.slice(start, end), posto);
  }

  #quoted(posto: { riga: number; linea: number; colonna: number }): string {
    let cell = '';
    let from = this.#at + 1;
    for (;;) {
      const quote = this.text.indexOf('"', from);
      if (quote === -1 || quote - from > this.limiti.cella) throw this.#open(quote, posto);
      cell = this.#within(cell + this.text.slice(from, quote), posto);
      from = quote + 2;
      if (this.text.charCodeAt(quote + 1) !== QUOTE) break;
      cell += '"';
    }
    this.#at = from - 1;
    this.#linea += lineEnds(cell);
    return cell;
  }

  #open(quote: number, posto: { riga: number; linea: number; colonna: number }): FoglioIlleggibile {
    if (quote !== -1) {
      const what = 'caratteri di una cella; forse mancano le virgolette di chiusura';
      return oltreLimiteFoglio(what, this.limiti.cella, posto);
    }
    return new FoglioIlleggibile('virgolette', undefined, undefined, posto);
  }

  #within(cell: string, posto: { riga: number; linea: number; colonna: number }): string {
    if (cell.length <= this.limiti.cella) return cell;
    throw oltreLimiteFoglio('caratteri di una cella', this.limiti.cella, posto);
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
