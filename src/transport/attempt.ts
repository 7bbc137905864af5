import { ConnectionError, DecodeError, KommoError, TimeoutError } from '../errors.js';
import { onAbort } from '../util/abort.js';
import { foreignError } from '../util/foreign-error.js';
import type { Outgoing } from './outgoing.js';
import { readText } from './read-body.js';

/** A `fetch`, as the client takes it. */
export type FetchLike = (input: string, init: RequestInit) => Promise<Response>;

/** What one attempt needs beside the request. */
export interface AttemptOptions {
  readonly fetch: FetchLike;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly signal: AbortSignal | undefined;
  /** Takes secrets out of text before it may reach an error. */
  readonly redact: (text: string) => string;
}

/** An answer, read to its end. */
export interface Received {
  readonly response: Response;
  readonly text: string;
}

// What a connection fails with before the request can have left.
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
]);

/** Sends the request once and reads the whole answer. Throws KommoErrors, or the signal's reason. */
export async function attempt(request: Outgoing, options: AttemptOptions): Promise<Received> {
  const { signal, timeoutMs } = options;
  signal?.throwIfAborted();
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let off: (() => void) | undefined;
  try {
    return await new Promise<Received>((resolve, reject) => {
      // Rejected here too, since a fetch of the caller's own may not heed its signal.
      const stop = (reason: unknown): void => {
        controller.abort(reason);
        reject(reason);
      };
      off = onAbort(signal, () => stop(signal?.reason));
      if (timeoutMs > 0) timer = setTimeout(() => stop(timeoutOf(request, timeoutMs)), timeoutMs);
      exchange(request, options, controller.signal).then(resolve, reject);
    });
  } catch (error) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw error instanceof KommoError ? error : connectionError(error, request, options.redact);
  } finally {
    clearTimeout(timer);
    off?.();
  }
}

async function exchange(request: Outgoing, options: AttemptOptions, signal: AbortSignal): Promise<Received> {
  const response = await options.fetch(request.url, {
    method: request.method,
    headers: request.headers,
    redirect: 'manual',
    signal,
    ...(request.body == null ? {} : { body: request.body }),
    // Node asks for it where the body is a stream.
    ...(request.body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });
  if (response.status === 204 || response.body === null) return { response, text: '' };
  const text = await readText(response, options.maxResponseBytes);
  if (text === undefined) {
    throw new DecodeError('too-large', {
      status: response.status,
      method: request.method,
      path: request.path,
      contentType: response.headers.get('content-type') ?? undefined,
      bodyText: '',
      response,
    });
  }
  return { response, text };
}

const timeoutOf = (request: Outgoing, timeoutMs: number): TimeoutError =>
  new TimeoutError('attempt', timeoutMs, { method: request.method, path: request.path, maybeProcessed: true });

function connectionError(error: unknown, request: Outgoing, redact: (text: string) => string): ConnectionError {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause !== null && typeof cause === 'object' && 'code' in cause ? String(cause.code) : undefined;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new ConnectionError(
    redact(`${request.method} ${request.path} failed: ${message || code || 'connection lost'}`),
    {
      method: request.method,
      path: request.path,
      maybeProcessed: code === undefined || !NEVER_SENT.has(code),
      // A fetch of the caller's own may attach the request to its error, token and all.
      cause: foreignError(error),
    },
  );
}
