import { headOfCsv, lineOfCsv } from '../csv.js';
import type { RilievoLetto } from './leggi-rilievi.js';

const COLONNE = [
  'riga',
  'linea',
  'colonna',
  'campo',
  'valore',
  'regola',
  'gravita',
  'messaggio',
  'rimedio',
  'fonte',
  'riga_id',
] as const satisfies readonly (keyof RilievoLetto)[];

export const TESTA_RILIEVI = headOfCsv(COLONNE);

export function rilieviAsCsv(rilievi: readonly RilievoLetto[]): string {
  return rilievi.map((rilievo) => lineOfCsv(COLONNE.map((column) => rilievo[column]))).join('');
}
