import { describe, expect, it } from '@jest/globals';
import { InvalidMessage } from '#libs/contracts';
import { backoff } from './backoff.js';
import { decideFailure, reasonOf } from './failure.js';
import { PermanentError, TransientError, UpstreamError } from './outcomes.js';
import { TUNING } from './tuning.js';

const LAST = TUNING.maxAttempts - 1;

describe('what becomes of a message that failed', () => {
  it.each([
    ['permanent', new PermanentError('no'), 0, { state: 'parked', attempts: 1, pauseMs: 0 }],
    ['against its contract', new InvalidMessage('a.v1', ['x']), 0, { state: 'parked', attempts: 1, pauseMs: 0 }],
    ['transient, first time', new TransientError('busy'), 0, { state: 'waiting', attempts: 1 }],
    ['transient, last time', new TransientError('busy'), LAST, { state: 'parked', attempts: LAST + 1, pauseMs: 0 }],
    ['unknown, first time', new RangeError('x'), 0, { state: 'waiting', attempts: 1 }],
    ['unknown, last time', new RangeError('x'), LAST, { state: 'parked', attempts: LAST + 1 }],
    ['not even an error', 'text', LAST, { state: 'parked', reason: 'unknown failure' }],
    ['left for later, whenever', 'later', LAST, { state: 'waiting', attempts: LAST, pauseMs: 0 }],
    ['upstream, whenever', new UpstreamError('away'), LAST, { state: 'waiting', attempts: LAST }],
    ['upstream that says when', new UpstreamError('away', 7_000), 3, { state: 'waiting', attempts: 3, pauseMs: 7_000 }],
  ] as const)('%s', (_, error, attempts, expected) => {
    expect(decideFailure(error, attempts, TUNING)).toMatchObject(expected);
  });

  it('pauses longer each time, at random, never over the cap', () => {
    for (let attempt = 1; attempt < 40; attempt += 1) {
      const [least, most] = [backoff(attempt, 100, 5_000, 0), backoff(attempt, 100, 5_000, 0.999_999)];
      expect(least).toBeLessThanOrEqual(most);
      expect(most).toBeLessThanOrEqual(5_000);
      expect(least).toBeGreaterThanOrEqual(Math.min(2_500, 50 * 2 ** (attempt - 1)));
    }
  });

  it('I4 keeps of a foreign error only class and code, and masks what our own may hold', () => {
    const driver = Object.assign(new Error('Key (cf)=(RSSMRA80A01H501U) exists'), { code: '23505' });
    expect(reasonOf(driver)).toBe('Error 23505');
    expect(reasonOf(new PermanentError('RSSMRA80A01H501U has no comune\0'))).not.toMatch(/RSSMRA80A01H501U|\0/);
    expect(reasonOf(new PermanentError('x'.repeat(2_000)))).toHaveLength(500);
  });
});
