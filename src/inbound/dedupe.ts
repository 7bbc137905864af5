/** Remembers deliveries that were taken, so that Kommo's repetitions of them are not worked off again. */
export interface DedupeStore {
  /** Notes an id for `ttlMs`. False where it is noted already. */
  claim(id: string, ttlMs: number): boolean | Promise<boolean>;
  /** Forgets an id whose delivery could not be taken over after all. */
  release(id: string): void | Promise<void>;
}

/** How re-deliveries are told. */
export interface DedupeOptions {
  /** Milliseconds to remember a delivery. Default 2 hours: Kommo's last attempt comes 95 minutes after the first. */
  readonly ttlMs?: number | undefined;
  /** Deliveries that the store in memory remembers; the oldest give way. Default 10 000, some 2 MB. */
  readonly maxEntries?: number | undefined;
  /** A store that several processes share. Default: in memory. */
  readonly store?: DedupeStore | undefined;
}

/** A store in memory, bounded. */
export function memoryDedupe(maxEntries = 10_000, now: () => number = Date.now): DedupeStore {
  const expiry = new Map<string, number>();
  return {
    claim(id, ttlMs) {
      const known = expiry.get(id);
      if (known !== undefined && known > now()) return false;
      expiry.delete(id);
      if (expiry.size >= maxEntries) {
        // A Map keeps the order of insertion, so the first key is the oldest.
        const oldest = expiry.keys().next();
        if (!oldest.done) expiry.delete(oldest.value);
      }
      expiry.set(id, now() + ttlMs);
      return true;
    },
    release(id) {
      expiry.delete(id);
    },
  };
}
