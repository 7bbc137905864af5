import { KommoError } from '../errors.js';
import { withSignal } from '../util/abort.js';
import { hash53 } from '../util/hash.js';
import type { Page } from './page.js';

/** One change since the cursor. */
export type Change<T, Deleted> =
  | { readonly type: 'created' | 'updated'; readonly entity: T }
  | { readonly type: 'deleted'; readonly entity: Deleted };

/** How far one list was read: up to `at` (unix seconds), and what was seen just before it: id, updated_at and a hash of the content. */
export interface SyncPosition {
  readonly at: number;
  readonly seen: readonly (readonly [id: number, updatedAt: number, hash?: number])[];
}

/** Where the next run continues. Plain JSON. Store it unchanged. */
export interface SyncCursor {
  readonly live: SyncPosition;
  readonly deleted: SyncPosition;
}

/** Changes of one page, and the cursor to store after you have processed them. */
export interface ChangePage<T, Deleted> {
  readonly changes: readonly Change<T, Deleted>[];
  readonly cursor: SyncCursor;
}

/** Properties that changes need. */
export interface Followed {
  id: number;
  updated_at: number;
}

/** What a page holds: all that was updated at `from` or later, oldest first, or one second alone by ascending id. */
export interface Since {
  readonly from: number;
  readonly only?: boolean | undefined;
  /** The server has shown that the ends of a range belong to it. Otherwise the page also holds the seconds next to the range. */
  readonly exact?: boolean | undefined;
  readonly limit?: number | undefined;
}

/** Fetches a page of {@link Since}. The signal stands in for that of the caller, and is also aborted when the consumer leaves. */
export type FetchSince<T> = (since: Since, page: number, signal: AbortSignal) => PromiseLike<Page<T>>;

/** Where changes are read from. `deleted` is missing if Kommo does not report deleted entities. */
export interface ChangeSources<T, Deleted> {
  readonly live: FetchSince<T>;
  readonly deleted?: FetchSince<Deleted>;
  /** The signal of the caller. */
  readonly signal?: AbortSignal | undefined;
}

/** Yields what changed since the cursor of the state. The cursor moves on after the consumer is done with a page. */
export async function* readChanges<T extends Followed & { created_at?: number }, Deleted extends Followed>(
  { live, deleted, signal }: ChangeSources<T, Deleted>,
  state: { cursor: SyncCursor },
  overlap: number,
  left: AbortSignal,
): AsyncGenerator<ChangePage<T, Deleted>, void, undefined> {
  const known = state.cursor.live.at - overlap;
  const leaving =
    <E>(fetch: FetchSince<E>): FetchPart<E> =>
    (since, page) =>
      withSignal(signal, left, async (both) => fetch(since, page, both));
  for await (const { items, position } of readSince(leaving(live), state.cursor.live, overlap)) {
    const cursor = { ...state.cursor, live: position };
    const changes = items.map(
      (entity) => ({ type: (entity.created_at ?? 0) > known ? 'created' : 'updated', entity }) as const,
    );
    yield { changes, cursor };
    // Only now is the consumer done with the changes.
    state.cursor = cursor;
  }
  if (!deleted) return;
  for await (const { items, position } of readSince(leaving(deleted), state.cursor.deleted, overlap)) {
    const cursor = { ...state.cursor, deleted: position };
    yield { changes: items.map((entity) => ({ type: 'deleted', entity }) as const), cursor };
    state.cursor = cursor;
  }
}

type FetchPart<T> = (since: Since, page: number) => Promise<Page<T>>;

// Rows that a page repeats of the one before it, within one second. As many may go from that second between two calls.
const REPEATED = 10;
// A page may repeat the seconds next to the one that was asked for.
const REPEATED_SECONDS = 2;
const MAX_PASSES = 50;
const ENOUGH_QUIET_PASSES = 10;

/**
 * What was updated since a position, oldest first.
 * Pages by number would lose what slides to an earlier page when something before it changes. So each step asks anew from the last
 * second on, for the first page only. A second that fills a whole page is read by itself.
 */
