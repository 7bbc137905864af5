import { ConnectionError, DecodeError, KommoApiError, RateLimitError, ServerError } from '../errors.js';
import type { RateLimiter } from '../limit/types.js';
import { apiError } from '../transport/api-error.js';
import { attempt, type FetchLike, type Received } from '../transport/attempt.js';
import { backoffMs } from '../transport/backoff.js';
import { tryParse } from '../transport/decode.js';
import { isKommoUrl } from '../transport/kommo-host.js';
import { Outgoing } from '../transport/outgoing.js';
import { redactor } from '../transport/redact.js';
import { sleep } from '../util/abort.js';
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
const ATTEMPTS = 3;
const MAX_WAIT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;

/**
 * Kommo's token endpoint. It repeats a request only where Kommo can't have seen it or has refused it unread (429): a grant may be
 * good for one use. What to do when an answer was lost is for the caller to decide (`isAmbiguous`).
 */
export class TokenEndpoint {
  readonly #keys: IntegrationKeys;
  readonly #config: EndpointConfig;

  constructor(keys: IntegrationKeys, config: EndpointConfig) {
    this.#keys = keys;
    this.#config = config;
  }

  /** Exchanges an authorization code. */
  exchange(baseUrl: string, code: string): Promise<TokenSet> {
    return this.#grant(baseUrl, { grant_type: 'authorization_code', code }, code);
  }

  /** Exchanges a refresh token for a new pair. */
  refresh({ baseUrl, refreshToken }: TokenSet): Promise<TokenSet> {
    return this.#grant(baseUrl, { grant_type: 'refresh_token', refresh_token: refreshToken }, refreshToken);
  }

  /** Asks where the account of a refresh token is now, since it may have been renamed; undefined where nobody knows. */
  async addressOf({ apiDomain, refreshToken }: TokenSet): Promise<string | undefined> {
    if (apiDomain === undefined || !isKommoUrl(`https://${apiDomain}`)) return undefined;
    const request = new Outgoing(`https://${apiDomain}/oauth2/account/current/subdomain`, {
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
    const request = new Outgoing(baseUrl + PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    const redact = redactor(clientSecret, secret);
    // The lifetime counts from before the answer, so that the token is never thought good for too long.
    let askedAt = Date.now();
    for (let number = 1; ; number++) {
      askedAt = Date.now();
      try {
        return toTokens(await this.#send(request, redact), request, baseUrl, askedAt);
      } catch (error) {
        const waitMs = number < ATTEMPTS ? waitBeforeRetry(error, number) : undefined;
        if (waitMs === undefined) throw error;
        await sleep(waitMs);
      }
    }
  }

  async #send(request: Outgoing, redact: (text: string) => string): Promise<Received> {
    const { fetch, limiter, timeoutMs } = this.#config;
    const received = await limiter.run(() =>
      attempt(request, { fetch, timeoutMs, maxResponseBytes: MAX_BYTES, signal: undefined, redact }),
    );
    if (received.response.ok) return received;
    const error = apiError({ ...received, text: redact(received.text) }, request, undefined);
    if (error instanceof RateLimitError) limiter.pause((error.retryAfter ?? 1) * 1000);
    throw error;
  }
}

/** A new token may say less of its account than an older one did. */
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

function waitBeforeRetry(error: unknown, number: number): number | undefined {
  if (error instanceof RateLimitError) {
    const waitMs = (error.retryAfter ?? 1) * 1000;
    return waitMs <= MAX_WAIT_MS ? waitMs : undefined;
  }
  if (error instanceof ConnectionError && !error.maybeProcessed) return Math.random() * backoffMs(number);
  return undefined;
}

function toTokens({ response, text }: Received, request: Outgoing, baseUrl: string, askedAt: number): TokenSet {
  const answer = tryParse(text) as Record<string, unknown> | null | undefined;
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = answer ?? {};
  if (!isToken(accessToken) || !isToken(refreshToken) || !(typeof expiresIn === 'number' && expiresIn > 0)) {
    // Without its text, which may hold one of the tokens.
    throw new DecodeError(text === '' ? 'empty' : 'not-json', {
      status: response.status,
      method: request.method,
      path: request.path,
      contentType: response.headers.get('content-type') ?? undefined,
      bodyText: '',
    });
  }
  const { accountId, userId, apiDomain } = readClaims(accessToken);
  const obtainedAt = Math.floor(askedAt / 1000);
  const expiresAt = obtainedAt + Math.floor(expiresIn);
  return { accessToken, refreshToken, expiresAt, obtainedAt, baseUrl, apiDomain, accountId, userId };
}

const isToken = (value: unknown): value is string => typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
