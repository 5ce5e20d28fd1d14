import type { Archivio } from '../../documenti/archivio.js';
import { leggiParte } from './parte.js';

/** Formats of days and times that have a number and no code (ECMA-376 part 1, 18.8.30, with those of other languages). */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** What in a format is shown as it stands, or says a colour, a currency or a condition; `[h]` is elapsed time and stays. */
const NOT_A_FIELD = /"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|general|standard/gi;

function isDateFormat(code: string): boolean {
  return /[dmyhs]/i.test(code.slice(0, 1000).replace(NOT_A_FIELD, ''));
}

/** @returns by index of a cell's style, whether it shows a day or a time */
export async function leggiStili(archivio: Archivio, parte: string): Promise<readonly boolean[]> {
  const dates = new Map<number, boolean>();
  const stili: boolean[] = [];
  await leggiParte(parte, archivio.read(parte), {
    apre(percorso, attributi) {
      const id = Number(attributi('numFmtId') ?? 0);
      if (percorso === 'styleSheet/numFmts/numFmt') dates.set(id, isDateFormat(attributi('formatCode') ?? ''));
      else if (percorso === 'styleSheet/cellXfs/xf') stili.push(dates.get(id) ?? isBuiltInDate(id));
    },
  });
  return stili;
}
