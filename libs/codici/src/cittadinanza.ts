import type { Stato, Territorio } from './territorio.js';

/** Code systems in which senders write a citizenship. */
export type SistemaCittadinanza = 'iso_3166_numerico' | 'istat' | 'belfiore';

/** A citizenship as it was written: the same three digits mean different states in different systems, so the system stays. */
export interface Cittadinanza {
  readonly sistema: SistemaCittadinanza;
  readonly codice: string;
}

/** INPS's value for a citizenship or a nation that is not known: no ISO code, so no state. */
export const NAZIONE_NON_DISPONIBILE = '990';
/** ISO 3166 numeric code of Italy. */
export const NAZIONE_ITALIA = '380';

const SHAPES: Readonly<Record<SistemaCittadinanza, RegExp>> = {
  iso_3166_numerico: /^[0-9]{3}$/,
  istat: /^[0-9]{3}$/,
  belfiore: /^Z[0-9]{3}$/,
};

/** @returns undefined when the code does not have the shape of its system; a code of no state keeps its shape and is accepted */
export function parseCittadinanza(sistema: SistemaCittadinanza, codice: string): Cittadinanza | undefined {
  return SHAPES[sistema].test(codice) ? { sistema, codice } : undefined;
}

/** The state of a citizenship, or undefined when its system does not know the code (or INPS's "not available"). */
export function statoOf(cittadinanza: Cittadinanza, territorio: Territorio): Stato | undefined {
  const { sistema, codice } = cittadinanza;
  if (sistema === 'iso_3166_numerico') return territorio.statoByIso(codice);
  if (sistema === 'belfiore') return territorio.statoByBelfiore(codice);
  return territorio.stati.find((stato) => stato.istat === codice);
}
