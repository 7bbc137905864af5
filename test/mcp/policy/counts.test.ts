import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
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
