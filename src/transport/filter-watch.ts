import type { Logger } from './logger.js';

const ACCOUNT = '/api/v4/account';
const FILTER = /[?&]filter(\[|%5B)/i;

/**
 * Warns once if filters are used on an account that ignores them silently: its option "API filtering" is off. That is known
 * only if this client has read the account with `is_api_filter_enabled`; no call is made to find out.
 */
export class FilterWatch {
  readonly #logger: Logger;
  #filtered: string | undefined;
  #ignored = false;
  #warned = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Called for each call that was answered. */
  saw({ method, url, path }: { method: string; url: string; path: string }, answer: unknown): void {
    if (this.#warned || method !== 'GET') return;
    if (FILTER.test(url)) this.#filtered ??= path;
    else if (path === ACCOUNT) this.#ignored ||= isOff(answer);
    if (!this.#ignored || this.#filtered === undefined) return;
    this.#warned = true;
    this.#logger.warn(
      'Filters are ignored, because API filtering is off in this account: lists return everything. Switch it on in the account.',
      {
        method,
        path: this.#filtered,
      },
    );
  }
}

const isOff = (answer: unknown): boolean =>
  (answer as { is_api_filter_enabled?: unknown } | undefined)?.is_api_filter_enabled === false;
