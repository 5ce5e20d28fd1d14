/**
 * What of a person may change, as told to who subscribed: the kind and never the value. The place in the list is the bit under which it
 * is stored: add at the end.
 */
export const GRUPPI_VARIAZIONE = [
  'identita',
  'identificativi',
  'residenza',
  'famiglia',
  'stato_civile',
  'vita',
  'cittadinanza',
  'legami',
] as const;
export type GruppoVariazione = (typeof GRUPPI_VARIAZIONE)[number];

/** Groups as bits: what falls into one window is joined by OR. */
export function bitsOf(gruppi: readonly GruppoVariazione[]): number {
  return gruppi.reduce((bits, gruppo) => bits | (1 << GRUPPI_VARIAZIONE.indexOf(gruppo)), 0);
}

/** In the order of the list. */
export function gruppiOf(bits: number): GruppoVariazione[] {
  return GRUPPI_VARIAZIONE.filter((_, at) => (bits & (1 << at)) !== 0);
}
