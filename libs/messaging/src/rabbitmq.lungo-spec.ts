import { APPS } from '#libs/contracts';
import { KeyRing } from '#libs/security';
import { createTestBroker, createTestDatabase, eventually, type TestBroker, type TestDatabase } from '#libs/testing';
import { randomBytes } from 'node:crypto';
import { conformance } from './conformance/conformance.js';
import { LATECOMER, RECEIVER, SENDER, TEST_MIGRATIONS } from './conformance/stage.js';

let database: TestDatabase;
let broker: TestBroker;

conformance({
  name: 'RabbitMQ',
  eventually,
  async prepare() {
    const apps = [SENDER, RECEIVER, LATECOMER].map((app) => ({ app, migrations: TEST_MIGRATIONS, poolSize: 8 }));
    [database, broker] = await Promise.all([createTestDatabase(apps), createTestBroker()]);
    return {
      transport: { kind: 'rabbitmq', url: broker.url },
      prefix: broker.prefix.slice(0, -1),
      keyRing: KeyRing.fromSetting(randomBytes(32).toString('base64')),
      database: (app) => database.open(app),
    };
  },
  async cleanUp() {
    await broker.drop({ exchanges: ['messaggi'], queues: [...APPS] });
    await database.drop();
  },
});
