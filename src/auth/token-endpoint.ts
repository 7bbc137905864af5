import pRetry from 'p-retry';
import { ConnectionError, DecodeError, KommoApiError, RateLimitError, ServerError } from '../errors.js';
import { PausedError, type RateLimiter } from '../limit/types.js';
import { apiError } from '../transport/api-error.js';
import { attempt, type FetchLike, isHopeless, type RawResponse } from '../transport/attempt.js';
import { replayed, tryParse } from '../transport/decode.js';
import { isKommoUrl } from '../transport/origin.js';
import { redactor } from '../transport/redact.js';
import { PreparedRequest } from '../transport/request.js';
import { sleep } from '../util/abort.js';
import { foreignError } from '../util/foreign-error.js';
import { readClaims } from './claims.js';
import type { TokenSet } from './token-store.js';

/** The keys of an integration. */
export interface IntegrationKeys {
  /** Integration ID. */
  readonly clientId: string;
  /** Secret key. */
  readonly clientSecret: string;
  /** Redirect URI, the same as in the settings of the integration. */
  readonly redirectUri: string;
}

/** How the token endpoint is called. */
export interface EndpointConfig {
  readonly fetch: FetchLike;
  readonly limiter: RateLimiter;
  readonly timeoutMs: number;
}

const PATH = '/oauth2/access_token';
const RETRIES = 2;
const MAX_WAIT_MS = 60_000;
const MAX_BYTES = 1024 * 1024;
// Above any life of a token. More could not be written as a date.
const MAX_LIFE_S = 1e9;
// A lock may be held while the request waits for its turn, so it does not sit out a pause there.
const MAX_PAUSE_MS = 250;

/** Kommo's token endpoint. Each method sends one request. `retryGrant` repeats it if that is safe. */
export class TokenEndpoint {
  readonly #keys: IntegrationKeys;
  readonly #config: EndpointConfig;

  constructor(keys: IntegrationKeys, config: EndpointConfig) {
    this.#keys = keys;
    const { fetch } = config;
    this.#config = {
      ...config,
      // The request holds the secret key, so nothing that a fetch attaches to its error is passed on.
      fetch: async (url, init) => {
        try {
          return await fetch(url, init);
        } catch (error) {
          throw foreignError(error);
        }
      },
    };
  }

  /** Exchanges an authorization code. */
  exchange(baseUrl: string, code: string): Promise<TokenSet> {
    return this.#grant(baseUrl, { grant_type: 'authorization_code', code }, code);
  }

  /** Exchanges a refresh token for a new pair. */
  refresh({ baseUrl, refreshToken }: TokenSet): Promise<TokenSet> {
    return this.#grant(baseUrl, { grant_type: 'refresh_token', refresh_token: refreshToken }, refreshToken);
  }

  /** Asks for the present address of the account of a refresh token, since it may have been renamed. Undefined if unknown. */
  async addressOf({ apiDomain, refreshToken }: TokenSet): Promise<string | undefined> {
    if (apiDomain === undefined || !isKommoUrl(`https://${apiDomain}`)) return undefined;
    const request = new PreparedRequest(`https://${apiDomain}/oauth2/account/current/subdomain`, {
      headers: { accept: 'application/json', 'x-refresh-token': refreshToken },
    });
    const { response, text } = await this.#send(request, redactor(refreshToken));
    const account = response.ok ? (tryParse(text) as { domain?: unknown; subdomain?: unknown } | undefined) : undefined;
    const top = apiDomain.split('.').slice(-2).join('.');
    const host = [account?.domain, `${account?.subdomain}.${top}`].find(
      (name) => typeof name === 'string' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name) && isKommoUrl(`https://${name}`),
    );
    return typeof account?.subdomain === 'string' && host !== undefined ? `https://${host}`.toLowerCase() : undefined;
  }

  async #grant(baseUrl: string, grant: Record<string, string>, secret: string): Promise<TokenSet> {
    const { clientId, clientSecret, redirectUri } = this.#keys;
    const body = { client_id: clientId, client_secret: clientSecret, redirect_uri: redirectUri, ...grant };
    const request = new PreparedRequest(baseUrl + PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    // The lifetime counts from before the answer, so that it is never taken for longer than it is.
    const askedAt = Date.now();
    const redact = redactor(...[clientSecret, secret].flatMap((text) => [text, encodeURIComponent(text)]));
    return toTokens(await this.#send(request, redact), request, baseUrl, askedAt);
  }

  async #send(request: PreparedRequest, redact: (text: string) => string): Promise<RawResponse> {
    const { fetch, limiter, timeoutMs } = this.#config;
    const job = (): Promise<RawResponse> =>
      attempt(request, { fetch, timeoutMs, maxResponseBytes: MAX_BYTES, signal: undefined, redact });
    let received: RawResponse;
    try {
      // Before all calls that wait: they need the token.
      received = await limiter.run(job, { maxPauseMs: MAX_PAUSE_MS, priority: 'high', front: true });
    } catch (error) {
      throw error instanceof PausedError ? unsent(request, error) : error;
    }
    if (received.response.ok) return received;
    const error = apiError({ response: replayed(received, redact), text: redact(received.text) }, request, undefined);
    if (error instanceof RateLimitError) limiter.pause((error.retryAfter ?? 1) * 1000);
    throw error;
  }
}

