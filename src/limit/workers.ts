import { sleep } from '../util/abort.js';
import { checkPriority, type Listed } from './call-list.js';
import { type Limit, Limiter } from './limiter.js';
import { PausedError, type RunOptions } from './types.js';

// How often a call looks whether the pause has ended, or calls before it have left. Within half an interval it also learns in time
// that it is among the next.
const LOOK_MS = 500;
// A call that is this late to look belongs to a request that has ended. The others no longer wait for it, and later forget it.
const LATE_MS = 1_000;
const FORGET_MS = 60_000;

/** A call that waits for its turn. */
interface Call extends Listed {
  /** When it will look again, in `performance.now()`. */
  looksAt: number;
}

/** A turn that was taken. */
interface Turn {
  /** Until when it stays taken. */
  until: number;
}

/**
 * A limiter for runtimes that serve many requests in one process and tie timers to the request that set them, as Cloudflare Workers do:
 * the timers of a request that has ended never fire, and a promise that another request settles may never go on. So the requests
 * share data only. Each call waits on timers of its own, and looks at the data when it wakes.
 */
export class WorkersLimiter extends Limiter<Call> {
  readonly #limit: Limit;
  readonly #lookMs: number;
  #turns: Turn[] = [];

  /** `limit: Infinity` only pauses. */
  constructor(limit: Limit) {
    super(limit);
    this.#limit = limit;
    this.#lookMs = Math.min(LOOK_MS, limit.intervalMs / 2);
  }

  run<T>(job: () => Promise<T>, options?: RunOptions): Promise<T>;
  run<T>(job: () => Promise<T> | undefined, options?: RunOptions): Promise<T | undefined>;
  async run<T>(job: () => Promise<T> | undefined, options: RunOptions = {}): Promise<T | undefined> {
    const { signal, maxPauseMs = Number.POSITIVE_INFINITY, priority = 'normal', front = false } = options;
    checkPriority(priority);
    signal?.throwIfAborted();
    const call: Call = { priority, front, looksAt: performance.now() };
    try {
      for (;;) {
        const pauseMs = this.pausedMs;
        if (pauseMs > maxPauseMs) throw new PausedError(pauseMs);
        // At each look, since the others may have forgotten a call that was late.
        this.calls.add(call);
        const waitMs = pauseMs > 0 ? pauseMs : this.#waitFor(call);
        if (waitMs <= 0) break;
        const lookInMs = Math.ceil(Math.min(waitMs, this.#lookMs));
        call.looksAt = performance.now() + lookInMs;
        await sleep(lookInMs, signal);
      }
      this.calls.take(call);
    } catch (error) {
      this.calls.delete(call);
      throw error;
    }
    return this.#begin(job);
  }

  /** Milliseconds until the turn of a call, or until the call should look again. 0 if it may start. */
  #waitFor(call: Call): number {
    const now = performance.now();
    this.#turns = this.#turns.filter(({ until }) => until > now);
    const { limit } = this.#limit;
    let before = 0;
    for (const other of this.calls) {
      if (other === call) break;
      if (now > other.looksAt + FORGET_MS) this.calls.delete(other);
      else if (now <= other.looksAt + LATE_MS) before++;
      if (before >= limit) return this.#lookMs;
    }
    const excess = this.#turns.length + before + 1 - limit;
    if (excess <= 0) return 0;
    const ends = this.#turns.map(({ until }) => until).sort((a, b) => a - b);
    return (ends[excess - 1] as number) - now;
  }

  #begin<T>(job: () => Promise<T> | undefined): Promise<T> | undefined {
    const { intervalMs, guardMs } = this.#limit;
    const running = this.start(job);
    if (running === undefined) return undefined;
    // Only now, since a busy machine may stop before the job has sent its request.
    const startedAt = performance.now();
    const latest = startedAt + this.guard.slackMs(startedAt);
    const turn: Turn = { until: latest + intervalMs + guardMs };
    this.#turns.push(turn);
    return running.finally(() => {
      // It arrived before its answer.
      turn.until = Math.min(latest, performance.now()) + intervalMs + guardMs;
    });
  }
}
