interface TokenEntry {
  userId: number | undefined;
  /** Milliseconds of the wall clock. */
  expiresAt: number;
}

/** Access tokens that the sandbox accepts. */
export class Tokens {
  readonly #byToken = new Map<string, TokenEntry>();
  readonly #currentUser: () => number;

  constructor(currentUser: () => number) {
    this.#currentUser = currentUser;
  }

  /** Accepts a token from now on. Without a user, it belongs to the current user of the account. */
  add(token: string, options: { userId?: number; expiresAt?: number } = {}): void {
    this.#byToken.set(token, { userId: options.userId, expiresAt: options.expiresAt ?? Number.POSITIVE_INFINITY });
  }

  revoke(token: string): void {
    this.#byToken.delete(token);
  }

  userOf(token: string, now: number): number | undefined {
    const entry = this.#byToken.get(token);
    if (!entry || now >= entry.expiresAt) return undefined;
    return entry.userId ?? this.#currentUser();
  }
}
