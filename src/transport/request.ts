import { mergeHeaders } from 'openapi-fetch';
import { InputError } from '../errors.js';
import { checkCount, checkObject, MAX_PAGE } from '../util/check.js';
import { serializeBody } from './body.js';
import { Outgoing } from './outgoing.js';
import { serializeQuery } from './query.js';
import type { RequestOptions } from './request-options.js';

/** One call, as a resource method describes it. */
export interface CallSpec {
  readonly path?: Readonly<Record<string, string | number>> | undefined;
  readonly query?: object | undefined;
  /** Query keys that are comma lists; generated. */
  readonly comma?: readonly string[] | undefined;
  readonly body?: unknown;
  readonly options?: RequestOptions | undefined;
}

/**
 * Writes the request of a call. openapi-fetch's own client does the same and more (middleware, a `Request`, the reading of the answer),
 * which none of the resources uses; `kommo.api` has it.
 */
export function writeRequest(
  baseUrl: string,
  headers: Record<string, string>,
  method: string,
  template: string,
  { path, query, comma, body, options }: CallSpec,
): Outgoing {
  checkQuery(query);
  const search = serializeQuery(query ?? {}, comma);
  // Every parameter of a path is a single value.
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path?.[name])));
  const url = baseUrl + filled + (search && `?${search}`);
  if (body === undefined) return new Outgoing(url, { method, headers: headersOf(headers, options?.headers) });
  return new Outgoing(url, {
    method,
    headers: headersOf({ 'content-type': 'application/json', ...headers }, options?.headers),
    body: serializeBody(body),
  });
}

/** Our headers and the caller's, which win. Throws InputError. */
export function headersOf(own: Record<string, string>, more: Record<string, string> | undefined): Headers {
  try {
    return mergeHeaders(own, checkObject(more ?? {}, 'headers'));
  } catch (error) {
    throw error instanceof InputError ? error : new InputError('headers', (error as Error).message);
  }
}

// Null stands for nothing, as undefined does.
function checkQuery(query: object | undefined): void {
  const params: { page?: unknown; limit?: unknown; filter?: unknown; order?: unknown } = checkObject(
    query ?? {},
    'params',
  );
  checkCount(params.page ?? 1, 'page');
  checkCount(params.limit ?? 1, 'limit', 1, MAX_PAGE);
  checkObject(params.filter ?? {}, 'filter');
  checkObject(params.order ?? {}, 'order');
}
