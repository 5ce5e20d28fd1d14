import { Injectable } from '@nestjs/common';
import { Clock, Database, firstIdOf } from '#libs/persistence';
import { IngestionSettings } from '../ingestion.config.js';

/** Where no id comes before. */
const PRIMO_ID = '00000000-0000-0000-0000-000000000000';

/** Forgets the bytes of invii kept for as long as they must be. Ricevuta, righe and rilievi stay: they outlive the document. */
@Injectable()
export class ScadiCustodia {
  constructor(
    private readonly database: Database,
    private readonly settings: IngestionSettings,
    private readonly clock: Clock,
  ) {}

  /** @returns how many invii lost their bytes */
  async expire(): Promise<number> {
    const limite = firstIdOf(new Date(this.clock.now().getTime() - this.settings.conservazioneCustodia));
    let expired = 0;
    for (let after = PRIMO_ID; ;) {
      const [next] = await this.database.statement<{ invio_id: string }>(
        'consumer',
        {},
        `SELECT invio_id FROM custodia WHERE invio_id > $1 AND invio_id < $2 ORDER BY invio_id LIMIT 1`,
        [after, limite],
      );
      if (next === undefined) return expired;
      after = next.invio_id;
      if (await this.#expireOne(next.invio_id)) expired += 1;
    }
  }

  /**
   * An invio with a job still needs its bytes. Its row is locked before the jobs are looked at, because a cancellation writes both:
   * either it comes first and its job is seen here, or it finds the bytes gone and is refused.
   */
  #expireOne(invioId: string): Promise<boolean> {
    return this.database.transaction('consumer', {}, async (tx) => {
      await tx.query(`SELECT FROM invio WHERE id = $1 FOR UPDATE`, [invioId]);
      const marked = await tx.execute(
        `UPDATE invio SET custodia_scaduta_il = $2
         WHERE id = $1 AND NOT EXISTS (SELECT FROM lavoro WHERE invio_id = invio.id)`,
        [invioId, this.clock.now()],
      );
      if (marked === 0) return false;
      await tx.execute(`DELETE FROM custodia WHERE invio_id = $1`, [invioId]);
      return true;
    });
  }
}
