import type { Sql, Tx } from '#libs/persistence';
import { CURSORE_INIZIALE, type Cursore, sinceMassimo } from './cursore.js';

/** The log of one ente, held for writing. */
export interface Registro {
  readonly cursore: Cursore;
  /** Greatest plausible `since` that INPS has shown; 0 if none. */
  readonly sinceVisto: number;
}

const LOCK: Sql = {
  name: 'snodo_inps_registro_lock',
  text: `SELECT ultimo_ts AS "ultimoTs", giorno, progressivo FROM registro WHERE ente = $1 FOR UPDATE`,
};
const SINCE: Sql = {
  name: 'snodo_inps_since',
  text: `SELECT coalesce(max(since), 0)::bigint AS since FROM interrogazione WHERE ente = $1 AND since <= $2`,
};
const WRITE: Sql = {
  name: 'snodo_inps_registro_write',
  text: `UPDATE registro SET codice = $2, ultimo_ts = $3, giorno = $4, progressivo = $5, pubblicati = pubblicati + $6 WHERE ente = $1`,
};

/**
 * Takes the log of an ente for itself until the commit: flussi become visible in the order of their milliseconds, so that none can
 * appear behind a place that INPS has passed already.
 */
export async function lockRegistro(tx: Tx, ente: string, adesso: Date): Promise<Registro> {
  let [cursore] = await tx.query<Cursore>(LOCK, [ente]);
  if (cursore === undefined) {
    await tx.execute('INSERT INTO registro (ente) VALUES ($1) ON CONFLICT DO NOTHING', [ente]);
    [cursore] = await tx.query<Cursore>(LOCK, [ente]);
  }
  // After the lock: a request noted while we waited counts.
  const [visto] = await tx.query<{ since: number }>(SINCE, [ente, sinceMassimo(adesso.getTime())]);
  return { cursore: cursore ?? CURSORE_INIZIALE, sinceVisto: visto!.since };
}

export async function writeRegistro(
  tx: Tx,
  ente: string,
  codice: string | undefined,
  { ultimoTs, giorno, progressivo }: Cursore,
  pubblicati: number,
): Promise<void> {
  await tx.execute(WRITE, [ente, codice ?? null, ultimoTs, giorno, progressivo, pubblicati]);
}
