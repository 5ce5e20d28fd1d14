import { TIPO_XLSX } from '#libs/tracciati';

/** Kinds of fields that answers have in common, as OpenAPI says them. */
export const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
export const istante = (description: string) =>
  ({ description, type: 'string', format: 'date-time', maxLength: 30 }) as const;
export const intero = (description: string) =>
  ({ description, type: 'integer', format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) as const;
export const testo = (description: string, maxLength: number) => ({ description, maxLength }) as const;
export const prossimaPagina = {
  ...testo('Da ripetere nel parametro cursor; nullo all’ultima pagina.', 200),
  nullable: true,
  type: String,
} as const;

export const FORMATO = {
  description: 'Come il documento è scritto, trovato dal suo contenuto; nullo finché non è stato letto.',
  enum: ['xml', 'csv', 'xlsx', 'json', 'ndjson', null],
  nullable: true,
  type: String,
} as const;
export const foglio = {
  ...testo('Nome del foglio, in una cartella di lavoro; altrimenti nullo.', 100),
  nullable: true,
  type: String,
} as const;
export const cella = {
  ...testo('Cella come la chiama il foglio di calcolo, in una tabella; altrimenti nulla.', 20),
  nullable: true,
  type: String,
  example: 'B12',
} as const;

/** Content of an answer that is also a table to download. */
export const FILE_TABELLA = {
  'text/csv': { schema: { type: 'string', maxLength: 2_147_483_647 } },
  [TIPO_XLSX]: { schema: { type: 'string', format: 'binary', maxLength: 2_147_483_647 } },
} as const;

export const STATI_INVIO = ['ricevuto', 'in_validazione', 'concluso', 'illeggibile'];
export const CONTEGGI = {
  type: 'object',
  additionalProperties: { type: 'integer', format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
} as const;
