/** Signs that make a spreadsheet work a text out as a formula; apostrophes before them are those of `difesoDaFormule`. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const DEFENDED = /^'+[=+\-@\t\r\n＝＋－＠]/;
/** What programs write so that a spreadsheet keeps the zeros of a code: `="00123"`. */
const QUOTED_CODE = /^="([^"]*)"$/;

export function isFormula(text: string): boolean {
  return FORMULA.test(text);
}

/** A text that no spreadsheet works out; `senzaDifesa` is its way back, for every text. */
export function difesoDaFormule(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text behind the ways of writing one that begins like a formula. */
export function senzaDifesa(text: string): string {
  if (DEFENDED.test(text)) return text.slice(1);
  return QUOTED_CODE.exec(text)?.[1] ?? text;
}
