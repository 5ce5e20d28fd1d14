import { randomBytes } from 'node:crypto';
import amqp from 'amqplib';
import { APPS, invioRicevutoV1, routingKey } from '#libs/contracts';
import { Bus, MESSAGING_MIGRATIONS } from '#libs/messaging';
import { metrics } from '#libs/observability';
import { createTestBroker, createTestDatabase } from '#libs/testing';
import { alternate, type Bench, type BenchContext, type BenchRow, perSecond } from './measure.js';

const MESSAGES = 20_000;
const BYTES = 1024;
const WINDOW = 256;
const APP = 'ingestion';

/** Committed rows of the outbox until the quorum queue has confirmed them and they are forgotten; beside, the bare publishes. */
export default {
  id: 'B5',
  title: 'outbox relay: committed → confirmed in a quorum queue',
  async run(context: BenchContext): Promise<BenchRow[]> {
    if (context.amqpUrl === undefined) return [];
    const database = await createTestDatabase([{ app: APP, migrations: MESSAGING_MIGRATIONS }], context.databaseUrl);
    const broker = await createTestBroker(context.amqpUrl);
    const prefix = broker.prefix.slice(0, -1);
    const bus = new Bus(await database.open(APP), {
      app: APP,
      transport: { kind: 'rabbitmq', url: context.amqpUrl },
      prefix,
    });
    try {
      await bus.open([]);
      while (!bus.connected) await new Promise((resolve) => setTimeout(resolve, 20));
      const floorQueue = await makeFloorQueue(broker.channel, prefix);
      const purge = (queue: string): Promise<unknown> => broker.channel.purgeQueue(queue);
      const { ours, floor, ratio } = await alternate({
        rounds: context.rounds,
        async ours() {
          await purge(`${prefix}.reporting`);
          const before = await published();
          await database.admin(FILL, [MESSAGES, routingKey(invioRicevutoV1), BYTES, APP]);
          return perSecond(MESSAGES, async () => {
            while ((await published()) - before < MESSAGES) await new Promise((resolve) => setTimeout(resolve, 5));
          });
        },
        async floor() {
          await purge(floorQueue);
          return barePublishes(context.amqpUrl!, floorQueue);
        },
      });
      await broker.channel.deleteQueue(floorQueue);
      return [
        { id: 'B5', what: 'relay of 1 KiB messages', ours, floor, ratio, unit: 'messages/s', goal: { atLeast: 0.5 } },
      ];
    } finally {
      await bus.close();
      await broker.drop({ exchanges: ['messaggi'], queues: [...APPS] });
      await database.drop();
    }
  },
} satisfies Bench;

const FILL = `INSERT INTO ingestion.outbox (id, ente, type, envelope, sealed, body)
  SELECT gen_random_uuid(), 'ente ' || n % 50, $2,
    json_build_object('id', gen_random_uuid(), 'name', 'invio.ricevuto', 'version', 1, 'key', 'chiave ' || n, 'ente', $4::text,
      'occurredAt', now(), 'correlationId', gen_random_uuid()),
    false, decode(repeat('61', $3::int), 'hex') FROM generate_series(1, $1::int) n`;

async function published(): Promise<number> {
  const { values } = await metrics.counter('snodo_messaging_published_total', '', ['app']).get();
  return values.find(({ labels }) => labels.app === APP)?.value ?? 0;
}

async function makeFloorQueue(channel: amqp.Channel, prefix: string): Promise<string> {
  const queue = `${prefix}.floor`;
  await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  return queue;
}

/** The least anyone can do: persistent, confirmed, never more than a window in flight. */
async function barePublishes(url: string, queue: string): Promise<number> {
  const connection = await amqp.connect(url, { noDelay: true });
  const channel = await connection.createConfirmChannel();
  const body = randomBytes(BYTES);
  const rate = await perSecond(
    MESSAGES,
    () =>
      new Promise<void>((resolve, reject) => {
        let sent = 0;
        let confirmed = 0;
        const send = (): void => {
          while (sent < MESSAGES && sent - confirmed < WINDOW) {
            sent += 1;
            channel.sendToQueue(queue, body, { persistent: true }, (error: unknown) => {
              if (error) return reject(new Error('not confirmed'));
              confirmed += 1;
              if (confirmed === MESSAGES) resolve();
              else send();
            });
          }
        };
        send();
      }),
  );
  await connection.close();
  return rate;
}
