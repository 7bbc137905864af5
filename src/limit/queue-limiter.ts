import { onAbort } from '../util/abort.js';
import { CallList, type Listed } from './call-list.js';
import { Guard } from './guard.js';
import { checkPriority, type Limit } from './limit-options.js';
import { Pause } from './pause.js';
import { Timers } from './timers.js';
import { PausedError, type RateLimiter, type RateLimiterStats, type RunOptions } from './types.js';

/** A call that waits for its turn. */
interface Call extends Listed {
  readonly maxPauseMs: number;
  /** Starts the job. Returns what settles when it has ended, or undefined if it does not want its turn. */
  begin(): Promise<void> | undefined;
  fail(reason: unknown): void;
}

/** A limiter that keeps the calls in a list. Where the turns come from is for its subclasses to say. */
export abstract class QueueLimiter implements RateLimiter {
  protected readonly calls = new CallList<Call>();
  protected readonly guard: Guard;
  protected readonly paused: Pause;
  protected readonly timers = new Timers();
  #wake: (() => void) | undefined;
  #running = 0;
  #started = 0;

  constructor({ intervalMs, maxPauseMs }: Limit) {
    this.guard = new Guard(intervalMs);
    this.paused = new Pause(maxPauseMs);
  }

  /** Asks for as many turns as are needed. Called whenever more calls wait, and at the end of a pause. */
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
          const running = this.#start(job);
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

  pause(ms: number): void {
    this.guard.refused(performance.now());
    this.hold(this.paused.ask(ms));
  }

  resume(): void {
    this.paused.end();
    this.#askOrWait();
  }

  stats(): RateLimiterStats {
    return {
      queued: this.calls.size,
      running: this.#running,
      started: this.#started,
      pauses: this.paused.count,
      pausedForMs: Math.ceil(this.pauseLeftMs()),
    };
  }

  /** Milliseconds of pause that a call would have to sit out. */
  protected pauseLeftMs(): number {
    return this.paused.leftMs;
  }

  /** Gives a turn to the next call that wants it, which starts at once. Returns undefined if there is none. */
  protected startNext(): Promise<void> | undefined {
    if (this.paused.leftMs > 0) return undefined;
    for (let call = this.calls.next(); call !== undefined; call = this.calls.next()) {
      this.calls.take(call);
      const running = call.begin();
      if (running !== undefined) return running;
    }
    return undefined;
  }

  /** Ends the calls that do not sit out a pause of that length, and wakes the others after it. */
  protected hold(ms: number): void {
    for (const call of [...this.calls]) if (ms > call.maxPauseMs) call.fail(new PausedError(ms));
    this.#askOrWait();
  }

  #askOrWait(): void {
    this.#wake?.();
    this.#wake = undefined;
    if (this.calls.size === 0) return;
    if (this.paused.leftMs > 0) this.#wake = this.timers.at(this.paused.resumeAt, () => this.#askOrWait());
    else this.ask();
  }

  #start<T>(job: () => Promise<T> | undefined): Promise<T> | undefined {
    const running = attempted(job);
    if (running === undefined) return undefined;
    this.#started++;
    this.#running++;
    return running.finally(() => {
      this.#running--;
      this.guard.answered(performance.now());
    });
  }
}

/** Calls a job; what it throws is a rejection like any other, since it may have sent its request before. */
export function attempted<T>(job: () => Promise<T> | undefined): Promise<T> | undefined {
  try {
    return job();
  } catch (error) {
    return Promise.reject(error);
  }
}
