/**
 * The named outcomes of a handler. A handler that returns has succeeded; one that throws says with the class of the error what
 * must happen to the message, and never touches the broker itself. Any other exception counts as transient up to
 * `Tuning.maxAttempts`, then the message parks.
 */

/** Something of ours was not ready (lock, restart, momentary limit): retried with growing, jittered pauses; each try is counted. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

/**
 * A system outside the hub (INPS, PDND) does not answer. The whole lane pauses and no attempt is burned: an outage of a day must
 * not park a day's messages.
 */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  constructor(
    message: string,
    /** Milliseconds the other side asked us to wait, if it said so. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** No retry can mend this message: it parks at once. The text is shown to technical operators: no personal data in it. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}

/**
 * What a batch handler says of one item: done; left for a transaction of its own, because this one is full (no try is counted, and
 * something of the message must have been done); or parked with this reason.
 */
export type ItemOutcome = 'applied' | 'later' | PermanentError;
