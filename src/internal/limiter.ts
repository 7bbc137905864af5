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

const DEFAULTS = { limit: 7, intervalMs: 1000, guardMs: 10 };

// A connection that was idle for longer may have been closed by the server (undici lets go after 4 s).
const WARM_FOR_MS = 3_000;
// How much of the interval a start over a new connection may be late, at most.
const COLD_SHARE = 0.2;

type Timer = ReturnType<typeof setTimeout> & { ref?(): unknown; unref?(): unknown };

/**
 * At most `limit` starts in ANY sliding interval, with the full burst allowed.
 * Bottleneck's own refresh options make a fixed window, in which two bursts can meet at the border (up to 14 in a second);
 * so the reservoir gets one token back an interval after each start, which is exact.
 */
export class LocalLimiter implements RateLimiter {
  readonly #queue: Bottleneck | undefined;
  readonly #intervalMs: number;
  readonly #refillMs: number;
  // By how many jobs ran beside it: when a job of that rank last ended, which is when a connection was last seen open for it.
  readonly #lanes: number[] = [];
  readonly #refills = new Set<Timer>();
  #resumeAt = 0;
  #queued = 0;
  #running = 0;
  #started = 0;
  #pauses = 0;

  /** `limit: Infinity` only pauses. */
  constructor(options: RateLimiterOptions = {}) {
    const { limit, intervalMs, guardMs } = resolveLimit(options);
    this.#intervalMs = intervalMs;
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
    const lane = this.#running++;
    const startedAt = performance.now();
    const cold = startedAt - (this.#lanes[lane] ?? Number.NEGATIVE_INFINITY) > WARM_FOR_MS;
    // Opening a connection delays the arrival, and the server counts arrivals: two bursts would meet there.
    // When exactly it arrived can't be seen, only that it was before the answer.
    const latest = this.#intervalMs * COLD_SHARE;
    const refill = this.#refillIn(this.#refillMs + (cold ? latest : 0));
    return job().finally(() => {
      const now = performance.now();
      this.#running--;
      this.#lanes[lane] = now;
      if (cold && now - startedAt < latest) {
        this.#forget(refill);
        this.#refillIn(this.#refillMs);
      }
    });
  }

  #refillIn(ms: number): Timer | undefined {
    const queue = this.#queue;
    if (!queue) return undefined;
    const timer: Timer = setTimeout(() => {
      this.#refills.delete(timer);
      void queue.incrementReservoir(1);
    }, ms);
    this.#refills.add(timer);
    if (this.#queued === 0) timer.unref?.();
    return timer;
  }

  #forget(timer: Timer | undefined): void {
    if (!timer) return;
    clearTimeout(timer);
    this.#refills.delete(timer);
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
