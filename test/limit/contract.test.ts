import { afterEach, beforeEach, vi } from 'vitest';
import { resolveLimit } from '../../src/limit/limit-options.js';
import { LocalLimiter } from '../../src/limit/local.js';
import { WorkersLimiter } from '../../src/limit/workers.js';
import { limiterContract } from './contract.js';
import { elapse, until } from './fake-time.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
}
