import { InputError } from '../errors.js';
import { checkPriority } from '../limit/call-list.js';
import { makeLimiter, type SharedRateLimit, sharedLimiter } from '../limit/create-rate-limiter.js';
import type { Priority, RateLimiter } from '../limit/types.js';
import { checkAmount, checkCount, checkKeys, checkObject, type KeysOf } from '../util/check.js';
import type { FetchLike } from './attempt.js';
import { type AuthProvider, isBrowserPage, type PageSession, pageSession } from './auth.js';
import { type Logger, type LogLevel, leveled } from './logger.js';
import { checkMiddleware, type Middleware } from './middleware.js';
import { checkUrl } from './origin.js';
import type { TransportConfig } from './transport.js';

/**
 * Options of {@link Kommo}: the address of the account, the token, and how calls behave. Unknown options and values out of range throw an
 * `InputError` at construction.
 * @see the guide docs/auth.md in this package
 */
export interface KommoOptions {
  /** First part of the account's address: `acme` for https://acme.kommo.com. */
  subdomain?: string | undefined;
  /** `kommo.com` (default), `amocrm.ru`, `amocrm.com`, or a whole address. */
  domain?: 'kommo.com' | 'amocrm.ru' | 'amocrm.com' | (string & {}) | undefined;
  /** Whole address of the account, such as `https://acme.kommo.com`, instead of `subdomain` and `domain`. */
  baseUrl?: string | undefined;
  /** A token that the client never refreshes: the long-lived token of a private integration, or one that you refresh yourself. */
  accessToken?: string | undefined;
  /**
   * Source of tokens, instead of `accessToken`: `oauth({ ... })` of `kommo-sdk/auth`, or your own `{ getToken }`. `'session'` is for code
   * inside Kommo's own pages, such as a widget: calls carry the cookie of the signed-in user and no token, and go to the page's own origin
   * only.
   */
  auth?: AuthProvider | 'session' | undefined;
  /**
   * Allows a token in a browser page. Default false: `new Kommo` throws there, because everyone who opens the page could read the token,
   * and Kommo sends no CORS headers. Set it only for pages that nobody else can open, such as those of a browser extension.
   */
  dangerouslyAllowBrowser?: boolean | undefined;
  /** The fetch to use. Default: the global one, looked up at each call. */
  fetch?: ((input: string, init: RequestInit) => Promise<Response>) | undefined;
  /**
   * How many requests may start. Default: 7 in any second, over all clients of this process and all accounts.
   * `false` switches the limit off. Clients that get the same `createRateLimiter()` share it.
   * @see https://developers.kommo.com/docs/limitations
   */
  rateLimit?: false | RateLimiter | SharedRateLimit | undefined;
  /** Milliseconds for one attempt, from its start to the last byte of the answer. Default 30 000. 0 means no limit. Throws `TimeoutError`. */
  timeoutMs?: number | undefined;
  /**
   * Milliseconds for a whole call, including queue and retries. In a list it counts for each page. Default 0: no limit.
   * Throws `TimeoutError`.
   */
  totalTimeoutMs?: number | undefined;
  /** Extra attempts after the first, for calls that are safe to repeat. Default 3. 0 means none. */
  retries?: number | undefined;
  /** Longest wait in milliseconds that a server may ask for. If it asks for more, the call throws RateLimitError. Default 60 000. */
  maxRetryAfterMs?: number | undefined;
  /** Largest answer to read, in bytes after decompression. Default 67 108 864 (64 MiB). A larger one throws `DecodeError`. */
  maxResponseBytes?: number | undefined;
  /**
   * Headers for every request. Default: none. The client's token replaces `authorization`, except with `auth: 'session'`, which has no
   * token.
   */
  headers?: Record<string, string> | undefined;
  /**
   * Id of the user whose rights every call has, instead of the token's own user. The token must be an administrator's.
   * Default: the token's own user. A call can name another user with its own `actAs`.
   */
  actAs?: number | undefined;
  /** Receives log lines. Default: none. A logger that throws fails no call. */
  logger?: Logger | undefined;
  /** Lowest level that is logged. Default `debug`: everything. */
  logLevel?: LogLevel | undefined;
  /**
   * Compares each answer with the spec. `warn` logs each new difference once, with operation and path and without values. `throw` fails the
   * call with a `DecodeError`, but accepts properties that the spec does not know. Default `off`: nothing is checked or loaded.
   */
  validate?: 'off' | 'warn' | 'throw' | undefined;
  /** Who goes first among calls that share a limit. Default `normal`. A `high` call goes before all others. No call waits forever. */
  priority?: Priority | undefined;
  /** Functions around each attempt, the first one outermost. They never see the token. Default: none. */
  middleware?: readonly Middleware[] | undefined;
}

/** Bytes and milliseconds. */
const AMOUNTS = {
  timeoutMs: 30_000,
  totalTimeoutMs: 0,
  maxRetryAfterMs: 60_000,
  maxResponseBytes: 64 * 1024 * 1024,
};

const KOMMO_OPTIONS = Object.keys({
  subdomain: true,
  domain: true,
  baseUrl: true,
  accessToken: true,
  auth: true,
  dangerouslyAllowBrowser: true,
  fetch: true,
  rateLimit: true,
  timeoutMs: true,
  totalTimeoutMs: true,
  retries: true,
  maxRetryAfterMs: true,
  maxResponseBytes: true,
  headers: true,
  actAs: true,
  logger: true,
  logLevel: true,
  validate: true,
  priority: true,
  middleware: true,
  // `Kommo` reads it. `KommoCore` ignores it.
  account: true,
} satisfies KeysOf<KommoOptions & { account: never }>);

