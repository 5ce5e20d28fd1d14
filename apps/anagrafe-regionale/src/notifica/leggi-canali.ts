import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';

/** How the feed of an ente stands: counts and places, nothing of persons and nothing of where its receiver is. */
export interface Canale {
  readonly ente: string;
  readonly sottoscrizioni: number;
  readonly in_attesa: number;
  readonly ultimo: number;
  readonly scartate_fino: number;
  readonly webhook: 'attivo' | 'sospeso' | null;
  readonly consegnate_fino: number | null;
  readonly tentativi: number | null;
  readonly fallito_dal: Date | null;
  readonly ultimo_errore: string | null;
}

const CANALI = `SELECT e.ente,
    (SELECT count(*) FROM sottoscrizione s WHERE s.ente = e.ente AND s.cessata_il IS NULL) AS sottoscrizioni,
    (SELECT count(*) FROM notifica_in_attesa a WHERE a.ente = e.ente) AS in_attesa,
    coalesce(c.ultimo, 0) AS ultimo, coalesce(c.scartate_fino, 0) AS scartate_fino,
    w.stato AS webhook, w.consegnate_fino, w.tentativi, w.fallito_dal, w.ultimo_errore
  FROM (SELECT ente FROM canale UNION SELECT ente FROM webhook UNION SELECT ente FROM sottoscrizione) e
  LEFT JOIN canale c ON c.ente = e.ente LEFT JOIN webhook w ON w.ente = e.ente
  WHERE $1::uuid IS NULL OR e.ente > $1 ORDER BY e.ente LIMIT $2`;

/** The operators' view of the feeds. */
@Injectable()
export class LeggiCanali {
  constructor(private readonly database: Database) {}

  async page(cursor: string | undefined, limit: number): Promise<{ items: Canale[]; next_cursor: string | null }> {
    const rows = await this.database.statement<Canale>('consumer', {}, CANALI, [cursor ?? null, limit + 1]);
    const items = rows.slice(0, limit);
    return { items, next_cursor: rows.length > limit ? items.at(-1)!.ente : null };
  }
}
