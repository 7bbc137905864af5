import { LocalLimiter } from '../internal/limiter.js';
import type { RateLimiter, RateLimiterOptions } from './rate-limiter.js';

/**
 * Makes a limiter to share between clients: `limit` starts (default 7) in any sliding `intervalMs` (default 1000).
 * @throws InputError
 * @see https://developers.kommo.com/docs/limitations
 */
export function createRateLimiter(options: RateLimiterOptions = {}): RateLimiter {
  return new LocalLimiter(options);
}
