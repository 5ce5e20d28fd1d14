import type { FonteUsata } from './uso-fonti.js';

/** Columns of the sources as a flat list. */
export const COLONNE_FONTI = [
  'sigla',
  'descritta',
  'titolo',
  'editore',
  'url',
  'licenza',
  'aggiornato_al',
  'nota',
  'lista',
  'sistema',
  'affidabilita',
  'righe',
] as const;

/** One row for each list and reliability; a source that no row names has one row too. */
export function righeFonti(fonti: readonly FonteUsata[]): object[] {
  return fonti.flatMap(({ usi, ...fonte }): object[] => {
    const plain = { ...fonte, righe: null };
    return usi.length === 0 ? [plain] : usi.map((uso) => ({ ...plain, ...uso }));
  });
}
