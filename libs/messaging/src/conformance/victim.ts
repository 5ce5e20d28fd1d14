import type { AppName } from '#libs/contracts';
import { openDatabase } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import type { TransportOptions } from '../bus.js';
import { noting, RECEIVER, SENDER, Stage, TEST_MIGRATIONS } from './stage.js';

/** A process of its own, to be killed at any point: receives, and says new messages, until then. Its settings come as JSON. */
interface VictimSettings {
  readonly adminUrl: string;
  readonly password: string;
  readonly prefix: string;
  readonly keys: string;
  readonly transport: TransportOptions;
  readonly apps: readonly AppName[];
  /** Numbers of the messages to say, one transaction each; a line on standard output after each commit. */
  readonly say: readonly number[];
}

const settings = JSON.parse(process.argv[2] ?? '{}') as VictimSettings;
const stage = new Stage({
  transport: settings.transport,
  prefix: settings.prefix,
  keyRing: KeyRing.fromSetting(settings.keys),
  database: (app) =>
    (databases[app] ??= openDatabase({
      url: settings.adminUrl,
      password: settings.password,
      app,
      migrations: TEST_MIGRATIONS,
      poolSize: 8,
    })),
});
const databases: Partial<Record<AppName, ReturnType<typeof openDatabase>>> = {};

if (settings.apps.includes(RECEIVER)) await stage.bus(RECEIVER, [noting()]);
if (settings.apps.includes(SENDER)) {
  const sender = await stage.bus(SENDER);
  for (const numero of settings.say) {
    await stage.say(sender, [numero]);
    process.stdout.write(`said ${numero}\n`);
  }
}
process.stdout.write('ready\n');
process.once('SIGTERM', () => void stage.close().then(() => process.exit(0)));
