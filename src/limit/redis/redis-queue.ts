import { sleep } from '../../util/abort.js';
import { PRIORITIES } from '../call-list.js';
import { QueueLimiter } from '../limiter.js';
import type { LocalLimiter } from '../local.js';
import type { RateLimiterStats, RunOptions } from '../types.js';
import { RedisBudget } from './redis-budget.js';
import type { ResolvedRedis } from './redis-options.js';

// Slots that a process books ahead. They cover the latency of Redis, and a crash can cost the others no more than these.
const AHEAD = 2;
// During an outage, calls fail at once for this long, and then one asks Redis again.
const RETRY_MS = 1_000;
// After Redis is back, other processes may still use their local share. For this long our calls pass both limits.
const GRACE_MS = 3_000;
// Another process can end a pause, and only Redis knows about it.
const PAUSE_CHECK_MS = 1_000;

/** A slot that this process booked or will book. It belongs to no call: the next call of the list gets it. */
interface Ticket {
  member: string;
  rank: number;
  /** Asks Redis at once. Set while the ticket waits for its slot. */
  wake: (() => void) | undefined;
}

/**
 * One budget for every process that uses the same Redis and name. Redis books the next free slot on its own clock and permits the
 * start if the limit allows. While Redis is away, calls fail, or go on with this process's share of the limit.
 */
export class RedisQueue extends QueueLimiter {
  readonly #budget: RedisBudget;
  readonly #share: LocalLimiter | undefined;
  readonly #limit: number;
  readonly #toleranceMs: number;
  readonly #name = crypto.randomUUID();
  readonly #tickets = new Set<Ticket>();
  #numbered = 0;
  /** How much longer than the tolerance answers of Redis usually take. Each start is logged that much later. */
  #answerMs = 0;
  #shareTurns = 0;
  #isDown = false;
  #failure: unknown;
  #retryAt = 0;
  #graceUntil = 0;
  #pausedUntil = 0;

  /** Connects with the first call. */
  constructor({ budget, limit, share }: ResolvedRedis) {
    super(limit);
    this.#budget = new RedisBudget(budget);
    this.#share = share;
    this.#limit = limit.limit;
    // Half of the guard covers the latency of Redis, the rest covers the way to the server.
    this.#toleranceMs = limit.guardMs / 2;
  }

  override run<T>(job: () => Promise<T>, options?: RunOptions): Promise<T>;
  override run<T>(job: () => Promise<T> | undefined, options?: RunOptions): Promise<T | undefined>;
  override async run<T>(job: () => Promise<T> | undefined, options: RunOptions = {}): Promise<T | undefined> {
    const fails = this.#isDown && this.#share === undefined && performance.now() < this.#retryAt;
    if (fails) throw this.#failure;
    return super.run(job, options);
  }

  override pause(ms: number): void {
    super.pause(ms);
    const leftMs = this.pausedMs;
    // If Redis is down, the local pause holds the calls.
    if (leftMs > 0) this.#answered(this.#budget.pause(leftMs), () => this.#learnPause(leftMs));
  }

  override resume(): void {
    this.#pausedUntil = 0;
    this.#answered(this.#budget.resume());
    super.resume();
  }

