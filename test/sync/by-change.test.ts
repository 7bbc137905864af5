import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Lane, walkByChange } from '../../src/sync/by-change.js';
import type { Raw } from '../../src/sync/rows.js';
import type { Answer } from '../../src/sync/walk.js';

const START = 1_600_000_000;

interface Row {
  readonly id: number;
  readonly updated_at: number;
}

interface Query {
  readonly filter?: { readonly updated_at: { readonly from?: number; readonly to?: number } };
  readonly order: { readonly id?: 'asc'; readonly updated_at?: 'asc' };
  readonly page: number;
  readonly limit: number;
}

const mixed = (id: number): number => (id * 7919) % 1009;

/** A number without a pattern in any order of the ids. */
function scrambled(id: number): number {
  let hash = Math.imul(id ^ (id >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

class Crash extends Error {}

interface Server {
  readonly now?: number;
  /** Maximum number of rows in a page. */
  readonly cap?: number;
  /** Rows that count for the limit of a page, but that the user may not see. */
  readonly isHidden?: (id: number) => boolean;
  /** Whether pages have links to the next one. Default true. */
  readonly hasLinks?: boolean;
  /** Whether the ends of a filter belong to it. Default true. */
  readonly isInclusive?: boolean;
}

/** A list as Kommo has it. `change` runs before each request. */
function account(
  rows: Row[],
  change?: (live: Map<number, Row>, call: number) => void,
  {
    now = START + 1.27e8,
    cap = Number.POSITIVE_INFINITY,
    isHidden = () => false,
    hasLinks = true,
    isInclusive = true,
  }: Server = {},
) {
  let isLinked = false;
  const margin = isInclusive ? 0 : 1;
  const live = new Map(rows.map((row) => [row.id, row]));
  const calls: Query[] = [];
  // A list that does not change is searched once for all of its pages.
  let known = { key: '', rows: [] as Row[] };
  const search = ({ filter, order }: Query): Row[] => {
    const key = change ? '' : JSON.stringify([filter, order]);
    if (key !== '' && key === known.key) return known.rows;
    const [name = 'id'] = Object.keys(order) as ('id' | 'updated_at')[];
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = filter?.updated_at ?? {};
    const found = [...live.values()].filter((row) => row.updated_at >= from + margin && row.updated_at <= to - margin);
    // Nobody promises an order within a moment.
    found.sort((a, b) => a[name] - b[name] || mixed(a.id) - mixed(b.id));
    known = { key, rows: found };
    return found;
  };
  const fetch = async (query: Raw): Promise<Answer> => {
    const { page, limit: asked } = query as unknown as Query;
    const limit = Math.min(asked, cap);
    change?.(live, calls.length);
    calls.push(query as unknown as Query);
    const found = search(query as unknown as Query);
    const part = found.slice((page - 1) * limit, page * limit);
    const shown = part.filter(({ id }) => !isHidden(id)).map((row) => ({ ...row }));
    const hasMore = found.length > page * limit;
    if (hasLinks && hasMore) isLinked = true;
    return {
      rows: shown,
      // What `fetchList` and the engine make of the answer.
      hasNext: (hasLinks && hasMore) || (isLinked || shown.length === 0 ? false : undefined),
      response: new Response(),
      readAt: new Date(0),
      serverTime: now,
    };
  };
  return { fetch, live, calls };
}

interface ReadOptions {
  readonly concurrency?: number;
  readonly lanes?: readonly Lane[];
  /** Dies when so many pages are stored. */
  readonly crashAfter?: number;
}

/** Reads the list to its end. After a crash, another process goes on with what was stored. */
async function read(list: ReturnType<typeof account>, options: ReadOptions = {}): Promise<Map<number, Row>> {
  const { concurrency = 4, crashAfter = Number.POSITIVE_INFINITY } = options;
  const seen = new Map<number, Row>();
  let lanes = options.lanes ?? [{}];
  let stored = 0;
  let left = crashAfter;
  while (lanes.length > 0) {
    try {
      await walkByChange({
        fetch: list.fetch,
        lanes,
        concurrency,
        store: async (answer, rest) => {
          await Promise.resolve();
          left -= 1;
          if (left < 0) throw new Crash();
          for (const row of answer.rows) seen.set(Number(row['id']), row as unknown as Row);
          // As it is stored: a copy of its own.
          lanes = JSON.parse(JSON.stringify(rest())) as Lane[];
          stored += 1;
          if (stored > 5_000) throw new Error('it does not end');
        },
      });
      break;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      left = Number.POSITIVE_INFINITY;
    }
  }
  return seen;
}

const rowsAt = (count: number, momentOf: (index: number) => number): Row[] =>
  Array.from({ length: count }, (_, i) => ({ id: i + 1, updated_at: START + Math.floor(momentOf(i)) }));

describe('requests for 40,000 rows, over the least possible number of 160', () => {
  // A repeatable spread.
  const spread = (i: number): number => ((i * 2_654_435_761) % 2 ** 32) / 2 ** 32;
  test.each([
    ['spread over four years', (i: number) => spread(i) * 1.26e8, 1.05],
    ['with a growing business', (i: number) => spread(i) ** 0.25 * 1.26e8, 1.05],
    [
      'nine tenths of them in the last month',
      (i: number) => (i % 10 ? 1.26e8 - spread(i) * 2.6e6 : spread(i) * 1.26e8),
      1.05,
    ],
    [
      'a tenth of them imported at 1,750 a second',
      (i: number) => (i % 10 ? spread(i) * 1.26e8 : 5e7 + i / 17_500),
      1.08,
    ],
    ['all imported, 250 a second', (i: number) => i / 250, 1.3],
    ['all imported, 40 a second', (i: number) => i / 40, 1.2],
    ['all in one second', () => 0, 1.2],
  ])('%s', async (_, momentOf, most) => {
    const list = account(rowsAt(40_000, momentOf));
    expect((await read(list)).size).toBe(40_000);
    expect(list.calls.length / 160).toBeLessThanOrEqual(most);
  });
});

test('estimates the rows that are left, also if a business grows', async () => {
  for (const momentOf of [(i: number) => i * 1_000, (i: number) => (i / 40_000) ** 0.25 * 1.2e8]) {
    const list = account(rowsAt(40_000, momentOf), undefined, { now: START + 1.2e8 });
    let read = 0;
    const ratios: number[] = [];
    await walkByChange({
      fetch: list.fetch,
      lanes: [{}],
      concurrency: 4,
      store: async (answer, rest, rowsLeft) => {
        rest();
        read += answer.rows.length;
        const left = rowsLeft();
        if (read > 4_000 && read < 30_000) ratios.push((left ?? 0) / (40_000 - read));
      },
    });
    expect(Math.min(...ratios)).toBeGreaterThan(0.3);
    expect(Math.max(...ratios)).toBeLessThan(3);
  }
});

test('an empty list takes one request. A list of one page takes three, as the page does not say that it is the last', async () => {
  for (const [count, calls] of [
    [0, 1],
    [1, 3],
    [249, 3],
  ] as const) {
    const list = account(rowsAt(count, (i) => i));
    expect((await read(list)).size).toBe(count);
    expect(list.calls).toHaveLength(calls);
  }
});

test('at 300 ms a big list keeps four requests under way', async () => {
  const list = account(
    rowsAt(50_000, (i) => i * 100),
    undefined,
    { now: START + 5e6 },
  );
  let now = 0;
  let most = 0;
  const fetch = list.fetch;
  list.fetch = async (query) => {
    now += 1;
    most = Math.max(most, now);
    for (let i = 0; i < 5; i += 1) await Promise.resolve();
    const answer = await fetch(query);
    now -= 1;
    return answer;
  };
  await read(list);
  expect(most).toBe(4);
});

test('a server that ignores the filter or the order is read by id', async () => {
  for (const ignored of ['filter', 'order'] as const) {
    const rows = rowsAt(3_000, (i) => (i * 7919) % 3_000);
    const list = account(rows);
    const { fetch } = list;
    list.fetch = (query) =>
      ignored === 'filter' ? fetch({ ...query, filter: undefined }) : fetch({ ...query, order: { id: 'asc' } });
    expect((await read(list)).size).toBe(3_000);
    expect(list.calls.length).toBeLessThan(60);
  }
});

test('the first failure stops all lanes', async () => {
  const list = account(rowsAt(20_000, (i) => i * 10));
  const { fetch } = list;
  let after = 0;
  let failed = false;
  list.fetch = async (query) => {
    if (failed) after += 1;
    if (list.calls.length === 30) failed = true;
    if (failed) throw new Error('refused');
    return fetch(query);
  };
  await expect(read(list)).rejects.toThrow('refused');
  expect(after).toBeLessThanOrEqual(4);
});

test('misses no row that stays as it is, whatever is edited, deleted and restored meanwhile, and wherever the process dies', async () => {
  const change = fc.record({
    call: fc.integer({ min: 0, max: 30 }),
    from: fc.integer({ min: 1, max: 4_000 }),
    length: fc.integer({ min: 1, max: 500 }),
    what: fc.constantFrom('edit' as const, 'delete' as const, 'restore' as const, 'move' as const),
    to: fc.integer({ min: 0, max: 5_000 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 4_000 }),
      // Rows a second: from sparse to far more than a page.
      fc.constantFrom(0.01, 0.5, 3, 40, 300, 2_000),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 40 }),
      fc.array(change, { maxLength: 8 }),
      async (count, density, concurrency, crashAfter, changes) => {
        const rows = rowsAt(count, (i) => ((i * 37) % Math.max(1, count)) / density);
        const original = new Map(rows.map((row) => [row.id, row]));
        const end = START + Math.ceil(count / density);
        const moved = new Set<number>();
        const list = account(
          rows,
          (live, call) => {
            for (const { call: at, from, length, what, to } of changes) {
              if (at !== call) continue;
              for (let id = from; id < from + length; id += 1) {
                const row = live.get(id) ?? original.get(id);
                if (!row) continue;
                moved.add(id);
                // An edit of now goes to the end. Rows also move to another lane, as when a clock was wrong.
                const updated_at = what === 'edit' ? end + call : what === 'move' ? START + to : row.updated_at;
                if (what === 'delete') live.delete(id);
                else live.set(id, { id, updated_at });
              }
            }
          },
          { now: end },
        );
        const seen = await read(list, { concurrency, crashAfter });
        const lost = rows.filter(({ id }) => !moved.has(id) && !seen.has(id));
        expect(lost).toEqual([]);
        // What is shown as unchanged is unchanged.
        for (const { id } of rows) if (!moved.has(id)) expect(seen.get(id)).toEqual(original.get(id));
      },
    ),
    { numRuns: 150 },
  );
});

describe('whatever the server does with limits, links and ends of ranges', () => {
  const change = fc.record({
    call: fc.integer({ min: 0, max: 60 }),
    from: fc.integer({ min: 1, max: 1_500 }),
    length: fc.integer({ min: 1, max: 300 }),
    what: fc.constantFrom('edit' as const, 'delete' as const),
  });
  const HIDDEN = {
    nothing: () => false,
    // Ids at regular steps could fill whole pages by order of moments.
    'a third': (id: number) => scrambled(id) % 3 === 0,
    'all but a few': (id: number) => mixed(id) % 20 !== 0,
    'long runs': (id: number) => id % 700 > 100,
  };
  const servers: [string, Omit<Server, 'now'>][] = [1, 3, 20, 50, 180, 250].flatMap((cap) =>
    Object.entries(HIDDEN).flatMap(([name, isHidden]) =>
      [true, false].flatMap((hasLinks) =>
        // Without a link nothing tells that rows follow a page whose rows are all hidden.
        hasLinks || name === 'nothing' || (name === 'a third' && cap >= 20)
          ? [true, false].map((isInclusive): [string, Omit<Server, 'now'>] => [
              `pages of ${cap}, hidden: ${name}, ${hasLinks ? 'with' : 'without'} links, ${isInclusive ? 'inclusive' : 'exclusive'}`,
              { cap, isHidden, hasLinks, isInclusive },
            ])
          : [],
      ),
    ),
  );
  test.each(servers)('%s: no row is lost', async (_, server) => {
    const { cap = 250, isHidden = () => false } = server;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: cap < 20 ? 300 : 1_500 }),
        // Rows a second: many of them may have the same moment.
        fc.constantFrom(0.01, 0.5, 3, 40, 2_000),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 40 }),
        fc.array(change, { maxLength: 4 }),
        async (count, density, concurrency, crashAfter, changes) => {
          const rows = rowsAt(count, (i) => ((i * 37) % Math.max(1, count)) / density);
          const end = START + Math.ceil(count / density);
          const moved = new Set<number>();
          const list = account(
            rows,
            (live, call) => {
              for (const { call: at, from, length, what } of changes) {
                if (at !== call) continue;
                for (let id = from; id < from + length; id += 1) {
                  if (!live.has(id)) continue;
                  moved.add(id);
                  if (what === 'delete') live.delete(id);
                  else live.set(id, { id, updated_at: end + call });
                }
              }
            },
            { ...server, now: end },
          );
          const seen = await read(list, { concurrency, crashAfter });
          expect(rows.filter(({ id }) => !moved.has(id) && !isHidden(id) && !seen.has(id))).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });
});

