import { letteraColonna } from '../../tabelle/rilievo-foglio.js';
import type { ColonnaScritta } from './foglio-scritto.js';
import { accorciato, testoXml } from './xml.js';

/** Characters that Excel takes in what it shows beside a cell; one more and it calls the workbook broken. */
const TITLE = 32;
const NOTE = 255;
const LAST_ROW = 1_048_576;

/** Where the values of a drop-down list are: cells of the sheet of lists. */
export type PostoElenco = (valori: readonly string[]) => string;

/** The notes and the drop-down lists of a sheet's columns, on every row it may have. */
export function convalideXml(colonne: readonly ColonnaScritta[], posto: PostoElenco): string {
  const all = colonne.flatMap((colonna, index) => convalide(colonna, letteraColonna(index + 1), posto));
  return all.length === 0 ? '' : `<dataValidations count="${all.length}">${all.join('')}</dataValidations>`;
}

function convalide({ titolo, nota, valori }: ColonnaScritta, lettera: string, posto: PostoElenco): string[] {
  const note = nota === undefined ? '' : notaXml(titolo, nota);
  const cells = `sqref="${lettera}2:${lettera}${LAST_ROW}"`;
  const header = note === '' ? [] : [`<dataValidation allowBlank="1"${note} sqref="${lettera}1"/>`];
  if (valori === undefined) return note === '' ? [] : [...header, `<dataValidation allowBlank="1"${note} ${cells}/>`];
  // A warning: the reader also takes the code alone, which is no value of the list.
  const question =
    ' showErrorMessage="1" errorStyle="warning" errorTitle="Valore fuori dall’elenco" ' +
    'error="Si può scegliere un valore dall’elenco, oppure scrivere solo il suo codice."';
  return [
    ...header,
    `<dataValidation type="list" allowBlank="1"${note}${question} ${cells}><formula1>${testoXml(posto(valori))}</formula1></dataValidation>`,
  ];
}

function notaXml(titolo: string, nota: string): string {
  const prompt = testoXml(accorciato(nota, NOTE)).replaceAll('\n', '&#10;');
  return ` showInputMessage="1" promptTitle="${testoXml(accorciato(titolo, TITLE))}" prompt="${prompt}"`;
}
