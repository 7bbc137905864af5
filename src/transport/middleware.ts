import { InputError, KommoError } from '../errors.js';
import { abortable } from '../util/abort.js';
import { checkResponse, type RawResponse, readText } from './attempt.js';
import { responseWith } from './decode.js';
import { sameOrigin } from './origin.js';
import { checkHeaders, PreparedRequest } from './request.js';

/** One attempt, as a middleware sees it: without its token, which is added behind the last middleware. */
export interface MiddlewareRequest {
  readonly url: string;
  readonly method: string;
  /** Change a copy: the same headers go into the next attempt. */
  readonly headers: Headers;
  readonly body: RequestInit['body'] | undefined;
  /** Aborted when the call is given up. */
  readonly signal: AbortSignal;
}

/**
 * Code around each attempt, retries included. It runs before the attempt waits for its turn, so a slow middleware costs no turn.
 * It may change the request, look at the response, or answer in its place. The first one given is the outermost.
 * The request must stay on its origin, since the token goes along.
 *
 * ```ts
 * const timing: Middleware = async (request, next) => {
 *   const response = await next(request);
 *   console.log(request.method, response.status);
 *   return response;
 * };
 * ```
 * The body of a response can be read once: pass `response.clone()` to anyone else who wants it. An error that a middleware throws
 * ends the call without a retry.
 */
export type Middleware = (
  request: MiddlewareRequest,
  next: (request: MiddlewareRequest) => Promise<Response>,
) => Promise<Response>;

/** A middleware threw. `maybeProcessed` says whether Kommo may have processed the request before. */
class MiddlewareError extends KommoError {
  readonly maybeProcessed: boolean;

  constructor(cause: unknown, maybeProcessed: boolean) {
    super(`A middleware failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.maybeProcessed = maybeProcessed;
  }
}

/** Checks that a value is a list of functions. Throws InputError. */
export function checkMiddleware(middleware: readonly Middleware[] = []): readonly Middleware[] {
  if (Array.isArray(middleware) && middleware.every((one) => typeof one === 'function')) return middleware;
  throw new InputError('middleware', 'must be a list of functions (request, next) => response');
}

/** Refuses what a middleware passes to `next` in place of a request. */
function checkGiven(request: Partial<MiddlewareRequest> | null | undefined): void {
  if (request?.url !== undefined) return;
  throw new InputError('middleware', 'called next without a request. Call next(request), or pass a changed copy of it');
}

/** Sends a request through the middleware. `send` is behind the last one. */
export async function throughMiddleware(
  middleware: readonly Middleware[],
  request: PreparedRequest,
  signal: AbortSignal | undefined,
  maxResponseBytes: number,
  send: (request: PreparedRequest) => Promise<RawResponse>,
): Promise<RawResponse> {
  if (middleware.length === 0) return send(request);
  // Errors of an attempt may be retried. Errors of a middleware are mistakes in its code.
  const thrown = new WeakSet<object>();
  const last = async (changed: MiddlewareRequest): Promise<Response> => {
    const { method, headers, body } = changed;
    const url = sameOrigin(changed.url, request.url, 'a middleware');
    const init = { method, headers: checkHeaders(headers), ...(body == null ? {} : { body }) };
    const final = new PreparedRequest(url, init, request);
    try {
      const { response, text } = await send(final);
      return responseWith(response, text || null, url.href);
    } catch (error) {
      if (error !== null && typeof error === 'object') thrown.add(error);
      throw error;
    }
  };
  const chain = middleware.reduceRight<(request: MiddlewareRequest) => Promise<Response>>(
    (next, one) => async (inner) =>
      one(inner, async (given) => {
        checkGiven(given);
        return next(given);
      }),
    last,
  );
  const { url, method, headers, body } = request;
  try {
    const call = chain({ url, method, headers, body, signal: signal ?? new AbortController().signal });
    // A middleware may ignore its signal.
    const response = await abortable(call, signal);
    checkResponse(response, 'middleware');
    const text = await readText(response, maxResponseBytes);
    return { response, text: text ?? '' };
  } catch (error) {
    if (error !== null && typeof error === 'object' && thrown.has(error)) throw error;
    const { maybeProcessed } = request.progress;
    // An error of ours that was thrown after the answer says nothing of this request, which may be done.
    if (error instanceof KommoError && !maybeProcessed) throw error;
    if (signal?.aborted) throw signal.reason;
    throw new MiddlewareError(error, maybeProcessed);
  }
}
