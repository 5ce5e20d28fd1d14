import type { AmbitoLetto } from '../lettura/modelli.js';

/** Columns of the ambiti as a flat list. */
export const COLONNE_AMBITI = [
  'id',
  'codice',
  'denominazione',
  'tipo',
  'fonte',
  'affidabilita',
  'ruolo',
  'ente',
  'ente_denominazione',
  'ente_dal',
  'ente_al',
  'ente_fonte',
  'ente_affidabilita',
] as const;

type RigaAmbito = Readonly<Partial<Record<(typeof COLONNE_AMBITI)[number], string | null>>>;

/** One row for the capofila and one for each member, since each has a source of its own; an ambito with none has one row too. */
export function righeAmbiti(ambiti: readonly AmbitoLetto[]): RigaAmbito[] {
  return ambiti.flatMap(({ capofila, appartenenze, ...ambito }): RigaAmbito[] => {
    const righe = [
      ...capofila.map((periodo) => ({ ruolo: 'capofila', periodo })),
      ...appartenenze.map((periodo) => ({ ruolo: 'componente', periodo })),
    ];
    if (righe.length === 0) return [ambito];
    return righe.map(({ ruolo, periodo }) => ({
      ...ambito,
      ruolo,
      ente: periodo.ente,
      ente_denominazione: periodo.denominazione,
      ente_dal: periodo.dal,
      ente_al: periodo.al,
      ente_fonte: periodo.fonte,
      ente_affidabilita: periodo.affidabilita,
    }));
  });
}
