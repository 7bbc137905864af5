import { InputError } from '../errors.js';
import { onAbort } from '../util/abort.js';
import { checkAmount, checkCount } from '../util/check.js';
import { CallList, checkPriority, type Listed } from './call-list.js';
import { Guard } from './guard.js';
import {
  PausedError,
  type RateLimiter,
  type RateLimiterOptions,
  type RateLimiterStats,
  type RunOptions,
} from './types.js';

const DEFAULTS = { limit: 7, intervalMs: 1000, guardMs: 8, maxPauseMs: 3_600_000 };

/** The options of a limiter, filled in. */
export type Limit = Readonly<typeof DEFAULTS>;

/** Fills in the defaults and refuses what can't work. Throws InputError. */
export function resolveLimit(options: RateLimiterOptions): Limit {
  const limit = options.limit ?? DEFAULTS.limit;
  const intervalMs = options.intervalMs ?? DEFAULTS.intervalMs;
  if (limit !== Number.POSITIVE_INFINITY) checkCount(limit, 'rateLimit.limit');
  if (!(Number.isFinite(intervalMs) && intervalMs > 0)) {
    throw new InputError('rateLimit.intervalMs', `must be milliseconds above 0, got ${intervalMs}`);
  }
  return {
    limit,
    intervalMs,
    guardMs: checkAmount(options.guardMs ?? DEFAULTS.guardMs, 'rateLimit.guardMs'),
    maxPauseMs: checkAmount(options.maxPauseMs ?? DEFAULTS.maxPauseMs, 'rateLimit.maxPauseMs'),
  };
}

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

  /** Pauses for at least that long. The pause has a maximum, because a server can ask for anything. */
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

  /** Milliseconds of pause that a call would have to wait. */
  protected pauseLeftMs(): number {
    return this.pausedMs;
  }

  /** Starts a job and counts it, unless it gives its turn away. If it throws, the result rejects, because it may have sent its request. */
  protected start<T>(job: () => Promise<T> | undefined): Promise<T> | undefined {
    let running: Promise<T>;
    try {
      const given = job();
      if (given === undefined) return undefined;
      // Plain JavaScript may return a bare value or another kind of promise.
      running = Promise.resolve(given);
    } catch (error) {
      running = Promise.reject(error);
    }
    this.#started++;
    this.#running++;
    return running.finally(() => {
      this.#running--;
      this.guard.answered(performance.now());
    });
  }
}

/** A call that waits for its turn. */
interface Call extends Listed {
  readonly maxPauseMs: number;
  /** Starts the job. Returns a promise that settles when it has ended, or undefined if it gives its turn away. */
  begin(): Promise<void> | undefined;
  fail(reason: unknown): void;
}

/** A limiter that keeps the calls in a list. Its subclasses decide where the turns come from. */
export abstract class QueueLimiter extends Limiter<Call> {
  protected readonly timers = new Timers();
  #wake: (() => void) | undefined;

  /** Asks for as many turns as the waiting calls need. Runs whenever more calls wait, and at the end of a pause. */
  protected abstract ask(): void;

  run<T>(job: () => Promise<T>, options?: RunOptions): Promise<T>;
  run<T>(job: () => Promise<T> | undefined, options?: RunOptions): Promise<T | undefined>;
  async run<T>(job: () => Promise<T> | undefined, options: RunOptions = {}): Promise<T | undefined> {
    const { signal, maxPauseMs = Number.POSITIVE_INFINITY, priority = 'normal', front = false } = options;
    checkPriority(priority);
    signal?.throwIfAborted();
    const pauseMs = this.pauseLeftMs();
    if (pauseMs > maxPauseMs) throw new PausedError(pauseMs);
    return new Promise<T | undefined>((resolve, reject) => {
      const leave = (): void => {
        off();
        this.calls.delete(call);
        if (this.calls.size === 0) this.timers.keepAlive(false);
      };
      const call: Call = {
        priority,
        front,
        maxPauseMs,
        begin: () => {
          leave();
          const running = this.start(job);
          if (running === undefined) resolve(undefined);
          return running?.then(resolve, reject);
        },
        fail: (reason) => {
          leave();
          reject(reason);
        },
      };
      const off = onAbort(signal, () => call.fail(signal?.reason));
      this.calls.add(call);
      this.timers.keepAlive(true);
      this.#askOrWait();
    });
  }

  override pause(ms: number): void {
    super.pause(ms);
    this.hold(this.pausedMs);
  }

  override resume(): void {
    super.resume();
    this.#askOrWait();
  }

  /** Starts the next call that uses its turn. Returns undefined if no call does. */
  protected startNext(): Promise<void> | undefined {
    if (this.pausedMs > 0) return undefined;
    for (let call = this.calls.next(); call !== undefined; call = this.calls.next()) {
      this.calls.take(call);
      const running = call.begin();
      if (running !== undefined) return running;
    }
    return undefined;
  }

  /** Fails the calls that accept no pause of that length, and wakes the others after it. */
  protected hold(ms: number): void {
    for (const call of [...this.calls]) if (ms > call.maxPauseMs) call.fail(new PausedError(ms));
    this.#askOrWait();
  }

  #askOrWait(): void {
    this.#wake?.();
    this.#wake = undefined;
    if (this.calls.size === 0) return;
    if (this.pausedMs > 0) this.#wake = this.timers.at(this.resumeAt, () => this.#askOrWait());
    else this.ask();
  }
}

type Timer = ReturnType<typeof setTimeout> & { ref?(): unknown; unref?(): unknown };

// setTimeout fires at once beyond it.
const MAX_TIMEOUT_MS = 2_147_483_647;

/** Timers on the monotonic clock. They keep the process alive only while calls wait. */
class Timers {
  readonly #timers = new Set<Timer>();
  #keepsAlive = false;

  /** Whether calls wait. */
  keepAlive(on: boolean): void {
    if (on === this.#keepsAlive) return;
    this.#keepsAlive = on;
    for (const timer of this.#timers) this.#apply(timer);
  }

  /** Calls back at that time of `performance.now()`, never earlier. Returns a function that removes the timer. */
  at(time: number, then: () => void): () => void {
    let timer: Timer;
    const set = (): void => {
      timer = setTimeout(
        () => {
          this.#timers.delete(timer);
          // Timers may fire up to a millisecond early, and long ones are set in parts.
          if (performance.now() < time) set();
          else then();
        },
        Math.min(Math.ceil(time - performance.now()), MAX_TIMEOUT_MS),
      );
      this.#timers.add(timer);
      this.#apply(timer);
    };
    set();
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  #apply(timer: Timer): void {
    if (this.#keepsAlive) timer.ref?.();
    else timer.unref?.();
  }
}
