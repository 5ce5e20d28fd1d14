import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { IngestionSettings } from '../ingestion.config.js';

/** Removes what interrupted uploads left: chunks whose process died before it could do it itself. */
@Injectable()
export class SpazzaOrfani {
  constructor(
    private readonly database: Database,
    private readonly settings: IngestionSettings,
  ) {}

  /** @returns how many uploads were removed */
  async sweep(): Promise<number> {
    let swept = 0;
    for (;;) {
      const removed = await this.#sweepOne();
      if (!removed) return swept;
      swept += 1;
    }
  }

  /**
   * First takes the upload away from its process (whose next chunk, or last statement, then fails), in the same transaction removes
   * its chunks: 2 GiB are 8,200 rows, within the five seconds.
   */
  #sweepOne(): Promise<boolean> {
    return this.database.transaction('consumer', {}, async (tx) => {
      const [silent] = await tx.query<{ invio_id: string }>(
        `DELETE FROM caricamento WHERE invio_id = (
           SELECT invio_id FROM caricamento WHERE vivo_il < clock_timestamp() - make_interval(secs => $1)
           LIMIT 1 FOR UPDATE SKIP LOCKED
         ) RETURNING invio_id`,
        [this.settings.attesaCaricamento / 1000],
      );
      if (silent === undefined) return false;
      await tx.query(`DELETE FROM custodia WHERE invio_id = $1`, [silent.invio_id]);
      return true;
    });
  }
}