async function* readSince<T extends Followed>(
  fetch: FetchPart<T>,
  start: SyncPosition,
  overlap: number,
): AsyncGenerator<{ items: T[]; position: SyncPosition }, void, undefined> {
  const seen = new Map(start.seen.map(([id, updatedAt, hash]) => [id, { updatedAt, hash }]));
  const first = Math.max(0, start.at - overlap);
  let from = first;
  let at = start.at;
  const ends: Ends = { from: false, to: false };
  const take = (data: readonly T[], upTo = Number.POSITIVE_INFINITY): { items: T[]; position: SyncPosition } => {
    const items = data.filter((item) => {
      // The second before the range was asked for too.
      if (item.updated_at < first) return false;
      const hash = hash53(JSON.stringify(item));
      const known = seen.get(item.id);
      seen.set(item.id, { updatedAt: item.updated_at, hash });
      // The content too: something may change twice in one second.
      return known === undefined || known.updatedAt !== item.updated_at || known.hash !== hash;
    });
    at = data.reduce((latest, { updated_at }) => Math.max(latest, Math.min(updated_at, upTo)), at);
    for (const [id, { updatedAt }] of seen) if (updatedAt < at - Math.max(overlap, REPEATED_SECONDS)) seen.delete(id);
    return {
      items,
      position: { at, seen: [...seen].map(([id, { updatedAt, hash }]) => [id, updatedAt, hash ?? 0] as const) },
    };
  };
  for (;;) {
    const page = await fetch({ from, exact: isExact(ends) }, 1);
    if (page.data.some(({ updated_at }) => updated_at === from - 1)) ends.from = true;
    const last = page.data.at(-1)?.updated_at ?? from;
    const taken = take(page.data);
    if (taken.items.length > 0) yield taken;
    if (!page.hasNextPage()) return;
    if (last > from) {
      from = last;
      continue;
    }
    // Read ahead first: once something later is there, the second is over and nothing more comes into it.
    const isOver = await isAfter(fetch, from, ends);
    for await (const data of readSecond(fetch, from, ends)) {
      // A later second in it does not move the position on: this one is not whole yet.
      const more = take(data, from);
      if (more.items.length > 0) yield more;
    }
    if (!isOver) return;
    from++;
  }
}

/** Returns true if something was updated later than a second. Only such a row proves it: the wider range also holds the second itself. */
async function isAfter<T extends Followed>(fetch: FetchPart<T>, second: number, ends: Ends): Promise<boolean> {
  const exact = isExact(ends);
  const isLater = ({ updated_at }: T): boolean => updated_at > second;
  const page = await fetch({ from: second + 1, exact }, 1);
  if (exact || page.data.some(isLater) || !page.hasNextPage()) return page.data.some(isLater);
  // The second fills the page, so the ends belong to a range here.
  return (await fetch({ from: second + 2, exact }, 1)).data.some(isLater);
}

/** Whether the server has shown that an end of a range belongs to it. */
interface Ends {
  from: boolean;
  to: boolean;
}

const isExact = ({ from, to }: Ends): boolean => from && to;

/**
 * Everything of one second, by ascending id, and of those next to it if the ends of a range may not belong to it. Each page repeats the
 * last rows of the one before, which proves that nothing slid past the border between them. Otherwise the second is read again, and so
 * it is if the pages come without order.
 */
async function* readSecond<T extends Followed>(
  fetch: FetchPart<T>,
  second: number,
  ends: Ends,
): AsyncGenerator<T[], void, undefined> {
  const union = new Set<number>();
  let most = 0;
  let quiet = 0;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const before = union.size;
    let isWhole = true;
    let isSorted = true;
    // The last id that was read, and the rows up to it.
    let lastId = 0;
    let covered = 0;
    let size: number | undefined;
    // The range stays the same within a pass, so that its pages fit together.
    const exact = isExact(ends);
    const margin = exact ? 0 : 1;
    for (;;) {
      const next: { number: number; limit?: number; offset: number } =
        size === undefined ? { number: 1, offset: 0 } : nextPart(covered, size);
      const page = await fetch({ from: second, only: true, exact, limit: next.limit }, next.number);
      const data = page.data.filter(({ updated_at }) => Math.abs(updated_at - second) <= margin);
      if (!exact) {
        ends.from ||= data.some(({ updated_at }) => updated_at === second - 1);
        ends.to ||= data.some(({ updated_at }) => updated_at === second + 1);
      }
      size ??= page.data.length;
      const [first] = data;
      if (next.offset < covered && first && first.id > lastId) isWhole = false;
      for (const [i, { id }] of data.entries()) {
        if (i > 0 && id < (data[i - 1] as T).id) isSorted = false;
        lastId = Math.max(lastId, id);
        union.add(id);
      }
      covered = Math.max(covered, next.offset + data.length);
      if (data.length > 0) yield data;
      if (!page.hasNextPage() || data.length < page.data.length || data.length === 0) break;
    }
    if (isWhole && isSorted) return;
    // Without an order only repetition helps: until as much was seen as is there, or nothing new comes any more.
    most = Math.max(most, covered);
    quiet = union.size > before ? 0 : quiet + 1;
    if (!isSorted && (quiet >= ENOUGH_QUIET_PASSES || (quiet > 0 && union.size >= most))) return;
  }
  throw new KommoError(
    `The changes of second ${second} could not be read whole: too much of it changed while it was read. Start again from the last cursor.`,
  );
}

/** Finds the page that repeats some rows read so far and adds the most new ones, if pages have at most `size` rows. */
function nextPart(covered: number, size: number): { number: number; limit: number; offset: number } {
  for (let repeated = Math.min(REPEATED, Math.floor(size / 5)); ; repeated--) {
    let best = { number: 1, limit: size, offset: 0 };
    for (let limit = size; limit > 0; limit--) {
      const number = Math.floor((covered - repeated) / limit) + 1;
      if (number * limit > best.number * best.limit) best = { number, limit, offset: (number - 1) * limit };
    }
    if (best.number * best.limit > covered) return best;
  }
}
