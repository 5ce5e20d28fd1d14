import type { CorrispondenzeLette } from './modelli-consultazione.js';

/** Columns of a crosswalk as a flat list. */
export const COLONNE_CORRISPONDENZE = [
  'da',
  'versione_da',
  'codice',
  'denominazione',
  'relazione',
  'a',
  'versione_a',
  'codice_destinazione',
  'denominazione_destinazione',
  'dal',
  'al',
  'limite',
  'fonte',
  'affidabilita',
] as const;

/** One row for each target: more than one is a choice that the riga must make. */
export function righeCorrispondenze({ corrispondenze, ...lette }: CorrispondenzeLette): object[] {
  const { da, a, versione_da, versione_a } = lette;
  return corrispondenze.flatMap(({ destinazioni, ...riga }) =>
    destinazioni.map((destinazione) => ({
      da,
      a,
      versione_da,
      versione_a,
      ...riga,
      codice_destinazione: destinazione.codice,
      denominazione_destinazione: destinazione.denominazione,
    })),
  );
}
