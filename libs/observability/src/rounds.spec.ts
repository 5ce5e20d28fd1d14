import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { setLogLevel } from './logger.js';
import { Rounds } from './rounds.js';

/** Says of each round whether there is more, or fails. */
class Told extends Rounds {
  begun = 0;
  constructor(
    private readonly outcomes: readonly (boolean | Error)[],
    pause: number,
  ) {
    super('prova', pause);
  }
  protected round(): Promise<boolean> {
    const outcome = this.outcomes[this.begun] ?? false;
    this.begun += 1;
    return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
  }
}

beforeEach(() => setLogLevel('fatal'));
afterEach(() => setLogLevel('info'));

it('goes on at once while there is more, then waits; closing cuts the pause short', async () => {
  const rounds = new Told([true, true, false], 3_600_000);
  rounds.onApplicationBootstrap();
  for (let turns = 0; turns < 20; turns += 1) await turn();
  expect(rounds.begun).toBe(3);
  await rounds.beforeApplicationShutdown();
  expect(rounds.begun).toBe(3);
});

it('outlives what fails', async () => {
  const rounds = new Told([new Error('gone'), new Error('still gone')], 1);
  rounds.onApplicationBootstrap();
  while (rounds.begun < 4) await turn();
  await rounds.beforeApplicationShutdown();
});
