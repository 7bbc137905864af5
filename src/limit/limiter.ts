import { CallList, type Listed } from './call-list.js';
import { Guard } from './guard.js';
import type { Limit } from './limit-options.js';
import type { RateLimiter, RateLimiterStats, RunOptions } from './types.js';

/** What every limiter has: the calls that wait, the pause, the guard and the figures. Subclasses say when a call gets its turn. */
export abstract class Limiter<C extends Listed> implements RateLimiter {
  protected readonly calls = new CallList<C>();
  protected readonly guard: Guard;
  readonly #maxPauseMs: number;
  #resumeAt = Number.NEGATIVE_INFINITY;
  #pauses = 0;
  #running = 0;
  #started = 0;

  constructor({ intervalMs, maxPauseMs }: Limit) {
    this.guard = new Guard(intervalMs);
    this.#maxPauseMs = maxPauseMs;
  }

  abstract run<T>(job: () => Promise<T>, options?: RunOptions): Promise<T>;
  abstract run<T>(job: () => Promise<T> | undefined, options?: RunOptions): Promise<T | undefined>;

  pause(ms: number): void {
    this.guard.refused(performance.now());
    this.#pauses++;
    this.extendPause(ms);
  }

  resume(): void {
    this.endPause();
  }

  stats(): RateLimiterStats {
    return {
      queued: this.calls.size,
      running: this.#running,
      started: this.#started,
      pauses: this.#pauses,
      pausedForMs: Math.ceil(this.pauseLeftMs()),
    };
  }

  /** Pauses for that long at least. The pause is capped, since a server can ask for anything. */
  protected extendPause(ms: number): void {
    const capped = ms > 0 ? Math.min(ms, this.#maxPauseMs) : 0;
    this.#resumeAt = Math.max(this.#resumeAt, performance.now() + capped);
  }

  protected endPause(): void {
    this.#resumeAt = Number.NEGATIVE_INFINITY;
  }

  /** When the pause ends, in `performance.now()`. */
  protected get resumeAt(): number {
    return this.#resumeAt;
  }

  /** Milliseconds until this process may start a call. */
  protected get pausedMs(): number {
    return Math.max(0, this.#resumeAt - performance.now());
  }

  /** Milliseconds of pause that a call would have to sit out. */
  protected pauseLeftMs(): number {
    return this.pausedMs;
  }

  /** Starts a job and counts it, unless it does not want its turn. What it throws is a rejection, since it may have sent its request. */
  protected start<T>(job: () => Promise<T> | undefined): Promise<T> | undefined {
    let running: Promise<T> | undefined;
    try {
      running = job();
    } catch (error) {
      running = Promise.reject(error);
    }
    if (running === undefined) return undefined;
    this.#started++;
    this.#running++;
    return running.finally(() => {
      this.#running--;
      this.guard.answered(performance.now());
    });
  }
}
