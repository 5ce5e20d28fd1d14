/** Who decides. */
export interface Attore {
  /** The ente in whose name, by id. */
  readonly ente: string;
  readonly clientId: string;
  /** The person that decides, as its identity provider calls it. */
  readonly soggetto: string;
}

/** Every decision has an author and a reason, which are kept with it. */
export interface Motivata {
  readonly attore: Attore;
  readonly motivo: string;
}

/** A doubt that a decision settles. */
export interface DubbioDeciso {
  readonly id: string;
  /** As whoever decides has seen it; without it whatever it is now. */
  readonly revisione?: string | undefined;
}
