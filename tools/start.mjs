import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tellAccount } from './run/account.mjs';
import { commandLine, runEnvironment } from './run/environment.mjs';
import { startProgram } from './run/processes.mjs';
import { run } from './prepare/command.mjs';
import { andThenStop, fail } from './prepare/ending.mjs';
import { ROOT } from './prepare/place.mjs';
import { prepare } from './prepare.mjs';
import { portFrom } from './servers/ports.mjs';

/**
 * `npm start`: prepares the machine, starts hub and simulators, sends sample deliveries, says what happened, stays up.
 * With `--once` it leaves after the account. Ctrl-C stops all that was started here.
 */
async function main(args) {
  const started = Date.now();
  const say = (line) => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  console.log('Snodo: preparing this machine');
  const prepared = await prepare({ kind: 'start', say });
  const programs = [];
  const stop = async () => {
    say('stopping');
    rmSync(join(prepared.place.folder, 'running.json'), { force: true });
    for (const program of programs.toReversed()) await program.stop();
    await prepared.stop();
    say('stopped');
  };
  await andThenStop(async () => {
    const env = await startPrograms(prepared, programs, say);
    await tellAccount({ env, place: prepared.place, say });
    if (args.includes('--once')) return;
    console.log('\nSnodo stays up. Ctrl-C stops everything that was started here.');
    throw new Error(await Promise.race(programs.map(({ ended }) => ended)));
  }, stop);
}

async function startPrograms(prepared, programs, say) {
  await run(process.execPath, [join(ROOT, 'dist/apps/hub/src/migra.js')], { cwd: ROOT, env: runEnvironment(prepared) });
  say('database: roles, schemas and migrations are in place');
  for (let attempt = 1; ; attempt += 1) {
    const ports = await freePorts(prepared.place.number, say);
    const env = runEnvironment(prepared, ports);
    try {
      programs.push(...(await startBoth(env, ports, prepared.place.folder)));
      writeFileSync(
        join(prepared.place.folder, 'running.json'),
        JSON.stringify({ pid: process.pid, ...commandLine(env) }),
      );
      say(`hub ready at ${env.SNODO_URL}, simulators at ${env.SNODO_SIMULATORI_URL}`);
      return env;
    } catch (error) {
      // Another run took the port between our look and the hub's use of it.
      if (attempt === 5 || !error.message.includes('EADDRINUSE')) throw error;
    }
  }
}

/** Runs of one checkout begin to look at different ports. */
async function freePorts(number, say) {
  const wanted = Number(process.env.SNODO_PORT ?? 3000);
  const hub = await portFrom(wanted + 2 * number);
  if (hub !== wanted) say(`port ${wanted} is taken: the hub uses ${hub}`);
  return { hub, simulatori: await portFrom(hub + 1) };
}

async function startBoth(env, ports, folder) {
  const start = (name, readyUrl) => {
    const log = join(folder, `${name}.log`);
    rmSync(log, { force: true });
    return startProgram({ name, script: `apps/${name}/src/main.js`, env, log, readyUrl });
  };
  const starts = await Promise.allSettled([
    start('simulatori', `http://127.0.0.1:${ports.simulatori}/.well-known/jwks.json`),
    start('hub', `http://127.0.0.1:${ports.hub}/health/ready`),
  ]);
  const failed = starts.find(({ status }) => status === 'rejected');
  const started = starts.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  if (failed === undefined) return started;
  for (const program of started) await program.stop();
  throw failed.reason;
}

await main(process.argv.slice(2)).catch(fail);
