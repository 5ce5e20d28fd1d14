import { type AppName, type MessageType, type Route, routingKey, TOPOLOGY } from '#libs/contracts';
import { Logger } from '#libs/observability';
import type { Database } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import { Applying, type Handler } from './applying.js';
import { pause } from './backoff.js';
import type { Courier } from './courier.js';
import { EmbeddedCourier } from './embedded/embedded-courier.js';
import { Inbox } from './inbox.js';
import { Outbox } from './outbox.js';
import { layoutOf } from './rabbitmq/bus-layout.js';
import { RabbitCourier } from './rabbitmq/rabbit-courier.js';
import { Receiver } from './rabbitmq/receiver.js';
import { Relay } from './relay.js';
import { TUNING, type Tuning } from './tuning.js';
import { Upkeep } from './upkeep.js';
import { Workers } from './workers.js';

/** How messages travel between apps: through a broker, or inside one process through PostgreSQL alone. */
export type TransportOptions = { readonly kind: 'rabbitmq'; readonly url: string } | { readonly kind: 'embedded' };

export interface BusOptions {
  readonly app: AppName;
  readonly transport: TransportOptions;
  /** Opens and closes `personal` bodies. An app without it (reporting) can neither publish nor read one. */
  readonly keyRing?: KeyRing | undefined;
  /** Messages routed to this app that it leaves unread on purpose; any other without a handler parks. */
  readonly ignores?: readonly MessageType<object>[] | undefined;
  /** Prefix of exchange and queue names; apps of one bus share it. Default `snodo`. */
  readonly prefix?: string | undefined;
  /** Default: the hub's `TOPOLOGY`. */
  readonly topology?: readonly Route[] | undefined;
  readonly tuning?: Partial<Tuning> | undefined;
}

/** Everything of one app between its transactions and the other apps: outbox, relay, stage 1, inbox, workers. No Nest in it. */
export class Bus {
  readonly outbox: Outbox;
  private readonly tuning: Tuning;
  private readonly topology: readonly Route[];
  private readonly logger: Logger;
  private readonly inbox: Inbox;
  private readonly courier: Courier;
  private readonly relay: Relay;
  private readonly receiver: Receiver | undefined;
  private readonly upkeep: Upkeep;
  private workers: Workers | undefined;
  private full = false;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly options: BusOptions,
  ) {
    const { app, transport, prefix = 'snodo' } = options;
    this.tuning = { ...TUNING, ...options.tuning };
    this.topology = options.topology ?? TOPOLOGY;
    this.logger = new Logger({ app }).child({ context: 'Bus' });
    this.outbox = new Outbox(options.keyRing);
    this.inbox = new Inbox(database);
    if (transport.kind === 'rabbitmq') {
      const layout = layoutOf(prefix, this.topology);
      const link = { url: transport.url, name: `${prefix}.${app}`, layout, tuning: this.tuning, logger: this.logger };
      this.courier = new RabbitCourier(link);
      this.receiver = new Receiver(this.inbox, { ...link, queue: layout.queueOf(app) });
    } else {
      const onNeighbours = (): void => void this.upkeep.releaseHeld();
      const neighbour = { app, inbox: this.inbox, isFull: () => this.full, onNeighbours };
      this.courier = new EmbeddedCourier(prefix, this.topology, neighbour);
    }
    this.relay = new Relay(database, this.courier, this.tuning, this.logger);
    this.upkeep = new Upkeep(database, this.tuning, this.logger, {
      onPending: (rows) => this.heed(rows),
      onReleased: () => this.relay.wake(),
      present: () => this.courier.present(),
    });
  }

  /**
   * Starts relay, stage 1 and workers. The broker may be away: everything starts, and goes on when it comes.
   * @throws Error when a handler is for a message that the topology does not send to this app: it would never be called
   */
  async open(handlers: readonly Handler[]): Promise<void> {
    const { ignores = [], keyRing } = this.options;
    this.checkHandlers(handlers, ignores);
    const applying = new Applying(handlers, ignores, this.inbox, this.tuning, keyRing);
    const workers = new Workers(this.database, this.inbox, applying, this.tuning, this.logger);
    this.workers = workers;
    this.inbox.onStored(() => this.wake());
    this.outbox.onPublished(() => this.relay.wake());
    await this.courier.open(() => this.relay.wake());
    this.relay.start();
    workers.start();
    this.receiver?.start();
    this.upkeep.start();
  }

  /** True while the transport works. Deposits do not need it: they are accepted without. */
  get connected(): boolean {
    return this.courier.canCarry() && (this.receiver?.connected ?? true);
  }

  /** Messages may be ready to be handled. */
  wake(): void {
    this.workers?.wake();
  }

  /**
   * Starts nothing more, finishes what is under way (within `drainMs`), waits for confirms and acks, leaves. Calling it again waits
   * for the same end. What could not be finished is rolled back and done by the next start.
   */
  close(): Promise<void> {
    this.closing ??= this.drain();
    return this.closing;
  }

  private async drain(): Promise<void> {
    const finished = new AbortController();
    const parts = [this.receiver, this.workers, this.relay, this.upkeep].filter((part) => part !== undefined);
    const work = Promise.all(parts.map((part) => part.stop())).then(() => finished.abort());
    await Promise.race([work, pause(this.tuning.drainMs, finished.signal)]);
    if (!finished.signal.aborted) this.logger.warn('shutdown took too long; the rest is left to the next start');
    await this.courier.close();
  }

  private async heed(pending: number): Promise<void> {
    // Full at the limit, empty enough at four fifths of it: no flapping in between.
    this.full = pending > (this.full ? this.tuning.lagLimit * 0.8 : this.tuning.lagLimit);
    await this.receiver?.setFull(this.full);
  }

  private checkHandlers(handlers: readonly Handler[], ignores: readonly MessageType<object>[]): void {
    const { app } = this.options;
    const mine = new Set(this.topology.filter(({ to }) => to.includes(app)).map(({ type }) => routingKey(type)));
    const handled = handlers.map(({ type }) => routingKey(type));
    const stray = handled.filter((type) => !mine.has(type));
    if (stray.length > 0) throw new Error(`${app} handles messages that are not routed to it: ${stray.join(', ')}`);
    const known = new Set([...handled, ...ignores.map(routingKey)]);
    const unheard = [...mine].filter((type) => !known.has(type));
    if (unheard.length > 0)
      this.logger.warn('messages routed here without a handler will park', { types: unheard.join(', ') });
  }
}
