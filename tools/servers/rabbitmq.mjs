import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { folderFor, readIfThere, serverAccount, writePrivate } from './account.mjs';
import { greetRabbit } from './greetings.mjs';
import { freePort } from './ports.mjs';
import { guard, isAlive, killFamily, signal, startServer, waitGone } from './processes.mjs';

const SERVERS = [
  '/usr/lib/rabbitmq/bin/rabbitmq-server',
  '/opt/homebrew/opt/rabbitmq/sbin/rabbitmq-server',
  '/usr/local/opt/rabbitmq/sbin/rabbitmq-server',
];

/**
 * The RabbitMQ programs of this machine: the server script and the folders of its Erlang, or undefined. The scripts in
 * /usr/sbin are not used: they insist on root or on the account `rabbitmq`.
 */
export function findRabbitPrograms(servers = SERVERS, path = process.env.PATH) {
  const server = servers.find(existsSync);
  const erlang = [...path.split(delimiter), '/usr/bin', '/opt/homebrew/bin'].find((at) => existsSync(join(at, 'erl')));
  if (server === undefined || erlang === undefined) return undefined;
  const epmd = [erlang, '/usr/lib/erlang/bin', '/opt/homebrew/lib/erlang/bin'].find((at) =>
    existsSync(join(at, 'epmd')),
  );
  return epmd && { server, path: [erlang, epmd] };
}

/**
 * Starts a RabbitMQ of our own on a loopback port, with its files in `dir`: its own node name space (epmd), cookie and
 * credentials, no plugins. As root it runs under the account `rabbitmq` or `nobody`; see `folderFor` for the files.
 */
export async function startPrivateRabbit({ dir, port, programs = findRabbitPrograms() }) {
  if (programs === undefined) throw new Error('RabbitMQ is not installed on this machine');
  const account = serverAccount(['rabbitmq']);
  const folder = folderFor(dir, account);
  const server = {
    programs,
    account,
    folder,
    port,
    fixedPort: port !== undefined,
    password: prepareFolder(folder, account),
  };
  await launch(server);
  return {
    dir: folder,
    get url() {
      return urlOf(server);
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

function prepareFolder(folder, account) {
  const passwordFile = join(folder, 'password');
  const password = readIfThere(passwordFile) ?? randomBytes(18).toString('hex');
  writePrivate(passwordFile, password, account);
  for (const name of ['mnesia', 'log']) {
    mkdirSync(join(folder, name), { recursive: true });
    if (account !== undefined) chownSync(join(folder, name), account.uid, account.gid);
  }
  const cookie = join(folder, '.erlang.cookie');
  if (!existsSync(cookie)) writePrivate(cookie, randomBytes(24).toString('hex'), account, 0o400);
  writePrivate(join(folder, 'enabled_plugins'), '[].\n', account);
  writePrivate(join(folder, 'advanced.config'), '[].\n', account);
  return password;
}

async function launch(server) {
  const { folder, account, programs } = server;
  const log = join(folder, 'log', 'start.log');
  let reason;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (!server.fixedPort) server.port = await freePort();
    const env = await environment(server);
    writePrivate(join(folder, 'rabbitmq.conf'), configuration(server), account);
    // Our own epmd: a shared one would outlive the node and let private nodes see each other's names.
    const epmd = await startServer('epmd', ['-port', env.ERL_EPMD_PORT, '-address', '127.0.0.1'], {
      account,
      cwd: folder,
      env,
      log,
    });
    const node = await startServer(programs.server, [], { account, cwd: folder, env, log });
    Object.assign(server, { epmdPid: epmd.pid, pid: node.pid });
    server.dismissGuard = guard([`-${node.pid}`, `-${epmd.pid}`], 'KILL');
    reason = await untilReady(server);
    if (reason === undefined) return;
    await kill9(server);
  }
  throw new Error(`RabbitMQ did not start (${reason}); its log is ${log}: ${lastLines(log)}`);
}

async function environment({ folder, programs, port }) {
  return {
    PATH: [...programs.path, process.env.PATH].join(delimiter),
    HOME: folder,
    LANG: 'C.UTF-8',
    ERL_EPMD_PORT: String(await freePort()),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_CRASH_DUMP_SECONDS: '0',
    RABBITMQ_NODENAME: 'snodo@localhost',
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(await freePort()),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_PID_FILE: join(folder, 'rabbitmq.pid'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_CONFIG_FILES: join(folder, 'conf.d'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    // Makes the start script become the server instead of waiting for it: one pid, signals straight to it.
    RUNNING_UNDER_SYSTEMD: 'true',
    ...programs.env,
  };
}

function configuration({ port, password }) {
  const settings = {
    'listeners.tcp.local': `127.0.0.1:${port}`,
    default_user: 'snodo',
    default_pass: password,
    'log.file.level': 'warning',
    'disk_free_limit.absolute': '200MB',
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

async function untilReady(server, seconds = 90) {
  const end = Date.now() + seconds * 1000;
  let reason = 'not ready';
  while (Date.now() < end) {
    if (!isAlive(server.pid)) return `the server ended at once (${reason})`;
    reason = await greetRabbit(urlOf(server));
    if (reason === undefined) return isAlive(server.pid) ? undefined : 'another server answered on its port';
    await pause(100);
  }
  return reason;
}

async function stop(server, remove) {
  server.dismissGuard?.();
  if (server.pid !== undefined && isAlive(server.pid)) {
    signal(server.pid, 'SIGTERM');
    await waitGone([server.pid], 30);
  }
  await kill9(server);
  if (remove) rmSync(server.folder, { recursive: true, force: true });
}

async function kill9(server) {
  server.dismissGuard?.();
  for (const pid of [server.pid, server.epmdPid]) {
    if (pid !== undefined && isAlive(pid)) await killFamily(pid);
  }
}

function urlOf({ port, password }) {
  return `amqp://snodo:${password}@127.0.0.1:${port}`;
}

function lastLines(path) {
  return (readIfThere(path) ?? '').trim().split('\n').slice(-4).join(' | ');
}
