import { InputError } from '../errors.js';
import { checkKeys, type KeysOf } from '../util/check.js';
import { tiedToRequests } from '../util/requests.js';
import { resolveLimit } from './limiter.js';
import { LocalLimiter } from './local.js';
import { checkRedis, type RedisSource } from './redis/redis-client.js';
import { RedisLimiter } from './redis/redis-limiter.js';
import { resolveRedis } from './redis/redis-options.js';
import type { RateLimiter, RateLimiterOptions, RedisRateLimit } from './types.js';
import { WorkersLimiter } from './workers.js';

/** Options of the limit of a client. */
export interface SharedRateLimit extends RateLimiterOptions, Partial<RedisRateLimit> {
  /**
   * Who shares the limit. `ip` (default): every client of this process, since Kommo's newer text counts by IP address.
   * `account`: the clients of one account.
   */
  scope?: 'ip' | 'account' | undefined;
}

/** Options of a limiter, by name. */
const LIMITER_OPTIONS: readonly string[] = Object.keys({
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

// On globalThis, since a process can hold the package twice (ESM and CJS) and still has one IP address.
const KEY = Symbol.for('kommo-sdk.limiters');
type Registry = Map<string, Pick<WeakRef<RateLimiter>, 'deref'>>;

function registry(): Registry {
  const holder = globalThis as { [KEY]?: Registry };
  holder[KEY] ??= new Map();
  return holder[KEY];
}

const clients = new WeakMap<object, number>();
let numbered = 0;

// Clients of ioredis are numbered in the order in which they came.
function nameOf(redis: RedisSource): string | number | undefined {
  checkRedis(redis);
  if (typeof redis === 'string') return redis;
  if (!clients.has(redis)) clients.set(redis, ++numbered);
  return clients.get(redis);
}

/** Returns the limiter for this configuration. Equal configurations share one. It is held weakly, so it ends with its last client. */
export function sharedLimiter(config: SharedRateLimit, origin: string): RateLimiter {
  checkKeys(config, 'rateLimit', [...LIMITER_OPTIONS, 'scope']);
  const { scope = 'ip', redis, name, onUnavailable, workers, redisTimeoutMs } = config;
  if (scope !== 'ip' && scope !== 'account') {
    throw new InputError('rateLimit.scope', `must be "ip" or "account", got "${String(scope)}"`);
  }
  const unit = scope === 'ip' ? scope : origin;
  const { limit, intervalMs, guardMs, maxPauseMs } = resolveLimit(config);
  const source = redis === undefined ? redis : nameOf(redis);
  const key = [unit, limit, intervalMs, guardMs, maxPauseMs, source, name, onUnavailable, workers, redisTimeoutMs].join(
    ' ',
  );
  const shared = registry();
  const found = shared.get(key)?.deref();
  if (found) return found;
  for (const [old, ref] of shared) if (!ref.deref()) shared.delete(old);
  const limiter = makeLimiter(config, unit);
  // Between two requests nothing else refers to the limiter of a worker, and its count must survive. Older compatibility dates of
  // Cloudflare Workers have no WeakRef either.
  shared.set(key, tiedToRequests() ? { deref: () => limiter } : new WeakRef(limiter));
  return limiter;
}
