import type { RequestOptions } from '../transport/options.js';
import { checkKeys, checkObject } from '../util/check.js';
import type { WithResponse } from './api-promise.js';
import { type AnyInit, CALL_OPTIONS, type Http } from './client.js';
import type { BodyInit, DataOf, HttpMethod, Operation, PathInit, PathsWith, QueryInit } from './types.js';

type Params<O> = PathInit<O> & QueryInit<O>;

/** Arguments of an operation: `{ params: { path, query }, body }`, with the options of a call beside them. */
export type RawInit<O> = RequestOptions &
  BodyInit<O> &
  (Record<never, never> extends Params<O> ? { readonly params?: Params<O> } : { readonly params: Params<O> });

type RawMethod<P, M extends HttpMethod> = <Path extends PathsWith<P, M>>(
  path: Path,
  ...init: Record<never, never> extends RawInit<Operation<P, Path, M>>
    ? [init?: RawInit<Operation<P, Path, M>>]
    : [init: RawInit<Operation<P, Path, M>>]
) => Promise<WithResponse<DataOf<Operation<P, Path, M>>>>;

/** Every path of a spec by method. `data` is undefined if the answer is empty. Errors are thrown. */
export type TypedClient<P> = { readonly [M in HttpMethod]: RawMethod<P, M> };

const KEYS = ['params', 'body', ...CALL_OPTIONS];

/** Makes the escape hatch: {@link Http.call} with the arguments of openapi-fetch. */
export function rawClient<P extends object>(http: Http<P>): TypedClient<P> {
  const method =
    (name: HttpMethod) =>
    async (path: string, init: RawGiven = {}): Promise<WithResponse<unknown>> => {
      checkKeys(checkObject(init, 'init'), 'options', KEYS);
      const { params = {}, body, ...options } = init;
      checkKeys(params, 'params', ['path', 'query']);
      const { data, response } = await http.callAny(name, path, { ...params, body, options });
      return { data, response };
    };
  const client = {
    GET: method('GET'),
    POST: method('POST'),
    PUT: method('PUT'),
    PATCH: method('PATCH'),
    DELETE: method('DELETE'),
  };
  return client as unknown as TypedClient<P>;
}

interface RawGiven extends RequestOptions {
  readonly params?: Pick<AnyInit, 'path' | 'query'>;
  readonly body?: unknown;
}
