import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import { KeyRing } from '#libs/security';
import { randomBytes } from 'node:crypto';
import { conformance } from './conformance/conformance.js';
import { LATECOMER, RECEIVER, SENDER, TEST_MIGRATIONS } from './conformance/stage.js';

let database: TestDatabase;

conformance({
  name: 'PostgreSQL alone (embedded)',
  eventually,
  async prepare() {
    database = await createTestDatabase(
      [SENDER, RECEIVER, LATECOMER].map((app) => ({ app, migrations: TEST_MIGRATIONS, poolSize: 8 })),
    );
    return {
      transport: { kind: 'embedded' },
      prefix: `t${randomBytes(5).toString('hex')}`,
      keyRing: KeyRing.fromSetting(randomBytes(32).toString('base64')),
      database: (app) => database.open(app),
    };
  },
  cleanUp: () => database.drop(),
});
