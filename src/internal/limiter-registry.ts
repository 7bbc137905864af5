import type { RateLimiter, RateLimiterOptions, RedisRateLimit } from '../core/rate-limiter.js';
import { LateRedisLimiter } from './late-redis-limiter.js';
import { LocalLimiter, resolveLimit } from './limiter.js';

/** What a client may say of its limit. */
export interface SharedRateLimit extends RateLimiterOptions, Partial<RedisRateLimit> {
  /**
   * Who shares the limit. `ip` (default): every client of this process, since Kommo's newer text counts by IP address.
   * `account`: the clients of one account.
   */
  scope?: 'ip' | 'account' | undefined;
}

// On globalThis, since a process can hold the package twice (ESM and CJS) and still has one IP address.
const KEY = Symbol.for('kommo-sdk.limiters');
type Registry = Map<string, WeakRef<RateLimiter>>;

function registry(): Registry {
  const holder = globalThis as { [KEY]?: Registry };
  holder[KEY] ??= new Map();
  return holder[KEY];
}

/** The limiter that this configuration shares with others like it. Held weakly: it goes when its last client goes. */
export function sharedLimiter(config: SharedRateLimit, origin: string): RateLimiter {
  const { limit, intervalMs, guardMs } = resolveLimit(config);
  const unit = config.scope === 'account' ? origin : 'ip';
  const key = [unit, limit, intervalMs, guardMs, ...redisKey(config)].join(' ');
  const shared = registry();
  const found = shared.get(key)?.deref();
  if (found) return found;
  for (const [old, ref] of shared) if (!ref.deref()) shared.delete(old);
  const limiter = config.redis
    ? new LateRedisLimiter({ ...config, redis: config.redis }, unit)
    : new LocalLimiter(config);
  shared.set(key, new WeakRef(limiter));
  return limiter;
}

const clients = new WeakMap<object, number>();
let numbered = 0;

function redisKey({ redis, name, onUnavailable, workers, redisTimeoutMs }: SharedRateLimit): unknown[] {
  if (redis === undefined) return [];
  if (typeof redis !== 'string' && !clients.has(redis)) clients.set(redis, ++numbered);
  return [typeof redis === 'string' ? redis : clients.get(redis), name, onUnavailable, workers, redisTimeoutMs];
}
