import type { PersonaAnagrafe } from './anagrafe.persona.js';
import type { RigaInEsame, Violazione } from './tracciato.js';

/** The record as the sender wrote it: any part may be missing. */
export function dichiarata({ contenuto }: Pick<RigaInEsame, 'contenuto'>): Partial<PersonaAnagrafe> {
  return contenuto;
}

/** Most righe have no finding. */
export function qualcuna(violazioni: readonly Violazione[]): readonly Violazione[] | undefined {
  return violazioni.length === 0 ? undefined : violazioni;
}
