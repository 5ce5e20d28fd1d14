import { fail } from './prepare/ending.mjs';
import { compile } from './prepare/compile.mjs';
import { installPackages } from './prepare/packages.mjs';

/** `npm run check [name …]`: everything that is held without running the hub. All checks run, one line each. */
async function main(wanted) {
  const say = (line) => console.log(`  ${line}`);
  await installPackages(say);
  await compile(say).catch(() => say('the code does not compile: see "types"'));
  // Only now: the checks use packages.
  const { CHECKS } = await import('./check/checks.mjs');
  let red = 0;
  for (const check of CHECKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const started = Date.now();
    const outcome = await check.run().catch((error) => ({ faults: [error.message] }));
    const { faults = [], skipped, remark } = outcome;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const word = skipped ? 'skipped' : faults.length > 0 ? 'FAILED' : 'ok';
    console.log(
      `${word.padEnd(8)}${check.name.padEnd(18)}${seconds.padStart(5)} s  ${skipped ?? remark ?? check.what}`,
    );
    for (const fault of faults.slice(0, 40)) console.log(`          ${fault.replaceAll('\n', '\n          ')}`);
    if (faults.length > 40) console.log(`          … and ${faults.length - 40} more`);
    if (faults.length > 0) red += 1;
  }
  console.log(red === 0 ? 'all checks ok' : `${red} check(s) failed`);
  if (red > 0) process.exitCode = 1;
}

await main(process.argv.slice(2)).catch(fail);
