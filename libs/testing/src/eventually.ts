/** How long to insist and how often to look, in milliseconds. */
export interface Patience {
  readonly timeout?: number;
  readonly interval?: number;
}

/**
 * Repeats `look` until it neither throws nor gives `false`.
 * @returns its value
 * @throws its last error once the time is over
 */
export async function eventually<T>(look: () => T | Promise<T>, patience: Patience = {}): Promise<T> {
  const { timeout = 10_000, interval = 50 } = patience;
  const deadline = Date.now() + timeout;
  for (;;) {
    let failure: unknown;
    try {
      const value = await look();
      if (value !== false) return value;
      failure = new Error(`still false after ${timeout} ms`);
    } catch (error) {
      failure = error;
    }
    if (Date.now() > deadline) throw failure;
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
