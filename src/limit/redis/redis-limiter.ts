import { RateLimiterUnavailableError } from '../../errors.js';
import { onAbort, sleep } from '../../util/abort.js';
import { COLD_SHARE, Lanes } from '../lanes.js';
import type { LocalLimiter } from '../local.js';
import { PausedError, type RateLimiter, type RateLimiterStats, type RunOptions } from '../types.js';
import { KeepAlive } from './redis-connection.js';
import type { ResolvedRedis } from './redis-options.js';
import { RedisSession, type SessionOptions, type StartAnswer } from './redis-session.js';

// Turns that a process holds ahead: enough to bridge the way to Redis, and all that a crash can cost the others.
const AHEAD = 2;
const BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 1_000;
// After Redis came back, others may still be on their local share: ours is kept for as long, and counted in Redis.
const GRACE_MS = 3_000;

/** A job that waits for its turn. */
interface Waiter {
  readonly maxPauseMs: number;
  /** Calls back when the job has ended. */
  begin(ended: () => void): void;
  fail(reason: unknown): void;
  move(to: RateLimiter): void;
}

/**
 * One budget for every process that uses the same Redis and name. Starts are spaced evenly (no burst), and Redis keeps a log of
 * them, which is what the limit is measured by. Where Redis is away, calls fail, or run on this process's share of the limit.
 */
export class RedisLimiter implements RateLimiter {
  readonly #session: SessionOptions;
  readonly #share: LocalLimiter | undefined;
  readonly #keepAlive = new KeepAlive();
  readonly #waiters = new Set<Waiter>();
  readonly #lanes = new Lanes();
  #opening: Promise<RedisSession> | undefined;
  #turns = 0;
  #failures = 0;
  #outage: ReturnType<typeof setTimeout> | undefined;
  #isDown = false;
  #probeAt = 0;
  #graceUntil = 0;
  #resumeAt = 0;
  #started = 0;
  #pauses = 0;

  /** Connects when first used. */
  constructor({ session, share }: ResolvedRedis) {
    this.#session = session;
    this.#share = share;
  }

  run<T>(job: () => Promise<T>, options?: RunOptions): Promise<T>;
  run<T>(job: () => Promise<T> | undefined, options?: RunOptions): Promise<T | undefined>;
  run<T>(job: () => Promise<T> | undefined, options: RunOptions = {}): Promise<T | undefined> {
    const { signal, maxPauseMs = Number.POSITIVE_INFINITY } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    const pauseMs = this.#pauseLeft();
    if (pauseMs > maxPauseMs) return Promise.reject(new PausedError(pauseMs));
    if (this.#isDown || performance.now() < this.#graceUntil) {
      this.#probe();
      return this.#runShare(job, options);
    }
    return new Promise<T | undefined>((resolve, reject) => {
      const leave = (): void => {
        off();
        this.#waiters.delete(waiter);
        this.#keepAlive.drop();
      };
      const waiter: Waiter = {
        maxPauseMs,
        begin: (ended) => {
          leave();
          this.#count(job).finally(ended).then(resolve, reject);
        },
        fail: (reason) => {
          leave();
          reject(reason);
        },
        move: (to) => {
          leave();
          to.run(() => this.#count(job), options).then(resolve, reject);
        },
      };
      const off = onAbort(signal, () => waiter.fail(signal?.reason));
      this.#waiters.add(waiter);
      this.#keepAlive.hold();
      this.#pump();
    });
  }

  pause(ms: number): void {
    this.#pauses++;
    this.#hold(ms);
    this.#share?.pause(ms);
    this.#opening?.then((session) => session.pause(ms)).catch(() => {});
  }

  resume(): void {
    this.#resumeAt = 0;
    this.#share?.resume();
  }

  stats(): RateLimiterStats {
    const share = this.#share?.stats();
    return {
      queued: this.#waiters.size + (share?.queued ?? 0),
      running: this.#lanes.running,
      started: this.#started,
      pauses: this.#pauses,
      pausedForMs: Math.ceil(this.#pauseLeft()),
      shared: this.#isDown ? 'down' : 'up',
    };
  }

  /** Lets go of the connection, which a later call opens again. Calls that wait are let through first. */
  async close(): Promise<void> {
    while (this.#waiters.size > 0 || this.#turns > 0) await sleep(20);
    const session = await this.#opening?.catch(() => undefined);
    this.#opening = undefined;
    session?.close();
  }

  #pump(): void {
    while (this.#turns < AHEAD && this.#turns < this.#waiters.size) {
      this.#turns++;
      void this.#turn().then(() => {
        this.#turns--;
        this.#pump();
      });
    }
  }

