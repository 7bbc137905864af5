import { KommoApiError } from '../errors.js';
import type { Logger } from '../transport/logger.js';
import { sleep } from '../util/abort.js';
import { LockLostError, OAuthError, TokenRevokedError, TokenStoreError, TokensMissingError } from './errors.js';
import { isAmbiguous, keepIds, maybeMoved, type TokenEndpoint } from './token-endpoint.js';
import type { LockOptions, TokenLock, TokenSet, TokenStore } from './token-store.js';

/** What keeps one pair of tokens fresh. */
export interface KeeperConfig {
  readonly key: string;
  readonly store: TokenStore;
  readonly endpoint: TokenEndpoint;
  readonly refreshAheadMs: number;
  readonly lockWaitMs: number;
  readonly logger: Logger | undefined;
  readonly onTokens: (tokens: TokenSet) => void;
}

// A token this young that is refused is not cured by another one; refreshing for each refused call would get the IP blocked.
const TOO_YOUNG_MS = 10_000;
// After a refresh that failed while the old token is still good.
const SOFT_RETRY_MS = 30_000;
// No more than this share of a token's life is given away by refreshing ahead.
const AHEAD_SHARE = 0.2;
const SAVE_ATTEMPTS = 3;

/**
 * One pair of tokens: read from the store, refreshed once for all who ask, saved before it is used.
 *
 * A refresh runs under the store's lock and reads the store again first, since another process may have been faster. A crash
 * between Kommo's answer and the end of `save` loses the new pair; the store then still holds the old refresh token, which Kommo
 * takes until the new one is used, and this class never uses what is not saved.
 */
export class TokenKeeper {
  readonly #config: KeeperConfig;
  #current: TokenSet | undefined;
  #refresh: Promise<TokenSet> | undefined;
  /** A pair that Kommo gave and the store did not take; `from` is the refresh token that was spent on it. */
  #unsaved: { readonly from: string; readonly tokens: TokenSet } | undefined;
  #dead: { readonly refreshToken: string; readonly error: TokenRevokedError } | undefined;
  #softUntil = 0;

  constructor(config: KeeperConfig) {
    this.#config = config;
  }

  /** The token to send: at once while it is good, else a promise that all callers share. */
  token(): string | Promise<string> {
    return this.peek() ?? this.#renew(undefined).then((tokens) => tokens.accessToken);
  }

