import { type LegalDay, dayAfter, dayBefore } from '#libs/codici';
import type { DettoDiComune, Periodo } from './detto-residenza.js';

/**
 * The days of a period that are nobody's yet. One without end begins after the last day that is somebody's: a period that is
 * claimed until further notice has no holes.
 * @param presi no two share a day; none is without end if `periodo` is
 */
export function assign(presi: readonly Periodo[], { dal, al }: Periodo): Periodo[] {
  if (al === undefined) {
    const busy = presi.flatMap((preso) => (preso.al !== undefined && preso.al >= dal ? [preso.al] : []));
    const last = busy.toSorted().at(-1);
    return [{ dal: last === undefined ? dal : dayAfter(last) }];
  }
  const free: Periodo[] = [];
  let from = dal;
  for (const preso of presi.toSorted((one, other) => (one.dal < other.dal ? -1 : 1))) {
    if (preso.al !== undefined && preso.al < from) continue;
    if (preso.dal > al) break;
    if (preso.dal > from) free.push({ dal: from, al: dayBefore(preso.dal) as LegalDay });
    if (preso.al === undefined) return free;
    from = dayAfter(preso.al);
  }
  if (from <= al) free.push({ dal: from, al });
  return free;
}

/**
 * The periods of all the records that a comune has of a person, as one line of days: a later beginning ends what began before. If one of
 * them has no end, the last has none.
 */
export function together(detti: readonly DettoDiComune[]): (Periodo & { readonly comune: string })[] {
  const all = detti
    .flatMap(({ comune, periodi, accettataIl }) => periodi.map((periodo) => ({ ...periodo, comune, accettataIl })))
    .toSorted((one, other) => {
      if (one.dal !== other.dal) return one.dal < other.dal ? -1 : 1;
      return one.accettataIl < other.accettataIl ? -1 : 1;
    });
  const line: (Periodo & { readonly comune: string })[] = [];
  for (const { accettataIl: _, ...periodo } of all) {
    const { dal } = periodo;
    const previous = line.at(-1);
    if (previous !== undefined && (previous.al === undefined || previous.al >= dal)) {
      line.pop();
      if (previous.dal < dal) line.push({ ...previous, al: dayBefore(dal) as LegalDay });
    }
    line.push(periodo);
  }
  const last = line.at(-1);
  if (last === undefined || all.every(({ al }) => al !== undefined)) return line;
  return [...line.slice(0, -1), { ...last, al: undefined }];
}
