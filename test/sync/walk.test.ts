import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answer, type Chunk, chunkAt, walk } from '../../src/sync/walk.js';

/** A list by ascending id, of which rows vanish and come back between requests. */
function listOf(
  ids: number[],
  change: (ids: number[], call: number) => number[] = (same) => same,
  cap = Number.POSITIVE_INFINITY,
  { isHidden = () => false, hasLinks = true }: { isHidden?: (id: number) => boolean; hasLinks?: boolean } = {},
) {
  let rows = ids;
  let calls = 0;
  const fetch = async ({ page, limit: asked }: Chunk): Promise<Answer> => {
    const limit = Math.min(asked, cap);
    rows = change(rows, calls);
    calls += 1;
    const part = rows.slice((page - 1) * limit, page * limit);
    const shown = part.filter((id) => !isHidden(id)).map((id) => ({ id }));
    return {
      rows: shown,
      hasNext: (hasLinks && rows.length > page * limit) || (hasLinks || shown.length === 0 ? false : undefined),
      response: new Response(),
      readAt: new Date(0),
      serverTime: 0,
    };
  };
  return { fetch, calls: () => calls };
}

async function read(list: ReturnType<typeof listOf>, concurrency = 1): Promise<Set<number>> {
  const seen = new Set<number>();
  for await (const { answer } of walk(list.fetch, { at: 0, last: 0 }, concurrency))
    for (const row of answer.rows) seen.add(Number(row['id']));
  return seen;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

test('chunks hold the row they are asked for and reach on', () => {
  for (let index = 0; index < 5_000; index += 1) {
    const { page, limit } = chunkAt(index);
    expect((page - 1) * limit).toBeLessThanOrEqual(index);
    expect(page * limit).toBeGreaterThan(index);
  }
});

test('reads everything of a list that stays as it is, with a tenth more requests at most', async () => {
  const list = listOf(range(20_000));
  expect((await read(list)).size).toBe(20_000);
  expect(list.calls()).toBeLessThanOrEqual(88);
});

test('misses no row that was there all the time, whatever vanishes and comes back between the requests', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 3_000 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 12 }),
          fc.integer({ min: 1, max: 3_000 }),
          fc.integer({ min: 1, max: 400 }),
          fc.boolean(),
        ),
        { maxLength: 6 },
      ),
      async (count, concurrency, changes) => {
        const all = range(count);
        const moved = new Set<number>();
        const list = listOf(all, (ids, call) => {
          let next = ids;
          for (const [at, from, length, back] of changes) {
            if (at !== call) continue;
            const part = all.filter((id) => id >= from && id < from + length);
            for (const id of part) moved.add(id);
            next = back
              ? [...new Set([...next, ...part])].sort((a, b) => a - b)
              : next.filter((id) => !part.includes(id));
          }
          return next;
        });
        const seen = await read(list, concurrency);
        expect(all.filter((id) => !moved.has(id) && !seen.has(id))).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

test('goes on from a position of another process, though the list got shorter meanwhile', async () => {
  const seen = new Set<number>();
  const list = listOf(range(2_000).filter((id) => id > 600));
  for await (const { answer } of walk(list.fetch, { at: 1_000, last: 1_000 }, 4))
    for (const row of answer.rows) seen.add(Number(row['id']));
  expect(range(2_000).filter((id) => id > 1_000 && !seen.has(id))).toEqual([]);
});

test.each([50, 100, 137, 200, 249])('a list that caps its pages at %d is read whole', async (cap) => {
  for (const concurrency of [1, 4]) {
    const list = listOf(range(2_003), undefined, cap);
    expect((await read(list, concurrency)).size).toBe(2_003);
    // A walk that another process began with larger pages goes on.
    const seen = new Set<number>();
    for await (const { answer } of walk(list.fetch, { at: 500, last: 500 }, concurrency))
      for (const row of answer.rows) seen.add(Number(row['id']));
    expect(range(2_003).filter((id) => id > 500 && !seen.has(id))).toEqual([]);
  }
});

const hiddenRows: [string, (id: number) => boolean][] = [
  ['nothing', () => false],
  ['every third', (id) => id % 3 === 0],
  ['all but a few', (id) => (id * 7919) % 1009 > 60],
  ['long runs', (id) => id % 900 > 50],
];

describe.each([1, 7, 20, 60, 180, 250])('pages of %d', (cap) => {
  test.each(hiddenRows)('with hidden rows (%s) lose no row, whatever is deleted meanwhile', async (name, isHidden) => {
    const hasLinksOf = fc.constantFrom(
      ...(name === 'nothing' || (name === 'every third' && cap > 7) ? [true, false] : [true]),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: cap < 20 ? 200 : 2_000 }),
        fc.integer({ min: 1, max: 4 }),
        hasLinksOf,
        fc.array(
          fc.tuple(
            fc.integer({ min: 0, max: 60 }),
            fc.integer({ min: 1, max: 2_000 }),
            fc.integer({ min: 1, max: 400 }),
          ),
          {
            maxLength: 5,
          },
        ),
        async (count, concurrency, hasLinks, deletions) => {
          const all = range(count);
          const gone = new Set<number>();
          const change = (ids: number[], call: number): number[] => {
            for (const [at, from, length] of deletions)
              if (at === call) for (let id = from; id < from + length; id += 1) gone.add(id);
            return gone.size === 0 ? ids : ids.filter((id) => !gone.has(id));
          };
          const seen = await read(listOf(all, change, cap, { isHidden, hasLinks }), concurrency);
          expect(all.filter((id) => !gone.has(id) && !isHidden(id) && !seen.has(id))).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });
});

test('a link behind the last page costs one request more', async () => {
  const list = listOf(range(2_040));
  const before = { ...list };
  let calls = 0;
  const fetch = async (chunk: Chunk): Promise<Answer> => {
    calls += 1;
    const answer = await before.fetch(chunk);
    return answer.rows.length > 0 ? { ...answer, hasNext: true } : answer;
  };
  const seen = await read({ ...list, fetch });
  expect(seen.size).toBe(2_040);
  expect(calls).toBeLessThanOrEqual(12);
});

test('a list that always links a next page ends with an error', async () => {
  const fetch = async (): Promise<Answer> => ({
    rows: [{ id: 1 }],
    hasNext: true,
    response: Object.defineProperty(new Response(), 'url', { value: 'https://acme.kommo.com/api/v4/tasks' }),
    readAt: new Date(0),
    serverTime: 0,
  });
  await expect(read({ fetch, calls: () => 0 })).rejects.toThrow(/a next page with other items/);
});

test('a position in the middle of pages with hidden rows goes on', async () => {
  const list = listOf(range(3_000), undefined, undefined, { isHidden: (id) => id % 900 > 50 });
  const seen = new Set<number>();
  let position = { at: 0, last: 0 };
  for (let done = false; !done; ) {
    done = true;
    let steps = 0;
    for await (const step of walk(list.fetch, position, 2)) {
      for (const row of step.answer.rows) seen.add(Number(row['id']));
      position = JSON.parse(JSON.stringify(step.position));
      steps += 1;
      if (steps === 3 && !step.isLast) {
        done = false;
        break;
      }
    }
  }
  expect(seen.size).toBe(range(3_000).filter((id) => id % 900 <= 50).length);
});

test('misses no row of a list without an order if rows vanish between the requests', async () => {
  const newestFirst = range(1_300).reverse();
  const list = listOf(newestFirst, (ids, call) => (call === 2 ? ids.filter((id) => id <= 1_295) : ids));
  const seen = await read(list, 4);
  expect(newestFirst.filter((id) => id <= 1_295 && !seen.has(id))).toEqual([]);
});

test('misses no row of a list without an order if one that is restored moves it to a page that was read', async () => {
  const all = range(1_000).reverse();
  const gone = new Set([999]);
  // The first request finds no order. Then come pages 1 to 4, and 3 to 1.
  const list = listOf(all, (_, call) => {
    if (call === 2) gone.add(998);
    if (call === 7) gone.delete(999);
    return all.filter((id) => !gone.has(id));
  });
  const seen = await read(list);
  expect(all.filter((id) => !gone.has(id) && !seen.has(id))).toEqual([]);
});
