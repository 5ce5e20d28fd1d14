import { type AppName, copiaRichiestaV1 } from '#libs/contracts';
import type { Outbox } from '#libs/messaging';
import { type Clock, type Database, uuidv7 } from '#libs/persistence';
import type { CopiaLocale } from './copia-locale.js';

const FIRST_PATIENCE_MS = 5_000;
const LONGEST_PATIENCE_MS = 60_000;

/** Waits for an answer grow, so that a nomenclatore that was away for hours does not find thousands of requests. */
export function patienceAfter(attempts: number): number {
  return Math.min(FIRST_PATIENCE_MS * 2 ** Math.max(0, attempts - 1), LONGEST_PATIENCE_MS);
}

/** Asks the nomenclatore for all of its content, once for all processes of the app, and again when no answer comes. */
export class RichiestaCopia {
  constructor(
    private readonly app: AppName,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly copia: CopiaLocale,
    private readonly clock: Clock,
  ) {}

  /** @returns whether a request was sent now */
  async sendIfDue(): Promise<boolean> {
    return this.database.transaction('consumer', {}, async (tx) => {
      const richiestaId = await this.copia.takeRequest(tx, uuidv7, this.clock.now(), patienceAfter);
      if (richiestaId === undefined) return false;
      await this.outbox.publish(tx, copiaRichiestaV1, { richiestaId, app: this.app }, { key: this.app, ente: 'hub' });
      return true;
    });
  }
}
