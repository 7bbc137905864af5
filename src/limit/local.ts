import type Bottleneck from 'bottleneck';
import { InputError } from '../errors.js';
import { onAbort } from '../util/abort.js';
import { checkCount } from '../util/check.js';
import { COLD_SHARE, Lanes } from './lanes.js';
import {
  PausedError,
  type RateLimiter,
  type RateLimiterOptions,
  type RateLimiterStats,
  type RunOptions,
} from './types.js';

// Longer ones are a mistake of the server, or an attack.
const MAX_PAUSE_MS = 3_600_000;

const DEFAULTS = { limit: 7, intervalMs: 1000, guardMs: 8 };

type Timer = ReturnType<typeof setTimeout> & { ref?(): unknown; unref?(): unknown };

/** A job that waits for its turn. */
interface Waiter {
  readonly maxPauseMs: number;
  begin(): void;
  fail(reason: unknown): void;
}

/**
 * At most `limit` starts in ANY sliding interval, with the full burst allowed.
 * Bottleneck's own refresh options make a fixed window, in which two bursts can meet at the border (up to 14 in a second);
 * so the reservoir gets one token back an interval after each start, which is exact.
 */
export class LocalLimiter implements RateLimiter {
  // Loaded when a job first has to wait: it is half as large as all that a short script needs.
  #queue: Promise<Bottleneck> | undefined;
  readonly #isLimited: boolean;
  readonly #intervalMs: number;
  readonly #refillMs: number;
  // Bottleneck can't withdraw a job, so it queues turns, and whoever is first here takes the next one.
  readonly #waiters = new Set<Waiter>();
  #turnsQueued = 0;
  // Starts that are free while nobody waits. They pass Bottleneck by, whose queue costs a millisecond of CPU a job.
  #free: number;
  readonly #lanes = new Lanes();
  readonly #timers = new Set<Timer>();
  #resumeAt = 0;
  #turns = 0;
  #started = 0;
  #pauses = 0;

  /** `limit: Infinity` only pauses. */
  constructor(options: RateLimiterOptions = {}) {
    const { limit, intervalMs, guardMs } = resolveLimit(options);
    this.#intervalMs = intervalMs;
    this.#refillMs = intervalMs + guardMs;
    this.#free = limit;
    this.#isLimited = limit !== Number.POSITIVE_INFINITY;
  }

