import { InputError, KommoApiError } from '../errors.js';
import type { AuthProvider } from '../transport/auth.js';
import type { KommoOptions } from '../transport/config.js';
import { resolveBaseUrl, resolveFetch, resolveLimiter } from '../transport/config.js';
import { leveled } from '../transport/logger.js';
import { isKommoUrl } from '../transport/origin.js';
import { checkAmount, checkKeys, checkText, type KeysOf } from '../util/check.js';
import { checkSeconds, toUnixSeconds } from '../util/time.js';
import { readClaims } from './claims.js';
import { OAuthError } from './errors.js';
import { type AuthorizationCode, type AuthorizeOptions, authorizeUrl, parseRedirect } from './redirect.js';
import { type IntegrationKeys, isToken, retryGrant, TokenEndpoint } from './token-endpoint.js';
import { TokenKeeper } from './token-keeper.js';
import { LOCK_WAIT_MS, type TokenSet, type TokenStore } from './token-store.js';

/** How an integration calls the token endpoint. The same for all its accounts. */
export interface IntegrationOptions extends IntegrationKeys {
  /** Where the tokens are kept: `fileStore`, `redisStore`, `memoryStore`, or your own. */
  readonly store: TokenStore;
  /** Milliseconds before expiry at which to refresh. Maximum: a fifth of the token's life. Default 300 000. */
  readonly refreshAheadMs?: number | undefined;
  /** Milliseconds to wait for another process that holds the lock. Default 30 000. */
  readonly lockWaitMs?: number | undefined;
  /** Milliseconds for one request to the token endpoint. Default 15 000. */
  readonly timeoutMs?: number | undefined;
  /** The fetch to use. Default: the global one, looked up at each call. */
  readonly fetch?: KommoOptions['fetch'];
  /** The limit that token requests pass. Default: the one of this process, which the clients pass too. */
  readonly rateLimit?: KommoOptions['rateLimit'];
  /** Receives refreshes and failures. No line holds a token. */
  readonly logger?: KommoOptions['logger'];
}

/** Options of {@link oauth}. */
export interface OAuthOptions extends IntegrationOptions {
  /** First part of the account's address. Without it and without `baseUrl`, the address comes with the exchanged code. */
  readonly subdomain?: string | undefined;
  /** `kommo.com` (default), `amocrm.ru` or `amocrm.com`. */
  readonly domain?: KommoOptions['domain'];
  /** Whole address of the account, instead of subdomain and domain. */
  readonly baseUrl?: string | undefined;
  /** Name of the tokens in the store. Default: client id and host of the account, or `default`. */
  readonly key?: string | undefined;
}

/** What is known of an authorized account. It holds no secret. */
export interface AuthorizedAccount {
  /** Name of its tokens in the store. */
  readonly key: string;
  readonly baseUrl: string;
  readonly accountId: number | undefined;
  readonly userId: number | undefined;
  /** When the present access token expires. */
  readonly expiresAt: Date;
}

/** Tokens that another library obtained. */
export interface ImportedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** A `Date` or unix seconds. Default: from the claims of the token, else now, so that the first call refreshes. */
  readonly expiresAt?: Date | number | undefined;
  /** Address of the account. Default: the one of the options. */
  readonly baseUrl?: string | undefined;
}

/**
 * Tokens of one account that refresh themselves. Pass it to `new Kommo({ auth })`. Made by {@link oauth}.
 * Its secrets are private fields, so that neither logs nor `inspect` show them.
 */
export class OAuth implements AuthProvider {
  /** Name of its tokens in the store. */
  readonly key: string;
  readonly #clientId: string;
  readonly #endpoint: TokenEndpoint;
  readonly #keeper: TokenKeeper;
  #baseUrl: string | undefined;

