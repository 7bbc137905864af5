import { withSignal } from '../util/abort.js';
import { settled } from './pages.js';
import type { Raw } from './rows.js';
import { type Answer, type Position, walk } from './walk.js';

/** A range of `updated_at` that is still to be read, in unix seconds. Both ends belong to it. Plain JSON. */
export interface Lane {
  /** Default: the first row. */
  readonly from?: number | undefined;
  /** Default: no end. */
  readonly to?: number | undefined;
  /** The start of the range, up to `until`, is being read by ascending id. */
  readonly byId?: (Position & { readonly until?: number | undefined }) | undefined;
}

type FetchRange = (query: Raw, signal: AbortSignal) => Promise<Answer>;

export interface WalkByChange {
  /** Sends a request for one page. */
  readonly fetch: FetchRange;
  /** What is still to be read. */
  readonly lanes: readonly Lane[];
  /** Maximum number of lanes at once. */
  readonly concurrency: number;
  /**
   * Stores a page. Call `rest` in the same transaction: it returns what is still to be read after this page. `rowsLeft` estimates how
   * many rows that is, and is undefined as long as too little is known.
   */
  readonly store: (answer: Answer, rest: () => readonly Lane[], rowsLeft: () => number | undefined) => Promise<void>;
}

const PAGE = 250;
// Repeating a tenth of a page costs more than reading the rows by id.
const MAX_REPEATED = PAGE / 10;
const PAGES_BY_ID = 4;
// Each new lane costs half a request, because its last page is half empty.
const PAGES_BEFORE_SPLIT = 4;
const PAGES_PER_EXTRA_SPLIT = 40;

interface RunningLane {
  lane: Lane;
  /** Rows per second of `updated_at` on the last page. */
  density: number;
}

/**
 * Reads a list by ascending `updated_at`. Each request starts at the moment of the last row that was read, and always asks for page 1.
 * So rows that vanish or change meanwhile shift no page, and hardly a row is read twice. A row that changes moves to the end.
 *
 * One lane is as slow as its answers. So a long range is split into several lanes that are read at once.
 * @returns whether the range was split. A row may then have moved from an unread lane to one that had already ended
 */
export async function walkByChange({ fetch, lanes, concurrency, store }: WalkByChange): Promise<boolean> {
  const stop = new AbortController();
  const running = new Set<RunningLane>();
  const jobs: Promise<void>[] = [];
  let failure: { readonly error: unknown } | undefined;
  let pages = 0;
  let splits = 0;
  const ends: Ends = { from: false, to: false };

  const run = async (entry: RunningLane): Promise<void> => {
    try {
      const send = (query: Raw, unwanted?: AbortSignal): Promise<Answer> =>
        unwanted ? withSignal(unwanted, stop.signal, (both) => fetch(query, both)) : fetch(query, stop.signal);
      for await (const { answer, rest } of readLane(send, entry, ends, concurrency)) {
        const left = (): Lane | undefined => {
          const { to } = entry.lane;
          return rest && !isPast(rest.from, to) ? { ...rest, to } : undefined;
        };
        await store(
          answer,
          () => [...running].flatMap((one) => (one === entry ? (left() ?? []) : one.lane)),
          () => (pages < PAGES_BEFORE_SPLIT ? undefined : rowsLeft(running, answer.serverTime)),
        );
        // Only a page that is stored counts as read. Another lane may store its own before a commit that fails.
        const lane = left();
        if (lane) entry.lane = lane;
        else running.delete(entry);
        pages += 1;
        split(answer.serverTime);
      }
    } catch (error) {
      failure ??= { error };
      stop.abort(error);
    }
  };
  const start = (lane: Lane): void => {
    const entry = { lane, density: 0 };
    running.add(entry);
    jobs.push(run(entry));
  };
  const split = (now: number): void => {
    const allowed = Math.min(Math.floor(pages / PAGES_BEFORE_SPLIT), concurrency - 1) + pages / PAGES_PER_EXTRA_SPLIT;
    while (running.size < concurrency && splits + 1 <= allowed && !stop.signal.aborted) {
      const found = longest(running, now);
      if (!found) return;
      const { entry, middle } = found;
      const { to } = entry.lane;
      entry.lane = { ...entry.lane, to: middle };
      splits += 1;
      start({ from: middle + 1, to });
    }
  };

  for (const lane of lanes) start(lane);
  // Jobs that start meanwhile are added at the end.
  for (const job of jobs) await job;
  if (failure) throw failure.error;
  return splits > 0 || lanes.length > 1;
}

/** Estimates how many rows are left. Ranges of which no page was read yet are as full as the others. */
function rowsLeft(running: Iterable<RunningLane>, now: number): number | undefined {
  const lanes = [...running];
  const known = lanes.filter(({ density }) => density > 0);
  if (known.length === 0) return undefined;
  const mean = known.reduce((sum, { density }) => sum + density, 0) / known.length;
  return lanes.reduce((sum, { density, lane: { from, to = now } }) => {
    return sum + (density || mean) * Math.max(0, to - (from ?? to));
  }, 0);
}

