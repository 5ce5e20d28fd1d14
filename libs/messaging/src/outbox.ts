import { type Envelope, type MessageType, routingKey } from '#libs/contracts';
import { type Correlation, currentCorrelation, newCorrelation } from '#libs/observability';
import { type Sql, type Tx, uuidv7 } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import { isUUID } from 'class-validator';
import { type Sealed, seal, sealWritten } from './sealing.js';

/** Where a message belongs: `key` orders (two messages of one key are handled one after the other), `ente` shares turns. */
export interface Address {
  /** Ordering key, at most 120 characters, never personal: it is shown to operators. */
  readonly key: string;
  /** The ente whose work this is, at most 64 characters; `hub` for the hub's own. */
  readonly ente: string;
}

const INSERT_ONE: Sql = {
  name: 'snodo_outbox_insert',
  text: 'INSERT INTO outbox (id, ente, type, envelope, sealed, body) VALUES ($1, $2, $3, $4, $5, $6)',
};
const INSERT_MANY = `INSERT INTO outbox (id, ente, type, envelope, sealed, body)
  SELECT id, ente, $3, envelope, $5, body
  FROM unnest($1::uuid[], $2::text[], $4::json[], $6::bytea[]) AS row (id, ente, envelope, body)`;

/** Messages that a larger statement publishes along with what makes them true. */
export interface Publication {
  /**
   * An INSERT, to be one of the CTEs of a statement.
   * @param place how many parameters of the statement come before `params`, and the CTE whose rows have the messages' ordering keys:
   *   a message whose key is not among them is not published
   */
  insert(place: { parametersBefore: number; onlyOf: { table: string; key: string } }): string;
  readonly params: readonly unknown[];
  /** To be called once it is committed. */
  committed(): void;
}

/** Messages sealed already, for one outbox and one transaction. */
export type SealedMessages = readonly (Sealed & { readonly type: string; readonly envelope: Envelope })[];

/** The only way to say something to another app: a row in the transaction that makes it true. */
export class Outbox {
  private wake: () => void = () => undefined;

  constructor(private readonly keyRing: KeyRing | undefined) {}

  /** @throws InvalidMessage when the body does not hold what its contract promises: nothing is written */
  async publish<T extends object>(tx: Tx, type: MessageType<T>, body: T, to: Address): Promise<void> {
    await this.publishMany(tx, type, [{ ...to, body }]);
  }

  /** Many messages of one type in one statement. @throws InvalidMessage as `publish`; then none is written */
  async publishMany<T extends object>(
    tx: Tx,
    type: MessageType<T>,
    messages: readonly (Address & { readonly body: T })[],
  ): Promise<void> {
    if (messages.length === 0) return;
    const values = this.valuesOf(type, messages);
    // One row goes as plain values: bytes then travel in binary, and it is the case of every small transaction.
    if (messages.length > 1) await tx.atCommit(INSERT_MANY, values);
    else
      await tx.atCommit(
        INSERT_ONE,
        values.map((value) => (Array.isArray(value) ? (value[0] as unknown) : value)),
      );
    tx.afterCommit(() => this.wake());
  }

  /** @throws InvalidMessage as `publish` */
  publication<T extends object>(
    type: MessageType<T>,
    messages: readonly (Address & { readonly body: T })[],
  ): Publication {
    return {
      insert: ({
        parametersBefore: from,
        onlyOf: { table, key },
      }) => `INSERT INTO outbox (id, ente, type, envelope, sealed, body)
        SELECT row.id, row.ente, $${from + 3}, row.envelope, $${from + 5}, row.body
        FROM unnest($${from + 1}::uuid[], $${from + 2}::text[], $${from + 4}::json[], $${from + 6}::bytea[], $${from + 7}::text[])
          AS row (id, ente, envelope, body, key)
        JOIN ${table} ON ${table}.${key}::text = row.key`,
      params: [...this.valuesOf(type, messages), messages.map(({ key }) => key)],
      committed: () => this.wake(),
    };
  }

  /**
   * Seals bodies that are JSON text already. The sender vouches that each holds what its contract promises: nothing looks again. For
   * righe by the hundred thousand, whose contents would otherwise be parsed, checked and written once more. Needs no transaction, so
   * that the database can work meanwhile.
   */
  sealWritten(
    type: MessageType<object>,
    messages: readonly (Address & { readonly json: string })[],
  ): Promise<SealedMessages> {
    return Promise.all(
      messages.map(async (message) => {
        const envelope = envelopeFor(type, message);
        const sealed = await sealWritten(type, message.json, envelope, this.keyRing);
        return { ...sealed, type: routingKey(type), envelope };
      }),
    );
  }

  /** Publishes what `sealWritten` made; one row at a time, so that bytes travel in binary. */
  async publishSealed(tx: Tx, messages: SealedMessages): Promise<void> {
    for (const { type, envelope, sealed, body } of messages) {
      await tx.execute(INSERT_ONE, [envelope.id, envelope.ente, type, JSON.stringify(envelope), sealed, body]);
    }
    if (messages.length > 0) tx.afterCommit(() => this.wake());
  }

  /** In the order of the parameters of the statements that insert many. */
  private valuesOf<T extends object>(
    type: MessageType<T>,
    messages: readonly (Address & { readonly body: T })[],
  ): unknown[] {
    const rows = messages.map((message) => {
      const envelope = envelopeFor(type, message);
      return { envelope, ...seal(type, message.body, envelope, this.keyRing) };
    });
    return [
      rows.map(({ envelope }) => envelope.id),
      rows.map(({ envelope }) => envelope.ente),
      routingKey(type),
      rows.map(({ envelope }) => JSON.stringify(envelope)),
      type.personal,
      rows.map(({ body }) => body),
    ];
  }

  /** Who is to be woken in this process after a commit. */
  onPublished(wake: () => void): void {
    this.wake = wake;
  }
}

function envelopeFor(type: MessageType<object>, { key, ente }: Address): Envelope {
  for (const [what, text, most] of [['key', key, 120] as const, ['ente', ente, 64] as const]) {
    if (text === '' || text.length > most || text.includes('\0'))
      throw new Error(`${type.name}: ${what} is not an address`);
  }
  const { correlationId, causationId, traceparent } = storyUnderWay();
  return {
    id: uuidv7(),
    name: type.name,
    version: type.version,
    key,
    ente,
    occurredAt: new Date().toISOString(),
    correlationId,
    ...(causationId === undefined ? {} : { causationId }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** A correlation that is no UUID (a caller's own header) would make every receiver refuse the envelope: it is left behind. */
function storyUnderWay(): Correlation {
  const current = currentCorrelation();
  return current !== undefined && isUUID(current.correlationId) ? current : newCorrelation();
}
