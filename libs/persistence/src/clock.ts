import type { LegalDay } from '#libs/codici';

/** The one source of "now". Injected everywhere, so that tests can set it. */
export abstract class Clock {
  abstract now(): Date;
}

/** The clock of the machine. */
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

const ROME = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Rome',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day (`YYYY-MM-DD`) on which an instant falls in Italian law: Europe/Rome, whatever the time zone of the machine. */
export function legalDayOf(instant: Date): LegalDay {
  const hour = Math.floor(instant.getTime() / HOUR);
  if (hour !== last.hour) last = { hour, day: computedDayOf(instant) };
  return last.day;
}

/** Legal midnight has fallen on a full hour of UTC since 1893: all instants of one hour are of one day. Most questions are about now. */
const HOUR = 3_600_000;
let last: { readonly hour: number; readonly day: LegalDay } = { hour: Number.NaN, day: '' as LegalDay };

function computedDayOf(instant: Date): LegalDay {
  const parts = new Map(ROME.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.get('year')!.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}` as LegalDay;
}
