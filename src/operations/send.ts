import type { Kommo } from '../client/kommo.js';
import type { PagePromise } from '../http/page.js';
import { Resource } from '../resources/resource.js';
import type { OperationInput } from './table.js';

type Generic = (path: string, init: object) => Promise<{ data: unknown }>;

/** An answer of Kommo, as far as all have the same shape. */
export interface Hal {
  readonly id?: number;
  readonly _embedded?: Readonly<Record<string, unknown[]>>;
  readonly _links?: { readonly next?: unknown };
}

/**
 * Any operation of the spec, through the SDK's limiter, retries and token.
 * @returns undefined if the answer is empty
 * @throws what the SDK throws
 */
export async function sendOperation(
  kommo: Kommo,
  method: string,
  path: string,
  { path: parts, query, body }: OperationInput,
  signal?: AbortSignal,
): Promise<Hal | undefined> {
  // The path is any of the spec's, so that its own types do not help here.
  const call = (kommo.api as unknown as Record<string, Generic>)[method] as Generic;
  const { data } = await call(path, { params: { path: parts, query }, body, signal });
  return data as Hal | undefined;
}

/** All items of any list of the spec, from the page of the query on. @throws what the SDK throws */
export function sendAll(
  kommo: Kommo,
  path: string,
  { path: parts, query }: OperationInput,
  signal?: AbortSignal,
): Promise<Hal[]> {
  return kommo.use(AnyList).of(path, { path: parts, query, options: { signal } }).all();
}

class AnyList extends Resource {
  of(path: string, init: object): PagePromise<Hal> {
    // The path is any of the spec's.
    return (this.http.list as (path: string, init: object) => PagePromise<Hal>).call(this.http, path, init);
  }
}
