import type { RateLimiter, RateLimiterStats, RunOptions } from '../types.js';
import type { ResolvedRedis } from './redis-options.js';
import type { RedisQueue } from './redis-queue.js';

const UNUSED: RateLimiterStats = { queued: 0, running: 0, started: 0, pauses: 0, pausedForMs: 0, shared: 'up' };

/** A {@link RedisQueue} that is loaded with the first call, because most programs have no Redis. */
export class RedisLimiter implements RateLimiter {
  readonly #options: ResolvedRedis;
  #loading: Promise<RedisQueue> | undefined;
  #queue: RedisQueue | undefined;

  constructor(options: ResolvedRedis) {
    this.#options = options;
  }

  run<T>(job: () => Promise<T>, options?: RunOptions): Promise<T>;
  run<T>(job: () => Promise<T> | undefined, options?: RunOptions): Promise<T | undefined>;
  async run<T>(job: () => Promise<T> | undefined, options?: RunOptions): Promise<T | undefined> {
    const queue = this.#queue ?? (await this.#load());
    return queue.run(job, options);
  }

  pause(ms: number): void {
    this.#tell((queue) => queue.pause(ms));
  }

  resume(): void {
    this.#tell((queue) => queue.resume());
  }

  stats(): RateLimiterStats {
    return this.#queue?.stats() ?? UNUSED;
  }

  async close(): Promise<void> {
    await (await this.#loading)?.close();
  }

  #tell(what: (queue: RedisQueue) => void): void {
    if (this.#queue) what(this.#queue);
    // If it can't be loaded, each call rejects.
    else this.#load().then(what, () => {});
  }

  #load(): Promise<RedisQueue> {
    this.#loading ??= import('./redis-queue.js').then(({ RedisQueue }) => {
      this.#queue = new RedisQueue(this.#options);
      return this.#queue;
    });
    return this.#loading;
  }
}
