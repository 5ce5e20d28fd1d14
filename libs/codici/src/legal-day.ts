import type { LegalDay } from './brand.js';

const SHAPE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** The last day of a state of affairs that still holds. */
export const OPEN_END = '9999-12-31' as LegalDay;

/** @param month 1–12 @returns 0 for a month that does not exist */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return DAYS[month - 1] ?? 0;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** @returns the day, or undefined when the text is no `YYYY-MM-DD` or the day does not exist */
export function parseLegalDay(text: string): LegalDay | undefined {
  if (!SHAPE.test(text)) return undefined;
  const day = Number(text.slice(8));
  const last = daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
  return day >= 1 && day <= last ? (text as LegalDay) : undefined;
}

/** As `parseLegalDay`, for days that come from our own files. @throws RangeError */
export function legalDay(text: string): LegalDay {
  const day = parseLegalDay(text);
  if (day === undefined) throw new RangeError(`"${text}" is no day`);
  return day;
}

/** @returns the day of these parts, or undefined when it does not exist */
export function legalDayOf(year: number, month: number, day: number): LegalDay | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return parseLegalDay(text);
}

const DAY_MILLISECONDS = 86_400_000;

/** The calendar day before: the last of what another thing takes the place of on `day`. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** The calendar day after. */
export function dayAfter(day: string): LegalDay {
  return new Date(Date.parse(day) + DAY_MILLISECONDS).toISOString().slice(0, 10) as LegalDay;
}
