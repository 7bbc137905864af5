/**
 * Where the client gets its access token. `accessToken: '...'` makes one that never changes.
 * `kommo-sdk/auth` makes one that refreshes.
 */
export interface AuthProvider {
  /** Address of the account that the tokens belong to. The client uses it if it has no address of its own. */
  readonly baseUrl?: string | undefined;
  /** Returns a token to send now. The client calls it before each attempt, so it must be cheap while the token is good. */
  getToken(signal?: AbortSignal): string | Promise<string>;
  /**
   * Returns the token that is good at this moment, without waiting, or undefined if `getToken` has to be awaited first.
   * The client calls it when the limiter lets an attempt start, because nothing may be awaited between that moment and `fetch`.
   * A call that waited in the queue thus never sends a token that was replaced meanwhile. A provider without it is asked by
   * `getToken` alone.
   */
  peek?(): string | undefined;
  /**
   * The client calls it once if Kommo answers 401 to `rejected`. It returns another token to try, or undefined if there is none.
   * Calls that come together must share one refresh.
   */
  onRejected?(rejected: string, signal?: AbortSignal): Promise<string | undefined>;
}
