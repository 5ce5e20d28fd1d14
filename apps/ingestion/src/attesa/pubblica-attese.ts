import { Injectable } from '@nestjs/common';
import { type CodiceInAttesa, codiciInAttesaV1 } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Clock, Database, type Tx } from '#libs/persistence';
import { quadroOf } from './quadro-attese.js';

/** Whoever changes what waits at an ente holds this row until its commit: an ente in the middle of a change is left for the next time. */
const NEXT = `UPDATE attesa_ente SET variata = false, revisione = revisione + 1
  WHERE ente = (SELECT ente FROM attesa_ente WHERE variata AND ($1::uuid IS NULL OR ente > $1) ORDER BY ente LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING ente, revisione`;

/** The contract names a code by at most forty characters. */
const COUNT = `SELECT left(codice, 40) AS codice, to_char(min(giorno_evento), 'YYYY-MM-DD') AS "primoGiorno",
    to_char(max(giorno_evento), 'YYYY-MM-DD') AS "ultimoGiorno", count(*) AS righe, min(dal) AS dal
  FROM riga_in_attesa WHERE ente_erogatore = $1
  GROUP BY 1, date_trunc('month', giorno_evento) ORDER BY 1, 2`;

/** Tells what waits at each ente where that changed: the whole picture, with a number that grows. */
@Injectable()
export class PubblicaAttese {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Each ente at most once. @returns how many pictures were published */
  async publish(): Promise<number> {
    let count = 0;
    let last: string | null = null;
    for (;;) {
      const after: string | null = last;
      last = await this.database.transaction('consumer', {}, (tx) => this.#publishNext(tx, after));
      if (last === null) return count;
      count += 1;
    }
  }

  async #publishNext(tx: Tx, after: string | null): Promise<string | null> {
    const [next] = await tx.query<{ ente: string; revisione: number }>(NEXT, [after]);
    if (next === undefined) return null;
    const { ente, revisione } = next;
    const rows = await tx.query<Omit<CodiceInAttesa, 'dal'> & { readonly dal: Date }>(COUNT, [ente]);
    const gruppi = rows.map(({ dal, ...gruppo }) => ({ ...gruppo, dal: dal.toISOString() }));
    await this.outbox.publish(
      tx,
      codiciInAttesaV1,
      { ente, revisione, il: this.clock.now().toISOString(), codici: quadroOf(gruppi) },
      { key: ente, ente },
    );
    return ente;
  }
}
