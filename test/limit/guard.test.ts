import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { resolveLimit } from '../../src/limit/limiter.js';
import { LocalLimiter } from '../../src/limit/local.js';
import { LimitedServer, seeded } from '../support/limited-server.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const limiters = { local: LocalLimiter };

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let ended: number | undefined;
  void work().then(() => {
    ended = performance.now();
  });
  while (ended === undefined) await vi.advanceTimersByTimeAsync(1_000);
  return ended - began;
}

const many =
  (count: number, call: () => Promise<unknown>): (() => Promise<unknown>) =>
  () =>
    Promise.all(Array.from({ length: count }, call));

const boundMs = (calls: number): number => Math.floor((calls - 1) / 7) * 1_000;

describe.each(Object.entries(limiters))('%s', (_, Limiter) => {
  test.each([1, 2, 3, 4, 5])('the way takes 0 to 100 ms (seed %i): few refusals, little lost', async (seed) => {
    const random = seeded(seed);
    const server = new LimitedServer({ up: () => random() * 100, answer: () => 2 });
    const limiter = new Limiter(resolveLimit({}));
    const ms = await timed(many(1_000, () => server.call(limiter)));
    expect(server.seen.refused).toBeLessThanOrEqual(10);
    expect(boundMs(1_000) / ms).toBeGreaterThanOrEqual(0.92);
  });

  test('without jitter: none refused, 1.04 x the bound', async () => {
    const server = new LimitedServer({ up: () => 20, answer: () => 20 });
    const limiter = new Limiter(resolveLimit({}));
    const ms = await timed(many(50, () => server.call(limiter)));
    expect(server.seen.refused).toBe(0);
    expect(ms / boundMs(50)).toBeLessThanOrEqual(1.04);
  });

  test('answers that vary by 300 ms cost no throughput', async () => {
    const random = seeded();
    const server = new LimitedServer({ up: () => 5, answer: () => random() * 300 });
    const limiter = new Limiter(resolveLimit({}));
    const ms = await timed(many(350, () => server.call(limiter)));
    expect(server.seen.refused).toBe(0);
    expect(ms / boundMs(350)).toBeLessThanOrEqual(1.03);
  });
});
