/** Where INPS is in the flussi of an ente. */
export interface Cursore {
  /** `ts_flusso` in milliseconds of the last flusso acquired; 0 before the first. */
  readonly since: number;
  /** The values that `since` had, oldest first: a rollback goes back along them. */
  readonly precedenti: readonly number[];
}

export const INIZIO: Cursore = { since: 0, precedenti: [] };

/** A page as far as the cursor is concerned: the instants of its flussi, or that it did not come. */
export type Passo = { readonly istanti: readonly number[] } | { readonly fallito: true };

/** What INPS does next. `fermo`: the page did not move the cursor, and would come again for ever. */
export type Seguito = 'ancora' | 'sospendi' | 'fermo';

/**
 * The rule of INPS's interface: ask again from the last flusso acquired until a page is empty, then wait for the next slot. A page
 * that failed is no empty page: the cursor stays, and the next slot asks from the same place.
 */
export function step(cursore: Cursore, passo: Passo): { readonly cursore: Cursore; readonly seguito: Seguito } {
  if ('fallito' in passo) return { cursore, seguito: 'sospendi' };
  const last = passo.istanti.at(-1);
  if (last === undefined) return { cursore, seguito: 'sospendi' };
  if (last <= cursore.since) return { cursore, seguito: 'fermo' };
  return { cursore: { since: last, precedenti: [...cursore.precedenti, cursore.since] }, seguito: 'ancora' };
}

/** The cursor of so many successful pages ago; before the first one, the beginning. */
export function movedBack({ since, precedenti }: Cursore, pagine: number): Cursore {
  const kept = Math.max(0, precedenti.length - pagine);
  return { since: pagine === 0 ? since : (precedenti[kept] ?? 0), precedenti: precedenti.slice(0, kept) };
}
