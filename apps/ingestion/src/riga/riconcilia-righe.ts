import { Injectable } from '@nestjs/common';
import { Logger, metrics } from '#libs/observability';
import { Database } from '#libs/persistence';
import { rigaId, rigaIdRange } from './riga-id.js';

/** Invii looked at in one round, the latest first. */
const INVII_PER_GIRO = 500;

const SCOSTAMENTI = metrics.gauge(
  'snodo_ingestion_invii_scostati',
  'Concluded invii, among the latest, whose righe by state do not add up to the righe received',
);

/**
 * Holds the ledger against what was received (I3): of every concluded invio the righe in the ledger must be as many as those of the
 * document. A difference is a defect of ours and must be seen before a sender sees it.
 */
@Injectable()
export class RiconciliaRighe {
  readonly #logger = new Logger({ app: 'ingestion' }).child({ context: 'RiconciliaRighe' });

  constructor(private readonly database: Database) {}

  /** @returns ids of the invii that do not add up */
  async reconcile(): Promise<string[]> {
    const concluded = await this.database.statement<{ id: string; righe: number }>(
      'consumer',
      {},
      `SELECT id, righe FROM invio WHERE concluso_il IS NOT NULL ORDER BY id DESC LIMIT $1`,
      [INVII_PER_GIRO],
    );
    const wrong: string[] = [];
    for (const { id, righe } of concluded) {
      const [row] = await this.database.statement<{ righe: number }>(
        'consumer',
        {},
        `SELECT count(*) AS righe FROM riga WHERE id BETWEEN $1 AND $2`,
        [rigaId(id, 1), rigaIdRange(id)[1]],
      );
      if (row!.righe !== righe) wrong.push(id);
    }
    SCOSTAMENTI.set(wrong.length);
    if (wrong.length > 0) this.#logger.error('the ledger does not add up', { invii: wrong });
    return wrong;
  }
}
