/** A pair of tokens and what is known of its account. It is plain JSON, and stores keep it as it is. It holds secrets. */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Unix seconds of this machine's clock. */
  readonly expiresAt: number;
  /** Unix seconds of this machine's clock. */
  readonly obtainedAt: number;
  /** Address of the account. It changes when the account is renamed. */
  readonly baseUrl: string;
  /** Host that finds an account by its token, even after it was renamed. From the claims of the token. */
  readonly apiDomain?: string | undefined;
  readonly accountId?: number | undefined;
  readonly userId?: number | undefined;
  /** True if this pair replaced one that Kommo refused before it expired. A second refusal soon after is about rights, not tokens. */
  readonly afterRefusal?: boolean | undefined;
}

/** How long to wait for a lock. */
export interface LockOptions {
  /** Milliseconds to wait for the present holder. Then `lock` throws LockTimeoutError. Default 30 000. */
  readonly waitMs?: number | undefined;
}

/**
 * The sole right to change one key. It outlives a dead holder by some seconds at most. Every write checks it, so that a holder that
 * was stopped for too long can't overwrite what its successor wrote.
 */
export interface TokenLock {
  /** Replaces the tokens: all or nothing, and durably before it resolves. @throws LockLostError */
  save(tokens: TokenSet): Promise<void>;
  /** Deletes the tokens. @throws LockLostError */
  delete(): Promise<void>;
  /** Lets the next process in. Does nothing if the lock is lost already. */
  release(): Promise<void>;
}

/**
 * Where tokens are kept. Everything is written under a lock, and `lock` must hold across all processes that share the store.
 * What a store throws may hold tokens, so the SDK passes on its name and its code only. A call that takes longer than 15 seconds fails
 * with a TokenStoreError, and so does a `lock` that takes 15 seconds longer than `waitMs`. Test your own store with
 * `tokenStoreContract`.
 */
export interface TokenStore {
  /** Returns a copy of the tokens as they were last saved, or undefined. */
  load(key: string): Promise<TokenSet | undefined>;
  /** Waits for the lock of a key. @throws LockTimeoutError */
  lock(key: string, options?: LockOptions): Promise<TokenLock>;
  /** Closes what the store itself has opened. */
  close?(): Promise<void>;
}

/** Default of `LockOptions.waitMs`. */
export const LOCK_WAIT_MS = 30_000;
