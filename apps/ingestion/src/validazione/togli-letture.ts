import type { Database } from '#libs/persistence';
import { rigaId, rigaIdRange } from '../riga/riga-id.js';
import type { Lavoro, Lavori } from './lavori.js';

const RIGHE_PER_PASSO = 5000;

/**
 * Takes away the verdicts stored before a document turned out to be illeggibile: it has no righe, only a rilievo of its own that says
 * where it breaks. In steps, each short.
 */
export async function removeLetture(database: Database, lavori: Lavori, lavoro: Lavoro): Promise<void> {
  const [first, last] = [rigaId(lavoro.invioId, 1), rigaIdRange(lavoro.invioId)[1]];
  for (const [table, key] of [
    ['riga', 'id'],
    ['rilievo', 'riga_id'],
  ] as const) {
    let removed: number;
    do {
      removed = await database.transaction('consumer', {}, async (tx) => {
        await lavori.hold(tx, lavoro);
        return tx.execute(
          `DELETE FROM ${table} WHERE ${key} BETWEEN $1 AND $2
             AND ${key} IN (SELECT ${key} FROM ${table} WHERE ${key} BETWEEN $1 AND $2 ORDER BY ${key} LIMIT $3)`,
          [first, last, RIGHE_PER_PASSO],
        );
      });
    } while (removed > 0);
  }
  await database.transaction('consumer', {}, async (tx) => {
    await lavori.hold(tx, lavoro);
    await tx.execute(`DELETE FROM lotto WHERE lavoro = $1`, [lavoro.ordine]);
  });
}
