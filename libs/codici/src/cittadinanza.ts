import type { LegalDay } from './brand.js';
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

/** Where a citizenship stands towards the Union: all that may leave the registry of persons. */
export type AreaCittadinanza = 'italiana' | 'ue' | 'extra_ue' | 'non_disponibile';

/** The other 26 members of the European Union, ISO 3166 numeric. */
const UNIONE_EUROPEA = new Set(
  '040 056 100 191 196 203 208 233 246 250 276 300 348 372 428 440 442 470 528 616 620 642 703 705 724 752'.split(' '),
);
const REGNO_UNITO = '826';
const USCITA_REGNO_UNITO = '2020-02-01';

/**
 * The area of one or more citizenships of a person on a day; of several the one nearest to Italy counts. Membership of the Union is
 * today's, but for the United Kingdom, whose citizens were of it until 31 January 2020.
 * @param codici ISO 3166 numeric; INPS's "not available" and what is no state's code are `non_disponibile`
 */
export function areaCittadinanza(
  codici: readonly string[],
  territorio: Territorio,
  giorno: LegalDay | undefined,
): AreaCittadinanza {
  const known = codici.filter((codice) => territorio.statoByIso(codice) !== undefined);
  if (known.includes(NAZIONE_ITALIA)) return 'italiana';
  const isUe = (codice: string): boolean =>
    UNIONE_EUROPEA.has(codice) || (codice === REGNO_UNITO && giorno !== undefined && giorno < USCITA_REGNO_UNITO);
  if (known.some(isUe)) return 'ue';
  return known.length > 0 ? 'extra_ue' : 'non_disponibile';
}
