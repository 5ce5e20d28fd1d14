import type { Contenuto } from './lettura.js';

/** SB-01: of each minor INPS takes one prestazione at a time. A code written twice is said once. */
export function flussiSinba(contenuto: Contenuto): Contenuto[] {
  const codici = (contenuto['prestazioni'] as readonly string[] | undefined) ?? [];
  return codici.length === 0
    ? [contenuto]
    : [...new Set(codici)].map((codice) => ({ ...contenuto, prestazioni: [codice] }));
}
