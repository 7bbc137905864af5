import type { RateLimiter, RateLimiterOptions } from '../core/rate-limiter.js';
import { LocalLimiter, resolveLimit } from './limiter.js';

/** What a client may say of its limit. */
export interface SharedRateLimit extends RateLimiterOptions {
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
  const key = [config.scope === 'account' ? origin : 'ip', limit, intervalMs, guardMs].join(' ');
  const shared = registry();
  const found = shared.get(key)?.deref();
  if (found) return found;
  for (const [old, ref] of shared) if (!ref.deref()) shared.delete(old);
  const limiter = new LocalLimiter(config);
  shared.set(key, new WeakRef(limiter));
  return limiter;
}
