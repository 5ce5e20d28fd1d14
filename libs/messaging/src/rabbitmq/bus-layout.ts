import { APPS, type AppName, type Route, routingKey } from '#libs/contracts';
import type { Channel, ChannelModel } from 'amqplib';
import { pause } from '../backoff.js';

/** The names of one bus. A prefix of its own keeps two installations, or two test suites, apart on one broker. */
export interface BusLayout {
  readonly exchange: string;
  /** Exists once the declarations have stood for a while: see `settleBus`. */
  readonly settled: string;
  readonly queueOf: (app: AppName) => string;
  /** Queues that must get a message, by routing key. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
  readonly topology: readonly Route[];
}

export function layoutOf(prefix: string, topology: readonly Route[]): BusLayout {
  const queueOf = (app: AppName): string => `${prefix}.${app}`;
  const targets = new Map(topology.map(({ type, to }) => [routingKey(type), to.map(queueOf)]));
  return { exchange: `${prefix}.messaggi`, settled: `${prefix}.assestato`, queueOf, targets, topology };
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

/**
 * Resolves when the declarations can be trusted to outlive a kill -9 of the broker. RabbitMQ 3.10 keeps what it was told of a new
 * queue in a buffer for a moment: a broker killed then comes back without the queue, and with it go messages it had confirmed
 * (seen at 0 s, not at 1 s). The first process to come waits and then leaves a mark; the mark is written after the queues, so
 * who finds it need not wait. It goes with the queue it is bound to, so that nothing is left behind when a bus is removed.
 */
export async function settleBus(connection: ChannelModel, layout: BusLayout, settleMs: number): Promise<void> {
  if (await isSettled(connection, layout)) return;
  await pause(settleMs, new AbortController().signal);
  const channel = await connection.createChannel();
  await channel.assertExchange(layout.settled, 'fanout', { durable: true, autoDelete: true });
  await channel.bindQueue(layout.queueOf(APPS[0]), layout.settled, '');
  await channel.close();
}

/** A question about an exchange that is not there costs the channel it is asked on. */
async function isSettled(connection: ChannelModel, layout: BusLayout): Promise<boolean> {
  const channel = await connection.createChannel();
  channel.on('error', () => undefined);
  try {
    await channel.checkExchange(layout.settled);
    await channel.close();
    return true;
  } catch {
    return false;
  }
}