/**
 * Repeats a grant if Kommo can't have seen it, or has refused it unread (429). It may be good for one use, so a lost answer ends it.
 * A job that needs a lock takes it anew each time: no lock is held while this waits.
 */
export function retryGrant<T>(job: () => Promise<T>): Promise<T> {
  return pRetry(job, {
    retries: RETRIES,
    minTimeout: 250,
    maxTimeout: 2_000,
    randomize: true,
    shouldRetry: async ({ error }) => {
      if (error instanceof ConnectionError) return !error.maybeProcessed && !isHopeless(error.cause);
      if (!(error instanceof RateLimitError)) return false;
      const waitMs = (error.retryAfter ?? 1) * 1000;
      if (waitMs > MAX_WAIT_MS) return false;
      await sleep(waitMs);
      return true;
    },
  });
}

function unsent({ method, path }: PreparedRequest, { pausedForMs }: PausedError): RateLimitError {
  const retryAfter = Math.ceil(pausedForMs / 1000);
  return new RateLimitError(
    { status: 429, method, path, retryAfter },
    `${method} ${path} was not sent: Kommo asked to wait another ${retryAfter} s.`,
  );
}

/** A new token may say less of its account than the old one did. */
export const keepIds = (fresh: TokenSet, old: TokenSet): TokenSet => ({
  ...fresh,
  apiDomain: fresh.apiDomain ?? old.apiDomain,
  accountId: fresh.accountId ?? old.accountId,
  userId: fresh.userId ?? old.userId,
});

/** Whether Kommo may have handled a request whose answer was lost. */
export function isAmbiguous(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.maybeProcessed;
  return error instanceof ServerError || error instanceof DecodeError;
}

/** Whether an answer may mean that the account is at another address now. */
export const maybeMoved = (error: unknown): boolean =>
  error instanceof KommoApiError && (error.status === 401 || error.status === 404 || isRedirect(error.status));

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

// The refusals of a refresh token that are known. Nothing else proves that it is dead: a wrong secret key is answered 401 as well,
// with another hint or without one. `title` and `detail` are in the language of the account, so they are not looked at.
const DEAD =
  /^(?:invalid refresh token|cannot decrypt the refresh token|(?:refresh )?token has (?:been revoked|expired))\.?$/i;

/** Whether Kommo said that the refresh token itself is spent, revoked, expired or unknown. */
export const isDeadToken = ({ hint }: KommoApiError): boolean => DEAD.test(hint?.trim() ?? '');

function toTokens(
  { response, text }: RawResponse,
  request: PreparedRequest,
  baseUrl: string,
  askedAt: number,
): TokenSet {
  const answer = tryParse(text) as Record<string, unknown> | null | undefined;
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = answer ?? {};
  if (!isToken(accessToken) || !isToken(refreshToken)) {
    const missing = isToken(accessToken) ? 'refresh_token' : 'access_token';
    // Without its text, which may hold one of the tokens.
    throw new DecodeError(text === '' ? 'empty' : answer === undefined ? 'not-json' : 'unexpected', {
      expected: `a pair of tokens (it has no valid ${missing})`,
      status: response.status,
      method: request.method,
      path: request.path,
      contentType: response.headers.get('content-type') ?? undefined,
      bodyText: '',
    });
  }
  const { accountId, userId, apiDomain, expiresAt: end } = readClaims(accessToken);
  const obtainedAt = Math.floor(askedAt / 1000);
  // The old pair is spent, so a new one is never thrown away for its lifetime. If nothing says a lifetime above 0, it counts as expired,
  // and the next call refreshes it.
  const given = typeof expiresIn === 'string' || typeof expiresIn === 'number' ? Number(expiresIn) : 0;
  const livesFor = [given, Number(end) / 1000 - obtainedAt].find((life) => life > 0) ?? 0;
  const expiresAt = obtainedAt + Math.floor(Math.min(livesFor, MAX_LIFE_S));
  return { accessToken, refreshToken, expiresAt, obtainedAt, baseUrl, apiDomain, accountId, userId };
}

/** Whether a value can be sent as a bearer token. */
export const isToken = (value: unknown): value is string => typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
