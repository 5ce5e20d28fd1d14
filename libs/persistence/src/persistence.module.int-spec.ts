import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Health } from '#libs/observability';
import { createTestDatabase, SetClock, type TestDatabase } from '#libs/testing';
import { Inject, Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';

import { Clock } from './clock.js';
import { Database } from './database.js';
import { migration } from './migration.js';
import { PersistenceModule } from './persistence.module.js';

const schema = migration(1764000000000, 'nulla', () => []);

@Injectable()
class Uso {
  constructor(
    @Inject(Database) readonly database: Database,
    @Inject(Clock) readonly clock: Clock,
  ) {}
}

describe('the persistence module', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(['ingestion', 'nomenclatore'].map((app) => ({ app, migrations: [schema] })));
  });
  afterAll(() => test.drop());

  const persistenceOf = (app: string): ReturnType<typeof PersistenceModule.forApp> =>
    PersistenceModule.forApp({ url: test.adminUrl, password: test.password, app, migrations: [schema], poolSize: 1 });

  it('gives each app of one process its own database, and tells when one does not answer', async () => {
    @Module({ imports: [persistenceOf('ingestion')], providers: [{ provide: 'ingestion', useClass: Uso }] })
    class Ingestion {}
    @Module({ imports: [persistenceOf('nomenclatore')], providers: [{ provide: 'nomenclatore', useClass: Uso }] })
    class Nomenclatore {}
    const hub = await Test.createTestingModule({ imports: [Ingestion, Nomenclatore] }).compile();
    await hub.init();

    for (const app of ['ingestion', 'nomenclatore']) {
      const { database } = hub.get<Uso>(app, { strict: false });
      expect(await database.statement('api', {}, 'SELECT current_schema() AS schema')).toEqual([{ schema: app }]);
    }
    expect((await hub.get(Health).readiness()).checks.map(({ name, ready }) => [name, ready])).toEqual([
      ['ingestion.database', true],
      ['nomenclatore.database', true],
    ]);

    await hub.get<Uso>('ingestion', { strict: false }).database.close();
    expect((await hub.get(Health).readiness()).ready).toBe(false);
    await hub.close();
  });

  it('lets tests set the clock', async () => {
    @Module({ imports: [persistenceOf('ingestion')], providers: [Uso] })
    class Ingestion {}
    const clock = new SetClock();
    const app = await Test.createTestingModule({ imports: [Ingestion] })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    clock.set('2026-02-03T04:05:06.000Z');
    clock.advance(1_000);
    expect(app.get(Uso).clock.now().toISOString()).toBe('2026-02-03T04:05:07.000Z');
    await app.close();
  });
});
