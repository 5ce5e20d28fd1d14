import type { Scheda } from './dati-persona.js';
import type { Fonte } from './fonte.js';

/** Who speaks: a source, and of registry offices that of the comune where the person lives apart from the others. */
export type Voce = Fonte | 'comune_di_residenza';

/** Voices from the strongest to the weakest. */
export type Ordine = readonly Voce[];

/** Birth and names, life, marital status. */
export const ANAGRAFICA: Ordine = ['anpr', 'comune_di_residenza', 'anagrafe_comunale', 'sanitaria', 'inps', 'sociale'];
/** Health cards carry none, and what INPS gives back is what somebody once declared. */
export const CITTADINANZA: Ordine = [
  'anpr',
  'comune_di_residenza',
  'anagrafe_comunale',
  'sociale',
  'sanitaria',
  'inps',
];
/** Of residence no other comune than the one that claims it has a say, and where nobody else speaks, who gave a prestazione. */
export const RESIDENZA: Ordine = ['anpr', 'comune_di_residenza', 'sociale', 'sanitaria', 'inps'];

/**
 * @param residenza comune where the person is known to live; of who lives nowhere (abroad, dead) the last registry office speaks as
 *   that of residence, for no other is left
 */
export function voceOf({ fonte, comuneFonte }: Pick<Scheda, 'fonte' | 'comuneFonte'>, residenza: string | null): Voce {
  if (fonte !== 'anagrafe_comunale') return fonte;
  return residenza === null || residenza === comuneFonte ? 'comune_di_residenza' : 'anagrafe_comunale';
}

/** A voice that the order does not name comes after all of it. */
export function forza(ordine: Ordine, voce: Voce): number {
  const place = ordine.indexOf(voce);
  return place === -1 ? ordine.length : place;
}

/** The most recent first; of equals the greater record id, so that nothing depends on the order in which messages came. */
export function byRecency(one: Scheda, other: Scheda): number {
  if (one.accettataIl !== other.accettataIl) return one.accettataIl < other.accettataIl ? 1 : -1;
  return one.recordId < other.recordId ? 1 : -1;
}

/** The strongest voice first, of equally strong ones the most recent. */
export function byAutorita(ordine: Ordine, residenza: string | null): (one: Scheda, other: Scheda) => number {
  return (one, other) =>
    forza(ordine, voceOf(one, residenza)) - forza(ordine, voceOf(other, residenza)) || byRecency(one, other);
}
