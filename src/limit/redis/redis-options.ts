import { InputError } from '../../errors.js';
import { type Limit, resolveLimit } from '../limiter.js';
import { LocalLimiter } from '../local.js';
import type { RedisRateLimit } from '../types.js';
import type { BudgetOptions } from './redis-budget.js';
import { checkNotCluster, checkRedis } from './redis-client.js';

// Larger than within one process, because machines differ in latency, and still below the even spacing of calls.
const GUARD_MS = 40;

/** What a limiter over Redis is made of. */
export interface ResolvedRedis {
  readonly budget: BudgetOptions;
  readonly limit: Limit;
  /** The limiter of this process while Redis is down. */
  readonly share: LocalLimiter | undefined;
}

/** Fills in the defaults of a limiter over Redis and refuses what can't work. */
export function resolveRedis(options: RedisRateLimit, name = 'ip'): ResolvedRedis {
  const whole = resolveLimit({ guardMs: GUARD_MS, ...options });
  const { limit, intervalMs, guardMs } = whole;
  checkRedis(options.redis);
  checkNotCluster(options.redis);
  if (!Number.isFinite(limit)) throw new InputError('rateLimit.limit', 'must be finite if the limit is shared');
  const timeoutMs = options.redisTimeoutMs ?? 2_000;
  // The local share must not begin while earlier starts still count.
  if (!(timeoutMs >= intervalMs + guardMs)) {
    throw new InputError('rateLimit.redisTimeoutMs', `must be at least intervalMs + guardMs, got ${timeoutMs}`);
  }
  return {
    budget: { redis: options.redis, name: options.name ?? name, limit, intervalMs, guardMs, timeoutMs },
    limit: whole,
    share: localShare(options, whole),
  };
}

function localShare({ onUnavailable = 'fail', workers }: RedisRateLimit, whole: Limit): LocalLimiter | undefined {
  if (onUnavailable === 'fail') return undefined;
  if (onUnavailable !== 'local-share') {
    throw new InputError('rateLimit.onUnavailable', `must be "fail" or "local-share", got "${onUnavailable}"`);
  }
  if (!(Number.isInteger(workers) && (workers as number) >= 1 && (workers as number) <= whole.limit)) {
    throw new InputError(
      'rateLimit.workers',
      `must be the number of processes that share the limit, 1 to ${whole.limit}, got ${workers}. If there are more, use "fail"`,
    );
  }
  return new LocalLimiter({ ...whole, limit: Math.floor(whole.limit / (workers as number)) });
}
