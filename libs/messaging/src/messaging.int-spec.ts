import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AppName, messageType } from '#libs/contracts';
import { HealthModule } from '#libs/observability';
import { type Database, Database as DatabaseToken } from '#libs/persistence';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import {
  type ArgumentsHost,
  Catch,
  Controller,
  type DynamicModule,
  type ExceptionFilter,
  type INestApplication,
  Module,
  type PipeTransform,
  UseFilters,
  UsePipes,
} from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { IsInt } from 'class-validator';
import { randomBytes } from 'node:crypto';
import { throwError } from 'rxjs';
import {
  Consumes,
  ConsumesEach,
  type ItemOutcome,
  type MessageContext,
  MessagingModule,
  Outbox,
  PermanentError,
  startMessaging,
  UpstreamError,
} from '#libs/messaging';
import { NOTA, Nota, RECEIVER, SENDER, TEST_MIGRATIONS } from './conformance/stage.js';

class Lista {
  @IsInt({ each: true }) numeri: number[];
}
const LISTA = messageType('lista.scritta', 1, Lista);

const BOTH = [
  { type: NOTA, from: [SENDER], to: [SENDER, RECEIVER] },
  { type: LISTA, from: [SENDER], to: [SENDER, RECEIVER] },
] as const;

class Doubling implements PipeTransform {
  transform(value: unknown): unknown {
    return value instanceof Nota ? Object.assign(new Nota(), value, { numero: value.numero * 2 }) : value;
  }
}

@Catch(RangeError)
class Translating implements ExceptionFilter {
  catch(_error: RangeError, _host: ArgumentsHost) {
    return throwError(() => new PermanentError('out of range'));
  }
}

@Controller()
class NotaConsumer {
  @Consumes(NOTA)
  @UsePipes(Doubling)
  @UseFilters(Translating)
  async note(@Payload() { numero, testo }: Nota, @Ctx() { tx }: MessageContext): Promise<void> {
    if (numero === 26) throw new RangeError('thirteen');
    await tx.execute('INSERT INTO effetto (numero, nota) VALUES ($1, $2)', [numero, testo]);
  }

  /** Thirteen is hopeless. The upstream of a list with a zero is away the first time. */
  @ConsumesEach(LISTA, 'numeri')
  async list(@Payload() { numeri }: Lista, @Ctx() { tx, envelope }: MessageContext): Promise<readonly ItemOutcome[]> {
    const seen = upstreamAsked.has(envelope.id);
    upstreamAsked.add(envelope.id);
    if (numeri.includes(0) && !seen) throw new UpstreamError('nobody answers', 10);
    const good = numeri.filter((numero) => numero !== 13);
    await tx.execute(`INSERT INTO effetto (numero, nota) SELECT unnest($1::int[]), ''`, [good]);
    return numeri.map((numero) => (numero === 13 ? new PermanentError('thirteen') : 'applied'));
  }
}

/** Lists whose handling has asked the upstream. */
const upstreamAsked = new Set<string>();

// What the typing refuses: if one of these compiled, the unused directive would be an error.
export class WrongConsumers {
  // @ts-expect-error -- another payload than the contract's
  @Consumes(NOTA)
  async other(@Payload() _body: { altro: string }): Promise<void> {}

  // @ts-expect-error -- an answer: events have none
  @Consumes(NOTA)
  async answering(@Payload() _body: Nota): Promise<string> {
    return '';
  }
}

