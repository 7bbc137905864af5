import { Kommo } from '../client/kommo.js';
import { InputError } from '../errors.js';
import type { KommoOptions } from '../transport/config.js';
import { resolveBaseUrl, resolveFetch, resolveLimiter } from '../transport/config.js';
import { leveled } from '../transport/logger.js';
import { checkKeys } from '../util/check.js';
import {
  type AuthorizedAccount,
  accountOf,
  checkTrusted,
  exchangeCode,
  INTEGRATION_OPTIONS,
  type IntegrationOptions,
  OAuth,
} from './oauth.js';
import { type AuthorizationCode, type AuthorizeOptions, authorizeUrl, parseRedirect } from './redirect.js';
import { TokenEndpoint } from './token-endpoint.js';
import { TokenKeeper } from './token-keeper.js';

/** Options of {@link KommoPool}. */
export interface KommoPoolOptions extends IntegrationOptions {
  /** Options of each client. */
  readonly client?: Omit<KommoOptions, 'subdomain' | 'domain' | 'baseUrl' | 'accessToken' | 'auth'> | undefined;
  /**
   * Address beside those of Kommo and amoCRM to which `exchange` may send the secret key, such as the one of a sandbox. Default: none.
   * Never take it from a request.
   */
  readonly baseUrl?: string | undefined;
  /** Maximum of clients to keep. The one that was unused for longest goes first. Default 1000. */
  readonly maxClients?: number | undefined;
}

/**
 * The accounts that have authorized one integration: one client for each, made when it is first needed, all behind one limit.
 * An account is named by its number, which stays when it is renamed.
 *
 * ```ts
 * const pool = new KommoPool({ clientId, clientSecret, redirectUri, store: redisStore({ redis }) });
 * const { accountId } = await pool.exchange(redirectUrl);   // once, after the user came back
 * const kommo = await pool.get(accountId);                  // from then on
 * ```
 */
export class KommoPool {
  readonly #options: KommoPoolOptions;
  readonly #endpoint: TokenEndpoint;
  readonly #maxClients: number;
  readonly #baseUrl: string | undefined;
  // In order of use, the oldest first.
  readonly #members = new Map<string, { readonly auth: OAuth; kommo: Promise<Kommo> }>();

  /** @throws InputError */
  constructor(options: KommoPoolOptions) {
    checkKeys(options, 'options', [...INTEGRATION_OPTIONS, 'client', 'baseUrl', 'maxClients']);
    this.#options = { ...options, rateLimit: options.rateLimit ?? options.client?.rateLimit };
    this.#baseUrl = options.baseUrl ? resolveBaseUrl({ baseUrl: options.baseUrl }) : undefined;
    // Refuses at once what it would refuse for each account.
    this.#auth('any');
    this.#maxClients = options.maxClients ?? 1000;
    if (!Number.isInteger(this.#maxClients) || this.#maxClients < 1) {
      throw new InputError('maxClients', `must be a whole number, 1 or more, got ${options.maxClients}`);
    }
    this.#endpoint = new TokenEndpoint(options, {
      fetch: resolveFetch(options.fetch),
      limiter: resolveLimiter(this.#options.rateLimit, this.#baseUrl ?? 'https://www.kommo.com'),
      timeoutMs: options.timeoutMs ?? 15_000,
    });
  }

  /** Clients that are kept now. */
  get size(): number {
    return this.#members.size;
  }

  /** Address of the page on which a user authorizes the integration. Make its state with `createState()`. */
  authorizeUrl(options: AuthorizeOptions): string {
    return authorizeUrl(this.#options.clientId, options);
  }

  /**
   * Exchanges the code of a redirect and saves the tokens of its account. Check the redirect's state with `verifyState` first.
   * @throws AuthorizationDeniedError, InputError, OAuthError, TokenStoreError
   */
  async exchange(
    redirect: string | URL | Pick<AuthorizationCode, 'code' | 'baseUrl'>,
  ): Promise<AuthorizedAccount & { accountId: number }> {
    const { clientId, store, logger } = this.#options;
    const { code, baseUrl } =
      typeof redirect === 'string' || redirect instanceof URL ? parseRedirect(redirect, clientId) : redirect;
    const tokens = await exchangeCode(this.#endpoint, checkTrusted(baseUrl, this.#baseUrl), code);
    const { accountId } = tokens;
    if (accountId === undefined)
      throw new InputError(
        'code',
        'was exchanged for a token that names no account. Use oauth() with a subdomain instead',
      );
    const key = this.#keyOf(accountId);
    const keeper = new TokenKeeper({
      key,
      store,
      endpoint: this.#endpoint,
      refreshAheadMs: 0,
      lockWaitMs: this.#options.lockWaitMs ?? 30_000,
      logger: leveled(logger),
      onTokens: () => {},
    });
    await keeper.put(tokens);
    // An older client holds the tokens of before. The next one reads these.
    this.#members.delete(key);
    return { ...accountOf(key, tokens), accountId };
  }

  /**
   * The client of an account. It is the same object each time while it is kept, and a new one after the account was renamed.
   * @throws TokensMissingError if the account has not authorized the integration; TokenStoreError
   */
  async get(accountId: number): Promise<Kommo> {
    const key = this.#keyOf(accountId);
    const found = this.#members.get(key);
    const member = found ?? this.#add(key);
    if (found) {
      this.#members.delete(key);
      this.#members.set(key, found);
    }
    const kommo = await member.kommo;
    const { baseUrl } = member.auth;
    if (baseUrl === undefined || baseUrl === kommo.baseUrl) return kommo;
    member.kommo = Promise.resolve(this.#client(baseUrl, member.auth));
    return member.kommo;
  }

  /** Deletes the tokens of an account, for example after a disconnect hook. */
  async forget(accountId: number): Promise<void> {
    const key = this.#keyOf(accountId);
    const auth = this.#members.get(key)?.auth ?? this.#auth(key);
    this.#members.delete(key);
    await auth.forget();
  }

  #keyOf(accountId: number): string {
    if (!Number.isSafeInteger(accountId) || accountId < 1) {
      throw new InputError('accountId', `must be the number of an account, got ${String(accountId)}`);
    }
    return `${this.#options.clientId}:${accountId}`;
  }

  #add(key: string): { readonly auth: OAuth; kommo: Promise<Kommo> } {
    const auth = this.#auth(key);
    const kommo = auth.account().then(({ baseUrl }) => this.#client(baseUrl, auth));
    const member = { auth, kommo };
    this.#members.set(key, member);
    kommo.catch(() => {
      if (this.#members.get(key) === member) this.#members.delete(key);
    });
    for (const oldest of this.#members.keys()) {
      if (this.#members.size <= this.#maxClients) break;
      this.#members.delete(oldest);
    }
    return member;
  }

  #auth(key: string): OAuth {
    const { client: _client, maxClients: _maxClients, baseUrl: _baseUrl, ...integration } = this.#options;
    return new OAuth({ ...integration, key });
  }

  #client(baseUrl: string, auth: OAuth): Kommo {
    const { client, rateLimit, fetch } = this.#options;
    return new Kommo({ fetch, ...client, rateLimit: client?.rateLimit ?? rateLimit, baseUrl, auth });
  }

  /** @internal */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `KommoPool { size: ${this.size} }`;
  }
}
