import type { Envelope } from '#libs/contracts';
import type { Database } from '#libs/persistence';

/** A message that could not be handled, as an operator may see it: never its body. */
export interface ParkedMessage {
  readonly id: string;
  readonly ente: string;
  readonly key: string;
  /** Empty for what came without a valid one. */
  readonly envelope: Partial<Envelope>;
  readonly type: string;
  readonly reason: string;
  readonly attempts: number;
  /** The message whose failed items this one holds. */
  readonly splitFrom: string | null;
  readonly receivedAt: Date;
  readonly parkedAt: Date;
}

/** Which parked messages; all that are given must hold. */
export interface ParkedFilter {
  readonly ids?: readonly string[] | undefined;
  readonly type?: string | undefined;
  readonly ente?: string | undefined;
  /** Text the reason begins with. */
  readonly reason?: string | undefined;
}

export interface ParkedPage {
  readonly messages: readonly ParkedMessage[];
  readonly total: number;
  /** Pass as `after` to go on; undefined at the end. */
  readonly next?: string | undefined;
}

const WHERE = `state = 'parked' AND ($1::uuid[] IS NULL OR id = ANY ($1)) AND ($2::text IS NULL OR type = $2)
  AND ($3::text IS NULL OR ente = $3) AND ($4::text IS NULL OR starts_with(reason, $4))`;

/** Messages set apart for an operator: kept until replayed, however long. Replay is harmless: order that matters is in the data. */
export class Parked {
  constructor(
    private readonly database: Database,
    private readonly bus: { wake(): void },
  ) {}

  /** Oldest first. @param after id of the last message seen */
  async list(filter: ParkedFilter, limit = 100, after?: string): Promise<ParkedPage> {
    const values = valuesOf(filter);
    const messages = await this.database.statement<ParkedMessage>(
      'api',
      {},
      `SELECT id, ente, key, envelope, type, coalesce(reason, '') AS reason, attempts, split_from AS "splitFrom",
        received_at AS "receivedAt", changed_at AS "parkedAt"
      FROM inbox WHERE ${WHERE} AND ($5::uuid IS NULL OR id > $5) ORDER BY id LIMIT $6`,
      [...values, after ?? null, limit],
    );
    const [count] = await this.database.statement<{ total: number }>(
      'api',
      {},
      `SELECT count(*)::int AS total FROM inbox WHERE ${WHERE}`,
      values,
    );
    const next = messages.length === limit ? messages.at(-1)?.id : undefined;
    return { messages, total: count?.total ?? 0, next };
  }

  /** Sends messages back to the workers with their attempts forgotten. @returns how many */
  async replay(filter: ParkedFilter): Promise<number> {
    const back = await this.database.statement(
      'api',
      {},
      `UPDATE inbox SET state = 'pending', attempts = 0, changed_at = now() WHERE ${WHERE} RETURNING id`,
      valuesOf(filter),
    );
    if (back.length > 0) this.bus.wake();
    return back.length;
  }
}

function valuesOf({ ids, type, ente, reason }: ParkedFilter): readonly unknown[] {
  return [ids ?? null, type ?? null, ente ?? null, reason ?? null];
}
