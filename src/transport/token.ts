import type { AuthProvider } from './auth-provider.js';

// A token that was fetched before the queue is asked for again if its turn comes later than this.
const FRESH_MS = 10_000;

/**
 * The token of one attempt. `now` never waits, so that the attempt can read it at its turn. If it is undefined, the attempt gives
 * its turn away and waits for `fetch` outside the queue.
 */
export class AttemptToken {
  readonly #auth: AuthProvider;
  // What the provider gave to this attempt, and when.
  #held: { readonly token: string; readonly at: number } | undefined;
  readonly #isReplaced: boolean;

  /** @param fresh - the token to send in place of one that Kommo refused */
  constructor(auth: AuthProvider, fresh: string | undefined) {
    this.#auth = auth;
    this.#isReplaced = fresh !== undefined;
    if (fresh !== undefined) this.#hold(fresh);
  }

  /** The token to send now. */
  now(): string | undefined {
    const held = this.#held && performance.now() - this.#held.at < FRESH_MS ? this.#held.token : undefined;
    return this.#isReplaced ? (held ?? this.#auth.peek?.()) : (this.#auth.peek?.() ?? held);
  }

  /** Waits until there is a token. */
  async fetch(signal: AbortSignal | undefined): Promise<void> {
    this.#hold(await this.#auth.getToken(signal));
  }

  #hold(token: string): void {
    this.#held = { token, at: performance.now() };
  }
}
