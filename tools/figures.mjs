import { fail } from './prepare/ending.mjs';
import { installPackages } from './prepare/packages.mjs';

/** `npm run figures`: the figures that the style of the house watches, one line each. Alarms, not targets. */
async function main() {
  await installPackages((line) => console.log(line));
  const { houseFigures } = await import('./check/house-figures.mjs');
  for (const { what, value, watch, alarm } of houseFigures()) {
    console.log(`${alarm ? '!' : ' '} ${what.padEnd(58)} ${value.padStart(14)}   ${watch}`);
  }
}

await main().catch(fail);
