import { APPS, type AppName, type Route, routingKey } from '#libs/contracts';
import type { Channel } from 'amqplib';

/** The names of one bus. A prefix of its own keeps two installations, or two test suites, apart on one broker. */
export interface BusLayout {
  readonly exchange: string;
  readonly queueOf: (app: AppName) => string;
  /** Queues that must get a message, by routing key. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
  readonly topology: readonly Route[];
}

export function layoutOf(prefix: string, topology: readonly Route[]): BusLayout {
  const queueOf = (app: AppName): string => `${prefix}.${app}`;
  const targets = new Map(topology.map(({ type, to }) => [routingKey(type), to.map(queueOf)]));
  return { exchange: `${prefix}.messaggi`, queueOf, targets, topology };
}

/**
 * Declares the exchange and every queue with its bindings; harmless when they exist. Every process declares all of it, so that a
 * message is never published before the queues of apps that were never started exist. No delivery limit: attempts are counted in
 * the inbox, and a limit of the broker would throw away the neighbours of a message that crashes a consumer.
 */
export async function declareBus(channel: Channel, layout: BusLayout): Promise<void> {
  await channel.assertExchange(layout.exchange, 'topic', { durable: true });
  for (const app of APPS) {
    await channel.assertQueue(layout.queueOf(app), { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  }
  for (const { type, to } of layout.topology) {
    for (const app of to) await channel.bindQueue(layout.queueOf(app), layout.exchange, routingKey(type));
  }
}
