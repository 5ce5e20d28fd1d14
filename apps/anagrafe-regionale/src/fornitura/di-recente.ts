import type { Tx } from '#libs/persistence';

/** Until the end of the transaction nobody else judges forniture of the ente: two processes would not see what the other believes. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('fornitura ' || $1::text, 0))`;

/** What of the same kind was believed of the ente within a day: a hundred small forniture are one large one. */
const RECENTI = `SELECT coalesce(sum(uscite) FILTER (WHERE motivi = '{}' AND stato <> 'rifiutata'), 0)::int AS uscite,
    coalesce(sum(pretese) FILTER (WHERE motivi = '{}' AND stato <> 'rifiutata'), 0)::int AS pretese,
    coalesce(sum(assenti) FILTER (WHERE motivi = '{}' AND stato <> 'rifiutata'), 0)::int AS assenti,
    (count(*) FILTER (WHERE verso = 'consegna'))::int AS forniture, coalesce(bool_or('troppe_pretese' = ANY (motivi)), false) AS ferma
  FROM fornitura WHERE ente = $1 AND id <> $2 AND giudicata_il > $3::timestamptz - interval '1 day'`;

/** What an ente has delivered within a day besides a fornitura. */
export interface Recenti {
  readonly uscite: number;
  readonly pretese: number;
  readonly assenti: number;
  readonly forniture: number;
  /** One was held because it claimed too many. */
  readonly ferma: boolean;
}

/** Until the end of the transaction nobody else decides on forniture of the ente, nor on who is absent from them. */
export async function holdForniture(tx: Tx, ente: string): Promise<void> {
  await tx.execute(LOCK, [ente]);
}

export async function diRecente(
  tx: Tx,
  { id, ente }: { readonly id: string; readonly ente: string },
  adesso: Date,
): Promise<Recenti> {
  await holdForniture(tx, ente);
  const [recenti] = await tx.query<Recenti>(RECENTI, [ente, id, adesso]);
  return recenti!;
}
