import type { RateLimiter, RateLimiterStats, RedisRateLimit, RunOptions } from '../types.js';
import { type ResolvedRedis, resolveRedis } from './redis-options.js';

/** Stands for a limiter over Redis, whose code is loaded with the first call: most programs need none of it. */
export class LateRedisLimiter implements RateLimiter {
  readonly #resolved: ResolvedRedis;
  #limiter: RateLimiter | undefined;

  /** Throws InputError. */
  constructor(options: RedisRateLimit, name?: string) {
    this.#resolved = resolveRedis(options, name);
  }

  run<T>(job: () => Promise<T>, options?: RunOptions): Promise<T>;
  run<T>(job: () => Promise<T> | undefined, options?: RunOptions): Promise<T | undefined>;
  async run<T>(job: () => Promise<T> | undefined, options?: RunOptions): Promise<T | undefined> {
    return (this.#limiter ?? (await this.#load())).run(job, options);
  }

  pause(ms: number): void {
    if (this.#limiter) this.#limiter.pause(ms);
    // Where it can't be loaded, the next call says so.
    else
      this.#load().then(
        (limiter) => limiter.pause(ms),
        () => {},
      );
  }

  resume(): void {
    this.#limiter?.resume();
  }

  stats(): RateLimiterStats {
    const none = { queued: 0, running: 0, started: 0, pauses: 0, pausedForMs: 0, shared: 'up' } as const;
    return this.#limiter?.stats() ?? none;
  }

  async close(): Promise<void> {
    await this.#limiter?.close?.();
  }

  async #load(): Promise<RateLimiter> {
    const { RedisLimiter } = await import('./redis-limiter.js');
    this.#limiter ??= new RedisLimiter(this.#resolved);
    return this.#limiter;
  }
}
