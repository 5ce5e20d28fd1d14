import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { type DynamicModule, Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';
import { MESSAGING_MIGRATIONS } from './tables.js';
import { MessagingModule } from './messaging.module.js';

const PATH = '/rest/amministrazione/v1/ingestion/messaggi-parcheggiati';
const ID = '0197a5d0-0000-7000-8000-00000000000';

describe('the operators page of parked messages', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    database = await createTestDatabase([{ app: 'ingestion', migrations: MESSAGING_MIGRATIONS }]);
    @Module({})
    class Persistence {}
    const persistence: DynamicModule = {
      module: Persistence,
      providers: [{ provide: Database, useValue: await database.open('ingestion') }],
      exports: [Database],
    };
    const messaging = MessagingModule.forApp({
      app: 'ingestion',
      transport: { kind: 'embedded' },
      imports: [persistence],
    });
    app = await NestFactory.create<NestFastifyApplication>(messaging, new FastifyAdapter(), { logger: false });
    app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    for (const n of [1, 2, 3]) {
      await database.admin(
        `INSERT INTO ingestion.inbox (id, ente, key, type, envelope, sealed, body, state, attempts, reason)
          VALUES ($1, 'A', 'k', $2, '{"name":"x"}', false, 'SECRET', 'parked', 3, 'PermanentError: no')`,
        [`${ID}${n}`, n === 3 ? 'altro.v1' : 'x.v1'],
      );
    }
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('lists envelope and reason by pages, never a body', async () => {
    const http = supertest(app.getHttpServer());
    const first = await http.get(`${PATH}?tipo=x.v1&limit=1`).expect(200);
    expect(first.body).toMatchObject({
      totale: 2,
      messaggi: [{ messaggio: `${ID}1`, tentativi: 3, motivo: 'PermanentError: no' }],
    });
    const second = await http.get(`${PATH}?tipo=x.v1&limit=1&cursor=${first.body.successivo}`).expect(200);
    expect(second.body.messaggi).toMatchObject([{ messaggio: `${ID}2` }]);
    expect(first.text + second.text).not.toContain('SECRET');
    for (const limit of ['0', '501', '1e2', '0x10', '%201', '1.0'])
      await http.get(`${PATH}?limit=${limit}`).expect(400);
    await http.get(`${PATH}?cursor=x`).expect(400);
  });

  it('puts chosen messages back to work', async () => {
    const http = supertest(app.getHttpServer());
    await http
      .post(`${PATH}/riprese`)
      .send({ messaggi: ['no'] })
      .expect(400);
    const one = await http
      .post(`${PATH}/riprese`)
      .send({ messaggi: [`${ID}3`] })
      .expect(200);
    expect(one.body).toEqual({ rimessi: 1 });
    const rest = await http.post(`${PATH}/riprese`).send({ tipo: 'x.v1' }).expect(200);
    expect(rest.body).toEqual({ rimessi: 2 });
    const left = await database.admin(
      `SELECT count(*)::int AS n FROM ingestion.inbox WHERE state = 'pending' AND attempts = 0`,
    );
    expect(left).toEqual([{ n: 3 }]);
  });

  it('cannot read a body even if it tried: the role of the page has no right to it', async () => {
    const opened = await database.open('ingestion');
    await expect(opened.statement('api', {}, 'SELECT body FROM inbox')).rejects.toThrow('permission denied');
    await expect(opened.statement('api', {}, 'DELETE FROM outbox')).rejects.toThrow('permission denied');
  });
});
