import type { FonteVoci } from './voce.js';

/** The sealed register of one app: an append-only tree of entries whose heads are signed. Its tables are of that app's schema. */
export abstract class Registro {
  /** Among those that a region seals: signed into every head, so that a head of one is none of another. Never changed. */
  abstract readonly nome: string;
  abstract readonly app: string;
  /** How the names of its metrics begin. */
  abstract readonly metrica: string;
  /** Milliseconds between two rounds of the sealing. */
  abstract readonly pausa: number;
  /** In the order of sealing, each in a transaction of its own: one that fails must not hold up those before it. */
  abstract readonly fonti: readonly FonteVoci[];
}
