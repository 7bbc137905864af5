import pRetry, { type Options } from 'p-retry';
import { ConnectionError, DecodeError, KommoApiError, RateLimitError, ServerError } from '../errors.js';
import { sleep } from '../util/abort.js';
import { backoffMs } from './backoff.js';

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

const RETRIED_STATUSES = new Set([500, 502, 503, 504]);

/**
 * Goes on after a first attempt that failed, until one succeeds, an error must not be retried, or the retries are spent.
 * p-retry sees the first attempt too, so that it counts and judges all of them alike.
 */
export function retry<T>(first: Promise<T>, attempt: (number: number) => Promise<T>, policy: RetryPolicy): Promise<T> {
  return pRetry((number) => (number === 1 ? first : attempt(number)), optionsOf(policy));
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
