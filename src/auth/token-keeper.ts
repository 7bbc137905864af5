import { KommoApiError } from '../errors.js';
import type { Logger } from '../transport/logger.js';
import { sleep } from '../util/abort.js';
import { ForeignError } from '../util/foreign-error.js';
import { shared, tiedToRequests } from '../util/requests.js';
import { storeFailure } from '../util/store-failure.js';
import { LockLostError, OAuthError, TokenRevokedError, TokenStoreError, TokensMissingError } from './errors.js';
import {
  isAmbiguous,
  isDeadToken,
  isToken,
  keepIds,
  maybeMoved,
  retryGrant,
  type TokenEndpoint,
} from './token-endpoint.js';
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

// A token this young that is refused is not cured by another one. A refresh for each refused call would get the IP address blocked.
const TOO_YOUNG_MS = 10_000;
// The same for a token that replaced a refused one. Its 401 is about the rights of the user, and each call would bring a refresh.
const TOO_YOUNG_AFTER_REFUSAL_MS = 600_000;
// Between refreshes ahead of expiry, after one that failed while the old token is still good.
const SOFT_RETRY_MS = 30_000;
// No more than this share of a token's life is given away by refreshing ahead.
const AHEAD_SHARE = 0.2;
const SAVE_ATTEMPTS = 3;
// For each call of a store, beside the time that it may wait for its lock.
const STORE_LIMIT_MS = 15_000;
// Refusals of the integration (a wrong secret key) that are sent one after the other before calls are held back.
const FREE_REFUSALS = 3;
const MAX_HOLD_MS = 60_000;

/**
 * One pair of tokens: read from the store, refreshed once for all calls that ask, saved before it is used.
 *
 * A refresh runs under the lock of the store and reads the store again first, since another process may have been faster. A crash
 * between Kommo's answer and the end of `save` loses the new pair. The store then still holds the old refresh token, which Kommo
 * accepts until the new one is used, and this class never uses what is not saved.
 *
 * A call never waits for a refresh while its token is good, and the lock is never held while a refresh waits for its turn.
 */
export class TokenKeeper {
  readonly #config: KeeperConfig;
  #current: TokenSet | undefined;
  #refresh: Promise<TokenSet> | undefined;
  /** A pair that Kommo returned and the store did not accept. `from` is the refresh token that was spent on it. */
  #unsaved: { readonly from: string; readonly tokens: TokenSet } | undefined;
  #dead: { readonly refreshToken: string; readonly error: TokenRevokedError } | undefined;
  /** The refresh token of a request whose answer was lost. */
  #lost: string | undefined;
  #refusals = 0;
  #held: { readonly error: OAuthError; readonly until: number } | undefined;
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
    if (!current || !isLive(current)) return undefined;
    // Its failure is logged, and no reason to fail a call. A refresh that is tied to its request would end with it.
    if (!this.#isFresh(current) && !this.#refresh && !tiedToRequests()) this.#renew(undefined).catch(() => {});
    return current.accessToken;
  }

  /** Another token than the rejected one, or undefined if a new one would be refused as well. */
  async replace(rejected: string): Promise<string | undefined> {
    const current = this.#current;
    // A call that was sent before the token was replaced.
    if (current && current.accessToken !== rejected && isLive(current)) return current.accessToken;
    const { accessToken } = await this.#renew(rejected);
    return accessToken === rejected ? undefined : accessToken;
  }

  /** Writes tokens that came from outside: an exchanged code, or another library. */
  async put(tokens: TokenSet): Promise<void> {
    await this.#locked((lock) => this.#save(lock, tokens));
    this.#adopt(tokens);
  }

  /** Deletes the tokens. */
  async forget(): Promise<void> {
    const { key } = this.#config;
    await this.#locked((lock) => guard(() => lock.delete(), `The tokens of "${key}" could not be deleted`));
    this.#current = undefined;
    this.#unsaved = undefined;
  }

  /** What the store holds. */
  async stored(): Promise<TokenSet> {
    const { store, key } = this.#config;
    const tokens: unknown = await guard(() => store.load(key), `The tokens of "${key}" could not be read`);
    if (tokens === undefined || tokens === null) throw new TokensMissingError(key);
    if (isTokenSet(tokens)) return tokens;
    throw new TokenStoreError(
      `The store holds no valid token set for "${key}", so something else has changed it. Import the tokens again, or authorize again.`,
    );
  }

  // A call that comes while a refresh runs shares it. A call that was refused with its outcome asks again.
  async #renew(rejected: string | undefined): Promise<TokenSet> {
    while (this.#refresh) {
      const tokens = await shared(this.#refresh, () => this.#start(rejected));
      if (tokens.accessToken !== rejected) return tokens;
    }
    return this.#start(rejected);
  }

