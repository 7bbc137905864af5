import { ConnectionError, DecodeError, InputError, KommoError, TimeoutError } from '../errors.js';
import { onAbort } from '../util/abort.js';
import { foreignError } from '../util/foreign-error.js';
import type { PreparedRequest } from './request.js';

/** A `fetch`, as the client accepts it. */
export type FetchLike = (input: string, init: RequestInit) => Promise<Response>;

/** What one attempt needs beside the request. */
export interface AttemptOptions {
  readonly fetch: FetchLike;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly signal: AbortSignal | undefined;
  /** Removes secrets from a text before it reaches an error. */
  readonly redact: (text: string) => string;
}

/** An answer, read to its end. */
export interface RawResponse {
  readonly response: Response;
  readonly text: string;
}

/** Sends the request once and reads the whole answer. `fetch` is called before the first `await`. Throws KommoErrors, or the signal's reason. */
export async function attempt(request: PreparedRequest, options: AttemptOptions): Promise<RawResponse> {
  const { signal, timeoutMs } = options;
  signal?.throwIfAborted();
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let off: (() => void) | undefined;
  // An earlier attempt may have been processed. A failure of this one does not change that.
  const before = request.progress.maybeProcessed;
  request.progress.maybeProcessed = true;
  try {
    return await new Promise<RawResponse>((resolve, reject) => {
      // Rejected here too, since a custom fetch may ignore its signal.
      const stop = (reason: unknown): void => {
        controller.abort(reason);
        reject(reason);
      };
      off = onAbort(signal, () => stop(signal?.reason));
      if (timeoutMs > 0) timer = setTimeout(() => stop(timeoutOf(request, timeoutMs)), timeoutMs);
      fetchWhole(request, options, controller.signal).then(resolve, reject);
    });
  } catch (error) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw error instanceof KommoError ? error : connectionError(error, request, before, options.redact);
  } finally {
    clearTimeout(timer);
    off?.();
  }
}

async function fetchWhole(
  request: PreparedRequest,
  options: AttemptOptions,
  signal: AbortSignal,
): Promise<RawResponse> {
  const response = await options.fetch(request.url, {
    method: request.method,
    headers: request.headers,
    redirect: 'manual',
    signal,
    ...(request.body == null ? {} : { body: request.body }),
    // Node asks for it if the body is a stream.
    ...(request.body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });
  checkResponse(response, 'fetch');
  let text: string | undefined;
  try {
    text = await readText(response, options.maxResponseBytes);
  } catch (error) {
    if (response.ok) throw error;
  }
  // The status of an error counts, even if its text is cut or too large: Kommo has not processed a call that it answers with 429.
  if (text === undefined && !response.ok) text = '';
  if (text !== undefined) return { response, text };
  throw new DecodeError('too-large', {
    status: response.status,
    method: request.method,
    path: request.path,
    contentType: response.headers.get('content-type') ?? undefined,
    bodyText: '',
    response,
  });
}

/** Refuses what a custom fetch or a middleware returns in place of a response. */
export function checkResponse(response: Partial<Response> | null | undefined, field: string): void {
  if (typeof response?.status === 'number' && typeof response.headers?.get === 'function') return;
  throw new InputError(field, 'must return a Response');
}

/** The body as text, or undefined if it is over `maxBytes`. Then the rest is not read. */
export async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  // A body that was read already would look empty.
  if (response.bodyUsed)
    throw new TypeError('The body was read already. A middleware must read a clone() of the response.');
  if (response.status === 204 || response.body === null) return '';
  const body = response.body as Partial<ReadableStream<Uint8Array>> | undefined;
  // A custom fetch may return another kind of stream (as node-fetch does) or no stream.
  if (!body?.getReader) {
    const text: unknown = await response.text();
    if (typeof text !== 'string') throw new TypeError('The body is not a text.');
    return text.length > maxBytes ? undefined : text;
  }
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  if (Number(response.headers.get('content-length')) > maxBytes) size = Number.POSITIVE_INFINITY;
  while (size <= maxBytes) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    if (!ArrayBuffer.isView(value)) throw new TypeError('The body is not made of bytes.');
    size += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return undefined;
}

const timeoutOf = (request: PreparedRequest, timeoutMs: number): TimeoutError =>
  new TimeoutError('attempt', timeoutMs, { method: request.method, path: request.path, maybeProcessed: true });

function connectionError(
  error: unknown,
  request: PreparedRequest,
  before: boolean,
  redact: (text: string) => string,
): ConnectionError {
  const thrown = read(error);
  const inner = thrown.cause == null ? thrown.message : (read(thrown.cause).message ?? thrown.cause);
  const message = typeof error === 'string' ? error : typeof inner === 'string' ? inner : '';
  // A custom fetch may attach the request to its error, including the token.
  const cause = foreignError(error);
  const maybeProcessed = before || !isNeverSent(error);
  request.progress.maybeProcessed = maybeProcessed;
  return new ConnectionError(
    redact(`${request.method} ${request.path} failed: ${message || cause.code || 'connection lost'}`),
    { method: request.method, path: request.path, maybeProcessed, cause },
  );
}

// Codes of Node, undici and Bun for a connection that did not come about.
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
  'FailedToOpenSocket',
]);

// Messages that mean the same without a code: of undici for the TLS handshake and for a port that fetch blocks, and of Deno.
const NO_CONNECTION = /before secure TLS connection|^bad port$|client error \(Connect\)/;

// Codes of OpenSSL and Node for an untrusted certificate, and for a server that does not speak TLS.
const TLS =
  /^(CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)_|HOSTNAME_MISMATCH|INVALID_CA|ERR_TLS_|ERR_SSL_|EPROTO$)/;

/** Returns true if a connection failed before the request can have left. If there were several, all must have failed so. */
function isNeverSent(error: unknown, depth = 0): boolean {
  const { code, syscall, message, cause, errors } = read(error);
  if (depth > 5) return false;
  if (Array.isArray(errors) && errors.length > 0) return errors.every((one) => isNeverSent(one, depth + 1));
  if (typeof code === 'string' && (NEVER_SENT.has(code) || TLS.test(code))) return true;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return (
    (typeof message === 'string' && NO_CONNECTION.test(message)) || (cause != null && isNeverSent(cause, depth + 1))
  );
}

/** Returns true if the next attempt would fail for the same reason: the server's certificate, or no TLS. */
export const isHopeless = (error: unknown): boolean =>
  chain(error).some(({ code }) => typeof code === 'string' && TLS.test(code));

interface Failure {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** The properties of what was thrown. A custom fetch may throw anything, even what throws when it is read. */
function read(thrown: unknown): Failure {
  try {
    const { code, syscall, message, cause, errors } = (thrown ?? {}) as Failure;
    return { code, syscall, message, cause, errors };
  } catch {
    return {};
  }
}

/** Returns an error and its causes. If several addresses of a host were tried, all of them failed, and the last one counts. */
function chain(error: unknown): Failure[] {
  const found: Failure[] = [];
  let at: unknown = error;
  while (at !== null && typeof at === 'object' && found.length < 6) {
    const one: Failure = read(at);
    found.push(one);
    const { cause, errors } = one;
    at = cause ?? (Array.isArray(errors) ? errors.at(-1) : undefined);
  }
  return found;
}