/** The lane with the most rows left, and the moment at which to split it. Undefined if no lane is worth it. */
function longest(running: Iterable<RunningLane>, now: number): { entry: RunningLane; middle: number } | undefined {
  let found: { entry: RunningLane; middle: number } | undefined;
  let most = PAGES_BEFORE_SPLIT * PAGE;
  for (const entry of running) {
    const { from, to = now, byId } = entry.lane;
    const next = byId ? (byId.until ?? to) + 1 : from;
    if (next === undefined || next >= to) continue;
    const rows = entry.density * (to - next);
    if (rows < most) continue;
    most = rows;
    found = { entry, middle: Math.floor((next + to) / 2) };
  }
  return found;
}

interface LaneStep {
  readonly answer: Answer;
  /** What is left of the lane after this page. Undefined at its end. */
  readonly rest: Lane | undefined;
}

async function* readLane(
  send: (query: Raw, unwanted?: AbortSignal) => Promise<Answer>,
  entry: RunningLane,
  ends: Ends,
  concurrency: number,
): AsyncGenerator<LaneStep, void, undefined> {
  let { from, byId } = entry.lane;
  let pagesById = PAGES_BY_ID;
  const fetchFirst = async (start: number | undefined, end: number | undefined): Promise<Answer> => {
    const range = rangeOf(start, end, ends);
    const ask = (page: number): Promise<Answer> =>
      send({ ...filterOf(range), order: { updated_at: 'asc' }, page, limit: PAGE });
    const answer = await settled(await ask(1), {
      limit: PAGE,
      trustsLinks: true,
      next: () => ask(2),
      again: () => ask(1),
    });
    learn(ends, range, answer);
    return answer;
  };
  for (;;) {
    if (byId) {
      const { until }: { until?: number | undefined } = byId;
      // The range stays the same for all parts of it, so that they fit together.
      const range = rangeOf(from, until, ends);
      const steps = walk(
        (chunk, unwanted) => send({ ...filterOf(range), order: { id: 'asc' }, ...chunk }, unwanted),
        byId,
        concurrency,
      );
      const after = until === undefined ? undefined : until + 1;
      for await (const { answer, position, isLast } of steps) {
        learn(ends, range, answer);
        const rest = isLast ? after !== undefined && { from: after } : { from, byId: { ...position, until } };
        yield { answer, rest: rest || undefined };
      }
      if (after === undefined || isPast(after, entry.lane.to)) return;
      from = after;
      byId = undefined;
      continue;
    }
    const { to } = entry.lane;
    const answer = await fetchFirst(from, to);
    if (!answer.hasNext) {
      yield { answer, rest: undefined };
      return;
    }
    const moments = answer.rows.map((row) => row['updated_at'] as number);
    const first = moments[0] as number;
    const last = moments.at(-1) as number;
    let isOrdered = moments.length > 0 && isAscending(moments) && first >= (from ?? first) - 1;
    if (isOrdered && from === undefined) {
      // The rows of the first page may ascend by chance.
      const older = await send({ ...filterOf({ to: first - 1 }), order: { updated_at: 'asc' }, page: 1, limit: 1 });
      isOrdered = older.rows.length === 0;
    }
    if (!isOrdered) {
      // The server ignores the order or the filter, or rows have no moment, or all rows of the page are hidden.
      byId = { at: 0, last: 0, until: to };
      yield { answer, rest: { from, byId } };
      continue;
    }
    entry.density = moments.length / (last - first + 1);
    const before = from ?? Number.NEGATIVE_INFINITY;
    from = Math.max(last, before);
    const repeated = moments.filter((moment) => moment >= (ends.from ? last : last - 1)).length;
    // A page that ends in the second in which it began would be asked for again.
    if (first === last || last <= before || repeated > MAX_REPEATED) {
      // Many rows have the same moment, as after an import. The order of ids holds within a moment too.
      const seconds = Math.ceil((pagesById * PAGE) / entry.density);
      byId = { at: 0, last: 0, until: Math.min(from + seconds - 1, to ?? Number.POSITIVE_INFINITY) };
      pagesById *= 2;
    } else pagesById = PAGES_BY_ID;
    const rest: Lane = { from, byId };
    yield { answer, rest: isPast(from, to) ? undefined : rest };
    // The lane may have been split meanwhile.
    if (isPast(from, entry.lane.to)) return;
  }
}

const isPast = (moment: number | undefined, end: number | undefined): boolean =>
  moment !== undefined && end !== undefined && moment > end;

const isAscending = (moments: readonly number[]): boolean =>
  moments.every((moment, i) => Number.isSafeInteger(moment) && (i === 0 || (moments[i - 1] as number) <= moment));

/** Whether the ends of `filter[updated_at]` belong to the range. Kommo does not document it, so it is false until an answer proves it. */
interface Ends {
  from: boolean;
  to: boolean;
}

interface Range {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

// An end that may not belong to the range is asked for one second further.
const rangeOf = (from: number | undefined, to: number | undefined, ends: Ends): Range => ({
  from: from === undefined || ends.from ? from : Math.max(0, from - 1),
  to: to === undefined || ends.to ? to : to + 1,
});

function learn(ends: Ends, { from, to }: Range, { rows }: Answer): void {
  for (const { updated_at: moment } of rows) {
    if (moment === from) ends.from = true;
    if (moment === to) ends.to = true;
  }
}

function filterOf({ from, to }: Range): Raw {
  if (from === undefined && to === undefined) return {};
  return { filter: { updated_at: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) } } };
}
