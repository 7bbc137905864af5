import type { Raw } from './rows.js';

/** Where a walk is: how many rows it has passed, and the highest id among them. Plain JSON. */
export interface Position {
  readonly at: number;
  readonly last: number;
}

/** An answer of a list. */
export interface Answer {
  readonly rows: readonly Raw[];
  readonly hasNext: boolean;
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
}

const MAX_LIMIT = 250;
// Kommo caps some lists below what is asked for, but not below this.
const MIN_CAP = 50;
// A list that can't be walked in order ends all the same.
const MAX_RETREATS = 12;

/**
 * Walks a list by ascending id, several requests at a time, and loses nothing when rows vanish or come back meanwhile.
 *
 * Pages by number shift when an earlier row vanishes: the row at the border slips from one page, which is not read yet, to one that
 * was. So consecutive chunks overlap: each must start at or before the last id of the one before it, which proves that nothing lies
 * between them. If it does not, the walk goes back until it meets a row that it has seen.
 */
export async function* walk(
  fetch: (chunk: Chunk, signal: AbortSignal) => Promise<Answer>,
  start: Position,
  concurrency: number,
): AsyncGenerator<Step, void, undefined> {
  let { at, last } = start;
  let back = 1;
  let width = 1;
  let planned = at;
  let furthest = 0;
  let retreats = 0;
  let maxLimit = MAX_LIMIT;
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
      let got = await answer;
      const ids = got.rows.map(({ id }) => Number(id));
      // A capped list may give no links, so a full page may not be the last.
      if (maxLimit < MAX_LIMIT && ids.length === chunk.limit) got = { ...got, hasNext: true };
      if (got.hasNext && ids.length >= MIN_CAP && ids.length < chunk.limit) {
        // The server caps its pages, so this one may not be the part that was asked for. It is asked for again in smaller parts.
        maxLimit = ids.length;
        forget();
        planned = at;
        continue;
      }
      const offset = endOf(chunk) - chunk.limit;
      const [first = Number.POSITIVE_INFINITY] = ids;
      const ordered = ids.every((id, i) => i === 0 || (ids[i - 1] as number) < id);
      if (offset > 0 && ordered && first > last && retreats < MAX_RETREATS) {
        retreats += 1;
        forget();
        width = 1;
        planned = at;
        back = Math.max(2 * (at - offset), maxLimit);
        continue;
      }
      // A page may be short though others follow.
      at = got.hasNext ? endOf(chunk) : offset + ids.length;
      if (at > furthest) {
        furthest = at;
        retreats = 0;
      }
      last = Math.max(last, ...ids);
      yield { answer: got, position: { at, last } };
      if (isLast(got)) return;
      width = Math.min(2 * width, concurrency);
    }
  } finally {
    forget();
  }
}

/** Whether no page follows. */
export const isLast = ({ hasNext, rows }: Answer): boolean => !hasNext || rows.length === 0;

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
