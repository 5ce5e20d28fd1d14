import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { compile } from './prepare/compile.mjs';
import { fail } from './prepare/ending.mjs';
import { installPackages } from './prepare/packages.mjs';
import { ROOT } from './prepare/place.mjs';
import { runningHub } from './run/environment.mjs';

/** `npm run -s snodo -- …`: the command line program, compiled first when needed. Its output stays alone on stdout. */
async function main(args) {
  const say = (line) => process.stderr.write(`${line}\n`);
  await installPackages(say);
  await compile(say);
  const program = join(ROOT, 'dist/apps/cli/src/main.js');
  const child = spawn(process.execPath, [program, ...args], {
    stdio: 'inherit',
    env: { ...runningHub(), ...process.env },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('close', (code) => resolve(code ?? 130)).once('error', reject);
  });
}

await main(process.argv.slice(2)).catch(fail);
