import type { Registro } from '../pacchetto/aggregati-regione.js';
import { problemaIn } from '../pacchetto/coerenza.js';
import { type CodiciDiComuni, findProblemiRegione } from '../pacchetto/coerenza-regione.js';
import type { Problema } from '../pacchetto/problema.js';
import { type Posto, isBackwards } from '../pacchetto/tabella.js';

/**
 * What a change makes wrong, by the checks that a pack goes through. A fault that was there before does not stop a change that has
 * nothing to do with it.
 */
export function findProblemiNuovi(before: Registro, after: Registro, comuni: CodiciDiComuni): Problema[] {
  const old = new Set(findProblemiRegione(before.regione, comuni).map(textOf));
  const known = new Set<object>(rowsOf(before));
  const backwards = rowsOf(after)
    .filter((riga) => !known.has(riga) && isBackwards(riga))
    .map((riga) => problemaIn(riga, 'al', 'la validità finisce prima di cominciare'));
  const found = findProblemiRegione(after.regione, comuni).filter((problema) => !old.has(textOf(problema)));
  return [...backwards, ...found];
}

function rowsOf({ regione }: Registro): readonly { readonly posto: Posto }[] {
  return Object.values(regione).flat();
}

function textOf(problema: Problema): string {
  return JSON.stringify([problema.file, problema.riga, problema.campo, problema.messaggio]);
}
