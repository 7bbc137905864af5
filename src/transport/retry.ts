import pRetry from 'p-retry';
import { ConnectionError, DecodeError, KommoApiError, RateLimitError, ServerError } from '../errors.js';
import { sleep } from '../util/abort.js';
import { isHopeless } from './attempt.js';

/** When and how a call is retried. */
export interface RetryPolicy {
  /** Extra attempts. */
  readonly retries: number;
  /** Whether doing the request twice is the same as doing it once. */
  readonly safe: boolean;
  /** Longest wait that a server may ask for, in ms; a longer one ends the call. */
  readonly maxRetryAfterMs: number;
  /** Its reason must be an Error, because p-retry throws it. */
  readonly signal: AbortSignal | undefined;
  readonly onRetry?: ((error: Error, attempt: number, retryAfterMs: number) => void) | undefined;
}

/** Waits between attempts: 0.5 to 1 s, then 1 to 2 s and so on, 8 s at most. */
const BACKOFF = { minTimeout: 500, maxTimeout: 8_000, factor: 2, randomize: true } as const;

const RETRIED_STATUSES = new Set([500, 502, 503, 504]);

/** Repeats an attempt until it succeeds, its error must not be retried, or the retries are spent. */
export async function retry<T>(attempt: (number: number) => Promise<T>, policy: RetryPolicy): Promise<T> {
  const { retries, signal } = policy;
  let arrived: { readonly value: T } | undefined;
  const run = async (number: number): Promise<void> => {
    arrived = { value: await attempt(number) };
  };
  const whole = pRetry(run, {
    ...BACKOFF,
    retries,
    ...(signal ? { signal } : {}),
    shouldRetry: ({ error }) => isRetryable(error, policy),
    onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
      if (retriesLeft === 0 || !isRetryable(error, policy)) return;
      // After a 429 the limiter pauses every call, including this one.
      const waitMs = error instanceof RateLimitError ? 0 : retryAfterMs(error);
      policy.onRetry?.(error, attemptNumber, waitMs);
      if (waitMs > 0) await sleep(waitMs, signal);
    },
  });
  try {
    await whole;
  } catch (error) {
    // p-retry drops a result that arrives together with an abort.
    if (!arrived) throw error;
  }
  return (arrived as { readonly value: T }).value;
}

function isRetryable(error: unknown, { safe, maxRetryAfterMs }: RetryPolicy): boolean {
  if (retryAfterMs(error) > maxRetryAfterMs) return false;
  // A 429 was never processed. One without a response came from our own limiter, which would refuse it again.
  if (error instanceof RateLimitError) return error.response !== undefined;
  if (error instanceof ServerError) return safe && RETRIED_STATUSES.has(error.status);
  if (error instanceof ConnectionError) return (safe || !error.maybeProcessed) && !isHopeless(error.cause);
  if (error instanceof DecodeError) return safe && (error.reason === 'cut' || error.reason === 'empty');
  return false;
}

const retryAfterMs = (error: unknown): number => (error instanceof KommoApiError ? (error.retryAfter ?? 0) * 1000 : 0);

/** Upper end of the wait after the given attempt (1, 2 ...), in ms. */
export const backoffMs = (attempt: number): number =>
  Math.min(BACKOFF.maxTimeout, BACKOFF.minTimeout * 2 ** (attempt - 1));

/** Milliseconds to pause the queue after a 429 that does not say how long. Doubles with each attempt, and is a second at least. */
export const pauseAfter429 = (attempt: number): number =>
  Math.max(1_000, backoffMs(attempt + 1) * (0.5 + Math.random() / 2));

/**
 * Seconds to wait: the `Retry-After` header (seconds or an HTTP date), else the body's `retry_after`.
 * Undefined if neither is there or makes sense.
 */
export function retryAfterSeconds(headers: Headers, body: unknown, now = Date.now()): number | undefined {
  return fromHeader(headers.get('retry-after'), now) ?? fromBody(body);
}

function fromHeader(value: string | null, now: number): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  // A proxy may add one of its own.
  const seconds = text.split(',').map((one) => one.trim());
  if (seconds.every((one) => /^\d{1,9}(\.\d{1,3})?$/.test(one))) return Math.max(...seconds.map(Number));
  // Date.parse reads "1" or "12-1" as dates; an HTTP date starts with the day's name.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(text) || text.length > 40) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now) / 1000);
}

function fromBody(body: unknown): number | undefined {
  if (body === null || typeof body !== 'object' || !Object.hasOwn(body, 'retry_after')) return undefined;
  const value = (body as { retry_after: unknown }).retry_after;
  const seconds = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