  run<T>(job: () => Promise<T>, options?: RunOptions): Promise<T>;
  run<T>(job: () => Promise<T> | undefined, options?: RunOptions): Promise<T | undefined>;
  run<T>(
    job: () => Promise<T> | undefined,
    { signal, maxPauseMs = Number.POSITIVE_INFINITY }: RunOptions = {},
  ): Promise<T | undefined> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const pauseMs = this.#pauseLeft();
    if (pauseMs > maxPauseMs) return Promise.reject(new PausedError(pauseMs));
    if (pauseMs <= 0 && this.#free > 0 && this.#waiters.size === 0) {
      this.#free--;
      return this.#start(job);
    }
    return new Promise<T | undefined>((resolve, reject) => {
      const leave = (): void => {
        off();
        this.#leave(waiter);
      };
      const waiter: Waiter = {
        maxPauseMs,
        begin: () => {
          leave();
          this.#start(job).then(resolve, reject);
        },
        fail: (reason) => {
          leave();
          reject(reason);
        },
      };
      const off = onAbort(signal, () => waiter.fail(signal?.reason));
      this.#join(waiter);
      this.#queueTurn(waiter);
    });
  }

  pause(ms: number): void {
    this.#pauses++;
    const capped = Math.min(ms, MAX_PAUSE_MS);
    this.#resumeAt = Math.max(this.#resumeAt, performance.now() + capped);
    for (const waiter of this.#waiters) if (capped > waiter.maxPauseMs) waiter.fail(new PausedError(capped));
  }

  resume(): void {
    this.#resumeAt = 0;
  }

  stats(): RateLimiterStats {
    return {
      queued: this.#waiters.size,
      running: this.#lanes.running,
      started: this.#started,
      pauses: this.#pauses,
      pausedForMs: Math.ceil(this.#pauseLeft()),
    };
  }

  #queueTurn(waiter: Waiter): void {
    if (this.#free > 0) {
      this.#free--;
      this.#giveBack();
    }
    // A turn whose waiter has left serves the next.
    if (this.#turnsQueued >= this.#waiters.size) return;
    this.#turnsQueued++;
    // Named by count: Bottleneck's own ids come from Math.random, and collide (and hang) where a test has replaced it.
    const id = String(this.#turns++);
    const turn = this.#isLimited ? this.#load().then((queue) => queue.schedule({ id }, this.#turn)) : this.#turn();
    turn.catch((error: unknown) => {
      this.#turnsQueued--;
      waiter.fail(error);
    });
  }

  readonly #turn = async (): Promise<void> => {
    // A loop, since another 429 may lengthen the pause meanwhile.
    for (let left = this.#pauseLeft(); left > 0; left = this.#pauseLeft()) {
      await new Promise<void>((resolve) => this.#after(left, resolve));
    }
    this.#turnsQueued--;
    const [next] = this.#waiters;
    if (next) next.begin();
    else this.#giveBack();
  };

  /** Hands a start to whoever waits, or keeps it. */
  #giveBack(): void {
    if (!this.#isLimited || this.#waiters.size === 0) this.#free++;
    else
      this.#load()
        .then((queue) => queue.incrementReservoir(1))
        .catch(() => this.#free++);
  }

  #load(): Promise<Bottleneck> {
    this.#queue ??= import('bottleneck/light.js')
      .then((loaded) => new loaded.default({ reservoir: 0 }))
      .catch((error: unknown) => {
        this.#queue = undefined;
        throw error;
      });
    return this.#queue;
  }

  #pauseLeft(): number {
    return Math.max(0, this.#resumeAt - performance.now());
  }

  #start<T>(job: () => Promise<T> | undefined): Promise<T | undefined> {
    const startedAt = performance.now();
    const running = job();
    if (!running) {
      this.#giveBack();
      return Promise.resolve(undefined);
    }
    this.#started++;
    const cold = this.#lanes.isCold(startedAt);
    const leave = this.#lanes.enter();
    // Opening a connection delays the arrival, and the server counts arrivals: two bursts would meet there.
    // When exactly it arrived can't be seen, only that it was before the answer.
    const latest = this.#intervalMs * COLD_SHARE;
    const refill = this.#refillIn(this.#refillMs + (cold ? latest : 0));
    return running.finally(() => {
      leave();
      if (refill && cold && performance.now() - startedAt < latest) {
        clearTimeout(refill);
        this.#timers.delete(refill);
        this.#refillIn(this.#refillMs);
      }
    });
  }

  #refillIn(ms: number): Timer | undefined {
    return this.#isLimited ? this.#after(ms, () => this.#giveBack()) : undefined;
  }

  // A timer keeps the process alive only while somebody waits for it.
  #after(ms: number, then: () => void): Timer {
    const timer: Timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, ms);
    this.#timers.add(timer);
    if (this.#waiters.size === 0) timer.unref?.();
    return timer;
  }

  #join(waiter: Waiter): void {
    if (this.#waiters.size === 0) for (const timer of this.#timers) timer.ref?.();
    this.#waiters.add(waiter);
  }

  #leave(waiter: Waiter): void {
    this.#waiters.delete(waiter);
    if (this.#waiters.size === 0) for (const timer of this.#timers) timer.unref?.();
  }
}

/** Fills in the defaults and refuses what can't work. */
export function resolveLimit(options: RateLimiterOptions): { limit: number; intervalMs: number; guardMs: number } {
  const limit = options.limit ?? DEFAULTS.limit;
  const intervalMs = options.intervalMs ?? DEFAULTS.intervalMs;
  const guardMs = options.guardMs ?? DEFAULTS.guardMs;
  if (limit !== Number.POSITIVE_INFINITY) checkCount(limit, 'rateLimit.limit');
  if (!(Number.isFinite(intervalMs) && intervalMs > 0))
    throw new InputError('rateLimit.intervalMs', `must be milliseconds above 0, got ${intervalMs}`);
  if (!(Number.isFinite(guardMs) && guardMs >= 0))
    throw new InputError('rateLimit.guardMs', `must be milliseconds, 0 or more, got ${guardMs}`);
  return { limit, intervalMs, guardMs };
}