  #start(rejected: string | undefined): Promise<TokenSet> {
    const refresh = this.#run(rejected).finally(() => {
      if (this.#refresh === refresh) this.#refresh = undefined;
    });
    this.#refresh = refresh;
    return refresh;
  }

  async #run(rejected: string | undefined): Promise<TokenSet> {
    let known = this.#current;
    try {
      const stored = await this.stored();
      known = stored;
      if (this.#isUsable(stored, rejected)) return this.#adopt(stored);
      if (stored.accessToken === rejected && isTooYoung(stored)) return stored;
      this.#failKnown(stored);
      return await retryGrant(() => this.#locked((lock) => this.#renewLocked(lock, rejected), stored));
    } catch (error) {
      return this.#fallback(error, known, rejected);
    }
  }

  async #renewLocked(lock: TokenLock, rejected: string | undefined): Promise<TokenSet> {
    const stored = await this.stored();
    if (this.#isUsable(stored, rejected)) return this.#adopt(stored);
    this.#failKnown(stored);
    const unsaved = this.#unsaved?.from === stored.refreshToken ? this.#unsaved.tokens : undefined;
    const tokens = unsaved ?? (await this.#ask(stored, rejected));
    this.#unsaved = { from: stored.refreshToken, tokens };
    try {
      await this.#save(lock, tokens);
    } catch (error) {
      if (!(error instanceof LockLostError)) throw error;
      // Another process refreshed meanwhile, and what it saved counts.
      const theirs = await this.stored();
      if (!this.#isUsable(theirs, rejected)) throw error;
      return this.#adopt(theirs);
    }
    this.#config.logger?.info('refreshed the access token', { key: this.#config.key, expiresAt: tokens.expiresAt });
    return this.#adopt(tokens);
  }

  /** Fails without a request if its outcome is known. */
  #failKnown({ refreshToken }: TokenSet): void {
    if (this.#dead?.refreshToken === refreshToken) throw this.#dead.error;
    if (this.#held && performance.now() < this.#held.until) throw this.#held.error;
  }

  /** Asks Kommo for a new pair. */
  async #ask(stored: TokenSet, rejected: string | undefined): Promise<TokenSet> {
    const fresh = await this.#askAnywhere(stored);
    return stored.accessToken === rejected && isLive(stored) ? { ...fresh, afterRefusal: true } : fresh;
  }

  /** Asks at the known address, and at the new one if the account was renamed. */
  async #askAnywhere(stored: TokenSet): Promise<TokenSet> {
    const { endpoint, logger, key } = this.#config;
    try {
      return keepIds(await this.#askTwice(stored), stored);
    } catch (error) {
      if (!maybeMoved(error)) throw this.#verdict(error, stored);
      const baseUrl = await endpoint.addressOf(stored).catch(() => undefined);
      if (baseUrl === undefined || baseUrl === stored.baseUrl) throw this.#verdict(error, stored);
      logger?.warn('the account has a new address', { key, baseUrl });
      const moved = { ...stored, baseUrl };
      const fresh = await endpoint.refresh(moved).catch((e: unknown) => Promise.reject(this.#verdict(e, stored)));
      return keepIds(fresh, moved);
    }
  }

  /**
   * Asks once more if the answer was lost, with the same refresh token. The docs allow it as long as the new pair was not used, and
   * we can't have used it. The lock is held, so nobody else spends the token meanwhile.
   */
  async #askTwice(stored: TokenSet): Promise<TokenSet> {
    const { endpoint } = this.#config;
    try {
      return await endpoint.refresh(stored);
    } catch (error) {
      if (!isAmbiguous(error)) throw error;
      this.#lost = stored.refreshToken;
      await sleep(Math.random() * 500);
      return await endpoint.refresh(stored);
    }
  }

  /** What a refusal says: the refresh token is dead, or the settings of the integration are wrong and the token is still good. */
  #verdict(error: unknown, stored: TokenSet): unknown {
    if (!(error instanceof KommoApiError) || (error.status !== 400 && error.status !== 401)) return error;
    if (isDeadToken(error)) {
      const revoked = new TokenRevokedError(error, this.#config.key, this.#lost === stored.refreshToken);
      this.#dead = { refreshToken: stored.refreshToken, error: revoked };
      return revoked;
    }
    const refused = new OAuthError(
      error,
      'Check clientId, clientSecret and redirectUri against the settings of the integration. The stored tokens were kept.',
    );
    this.#refusals++;
    if (this.#refusals >= FREE_REFUSALS) {
      const holdMs = Math.min(MAX_HOLD_MS, 1_000 * 2 ** (this.#refusals - FREE_REFUSALS));
      this.#held = { error: refused, until: performance.now() + holdMs };
    }
    return refused;
  }

  // While the old token is good, trouble with the new one is no reason to fail a call.
  #fallback(error: unknown, old: TokenSet | undefined, rejected: string | undefined): TokenSet {
    if (!old || rejected !== undefined || !isLive(old)) throw error;
    this.#softUntil = performance.now() + SOFT_RETRY_MS;
    this.#config.logger?.error('could not refresh ahead of expiry, so the old token is used on', {
      key: this.#config.key,
      error: messageOf(error),
    });
    this.#current = old;
    return old;
  }

  async #save(lock: TokenLock, tokens: TokenSet): Promise<void> {
    for (let number = 1; ; number++) {
      try {
        await guard(() => lock.save(tokens), `The tokens of "${this.#config.key}" could not be saved`);
        return;
      } catch (error) {
        if (error instanceof LockLostError || number === SAVE_ATTEMPTS) throw error;
        await sleep(100 * number);
      }
    }
  }

  async #locked<T>(job: (lock: TokenLock) => Promise<T>, known?: TokenSet): Promise<T> {
    const { store, key, lockWaitMs, logger } = this.#config;
    // With a token that is still good there is no need to wait for long.
    const options: LockOptions = { waitMs: known && isLive(known) ? Math.min(lockWaitMs, 5_000) : lockWaitMs };
    const waitMs = options.waitMs ?? lockWaitMs;
    const lock = await guard(
      () => store.lock(key, options),
      `The tokens of "${key}" could not be locked`,
      waitMs + STORE_LIMIT_MS,
      (held) => held.release(),
    );
    try {
      return await job(lock);
    } finally {
      await guard(() => lock.release(), 'The lock could not be released').catch((error: unknown) => {
        logger?.warn('could not release the lock, which expires by itself', { key, error: messageOf(error) });
      });
    }
  }

  #adopt(tokens: TokenSet): TokenSet {
    this.#current = tokens;
    this.#unsaved = undefined;
    this.#dead = undefined;
    this.#lost = undefined;
    this.#refusals = 0;
    this.#held = undefined;
    this.#softUntil = 0;
    this.#config.onTokens(tokens);
    return tokens;
  }

  #isUsable(tokens: TokenSet, rejected: string | undefined): boolean {
    return tokens.accessToken !== rejected && this.#isFresh(tokens);
  }

  #isFresh(tokens: TokenSet): boolean {
    if (!isLive(tokens)) return false;
    if (performance.now() < this.#softUntil) return true;
    const { expiresAt, obtainedAt } = tokens;
    const ahead = Math.min(this.#config.refreshAheadMs, Math.max(0, expiresAt - obtainedAt) * 1000 * AHEAD_SHARE);
    return Date.now() < expiresAt * 1000 - ahead;
  }
}

