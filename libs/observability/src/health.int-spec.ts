import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import supertest from 'supertest';

import { Health } from './health.js';
import { HealthModule } from './health.module.js';
import { MetricsModule } from './metrics.module.js';

let app: NestFastifyApplication;

const start = async (metricsToken?: string): Promise<supertest.Agent> => {
  @Module({ imports: [HealthModule, MetricsModule.withToken(metricsToken)] })
  class Root {}
  const built = await Test.createTestingModule({ imports: [Root as Type] }).compile();
  app = built.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return supertest(app.getHttpServer());
};

afterEach(() => app.close());

describe('health', () => {
  it('is alive whatever it waits for, and ready when every check holds', async () => {
    const http = await start();
    const remove = app.get(Health).add('ingestion.database', () => Promise.reject(new Error('no answer')));
    app.get(Health).add('ingestion.riferimenti', () => undefined);

    await http.get('/health/live').expect(200, { status: 'ok' });
    const { body } = await http.get('/health/ready').expect(503);
    expect(body).toEqual({
      status: 'unready',
      checks: [
        { name: 'ingestion.database', ready: false, reason: 'no answer' },
        { name: 'ingestion.riferimenti', ready: true },
      ],
    });

    remove();
    await http.get('/health/ready').expect(200);
  });

  it('is unready while it shuts down', async () => {
    const http = await start();
    await http.get('/health/ready').expect(200);
    app.get(Health).drain();
    await http.get('/health/ready').expect(503);
  });

  it('counts a check that never answers as failed', async () => {
    const http = await start();
    app.get(Health).add('lento', () => new Promise<void>(() => undefined));
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    const readiness = app.get(Health).readiness();
    await jest.advanceTimersByTimeAsync(2_000);
    jest.useRealTimers();
    expect(await readiness).toMatchObject({ ready: false, checks: [{ name: 'lento', reason: 'no answer in time' }] });
    await http.get('/health/live').expect(200);
  });
});

describe('metrics', () => {
  it('without a token are for this machine, not for whom a proxy brings', async () => {
    const http = await start();
    const { text } = await http
      .get('/metrics')
      .expect(200)
      .expect('content-type', /^text\/plain/);
    expect(text).toContain('process_cpu_user_seconds_total');
    await http.get('/metrics').set('x-forwarded-for', '10.0.0.1').expect(404);
    await http.get('/metrics').set('forwarded', 'for=10.0.0.1').expect(404);
  });

  it('with a token are for whom presents it', async () => {
    const http = await start('un-gettone-di-prova');
    await http.get('/metrics').set('authorization', 'Bearer un-gettone-di-prova').expect(200);
    await http.get('/metrics').set('authorization', 'Bearer un-altro-gettone-pr').expect(404);
    await http.get('/metrics').expect(404);
  });
});
