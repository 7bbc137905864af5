import { InputError } from '../errors.js';
import type { FetchLike } from './attempt.js';
import type { Middleware } from './middleware.js';

/** A fetch with the middleware around it, which is loaded with the first call. Throws InputError. */
export function withMiddleware(fetch: FetchLike, middleware: readonly Middleware[] = []): FetchLike {
  if (!Array.isArray(middleware) || middleware.some((one) => typeof one !== 'function')) {
    throw new InputError('middleware', 'must be a list of functions (request, next) => response');
  }
  if (middleware.length === 0) return fetch;
  return async (url, init) => {
    const { fetchThrough } = await import('./middleware-chain.js');
    init.signal?.throwIfAborted();
    return fetchThrough(middleware, fetch, url, init);
  };
}
