const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

/** Characters that XML cannot hold are written `_x000D_` in a workbook (ECMA-376 part 1, 22.9.2.19). */
export function senzaFughe(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(ESCAPE, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
