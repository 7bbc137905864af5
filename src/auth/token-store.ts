/** A pair of tokens and what is known of its account. Plain JSON: stores keep it as it is. It holds secrets. */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Unix seconds of this machine's clock. */
  readonly expiresAt: number;
  /** Unix seconds of this machine's clock. */
  readonly obtainedAt: number;
  /** Address of the account. It changes when the account is renamed. */
  readonly baseUrl: string;
  /** Host that knows accounts by their tokens, whatever they are called now; from the token's claims. */
  readonly apiDomain?: string | undefined;
  readonly accountId?: number | undefined;
  readonly userId?: number | undefined;
}

/** How long to wait for a lock. */
export interface LockOptions {
  /** Milliseconds to wait for the present holder; then LockTimeoutError. Default 30 000. */
  readonly waitMs?: number | undefined;
}

/**
 * The sole right to change one key. It outlives its holder's death by some seconds at most. Every write checks it, so that a
 * holder that was stopped for too long can't overwrite what its successor wrote.
 */
export interface TokenLock {
  /** Replaces the tokens: all or nothing, and durably before it resolves. Throws LockLostError. */
  save(tokens: TokenSet): Promise<void>;
  /** Takes the tokens away. Throws LockLostError. */
  delete(): Promise<void>;
  /** Lets the next one in. A lock that is lost already is no error. */
  release(): Promise<void>;
}

/**
 * Where tokens live. Everything is written under a lock, and `lock` must hold across all processes that share the store.
 * Test your own with `tokenStoreContract`.
 */
export interface TokenStore {
  /** The tokens as they were last saved; what is given away is a copy. */
  load(key: string): Promise<TokenSet | undefined>;
  /** Waits for the lock of a key. Throws LockTimeoutError. */
  lock(key: string, options?: LockOptions): Promise<TokenLock>;
  /** Closes what the store has opened itself. */
  close?(): Promise<void>;
}

/** Default of `LockOptions.waitMs`. */
export const LOCK_WAIT_MS = 30_000;
