/** How the sandbox limits requests. All of it is per sandbox, whatever the token or the path. */
export interface RateLimitOptions {
  /** Maximum requests in a window. Default 7. */
  limit?: number;
  /** Milliseconds of the sliding window. Default 1000. */
  windowMs?: number;
  /** Refusals (429) within a minute, after which every request is answered 403. Default 10. `Infinity` never blocks. */
  blockAfter?: number;
  /** Milliseconds that a block lasts. Default: until `sandbox.unblock()`. */
  blockMs?: number;
  /** `retry_after` of the 429 body, in seconds. Default 1. Null leaves it out. */
  retryAfterSeconds?: number | null;
}

export type Verdict = 'pass' | 'limited' | 'blocked';

const REFUSALS_WITHIN_MS = 60_000;

/**
 * A strict sliding window: a request passes when fewer than `limit` passed within the last `windowMs`.
 * Time is the caller's monotonic clock, in milliseconds.
 */
export class SlidingLimiter {
  readonly limit: number;
  readonly windowMs: number;
  readonly blockAfter: number;
  readonly blockMs: number;
  readonly retryAfterSeconds: number | null;
  #passed: number[] = [];
  #arrived: number[] = [];
  #refused: number[] = [];
  #blockedUntil = Number.NEGATIVE_INFINITY;
  #maxPerWindow = 0;

  constructor(options: RateLimitOptions = {}) {
    this.limit = options.limit ?? 7;
    this.windowMs = options.windowMs ?? 1000;
    this.blockAfter = options.blockAfter ?? 10;
    this.blockMs = options.blockMs ?? Number.POSITIVE_INFINITY;
    this.retryAfterSeconds = options.retryAfterSeconds === undefined ? 1 : options.retryAfterSeconds;
  }

  /** Most requests that arrived within one window, refused ones included. */
  get maxPerWindow(): number {
    return this.#maxPerWindow;
  }

  /** Judges a request that arrives at `now`. */
  arrive(now: number): Verdict {
    this.#arrived = within(this.#arrived, now, this.windowMs);
    this.#arrived.push(now);
    this.#maxPerWindow = Math.max(this.#maxPerWindow, this.#arrived.length);
    if (now < this.#blockedUntil) return 'blocked';
    this.#passed = within(this.#passed, now, this.windowMs);
    if (this.#passed.length < this.limit) {
      this.#passed.push(now);
      return 'pass';
    }
    this.#refused = within(this.#refused, now, REFUSALS_WITHIN_MS);
    this.#refused.push(now);
    if (this.#refused.length >= this.blockAfter) this.#blockedUntil = now + this.blockMs;
    return 'limited';
  }

  /** Lifts a block and forgets the refusals that led to it. */
  unblock(): void {
    this.#blockedUntil = Number.NEGATIVE_INFINITY;
    this.#refused = [];
  }

  /** Forgets everything. */
  reset(): void {
    this.unblock();
    this.#passed = [];
    this.#arrived = [];
    this.#maxPerWindow = 0;
  }
}

const within = (times: number[], now: number, ms: number): number[] => {
  const first = times.findIndex((time) => now - time < ms);
  return first === -1 ? [] : first === 0 ? times : times.slice(first);
};
