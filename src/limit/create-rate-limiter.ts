import { makeLimiter } from './make-limiter.js';
import type { RateLimiter, RateLimiterOptions, RedisRateLimit } from './types.js';

/**
 * Makes a limiter to share between clients: `limit` starts (default 7) in any sliding `intervalMs` (default 1000). With `redis` it is
 * also shared between processes.
 * @throws InputError
 * @see https://developers.kommo.com/docs/limitations
 */
export function createRateLimiter(options: RateLimiterOptions | RedisRateLimit = {}): RateLimiter {
  return makeLimiter(options);
}
