import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';

/** Brings nothing to an ente any more; its feed goes on. */
@Injectable()
export class TogliWebhook {
  constructor(private readonly database: Database) {}

  /** Again and again with the same outcome. */
  async remove({ ente }: Caller): Promise<void> {
    await this.database.statement('api', { ente }, 'DELETE FROM webhook WHERE ente = $1', [ente]);
  }
}
