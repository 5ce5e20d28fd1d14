import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasProgram, run } from './command.mjs';

/** Whether packages of Debian can be had here (installing needs root besides). */
export async function hasApt() {
  return existsSync('/etc/debian_version') && (await hasProgram('apt-get'));
}

/** Installs packages with apt-get, as root; the list of packages is refreshed once when they are not found. */
export async function aptInstall(...names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...names], { env });
  try {
    await install();
  } catch {
    await run('apt-get', ['update'], { env });
    await install();
  }
}

/**
 * RabbitMQ with its Erlang from Debian's packages, unpacked into `folder` without root and without touching the system.
 * Gives the programs as `startPrivateRabbit` wants them.
 */
export async function unpackRabbit(folder) {
  const root = join(folder, 'root');
  if (!existsSync(join(root, '.complete'))) {
    rmSync(root, { recursive: true, force: true });
    const packages = join(folder, 'packages');
    rmSync(packages, { recursive: true, force: true });
    mkdirSync(packages, { recursive: true });
    const names = await withErlangDependencies('rabbitmq-server');
    await run('apt-get', ['download', ...names], { cwd: packages });
    for (const file of readdirSync(packages)) await run('dpkg', ['-x', join(packages, file), root]);
    rmSync(packages, { recursive: true });
    pointErlangTo(root);
    writeFileSync(join(root, '.complete'), '');
  }
  const erlang = join(root, 'usr/lib/erlang/bin');
  const libraries = join(
    root,
    'usr/lib',
    readdirSync(join(root, 'usr/lib')).find((name) => name.endsWith('-linux-gnu')) ?? '',
  );
  return {
    server: join(root, 'usr/lib/rabbitmq/bin/rabbitmq-server'),
    path: [erlang],
    env: { LD_LIBRARY_PATH: libraries },
  };
}

/** The package and those of its dependencies that a machine without Erlang lacks. */
async function withErlangDependencies(name) {
  const { stdout } = await run('apt-cache', [
    'depends',
    '--recurse',
    '--no-recommends',
    '--no-suggests',
    '--no-conflicts',
    '--no-breaks',
    '--no-replaces',
    '--no-enhances',
    name,
  ]);
  const found = stdout.split('\n').filter((line) => /^(erlang-|libsctp1$|rabbitmq-server$)/.test(line));
  return [...new Set(found)].filter(
    (one) =>
      !/^erlang-(x11|wx|gs|observer|debugger|et|reltool|dialyzer|doc|src|dev|jinterface|examples|manpages|mode|nox|odbc|edoc|erl-docgen|megaco|diameter)$/.test(
        one,
      ),
  );
}

/** Debian's `erl` has the place of its installation written in it and heeds no variable. */
function pointErlangTo(root) {
  const script = join(root, 'usr/lib/erlang/bin/erl');
  const text = readFileSync(script, 'utf8').replace(/^ROOTDIR=.*$/m, `ROOTDIR="${join(root, 'usr/lib/erlang')}"`);
  writeFileSync(`${script}.new`, text, { mode: 0o755 });
  renameSync(`${script}.new`, script);
}
