import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { andThenStop, fail } from './prepare/ending.mjs';
import { missingOracles, sharedFolder } from './prepare/oracles.mjs';
import { ROOT } from './prepare/place.mjs';
import { prepare } from './prepare.mjs';

/** Tests that need a real broker say so in their names; without one they count as skipped, aloud. */
const WITHOUT_BROKER = '--testNamePattern=^(?!.*(rabbitmq|broker))';

const KINDS = { breve: ['spec', 'int-spec', 'e2e-spec'], lungo: ['lungo-spec'] };

/** `node tools/test.mjs [--lungo] [jest arguments]`: prepares the machine, runs the tests, ends with `N passed, N failed`. */
async function main(args) {
  const kind = args.includes('--lungo') ? 'lungo' : 'breve';
  const forJest = args.filter((argument) => argument !== '--lungo');
  const say = (line) => console.log(`  ${line}`);
  console.log('preparing the machine');
  const prepared = await prepare({ kind: 'test', keepFiles: false, say });
  await andThenStop(async () => {
    const skipped = await missingOracles(say);
    if (prepared.amqpUrl === undefined) skipped.push('no RabbitMQ is here: tests against a real broker are skipped');
    const results = await runJest(kind, forJest, prepared);
    for (const line of skipped) console.log(`not checked: ${line}`);
    report(results);
  }, prepared.stop);
}

async function runJest(kind, args, { databaseUrl, amqpUrl, place }) {
  const outputFile = join(place.folder, 'results.json');
  rmSync(outputFile, { force: true });
  const byBroker = amqpUrl === undefined ? [WITHOUT_BROKER] : [];
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const child = spawn(
    process.execPath,
    [jest, '-c', 'config/jest.config.mjs', '--json', `--outputFile=${outputFile}`, ...byBroker, ...args],
    {
      cwd: ROOT,
      // The JSON is also printed: it goes nowhere, the readable report is on the other stream.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS:
          `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
        SNODO_ENV: 'test',
        SNODO_TEST_KINDS: KINDS[kind].join(','),
        SNODO_SHARED: sharedFolder(),
        DATABASE_URL: databaseUrl,
        AMQP_URL: amqpUrl ?? '',
      },
    },
  );
  const stopWithUs = () => child.kill('SIGTERM');
  process.once('SIGINT', stopWithUs).once('SIGTERM', stopWithUs);
  const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  if (!existsSync(outputFile)) throw new Error(`jest ended with code ${code} and no results`);
  return JSON.parse(readFileSync(outputFile, 'utf8'));
}

/** A suite that does not even load counts as one failed test; a run without tests is a failure. */
function report(results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  if (failed > 0 || results.numPassedTests === 0 || results.wasInterrupted) process.exitCode = 1;
  console.log(`\n${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}

await main(process.argv.slice(2)).catch(fail);
