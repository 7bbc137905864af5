import {
  ConnectionError,
  DecodeError,
  KommoApiError,
  type KommoError,
  RateLimitError,
  RateLimiterUnavailableError,
  RedirectError,
  ServerError,
} from '../errors.js';
import { sleep } from '../util/abort.js';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Returns true if an error means that Kommo or the network is down, so that the next call would probably fail too. */
export function isOutage(error: unknown): boolean {
  return [ConnectionError, DecodeError, RateLimiterUnavailableError, RateLimitError, ServerError].some(
    (type) => error instanceof type,
  );
}

/** Returns true if a call that failed with this error may have stored its items. */
export function mayBeStored(error: unknown): boolean {
  // A connection that failed, an abort, or a middleware that threw.
  const { maybeProcessed } = error as { maybeProcessed?: boolean };
  if (maybeProcessed !== undefined) return maybeProcessed;
  if ([DecodeError, RedirectError, ServerError].some((type) => error instanceof type)) return true;
  // The answer is neither a readable success nor a refusal.
  return error instanceof KommoApiError && error.status < 400;
}

/** Pauses a run while Kommo is down, and ends the run if the outage lasts too long. */
export class Outage {
  readonly #limitMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #onWait: (error: KommoError, ms: number) => void;
  #failures = 0;
  #round = 0;
  #waitedMs = 0;
  #waiting: Promise<void> | undefined;

  /** @param limitMs - milliseconds of waiting without an answered call, after which `wait` throws */
  constructor(limitMs: number, signal: AbortSignal | undefined, onWait: (error: KommoError, ms: number) => void) {
    this.#limitMs = limitMs;
    this.#signal = signal;
    this.#onWait = onWait;
  }

  /** Whether several calls in a row have failed. */
  get isOn(): boolean {
    return this.#failures > 1;
  }

  /** A call was answered. */
  over(): void {
    this.#failures = 0;
    this.#round = 0;
    this.#waitedMs = 0;
  }

  /** Resolves as soon as the run may send again. */
  async gate(): Promise<void> {
    while (this.#waiting) await this.#waiting;
  }

  /** A call failed after it may have been stored. A single failure does not count as an outage: the run waits from the second one on. */
  async burnt(error: KommoError): Promise<void> {
    if (this.#waiting) return this.gate();
    if (this.#failures++ > 0) await this.wait(error);
  }

  /** Waits before the next call. Throws the error if the outage has lasted too long, and the signal's reason on abort. */
  async wait(error: KommoError): Promise<void> {
    // Calls that failed together wait together.
    if (this.#waiting) return this.gate();
    this.#failures++;
    const left = this.#limitMs - this.#waitedMs;
    if (left <= 0) throw error;
    const asked = error instanceof KommoApiError ? (error.retryAfter ?? 0) * 1000 : 0;
    const ms = Math.min(left, Math.max(asked, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#round++)));
    this.#waitedMs += ms;
    this.#waiting = sleep(ms, this.#signal).finally(() => {
      this.#waiting = undefined;
    });
    // Calls at the gate see the rejection too.
    this.#waiting.catch(() => {});
    this.#onWait(error, ms);
    await this.#waiting;
  }
}
