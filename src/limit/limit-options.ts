import { InputError } from '../errors.js';
import { checkAmount, checkCount } from '../util/check.js';
import type { RateLimiterOptions } from './types.js';

const DEFAULTS = { limit: 7, intervalMs: 1000, guardMs: 8, maxPauseMs: 3_600_000 };

/** The options of a limiter, filled in. */
export type Limit = Readonly<typeof DEFAULTS>;

/** Fills in the defaults and refuses what can't work. Throws InputError. */
export function resolveLimit(options: RateLimiterOptions): Limit {
  const limit = options.limit ?? DEFAULTS.limit;
  const intervalMs = options.intervalMs ?? DEFAULTS.intervalMs;
  if (limit !== Number.POSITIVE_INFINITY) checkCount(limit, 'rateLimit.limit');
  if (!(Number.isFinite(intervalMs) && intervalMs > 0)) {
    throw new InputError('rateLimit.intervalMs', `must be milliseconds above 0, got ${intervalMs}`);
  }
  return {
    limit,
    intervalMs,
    guardMs: checkAmount(options.guardMs ?? DEFAULTS.guardMs, 'rateLimit.guardMs'),
    maxPauseMs: checkAmount(options.maxPauseMs ?? DEFAULTS.maxPauseMs, 'rateLimit.maxPauseMs'),
  };
}
