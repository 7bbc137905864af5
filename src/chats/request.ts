import {
  AbortError,
  ForbiddenError,
  IpBlockedError,
  type KommoApiError,
  NotFoundError,
  RedirectError,
} from '../errors.js';
import { apiError } from '../transport/api-error.js';
import { attempt, type FetchLike, type RawResponse } from '../transport/attempt.js';
import { decode } from '../transport/decode.js';
import { redactor } from '../transport/redact.js';
import { PreparedRequest } from '../transport/request.js';
import { ChannelNotRegisteredError, ChatSignatureError } from './errors.js';
import { signChatRequest } from './sign.js';
import { record } from './wire.js';

/** What requests to the Chats API are sent with. */
export interface ChatTransport {
  readonly baseUrl: string;
  readonly secret: string;
  readonly fetch: FetchLike;
  readonly timeoutMs: number;
}

/** One request. */
export interface ChatRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Escaped, without query. */
  readonly path: string;
  readonly query?: string;
  readonly body?: unknown;
}

/** Options of one call. */
export interface ChatCallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the answer is read. Default: the client's. 0 means none. */
  readonly timeoutMs?: number | undefined;
}

const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/** Signs and sends a request once, and gives the JSON of its answer; undefined where that is empty. */
export async function sendChatRequest(
  transport: ChatTransport,
  request: ChatRequest,
  options: ChatCallOptions = {},
): Promise<unknown> {
  const { baseUrl, secret } = transport;
  const { method, path, query, body } = request;
  const bytes = new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body));
  const signature = await signChatRequest({ method, path: new URL(baseUrl + path).pathname, body: bytes, secret });
  const outgoing = new PreparedRequest(`${baseUrl}${path}${query === undefined ? '' : `?${query}`}`, {
    method,
    headers: { ...signature, accept: 'application/json' },
    // The bytes that were signed, not a text that would be encoded again.
    ...(body === undefined ? {} : { body: bytes }),
  });
  const redact = redactor(secret);
  const received = await once(outgoing, transport, options, redact);
  const { status, headers } = received.response;
  if (status >= 300 && status < 400) {
    throw new RedirectError(baseUrl, new URL(headers.get('location') ?? '', baseUrl).origin);
  }
  if (status >= 400)
    throw refine(apiError({ ...received, text: redact(received.text) }, outgoing, undefined), received);
  return decode(received, outgoing, redact);
}

async function once(
  outgoing: PreparedRequest,
  transport: ChatTransport,
  options: ChatCallOptions,
  redact: (text: string) => string,
): Promise<RawResponse> {
  const { signal, timeoutMs = transport.timeoutMs } = options;
  try {
    return await attempt(outgoing, {
      fetch: transport.fetch,
      timeoutMs,
      maxResponseBytes: MAX_RESPONSE_BYTES,
      signal,
      redact,
    });
  } catch (error) {
    if (signal?.aborted && error === signal.reason) throw new AbortError(error);
    throw error;
  }
}

// amojo tells its kinds of errors in `error_type`, and may leave the body of a 403 empty, where its only documented meaning is the signature.
function refine(error: KommoApiError, { text, response }: RawResponse): KommoApiError {
  const type = record(error.body)['error_type'];
  const init = { ...error, title: typeof type === 'string' ? type : error.title, body: error.body, response };
  if (error.status === 403 && (type === 'ORIGIN_INVALID_SIGNATURE' || text === '')) return new ChatSignatureError(init);
  if (error.status === 403 && error instanceof IpBlockedError) return error;
  if (error.status === 403) return new ForbiddenError(init);
  if (error.status === 404)
    return new (type === 'ORIGIN_NOT_REGISTERED' ? ChannelNotRegisteredError : NotFoundError)(init);
  return error;
}
