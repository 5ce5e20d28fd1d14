/** The numbers of the bus. Each default says what it costs to change it. */
export interface Tuning {
  /** How often an idle loop looks at its table, ms: the longest a message written by another process waits. */
  readonly pollMs: number;
  /** Rows taken by one round of the relay. Above 1,000 the rate no longer grows, the repetition after a crash does. */
  readonly relayBatch: number;
  /** Bytes of bodies in one round of the relay; bounds memory when bodies are large. */
  readonly relayBytes: number;
  /** Publishes in flight. 256 is where the rate of a quorum queue flattens; 1,000 only adds latency. */
  readonly confirmWindow: number;
  /** A confirm can hang until the heartbeat: after this, ms, the connection counts as dead. */
  readonly publishTimeoutMs: number;
  /** How long declarations stand before the first publish on a bus that was never used, ms. 0 only where no broker is killed. */
  readonly settleMs: number;
  /** Deliveries the broker may push before an ack. */
  readonly prefetch: number;
  /** Messages stored by one transaction of stage 1. */
  readonly storeBatch: number;
  /** Bytes of bodies in such a transaction, and one message more; bounds memory when bodies are large, as chunks of snapshots are. */
  readonly storeBytes: number;
  /** Pending rows above which this app's inbox takes no more, and depth of a queue above which relays leave it alone. */
  readonly lagLimit: number;
  /** Messages handled at once, each on its own connection: five apps in one process share 40. */
  readonly workers: number;
  /**
   * Messages applied by one transaction. 1: each message stands alone. More is faster and holds more locks for longer; if one of
   * them fails they are applied again one by one.
   */
  readonly group: number;
  /** Messages known in memory (without bodies) and waiting for a worker. */
  readonly lookahead: number;
  /** Tries of a transient or unknown failure before a message parks. With the pauses of `backoff`: about half an hour. */
  readonly maxAttempts: number;
  /** First pause after a transient failure, ms; doubles up to `retryCapMs`. */
  readonly retryBaseMs: number;
  readonly retryCapMs: number;
  /** Pause of a lane whose upstream does not answer, ms. */
  readonly upstreamPauseMs: number;
  /** How often an unroutable message is tried again, ms. */
  readonly heldRetryMs: number;
  /** Longest shutdown, ms: what is not done by then is rolled back and done by the next start. */
  readonly drainMs: number;
  /** How long the id of a done message is remembered, days: a redelivery later than this would be applied twice. */
  readonly rememberDays: number;
}

export const TUNING: Tuning = Object.freeze({
  pollMs: 200,
  relayBatch: 1_000,
  relayBytes: 16 * 1024 * 1024,
  confirmWindow: 256,
  publishTimeoutMs: 5_000,
  settleMs: 2_500,
  prefetch: 1_000,
  storeBatch: 500,
  storeBytes: 8 * 1024 * 1024,
  lagLimit: 500_000,
  workers: 4,
  group: 1,
  lookahead: 256,
  maxAttempts: 10,
  retryBaseMs: 500,
  retryCapMs: 300_000,
  upstreamPauseMs: 15_000,
  heldRetryMs: 30_000,
  drainMs: 20_000,
  rememberDays: 30,
});
