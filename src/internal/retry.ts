import pRetry, { type Options } from 'p-retry';
import { ConnectionError, DecodeError, InputError, KommoApiError, RateLimitError, ServerError } from '../errors.js';
import { sleep } from './abort.js';

/** How a call is retried. */
export interface RetryPolicy {
  /** Extra attempts. */
  readonly retries: number;
  /** Whether doing the request twice is the same as doing it once. */
  readonly safe: boolean;
  /** Longest wait that a server may ask for, in ms; a longer one ends the call. */
  readonly maxRetryAfterMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onRetry?: ((error: Error, attempt: number, delayMs: number) => void) | undefined;
}

const BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 8_000;
const RETRIED_STATUSES = new Set([500, 502, 503, 504]);

/** Runs `attempt` until it succeeds, its error must not be retried, or the retries are spent. */
export async function withRetry<T>(attempt: (number: number) => Promise<T>, policy: RetryPolicy): Promise<T> {
  const first = attempt(1);
  try {
    // p-retry checks its options at every call, which costs more than anything else of a call that just succeeds.
    return await first;
  } catch {
    return pRetry((number) => (number === 1 ? first : attempt(number)), optionsOf(policy));
  }
}

function optionsOf(policy: RetryPolicy): Options {
  return {
    retries: policy.retries,
    // The waits are ours: p-retry's can neither follow Retry-After nor be aborted in its own hook.
    minTimeout: 0,
    ...(policy.signal ? { signal: policy.signal } : {}),
    shouldRetry: async ({ error, attemptNumber }) => {
      if (!isRetryable(error, policy)) return false;
      const delayMs = delayOf(error, attemptNumber);
      policy.onRetry?.(error, attemptNumber, delayMs);
      if (delayMs > 0) await sleep(delayMs, policy.signal);
      return true;
    },
  };
}

function isRetryable(error: unknown, { safe, maxRetryAfterMs }: RetryPolicy): boolean {
  if (error instanceof KommoApiError && (error.retryAfter ?? 0) * 1000 > maxRetryAfterMs) return false;
  // Refused at the door, so never processed; unsent ones are refused by our own limiter and would be again.
  if (error instanceof RateLimitError) return error.response !== undefined;
  if (error instanceof ServerError) return safe && RETRIED_STATUSES.has(error.status);
  if (error instanceof ConnectionError) return safe || !error.maybeProcessed;
  if (error instanceof DecodeError) return safe && (error.reason === 'cut' || error.reason === 'empty');
  return false;
}

function delayOf(error: unknown, attempt: number): number {
  // The limiter holds everybody back after a 429, this call included.
  if (error instanceof RateLimitError) return 0;
  if (error instanceof KommoApiError && error.retryAfter !== undefined) return error.retryAfter * 1000;
  return Math.random() * backoffMs(attempt);
}

/** Upper end of the wait after the given attempt (1, 2 ...), in ms. */
export const backoffMs = (attempt: number): number => Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** (attempt - 1));

/** Milliseconds to hold the queue after a 429 that does not say how long. Doubles with each attempt, and never under a second. */
export const pauseAfter429 = (attempt: number): number =>
  Math.max(1_000, backoffMs(attempt + 1) * (0.5 + Math.random() / 2));

/** Refuses a retry count that p-retry would refuse less clearly. */
export function checkRetries(retries: number): number {
  if (!Number.isInteger(retries) || retries < 0)
    throw new InputError('retries', `must be a whole number, 0 or more, got ${retries}`);
  return retries;
}