  override stats(): RateLimiterStats {
    return { ...super.stats(), shared: this.#isDown ? 'down' : 'up' };
  }

  /** Closes the connection after the waiting calls are done. A later call opens it again. */
  async close(): Promise<void> {
    while (this.calls.size > 0 || this.#tickets.size > 0) await sleep(20);
    this.#budget.close();
  }

  protected override pauseLeftMs(): number {
    const leftMs = this.pausedMs;
    return leftMs > 0 ? Math.max(leftMs, this.#pausedUntil - performance.now()) : 0;
  }

  protected ask(): void {
    if (this.#isDown && this.#share !== undefined) {
      this.#askShare(this.#share);
      this.#probe();
      return;
    }
    const first = this.#rankAt(0);
    if (first !== undefined && this.#tickets.size > 0) this.#promote(first);
    while (this.#tickets.size < AHEAD) {
      const rank = this.#rankAt(this.#tickets.size);
      if (rank === undefined) return;
      this.#add(rank);
    }
  }

  /** Rank of the call at an index of the list. */
  #rankAt(index: number): number | undefined {
    let at = 0;
    for (const { priority } of this.calls) if (at++ === index) return PRIORITIES.indexOf(priority);
    return undefined;
  }

  /** Starts calls within the local share, without Redis. */
  #askShare(share: LocalLimiter): void {
    while (this.#shareTurns < Math.min(this.#limit, this.calls.size)) {
      this.#shareTurns++;
      void share.run(() => {
        this.#shareTurns--;
        const ended = this.startNext();
        if (this.#isDown) this.ask();
        return ended;
      });
    }
  }

  /** Finds out whether Redis is back. It asks for a turn, which writes, because a Redis that refuses writes is not back. */
  #probe(): void {
    if (performance.now() < this.#retryAt) return;
    this.#retryAt = performance.now() + RETRY_MS;
    const member = this.#member(PRIORITIES.length - 1);
    this.#answered(
      this.#budget.turn(member, 0).then(() => this.#budget.leave(member)),
      () => this.#recovered(),
    );
  }

  #add(rank: number): void {
    const ticket: Ticket = { member: this.#member(rank), rank, wake: undefined };
    this.#tickets.add(ticket);
    const share = performance.now() < this.#graceUntil ? this.#share : undefined;
    const served = share === undefined ? this.#serve(ticket, true) : share.run(() => this.#serve(ticket, false));
    void served
      .catch((error: unknown) => this.#goDown(error))
      .finally(() => {
        this.#tickets.delete(ticket);
        this.#next();
      });
  }

  #next(): void {
    const fails = this.#isDown && this.#share === undefined;
    if (this.calls.size > 0 && this.pausedMs === 0 && !fails) this.ask();
  }

  /** Rebooks a ticket of a lower rank for a call of that rank, which is first in the list. */
  #promote(rank: number): void {
    const tickets = [...this.#tickets];
    if (tickets.some((ticket) => ticket.rank <= rank)) return;
    const ticket = tickets.find(({ wake }) => wake !== undefined);
    if (ticket === undefined) return;
    this.#leave(ticket.member);
    ticket.member = this.#member(rank);
    ticket.rank = rank;
    ticket.wake?.();
  }

  #member(rank: number): string {
    return `${rank}:${this.#name}:${this.#numbered++}`;
  }

  /** Waits until Redis permits a start, starts the next call, and goes on with the one after it. Rejects if Redis is down. */
  async #serve(ticket: Ticket, goesOn: boolean): Promise<void> {
    let answerMs = 0;
    let next: Pick<Ticket, 'member' | 'rank'> | undefined;
    while (this.calls.size > 0 && this.pausedMs === 0) {
      const { member } = ticket;
      answerMs = Math.max(answerMs, this.#answerMs);
      const lateMs = answerMs + this.guard.slackMs(performance.now());
      if (goesOn) next ??= this.#following();
      const { waitMs, pausedMs, tookMs } = await this.#budget.turn(member, lateMs, next?.member);
      this.#recovered();
      const beyondMs = Math.max(0, tookMs * 1.2 - this.#toleranceMs);
      this.#answerMs += (beyondMs - this.#answerMs) / 8;
      if (pausedMs > 0) return this.#learnPause(pausedMs);
      if (waitMs > 0) await this.#sleep(ticket, waitMs);
      // The start would be later than Redis has logged it, so Redis is asked again.
      else if (tookMs > answerMs + this.#toleranceMs) answerMs = beyondMs;
      else {
        this.#start(member, lateMs);
        if (next === undefined) return;
        Object.assign(ticket, next);
        answerMs = 0;
        next = undefined;
      }
    }
    this.#leave(ticket.member);
    if (next !== undefined) this.#leave(next.member);
  }

  /** The next booking of a ticket, if more calls wait than there are tickets. */
  #following(): Pick<Ticket, 'member' | 'rank'> | undefined {
    const rank = this.#rankAt(this.#tickets.size);
    return rank === undefined ? undefined : { member: this.#member(rank), rank };
  }

  #start(member: string, lateMs: number): void {
    const ended = this.startNext();
    if (ended === undefined) this.#leave(member);
    else if (lateMs >= 1) void ended.then(() => this.#answered(this.#budget.arrived(member)));
  }

  #leave(member: string): void {
    this.#answered(this.#budget.leave(member));
  }

  #sleep(ticket: Ticket, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const off = this.timers.at(performance.now() + ms, wake);
      ticket.wake = wake;
      function wake(): void {
        off();
        ticket.wake = undefined;
        resolve();
      }
    });
  }

  /** Learns a pause from Redis. Another process may end it. */
  #learnPause(ms: number): void {
    this.#pausedUntil = performance.now() + ms;
    this.endPause();
    this.extendPause(Math.min(ms, PAUSE_CHECK_MS));
    this.hold(ms);
  }

  #recovered(): void {
    if (this.#isDown && this.#share) this.#graceUntil = performance.now() + GRACE_MS;
    this.#isDown = false;
  }

  #goDown(error: unknown): void {
    this.#isDown = true;
    this.#failure = error;
    this.#retryAt = performance.now() + RETRY_MS;
    if (this.#share === undefined) for (const call of [...this.calls]) call.fail(error);
  }

  /** Runs a command without waiting for it. If Redis is down, the next turn reports it. */
  #answered(command: Promise<void>, then: () => void = () => {}): void {
    command.then(then, () => {});
  }
}
