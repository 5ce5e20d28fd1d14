import { randomBytes } from 'node:crypto';

import amqp from 'amqplib';

/** A corner of the shared broker: a prefix for every name, and a connection to look from outside. */
export interface TestBroker {
  readonly url: string;
  /** Put before every exchange and queue name. */
  readonly prefix: string;
  readonly channel: amqp.Channel;
  /** Messages ready in a queue (name without prefix). */
  depth(queue: string): Promise<number>;
  /** Deletes the given exchanges and queues (names without prefix) and closes. */
  drop(names: { readonly exchanges?: readonly string[]; readonly queues?: readonly string[] }): Promise<void>;
}

/** The broker that tests share. */
export function testBrokerUrl(): string {
  return process.env.AMQP_URL ?? 'amqp://guest:guest@127.0.0.1:5672';
}

/** Opens a corner of the broker with a random prefix. */
export async function createTestBroker(url = testBrokerUrl()): Promise<TestBroker> {
  const prefix = `t${randomBytes(5).toString('hex')}.`;
  const connection = await amqp.connect(url, { noDelay: true });
  connection.on('error', () => undefined);
  const channel = await connection.createChannel();
  channel.on('error', () => undefined);
  return {
    url,
    prefix,
    channel,
    async depth(queue) {
      return (await channel.checkQueue(prefix + queue)).messageCount;
    },
    async drop({ exchanges = [], queues = [] }) {
      for (const queue of queues) await channel.deleteQueue(prefix + queue);
      for (const exchange of exchanges) await channel.deleteExchange(prefix + exchange);
      await connection.close();
    },
  };
}
