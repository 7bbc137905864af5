/** Options of `createAmojo`. */
export interface AmojoOptions {
  channelId: string;
  channelSecret: string;
  /** Where webhooks go; `:scope_id` in it is replaced. Default: none are sent. */
  hookUrl?: string;
  /** Wall clock in milliseconds. Default `Date.now`. */
  now?: () => number;
  /** Sends the webhooks. Default: the global fetch. */
  fetch?: (input: string, init: RequestInit) => Promise<Response>;
}
