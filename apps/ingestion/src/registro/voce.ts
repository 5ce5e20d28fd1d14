/** What a leaf is of. */
export type GenereVoce = 'ricevuta.v1' | 'esiti.v1';

/** An entry that is about to be sealed. */
export interface Voce {
  readonly genere: GenereVoce;
  /** The ricevuta, or the invio whose outcome it is. */
  readonly oggetto: string;
  /** Its bytes, from `leafBytes`. */
  readonly contenuto: Buffer;
}

/** What waits to be sealed, as much of it as one round takes. */
export interface VociInAttesa {
  readonly voci: readonly Voce[];
  /** There may be more: the next round should not wait. */
  readonly altre: boolean;
}
