/** Decides when an attempt may start. One limiter can serve many clients. Made by `createRateLimiter()`. */
export interface RateLimiter {
  /**
   * Runs the job as soon as the limit allows, and no job while paused.
   * Rejects with the signal's reason when it is aborted first, and with `PausedError` when a pause would last over `maxPauseMs`.
   */
  run<T>(job: () => Promise<T>, options?: RunOptions): Promise<T>;
  /** Starts nothing for `ms` milliseconds, whoever asks: what a 429 does. A longer pause that is under way stays. */
  pause(ms: number): void;
  /** Figures of this moment. */
  stats(): RateLimiterStats;
}

/** Options of {@link RateLimiter.run}. */
export interface RunOptions {
  signal?: AbortSignal | undefined;
  /** Milliseconds of pause that the caller is ready to sit out. Default: any. */
  maxPauseMs?: number | undefined;
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
}

/** Options of a limiter. */
export interface RateLimiterOptions {
  /** Starts per interval. Default 7, as Kommo allows. */
  limit?: number | undefined;
  /** Milliseconds of the sliding interval. Default 1000. */
  intervalMs?: number | undefined;
  /** Milliseconds added to the interval, since the server counts arrivals and not departures. Default 12. */
  guardMs?: number | undefined;
}

/** A pause is longer than the caller is ready to sit out. */
export class PausedError extends Error {
  override name = 'PausedError';
  readonly pausedForMs: number;

  constructor(pausedForMs: number) {
    super(`paused for another ${Math.ceil(pausedForMs / 1000)} s`);
    this.pausedForMs = pausedForMs;
  }
}