  /** The token that is good now, or undefined. It starts a refresh in the background if the token expires soon. */
  peek(): string | undefined {
    const current = this.#current;
    if (!current || current.expiresAt * 1000 <= Date.now()) return undefined;
    if (!this.#isFresh(current) && !this.#refresh) this.#renew(undefined).catch(() => {});
    return current.accessToken;
  }

  /** Another token than the rejected one, or undefined where a new one would be refused as well. */
  async replace(rejected: string): Promise<string | undefined> {
    const { accessToken } = await this.#renew(rejected);
    return accessToken === rejected ? undefined : accessToken;
  }

  /** Writes tokens that came from outside: an exchanged code, or another library. */
  async put(tokens: TokenSet): Promise<void> {
    await this.#locked((lock) => this.#save(lock, tokens));
    this.#adopt(tokens);
  }

  /** Takes the tokens away. */
  async forget(): Promise<void> {
    await this.#locked((lock) => lock.delete());
    this.#current = undefined;
    this.#unsaved = undefined;
  }

  /** What the store holds. */
  async stored(): Promise<TokenSet> {
    const { store, key } = this.#config;
    const tokens = await guard(store.load(key), `The tokens of "${key}" could not be read`);
    if (!tokens) throw new TokensMissingError(key);
    return tokens;
  }

  // Whoever comes while a refresh runs shares it; one who was refused with its outcome asks again.
  async #renew(rejected: string | undefined): Promise<TokenSet> {
    while (this.#refresh) {
      const tokens = await this.#refresh;
      if (tokens.accessToken !== rejected) return tokens;
    }
    const refresh = this.#run(rejected).finally(() => {
      this.#refresh = undefined;
    });
    this.#refresh = refresh;
    return refresh;
  }

  async #run(rejected: string | undefined): Promise<TokenSet> {
    const known = await this.stored().catch((error: unknown) => this.#fallback(error, this.#current, rejected));
    if (this.#isUsable(known, rejected)) return this.#adopt(known);
    if (known.accessToken === rejected && Date.now() - known.obtainedAt * 1000 < TOO_YOUNG_MS) return known;
    try {
      if (this.#dead?.refreshToken === known.refreshToken) throw this.#dead.error;
      return await this.#locked((lock) => this.#renewLocked(lock, rejected), known);
    } catch (error) {
      return this.#fallback(error, known, rejected);
    }
  }

  async #renewLocked(lock: TokenLock, rejected: string | undefined): Promise<TokenSet> {
    const stored = await this.stored();
    if (this.#isUsable(stored, rejected)) return this.#adopt(stored);
    if (this.#dead?.refreshToken === stored.refreshToken) throw this.#dead.error;
    if (this.#unsaved?.from !== stored.refreshToken) {
      this.#unsaved = { from: stored.refreshToken, tokens: await this.#ask(stored) };
    }
    const { tokens } = this.#unsaved;
    try {
      await this.#save(lock, tokens);
    } catch (error) {
      if (!(error instanceof LockLostError)) throw error;
      // Somebody else refreshed meanwhile, and what he saved is what counts.
      const theirs = await this.stored();
      if (!this.#isUsable(theirs, rejected)) throw error;
      return this.#adopt(theirs);
    }
    this.#config.logger?.info('refreshed the access token', { key: this.#config.key, expiresAt: tokens.expiresAt });
    return this.#adopt(tokens);
  }

  /** Asks Kommo for a new pair; finds the account where it was renamed. */
  async #ask(stored: TokenSet): Promise<TokenSet> {
    const { endpoint } = this.#config;
    try {
      return keepIds(await this.#askTwice(stored), stored);
    } catch (error) {
      if (!maybeMoved(error)) throw this.#verdict(error, stored, false);
      const baseUrl = await endpoint.addressOf(stored).catch(() => undefined);
      if (baseUrl === undefined || baseUrl === stored.baseUrl) throw this.#verdict(error, stored, false);
      this.#config.logger?.warn('the account has a new address', { key: this.#config.key, baseUrl });
      const moved = { ...stored, baseUrl };
      return keepIds(
        await endpoint.refresh(moved).catch((e: unknown) => Promise.reject(this.#verdict(e, stored, false))),
        moved,
      );
    }
  }

  /**
   * A lost answer is asked for once more, with the same refresh token: the docs allow it as long as the new pair was not used, and
   * it can't have been used by us. The lock is held, so nobody else spends the token meanwhile.
   */
  async #askTwice(stored: TokenSet): Promise<TokenSet> {
    const { endpoint } = this.#config;
    try {
      return await endpoint.refresh(stored);
    } catch (error) {
      if (!isAmbiguous(error)) throw error;
      await sleep(Math.random() * 500);
      return await endpoint.refresh(stored).catch((e: unknown) => Promise.reject(this.#verdict(e, stored, true)));
    }
  }

  #verdict(error: unknown, stored: TokenSet, afterLostAnswer: boolean): unknown {
    if (!(error instanceof KommoApiError) || error instanceof TokenRevokedError) return error;
    if (error.status !== 400 && error.status !== 401) return error;
    // A wrong key or redirect URI does not spend the token.
    if (/client_id|client_secret|redirect_uri|grant_type/.test(error.hint ?? '')) {
      return new OAuthError(
        error,
        'check clientId, clientSecret and redirectUri against the settings of the integration',
      );
    }
    const revoked = new TokenRevokedError(error, this.#config.key, afterLostAnswer);
    this.#dead = { refreshToken: stored.refreshToken, error: revoked };
    return revoked;
  }

  // While the old token is good, trouble with the new one is no reason to fail a call.
  #fallback(error: unknown, old: TokenSet | undefined, rejected: string | undefined): TokenSet {
    if (!old || rejected !== undefined || old.expiresAt * 1000 <= Date.now()) throw error;
    this.#softUntil = Date.now() + SOFT_RETRY_MS;
    const message = error instanceof Error ? error.message : String(error);
    this.#config.logger?.error('could not refresh ahead; the old token serves on', {
      key: this.#config.key,
      error: message,
    });
    this.#current = old;
    return old;
  }

  async #save(lock: TokenLock, tokens: TokenSet): Promise<void> {
    for (let number = 1; ; number++) {
      try {
        await guard(lock.save(tokens), `The tokens of "${this.#config.key}" could not be saved`);
        return;
      } catch (error) {
        if (error instanceof LockLostError || number === SAVE_ATTEMPTS) throw error;
        await sleep(100 * number);
      }
    }
  }

  async #locked<T>(job: (lock: TokenLock) => Promise<T>, known?: TokenSet): Promise<T> {
    const { store, key, lockWaitMs } = this.#config;
    // With a token that is still good there is no need to wait for long.
    const good = known !== undefined && known.expiresAt * 1000 > Date.now();
    const options: LockOptions = { waitMs: good ? Math.min(lockWaitMs, 5_000) : lockWaitMs };
    const lock = await guard(store.lock(key, options), `The tokens of "${key}" could not be locked`);
    try {
      return await job(lock);
    } finally {
      await lock.release().catch((error: unknown) => {
        this.#config.logger?.warn('could not release the lock; it will run out', { key, error: String(error) });
      });
    }
  }

  #adopt(tokens: TokenSet): TokenSet {
    this.#current = tokens;
    this.#unsaved = undefined;
    this.#dead = undefined;
    this.#softUntil = 0;
    this.#config.onTokens(tokens);
    return tokens;
  }

  #isUsable(tokens: TokenSet, rejected: string | undefined): boolean {
    return tokens.accessToken !== rejected && this.#isFresh(tokens);
  }

  #isFresh({ expiresAt, obtainedAt }: TokenSet): boolean {
    const now = Date.now();
    if (now < this.#softUntil && now < expiresAt * 1000) return true;
    const ahead = Math.min(this.#config.refreshAheadMs, (expiresAt - obtainedAt) * 1000 * AHEAD_SHARE);
    return now < expiresAt * 1000 - ahead;
  }
}

async function guard<T>(promise: Promise<T>, what: string): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof TokenStoreError || error instanceof TokensMissingError) throw error;
    throw new TokenStoreError(what, { cause: error });
  }
}
