import { dayBefore } from '#libs/codici';
import { type Validita, overlaps } from '#libs/riferimenti';

/** What approving a period does to those approved already. */
export type Successione<T extends Validita> =
  | { readonly esito: 'libera' }
  /** The open one before it ends the day before. */
  | { readonly esito: 'chiude'; readonly precedente: T; readonly al: string }
  /** A day would have two answers. */
  | { readonly esito: 'conflitto'; readonly con: T };

/** @param approvati periods of one code toward one system, which share no day */
export function successioneOf<T extends Validita>(nuovo: Validita, approvati: readonly T[]): Successione<T> {
  const shared = approvati.filter((approvato) => overlaps(approvato, nuovo));
  const [precedente] = shared;
  if (precedente === undefined) return { esito: 'libera' };
  const succeeds = shared.length === 1 && precedente.al === null && precedente.dal < nuovo.dal;
  return succeeds ? { esito: 'chiude', precedente, al: dayBefore(nuovo.dal) } : { esito: 'conflitto', con: precedente };
}
