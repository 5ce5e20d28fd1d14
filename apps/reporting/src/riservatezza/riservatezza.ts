import { SOGLIA_MINIMA } from './soglie.js';

/** What is known of one cell before anything is hidden. Money is integer cents. A contributor is a person. */
export interface Conteggio {
  /** Distinct persons. */
  readonly persone: number;
  /** Facts whose person could not be told apart. They may all be of one: nobody can say. */
  readonly senzaPersona: number;
  /** All money of the cell, also that of facts without a person. */
  readonly spesa: number;
  /** Sum of what each contributor brought, without sign. Facts without a person count together as one contributor. */
  readonly volume: number;
  /** The most that one contributor brought, without sign. */
  readonly maggiore: number;
}

/** One measure of a cell, in exactly one state. */
export type Misura =
  | { readonly stato: 'valore'; readonly valore: number }
  | { readonly stato: 'zero' }
  | { readonly stato: 'riservato' }
  | { readonly stato: 'non_pervenuto' };

export const STATI_MISURA = [
  'valore',
  'zero',
  'riservato',
  'non_pervenuto',
] as const satisfies readonly Misura['stato'][];

export interface CellaProtetta {
  readonly persone: Misura;
  readonly spesa: Misura;
}

/**
 * What may be shown of a cell. Persons: only from the threshold up. Money: only where persons are shown, and only if no person brought
 * more than half of it, because whoever knows that one could read the rest, and the rest that one. What is hidden is in no other field.
 * @param conteggio undefined: no fact is known
 * @param pervenuto whether any fact of this ambito and year is known: only then is nothing a zero
 * @param soglia below `SOGLIA_MINIMA` it counts as that
 */
export function proteggi(conteggio: Conteggio | undefined, pervenuto: boolean, soglia: number): CellaProtetta {
  const persone = personeOf(conteggio, pervenuto, Math.max(SOGLIA_MINIMA, soglia));
  return { persone, spesa: persone.stato === 'valore' ? spesaOf(conteggio!) : persone };
}

function personeOf(conteggio: Conteggio | undefined, pervenuto: boolean, soglia: number): Misura {
  const { persone, senzaPersona } = conteggio ?? { persone: 0, senzaPersona: 0 };
  if (persone === 0 && senzaPersona === 0) return { stato: pervenuto ? 'zero' : 'non_pervenuto' };
  return persone >= soglia ? { stato: 'valore', valore: persone } : { stato: 'riservato' };
}

function spesaOf({ spesa, volume, maggiore }: Conteggio): Misura {
  if (volume === 0) return { stato: 'zero' };
  return maggiore * 2 > volume ? { stato: 'riservato' } : { stato: 'valore', valore: spesa };
}
