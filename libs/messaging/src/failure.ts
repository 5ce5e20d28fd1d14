import { InvalidMessage } from '#libs/contracts';
import { maskText } from '#libs/observability';
import { backoff } from './backoff.js';
import type { Aside } from './inbox.js';
import { type ItemOutcome, PermanentError, TransientError, UpstreamError } from './outcomes.js';
import type { Tuning } from './tuning.js';

/** Failures that say something about the message itself: no other try can end differently. */
export function isPermanent(error: unknown): boolean {
  return error instanceof PermanentError || error instanceof InvalidMessage;
}

/** No failure: the items that a handler leaves for another transaction. */
const LATER: ItemOutcome = 'later';

/**
 * What becomes of a message whose handling failed, or of items left over.
 * @param attempts tries counted before this one; an absent upstream counts none
 */
export function decideFailure(error: unknown, attempts: number, tuning: Tuning): Aside {
  if (error === LATER) return { state: 'waiting', attempts, pauseMs: 0, reason: 'goes on in another transaction' };
  const reason = reasonOf(error);
  if (isPermanent(error)) return { state: 'parked', attempts: attempts + 1, pauseMs: 0, reason };
  if (error instanceof UpstreamError)
    return { state: 'waiting', attempts, pauseMs: upstreamPause(error, tuning), reason };
  const tries = attempts + 1;
  if (tries >= tuning.maxAttempts) return { state: 'parked', attempts: tries, pauseMs: 0, reason };
  return { state: 'waiting', attempts: tries, pauseMs: backoff(tries, tuning.retryBaseMs, tuning.retryCapMs), reason };
}

/** How long a lane rests when its upstream is away: as long as the other side asked, else a pause with some jitter. */
function upstreamPause({ retryAfter }: UpstreamError, { upstreamPauseMs }: Tuning): number {
  return retryAfter ?? backoff(1, upstreamPauseMs, upstreamPauseMs);
}

/**
 * Text for an operator who may not see persons. Our named errors promise to hold none and are masked all the same; of any other
 * error (a driver's may quote a row) only its class and code are kept. At most 500 characters.
 */
export function reasonOf(error: unknown): string {
  const named = error instanceof TransientError || error instanceof UpstreamError || isPermanent(error);
  if (named)
    return maskText(`${(error as Error).name}: ${(error as Error).message}`)
      .replaceAll('\0', '')
      .slice(0, 500);
  if (!(error instanceof Error)) return 'unknown failure';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code.slice(0, 40)}` : error.name;
}
