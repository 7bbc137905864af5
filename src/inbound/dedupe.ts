import { type InboundClock, systemClock } from './clock.js';

/**
 * What a store knows about a delivery.
 * `new`: nothing, and the caller now holds the lease. `leased`: another request holds the lease. `done`: the queue took it.
 */
export type DedupeClaim = 'new' | 'leased' | 'done';

/** Remembers deliveries, so that Kommo's repetitions of them are not handled twice. All methods must be atomic. */
export interface DedupeStore {
  /**
   * Reserves an id for `leaseMs` milliseconds. If the process dies before `confirm`, the lease ends and the next attempt is handled.
   * A boolean is accepted too: true is `new`, false is `leased`. The handler refuses every other value with a 503.
   */
  claim(id: string, leaseMs: number): DedupeClaim | boolean | Promise<DedupeClaim | boolean>;
  /** Marks an id as done for `ttlMs` milliseconds. Without this method a repetition is recognised only while the lease lasts. */
  confirm?(id: string, ttlMs: number): unknown;
  /** Forgets an id whose delivery the queue did not take. */
  release(id: string): unknown;
}

/** How repeated deliveries are recognised. */
export interface DedupeOptions {
  /** Milliseconds to remember a delivery. Default 2 hours: Kommo's last attempt comes 95 minutes after the first. */
  readonly ttlMs?: number | undefined;
  /** Milliseconds that a request may take to hand its delivery to the queue before another attempt may do so. Default 60 000. */
  readonly leaseMs?: number | undefined;
  /** Maximum number of deliveries that the store in memory remembers; the oldest are dropped first. Default 10 000, about 2 MB. */
  readonly maxEntries?: number | undefined;
  /** A store that several processes share. Default: in memory. */
  readonly store?: DedupeStore | undefined;
}

interface Entry {
  readonly state: 'leased' | 'done';
  readonly until: number;
}

/** A store in memory with a bounded number of entries. */
export function memoryDedupe(maxEntries = 10_000, now: () => number = systemClock.now): Required<DedupeStore> {
  const entries = new Map<string, Entry>();
  const put = (id: string, state: Entry['state'], ms: number): void => {
    // Deleted first, because a Map keeps the order of insertion and the first key must be the oldest.
    entries.delete(id);
    trim(entries, maxEntries);
    entries.set(id, { state, until: now() + ms });
  };
  return {
    claim(id, leaseMs) {
      const known = entries.get(id);
      if (known !== undefined && known.until > now()) return known.state;
      put(id, 'leased', leaseMs);
      return 'new';
    },
    confirm: (id, ttlMs) => put(id, 'done', ttlMs),
    release: (id) => void entries.delete(id),
  };
}

const LATE_MS = 30_000;

/**
 * Bodies that were answered with 503 because the queue was slow. Without an id of the request, the same body is a repetition only
 * within 30 seconds of such an answer; at any other time it may be another event that happens to have the same content.
 */
export class LateBodies {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: InboundClock;
  readonly #maxEntries: number;

  constructor(clock: InboundClock, maxEntries = 10_000) {
    this.#clock = clock;
    this.#maxEntries = maxEntries;
  }

  /** What is known about a body. A body that is done is forgotten, because its next answer is a 200. */
  look(body: string): DedupeClaim {
    const known = this.#entries.get(body);
    if (known === undefined) return 'new';
    if (known.until <= this.#clock.now()) {
      this.#entries.delete(body);
      return 'new';
    }
    if (known.state === 'done') this.#entries.delete(body);
    else this.note(body);
    return known.state;
  }

  /** Notes that a body was answered with 503 while the queue may still take it. */
  note(body: string): void {
    this.#entries.delete(body);
    trim(this.#entries, this.#maxEntries);
    this.#entries.set(body, { state: 'leased', until: this.#clock.now() + LATE_MS });
  }

  /** Notes that the queue took a body after its 503, or refused it. */
  settle(body: string, taken: boolean): void {
    const known = this.#entries.get(body);
    if (known === undefined) return;
    if (taken) this.#entries.set(body, { state: 'done', until: known.until });
    else this.#entries.delete(body);
  }
}

function trim(entries: Map<string, Entry>, maxEntries: number): void {
  while (entries.size > 0 && entries.size >= maxEntries) entries.delete(entries.keys().next().value as string);
}
