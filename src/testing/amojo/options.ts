/** Options of `createAmojo`. */
export interface AmojoOptions {
  /** Id of the channel that it accepts. */
  channelId: string;
  /** Secret of the channel. It checks signatures, and signs webhooks. */
  channelSecret: string;
  /** Address of the webhooks. `:scope_id` in it is replaced. Default: no webhooks are sent. */
  hookUrl?: string;
  /** Wall clock in milliseconds. Default `Date.now`. */
  now?: () => number;
  /** Sends the webhooks. Default: the global fetch. */
  fetch?: (input: string, init: RequestInit) => Promise<Response>;
}