  /** @throws InputError */
  constructor(options: OAuthOptions) {
    const { clientId, clientSecret, redirectUri, store } = checkOptions(options);
    this.#clientId = clientId;
    this.#baseUrl = options.subdomain || options.baseUrl ? resolveBaseUrl(options) : undefined;
    this.key = options.key ?? `${clientId}:${this.#baseUrl ? new URL(this.#baseUrl).host : 'default'}`;
    this.#endpoint = new TokenEndpoint(
      { clientId, clientSecret, redirectUri },
      {
        fetch: resolveFetch(options.fetch),
        limiter: resolveLimiter(options.rateLimit, this.#baseUrl ?? 'https://www.kommo.com'),
        timeoutMs: options.timeoutMs ?? 15_000,
      },
    );
    this.#keeper = new TokenKeeper({
      key: this.key,
      store,
      endpoint: this.#endpoint,
      refreshAheadMs: options.refreshAheadMs ?? 300_000,
      lockWaitMs: options.lockWaitMs ?? LOCK_WAIT_MS,
      // A logger that throws must not undo a refresh.
      logger: leveled(options.logger),
      onTokens: ({ baseUrl }) => {
        this.#baseUrl = baseUrl;
      },
    });
  }

  /** Address of the account, from the options, the exchanged code or the store. Undefined until it is known. */
  get baseUrl(): string | undefined {
    return this.#baseUrl;
  }

  /**
   * Address of the page on which a user of the account authorizes the integration. Make its state with `createState()`.
   * @see https://developers.kommo.com/docs/oauth-20
   */
  authorizeUrl(options: AuthorizeOptions): string {
    return authorizeUrl(this.#clientId, options);
  }

  /**
   * Exchanges the code of a redirect for tokens and saves them. Check the redirect's state with `verifyState` first.
   * The exchange is not repeated after a lost answer, because a code can be used only once.
   * @param redirect - the URL that the user came back to, or the result of `parseRedirect`
   * @throws AuthorizationDeniedError, InputError, OAuthError, TokenStoreError
   */
  async exchange(redirect: string | URL | Pick<AuthorizationCode, 'code' | 'baseUrl'>): Promise<AuthorizedAccount> {
    const parsed =
      typeof redirect === 'string' || redirect instanceof URL ? parseRedirect(redirect, this.#clientId) : redirect;
    const baseUrl = this.#trusted(parsed.baseUrl);
    const tokens = await exchangeCode(this.#endpoint, baseUrl, parsed.code);
    await this.#keeper.put(tokens);
    return accountOf(this.key, tokens);
  }

  /** Saves tokens that another library obtained. @throws InputError, TokenStoreError */
  async importTokens(given: ImportedTokens): Promise<AuthorizedAccount> {
    checkKeys(given, 'tokens', ['accessToken', 'refreshToken', 'expiresAt', 'baseUrl']);
    const { accessToken, refreshToken, ...known } = given;
    for (const [name, token] of Object.entries({ accessToken, refreshToken })) {
      if (!isToken(token)) throw new InputError(name, 'must be the bare token: no spaces and no "Bearer" before it');
    }
    const baseUrl = known.baseUrl ?? this.#baseUrl;
    if (!baseUrl)
      throw new InputError('baseUrl', 'is missing. Pass the address of the account that the tokens belong to');
    const claims = readClaims(accessToken);
    const expiresAt = secondsOf(known.expiresAt ?? claims.expiresAt ?? new Date());
    const tokens: TokenSet = {
      accessToken,
      refreshToken,
      expiresAt,
      // Not known, and a day ago at least: a token that counts as new would not be refreshed if Kommo refuses it.
      obtainedAt: Math.min(expiresAt, Math.floor(Date.now() / 1000)) - 86_400,
      baseUrl: this.#trusted(baseUrl),
      apiDomain: claims.apiDomain,
      accountId: claims.accountId,
      userId: claims.userId,
    };
    await this.#keeper.put(tokens);
    return accountOf(this.key, tokens);
  }

  /** What the store knows of the account. @throws TokensMissingError, TokenStoreError */
  async account(): Promise<AuthorizedAccount> {
    const tokens = await this.#keeper.stored();
    this.#baseUrl = tokens.baseUrl;
    return accountOf(this.key, tokens);
  }

  /** Deletes the tokens from the store, for example after a disconnect hook. */
  async forget(): Promise<void> {
    await this.#keeper.forget();
  }

  /** The token to send. It waits for a refresh only if no good token is there. The client calls this. */
  getToken(): string | Promise<string> {
    return this.#keeper.token();
  }

  /** The token that is good now, or undefined. It starts a refresh in the background if the token expires soon. */
  peek(): string | undefined {
    return this.#keeper.peek();
  }

  /** Another token than the one that Kommo refused, or undefined if a new one would be refused as well. The client calls this. */
  onRejected(rejected: string): Promise<string | undefined> {
    return this.#keeper.replace(rejected);
  }

  #trusted(baseUrl: string): string {
    return checkTrusted(baseUrl, this.#baseUrl);
  }
}

/**
 * Tokens by OAuth 2.0 for one account. For many accounts, see `KommoPool`.
 *
 * ```ts
 * const auth = oauth({ clientId, clientSecret, redirectUri, subdomain: 'acme', store: fileStore('./tokens') });
 * const kommo = new Kommo({ subdomain: 'acme', auth });
 * ```
 * @throws InputError
 * @see https://developers.kommo.com/docs/oauth-20
 */
export function oauth(options: OAuthOptions): OAuth {
  return new OAuth(options);
}

/** The secret key goes there, so only Kommo is accepted, or the address of the options. @internal */
export function checkTrusted(baseUrl: string, own?: string): string {
  if (isKommoUrl(baseUrl) || (own && URL.canParse(baseUrl) && new URL(baseUrl).origin === new URL(own).origin))
    return baseUrl;
  throw new InputError('baseUrl', 'must be an account of Kommo or amoCRM, since the secret key is sent there');
}

/** @internal */
export async function exchangeCode(endpoint: TokenEndpoint, baseUrl: string, code: string): Promise<TokenSet> {
  try {
    return await retryGrant(() => endpoint.exchange(baseUrl, code));
  } catch (error) {
    if (!(error instanceof KommoApiError) || (error.status !== 400 && error.status !== 401)) throw error;
    throw new OAuthError(
      error,
      'A code is good for 20 minutes and one use, with the keys and the redirect URI of the settings. Check those, or start again.',
    );
  }
}

/** Unix seconds of a moment. Refuses milliseconds, which would make a token good for thousands of years. */
function secondsOf(moment: Date | number): number {
  if (moment instanceof Date) return toUnixSeconds(moment, 'expiresAt');
  if (typeof moment !== 'number' || !(moment >= 0) || !Number.isFinite(moment)) {
    throw new InputError('expiresAt', `must be a Date or unix seconds, got ${String(moment)}`);
  }
  checkSeconds(moment, 'expiresAt');
  return Math.floor(moment);
}

/** Names of the options of an integration. */
export const INTEGRATION_OPTIONS: readonly string[] = Object.keys({
  clientId: true,
  clientSecret: true,
  redirectUri: true,
  store: true,
  refreshAheadMs: true,
  lockWaitMs: true,
  timeoutMs: true,
  fetch: true,
  rateLimit: true,
  logger: true,
} satisfies KeysOf<IntegrationOptions>);

function checkOptions(options: OAuthOptions): OAuthOptions {
  checkKeys(options, 'options', [...INTEGRATION_OPTIONS, 'subdomain', 'domain', 'baseUrl', 'key']);
  for (const name of ['refreshAheadMs', 'lockWaitMs', 'timeoutMs'] as const) checkAmount(options[name] ?? 0, name);
  for (const name of ['clientId', 'clientSecret', 'redirectUri'] as const) {
    if (typeof options?.[name] !== 'string' || options[name].trim() === '') {
      throw new InputError(name, 'is missing. It is in the settings of the integration, under "Keys and scopes"');
    }
  }
  if (options.key !== undefined && options.key !== null) checkText(options.key, 'key');
  if (!URL.canParse(options.redirectUri))
    throw new InputError('redirectUri', 'must be a whole address, the same as in the settings of the integration');
  if (typeof options.store?.load !== 'function' || typeof options.store.lock !== 'function') {
    throw new InputError(
      'store',
      'is missing. Pass fileStore(), redisStore(), memoryStore(), or a TokenStore of your own',
    );
  }
  return options;
}

/** @internal */
export const accountOf = (key: string, { baseUrl, accountId, userId, expiresAt }: TokenSet): AuthorizedAccount => ({
  key,
  baseUrl,
  accountId,
  userId,
  expiresAt: new Date(expiresAt * 1000),
});
