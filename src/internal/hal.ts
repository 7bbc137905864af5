import type { Read } from './http.js';

type Envelope = { _embedded?: Record<string, unknown>; _links?: { next?: { href?: unknown } } };

/** The items under `_embedded.<key>`; none where the body is empty. */
export function embedded<T>(key: string): Read<T[]> {
  return (data) => {
    const items = (data as Envelope | undefined)?._embedded?.[key];
    return Array.isArray(items) ? items : [];
  };
}

/** The one item of an answer to a request that carried one item. */
export function first<T>(key: string): Read<T> {
  return (data) => embedded<T>(key)(data)[0] ?? (data as T);
}

/** Address of the next page. */
export function nextLink(data: unknown): string | undefined {
  const href = (data as Envelope | undefined)?._links?.next?.href;
  return typeof href === 'string' && href !== '' ? href : undefined;
}

/** The whole answer, which is the thing itself. */
export const root = <T>(data: unknown): T => data as T;
