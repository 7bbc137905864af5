import { isRecord } from '../util/is-record.js';

/** Address of the next page. */
export function nextLink(data: unknown): string | undefined {
  const href = (data as { _links?: { next?: { href?: unknown } | null } | null } | null | undefined)?._links?.next
    ?.href;
  return typeof href === 'string' && href !== '' ? href : undefined;
}

/** A number of the envelope: `_page`, `_page_count`, `_total_items`. */
export function numberAt(data: unknown, key: string): number | undefined {
  const value = isRecord(data) ? data[key] : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** Returns the items of a list, or undefined if the answer is not a list. An empty `_embedded` (`[]` or `{}`) is an empty list. */
export function listed(data: unknown, key: string): unknown[] | undefined {
  if (!isRecord(data)) return undefined;
  // One example in Kommo's docs answers a list of one item with the item itself.
  if ('id' in data && !('_embedded' in data)) return [data];
  const embedded = data['_embedded'];
  if (Array.isArray(embedded)) return embedded.length === 0 ? [] : undefined;
  if (!isRecord(embedded)) return undefined;
  if (Object.keys(embedded).length === 0) return [];
  const items = embedded[key];
  // A null among the items would reach the caller as an entity.
  return Array.isArray(items) && items.every((item) => typeof item === 'object' && item !== null) ? items : undefined;
}

/** Returns the items that answer a batch: under `_embedded`, at the root, or a single one at the root, as in some of Kommo's docs. */
export function batched(data: unknown, key: string | undefined): unknown[] | undefined {
  if (Array.isArray(data)) return data;
  if (!isRecord(data)) return undefined;
  if (!isEnvelope(data) && !named(data, key)) return [data];
  return arrayIn(data, key);
}

/** Returns the one thing in an answer, at its root or wrapped like a list. A wrapped one is the item with `id`, else the first. */
export function single(data: unknown, key?: string, id?: unknown): Record<string, unknown> | undefined {
  if (Array.isArray(data)) return record(data[0]);
  if (!isRecord(data)) return undefined;
  if (!isEnvelope(data) && !named(data, key)) return record(data);
  const items = arrayIn(data, key);
  const [first] = items ?? [];
  return record(
    items?.find((item) => isRecord(item) && isSame(item['id'], id)) ?? (isOther(first, id) ? undefined : first),
  );
}

// Keys that describe the answer and not the thing.
const isEnvelope = (data: Record<string, unknown>): boolean =>
  '_embedded' in data && Object.keys(data).every((name) => name.startsWith('_'));

// A key of the operation table names the items of an envelope, even if it has other keys.
const named = (data: Record<string, unknown>, key: string | undefined): boolean =>
  key !== undefined && isRecord(data['_embedded']) && Array.isArray(data['_embedded'][key]);

function arrayIn(data: Record<string, unknown>, key: string | undefined): unknown[] | undefined {
  const embedded = data['_embedded'];
  if (!isRecord(embedded)) return undefined;
  const own = key === undefined ? undefined : embedded[key];
  if (Array.isArray(own)) return own;
  const arrays = Object.values(embedded).filter(Array.isArray);
  // One example in Kommo's docs has the key of another entity.
  return arrays.length === 1 ? arrays[0] : undefined;
}

/** Returns true if an answer is a list without items. */
export function isNone(data: unknown): boolean {
  const items = isRecord(data) ? data['_embedded'] : data;
  return typeof items === 'object' && items !== null && Object.values(items).flat().length === 0;
}

// Some ids come as text.
const isSame = (id: unknown, asked: unknown): boolean => id !== undefined && String(id) === String(asked);

const isOther = (item: unknown, asked: unknown): boolean =>
  asked !== undefined && isRecord(item) && item['id'] !== undefined && !isSame(item['id'], asked);

// An empty object, or one whose id is null, is the answer of a failed call.
const record = (value: unknown): Record<string, unknown> | undefined =>
  isRecord(value) && value['id'] !== null && Object.keys(value).length > 0 ? value : undefined;
