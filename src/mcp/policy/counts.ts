import type { Limit } from '../../generated/mcp.js';

/** Lengths of the named windows, in milliseconds. */
export const WINDOWS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** A later moment than this is a clock that was wrong, unless the window is longer. */
const AHEAD_MS = WINDOWS.hour;

/** One amount to take off one limit. */
export interface Take {
  readonly key: string;
  readonly amount: number;
  readonly max: number;
  readonly window: Limit['window'];
  /** When it was taken. */
  time?: number;
}

/** Keeps counts beyond the life of a process. What it throws fails the call: a limit that is not kept is none. */
export interface CountStore {
  /**
   * Hands the stored text to `change`, and stores what it returns before anyone else reads. Undefined changes nothing.
   * It may call `change` again if another process was faster.
   */
  update(change: (text: string | undefined) => string | undefined): Promise<void>;
}

/** The store of counts failed, so nothing may run. */
export class CountsError extends Error {
  override name = 'CountsError';
}

/** Amounts by the time that they were taken: one sum a window of the clock, or each by itself for a span in seconds. */
type Entry = [at: number, amount: number][];

/** Counts what calls have used up. With a store, counts of the whole server and of principals survive a restart. */
export class Counts {
  #entries = new Map<string, Entry>();
  readonly #now: () => number;
  readonly #store: CountStore | undefined;
  readonly #prefix: string;

  /** @param account - Sets the counts of an account apart from those of others in the same store */
  constructor(now: () => number = Date.now, store?: CountStore, account?: string) {
    this.#now = now;
    this.#store = store;
    this.#prefix = account === undefined ? '' : `${account}/`;
  }

  /** Takes all amounts or none; answers the limit that is full, with the seconds until it may have room again. */
  async take<T extends Take>(takes: readonly T[], by: 0 | 1): Promise<(T & { seconds: number }) | undefined> {
    return this.#change(takes, by);
  }

  /** Gives back what was taken, in the window that it was taken from. */
  async give(takes: readonly Take[]): Promise<void> {
    await this.#change(takes, -1);
  }

  async #change<T extends Take>(takes: readonly T[], by: -1 | 0 | 1): Promise<(T & { seconds: number }) | undefined> {
    if (takes.length === 0) return undefined;
    if (!this.#store || takes.every(({ key }) => isPassing(key))) return this.#take(takes, by);
    const passing = [...this.#entries].filter(([key]) => isPassing(key));
    let full: (T & { seconds: number }) | undefined;
    try {
      await this.#store.update((text) => {
        const kept = text ? (JSON.parse(text) as [string, Entry][]) : [];
        this.#entries = new Map([...kept, ...passing]);
        full = this.#take(takes, by);
        return full || by === 0 ? undefined : this.#text();
      });
    } catch (cause) {
      throw new CountsError(`The counts of limits could not be kept: ${(cause as Error).message}`, { cause });
    }
    return full;
  }

  #take<T extends Take>(takes: readonly T[], by: -1 | 0 | 1): (T & { seconds: number }) | undefined {
    const clock = this.#now();
    const fresh = new Map<string, Entry>();
    for (const take of takes) {
      const { amount, max, window } = take;
      const key = `${this.#prefix}${take.key}`;
      const length = typeof window === 'number' ? window * 1000 : WINDOWS[window];
      const latest = clock + Math.max(length, AHEAD_MS);
      const known = (fresh.get(key) ?? this.#entries.get(key) ?? []).filter(([at]) => at <= latest);
      // Another process, or this one before its clock was set back, may be ahead. Its window counts on.
      const now = Math.max(clock, ...known.map(([at]) => at));
      const start = typeof window === 'number' ? now - length + 1 : Math.floor(now / length) * length;
      const entry = known.filter(([at]) => at >= start);
      const used = entry.reduce((sum, [, one]) => sum + one, 0);
      if (by >= 0 && used + amount > max) {
        const free = typeof window === 'number' ? (entry[0]?.[0] ?? now) + length : start + length;
        return { ...take, seconds: Math.ceil((free - clock) / 1000) };
      }
      if (by > 0) take.time = typeof window === 'number' ? now : start;
      const { time = now } = take;
      fresh.set(key, by < 0 ? given(entry, time, amount) : [...entry, [time, amount]]);
    }
    if (by !== 0) for (const [key, entry] of fresh) this.#entries.set(key, merged(entry));
    return undefined;
  }

  #text(): string {
    const oldest = this.#now() - 7 * WINDOWS.day;
    for (const [key, entry] of this.#entries) if ((entry.at(-1)?.[0] ?? 0) < oldest) this.#entries.delete(key);
    return JSON.stringify([...this.#entries].filter(([key]) => !isPassing(key)));
  }
}

/** Goes before the session in a key. The name of a counter, which the operator writes, does not hold it by accident. */
export const SESSION = '\0session ';
// A session ends with the connection.
const isPassing = (key: string): boolean => key.includes(SESSION);

function merged(entry: Entry): Entry {
  const sums = new Map<number, number>();
  for (const [at, amount] of entry) sums.set(at, (sums.get(at) ?? 0) + amount);
  return [...sums];
}

const given = (entry: Entry, time: number, amount: number): Entry =>
  entry.map(([at, sum]) => [at, at === time ? Math.max(0, sum - amount) : sum]);
