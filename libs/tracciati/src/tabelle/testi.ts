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
/** What nearly every cell holds: nothing that is looked for below can be in it. */
const PLAIN = /^[A-Za-z0-9][ -~\u00a0-\u00ff]*$/;
const LINE_BREAKS = /[\r\n\u2028\u2029\u0085]+/;
const ERRORS = /^#(?:N\/[AD]|RIF!|REF!|VALORE!|VALUE!|DIV\/0!|NOME\?|NAME\?|NUM!|NULLO!|NULL!|#{2,})$/i;
const DIGITS = /^[0-9]+$/;
/** How a spreadsheet shows, and saves as CSV, a number too long for its column. */
const EXPONENT = /^[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}$/;
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
    if (code && typeof cella === 'string' && cella.includes('E+') && EXPONENT.test(cella.trim())) {
      segnala('cifrePerse');
      return undefined;
    }
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
function isCodice({ tipo, cifre, codice }: Colonna): boolean {
  if (codice !== undefined) return codice;
  const { modello, elenco, forma, lunghezzaMin, lunghezzaMax } = tipo;
  const fixed = lunghezzaMin !== undefined && lunghezzaMin === lunghezzaMax;
  return modello !== undefined || elenco !== undefined || forma === 'identificativo' || cifre !== undefined || fixed;
}

function compilaPulizia(colonna: Colonna): (raw: string, segnala: Segnala) => string | undefined {
  const { forma } = colonna.tipo;
  return (raw, segnala) => {
    const trimmed = colonna.intatto === true ? raw : raw.trim();
    if (PLAIN.test(trimmed)) return forma === 'identificativo' ? trimmed.trim().toUpperCase() : trimmed;
    let text = senzaDifesa(trimmed);
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

/** Finds the value of a list behind its label, `value - label`, or another way of writing either. */
export function compilaScelta({ tipo }: Pick<Colonna, 'tipo'>): (text: string) => string {
  const { elenco } = tipo;
  if (elenco === undefined) return (text) => text;
  const known = new Map<string, string>();
  const add = (text: string, valore: string): void => void (known.has(radice(text)) || known.set(radice(text), valore));
  for (const { valore, etichetta } of elenco) {
    add(etichetta, valore);
    add(`${valore}${etichetta}`, valore);
    const truth = SI_NO[radice(etichetta)];
    if (truth !== undefined) add(truth, valore);
  }
  for (const { valore } of elenco) known.set(radice(valore), valore);
  const exact = new Set(elenco.map(({ valore }) => valore));
  return (text) => (exact.has(text) ? text : (known.get(radice(text)) ?? text));
}

/** How spreadsheets write the truth of what a list calls yes and no. */
const SI_NO: Readonly<Record<string, string>> = { si: 'vero', no: 'falso' };
