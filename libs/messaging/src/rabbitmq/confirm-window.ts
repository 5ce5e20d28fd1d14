import type { ConfirmChannel } from 'amqplib';
import type { Outgoing } from '../courier.js';

/** What the broker said of one publish. */
export type Verdict = 'confirmed' | 'unroutable' | 'lost';

interface Flight {
  readonly since: number;
  readonly land: (verdict: Verdict) => void;
}

export interface WindowOptions {
  readonly exchange: string;
  readonly size: number;
  readonly timeoutMs: number;
  /** A message is about to go out. */
  readonly onPublish: () => void;
  /** A confirm did not come in time. */
  readonly onHung: () => void;
}

/**
 * Publishes on a confirm channel with at most `size` messages in flight and a limit of time on each. A message the broker could
 * route to no queue comes back (`mandatory`) before its confirm: the confirm then means nothing.
 */
export class ConfirmWindow {
  private readonly flights = new Map<string, Flight>();
  private readonly returned = new Set<string>();
  private readonly waiting: (() => void)[] = [];
  private readonly watch: NodeJS.Timeout;
  private lost = false;

  constructor(
    private readonly channel: ConfirmChannel,
    private readonly options: WindowOptions,
  ) {
    channel.on('return', (message: { properties: { messageId: unknown } }) => {
      this.returned.add(String(message.properties.messageId));
    });
    channel.once('close', () => this.lose());
    channel.on('error', () => this.lose());
    this.watch = setInterval(() => this.checkOldest(), Math.max(20, options.timeoutMs / 10));
  }

  /** Resolves when there is room and the message has gone out; `landed` then says how it ended. Never rejects. */
  async publish(message: Outgoing, landed: (verdict: Verdict) => void): Promise<void> {
    while (this.flights.size >= this.options.size && !this.lost) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    if (this.lost) return landed('lost');
    this.flights.set(message.id, { since: performance.now(), land: landed });
    this.options.onPublish();
    try {
      this.channel.publish(this.options.exchange, message.type, message.body, propertiesOf(message), (error: unknown) =>
        this.land(message.id, error),
      );
    } catch {
      this.lose();
    }
  }

  private land(id: string, error: unknown): void {
    const flight = this.flights.get(id);
    if (flight === undefined) return;
    this.flights.delete(id);
    const unroutable = this.returned.delete(id);
    flight.land(error ? 'lost' : unroutable ? 'unroutable' : 'confirmed');
    this.waiting.shift()?.();
  }

  /** Confirms come nearly in order, so the oldest flight is the first to be late. */
  private checkOldest(): void {
    const [oldest] = this.flights.values();
    if (oldest === undefined || performance.now() - oldest.since < this.options.timeoutMs) return;
    this.lose();
    this.options.onHung();
  }

  private lose(): void {
    this.lost = true;
    clearInterval(this.watch);
    const flights = [...this.flights.values()];
    this.flights.clear();
    for (const { land } of flights) land('lost');
    for (const resume of this.waiting.splice(0)) resume();
  }
}

function propertiesOf({ id, type, envelope, sealed }: Outgoing) {
  return {
    persistent: true,
    mandatory: true,
    messageId: id,
    type,
    contentType: sealed ? 'application/octet-stream' : 'application/json',
    headers: { envelope },
  };
}
