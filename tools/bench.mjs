import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { andThenStop, fail } from './prepare/ending.mjs';
import { ROOT } from './prepare/place.mjs';
import { prepare } from './prepare.mjs';

/**
 * `npm run bench [B1 B4 …] [--rounds=N]`: measures ours against floors of the same machine in the same run. The servers are
 * private ones with known settings unless SNODO_SERVERS says otherwise: figures of a shared server say nothing.
 */
async function main(args) {
  const say = (line) => console.log(`  ${line}`);
  const env = { SNODO_SERVERS: 'private,package,embedded', ...process.env };
  const prepared = await prepare({ kind: 'bench', keepFiles: false, say, env });
  await andThenStop(async () => {
    const child = spawn(process.execPath, ['--expose-gc', join(ROOT, 'dist/test/bench/run-benches.js'), ...args], {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, SNODO_ENV: 'test', DATABASE_URL: prepared.databaseUrl, AMQP_URL: prepared.amqpUrl ?? '' },
    });
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
    const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
    if (code !== 0) process.exitCode = 1;
  }, prepared.stop);
}

await main(process.argv.slice(2)).catch(fail);
