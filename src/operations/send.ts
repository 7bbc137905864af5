import type { Kommo } from '../client/kommo.js';
import type { OperationInput } from './table.js';

type Generic = (path: string, init: object) => Promise<{ data: unknown }>;

const MAX_PAGES = 40;

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

/** All items of a list, 40 pages at most. @throws what the SDK throws */
export async function sendAll(
  kommo: Kommo,
  path: string,
  list: string,
  request: OperationInput,
  signal?: AbortSignal,
): Promise<Hal[]> {
  const items: unknown[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    // A list of one page takes no number.
    const query = page === 1 ? request.query : { ...request.query, page };
    const data = await sendOperation(kommo, 'GET', path, { ...request, query }, signal);
    items.push(...(data?._embedded?.[list] ?? []));
    if (!data?._links?.next) break;
  }
  return items as Hal[];
}
