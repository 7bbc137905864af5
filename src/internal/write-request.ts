import { createFinalURL, mergeHeaders } from 'openapi-fetch';
import type { RequestOptions } from '../core/request-options.js';
import { InputError } from '../errors.js';
import { serializeBody } from './body.js';
import { checkCount, checkObject, MAX_PAGE } from './check.js';
import { Outgoing } from './outgoing.js';
import { serializeQuery } from './query.js';

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
  const url = createFinalURL(template, {
    baseUrl,
    params: { path: path ?? {}, query: { ...query } },
    querySerializer: (params) => serializeQuery(params, comma),
    pathSerializer: fillIn,
  });
  if (body === undefined) return new Outgoing(url, { method, headers: headersOf(headers, options?.headers) });
  return new Outgoing(url, {
    method,
    headers: headersOf({ 'content-type': 'application/json', ...headers }, options?.headers),
    body: serializeBody(body),
  });
}

/** Our headers and the caller's, which win. Throws InputError. */
export function headersOf(own: Record<string, string>, more: Record<string, string> = {}): Headers {
  checkObject(more, 'headers');
  try {
    return mergeHeaders(own, more);
  } catch (error) {
    throw new InputError('headers', (error as Error).message);
  }
}

function checkQuery(query: { page?: unknown; limit?: unknown; filter?: unknown; order?: unknown } = {}): void {
  const { page = 1, limit = 1, filter = {}, order = {} } = checkObject(query, 'params');
  checkCount(page, 'page');
  checkCount(limit, 'limit', 1, MAX_PAGE);
  checkObject(filter, 'filter');
  checkObject(order, 'order');
}

// Every parameter of a path is a single value.
const fillIn = (url: string, values: Record<string, unknown>): string =>
  url.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