test.each([50, 100, 200])('a page that holds no more than %d rows brings every row of a full second', async (cap) => {
  const list = account(
    rowsAt(1_300, (i) => (i < 20 ? i : i < 1_280 ? 50 : i)),
    undefined,
    { cap },
  );
  expect([...(await read(list)).values()].toSorted((a, b) => a.id - b.id)).toEqual([...list.live.values()]);
});

test('a page whose commit fails is read again, though other lanes store theirs meanwhile', async () => {
  for (let failing = 1; failing <= 40; failing += 3) {
    const list = account(rowsAt(10_000, (i) => i * 100));
    const seen = new Set<number>();
    let lanes: readonly Lane[] = [{}];
    let stored = 0;
    let queue: Promise<unknown> = Promise.resolve();
    const run = (): Promise<boolean> =>
      walkByChange({
        fetch: list.fetch,
        lanes,
        concurrency: 4,
        // Transactions of one writer, one after the other.
        store: (answer, rest) => {
          const job = queue.then(async () => {
            const next = JSON.parse(JSON.stringify(rest())) as Lane[];
            await Promise.resolve();
            stored += 1;
            if (stored === failing) throw new Crash();
            for (const row of answer.rows) seen.add(Number(row['id']));
            lanes = next;
          });
          queue = job.catch(() => {});
          return job;
        },
      });
    await expect(run()).rejects.toThrow(Crash);
    await queue;
    await run();
    expect([failing, seen.size]).toEqual([failing, 10_000]);
  }
});

test.each([
  ['of one moment', (i: number) => (i < 250 ? 1_000 : i)],
  ['that ascend', (i: number) => (i < 300 ? 1_000 + i : i - 300)],
])('a server that ignores the order, with a first page of rows %s, is read by id', async (_, momentOf) => {
  const rows = rowsAt(600, momentOf);
  const list = account(rows);
  const seen = new Set<number>();
  await walkByChange({
    fetch: (query) => list.fetch({ ...query, order: { id: 'asc' } }),
    lanes: [{}],
    concurrency: 4,
    store: async (answer, rest) => {
      rest();
      for (const row of answer.rows) seen.add(Number(row['id']));
    },
  });
  expect(seen.size).toBe(600);
});
