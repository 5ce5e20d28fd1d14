import { parseLegalDay } from '#libs/codici';

const ISO = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$/;
const ITALIAN = /^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})$/;
/** Programs that know only instants write days with the time of midnight. */
const MIDNIGHT = /[T ]00[:.]00(?:[:.]00(?:\.0+)?)?Z?$/;

const DAY = 86_400_000;
/** The day before serial 1, when the leap day that 1900 did not have is left out of the count. */
const BEFORE_1900 = Date.UTC(1899, 11, 31);
const START_1904 = Date.UTC(1904, 0, 1);
/** Serial of 29 February 1900, a day Excel inherited from Lotus 1-2-3 and that never was. */
const NEVER_WAS = 60;
const LAST_DAY = Date.UTC(9999, 11, 31);

/** @returns `YYYY-MM-DD`, or undefined when the text is no day that exists; the year has always four digits */
export function leggiGiorno(text: string): string | undefined {
  const day = text.replace(MIDNIGHT, '');
  const iso = ISO.exec(day);
  if (iso !== null) return dayOf(iso[1]!, iso[2]!, iso[3]!);
  const italian = ITALIAN.exec(day);
  return italian === null ? undefined : dayOf(italian[3]!, italian[2]!, italian[1]!);
}

function dayOf(year: string, month: string, day: string): string | undefined {
  return year < '1000' ? undefined : parseLegalDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/**
 * The day of a serial number of a workbook; its fraction is the time of the day and is dropped.
 * @param from1904 the workbook counts days from 1904, as those of old Macintosh do
 */
export function giornoSeriale(serial: number, from1904: boolean): string | undefined {
  const day = Math.floor(serial);
  if (from1904 ? day < 0 : day < 1 || day === NEVER_WAS) return undefined;
  const time = from1904 ? START_1904 + day * DAY : BEFORE_1900 + (day > NEVER_WAS ? day - 1 : day) * DAY;
  return time > LAST_DAY ? undefined : new Date(time).toISOString().slice(0, 10);
}
