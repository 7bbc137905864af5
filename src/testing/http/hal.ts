import type { Call } from './call.js';
import type { Reply } from './problems.js';

/** Default page size. Kommo does not document its own; its examples show 50. */
const DEFAULT_LIMIT = 50;

export interface Link {
  readonly href: string;
}

/** `_links` of one entity; `path` starts at the origin. */
export const selfLinks = (call: Call, path: string): { self: Link } => ({ self: { href: `${call.origin}${path}` } });

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const noContent = (): Reply => ({ status: 204 });

/** Page and size that a request asks for. */
export function pageOf(call: Call): { page: number; limit: number; start: number; end: number } {
  const page = numberOr(call.query['page'], 1);
  const limit = numberOr(call.query['limit'], DEFAULT_LIMIT);
  return { page, limit, start: (page - 1) * limit, end: page * limit };
}

const numberOr = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);

/** What a list knows of itself. */
export interface Listing<T> {
  /** Items of this page. */
  items: readonly T[];
  /** Items over all pages. */
  total: number;
}

interface ListStyle {
  /** Whether the list tells its size: `_total_items` alone, or `_page_count` too. */
  totals?: 'items' | 'pages';
  /** Lists without pages have no `_page` and no `next`. */
  paged?: boolean;
  /** Whether a paged list names its page. Default true. */
  namesPage?: boolean;
}

/** Answers a list: 204 when the page is empty, else the HAL envelope. */
export function list<T>(call: Call, key: string, listing: Listing<T>, style: ListStyle = {}): Reply {
  if (listing.items.length === 0) return noContent();
  const { page, limit } = pageOf(call);
  const paged = style.paged ?? true;
  const pages = Math.max(1, Math.ceil(listing.total / limit));
  return ok({
    ...(style.totals && { _total_items: listing.total }),
    ...(paged && (style.namesPage ?? true) && { _page: page }),
    ...(style.totals === 'pages' && { _page_count: pages }),
    _links: paged ? pageLinks(call, page, limit, pages, style.totals === 'pages') : selfLinks(call, call.pathAndQuery),
    _embedded: { [key]: listing.items },
  });
}

/** The whole list as one page. */
export const everything = <T>(items: readonly T[]): Listing<T> => ({ items, total: items.length });

/** Cuts one page out of a list that is in memory. */
export function paginate<T>(call: Call, items: readonly T[]): Listing<T> {
  const { start, end } = pageOf(call);
  return { items: items.slice(start, end), total: items.length };
}

function pageLinks(call: Call, page: number, limit: number, pages: number, withLast: boolean): Record<string, Link> {
  const to = (n: number): Link => ({ href: `${call.origin}${call.pathname}?${queryFor(call, n, limit)}` });
  const links: Record<string, Link> = { self: to(page) };
  if (page < pages) links['next'] = to(page + 1);
  if (withLast && page < pages) links['last'] = to(pages);
  if (page > 1) {
    links['first'] = to(1);
    links['prev'] = to(page - 1);
  }
  return links;
}

// A link carries the filters of the request along.
function queryFor(call: Call, page: number, limit: number): string {
  const query = new URLSearchParams(call.search);
  query.delete('page');
  query.delete('limit');
  query.set('page', String(page));
  query.set('limit', String(limit));
  return query.toString();
}

/** Answer of a write: `_links.self` of the collection, and the items under their key. */
export function written(call: Call, key: string, items: readonly unknown[], status = 200): Reply {
  return { status, body: { _links: selfLinks(call, call.pathname), _embedded: { [key]: items } } };
}

/** Answer of a write that reports the total, as for pipelines, fields and users. */
export function writtenWithTotal(call: Call, key: string, items: readonly unknown[], status = 200): Reply {
  return {
    status,
    body: { _total_items: items.length, _links: selfLinks(call, call.pathname), _embedded: { [key]: items } },
  };
}
