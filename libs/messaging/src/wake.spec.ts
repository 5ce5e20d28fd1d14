import { describe, expect, it } from '@jest/globals';
import { pause } from './backoff.js';
import { Wake } from './wake.js';

describe('waking', () => {
  it('remembers a ring that found nobody asleep', async () => {
    const wake = new Wake();
    wake.now();
    await wake.orAfter(60_000);
  });

  it('wakes who sleeps, and rings once for one sleep', async () => {
    const wake = new Wake();
    let awake = 0;
    const asleep = wake.orAfter(60_000).then(() => (awake += 1));
    wake.now();
    await asleep;
    expect(awake).toBe(1);
    await wake.orAfter(1);
  });

  it('ends a pause at once when the work stops', async () => {
    const stopping = new AbortController();
    const paused = pause(60_000, stopping.signal);
    stopping.abort();
    await paused;
    await pause(60_000, stopping.signal);
  });
});
