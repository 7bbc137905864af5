import type { Table } from '../db/table.js';
import type { Call } from '../http/call.js';
import { type Listing, pageOf } from '../http/hal.js';

interface Selection<R> {
  /** Rows to keep; without it, all that are visible. */
  keep?: ((row: Readonly<R>) => boolean) | undefined;
  /** Sort keys that `order` may name. */
  keys?: Readonly<Record<string, (row: Readonly<R>) => number>>;
}

interface Found {
  key: string;
  ids: readonly number[];
}

// The pages of one list ask for the same rows again and again, so the last answer of a table is kept until a change.
const lastFound = new WeakMap<object, Found>();

/** One page of a table: filtered, sorted by `order` (by id where it says nothing). */
export function select<R extends { readonly id: number }>(
  call: Call,
  table: Table<R>,
  selection: Selection<R>,
): Listing<Readonly<R>> {
  const { start, end } = pageOf(call);
  const [field, direction] = Object.entries((call.query['order'] ?? {}) as Record<string, string>)[0] ?? ['id', 'asc'];
  const down = direction === 'desc';
  const sortKey = selection.keys?.[field];
  if (!selection.keep && !sortKey) return straight(table, start, end, down);
  const ids = search(call, table, selection.keep ?? ((row) => table.shows(row)), sortKey);
  const total = ids.length;
  const picked = down
    ? ids.slice(Math.max(0, total - end), Math.max(0, total - start)).reverse()
    : ids.slice(start, end);
  return { items: picked.flatMap((id) => table.get(id) ?? []), total };
}

function straight<R extends { readonly id: number }>(
  table: Table<R>,
  start: number,
  end: number,
  down: boolean,
): Listing<Readonly<R>> {
  const total = table.visible;
  if (!down) return { items: table.slice(start, end), total };
  return { items: table.slice(total - end, total - start).reverse(), total };
}

function search<R extends { readonly id: number }>(
  call: Call,
  table: Table<R>,
  keep: (row: Readonly<R>) => boolean,
  sortKey: ((row: Readonly<R>) => number) | undefined,
): readonly number[] {
  const { page: _page, limit: _limit, with: _with, ...rest } = call.query;
  const deleted = JSON.stringify(_with ?? null).includes('only_deleted');
  const key = `${call.pathname} ${call.db.version} ${deleted} ${JSON.stringify(rest, dropDirection)}`;
  const known = lastFound.get(table);
  if (known?.key === key) return known.ids;
  const ids: number[] = [];
  const keys = new Map<number, number>();
  for (const row of table) {
    if (!keep(row)) continue;
    ids.push(row.id);
    if (sortKey) keys.set(row.id, sortKey(row));
  }
  if (sortKey) ids.sort((a, b) => (keys.get(a) as number) - (keys.get(b) as number) || a - b);
  lastFound.set(table, { key, ids });
  return ids;
}

const dropDirection = (key: string, value: unknown): unknown =>
  key === 'order' ? Object.keys((value ?? {}) as object) : value;
