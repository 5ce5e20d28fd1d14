/** What is known of INPS's progress along the log of one ente. Both are places in it (milliseconds), 0 for none. */
export interface Avanzamento {
  /** Up to here flussi have been served at least once. */
  readonly servitoFino: number;
  /** Up to here INPS has taken them. */
  readonly prelevatoFino: number;
}

/** One request of INPS, in the order of arrival. */
export interface Interrogazione {
  readonly il: Date;
  /** As far as it can be compared (`sinceConfrontabile`). */
  readonly since: number;
  /** Place of the last flusso of the answer; null when it was empty. */
  readonly servitoFino: number | null;
  /** `since` is the place of a flusso of this log: INPS can have it only from an answer of ours. */
  readonly sinceNostro: boolean;
}

/** Flussi after `da`, up to `fino` included, that a request shows to have been taken. */
export interface TrattoRitirato {
  readonly da: number;
  readonly fino: number;
  readonly il: Date;
}

/**
 * INPS never says what it has taken: it asks on from there. A `since` proves that everything up to it was taken, as long as it can
 * come from an answer of ours: it is a place of the log, or lies within what was served. One that jumps ahead (a cursor of another
 * platform) proves nothing of flussi that were never served; one that goes back takes nothing back.
 */
export function deduciRitiri(
  prima: Avanzamento,
  interrogazioni: readonly Interrogazione[],
): { readonly avanzamento: Avanzamento; readonly tratti: readonly TrattoRitirato[] } {
  const tratti: TrattoRitirato[] = [];
  let { servitoFino, prelevatoFino } = prima;
  for (const { il, since, servitoFino: servito, sinceNostro } of interrogazioni) {
    const fino = sinceNostro ? since : Math.min(since, servitoFino);
    if (fino > prelevatoFino) {
      tratti.push({ da: prelevatoFino, fino, il });
      prelevatoFino = fino;
    }
    servitoFino = Math.max(servitoFino, fino, servito ?? 0);
  }
  return { avanzamento: { servitoFino, prelevatoFino }, tratti };
}
