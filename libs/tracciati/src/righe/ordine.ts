import type { Rilievo } from '../rilievo.js';

/** In the order in which the document is read. */
export function byPlace(one: Rilievo, other: Rilievo): number {
  return one.linea - other.linea || one.colonna - other.colonna;
}
