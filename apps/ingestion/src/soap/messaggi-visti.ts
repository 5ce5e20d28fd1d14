import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#libs/persistence';

const FORGET_EVERY_MILLISECONDS = 600_000;

/** The signed messages of the last minutes, shared by all replicas: each MessageID is taken once. */
@Injectable()
export class MessaggiVisti {
  #forgotAt = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * @param until when a signature over it is surely not valid any more
   * @returns false when the client has sent this MessageID before
   */
  async take(client: string, messageId: string, until: Date): Promise<boolean> {
    await this.#forget();
    const rows = await this.database.statement(
      'consumer',
      {},
      `INSERT INTO messaggio_soap (client, messaggio, fino_al) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1`,
      [client, createHash('sha256').update(messageId).digest(), until],
    );
    return rows.length === 1;
  }

  async #forget(): Promise<void> {
    const now = this.clock.now();
    if (now.getTime() - this.#forgotAt < FORGET_EVERY_MILLISECONDS) return;
    this.#forgotAt = now.getTime();
    await this.database.statement('consumer', {}, `DELETE FROM messaggio_soap WHERE fino_al < $1`, [now]);
  }
}
