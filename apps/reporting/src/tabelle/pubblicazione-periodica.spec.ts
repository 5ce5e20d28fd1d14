import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setLogLevel } from '#libs/observability';
import type { ReportingSettings } from '../reporting.config.js';
import type { PubblicaTabelle } from './pubblica-tabelle.js';
import { PubblicazionePeriodica } from './pubblicazione-periodica.js';

/** A publisher that notes when it began, and takes the time it is told. */
class Finta {
  readonly begun: number[] = [];
  running = 0;
  takes = 0;
  fails = false;

  async publish(): Promise<number[]> {
    this.begun.push(Date.now());
    this.running += 1;
    if (this.takes > 0) await new Promise((resolve) => setTimeout(resolve, this.takes));
    this.running -= 1;
    if (this.fails) throw new Error('no database');
    return [2026];
  }
}

describe('publishing by the clock', () => {
  let finta: Finta;
  const periodica = (intervallo: number) =>
    new PubblicazionePeriodica(finta as unknown as PubblicaTabelle, { intervallo } as ReportingSettings);

  beforeEach(() => {
    jest.useFakeTimers();
    setLogLevel('silent');
    finta = new Finta();
  });
  afterEach(() => {
    jest.useRealTimers();
    setLogLevel('info');
  });

  it.each([
    [600_000, 5_000],
    [60_000, 5_000],
    [20_000, 2_000],
    [1_000, 100],
    [0, 100],
  ])('with an interval of %s ms it looks every %s ms', async (intervallo, every) => {
    const one = periodica(intervallo);
    const start = Date.now();
    one.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(every * 3);
    expect(finta.begun.map((at) => at - start)).toEqual([every, every * 2, every * 3]);
    await one.beforeApplicationShutdown();
  });

  it('never does two at once, however long one takes', async () => {
    finta.takes = 30_000;
    const one = periodica(10_000);
    one.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(20_000);
    expect(finta.begun).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(12_000);
    expect(finta.begun).toHaveLength(2);
    const closing = one.beforeApplicationShutdown();
    await jest.advanceTimersByTimeAsync(30_000);
    await closing;
  });

  it('goes on after a failure', async () => {
    finta.fails = true;
    const one = periodica(10_000);
    one.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(3_000);
    expect(finta.begun).toHaveLength(3);
    await one.beforeApplicationShutdown();
  });

  it('ends when the process closes, after the one under way: the database closes next', async () => {
    finta.takes = 2_000;
    const one = periodica(10_000);
    one.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(1_500);
    expect(finta.running).toBe(1);
    const closing = one.beforeApplicationShutdown();
    await jest.advanceTimersByTimeAsync(2_000);
    await closing;
    expect(finta.running).toBe(0);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(finta.begun).toHaveLength(1);
  });
});
