/**
 * Where the client gets its access token. `accessToken: '...'` makes one that never changes;
 * `kommo-sdk/auth` makes one that refreshes.
 */
export interface AuthProvider {
  /** Address of the account that the tokens are for; used where the client is given none. */
  readonly baseUrl?: string | undefined;
  /** A token to send now. Called before each attempt, so it must be cheap while the token is good. */
  getToken(signal?: AbortSignal): string | Promise<string>;
  /**
   * Called once when Kommo answers 401 to `rejected`; gives another token to try, or undefined where there is none.
   * Calls that come together must share one refresh.
   */
  onRejected?(rejected: string, signal?: AbortSignal): Promise<string | undefined>;
}
