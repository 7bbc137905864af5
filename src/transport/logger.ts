import { InputError } from '../errors.js';
import { redactor } from './redact.js';

/** Lowest level that is logged. `off` logs nothing. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'off';

/** Where log lines go; `console` fits. Nothing that is logged holds a token, a query or a body. */
export interface Logger {
  debug(message: string, data?: object): void;
  info(message: string, data?: object): void;
  warn(message: string, data?: object): void;
  error(message: string, data?: object): void;
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** Makes a logger that drops lines below the level, removes everything that looks like a token, and never fails a call. */
export function leveled(logger: Logger | undefined, level: LogLevel = 'debug'): Logger | undefined {
  if (level !== 'off' && !LEVELS.includes(level)) {
    throw new InputError('logLevel', `must be debug, info, warn, error or off, got "${String(level)}"`);
  }
  if (!logger || level === 'off') return undefined;
  for (const name of LEVELS) {
    if (typeof logger[name] !== 'function') throw new InputError('logger', `has no method "${name}"`);
  }
  const redact = redactor();
  const at = (name: (typeof LEVELS)[number]) => {
    if (LEVELS.indexOf(name) < LEVELS.indexOf(level)) return () => {};
    return (message: string, data?: object): void => {
      try {
        logger[name](redact(message), data && clean(data, redact));
      } catch {
        // A broken logger must not fail a call.
      }
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

const clean = (data: object, redact: (text: string) => string): object =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]),
  );

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
