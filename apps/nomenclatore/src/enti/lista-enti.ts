import type { EnteLetto } from '../lettura/modelli.js';

/** Columns of the enti as a flat list. */
export const COLONNE_ENTI = [
  'id',
  'denominazione',
  'tipo',
  'dal',
  'al',
  'fonte',
  'affidabilita',
  'codice_sistema',
  'codice',
  'codice_dal',
  'codice_al',
  'codice_fonte',
  'codice_affidabilita',
] as const;

type RigaEnte = Readonly<Partial<Record<(typeof COLONNE_ENTI)[number], string | null>>>;

/** One row for each code, since each has a source of its own; an ente without codes has one row too. */
export function righeEnti(enti: readonly EnteLetto[]): RigaEnte[] {
  return enti.flatMap(({ codici, ...ente }): RigaEnte[] => {
    if (codici.length === 0) return [ente];
    return codici.map(({ sistema, codice, dal, al, fonte, affidabilita }) => ({
      ...ente,
      codice_sistema: sistema,
      codice,
      codice_dal: dal,
      codice_al: al,
      codice_fonte: fonte,
      codice_affidabilita: affidabilita,
    }));
  });
}
