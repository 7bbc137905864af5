type Envelope = { _embedded?: Record<string, unknown>; _links?: { next?: { href?: unknown } } };

/**
 * The items under `_embedded`, by the first of the keys that is there. None where the body is empty; where a batch is answered
 * with one thing at the root (some pages of the docs do), that one.
 */
export function embedded<T>(...keys: string[]): (data: unknown) => T[] {
  return (data) => {
    const holder = (data as Envelope | undefined)?._embedded;
    for (const key of keys) {
      const items = holder?.[key];
      if (Array.isArray(items)) return items;
    }
    return isThing(data) ? [data as T] : [];
  };
}

const isThing = (data: unknown): boolean => typeof data === 'object' && data !== null && 'id' in data;

/** The one item of an answer to a request that carried one item, wrapped or at the root. */
export function first<T>(...keys: string[]): (data: unknown) => T {
  return (data) => embedded<T>(...keys)(data)[0] ?? (data as T);
}

/** The item with an id, of an answer that may be a list of all. */
export function byId<T extends { id: unknown }>(key: string, id: unknown): (data: unknown) => T {
  return (data) => embedded<T>(key)(data).find((item) => item.id === id) ?? first<T>(key)(data);
}

/** Address of the next page. */
export function nextLink(data: unknown): string | undefined {
  const href = (data as Envelope | undefined)?._links?.next?.href;
  return typeof href === 'string' && href !== '' ? href : undefined;
}

/** The whole answer, which is the thing itself. */
export const root = <T>(data: unknown): T => data as T;
