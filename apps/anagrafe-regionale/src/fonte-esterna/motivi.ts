/** Why a source is asked about a person, the most urgent first. */
const MOTIVI = [
  'richiesta',
  'decesso_segnalato',
  'residenza_contesa',
  'codice_nuovo',
  'persona_nuova',
  'rinnovo',
] as const;
export type Motivo = (typeof MOTIVI)[number];

export function urgenzaOf(motivo: Motivo): number {
  return MOTIVI.indexOf(motivo);
}
