import type { Priority } from '../limit/types.js';

/** Options of one call: the last argument of each method. An unknown option throws an `InputError` that names it. */
export interface RequestOptions {
  /** Aborts the call wherever it is: queued, waiting, in flight or reading the body. Default: none. Throws `AbortError`. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for one attempt, from its start to the last byte of the answer. Default: the client's (30 000). 0 means none. Throws `TimeoutError`. */
  timeoutMs?: number | undefined;
  /**
   * Milliseconds for the whole call: queue, attempts and waits between them. In a list it counts for each page.
   * Default: the client's (none). 0 means none. Throws `TimeoutError`.
   */
  totalTimeoutMs?: number | undefined;
  /** Extra attempts after the first. Default: the client's (3). */
  retries?: number | undefined;
  /**
   * Also retry a POST that may have been processed (5xx, timeout, cut connection). Default false.
   * Kommo has no idempotency keys: a retried create may then exist twice.
   */
  retryUnsafe?: boolean | undefined;
  /** Who goes first among calls that share a limit. Default: the client's (`normal`). */
  priority?: Priority | undefined;
  /** Id of a user whose rights this call has (`X-Context-User-ID`). The token must be an administrator's. Default: the client's. */
  actAs?: number | undefined;
  /** Extra headers. Default: none. The client's token replaces `authorization`, except with `auth: 'session'`, which has no token. */
  headers?: Record<string, string> | undefined;
}

/** Options of a list. An unknown option throws an `InputError` that names it. */
export interface ListOptions extends RequestOptions {
  /**
   * Pages that iteration fetches at the same time, yielded in order. Default 1. With 4 or more the limiter stays busy at any
   * usual latency; at the end up to `concurrency` calls may find nothing.
   */
  concurrency?: number | undefined;
}