  async #turn(): Promise<void> {
    try {
      const session = await this.#open();
      await session.turn();
      const lateMs = this.#lanes.isCold() ? this.#session.intervalMs * COLD_SHARE : 0;
      const start = await this.#permission(session, lateMs);
      this.#recovered();
      const [next] = this.#waiters;
      if (!start || !next) return;
      next.begin(() => lateMs > 0 && session.arrived(start.id));
      session.began(start);
    } catch (error) {
      this.#failed(error);
      if (!this.#isDown) await sleep(Math.random() * Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** this.#failures++));
    }
  }

  /** Asks Redis until it lets one start; undefined where nobody waits any more. */
  async #permission(session: RedisSession, lateMs: number, wanted?: true): Promise<StartAnswer | undefined> {
    while (wanted || this.#waiters.size > 0) {
      const pauseMs = this.#pauseLeft();
      if (pauseMs > 0) await sleep(Math.min(pauseMs, 1_000));
      else {
        const answer = await session.start(lateMs);
        if (answer.pausedMs > 0) this.#hold(answer.pausedMs);
        else if (answer.waitMs > 0) await sleep(answer.waitMs);
        else return answer;
      }
    }
    return undefined;
  }

  async #count<T>(job: () => Promise<T> | undefined): Promise<T | undefined> {
    this.#started++;
    const leave = this.#lanes.enter();
    try {
      return await job();
    } finally {
      leave();
    }
  }

  #open(): Promise<RedisSession> {
    this.#opening ??= RedisSession.open(this.#session, this.#keepAlive).then((session) => {
      const forget = (): void => {
        if (this.#opening === opening) this.#opening = undefined;
        session.close();
      };
      session.lost.catch(forget);
      return session;
    });
    const opening = this.#opening;
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    return opening;
  }

  #failed(error: unknown): void {
    this.#outage ??= setTimeout(() => this.#goDown(error), this.#session.timeoutMs);
  }

  #recovered(): void {
    clearTimeout(this.#outage);
    this.#outage = undefined;
    this.#failures = 0;
    if (this.#isDown && this.#share) this.#graceUntil = performance.now() + GRACE_MS;
    this.#isDown = false;
  }

  #goDown(error: unknown): void {
    this.#outage = undefined;
    this.#isDown = true;
    this.#probeAt = performance.now() + MAX_BACKOFF_MS;
    for (const waiter of this.#waiters) {
      if (this.#share) waiter.move(this.#share);
      else waiter.fail(new RateLimiterUnavailableError(error));
    }
  }

  // Nobody waits while it is down, so that the calls themselves have to find out whether it is back.
  #probe(): void {
    if (!this.#isDown || performance.now() < this.#probeAt) return;
    this.#probeAt = performance.now() + MAX_BACKOFF_MS;
    // A turn writes: a Redis that connects and takes no writes is not back.
    this.#open()
      .then((session) => session.turn())
      .then(() => this.#recovered())
      .catch(() => {});
  }

  async #runShare<T>(job: () => Promise<T> | undefined, options: RunOptions): Promise<T | undefined> {
    if (!this.#share) throw new RateLimiterUnavailableError();
    return this.#share.run(async () => {
      const session = await this.#opening?.catch(() => undefined);
      const start = await (session && this.#permission(session, 0, true).catch(() => undefined));
      const done = this.#count(job);
      if (session && start) session.began(start);
      return done;
    }, options);
  }

  #hold(ms: number): void {
    this.#resumeAt = Math.max(this.#resumeAt, performance.now() + ms);
    for (const waiter of this.#waiters) if (ms > waiter.maxPauseMs) waiter.fail(new PausedError(ms));
  }

  #pauseLeft(): number {
    return Math.max(0, this.#resumeAt - performance.now());
  }
}
