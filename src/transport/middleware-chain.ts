import { KommoError } from '../errors.js';
import type { FetchLike } from './attempt.js';
import type { Middleware, MiddlewareRequest } from './middleware.js';
import { sameOrigin } from './origin.js';

/** One attempt through the middleware, the first of which is the outermost. The token is added behind the last. */
export async function fetchThrough(
  middleware: readonly Middleware[],
  fetch: FetchLike,
  url: string,
  { headers: sent, method = 'GET', body, signal, ...rest }: RequestInit,
): Promise<Response> {
  const headers = new Headers(sent);
  const authorization = headers.get('authorization');
  headers.delete('authorization');
  // What fetch throws is a lost connection, and may be retried; what a middleware throws is a mistake.
  const lost = new WeakSet<object>();
  const last = async (request: MiddlewareRequest): Promise<Response> => {
    const target = sameOrigin(request.url, url, 'a middleware');
    const final = new Headers(request.headers);
    if (authorization !== null) final.set('authorization', authorization);
    const init = { ...rest, method: request.method, headers: final, signal: request.signal };
    try {
      return await fetch(target.href, request.body == null ? init : { ...init, body: request.body });
    } catch (error) {
      if (error !== null && typeof error === 'object') lost.add(error);
      throw error;
    }
  };
  const chain = middleware.reduceRight<(request: MiddlewareRequest) => Promise<Response>>(
    (next, one) => async (request) => one(request, next),
    last,
  );
  try {
    return await chain({ url, method, headers, body, signal: signal as AbortSignal });
  } catch (error) {
    if (error instanceof KommoError || (error !== null && typeof error === 'object' && lost.has(error))) throw error;
    throw new KommoError(`A middleware failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
