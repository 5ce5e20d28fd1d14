import type { Tipo } from '../tracciato.js';

// Ways in which people and programs write what the schema wants written in one way.

const DIGITS = /^\(?\[0-9\]\{([0-9]+)\}\)?$/;

/** How many digits a code has whose leading zeros get lost. */
export function cifreDi({ zeri, modello }: Tipo): number | undefined {
  const digits = zeri === true && modello !== undefined ? DIGITS.exec(modello)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

const HOURS = /^([0-9]{1,6}):([0-5][0-9])(?::00)?$/;

/** `2:30` as `2.30`. @returns undefined for what is not written so */
export function oreDi(text: string): string | undefined {
  const parts = HOURS.exec(text);
  return parts === null ? undefined : `${parts[1]}.${parts[2]}`;
}

const YEAR_FIRST = /^([0-9]{4})[-/.]([0-9]{1,2})(?:-[0-9]{2})?$/;
const MONTH_FIRST = /^([0-9]{1,2})[-/.]([0-9]{4})$/;

/** `2026-3`, `3-2026` and any day of that month as `03/2026`; else the text as it is. */
export function meseDi(text: string): string {
  const [year, month] = YEAR_FIRST.exec(text)?.slice(1) ?? MONTH_FIRST.exec(text)?.slice(1).toReversed() ?? [];
  return year === undefined || month === undefined ? text : `${month.padStart(2, '0')}/${year}`;
}
