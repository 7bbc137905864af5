import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CountStore, fileCounts, redisCounts } from '../../../src/mcp/index.js';
import { Counts, CountsError, SESSION } from '../../../src/mcp/policy/counts.js';
import { describeRedis } from '../../support/redis.js';

const take = (key: string, max = 10) => [{ key, amount: 1, max, window: 'day' as const }];

// Many at once, in two processes as it were: exactly as many as the limit allows.
async function race(store: () => CountStore): Promise<number> {
  const counts = [new Counts(() => 0, store()), new Counts(() => 0, store())];
  const all = Array.from({ length: 30 }, (_, i) => counts[i % 2]?.take(take('a'), 1));
  return (await Promise.all(all)).filter((full) => full === undefined).length;
}

function file(): string {
  const dir = mkdtempSync(join(tmpdir(), 'kommo-counts-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return join(dir, 'new', 'counts.json');
}

test('a file holds exactly what the limit allows, whoever takes', async () => {
  const path = file();
  expect(await race(() => fileCounts(path))).toBe(10);
});

test('a counter whose name speaks of sessions is kept all the same', async () => {
  const path = file();
  await new Counts(() => 0, fileCounts(path)).take(take('my session counter'), 1);
  expect(await new Counts(() => 0, fileCounts(path)).take(take('my session counter', 1), 1)).toBeDefined();
});

test('counts of a session stay out of the file', async () => {
  const path = file();
  await new Counts(() => 0, fileCounts(path)).take([...take('a'), ...take(`b${SESSION}1`, 1)], 1);
  const other = new Counts(() => 0, fileCounts(path));
  expect(await other.take(take('a', 1), 0)).toMatchObject({ key: 'a' });
  expect(await other.take(take(`b${SESSION}1`, 1), 0)).toBeUndefined();
});

test('a file that is not readable fails the call: a limit that is not kept is none', async () => {
  const path = file();
  const counts = new Counts(() => 0, fileCounts(path));
  await counts.take(take('a'), 1);
  writeFileSync(path, '[[');
  await expect(counts.take(take('a'), 1)).rejects.toThrow(CountsError);
});

describeRedis('counts in Redis', (redis) => {
  test('hold exactly what the limit allows, whoever takes', async () => {
    const { Redis } = await import('ioredis');
    const client = new Redis(redis().url);
    onTestFinished(() => void client.disconnect());
    expect(await race(() => redisCounts(client))).toBe(10);
    expect(await client.ttl('kommo-sdk:mcp:counts')).toBeGreaterThan(600_000);
  });
});

describe('clocks that differ', () => {
  const limit = (window: 'minute' | number) => [{ key: 'a', amount: 1, max: 2, window }];

  test.each(['minute', 60] as const)('of two processes free no limit: %s', async (window) => {
    let now = 59_000;
    const path = file();
    const counts = [new Counts(() => now, fileCounts(path)), new Counts(() => now + 1000, fileCounts(path))];
    let passed = 0;
    for (let i = 0; i < 12; i += 1) {
      now = 59_000 + i * 100;
      if (!(await counts[i % 2]?.take(limit(window), 1))) passed += 1;
    }
    // One before the minute ends by the faster clock, two after it.
    expect(passed).toBe(window === 'minute' ? 3 : 2);
  });

  test('of one process that is set back free no limit', async () => {
    let now = 60_000;
    const counts = new Counts(() => now, fileCounts(file()));
    for (let i = 0; i < 2; i += 1) expect(await counts.take(limit('minute'), 1)).toBeUndefined();
    now = 59_999;
    expect(await counts.take(limit('minute'), 1)).toMatchObject({ seconds: 61 });
    now = 60_000;
    expect(await counts.take(limit('minute'), 1)).toMatchObject({ seconds: 60 });
    now = 120_000;
    expect(await counts.take(limit('minute'), 1)).toBeUndefined();
  });

  test('hold no limit shut for long if one was wrong by days', async () => {
    let now = 10 * 86_400_000;
    const counts = new Counts(() => now);
    for (let i = 0; i < 2; i += 1) await counts.take(limit('minute'), 1);
    now = 0;
    expect(await counts.take(limit('minute'), 1)).toBeUndefined();
  });
});

test('what is given back goes into the window that it was taken from', async () => {
  let now = 59_999;
  const path = file();
  const [one, other] = [new Counts(() => now, fileCounts(path)), new Counts(() => now, fileCounts(path))];
  const limit = () => [{ key: 'a', amount: 1, max: 1, window: 'minute' as const }];
  const taken = limit();
  expect(await one.take(taken, 1)).toBeUndefined();
  now = 60_001;
  expect(await other.take(limit(), 1)).toBeUndefined();
  await one.give(taken);
  expect(await other.take(limit(), 1)).toBeDefined();
});
