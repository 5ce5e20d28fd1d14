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
 * `npm start`: prepares the machine, starts hub and simulators, sends three sample deliveries, says what happened, stays up.
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
    const { env, hubUrl } = await startPrograms(prepared, programs, say);
    await tellAccount({ env, hubUrl, folder: prepared.place.folder, say, transport: env.SNODO_TRANSPORT });
    if (args.includes('--once')) return;
    console.log('\nSnodo stays up. Ctrl-C stops everything that was started here.');
    throw new Error(await Promise.race(programs.map(({ ended }) => ended)));
  }, stop);
}

async function startPrograms(prepared, programs, say) {
  const hub = await portFrom(Number(process.env.SNODO_PORT ?? 3000));
  const simulatori = await portFrom(hub + 1);
  if (hub !== 3000 && process.env.SNODO_PORT === undefined) say(`port 3000 is taken: the hub uses ${hub}`);
  const env = runEnvironment(prepared, { hub, simulatori });
  const { folder } = prepared.place;
  await run(process.execPath, [join(ROOT, 'dist/apps/hub/src/migra.js')], { cwd: ROOT, env });
  say('database: roles, schemas and migrations are in place');
  const start = async (name, script, readyUrl) => {
    const log = join(folder, `${name}.log`);
    rmSync(log, { force: true });
    programs.push(await startProgram({ name, script, env, log, readyUrl }));
  };
  const hubUrl = `http://localhost:${hub}`;
  const starts = await Promise.allSettled([
    start('simulatori', 'apps/simulatori/src/main.js', `http://127.0.0.1:${simulatori}/.well-known/jwks.json`),
    start('hub', 'apps/hub/src/main.js', `http://127.0.0.1:${hub}/health/ready`),
  ]);
  const failed = starts.find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  const settings = commandLine(hubUrl, env.SNODO_SIMULATORI_URL, env.SNODO_SIMULATORI_FOLDER);
  writeFileSync(join(folder, 'running.json'), JSON.stringify({ pid: process.pid, ...settings }));
  say(`hub ready at ${hubUrl}, simulators at ${env.SNODO_SIMULATORI_URL}`);
  return { env, hubUrl };
}

await main(process.argv.slice(2)).catch(fail);
