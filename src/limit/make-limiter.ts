import { LocalLimiter } from './local.js';
import { LateRedisLimiter } from './redis/lazy.js';
import type { RateLimiter, RateLimiterOptions, RedisRateLimit } from './types.js';

/** A limiter of this process, or one over Redis where the options name it; `name` is what it shares by default. Throws InputError. */
export function makeLimiter(options: RateLimiterOptions & Partial<RedisRateLimit>, name?: string): RateLimiter {
  const { redis } = options;
  return redis === undefined ? new LocalLimiter(options) : new LateRedisLimiter({ ...options, redis }, name);
}
