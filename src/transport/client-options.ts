import type { SharedRateLimit } from '../limit/shared.js';
import type { RateLimiter } from '../limit/types.js';
import type { AuthProvider } from './auth-provider.js';
import type { Logger, LogLevel } from './logger.js';
import type { Middleware } from './middleware.js';

/** Options of {@link Kommo}: where the account is, how to get in, how to behave. */
export interface KommoOptions {
  /** First part of the account's address: `acme` for https://acme.kommo.com. */
  subdomain?: string | undefined;
  /** `kommo.com` (default), `amocrm.ru`, `amocrm.com`, or a whole address. */
  domain?: 'kommo.com' | 'amocrm.ru' | 'amocrm.com' | (string & {}) | undefined;
  /** Whole address of the account, in place of subdomain and domain. */
  baseUrl?: string | undefined;
  /** A token that the client only sends: the long-lived token of a private integration, or one that you refresh yourself. */
  accessToken?: string | undefined;
  /** Where to get tokens, in place of accessToken. */
  auth?: AuthProvider | undefined;
  /** The fetch to use. Default: the global one, looked up at each call. */
  fetch?: ((input: string, init: RequestInit) => Promise<Response>) | undefined;
  /**
   * The limit on starts. Default: 7 in any second, over every client of this process, whatever its account.
   * `false` switches it off; a limiter of `createRateLimiter()` is shared by those who are given it.
   * @see https://developers.kommo.com/docs/limitations
   */
  rateLimit?: false | RateLimiter | SharedRateLimit | undefined;
  /** Milliseconds for one attempt. Default 30 000; 0 means none. */
  timeoutMs?: number | undefined;
  /** Milliseconds for a whole call, queue and retries included. Default 0: none. */
  totalTimeoutMs?: number | undefined;
  /** Extra attempts after the first. Default 3. */
  retries?: number | undefined;
  /** Longest wait, in milliseconds, that a server may ask for; beyond it the call fails with RateLimitError. Default 60 000. */
  maxRetryAfterMs?: number | undefined;
  /** Largest answer to read, in bytes after decompression. Default 64 MiB. */
  maxResponseBytes?: number | undefined;
  /** Headers for every request. */
  headers?: Record<string, string> | undefined;
  /** Where log lines go. Default: nowhere. One that throws fails no call. */
  logger?: Logger | undefined;
  /** The least that the logger is told. Default `debug`: everything. */
  logLevel?: LogLevel | undefined;
  /** Code around each attempt; the first one is the outermost. It never sees the token. */
  middleware?: readonly Middleware[] | undefined;
}
