import Bottleneck from 'bottleneck/light.js';
import {
  PausedError,
  type RateLimiter,
  type RateLimiterOptions,
  type RateLimiterStats,
  type RunOptions,
} from '../core/rate-limiter.js';
import { InputError } from '../errors.js';
import { sleep } from './time.js';

const DEFAULTS = { limit: 7, intervalMs: 1000, guardMs: 12 };

type Timer = ReturnType<typeof setTimeout> & { ref?(): unknown; unref?(): unknown };

/**
 * At most `limit` starts in ANY sliding interval, with the full burst allowed.
 * Bottleneck's own refresh options make a fixed window, in which two bursts can meet at the border (up to 14 in a second);
 * so the reservoir gets one token back an interval after each start, which is exact.
 */
export class LocalLimiter implements RateLimiter {
  readonly #queue: Bottleneck | undefined;
  readonly #refillMs: number;
  readonly #refills = new Set<Timer>();
  #resumeAt = 0;
  #queued = 0;
  #running = 0;
  #started = 0;
  #pauses = 0;

  /** `limit: Infinity` only pauses. */
  constructor(options: RateLimiterOptions = {}) {
    const { limit, intervalMs, guardMs } = resolveLimit(options);
    this.#refillMs = intervalMs + guardMs;
    this.#queue = limit === Number.POSITIVE_INFINITY ? undefined : new Bottleneck({ reservoir: limit });
  }

  run<T>(job: () => Promise<T>, options: RunOptions = {}): Promise<T> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    const queue = this.#queue;
    if (!queue && this.#resumeAt === 0) return this.#start(job);
    return new Promise<T>((resolve, reject) => {
      let waiting = true;
      const leave = (): void => {
        waiting = false;
        signal?.removeEventListener('abort', onAbort);
        this.#leaveQueue();
      };
      const onAbort = (): void => {
        leave();
        reject(signal?.reason);
      };
      const begin = async (): Promise<void> => {
        try {
          if (waiting) await this.#sitOutPause(options);
        } catch (error) {
          if (waiting) {
            leave();
            reject(error);
          }
        }
        // Bottleneck can't withdraw a job: one whose caller has left gives its token to the next.
        if (!waiting) {
          void queue?.incrementReservoir(1);
          return;
        }
        leave();
        this.#scheduleRefill();
        this.#start(job).then(resolve, reject);
      };
      this.#joinQueue();
      signal?.addEventListener('abort', onAbort, { once: true });
      if (queue) queue.schedule(begin).catch(reject);
      else void begin();
    });
  }

  pause(ms: number): void {
    this.#pauses++;
    this.#resumeAt = Math.max(this.#resumeAt, performance.now() + ms);
  }

  stats(): RateLimiterStats {
    return {
      queued: this.#queued,
      running: this.#running,
      started: this.#started,
      pauses: this.#pauses,
      pausedForMs: Math.max(0, Math.ceil(this.#resumeAt - performance.now())),
    };
  }

  async #sitOutPause({ signal, maxPauseMs = Number.POSITIVE_INFINITY }: RunOptions): Promise<void> {
    // A loop, since another 429 may lengthen the pause meanwhile.
    for (let left = this.#pauseLeft(); left > 0; left = this.#pauseLeft()) {
      if (left > maxPauseMs) throw new PausedError(left);
      await sleep(left, signal);
    }
  }

  #pauseLeft(): number {
    const left = this.#resumeAt - performance.now();
    if (left <= 0) this.#resumeAt = 0;
    return left;
  }

  #start<T>(job: () => Promise<T>): Promise<T> {
    this.#started++;
    this.#running++;
    return job().finally(() => {
      this.#running--;
    });
  }

  #scheduleRefill(): void {
    const queue = this.#queue;
    if (!queue) return;
    const timer: Timer = setTimeout(() => {
      this.#refills.delete(timer);
      void queue.incrementReservoir(1);
    }, this.#refillMs);
    this.#refills.add(timer);
    if (this.#queued === 0) timer.unref?.();
  }

  // A refill keeps the process alive only while somebody waits for it.
  #joinQueue(): void {
    if (this.#queued++ === 0) for (const timer of this.#refills) timer.ref?.();
  }

  #leaveQueue(): void {
    if (--this.#queued === 0) for (const timer of this.#refills) timer.unref?.();
  }
}

/** Fills in the defaults and refuses what can't work. */
export function resolveLimit(options: RateLimiterOptions): { limit: number; intervalMs: number; guardMs: number } {
  const limit = options.limit ?? DEFAULTS.limit;
  const intervalMs = options.intervalMs ?? DEFAULTS.intervalMs;
  const guardMs = options.guardMs ?? DEFAULTS.guardMs;
  if (!(limit === Number.POSITIVE_INFINITY || (Number.isInteger(limit) && limit > 0))) {
    throw new InputError(
      'rateLimit.limit',
      `must be a whole number of calls, 1 or more, got ${limit}; to switch it off give rateLimit: false`,
    );
  }
  if (!(Number.isFinite(intervalMs) && intervalMs > 0))
    throw new InputError('rateLimit.intervalMs', `must be milliseconds above 0, got ${intervalMs}`);
  if (!(Number.isFinite(guardMs) && guardMs >= 0))
    throw new InputError('rateLimit.guardMs', `must be milliseconds, 0 or more, got ${guardMs}`);
  return { limit, intervalMs, guardMs };
}
