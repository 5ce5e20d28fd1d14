import { Injectable } from '@nestjs/common';
import { Logger } from '#libs/observability';
import { Clock, Database } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { normalizzaEsito } from './esito-normalizzato.js';
import { readNotifica } from './notifica.js';
import { RegistraEsiti } from './registra-esiti.js';

/** Batches looked for at once. */
const INSIEME = 50;

/** Reads the batches that INPS has handed over. Several processes may do it at once: each batch is done by one, once. */
@Injectable()
export class ElaboraNotifiche {
  readonly #logger = new Logger({ app: 'inps-gateway' }).child({ context: 'ElaboraNotifiche' });

  constructor(
    private readonly database: Database,
    private readonly registra: RegistraEsiti,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** A batch that fails stays for the next time and does not stop those behind it. */
  async run(): Promise<void> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const waiting = await this.database.statement<{ id: string }>(
        'consumer',
        {},
        `SELECT id FROM notifica WHERE elaborata_il IS NULL AND id > $1 ORDER BY id LIMIT ${INSIEME}`,
        [after],
      );
      for (const { id } of waiting) {
        await this.#process(id).catch((error: unknown) =>
          this.#logger.error('a batch of outcomes could not be read; it is tried again', { notifica: id, error }),
        );
        after = id;
      }
      if (waiting.length < INSIEME) return;
    }
  }

  #process(id: string): Promise<void> {
    return this.database.transaction('consumer', {}, async (tx) => {
      const [notifica] = await tx.query<{ ente: string; ricevuta_il: Date; corpo: Buffer }>(
        `SELECT ente, ricevuta_il, corpo FROM notifica WHERE id = $1 AND elaborata_il IS NULL FOR UPDATE SKIP LOCKED`,
        [id],
      );
      if (notifica === undefined) return;
      const detti = readNotifica(this.keyRing, id, notifica.corpo).map(normalizzaEsito);
      await this.registra.register(tx, { id, ente: notifica.ente, ricevutaIl: notifica.ricevuta_il }, detti);
      await tx.execute('UPDATE notifica SET elaborata_il = $2 WHERE id = $1', [id, this.clock.now()]);
    });
  }
}
