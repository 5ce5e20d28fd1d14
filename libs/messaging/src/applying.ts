import { Envelope, type MessageType, routingKey } from '#libs/contracts';
import { makeTraceparent, withCorrelation } from '#libs/observability';
import { type Tx, uuidv7 } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import { decideFailure, isPermanent } from './failure.js';
import type { Claimed, Inbox } from './inbox.js';
import { MessageContext } from './message-context.js';
import { type ItemOutcome, PermanentError, UpstreamError } from './outcomes.js';
import { seal, unseal } from './sealing.js';
import type { Tuning } from './tuning.js';

/** What handles one type of message. */
export interface Handler {
  readonly type: MessageType<object>;
  /** For batch handlers: the field of the body that holds the items. */
  readonly items?: string;
  readonly call: (body: object, context: MessageContext) => Promise<void | readonly ItemOutcome[]>;
}

interface Failure {
  readonly item: unknown;
  readonly error: unknown;
}

/** Applies claimed messages inside the transaction that claimed them. */
export class Applying {
  private readonly handlers: ReadonlyMap<string, Handler>;
  private readonly ignored: ReadonlySet<string>;

  constructor(
    handlers: readonly Handler[],
    ignores: readonly MessageType<object>[],
    private readonly inbox: Inbox,
    private readonly tuning: Tuning,
    private readonly keyRing: KeyRing | undefined,
  ) {
    this.handlers = new Map(handlers.map((handler) => [routingKey(handler.type), handler]));
    this.ignored = new Set(ignores.map(routingKey));
  }

  /** @throws whatever makes the message fail as a whole; the caller then rolls back */
  async apply(tx: Tx, message: Claimed): Promise<void> {
    if (this.ignored.has(message.type)) return;
    const handler = this.handlers.get(message.type);
    if (handler === undefined) throw new PermanentError(`no handler for ${message.type}`);
    const envelope = JSON.parse(message.envelope) as Envelope;
    const body = unseal(handler.type, message, envelope, this.keyRing);
    const story = {
      correlationId: envelope.correlationId,
      causationId: envelope.id,
      traceparent: makeTraceparent(envelope.traceparent),
    };
    await withCorrelation(story, () => this.call(tx, handler, message, envelope, body));
  }

  private async call(tx: Tx, handler: Handler, message: Claimed, envelope: Envelope, body: object): Promise<void> {
    const context = new MessageContext(envelope, tx);
    if (handler.items === undefined) await handler.call(body, context);
    else await this.callForItems(tx, { ...handler, items: handler.items }, message, context, body);
  }

  /** All items at once; if that throws, one by one, so that an item fails alone. */
  private async callForItems(
    tx: Tx,
    handler: Handler & { readonly items: string },
    message: Claimed,
    context: MessageContext,
    body: object,
  ): Promise<void> {
    const items = (body as Record<string, unknown>)[handler.items] as readonly unknown[];
    let failures: readonly Failure[];
    try {
      failures = await inSavepoint(tx, async () => failuresOf(await handler.call(body, context), items));
    } catch (error) {
      if (items.length <= 1 || error instanceof UpstreamError) throw error;
      failures = await this.callOneByOne(tx, handler, context, body, items);
    }
    // Nothing succeeded and nothing is beyond help: the message stays whole and is tried again as such.
    const [first] = failures;
    if (failures.length === items.length && first !== undefined && failures.every(({ error }) => !isPermanent(error)))
      throw first.error;
    await this.splitOff(tx, handler, message, context.envelope, body, failures);
  }

  private async callOneByOne(
    tx: Tx,
    handler: Handler & { readonly items: string },
    context: MessageContext,
    body: object,
    items: readonly unknown[],
  ): Promise<Failure[]> {
    const failures: Failure[] = [];
    for (const item of items) {
      const alone = withItems(body, handler.items, [item]);
      try {
        failures.push(...(await inSavepoint(tx, async () => failuresOf(await handler.call(alone, context), [item]))));
      } catch (error) {
        if (error instanceof UpstreamError) throw error;
        failures.push({ item, error });
      }
    }
    return failures;
  }

  /** Failed items leave as messages of their own: the hopeless parked, the others to be tried again. */
  private async splitOff(
    tx: Tx,
    handler: Handler & { readonly items: string },
    message: Claimed,
    envelope: Envelope,
    body: object,
    failures: readonly Failure[],
  ): Promise<void> {
    const asides = failures.map((failure) => ({
      ...failure,
      aside: decideFailure(failure.error, message.attempts, this.tuning),
    }));
    for (const state of ['parked', 'waiting'] as const) {
      const group = asides.filter(({ aside }) => aside.state === state);
      if (group.length === 0) continue;
      const own = Object.assign(new Envelope(), envelope, { id: uuidv7() });
      const part = withItems(
        body,
        handler.items,
        group.map(({ item }) => item),
      );
      const sealed = seal(handler.type, part, own, this.keyRing);
      const reasons = [...new Set(group.map(({ aside }) => aside.reason))].join(' · ').slice(0, 500);
      const aside = { ...group[0]!.aside, reason: reasons };
      await this.inbox.splitOff(tx, message, { id: own.id, envelope: JSON.stringify(own), ...sealed }, aside);
    }
  }
}

function failuresOf(outcomes: void | readonly ItemOutcome[], items: readonly unknown[]): Failure[] {
  if (!Array.isArray(outcomes)) return [];
  const listed = outcomes as readonly ItemOutcome[];
  if (listed.length !== items.length) throw new Error('a batch handler must give one outcome per item');
  if (items.length > 0 && listed.every((outcome) => outcome === 'later'))
    throw new Error('a batch handler must do something of every message');
  return listed.flatMap((outcome, at) => (outcome === 'applied' ? [] : [{ item: items[at], error: outcome }]));
}

function withItems(body: object, field: string, items: readonly unknown[]): object {
  return Object.assign(Object.create(Object.getPrototypeOf(body) as object) as object, body, { [field]: items });
}

/** Runs `work` so that its failure undoes its own writes and nothing else of the transaction. */
async function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.query('SAVEPOINT item');
  try {
    const result = await work();
    await tx.query('RELEASE SAVEPOINT item');
    return result;
  } catch (error) {
    await tx.query('ROLLBACK TO SAVEPOINT item');
    throw error;
  }
}
