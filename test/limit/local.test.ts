import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRateLimiter } from '../../src/index.js';
import { elapse, until } from './fake-time.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('local: figures on an exact clock', () => {
  test('a burst takes milliseconds, and 50 calls take 1.02 x the bound', async () => {
    const limiter = createRateLimiter();
    // Warms the connection up, so that the others count as they start.
    await until(limiter.run(async () => {}));
    await elapse(2_000);
    const from = performance.now();
    const at: number[] = [];
    await until(
      Promise.all(Array.from({ length: 50 }, () => limiter.run(async () => at.push(performance.now() - from)))),
    );
    // Bottleneck hands out each turn by two timers, which last a millisecond each.
    expect(at[6]).toBeLessThanOrEqual(14);
    expect(at.at(-1)).toBeLessThanOrEqual(7_000 * 1.02);
  });

  test('an abort takes no time', async () => {
    const limiter = createRateLimiter({ limit: 1, guardMs: 0 });
    await until(limiter.run(async () => {}));
    const controller = new AbortController();
    const calls = Array.from({ length: 1_000 }, () => limiter.run(async () => {}, { signal: controller.signal }));
    const results = Promise.allSettled(calls);
    const began = performance.now();
    controller.abort(new Error('enough'));
    await results;
    expect(performance.now()).toBe(began);
  });
});
