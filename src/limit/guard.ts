// An idle connection may have been closed by the server; a new one delays the arrival.
const WARM_FOR_MS = 3_000;
const HALF_LIFE_MS = 300_000;
/** Share of the interval by which the guard widens first, and at most. */
const FIRST = 0.05;
const MAX = 0.2;

/**
 * How late calls may arrive, beyond the `guardMs` of the options. The server counts arrivals, and only departures can be seen here.
 * Before the first answer, and if the last one came more than 3 seconds ago, a call may be late by a fifth of the interval. Otherwise the
 * guard is 0 until the server refuses a call that kept the limit. It then widens to a fifth at most, and halves every five minutes.
 */
export class Guard {
  readonly #intervalMs: number;
  #widenedMs = 0;
  #widenedAt = Number.NEGATIVE_INFINITY;
  #answeredAt = Number.NEGATIVE_INFINITY;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Milliseconds by which a call that starts now may arrive late. */
  slackMs(now: number): number {
    return now - this.#answeredAt > WARM_FOR_MS ? MAX * this.#intervalMs : this.widenedMs(now);
  }

  /** The part of the delay that refusals have shown. */
  widenedMs(now: number): number {
    const left = this.#widenedMs * 0.5 ** ((now - this.#widenedAt) / HALF_LIFE_MS);
    return left < 1 ? 0 : left;
  }

  /** A call has ended. */
  answered(now: number): void {
    this.#answeredAt = now;
  }

  /** The server refused a call. Refusals of one burst count once. */
  refused(now: number): void {
    if (now - this.#widenedAt < this.#intervalMs) return;
    this.#widenedMs = Math.min(MAX * this.#intervalMs, Math.max(FIRST * this.#intervalMs, this.widenedMs(now) * 2));
    this.#widenedAt = now;
  }
}