const isLive = ({ expiresAt }: TokenSet): boolean => Date.now() < expiresAt * 1000;

// A clock that was set back makes the age negative. Then it is unknown, and the token may well be an old one.
function isTooYoung({ obtainedAt, afterRefusal }: TokenSet): boolean {
  const ageMs = Date.now() - obtainedAt * 1000;
  return ageMs >= 0 && ageMs < (afterRefusal ? TOO_YOUNG_AFTER_REFUSAL_MS : TOO_YOUNG_MS);
}

function isTokenSet(value: unknown): value is TokenSet {
  const { accessToken, refreshToken, expiresAt, obtainedAt, baseUrl } = value as Partial<TokenSet>;
  return (
    isToken(accessToken) &&
    isToken(refreshToken) &&
    Number.isFinite(expiresAt) &&
    Number.isFinite(obtainedAt) &&
    typeof baseUrl === 'string' &&
    URL.canParse(baseUrl)
  );
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Awaits a call of the store. What the store throws may hold the tokens, so its name and code are all that is passed on. A store that
 * does not answer is given up, or every later call would wait for the same refresh. What comes too late goes to `late`.
 */
async function guard<T>(
  call: () => Promise<T>,
  what: string,
  limitMs = STORE_LIMIT_MS,
  late?: (value: T) => unknown,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const answer = (async () => call())();
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new TokenStoreError(`${what} (the store did not answer within ${limitMs / 1000} s).`));
        if (late) answer.then(late).catch(() => {});
      }, limitMs);
    });
    return await Promise.race([answer, limit]);
  } catch (error) {
    if (error instanceof TokenStoreError) {
      if (error.cause === undefined || error.cause instanceof ForeignError) throw error;
      throw new TokenStoreError(error.message, { cause: storeFailure(error.cause) });
    }
    const cause = storeFailure(error);
    throw new TokenStoreError(`${what} (${cause.name}: ${cause.message}).`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
