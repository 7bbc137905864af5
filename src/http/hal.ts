import type { CallInfo } from '../util/call-table.js';
import { isRecord, textOf } from '../util/is-record.js';

/** How many ids of an answer an error shows, and the length of one. */
const MAX_SHOWN = 3;
const MAX_ID = 50;

const GROUPS = 'custom_field_groups';

/** Address of the next page. */
export function nextLink(data: unknown): string | undefined {
  const href = (data as { _links?: { next?: { href?: unknown } | null } | null } | null | undefined)?._links?.next
    ?.href;
  return typeof href === 'string' && href !== '' ? href : undefined;
}

/** Returns true if there is a link to a next page, but not as `{ href }`. The list would end too early. */
export function isOddNext(data: unknown): boolean {
  const links = isRecord(data) ? data['_links'] : undefined;
  if (Array.isArray(links)) return links.some((link) => isRecord(link) && link['rel'] === 'next');
  const next = isRecord(links) ? links['next'] : undefined;
  if (!isRecord(next)) return Array.isArray(next) ? next.length > 0 : Boolean(next);
  const href = next['href'] ?? null;
  return href === null ? !('href' in next) && Object.keys(next).length > 0 : typeof href !== 'string';
}

/** A number of the envelope: `_page`, `_page_count`, `_total_items`. */
export function numberAt(data: unknown, key: string): number | undefined {
  const value = isRecord(data) ? data[key] : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** Returns the items of a list, or undefined if the answer is not a list. An empty `_embedded` (`[]` or `{}`) is an empty list. */
export function listed(data: unknown, key: string): unknown[] | undefined {
  if (!isRecord(data)) return undefined;
  // Kommo's docs answer the list of the groups of fields with one group.
  if (key === GROUPS && isResult(data, { key: 'id', text: true }, 'GET') && typeof data['name'] === 'string')
    return [data];
  const embedded = data['_embedded'];
  if (Array.isArray(embedded)) return embedded.length === 0 ? [] : undefined;
  if (!isRecord(embedded)) return undefined;
  if (Object.keys(embedded).length === 0) return [];
  const items = embedded[key];
  // A null among the items would reach the caller as an entity.
  return Array.isArray(items) && items.every((item) => typeof item === 'object' && item !== null) ? items : undefined;
}

/** Returns the things in an answer: under `_embedded`, at the root, or a single one at the root, as in some of Kommo's docs. */
export function batched(data: unknown, key: string | undefined): unknown[] | undefined {
  if (Array.isArray(data)) return data;
  if (!isRecord(data)) return undefined;
  if (!isEnvelope(data) && !wraps(data, key)) return [data];
  return arrayIn(data, key);
}

/** The thing that a call asks for: its path ends in the id. */
export interface Asked {
  /** Property of the answer that holds the id. */
  readonly key: string;
  readonly text?: boolean | undefined;
  readonly id: string;
  /** A read needs an answer with an id. It may be another one: a contact that was merged may be answered with the one that is left. */
  readonly isRead: boolean;
}

/**
 * Returns the one thing in an answer, at its root or wrapped like a list: the one that the call names, or the first one if the call names
 * none.
 */
export function single(data: unknown, key?: string, asked?: Asked): Record<string, unknown> | undefined {
  const things = batched(data, key) ?? [];
  if (!asked) return record(things[0]);
  const found = things.find((thing) => isSame(idOf(thing, asked.key), asked.id));
  const isAlone = asked.isRead && things[0] === data && isResult(data, asked, 'GET');
  return record(found ?? (isAlone ? data : undefined));
}

/** Says what an answer should hold if it is about something else than the call: `id 42 (id 7)`. Undefined if it is right. */
export function otherThan(data: unknown, key: string | undefined, asked: Asked): string | undefined {
  if (isNone(data, key) || single(data, key, asked)) return undefined;
  const ids = (batched(data, key) ?? []).flatMap((thing) => idOf(thing, asked.key) ?? []);
  if (ids.length === 0 && !asked.isRead) return undefined;
  return `${asked.key} ${asked.id} (${ids.length === 0 ? `no ${asked.key}` : shownAs(asked.key, ids)})`;
}

/**
 * Returns true if a thing has the key of the operation. So it proves that a write was done. The result of a change may have the time of the
 * change instead.
 */
export function isResult(
  thing: unknown,
  { key, text }: Pick<CallInfo, 'key'> & { readonly text?: boolean | undefined },
  method: string,
): boolean {
  if (key === undefined) return true;
  if (!isRecord(thing)) return false;
  const value = thing[key];
  if (value === undefined || value === null) return method === 'PATCH' && Number(textOf(thing['updated_at'])) > 0;
  if (!key.endsWith('id')) return value !== '';
  // Numbers may come as text. What is created with a text id (UUID, hash, `leads_42`) has a digit in it, unlike the word `error`.
  if (text && typeof value === 'string') return (method === 'POST' && /^u*id$/.test(key) ? /\d/ : /\S/).test(value);
  return /^[1-9]\d{0,15}$/.test(textOf(value));
}

/** Returns true if an answer is a page of a list. It says nothing about a write. */
export const isPage = (data: unknown): boolean =>
  isRecord(data) && (data['_page'] !== undefined || nextLink(data) !== undefined || isOddNext(data));

/** Says what the answer to a batch holds: `2, id 1, 3`. */
export function held(answers: readonly unknown[], key = 'id'): string {
  const ids = answers.map((one) => idOf(one, key) ?? null);
  return ids.length === 0 ? 'none' : `${ids.length}, ${shownAs(key, ids)}`;
}

// Keys that describe the answer and not the thing.
const isEnvelope = (data: Record<string, unknown>): boolean =>
  '_embedded' in data && Object.keys(data).every((name) => name.startsWith('_'));

// A key of the operation table names the items of an envelope, even if it has other keys.
const wraps = (data: Record<string, unknown>, key: string | undefined): boolean =>
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

/** Returns true if an answer is a list without items. A thing that embeds nothing is not. */
export function isNone(data: unknown, key?: string): boolean {
  if (isRecord(data) && !isEnvelope(data) && !wraps(data, key)) return false;
  const items = isRecord(data) ? data['_embedded'] : data;
  return typeof items === 'object' && items !== null && Object.values(items).flat().length === 0;
}

const idOf = (thing: unknown, key: string): unknown => (isRecord(thing) ? thing[key] : undefined);

// Some ids come as text, and a UUID in either case.
const isSame = (id: unknown, asked: string): boolean => textOf(id).toLowerCase() === asked.toLowerCase();

/** The first ids, for an error: `id 1, 2, 3, ...`. */
function shownAs(key: string, ids: readonly unknown[]): string {
  const more = ids.length > MAX_SHOWN ? ', ...' : '';
  return `${key} ${ids.slice(0, MAX_SHOWN).map(shown).join(', ')}${more}`;
}

function shown(id: unknown): string {
  const text = typeof id === 'string' ? JSON.stringify(id) : textOf(id);
  return text.length <= MAX_ID ? text : 'a long one';
}

// An empty object, or one whose id is null, is the answer of a failed call.
const record = (value: unknown): Record<string, unknown> | undefined =>
  isRecord(value) && value['id'] !== null && Object.keys(value).length > 0 ? value : undefined;
