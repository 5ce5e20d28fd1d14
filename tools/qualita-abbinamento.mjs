import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { compile } from './prepare/compile.mjs';
import { fail } from './prepare/ending.mjs';
import { sharedFolder } from './prepare/oracles.mjs';
import { installPackages } from './prepare/packages.mjs';
import { ROOT } from './prepare/place.mjs';

/** `npm run qualita:abbinamento [-- --registro=N --domande=N --semi=a,b]`: how well persons are linked, beside two baselines. */
async function main(args) {
  const say = (line) => process.stderr.write(`${line}\n`);
  await installPackages(say);
  await compile(say);
  const child = spawn(process.execPath, [join(ROOT, 'dist/test/qualita/qualita-abbinamento.js'), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, SNODO_SHARED: sharedFolder() },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('close', (code) => resolve(code ?? 1)).once('error', reject);
  });
}

await main(process.argv.slice(2)).catch(fail);
