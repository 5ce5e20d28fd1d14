import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import { backoff, pause } from '../backoff.js';
import type { Inbox } from '../inbox.js';
import { BrokerLink } from './broker-link.js';
import type { Tuning } from '../tuning.js';
import { declareBus } from './bus-layout.js';
import { readDelivery } from './delivery.js';
import type { RabbitOptions } from './rabbit-courier.js';

export interface ReceiverOptions extends RabbitOptions {
  readonly queue: string;
}

/**
 * Stage 1: queue to inbox, nothing else. Messages are stored still sealed, many in one commit, and acked only after it; a batch
 * grows while the one before it is being committed, so it is large exactly when there is much to do.
 */
export class Receiver {
  private readonly link: BrokerLink;
  private readonly stopping = new AbortController();
  private buffer: ConsumeMessage[] = [];
  private session: { readonly channel: Channel; consumer?: string } | undefined;
  private storing: Promise<void> | undefined;
  private full = false;

  constructor(
    private readonly inbox: Inbox,
    private readonly options: ReceiverOptions,
  ) {
    this.link = new BrokerLink({
      url: options.url,
      name: `${options.name} receiver`,
      logger: options.logger,
      onOpen: (connection) => this.opened(connection),
      onLost: () => this.forget(),
    });
  }

  start(): void {
    this.link.start();
  }

  /** True while connected to the queue (or kept from it by a full inbox). */
  get connected(): boolean {
    return this.session !== undefined;
  }

  /** Stops or resumes taking messages; what is taken already is stored. */
  async setFull(full: boolean): Promise<void> {
    if (full === this.full) return;
    this.full = full;
    this.options.logger.warn(full ? 'inbox full: taking no more messages' : 'inbox has room again');
    const { session } = this;
    if (session === undefined) return;
    if (full) await stopConsuming(session);
    else await this.consume(session);
  }

  /** Takes no more, stores and acks what came, leaves. */
  async stop(): Promise<void> {
    if (this.session !== undefined) await stopConsuming(this.session).catch(() => undefined);
    this.stopping.abort();
    await this.storing;
    await this.link.close();
  }

  private async opened(connection: ChannelModel): Promise<void> {
    const channel = await connection.createChannel();
    channel.on('error', (error: Error) => this.options.logger.warn('receiving channel failed', error));
    channel.once('close', () => this.link.cut());
    await declareBus(channel, this.options.layout);
    await channel.prefetch(this.options.tuning.prefetch);
    this.buffer = [];
    this.session = { channel };
    if (!this.full) await this.consume(this.session);
  }

  private async consume(session: { readonly channel: Channel; consumer?: string }): Promise<void> {
    const { consumerTag } = await session.channel.consume(this.options.queue, (message) => {
      // The broker cancels a consumer whose queue is deleted or moved: a new connection declares and consumes again.
      if (message === null) return this.link.cut();
      this.buffer.push(message);
      this.storeSoon();
    });
    session.consumer = consumerTag;
  }

  /** One loop at a time. One that ends with its lost connection may leave behind deliveries of the next. */
  private storeSoon(): void {
    const { session } = this;
    if (session === undefined || this.storing !== undefined || this.buffer.length === 0) return;
    this.storing = this.storeAll(session.channel)
      // An ack on a channel that closes at this moment throws; what it would have acked is stored and comes again, to no effect.
      .catch((error: unknown) => this.options.logger.warn('could not ack messages; they come again', error))
      .finally(() => {
        this.storing = undefined;
        this.storeSoon();
      });
  }

  private async storeAll(channel: Channel): Promise<void> {
    while (this.buffer.length > 0 && this.session?.channel === channel) {
      const batch = this.buffer.splice(0, batchOf(this.buffer, this.options.tuning));
      if (!(await this.storeUntilDone(batch, channel))) return;
      // In the order of delivery, so one ack covers all of the batch; it covers nothing that is not committed.
      channel.ack(batch.at(-1)!, true);
    }
  }

  /** The database may be away for long: the batch waits, the broker keeps the rest. @returns false if the channel is gone first */
  private async storeUntilDone(batch: readonly ConsumeMessage[], channel: Channel): Promise<boolean> {
    const messages = batch.map(readDelivery);
    for (let failures = 1; this.session?.channel === channel; failures += 1) {
      try {
        await this.inbox.store(messages);
        return this.session?.channel === channel;
      } catch (error) {
        this.options.logger.warn('could not store messages; they wait', error);
        if (this.stopping.signal.aborted) return false;
        await pause(backoff(failures, 100, 5_000), this.stopping.signal);
      }
    }
    return false;
  }

  /** Unacked deliveries of a lost connection come again: what was not stored yet is dropped here. */
  private forget(): void {
    this.session = undefined;
    this.buffer = [];
  }
}

/** How many of these messages one transaction stores: at least one. */
function batchOf(buffer: readonly ConsumeMessage[], { storeBatch, storeBytes }: Tuning): number {
  let bytes = 0;
  const over = buffer.findIndex(({ content }) => (bytes += content.length) > storeBytes);
  return Math.min(storeBatch, over < 0 ? buffer.length : over + 1);
}

async function stopConsuming(session: { readonly channel: Channel; consumer?: string }): Promise<void> {
  const { consumer } = session;
  if (consumer === undefined) return;
  delete session.consumer;
  await session.channel.cancel(consumer);
}
