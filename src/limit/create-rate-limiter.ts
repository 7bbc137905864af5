import { checkKeys, type KeysOf } from '../util/check.js';
import { tiedToRequests } from '../util/requests.js';
import { resolveLimit } from './limit-options.js';
import { LocalLimiter } from './local.js';
import { RedisLimiter } from './redis/redis-limiter.js';
import { resolveRedis } from './redis/redis-options.js';
import type { RateLimiter, RateLimiterOptions, RedisRateLimit } from './types.js';
import { WorkersLimiter } from './workers.js';

/**
 * Makes a limiter to share between clients: `limit` starts (default 7) in any sliding `intervalMs` (default 1000). With `redis` it is
 * also shared between processes.
 * @throws InputError
 * @see https://developers.kommo.com/docs/limitations
 */
export function createRateLimiter(options: RateLimiterOptions | RedisRateLimit = {}): RateLimiter {
  checkKeys(options, 'rateLimit', LIMITER_OPTIONS);
  return makeLimiter(options);
}

/** The limiter that fits the options and the runtime; `name` is what it shares in Redis by default. Throws InputError. */
export function makeLimiter(options: RateLimiterOptions & Partial<RedisRateLimit>, name?: string): RateLimiter {
  const { redis } = options;
  if (redis !== undefined) return new RedisLimiter(resolveRedis({ ...options, redis }, name));
  const limit = resolveLimit(options);
  return tiedToRequests() ? new WorkersLimiter(limit) : new LocalLimiter(limit);
}

/** Options of a limiter, by name. */
export const LIMITER_OPTIONS: readonly string[] = Object.keys({
  limit: true,
  intervalMs: true,
  guardMs: true,
  maxPauseMs: true,
  redis: true,
  name: true,
  onUnavailable: true,
  workers: true,
  redisTimeoutMs: true,
} satisfies KeysOf<RateLimiterOptions & RedisRateLimit>);
