import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What ties together everything done for one request: the request, its messages, and what they cause. */
export interface Correlation {
  /** UUID of the whole story; from the caller's `X-Correlation-ID`, else made here. */
  readonly correlationId: string;
  /** Id of the message whose handling is under way. */
  readonly causationId?: string;
  /** W3C trace context of the work under way. */
  readonly traceparent?: string;
}

/** The four parts of a W3C `traceparent`. */
export interface Traceparent {
  readonly version: string;
  /** 32 lowercase hex digits, not all zero. */
  readonly traceId: string;
  /** 16 lowercase hex digits, not all zero. */
  readonly parentId: string;
  readonly sampled: boolean;
}

const storage = new AsyncLocalStorage<Correlation>();

/** Runs `work` and all it starts under `correlation`. */
export function withCorrelation<T>(correlation: Correlation, work: () => T): T {
  return storage.run(Object.freeze({ ...correlation }), work);
}

/** The correlation of the work under way; undefined outside any (start-up, jobs that forgot). */
export function currentCorrelation(): Correlation | undefined {
  return storage.getStore();
}

/** A fresh story with its own trace: for requests without a correlation header and for scheduled jobs. */
export function newCorrelation(): Correlation {
  return { correlationId: randomUUID(), traceparent: makeTraceparent() };
}

/**
 * Reads a `traceparent` header.
 * @returns undefined when it is not one: the standard says to start a new trace then, not to fail
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function parseTraceparent(header: string): Traceparent | undefined {
  const match = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(header);
  if (match === null) return undefined;
  const [, version, traceId, parentId, flags, rest] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string?,
  ];
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return undefined;
  return { version, traceId, parentId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** A `traceparent` for work done on behalf of `parent` (same trace, new span), or for a new trace. */
export function makeTraceparent(parent?: string): string {
  const from = parent === undefined ? undefined : parseTraceparent(parent);
  const traceId = from?.traceId ?? randomUUID().replaceAll('-', '');
  const sampled = from?.sampled ?? false;
  return `00-${traceId}-${spanId()}-${sampled ? '01' : '00'}`;
}

/** 16 random hex digits: the ends of a random UUID. Node makes those from a stock, twenty times faster than random bytes. */
function spanId(): string {
  const random = randomUUID();
  return random.slice(0, 8) + random.slice(-8);
}
