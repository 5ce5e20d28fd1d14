import type { Voce } from '#libs/riferimenti';

/** Tables that a load rewrites thing by thing, with the column that says whose the row is. */
export const TABELLE = {
  comune: 'pagina',
  stato: 'pagina',
  provincia: 'pagina',
  regione: 'pagina',
  ente: 'id',
  codice_ente: 'ente',
  ambito: 'id',
  appartenenza: 'ambito',
  capofila: 'ambito',
  delega: 'id',
  client: 'id',
  associazione: 'pagina',
} as const;

export type Tabella = keyof typeof TABELLE;

/** A row as `jsonb_populate_recordset` takes it: keys are columns. */
export type RigaTabella = Readonly<Record<string, unknown>>;

/** One thing of the registry: what the other services are told of it, and its rows here. */
export interface Aggregato {
  readonly voce: Omit<Voce, 'revisione'>;
  readonly righe: Readonly<Partial<Record<Tabella, readonly RigaTabella[]>>>;
}
