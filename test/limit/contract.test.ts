import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { resolveLimit } from '../../src/limit/limiter.js';
import { LocalLimiter } from '../../src/limit/local.js';
import { WorkersLimiter } from '../../src/limit/workers.js';
import { maxInWindow } from '../support/http-server.js';
import { limiterContract } from './contract.js';
import { elapse, until } from './fake-time.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

for (const [name, Limiter, crowd] of [
  ['local', LocalLimiter, 10_000],
  // Each call has timers of its own, of which the fake clock can't have many.
  ['workers', WorkersLimiter, 300],
] as const) {
  limiterContract(name, {
    intervalMs: 1_000,
    make: (options = {}) => new Limiter(resolveLimit(options)),
    until,
    elapse,
    crowd,
  });

  // As the first `fetch` of a process does, which loads what it needs, or a machine that is busy.
  test(`${name}: a job that takes its time before it sends`, async () => {
    const now = performance.now.bind(performance);
    let lateMs = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now() + lateMs);
    const limiter = new Limiter(resolveLimit({}));
    const sent: number[] = [];
    const job = async (): Promise<void> => {
      lateMs += sent.length === 0 ? 400 : 30;
      sent.push(performance.now());
    };
    await until(Promise.all(Array.from({ length: 30 }, () => limiter.run(job))));
    expect(sent).toHaveLength(30);
    expect(maxInWindow(sent, 1_000)).toBe(7);
  });
}
