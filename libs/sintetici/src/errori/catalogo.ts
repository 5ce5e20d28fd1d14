import { ERRORI_CONSEGNA } from './consegna.js';
import { ERRORI_FLUSSO } from './flusso.js';
import { ERRORI_PLAUSIBILITA } from './plausibilita.js';
import { ERRORI_SCHEMA } from './schema.js';
import type { TipoErrore } from './tipo-errore.js';

/** Every kind of error a riga can be given. */
export const TIPI_ERRORE: readonly TipoErrore[] = [
  ...ERRORI_CONSEGNA,
  ...ERRORI_FLUSSO,
  ...ERRORI_SCHEMA,
  ...ERRORI_PLAUSIBILITA,
];

/** Errors of the document as a whole, with the rule that must notice: nothing of it can be used. */
export const TIPI_ERRORE_DOCUMENTO = { non_ben_formato: 'XML-02', troncato: 'XML-03' } as const;
export type TipoErroreDocumento = keyof typeof TIPI_ERRORE_DOCUMENTO;