/** Checks the options and fills in the defaults. Throws InputError. */
export function resolveConfig(options: KommoOptions): { baseUrl: string; transport: TransportConfig } {
  checkKeys(options, 'options', KOMMO_OPTIONS);
  const { session, auth } = resolveAuth(options);
  const known = options.subdomain ? undefined : auth.baseUrl;
  const baseUrl = resolveBaseUrl({ ...options, baseUrl: options.baseUrl ?? known });
  session?.check(baseUrl);
  const amounts = { ...AMOUNTS };
  for (const name of Object.keys(AMOUNTS) as (keyof typeof AMOUNTS)[]) {
    amounts[name] = checkAmount(options[name] ?? AMOUNTS[name], name);
  }
  return {
    baseUrl,
    transport: {
      ...amounts,
      fetch: resolveFetch(options.fetch),
      middleware: checkMiddleware(options.middleware),
      priority: checkPriority(options.priority),
      auth,
      sign: session?.sign,
      limiter: resolveLimiter(options.rateLimit, baseUrl),
      retries: checkCount(options.retries ?? 3, 'retries', 0),
      logger: leveled(options.logger, options.logLevel),
    },
  };
}

/** Address of the account, without a slash at the end. Throws InputError. */
export function resolveBaseUrl({ subdomain, domain = 'kommo.com', baseUrl }: KommoOptions): string {
  const whole = baseUrl ?? (String(domain).includes('://') ? domain : undefined);
  if (whole !== undefined) {
    const field = baseUrl === undefined ? 'domain' : 'baseUrl';
    const url = checkUrl(whole, field);
    if (!/\/api\/v4$/i.test(url)) return url;
    throw new InputError(field, 'must not end with "/api/v4". Leave it out, because each call adds it');
  }
  if (!subdomain) {
    throw new InputError(
      'subdomain',
      'is missing. Give the first part of the address of your account: "acme" for https://acme.kommo.com',
    );
  }
  if (typeof subdomain !== 'string' || !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(subdomain)) {
    throw new InputError(
      'subdomain',
      `must be only the first part of the address ("acme" for https://acme.kommo.com), got "${subdomain}". For a whole address use baseUrl`,
    );
  }
  if (typeof domain !== 'string' || !/^[a-z0-9.-]+$/i.test(domain))
    throw new InputError('domain', `must be a host like kommo.com or amocrm.ru, got "${domain}"`);
  return `https://${subdomain.toLowerCase()}.${domain.toLowerCase()}`;
}

/** The fetch to use. Throws InputError. */
export function resolveFetch(own: FetchLike | typeof globalThis.fetch | undefined): FetchLike {
  // Looked up at each call, so that a mock that replaces it later is used.
  if (own === undefined) return (input, init) => globalThis.fetch(input, init);
  if (typeof own !== 'function') throw new InputError('fetch', 'must be a function like the global fetch');
  return own as FetchLike;
}

function resolveAuth(options: KommoOptions): { auth: AuthProvider; session?: PageSession } {
  const { accessToken, auth } = options;
  if (auth === 'session') {
    if (accessToken !== undefined) throw new InputError('accessToken', "can not be combined with auth: 'session'");
    const session = pageSession();
    return { auth: session.auth, session };
  }
  if (isBrowserPage() && options.dangerouslyAllowBrowser !== true) {
    throw new InputError(
      accessToken === undefined ? 'auth' : 'accessToken',
      "must not be in a browser page: everyone who opens the page can read it, and Kommo refuses such calls (no CORS). Call Kommo from your server. Inside Kommo's own pages use auth: 'session'. If nobody else can open the page, set dangerouslyAllowBrowser: true",
    );
  }
  return { auth: tokensOf(options) };
}

function tokensOf({ accessToken, auth }: KommoOptions): AuthProvider {
  if (auth !== undefined && accessToken !== undefined)
    throw new InputError('accessToken', 'can not be combined with auth. Pass one of them, not both');
  if (auth !== undefined) {
    if (typeof auth === 'object' && typeof auth?.getToken === 'function') return auth;
    throw new InputError('auth', 'must come from oauth({...}) of kommo-sdk/auth, or have a method getToken');
  }
  if (!accessToken) {
    throw new InputError(
      'accessToken',
      'is missing. Give a long-lived token of a private integration, or auth: oauth({...}) from kommo-sdk/auth',
    );
  }
  if (typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken)) {
    throw new InputError('accessToken', 'must be the bare token: no spaces, line breaks or "Bearer" before it');
  }
  return { getToken: () => accessToken, peek: () => accessToken };
}

/** Returns the limiter of a client. `baseUrl` identifies the account. Throws InputError. */
export function resolveLimiter(rateLimit: KommoOptions['rateLimit'], baseUrl: string): RateLimiter {
  if (rateLimit === false) return makeLimiter({ limit: Number.POSITIVE_INFINITY });
  // A limiter of another class may have only private properties and inherited methods. The check below would refuse it.
  if (typeof (rateLimit as Partial<RateLimiter> | undefined)?.run === 'function') return rateLimit as RateLimiter;
  const limit = checkObject((rateLimit ?? {}) as SharedRateLimit, 'rateLimit');
  return sharedLimiter(limit, new URL(baseUrl).origin);
}
