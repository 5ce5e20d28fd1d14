import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { setLogLevel } from './logger.js';
import { type PeriodicTask, PeriodicTasks } from './periodic-tasks.js';

const EVERY_SECOND = '* * * * * *';

class Tasks extends PeriodicTasks {
  constructor(private readonly all: readonly PeriodicTask[]) {
    super('prova');
  }
  protected tasks(): readonly PeriodicTask[] {
    return this.all;
  }
}

beforeEach(() => {
  jest.useFakeTimers();
  setLogLevel('fatal');
});
afterEach(() => {
  jest.useRealTimers();
  setLogLevel('info');
});

it('what failed is done again at its next time, and stops nothing else', async () => {
  const done: string[] = [];
  const tasks = new Tasks([
    { name: 'fails', when: EVERY_SECOND, work: () => Promise.reject(new Error(`${done.push('fails')}`)) },
    { name: 'works', when: EVERY_SECOND, work: () => Promise.resolve(done.push('works')) },
  ]);
  tasks.onApplicationBootstrap();
  await jest.advanceTimersByTimeAsync(2_500);
  await tasks.beforeApplicationShutdown();
  expect(done.filter((name) => name === 'fails').length).toBeGreaterThanOrEqual(2);
  expect(done.filter((name) => name === 'works').length).toBeGreaterThanOrEqual(2);
});

it('one that is under way is not begun again, and is waited for at the end', async () => {
  let begun = 0;
  let finish: (() => void) | undefined;
  const work = (): Promise<void> => {
    begun += 1;
    return new Promise((resolve) => (finish = resolve));
  };
  const tasks = new Tasks([{ name: 'long', when: EVERY_SECOND, work }]);
  tasks.onApplicationBootstrap();
  await jest.advanceTimersByTimeAsync(3_500);
  expect(begun).toBe(1);
  let closed = false;
  const closing = tasks.beforeApplicationShutdown().then(() => (closed = true));
  await jest.advanceTimersByTimeAsync(1_000);
  expect([begun, closed]).toEqual([1, false]);
  finish!();
  await closing;
});
