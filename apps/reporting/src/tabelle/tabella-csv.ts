import { type RispostaTabella } from './risposta-tabella.js';

/** Excel in Italy separates cells by semicolons, decimals by a comma, and needs the mark to read UTF-8. */
const SEPARATORE = ';';
const BYTE_ORDER_MARK = '\uFEFF';

const COLONNE = [
  'anno',
  'ambito',
  'ambito_denominazione',
  'area',
  'area_denominazione',
  'persone',
  'persone_stato',
  'spesa',
  'spesa_stato',
  'revisione',
  'aggiornata_al',
  'fonte',
  // Last: who reads by position finds the others where they were.
  'aree_istat',
] as const;

/** One line per cell, each with what is needed to understand it alone. A measure without a value says why in words. */
export function csvOf(tabella: RispostaTabella): string {
  const lines = tabella.celle.map((cella) => [
    String(cella.anno),
    cella.ambito ?? '',
    cella.ambito_denominazione,
    cella.area ?? '',
    cella.area_denominazione,
    cella.persone.testo,
    cella.persone.stato,
    decimalComma(cella.spesa.testo),
    cella.spesa.stato,
    String(tabella.revisione),
    tabella.aggiornata_al.toISOString(),
    tabella.fonte,
    cella.aree_istat.join('+'),
  ]);
  return `${BYTE_ORDER_MARK}${[COLONNE, ...lines].map((line) => `${line.map(cell).join(SEPARATORE)}\r\n`).join('')}`;
}

function decimalComma(text: string): string {
  return text.replace(/^(-?\d+)\.(\d\d)$/, '$1,$2');
}

function cell(value: string): string {
  // Names come from files that people edit: a sheet must not run one as a formula (OWASP, CSV injection). A negative amount is none.
  const harmless = /^[=+@\t\r]|^-(?!\d)/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
