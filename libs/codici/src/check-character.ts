/** Value of a character at an odd position (first, third …), DM 23 December 1976 n. 13813. Digits 0–9, then letters A–Z. */
const ODD_LETTERS = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

const ODD = new Uint8Array(128);
const EVEN = new Uint8Array(128);
for (let value = 0; value < 26; value++) {
  EVEN[65 + value] = EVEN[97 + value] = value;
  ODD[65 + value] = ODD[97 + value] = ODD_LETTERS[value]!;
}
for (let digit = 0; digit < 10; digit++) {
  EVEN[48 + digit] = digit;
  ODD[48 + digit] = ODD_LETTERS[digit]!;
}

/** Char code of the upper-case check letter of the 15 characters that begin at `from`; they must be ASCII letters or digits. */
export function checkCharCode(text: string, from = 0): number {
  let sum = 0;
  for (let index = 0; index < 14; index += 2) {
    sum += ODD[text.charCodeAt(from + index)]! + EVEN[text.charCodeAt(from + index + 1)]!;
  }
  return 65 + ((sum + ODD[text.charCodeAt(from + 14)]!) % 26);
}

/** @param fifteen the first 15 characters of a codice fiscale, letters or digits @returns its 16th, A–Z */
export function checkCharacter(fifteen: string): string {
  if (!/^[A-Za-z0-9]{15}$/.test(fifteen)) throw new RangeError('a check character is computed on 15 letters or digits');
  return String.fromCharCode(checkCharCode(fifteen));
}

/** Check digit of the provisional numeric code: doubled even positions, ten's complement (Luhn). */
export function isNumericCodeChecked(eleven: string, from = 0): boolean {
  let sum = 0;
  for (let index = 0; index < 11; index++) {
    const digit = eleven.charCodeAt(from + index) - 48;
    const value = index % 2 === 1 ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0 && sum > 0;
}

/** @param ten the first ten digits of a provisional numeric code @returns its eleventh */
export function numericCheckDigit(ten: string): string {
  for (let digit = 0; digit < 10; digit++) if (isNumericCodeChecked(`${ten}${digit}`)) return String(digit);
  throw new RangeError('a numeric check digit is computed on ten digits, not all zero');
}
