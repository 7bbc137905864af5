import type { ListAnswer } from './lists.js';
import { pageByPage, settled } from './pages.js';

/** Where a walk is: how many rows it has passed, and the highest id among them. Plain JSON. */
export interface Position {
  readonly at: number;
  readonly last: number;
  /** Rows are hidden or pages are tiny, so that the list is read by pages: up to its end, and back. */
  readonly pages?: { readonly read: number; readonly pass: number } | undefined;
}

/** An answer of a list. */
export interface Answer extends ListAnswer {
  /** When the request was started, by the clock of the database. */
  readonly readAt: Date;
  /** Clock of the server when it answered, in unix seconds. */
  readonly serverTime: number;
}

/** A part of a list that holds rows `offset` to `end`. */
export interface Chunk {
  readonly page: number;
  readonly limit: number;
}

/** What came of a step. */
export interface Step {
  readonly answer: Answer;
  readonly position: Position;
  readonly isLast: boolean;
}

type FetchChunk = (chunk: Chunk, signal?: AbortSignal) => Promise<Answer>;

const MAX_LIMIT = 250;
// Kommo caps some lists below what is asked for. Below this, many pages would be needed if rows are only hidden.
const MIN_CAP = 50;
const MAX_RETREATS = 12;
// A list that ignores the number of the page brings nothing new.
const MAX_REPEATS = 5;
const MAX_PASSES = 6;

/**
 * Walks a list by ascending id, several requests at a time, and loses nothing when rows vanish or come back meanwhile.
 *
 * Pages by number shift when an earlier row vanishes: the row at the border slips from one page, which is not read yet, to one that
 * was. So consecutive chunks overlap: each must start at or before the last id of the one before it, which proves that nothing lies
 * between them. If it does not, the walk goes back until it meets a row that it has seen.
 *
 * That proof needs pages without gaps. If the server hides rows after it has applied the limit, the list is read by pages instead.
 */
export async function* walk(
  fetch: FetchChunk,
  start: Position,
  concurrency: number,
): AsyncGenerator<Step, void, undefined> {
  if (start.pages) {
    yield* thereAndBack(fetch, start);
    return;
  }
  let { at, last } = start;
  let back = 1;
  let width = 1;
  let planned = at;
  let furthest = 0;
  let retreats = 0;
  let repeats = 0;
  let maxLimit = MAX_LIMIT;
  // The server sends pages of so many rows.
  let allowed = 0;
  let ahead: { chunk: Chunk; answer: Promise<Answer> }[] = [];
  // Requests that were made in vain leave the queue of the limiter.
  let unwanted = new AbortController();
  const forget = (): void => {
    unwanted.abort();
    unwanted = new AbortController();
    ahead = [];
  };
  try {
    for (;;) {
      while (ahead.length < width) {
        const chunk = chunkAt(planned - back, maxLimit);
        const answer = fetch(chunk, unwanted.signal);
        // Those that are not waited for any more fail unheard.
        answer.catch(() => {});
        ahead.push({ chunk, answer });
        planned = endOf(chunk);
        back = 1;
      }
      const { chunk, answer } = ahead.shift() as (typeof ahead)[number];
      const { page, limit } = chunk;
      const ask = (number: number): Promise<Answer> => fetch({ page: number, limit }, unwanted.signal);
      // A link may lead to an empty page.
      const got = await settled(await answer, {
        limit,
        trustsLinks: false,
        next: () => ask(page + 1),
        again: () => ask(page),
      });
      const { hasNext } = got;
      const ids = got.rows.map(({ id }) => Number(id));
      const offset = endOf(chunk) - limit;
      const isShort = hasNext && ids.length < limit;
      if (isShort && ids.length >= MIN_CAP && limit > allowed) {
        // The server caps its pages, so this one may not be the part that was asked for. It is asked for again in smaller parts.
        maxLimit = ids.length;
        allowed = Math.max(allowed, ids.length);
        forget();
        planned = at;
        continue;
      }
      allowed = Math.max(allowed, ids.length);
      const [first = Number.POSITIVE_INFINITY] = ids;
      const ordered = ids.every((id, i) => i === 0 || (ids[i - 1] as number) < id);
      const isGap = offset > 0 && ordered && first > last;
      const isHidden = isShort && (ids.length < MIN_CAP || retreats > 0);
      // Without an order nothing proves that there is no gap.
      const isUnordered = !ordered && hasNext;
      if (isHidden || isUnordered || repeats === MAX_REPEATS || (isGap && retreats === MAX_RETREATS)) {
        forget();
        yield* thereAndBack(fetch, { at: 0, last: 0 });
        return;
      }
      if (isGap) {
        retreats += 1;
        forget();
        width = 1;
        planned = at;
        back = Math.max(2 * (at - offset), maxLimit);
        continue;
      }
      // A page may be short though others follow.
      at = hasNext ? endOf(chunk) : offset + ids.length;
      if (at > furthest) {
        furthest = at;
        retreats = 0;
      }
      const highest = Math.max(last, ...ids);
      repeats = highest > last || at < furthest ? 0 : repeats + 1;
      last = highest;
      yield { answer: got, position: { at, last }, isLast: !hasNext };
      if (!hasNext) return;
      width = Math.min(2 * width, concurrency);
    }
  } finally {
    forget();
  }
}

/**
 * Reads all pages of the same size from the first to the last, and back to the first. Pages of one size never leave a gap, whatever the
 * server caps or hides. A row that slips to a page that was read already is met on the way back. Rows that come back meanwhile move others
 * in the opposite direction. So the list is read once more, until a pass brings nothing new.
 */
async function* thereAndBack(fetch: FetchChunk, start: Position): AsyncGenerator<Step, void, undefined> {
  let { at, last } = start;
  // Odd passes lead to the end, even ones back.
  let { read, pass } = start.pages ?? { read: 0, pass: 1 };
  let end = read;
  const seen = new Set<number>();
  const pages = (page: number): Promise<Answer> => fetch({ page, limit: MAX_LIMIT });
  for (; ; pass += 1) {
    let hasNews = false;
    const step = (answer: Answer, page: number, isEnd: boolean): Step => {
      if (pass === 1) at += answer.rows.length;
      for (const row of answer.rows) {
        const id = Number(row['id']);
        hasNews ||= !seen.has(id);
        seen.add(id);
        last = Math.max(last, id);
      }
      const isLast = isEnd && (end === 1 || (pass > 1 && !hasNews) || pass >= MAX_PASSES);
      return { answer, position: { at, last, pages: { read: page, pass } }, isLast };
    };
    if (pass % 2 === 0)
      for (let page = end - 1; page >= 1; page -= 1) {
        const found = step(await pages(page), page, page === 1);
        yield found;
        if (found.isLast) return;
      }
    else
      for await (const { answer, page, isLast } of pageByPage(pages, read + 1)) {
        end = page;
        const found = step(answer, page, isLast);
        yield found;
        if (found.isLast) return;
      }
    read = 0;
  }
}

const endOf = ({ page, limit }: Chunk): number => page * limit;

/** The chunk that holds row `index` and reaches the furthest. */
export function chunkAt(index: number, maxLimit = MAX_LIMIT): Chunk {
  if (index <= 0) return { page: 1, limit: maxLimit };
  let best: Chunk = { page: 1, limit: 1 };
  for (let limit = maxLimit; limit >= 0.8 * maxLimit; limit -= 1) {
    const chunk = { page: Math.floor(index / limit) + 1, limit };
    if (endOf(chunk) > endOf(best)) best = chunk;
  }
  return best;
}
