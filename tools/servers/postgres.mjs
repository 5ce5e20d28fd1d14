import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { folderFor, readIfThere, serverAccount, writePrivate } from './account.mjs';
import { greetPostgres } from './greetings.mjs';
import { freePort } from './ports.mjs';
import { guard, isAlive, killFamily, signal, startServer, waitGone } from './processes.mjs';

const PLACES = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/usr/pgsql'];
const OLDEST = 15;

/** The `bin` folder of the newest PostgreSQL server (15 or later) installed on this machine, or undefined. */
export function findPostgresPrograms(places = PLACES) {
  const versions = places
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place).map((name) => ({ bin: join(place, name, 'bin'), version: versionIn(name) })))
    .filter(({ bin, version }) => version >= OLDEST && existsSync(join(bin, 'initdb')));
  return versions.sort((a, b) => b.version - a.version)[0]?.bin;
}

/**
 * Starts a PostgreSQL of our own on a loopback port, with its files in `dir` (made and initialised when empty), fsync on.
 * As root it runs under the account `postgres` or `nobody`; see `folderFor` for where the files then are. `settings` are those of
 * PostgreSQL by name, for measures that say with which they were made.
 */
export async function startPrivatePostgres({ dir, port, bin = findPostgresPrograms(), settings = {} }) {
  if (bin === undefined) throw new Error(`no PostgreSQL ${OLDEST} or later is installed on this machine`);
  const account = serverAccount(['postgres']);
  const folder = folderFor(dir, account);
  const server = {
    bin,
    account,
    folder,
    password: initialise(folder, bin, account),
    port,
    settings,
    fixedPort: port !== undefined,
  };
  await launch(server);
  return {
    dir: folder,
    get url() {
      return `postgres://postgres:${server.password}@127.0.0.1:${server.port}/postgres`;
    },
    get port() {
      return server.port;
    },
    get pid() {
      return server.pid;
    },
    stop: ({ remove = false } = {}) => stop(server, remove),
    kill9: () => kill9(server),
    restart: async () => {
      await stop(server, false);
      server.fixedPort = true;
      await launch(server);
    },
  };
}

function initialise(folder, bin, account) {
  const passwordFile = join(folder, 'password');
  const known = readIfThere(passwordFile);
  const cluster = join(folder, 'cluster');
  if (known !== undefined && existsSync(join(cluster, 'PG_VERSION'))) return known;
  rmSync(cluster, { recursive: true, force: true });
  const password = randomBytes(18).toString('hex');
  writePrivate(passwordFile, password, account);
  const init = (locale) =>
    spawnSync(
      join(bin, 'initdb'),
      ['-D', cluster, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', locale],
      {
        cwd: folder,
        env: environment(folder),
        encoding: 'utf8',
        ...(account && { uid: account.uid, gid: account.gid }),
      },
    );
  let outcome = init('--locale=C.UTF-8');
  if (outcome.status !== 0 && !existsSync(join(cluster, 'PG_VERSION'))) outcome = init('--no-locale');
  if (outcome.status !== 0) {
    rmSync(passwordFile, { force: true });
    throw new Error(`initdb failed in ${folder}: ${outcome.error?.message ?? outcome.stderr}`);
  }
  return password;
}

async function launch(server) {
  const log = join(server.folder, 'server.log');
  let reason;
  // A free port can be taken by another between the look and the use: then another is tried.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (!server.fixedPort) server.port = await freePort();
    const child = await startServer(join(server.bin, 'postgres'), serverArguments(server), {
      account: server.account,
      cwd: server.folder,
      env: environment(server.folder),
      log,
    });
    server.pid = child.pid;
    server.dismissGuard = guard([child.pid], 'QUIT');
    reason = await untilReady(server);
    if (reason === undefined) return;
    server.dismissGuard();
    if (isAlive(server.pid)) await killFamily(server.pid);
    // One that was told to stop a moment ago may still hold the files.
    await pause(300);
  }
  throw new Error(`PostgreSQL did not start (${reason}); its log is ${log}: ${lastLines(log)}`);
}

function serverArguments({ folder, port, settings: asked }) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    // Only TCP on loopback: a socket path in a deep folder would pass the system's limit of 107 bytes.
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    fsync: 'on',
    log_min_messages: 'warning',
    ...asked,
  };
  return [
    '-D',
    join(folder, 'cluster'),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

async function untilReady(server, seconds = 60) {
  const url = `postgres://postgres:${server.password}@127.0.0.1:${server.port}/postgres`;
  const end = Date.now() + seconds * 1000;
  let reason = 'not ready';
  while (Date.now() < end) {
    if (!isAlive(server.pid)) return `the server ended at once (${reason})`;
    reason = await greetPostgres(url);
    if (reason === undefined) return isAlive(server.pid) ? undefined : 'another server answered on its port';
    await pause(50);
  }
  return reason;
}

async function stop(server, remove) {
  server.dismissGuard?.();
  if (server.pid !== undefined && isAlive(server.pid)) {
    signal(server.pid, 'SIGINT');
    if (!(await waitGone([server.pid], 20))) await killFamily(server.pid);
  }
  if (remove) rmSync(server.folder, { recursive: true, force: true });
}

async function kill9(server) {
  server.dismissGuard?.();
  await killFamily(server.pid);
}

function environment(folder) {
  // LC_ALL because Debian's server asks for a locale even when the cluster has its own.
  return { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C', TZ: 'UTC' };
}

function versionIn(name) {
  return Number(/(\d+)(?:\.\d+)?$/.exec(name)?.[1] ?? 0);
}

function lastLines(path) {
  return (readIfThere(path) ?? '').trim().split('\n').slice(-3).join(' | ');
}
