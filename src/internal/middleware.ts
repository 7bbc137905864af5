import type { Middleware, MiddlewareRequest } from '../core/middleware.js';
import { InputError, KommoError, RedirectError } from '../errors.js';
import type { FetchLike } from './attempt.js';

/** A fetch with the middleware around it. Throws InputError. */
export function withMiddleware(fetch: FetchLike, middleware: readonly Middleware[] = []): FetchLike {
  if (!Array.isArray(middleware) || middleware.some((one) => typeof one !== 'function')) {
    throw new InputError('middleware', 'must be a list of functions (request, next) => response');
  }
  if (middleware.length === 0) return fetch;
  return async (url, { headers: sent, method = 'GET', body, signal, ...rest }) => {
    const headers = new Headers(sent);
    const authorization = headers.get('authorization');
    headers.delete('authorization');
    // What fetch throws is a lost connection, and may be retried; what a middleware throws is a mistake.
    const lost = new WeakSet<object>();
    const { origin } = new URL(url);
    const last = async (request: MiddlewareRequest): Promise<Response> => {
      const target = new URL(request.url, url);
      if (target.origin !== origin) throw new RedirectError('a middleware', target.origin);
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
  };
}
