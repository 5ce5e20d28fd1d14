/**
 * The lexical spaces of the built-in types as libxml2 judges them, because INPS's verdict is a schema validator's and xmllint is the
 * one we can hold ours against. Where libxml2 leaves the W3C text the comment says so.
 */

/** Days as libxml2 takes them: any year but 0000, an optional time zone up to 14:00, and no spaces around (W3C would drop them). */
const DATE = /^(-?)([0-9]{4}|[1-9][0-9]{4,18})-([0-9]{2})-([0-9]{2})(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?$/;
const LAST_YEAR = 9223372036854775807n;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isXsdDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (parts === null) return false;
  const digits = parts[2]!;
  if (digits === '0000' || (digits.length > 18 && BigInt(digits) > LAST_YEAR)) return false;
  const month = Number(parts[3]);
  const day = Number(parts[4]);
  // A leap year repeats every 400: the last four digits and the parity of the rest decide, and 10000 is a multiple of 400.
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(Number(digits.slice(-4)), month);
}

function daysOf(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : MONTH_DAYS[month - 1]!;
}

const DECIMAL = /^[ \t\n\r]*[+-]?(0*)([0-9]*)(?:(\.)([0-9]*))?[ \t\n\r]*$/;
/** Digits libxml2 keeps of a decimal after its leading zeros; a longer one is invalid there (W3C asks for at least 18). */
const DECIMAL_DIGITS = 24;

/** As libxml2, save that a sign and spaces alone (`- `), which it takes by mistake, are no number. */
export function isXsdDecimal(text: string): boolean {
  const parts = DECIMAL.exec(text);
  if (parts === null) return false;
  const [, zeros, whole, point, fraction] = parts as unknown as [string, string, string, string | undefined, string?];
  const digits = whole.length + (fraction?.length ?? 0);
  if (digits === 0) return zeros !== '';
  // At the last digit it keeps, libxml2 stops and wants the end: not even a point may follow.
  return digits <= DECIMAL_DIGITS && !(point !== undefined && whole.length === DECIMAL_DIGITS);
}

/** Whole number in 32 bits. No spaces around: libxml2 does not drop them (W3C would). @returns undefined when it is none */
export function xsdInt(text: string): number | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = Number(text);
  return value >= -2147483648 && value <= 2147483647 ? value : undefined;
}

/** Digits of any script that libxml2 2.9 knows (its tables are those of Unicode 4): what `\d` matches in its patterns. */
const DIGITS =
  '0-9\\u0660-\\u0669\\u06f0-\\u06f9\\u0966-\\u096f\\u09e6-\\u09ef\\u0a66-\\u0a6f\\u0ae6-\\u0aef\\u0b66-\\u0b6f\\u0be7-\\u0bef' +
  '\\u0c66-\\u0c6f\\u0ce6-\\u0cef\\u0d66-\\u0d6f\\u0e50-\\u0e59\\u0ed0-\\u0ed9\\u0f20-\\u0f29\\u1040-\\u1049\\u1369-\\u1371' +
  '\\u17e0-\\u17e9\\u1810-\\u1819\\u1946-\\u194f\\uff10-\\uff19\\u{104a0}-\\u{104a9}\\u{1d7ce}-\\u{1d7ff}';

/** A schema pattern as a test. Understands what the tracciati use: classes, quantifiers, groups, alternatives, `\d`. */
export function compilePattern(pattern: string): (text: string) => boolean {
  const ascii = new RegExp(`^(?:${pattern.replaceAll('\\d', '[0-9]')})$`);
  if (!pattern.includes('\\d')) return (text) => ascii.test(text);
  const everyScript = new RegExp(`^(?:${pattern.replaceAll('\\d', `[${DIGITS}]`)})$`, 'u');
  return (text) => ascii.test(text) || everyScript.test(text);
}

export function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) count--;
  return count;
}
