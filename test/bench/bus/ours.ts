import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { messageType, type Route } from '#libs/contracts';
import {
  Bus,
  Consumes,
  type MessageContext,
  MESSAGING_MIGRATIONS,
  MessagingModule,
  startMessaging,
  type Tuning,
} from '#libs/messaging';
import { HealthModule, metrics } from '#libs/observability';
import { Database, grant, migration } from '#libs/persistence';
import type { TestDatabase } from '#libs/testing';
import { type Carrier, EFFECT, Fatto, stumble } from './fatto.js';

const FATTO = messageType('fatto.detto', 1, Fatto);
export const SENDER = 'ingestion';
export const RECEIVER = 'inps-gateway';
const TOPOLOGY: readonly Route[] = [{ type: FATTO, from: [SENDER], to: [RECEIVER] }];

/** Messages that the sender commits together: ingestion says its accepted righe so. */
const COMMITTED_TOGETHER = 100;

export const BUS_MIGRATIONS = [
  ...MESSAGING_MIGRATIONS,
  migration(1763690400002, 'bench_effects', ({ consumer }) => [
    'CREATE TABLE effetto (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, numero integer NOT NULL)',
    grant('effetto', ['select', 'insert'], consumer),
  ]),
];

@Controller()
class FattoConsumer {
  @Consumes(FATTO)
  async handle(@Payload() fatto: Fatto, @Ctx() { tx }: MessageContext): Promise<void> {
    stumble(fatto);
    await tx.execute(EFFECT, [fatto.numero]);
  }
}

export interface OurOptions {
  readonly url: string;
  readonly prefix: string;
  readonly database: TestDatabase;
  readonly tuning: Partial<Tuning>;
}

/** Two apps of the hub in this process: one says, the other handles in a Nest application as in production. */
export async function startOurs({ url, prefix, database, tuning }: OurOptions): Promise<Carrier> {
  const transport = { kind: 'rabbitmq', url } as const;
  const common = { transport, prefix, topology: TOPOLOGY, tuning: { settleMs: 0, ...tuning } };
  const own = await database.open(SENDER);
  const sender = new Bus(own, { app: SENDER, ...common });
  const receiver = await receivingApp(common, await database.open(RECEIVER));
  await sender.open([]);
  while (!sender.connected || !receiver.get(Bus, { strict: false }).connected) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const before = await done();
  return {
    async sayAll(facts) {
      for (let from = 0; from < facts.length; from += COMMITTED_TOGETHER) {
        const messages = facts.slice(from, from + COMMITTED_TOGETHER).map((body) => ({
          body,
          key: `chiave ${body.numero}`,
          ente: `ente ${body.numero % 50}`,
        }));
        await own.transaction('api', {}, (tx) => sender.outbox.publishMany(tx, FATTO, messages));
      }
    },
    handled: async () => (await done()) - before,
    async close() {
      await sender.close();
      await receiver.close();
    },
  };
}

async function receivingApp(options: Omit<ConstructorParameters<typeof Bus>[1], 'app'>, opened: Database) {
  @Module({})
  class Persistence {}
  @Module({})
  class Receiver {}
  const persistence = {
    module: Persistence,
    providers: [{ provide: Database, useValue: opened }],
    exports: [Database],
  };
  const messaging = MessagingModule.forApp({ app: RECEIVER, ...options, imports: [persistence] });
  const receiver = { module: Receiver, imports: [persistence, messaging], controllers: [FattoConsumer] };
  @Module({ imports: [HealthModule, receiver] })
  class Root {}
  const app = await NestFactory.create(Root, new FastifyAdapter(), { logger: false });
  await startMessaging(app);
  await app.init();
  return app;
}

async function done(): Promise<number> {
  const { values } = await metrics.counter('snodo_messaging_handled_total', '', ['app', 'outcome']).get();
  return values.find(({ labels }) => labels.app === RECEIVER && labels.outcome === 'done')?.value ?? 0;
}
