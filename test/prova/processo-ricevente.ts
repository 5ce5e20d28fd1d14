import { Bus } from '#libs/messaging';
import { openDatabase } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { RICEVENTE_MIGRATIONS, ricezione } from './ricevente.js';

/** The receiver of the tests in a process of its own, to be killed like any other. */
const env = process.env as Record<string, string>;
const database = await openDatabase({
  url: env['DATABASE_URL']!,
  password: env['SNODO_INGESTION_DB_PASSWORD'],
  app: 'inps-gateway',
  migrations: RICEVENTE_MIGRATIONS,
  poolSize: 4,
});
const bus = new Bus(database, {
  app: 'inps-gateway',
  transport: { kind: 'rabbitmq', url: env['AMQP_URL']! },
  prefix: env['SNODO_BUS_PREFIX']!,
  keyRing: KeyRing.fromSetting(env['SNODO_CHIAVI_MESSAGGI']!),
});
await bus.open([ricezione]);
process.stdout.write('PRONTO ricevente\n');
