import type { RedisSource } from './redis/redis-client.js';

/** Who goes first: `high` calls go before `normal` ones, and `normal` before `low`. No call waits forever. */
export type Priority = 'high' | 'normal' | 'low';

/** Decides when an attempt may start. One limiter can serve many clients. Made by `createRateLimiter()`. */
export interface RateLimiter {
  /**
   * Calls the job at its turn. The job is called synchronously and must send its request at once, without an `await` before it.
   * A job that returns `undefined` gives its turn to the next call, and `run` resolves to `undefined`.
   * Rejects with the signal's reason if it aborts first, and with `PausedError` if a pause is longer than `maxPauseMs`.
   */
  run<T>(job: () => Promise<T>, options?: RunOptions): Promise<T>;
  run<T>(job: () => Promise<T> | undefined, options?: RunOptions): Promise<T | undefined>;
  /**
   * Starts nothing for `ms` milliseconds. Call it for each 429: it also reports to the limiter that the server refused a call.
   * A longer pause that is under way stays. A pause lasts at most as long as the limiter's own `maxPauseMs` (default: an hour).
   */
  pause(ms: number): void;
  /** Ends a pause now. */
  resume(): void;
  /** Figures of this moment. */
  stats(): RateLimiterStats;
  /** Closes connections after the waiting calls are done. A later call opens them again. */
  close?(): Promise<void>;
}

/** Options of {@link RateLimiter.run}. */
export interface RunOptions {
  signal?: AbortSignal | undefined;
  /** Longest pause in milliseconds that the caller accepts. Default: any. */
  maxPauseMs?: number | undefined;
  /** Who goes first. Default `normal`. */
  priority?: Priority | undefined;
  /** Puts the call before all others of its priority. For a call that gave its turn away and comes back. */
  front?: boolean | undefined;
}

/** Figures of a {@link RateLimiter}. */
export interface RateLimiterStats {
  /** Attempts that wait for their turn. */
  readonly queued: number;
  /** Attempts under way. */
  readonly running: number;
  /** Attempts started since the limiter was made. */
  readonly started: number;
  /** Pauses asked for, each one a 429. */
  readonly pauses: number;
  /** Milliseconds of pause that are left. */
  readonly pausedForMs: number;
  /** For a limiter that is shared through Redis: `up` if Redis answers, `down` if it does not. */
  readonly shared?: 'up' | 'down' | undefined;
}

/** Options of a limiter. */
export interface RateLimiterOptions {
  /** Maximum number of requests that start in one interval. Default 7, as Kommo allows. */
  limit?: number | undefined;
  /** Milliseconds of the sliding interval. Default 1000. */
  intervalMs?: number | undefined;
  /**
   * Milliseconds added to the interval, since the server counts arrivals and not departures. Default 8, over Redis 40.
   * Refusals (429) add up to a fifth of the interval, which fades within minutes. Calls before the first answer, or more than 3 seconds
   * after the last one, add up to a fifth too.
   */
  guardMs?: number | undefined;
  /** Longest pause in milliseconds, whatever a server asks for. Default 3 600 000: an hour. */
  maxPauseMs?: number | undefined;
}

/** Options of a limiter that is shared through Redis by the processes behind one IP address. */
export interface RedisRateLimit extends RateLimiterOptions {
  /** Address (`redis://...`) or a client of ioredis, whose settings are copied. Needs the package ioredis. */
  redis: RedisSource;
  /** Limiters with the same name share the limit. Default `ip`. If machines have different IP addresses, give each address its own name. */
  name?: string | undefined;
  /**
   * What to do while Redis does not answer. `fail` (default): calls throw RateLimiterUnavailableError. `local-share`: each process continues
   * with its share of the limit, which needs `workers`. If only one process loses Redis, its share is added to the calls of the others.
   */
  onUnavailable?: 'fail' | 'local-share' | undefined;
  /** How many processes share the limit, at most as many as `limit`. */
  workers?: number | undefined;
  /** Milliseconds without Redis after which it counts as away; also for one command. Over `intervalMs`. Default 2000. */
  redisTimeoutMs?: number | undefined;
}

/** A pause is longer than the caller accepts. */
export class PausedError extends Error {
  override name = 'PausedError';
  readonly pausedForMs: number;

  constructor(pausedForMs: number) {
    super(`paused for another ${Math.ceil(pausedForMs / 1000)} s`);
    this.pausedForMs = pausedForMs;
  }
}
