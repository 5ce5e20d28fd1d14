import { pianoOf } from '../piano/piano-of.js';
import type { Tracciato } from '../tracciato.js';

/**
 * The header alone, as Italian spreadsheets open it: an example among the rows would one day be delivered. It stands in the
 * documentation instead.
 */
export function modelloCsvOf(tracciato: Tracciato): string {
  const shown = pianoOf(tracciato).filter(({ inModello }) => inModello);
  return `\uFEFF${shown.map(({ nome }) => nome).join(';')}\r\n`;
}
