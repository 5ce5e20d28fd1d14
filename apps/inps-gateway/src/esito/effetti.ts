import type { EsitoNuovo } from './esito-nuovo.js';

/** What INPS turns out to hold, or not to hold, of one revision of a record. */
export interface Svolta {
  readonly recordId: string;
  readonly revisione: number;
  /** Places of insertions that it refused. */
  readonly spenti: readonly number[];
  /** Places of insertions that it had refused and has accepted now. */
  readonly accesi: readonly number[];
}

/**
 * What follows from new outcomes, in their order: the last one of a flusso holds, whatever came before.
 * @param giudizi whether INPS had accepted a flusso, by its place; missing if it had not spoken
 */
export function effettiDi(
  nuovi: readonly EsitoNuovo[],
  giudizi: ReadonlyMap<number, boolean>,
): { readonly svolte: readonly Svolta[]; readonly accolti: number; readonly respinti: number } {
  const last = new Map(nuovi.map((one) => [one.flusso.ts, one]));
  const svolte = new Map<string, { recordId: string; revisione: number; spenti: number[]; accesi: number[] }>();
  let [accolti, respinti] = [0, 0];
  for (const { flusso, esito } of last.values()) {
    const { ts, recordId, revisione, operazione } = flusso;
    const before = giudizi.get(ts);
    if (before === esito.accolto) continue;
    accolti += esito.accolto ? 1 : before === undefined ? 0 : -1;
    respinti += esito.accolto ? (before === undefined ? 0 : -1) : 1;
    // Only insertions are held; a first acceptance changes nothing of what we took for granted.
    if (operazione === 'C' || (esito.accolto && before === undefined)) continue;
    const key = `${recordId} ${revisione}`;
    const svolta = svolte.get(key) ?? { recordId, revisione, spenti: [], accesi: [] };
    (esito.accolto ? svolta.accesi : svolta.spenti).push(ts);
    svolte.set(key, svolta);
  }
  return { svolte: [...svolte.values()], accolti, respinti };
}
