import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IsInt } from 'class-validator';
import { APPS, messageType, type Route } from '#libs/contracts';
import { Bus, type Handler, MESSAGING_MIGRATIONS } from '#libs/messaging';
import { metrics } from '#libs/observability';
import { type Database, grant, migration } from '#libs/persistence';
import { createTestBroker, createTestDatabase, type TestBroker, type TestDatabase } from '#libs/testing';
import { alternate, type Bench, type BenchContext, type BenchRow, perSecond } from './measure.js';

class Fatto {
  @IsInt() numero: number;
}
const FATTO = messageType('fatto.detto', 1, Fatto);
const ECO = messageType('fatto.ripetuto', 1, Fatto);
const SENDER = 'ingestion';
const RECEIVER = 'inps-gateway';
const TOPOLOGY: readonly Route[] = [
  { type: FATTO, from: [SENDER], to: [RECEIVER] },
  { type: ECO, from: [RECEIVER], to: ['reporting'] },
];
const MESSAGES = 6_000;
const CONNECTIONS = 8;

const effects = migration(1763690400002, 'bench_effects', ({ consumer }) => [
  'CREATE TABLE effetto (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, numero integer NOT NULL)',
  grant('effetto', ['select', 'insert'], consumer),
]);

/** Prepared, as the floor's. */
const EFFECT = { name: 'effetto', text: 'INSERT INTO effetto (numero) VALUES ($1)' };

/** The same three rows, in one transaction each, by a program that does nothing else. */
const SCRIPT = `BEGIN;
INSERT INTO inps_gateway.inbox (id, ente, key, type, envelope, sealed, state) VALUES (gen_random_uuid(), 'A', 'k', 'fatto.detto.v1', '{}', false, 'done');
INSERT INTO inps_gateway.effetto (numero) VALUES (1);
INSERT INTO inps_gateway.outbox (id, ente, type, envelope, sealed, body) VALUES (gen_random_uuid(), 'A', 'fatto.ripetuto.v1', '{}', false, '{"numero":1}');
COMMIT;
`;

/** From messages in the queue to inbox, effect and outgoing message committed; both stages and their bookkeeping included. */
export default {
  id: 'B6',
  title: 'effect-once consumer: inbox + row + outbox committed',
  async run(context: BenchContext): Promise<BenchRow[]> {
    if (context.amqpUrl === undefined) return [];
    const apps = [SENDER, RECEIVER].map((app) => ({
      app,
      migrations: [...MESSAGING_MIGRATIONS, effects],
      poolSize: CONNECTIONS + 4,
    }));
    const database = await createTestDatabase(apps, context.databaseUrl);
    const broker = await createTestBroker(context.amqpUrl);
    const script = join(context.folder, 'b6.sql');
    await writeFile(script, SCRIPT);
    const bench = { context, database, broker, receiver: await database.open(RECEIVER) };
    try {
      const rows: BenchRow[] = [];
      for (const [id, group, what] of [
        ['B6a', 1, 'one transaction per message'],
        ['B6b', 50, 'up to 50 messages per transaction'],
      ] as const) {
        const { ours, floor, ratio } = await alternate({
          rounds: context.rounds,
          ours: () => consume(bench, group),
          floor: () => pgbench(database.adminUrl, script),
        });
        const goal = group === 1 ? { atLeast: 0.4 } : undefined;
        rows.push({ id, what, ours, floor, ratio, unit: 'messages/s', goal });
      }
      return rows;
    } finally {
      await broker.drop({ exchanges: ['messaggi'], queues: [...APPS] });
      await database.drop();
    }
  },
} satisfies Bench;

interface Prepared {
  readonly context: BenchContext;
  readonly database: TestDatabase;
  readonly broker: TestBroker;
  readonly receiver: Database;
}

async function consume({ context, database, broker, receiver }: Prepared, group: number): Promise<number> {
  const prefix = broker.prefix.slice(0, -1);
  const transport = { kind: 'rabbitmq', url: context.amqpUrl! } as const;
  await fillQueue(await database.open(SENDER), transport, prefix);
  // The relay works from the first message on: its share belongs to the measure.
  const tuning = { workers: CONNECTIONS, group, lookahead: 1_000, settleMs: 0 };
  const bus = new Bus(receiver, { app: RECEIVER, transport, prefix, topology: TOPOLOGY, tuning });
  const handler: Handler = {
    type: FATTO,
    call: async (body, { tx }) => {
      const { numero } = body as Fatto;
      await tx.execute(EFFECT, [numero]);
      await bus.outbox.publish(tx, ECO, { numero }, { key: 'k', ente: 'A' });
    },
  };
  const before = await done();
  try {
    return await perSecond(MESSAGES, async () => {
      await bus.open([handler]);
      while ((await done()) - before < MESSAGES) await new Promise((resolve) => setTimeout(resolve, 5));
    });
  } finally {
    await bus.close();
  }
}

/** Puts the round's messages into the queue, and goes away. */
async function fillQueue(
  sender: Database,
  transport: { kind: 'rabbitmq'; url: string },
  prefix: string,
): Promise<void> {
  const bus = new Bus(sender, { app: SENDER, transport, prefix, topology: TOPOLOGY });
  await bus.open([]);
  for (let from = 0; from < MESSAGES; from += 1_000) {
    const messages = Array.from({ length: 1_000 }, (_, at) => ({
      body: { numero: from + at },
      key: `chiave ${from + at}`,
      ente: `ente ${at % 50}`,
    }));
    await sender.transaction('api', {}, (tx) => bus.outbox.publishMany(tx, FATTO, messages));
  }
  while ((await sender.statement('consumer', {}, 'SELECT 1 FROM outbox LIMIT 1')).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await bus.close();
}

async function done(): Promise<number> {
  const { values } = await metrics.counter('snodo_messaging_handled_total', '', ['app', 'outcome']).get();
  return values.find(({ labels }) => labels.app === RECEIVER && labels.outcome === 'done')?.value ?? 0;
}

async function pgbench(url: string, script: string): Promise<number> {
  const settings = ['-n', '-M', 'prepared', '-c', String(CONNECTIONS), '-j', '2', '-T', '3', '-f', script, url];
  const child = spawn('pgbench', settings, { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  const rate = /tps = ([\d.]+)/.exec(output)?.[1];
  if (rate === undefined) throw new Error('pgbench gave no rate');
  return Number(rate);
}
