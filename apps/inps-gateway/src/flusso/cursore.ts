/** Where the log of one ente ends. `ts` is the only key INPS has: milliseconds, never given twice, never going back. */
export interface Cursore {
  /** Of the last flusso published; 0 before the first. */
  readonly ultimoTs: number;
  /** Legal day of the last progressive, `YYYY-MM-DD`; empty before the first. */
  readonly giorno: string;
  readonly progressivo: number;
}

export const CURSORE_INIZIALE: Cursore = { ultimoTs: 0, giorno: '', progressivo: 0 };

/**
 * The place of the next flusso: after the last one, not before now, and after every `since` that INPS has shown, so that an ente that
 * comes from a platform of its own, whose clock may run ahead of ours, finds its old cursor continued.
 * @param adesso milliseconds since 1970
 * @param oggi legal day of `adesso`; a clock set back must not give a day's progressive a second time
 * @param sinceVisto greatest plausible `since` seen; 0 if none
 */
export function avanza(cursore: Cursore, adesso: number, oggi: string, sinceVisto: number): Cursore {
  const ultimoTs = Math.max(adesso, cursore.ultimoTs + 1, sinceVisto + 1);
  if (oggi <= cursore.giorno) return { ultimoTs, giorno: cursore.giorno, progressivo: cursore.progressivo + 1 };
  return { ultimoTs, giorno: oggi, progressivo: 1 };
}

/** A clock of another platform may be wrong by this much; a `since` further ahead is a mistake and binds nobody. */
const ANTICIPO_PLAUSIBILE_MS = 86_400_000;

/** The greatest `since` that can be the millisecond of a real flusso. */
export function sinceMassimo(adesso: number): number {
  return adesso + ANTICIPO_PLAUSIBILE_MS;
}

/**
 * `EEEEE.PS.AAAAMMGG.NNNNNNN`: the id of a flusso, on the wire and in the document. The number counts the flussi of the ente in the day,
 * of whatever kind: it has one log.
 * @param codice of the ente in INPS's own coding
 * @param sigla of the tracciato
 */
export function idFlusso(codice: string, sigla: 'PS' | 'SINBA', { giorno, progressivo }: Cursore): string {
  return `${codice}.${sigla}.${giorno.replaceAll('-', '')}.${String(progressivo).padStart(7, '0')}`;
}
