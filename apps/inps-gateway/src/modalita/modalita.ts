import { TRACCIATI } from '#libs/tracciati';

/** Of what INPS gets; of the others there is nothing to choose. */
export const CODICI_TRACCIATO: readonly string[] = [
  ...new Set(TRACCIATI.flatMap(({ codice, trasmissione }) => (trasmissione === undefined ? [] : [codice]))),
];

/** How an ente tells INPS: through Snodo, through a platform of its own, by hand in INPS's pages. */
export const MODALITA = ['snodo', 'propria', 'manuale'] as const;
export type Modalita = (typeof MODALITA)[number];

/** Until an ente chooses, Snodo publishes nothing in its name: a double sending harms it more than a late one. */
export const MODALITA_PREDEFINITA: Modalita = 'propria';

/** One choice of an ente. Choices are never changed: the next one takes over from its day on. */
export interface SceltaModalita {
  /** Grows with each choice. */
  readonly id: number;
  readonly modalita: Modalita;
  /** First legal day on which it holds. */
  readonly dal: string;
}

/** The choice in force on a legal day: the one that began last; of two that begin on one day, the later chosen. */
export function sceltaInVigore<S extends SceltaModalita>(scelte: readonly S[], giorno: string): S | undefined {
  return scelte
    .filter(({ dal }) => dal <= giorno)
    .toSorted((one, other) => (one.dal === other.dal ? one.id - other.id : one.dal < other.dal ? -1 : 1))
    .at(-1);
}
