import type { Contenuto } from './lettura.js';

// INPS takes a periodic prestazione year by year: a period that crosses 31 December is cut there (specifiche 2.0.1, tabella 9).

/** The part of a periodic prestazione that lies in one calendar year. */
export interface PeriodoAnnuo {
  readonly anno: number;
  readonly inizio: string;
  /** Undefined when the prestazione has no end. */
  readonly fine: string | undefined;
  /** Months paid in it, when dates or sender say; 0 when the months that the sender counted fall in earlier years. */
  readonly mesi: number | undefined;
  /** Months of it, first and last included; to December when it has no end. */
  readonly mesiCompresi: number;
}

/** Years past which an end is only a way to write that there is none (9999-12-31 and the like): nothing is planned for so long. */
const MOST_YEARS = 50;
/** The most that the schema lets PeriodoErogazione say. */
const MOST_MONTHS = 12;

const yearOf = (day: string): number => Number(day.slice(0, 4));
const monthOf = (day: string): number => Number(day.slice(5, 7));
const dayOf = (day: string): number => Number(day.slice(8));

/** One period for each year, in order; one alone, of the first year, when there is no end or it makes no sense; none without a start. */
export function periodiAnnui(contenuto: Contenuto): PeriodoAnnuo[] {
  const inizio = contenuto['dataInizioPrestazione'] as string | undefined;
  if (inizio === undefined) return [];
  const fine = finePlausibile(inizio, contenuto['dataFinePrestazione'] as string | undefined);
  const dichiarati = contenuto['periodoErogazione'] as number | undefined;
  const first = yearOf(inizio);
  if (fine === undefined) {
    const mesiCompresi = MOST_MONTHS - monthOf(inizio) + 1;
    const mesi = dichiarati === undefined ? undefined : Math.min(dichiarati, mesiCompresi);
    return [{ anno: first, inizio, fine, mesi, mesiCompresi }];
  }
  const last = yearOf(fine);
  // Within a year's time the sender counted the months of the whole period; beyond, the schema's 12 can only be those of each year.
  const inTutto = monthsElapsed(inizio, fine) <= MOST_MONTHS;
  let left = dichiarati ?? Infinity;
  return Array.from({ length: last - first + 1 }, (_, k) => {
    const anno = first + k;
    const from = k === 0 ? inizio : `${anno}-01-01`;
    const to = anno === last ? fine : `${anno}-12-31`;
    const mesiCompresi = monthOf(to) - monthOf(from) + 1;
    const mesi = Math.min(mesiCompresi, left);
    if (inTutto) left -= mesi;
    return { anno, inizio: from, fine: to, mesi, mesiCompresi };
  });
}

/** The end, unless it comes before the start or so late that it means there is none. */
export function finePlausibile(inizio: string, fine: string | undefined): string | undefined {
  if (fine === undefined || fine < inizio || yearOf(fine) - yearOf(inizio) >= MOST_YEARS) return undefined;
  return fine;
}

/** From the 15th to the 14th of the next month is one month; a day more begins another. */
function monthsElapsed(inizio: string, fine: string): number {
  const months = (yearOf(fine) - yearOf(inizio)) * 12 + monthOf(fine) - monthOf(inizio);
  return months + (dayOf(fine) >= dayOf(inizio) ? 1 : 0);
}
