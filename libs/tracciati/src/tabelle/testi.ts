import type { Colonna } from './foglio.js';
import { giornoSeriale } from './giorni.js';
import { isFormula, senzaDifesa } from './formule.js';
import { radice } from './parole.js';
import { type CellaGrezza, type CellaNumero, type Provenienza, numeroInCifre } from './record.js';
import type { NomeRegola } from './regole.js';
import type { Parole } from './rilievo-foglio.js';

/** Told of what is found in a cell. */
export type Segnala = (regola: NomeRegola, parole?: Parole) => void;

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd-\uffff\p{Cs}]/u;
const LINE_BREAKS = /[\r\n\u2028\u2029\u0085]+/;
const ERRORS = /^#(?:N\/[AD]|RIF!|REF!|VALORE!|VALUE!|DIV\/0!|NOME\?|NAME\?|NUM!|NULLO!|NULL!|#{2,})$/i;
const DIGITS = /^[0-9]+$/;
/** Beyond, a workbook no longer keeps every digit of a number. */
const EXACT_NUMBER = 1e15;

/** The text of a cell where a text or a code is declared. */
export function compilaTesto(
  colonna: Colonna,
): (cella: CellaGrezza, segnala: Segnala, provenienza: Provenienza) => string | undefined {
  const clean = compilaPulizia(colonna);
  const choose = compilaScelta(colonna);
  const code = isCodice(colonna);
  return (cella, segnala, { dal1904 }) => {
    if (typeof cella === 'boolean') return choose(cella ? 'VERO' : 'FALSO');
    const text =
      typeof cella === 'string' ? clean(cella, segnala) : ofNumber(cella as CellaNumero, code, dal1904, segnala);
    if (text === undefined) return undefined;
    const { cifre = 0 } = colonna;
    if (text.length >= cifre || !DIGITS.test(text)) return choose(text);
    segnala('zeri', { messaggio: `Mancavano gli zeri iniziali: ${text} è stato letto ${text.padStart(cifre, '0')}.` });
    return choose(text.padStart(cifre, '0'));
  };
}

/** A text that stands for something: what a spreadsheet has changed in it cannot be read as it was. */
function isCodice({ tipo, cifre }: Colonna): boolean {
  const { modello, elenco, forma, lunghezzaMin, lunghezzaMax } = tipo;
  const fixed = lunghezzaMin !== undefined && lunghezzaMin === lunghezzaMax;
  return modello !== undefined || elenco !== undefined || forma === 'identificativo' || cifre !== undefined || fixed;
}

function compilaPulizia(colonna: Colonna): (raw: string, segnala: Segnala) => string | undefined {
  const { forma } = colonna.tipo;
  return (raw, segnala) => {
    let text = senzaDifesa(colonna.intatto === true ? raw : raw.trim());
    if (ERRORS.test(text)) {
      segnala('erroreExcel');
      return undefined;
    }
    if (isFormula(text)) segnala('formula');
    if (colonna.intatto !== true && LINE_BREAKS.test(text)) {
      segnala('aCapo');
      text = onOneLine(text);
    }
    if (CONTROL.test(text)) {
      segnala('controllo');
      return undefined;
    }
    return forma === 'identificativo' ? text.trim().toUpperCase() : text;
  };
}

function onOneLine(text: string): string {
  const lines = text.split(LINE_BREAKS).map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}

function ofNumber(
  { numero, data }: CellaNumero,
  code: boolean,
  dal1904: boolean,
  segnala: Segnala,
): string | undefined {
  if (data) {
    const day = giornoSeriale(numero, dal1904);
    if (!code && day !== undefined) return day;
    segnala('diventataData');
    return undefined;
  }
  if (Math.abs(numero) >= EXACT_NUMBER) {
    segnala('cifrePerse');
    return undefined;
  }
  if (code && !Number.isInteger(numero)) segnala('numeroPerTesto');
  return numeroInCifre(numero);
}

/** Finds the value of a list behind its label, or behind another way of writing either. */
function compilaScelta({ tipo }: Colonna): (text: string) => string {
  const { elenco } = tipo;
  if (elenco === undefined) return (text) => text;
  const known = new Map<string, string>();
  for (const { valore, etichetta } of elenco) if (!known.has(radice(etichetta))) known.set(radice(etichetta), valore);
  for (const { valore } of elenco) known.set(radice(valore), valore);
  const exact = new Set(elenco.map(({ valore }) => valore));
  return (text) => (exact.has(text) ? text : (known.get(radice(text)) ?? text));
}
