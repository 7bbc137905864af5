import { calls } from '../generated/chats-calls.js';
import type { paths } from '../generated/chats-schema.js';
import type { FetchLike } from '../transport/attempt.js';
import { resolveFetch, resolveLimiter } from '../transport/config.js';
import type { Sign } from '../transport/request.js';
import { Transport } from '../transport/transport.js';
import { VERSION } from '../version.js';
import { Http } from './client.js';

/** What a client of the Chats API is made of. */
export interface ChatsConfig {
  readonly baseUrl: string;
  /** Secret of the channel. It is not sent. */
  readonly secret: string;
  /** Adds the signature to a request. */
  readonly sign: Sign;
  readonly fetch: FetchLike | undefined;
  readonly timeoutMs: number;
}

/** The client of the Chats API: signed requests without a token, without a limit of ours, sent once. */
export function chatsOf({ baseUrl, secret, sign, fetch, timeoutMs }: ChatsConfig): Http<paths> {
  const transport = new Transport({
    fetch: resolveFetch(fetch),
    middleware: [],
    // Stands for the token, so that the transport takes it out of every text.
    auth: { getToken: () => secret, peek: () => secret },
    sign,
    limiter: resolveLimiter(false, baseUrl),
    priority: 'normal',
    timeoutMs,
    totalTimeoutMs: 0,
    retries: 0,
    maxRetryAfterMs: 60_000,
    maxResponseBytes: 16 * 1024 * 1024,
    logger: undefined,
  });
  const headers = { accept: 'application/json', 'user-agent': `kommo-sdk/${VERSION}` };
  return new Http<paths>({ calls, base: baseUrl, headers, transport });
}
