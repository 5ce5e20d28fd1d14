/**
 * Pause before try number `attempt + 1`, ms: doubles from `base` to `cap`, and takes a random part of the upper half so that many
 * who failed together do not come back together.
 * @param attempt failures so far, from 1
 * @param random in [0, 1)
 */
export function backoff(attempt: number, base: number, cap: number, random = Math.random()): number {
  const ceiling = Math.min(cap, base * 2 ** Math.min(attempt - 1, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

/** Resolves after `ms`, or as soon as `signal` aborts; never rejects. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
