import { letteraColonna } from '../../tabelle/rilievo-foglio.js';
import type { CellaScritta, ColonnaScritta } from './foglio-scritto.js';
import { STILE_INTESTAZIONE, STILE_NUMERO, stileDi } from './stili.js';
import { accorciato, testoXml } from './xml.js';

/** Characters of one cell; past them Excel calls the workbook broken. */
const CELL = 32_767;
const DAY = 86_400_000;
const DAY_ZERO = Date.UTC(1899, 11, 30);
/** 1 March 1900: before it Excel counts a leap day that never was, and other programs do not. */
const FIRST_SURE_DAY = 61;

interface Stili {
  readonly testo: number;
  readonly numero: number;
  readonly giorno: number;
}

/** Writes the rows of a sheet, one at a time. */
export function compilaRiga(
  colonne: readonly ColonnaScritta[],
): (numero: number, celle: readonly CellaScritta[]) => string {
  const columns = colonne.map((colonna, index) => ({ lettera: letteraColonna(index + 1), stili: stiliDi(colonna) }));
  return (numero, celle) => {
    let row = `<row r="${numero}">`;
    for (let index = 0; index < columns.length; index++) {
      const cella = celle[index];
      if (cella === undefined || cella === '') continue;
      const { lettera, stili } = columns[index]!;
      row += cellaXml(`${lettera}${numero}`, cella, stili);
    }
    return `${row}</row>`;
  };
}

export function intestazioneXml(colonne: readonly ColonnaScritta[]): string {
  const cells = colonne.map(({ titolo }, index) => testo(`${letteraColonna(index + 1)}1`, titolo, STILE_INTESTAZIONE));
  return `<row r="1">${cells.join('')}</row>`;
}

/** A cell of another kind than its column's has its own format: a text among amounts is not to be worked out when somebody edits it. */
function stiliDi({ formato = 'testo', aCapo = false }: ColonnaScritta): Stili {
  const isNumeric = formato === 'importo' || formato === 'intero';
  return {
    testo: stileDi('testo', aCapo),
    numero: isNumeric ? stileDi(formato, aCapo) : STILE_NUMERO,
    giorno: stileDi('giorno', aCapo),
  };
}

function cellaXml(posto: string, cella: Exclude<CellaScritta, undefined>, stili: Stili): string {
  if (typeof cella === 'string') return testo(posto, cella, stili.testo);
  if (typeof cella === 'number') return numero(posto, cella, stili.numero);
  const serial = (Date.parse(cella.giorno) - DAY_ZERO) / DAY;
  return serial >= FIRST_SURE_DAY ? numero(posto, serial, stili.giorno) : testo(posto, cella.giorno, stili.testo);
}

function numero(posto: string, value: number, stile: number): string {
  return `<c r="${posto}" s="${stile}"><v>${value}</v></c>`;
}

function testo(posto: string, value: string, stile: number): string {
  const text = testoXml(accorciato(value, CELL));
  return `<c r="${posto}" s="${stile}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}
