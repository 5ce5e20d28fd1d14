import { type NomeRegola, REGOLE_FOGLIO } from '../tabelle/regole.js';
import type { Regola } from '../tracciato.js';

/** Of sheets that are not documents: in a document the schema's own rules, or those of the tracciato, speak of these. */
const DI_ALTRI_FOGLI = new Set<NomeRegola>([
  'colonnaMancante',
  'mancante',
  'numero',
  'giorno',
  'siNo',
  'fuoriElenco',
  'forma',
  'lunghezza',
  'arrotondato',
]);

/** What only a table can have wrong. */
export const REGOLE_TABELLE: readonly Regola[] = (Object.keys(REGOLE_FOGLIO) as NomeRegola[])
  .filter((nome) => !DI_ALTRI_FOGLI.has(nome))
  .map(regolaTabella);

/** A rule on tables as one on documents. */
export function regolaTabella(nome: NomeRegola): Regola {
  const regola = REGOLE_FOGLIO[nome];
  return { ...regola, stadio: 'consegna', forza: regola.gravita === 'errore' ? 'specifica' : 'dedotta' };
}
