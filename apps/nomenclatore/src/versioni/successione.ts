import { overlaps } from '#libs/riferimenti';
import { dayBefore } from '#libs/codici';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import type { VersioneTenuta } from './versioni-tenute.js';

/** The open version that another takes over from, and its last day then. */
interface Successione<V> {
  readonly versione: V;
  readonly al: string;
}

/**
 * What a version that is to be in force on these days ends, if anything.
 * @throws Problem `validita_in_conflitto` for days that another published version has, or that end before they begin
 */
export function successioneOf<V extends Pick<VersioneTenuta, 'versione' | 'stato' | 'dal' | 'al'>>(
  versioni: readonly V[],
  validita: Pick<VersioneTenuta, 'dal' | 'al'>,
): Successione<V> | undefined {
  const published = versioni.filter(({ stato }) => stato === 'pubblicata');
  const open = published.find(({ dal, al }) => al === null && dal < validita.dal);
  const other = published.find((one) => one !== open && overlaps(one, validita));
  if (other !== undefined || (validita.al !== null && validita.al < validita.dal))
    throw nomenclatoreProblem('validita_in_conflitto', undefined, { versione: other?.versione ?? null });
  return open === undefined ? undefined : { versione: open, al: dayBefore(validita.dal) };
}