describe('messaging in Nest', () => {
  let database: TestDatabase;
  let prefix: string;
  let app: INestApplication;

  beforeEach(async () => {
    database = await createTestDatabase([SENDER, RECEIVER].map((name) => ({ app: name, migrations: TEST_MIGRATIONS })));
    prefix = `t${randomBytes(5).toString('hex')}`;
  });
  afterEach(async () => {
    await app.close();
    await database.drop();
  });

  /** One app as a module: its database, its messaging, its consumer. */
  async function moduleOf(name: AppName): Promise<DynamicModule> {
    const opened = await database.open(name);
    @Module({})
    class Persistence {}
    @Module({})
    class Feature {}
    const persistence = {
      module: Persistence,
      providers: [{ provide: DatabaseToken, useValue: opened }],
      exports: [DatabaseToken],
    };
    const messaging = MessagingModule.forApp({
      app: name,
      transport: { kind: 'embedded' },
      prefix,
      topology: BOTH,
      imports: [persistence],
      tuning: { pollMs: 50 },
    });
    return { module: Feature, imports: [persistence, messaging], controllers: [NotaConsumer], providers: [] };
  }

  async function start(...modules: DynamicModule[]): Promise<void> {
    @Module({})
    class Root {}
    app = await NestFactory.create({ module: Root, imports: [HealthModule, ...modules] }, new FastifyAdapter(), {
      logger: false,
    });
    await startMessaging(app);
    await app.init();
  }

  async function say(opened: Database, numero: number): Promise<void> {
    const body = { numero, testo: 'x' };
    await opened.transaction('api', {}, (tx) => new Outbox(undefined).publish(tx, NOTA, body, { key: 'k', ente: 'A' }));
  }

  async function sayList(opened: Database, numeri: number[]): Promise<void> {
    const to = { key: `k${numeri[0]}`, ente: 'A' };
    await opened.transaction('api', {}, (tx) => new Outbox(undefined).publish(tx, LISTA, { numeri }, to));
  }

  const effects = (name: AppName): Promise<number[]> =>
    database
      .admin<{ numero: number }>(`SELECT numero FROM ${name.replace('-', '_')}.effetto ORDER BY ordine`)
      .then((rows) => rows.map(({ numero }) => numero));

  it('runs pipes and filters of a consumer, and a filter may name the outcome', async () => {
    await start(await moduleOf(SENDER), await moduleOf(RECEIVER));
    const sender = await database.open(SENDER);
    await say(sender, 13);
    await say(sender, 4);
    await eventually(async () => expect(await effects(RECEIVER)).toEqual([8]));
    const parked = await database.admin(`SELECT reason FROM inps_gateway.inbox WHERE state = 'parked'`);
    expect(parked).toEqual([{ reason: 'PermanentError: out of range' }]);
  });

  it('tells apart the consumers of two apps in one process, each with its own database', async () => {
    await start(await moduleOf(SENDER), await moduleOf(RECEIVER));
    await say(await database.open(SENDER), 1);
    await eventually(async () => expect(await effects(RECEIVER)).toEqual([2]));
    await eventually(async () => expect(await effects(SENDER)).toEqual([2]));
    await eventually(async () => expect(await database.admin('SELECT 1 FROM ingestion.outbox')).toEqual([]));
  });

  it('parks of a batch only what its method refuses, and waits for an upstream without counting a try', async () => {
    await start(await moduleOf(SENDER), await moduleOf(RECEIVER));
    const sender = await database.open(SENDER);
    await sayList(sender, [1, 13, 2]);
    await sayList(sender, [0, 3]);
    await eventually(async () => expect((await effects(RECEIVER)).sort((a, b) => a - b)).toEqual([0, 1, 2, 3]));
    const rows = await database.admin(
      `SELECT state, attempts, reason, convert_from(body, 'UTF8')::json AS body FROM inps_gateway.inbox
        WHERE state <> 'done' OR attempts > 0`,
    );
    const reason = 'PermanentError: thirteen';
    expect(rows).toEqual([{ state: 'parked', attempts: 1, reason, body: { numeri: [13] } }]);
  });

  it('drains before the application closes, and refuses two consumers of one message in one app', async () => {
    await start(await moduleOf(SENDER), await moduleOf(RECEIVER));
    await say(await database.open(SENDER), 3);
    await eventually(async () => expect(await effects(RECEIVER)).toEqual([6]));
    await app.close();
    const twice = { ...(await moduleOf(SENDER)), controllers: [NotaConsumer, class Again extends NotaConsumer {}] };
    await expect(start(twice, await moduleOf(RECEIVER))).rejects.toThrow('two methods consume nota.scritta.v1');
  });
});
