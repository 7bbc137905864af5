import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, type Chunk, chunkAt, walk } from '../../src/sync/walk.js';

/** A list by ascending id, of which rows vanish and come back between requests. */
function listOf(
  ids: number[],
  change: (ids: number[], call: number) => number[] = (same) => same,
  cap = Number.POSITIVE_INFINITY,
) {
  let rows = ids;
  let calls = 0;
  const fetch = async ({ page, limit: asked }: Chunk): Promise<Answer> => {
    const limit = Math.min(asked, cap);
    rows = change(rows, calls);
    calls += 1;
    const part = rows.slice((page - 1) * limit, page * limit);
    return {
      rows: part.map((id) => ({ id })),
      hasNext: rows.length > page * limit,
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
