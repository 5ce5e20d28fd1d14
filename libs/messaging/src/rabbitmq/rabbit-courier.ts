import { APPS, type AppName } from '#libs/contracts';
import type { Logger } from '#libs/observability';
import type { Channel, ChannelModel } from 'amqplib';
import { pause } from '../backoff.js';
import { Courier, type Delivery, type Held, type Outgoing } from '../courier.js';
import type { Tuning } from '../tuning.js';
import { BrokerLink } from './broker-link.js';
import { type BusLayout, declareBus, settleBus } from './bus-layout.js';
import { ConfirmWindow, type Verdict } from './confirm-window.js';

/** How long the depth of the queues is believed, ms. */
const DEPTH_AGE_MS = 2_000;

export interface RabbitOptions {
  readonly url: string;
  /** Shown in the broker's list of connections. */
  readonly name: string;
  readonly layout: BusLayout;
  readonly tuning: Tuning;
  readonly logger: Logger;
}

/** Outbox to quorum queues, each publish confirmed by the broker. */
export class RabbitCourier extends Courier {
  private readonly link: BrokerLink;
  private window: ConfirmWindow | undefined;
  private depthChannel: Channel | undefined;
  private blocked = false;
  private lagging: readonly string[] = [];
  private depthSeen = 0;
  private wake: () => void = () => undefined;

  private readonly layout: BusLayout;
  private readonly tuning: Tuning;
  private readonly logger: Logger;

  constructor({ url, name, layout, tuning, logger }: RabbitOptions) {
    super();
    this.layout = layout;
    this.tuning = tuning;
    this.logger = logger;
    this.link = new BrokerLink({
      url,
      name: `${name} relay`,
      logger,
      onOpen: (connection) => this.opened(connection),
      onLost: () => this.forget(),
    });
  }

  override open(wake: () => void): Promise<void> {
    this.wake = wake;
    this.link.start();
    return Promise.resolve();
  }

  override canCarry(): boolean {
    return this.window !== undefined && !this.blocked;
  }

  override async paused(): Promise<readonly string[]> {
    if (performance.now() - this.depthSeen < DEPTH_AGE_MS) return this.lagging;
    const deep = new Set<string>();
    for (const queue of new Set([...this.layout.targets.values()].flat())) {
      if ((await this.depthOf(queue)) > this.tuning.lagLimit) deep.add(queue);
    }
    this.lagging = [...this.layout.targets]
      .filter(([, queues]) => queues.some((queue) => deep.has(queue)))
      .map(([type]) => type);
    this.depthSeen = performance.now();
    return this.lagging;
  }

  /** All: with a broker every app has its queue, also those that were absent from a process without one. */
  override present(): readonly AppName[] {
    return APPS;
  }

  override async deliver(round: readonly Outgoing[]): Promise<Delivery> {
    const delivered: string[] = [];
    const held: Held[] = [];
    const { window } = this;
    if (window === undefined) return { delivered, held };
    let lost = 0;
    const note = (id: string, verdict: Verdict): void => {
      if (verdict === 'confirmed') delivered.push(id);
      else if (verdict === 'unroutable') held.push({ id, because: 'unroutable' });
      else lost += 1;
    };
    await new Promise<void>((resolve) => {
      let open = round.length;
      const landed = (id: string) => (verdict: Verdict) => {
        note(id, verdict);
        open -= 1;
        if (open === 0) resolve();
      };
      void sendAll(window, round, landed);
    });
    if (lost > 0) this.logger.warn('publishes without an answer; they go again', { lost, of: round.length });
    return { delivered, held };
  }

  override async close(): Promise<void> {
    await this.link.close();
  }

  private async opened(connection: ChannelModel): Promise<void> {
    connection.on('blocked', (reason: string) => {
      this.blocked = true;
      this.logger.warn('the broker takes no publishes for now', { reason });
    });
    connection.on('unblocked', () => {
      this.blocked = false;
      this.wake();
    });
    const declaring = await connection.createChannel();
    declaring.on('error', () => undefined);
    await declareBus(declaring, this.layout);
    this.depthChannel = declaring;
    await settleBus(connection, this.layout, this.tuning.settleMs);
    const channel = await connection.createConfirmChannel();
    channel.once('close', () => this.link.cut());
    this.window = new ConfirmWindow(channel, {
      exchange: this.layout.exchange,
      size: this.tuning.confirmWindow,
      timeoutMs: this.tuning.publishTimeoutMs,
      onPublish: () => this.link.gather(),
      onHung: () => {
        this.logger.warn('a confirm did not come in time; connecting anew');
        this.link.cut();
      },
    });
    this.wake();
  }

  /** A channel dies of a question about a queue that is gone: then all is declared again with a new connection. */
  private async depthOf(queue: string): Promise<number> {
    const answer = this.depthChannel?.checkQueue(queue).catch(() => {
      this.link.cut();
    });
    // A frozen broker must not stop the relay here: its publishes have their own limit of time.
    const depth = await Promise.race([answer, pause(1_000, new AbortController().signal)]);
    return depth === undefined ? 0 : depth.messageCount;
  }

  private forget(): void {
    this.window = undefined;
    this.depthChannel = undefined;
    this.blocked = false;
  }
}

async function sendAll(
  window: ConfirmWindow,
  round: readonly Outgoing[],
  landed: (id: string) => (verdict: Verdict) => void,
): Promise<void> {
  for (const message of round) await window.publish(message, landed(message.id));
}
