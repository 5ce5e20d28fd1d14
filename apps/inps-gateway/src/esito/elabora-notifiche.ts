import { Injectable } from '@nestjs/common';
import { Logger } from '#libs/observability';
import { Clock, Database } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { normalizzaEsito } from './esito-normalizzato.js';
import { readNotifica } from './notifica.js';
import { RegistraEsiti } from './registra-esiti.js';

/** Batches looked for at once. */
const INSIEME = 50;

/** Those of an ente in the order in which they came, those of several enti in turn. */
const WAITING = `SELECT id FROM (
    SELECT id, row_number() OVER (PARTITION BY ente ORDER BY id) AS turno FROM notifica
    WHERE elaborata_il IS NULL AND NOT (id = ANY ($1::uuid[]))) in_attesa
  ORDER BY turno, id LIMIT ${INSIEME}`;

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

  /**
   * One batch of each ente in turn, so that the hundreds of a city do not hold back the one of a small comune. A batch that fails
   * stays for the next time and does not stop those behind it.
   */
  async run(): Promise<void> {
    const left: string[] = [];
    for (;;) {
      const waiting = await this.database.statement<{ id: string }>('consumer', {}, WAITING, [left]);
      for (const { id } of waiting) {
        if (!(await this.#process(id).catch((error: unknown) => this.#putOff(id, error)))) left.push(id);
      }
      if (waiting.length < INSIEME) return;
    }
  }

  #putOff(notifica: string, error: unknown): false {
    this.#logger.error('a batch of outcomes could not be read; it is tried again', { notifica, error });
    return false;
  }

  /** @returns false if another process is at it */
  #process(id: string): Promise<boolean> {
    return this.database.transaction('consumer', {}, async (tx) => {
      const [notifica] = await tx.query<{ ente: string; ricevuta_il: Date; corpo: Buffer }>(
        `SELECT ente, ricevuta_il, corpo FROM notifica WHERE id = $1 AND elaborata_il IS NULL FOR UPDATE SKIP LOCKED`,
        [id],
      );
      if (notifica === undefined) return false;
      const detti = readNotifica(this.keyRing, id, notifica.corpo).map(normalizzaEsito);
      await this.registra.register(tx, { id, ente: notifica.ente, ricevutaIl: notifica.ricevuta_il }, detti);
      await tx.execute('UPDATE notifica SET elaborata_il = $2 WHERE id = $1', [id, this.clock.now()]);
      return true;
    });
  }
}
