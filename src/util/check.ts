import { InputError } from '../errors.js';
import { isRecord } from './is-record.js';

/** Maximum number of items in one write. */
export const MAX_BATCH = 250;

/** Maximum number of items on one page. */
export const MAX_PAGE = 250;

/** Maximum number of leads in one complex create. */
export const MAX_COMPLEX = 50;

/** Refuses path values that would name another resource or no resource. */
export function checkPath(values: Readonly<Record<string, string | number>> | undefined): void {
  for (const [name, value] of Object.entries(values ?? {})) {
    if (typeof value === 'number' ? isId(value) : isSegment(value)) continue;
    const remedy = typeof value === 'string' ? 'a name or id without slashes' : 'a whole number above 0';
    throw new InputError(name, `must be ${remedy}, got ${shown(value)}`);
  }
}

/** Whether a value is an id: a whole number above 0. */
export const isId = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;

const isSegment = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && !/^\.{1,2}$|[/\\]/.test(value);

/** Refuses a batch that Kommo would refuse: an empty one, or one with too many items. */
export function checkBatch<T>(items: readonly T[], field: string, max = MAX_BATCH): readonly T[] {
  if (!Array.isArray(items)) throw new InputError(field, 'must be an array');
  if (items.length === 0) throw new InputError(field, 'is empty. Give at least one item');
  if (items.length > max)
    throw new InputError(field, `has ${items.length} items, but one call accepts at most ${max}. Send them in parts`);
  // Not forEach, which skips holes.
  for (const [index, item] of items.entries()) checkObject(item, `${field}.${index}`);
  checkNames(items, field);
  return items;
}

// Answers and errors name their item by its `request_id`, or by its index if it has none.
function checkNames(items: readonly { readonly request_id?: unknown }[], field: string): void {
  const names = new Set<string>();
  for (const [index, { request_id }] of items.entries()) {
    const name = typeof request_id === 'string' || typeof request_id === 'number' ? String(request_id) : String(index);
    if (names.has(name))
      throw new InputError(
        `${field}.${index}.request_id`,
        `must differ from that of every other item, got "${name}" twice. Give each item its own, or leave all of them out`,
      );
    names.add(name);
  }
}

/** Refuses an update that would change nothing. */
export function checkChanges<T extends object>(changes: T, field: string): T {
  checkObject(changes, field);
  const names = Object.entries(changes).filter(([name, value]) => name !== 'id' && value !== undefined);
  if (names.length === 0) throw new InputError(field, 'is an empty update. Give at least one property to change');
  return changes;
}

/** Refuses a batch of updates in which an item has no id or changes nothing. */
export function checkUpdates<T extends { id: number }>(
  items: readonly T[],
  field: string,
  max = MAX_BATCH,
): readonly T[] {
  checkBatch(items, field, max);
  items.forEach((item, index) => {
    checkPath({ [`${field}.${index}.id`]: item.id });
    checkChanges(item, `${field}.${index}`);
  });
  return items;
}

/** Refuses a batch with an invalid id. Returns the ids as Kommo accepts them. */
export function checkIds(ids: readonly number[], field: string, max = MAX_BATCH): readonly { id: number }[] {
  if (!Array.isArray(ids)) throw new InputError(field, 'must be an array');
  ids.forEach((id, index) => void checkPath({ [`${field}.${index}`]: id }));
  return checkBatch(
    ids.map((id) => ({ id })),
    field,
    max,
  );
}

/** Refuses a batch with an invalid uuid. */
export function checkUuids(uuids: readonly string[], field: string): readonly string[] {
  if (!Array.isArray(uuids) || uuids.length === 0) throw new InputError(field, 'must be an array of at least one uuid');
  const wrong = uuids.findIndex((uuid) => typeof uuid !== 'string' || uuid === '');
  if (wrong !== -1) throw new InputError(`${field}.${wrong}`, `must be the uuid of a file, got ${shown(uuids[wrong])}`);
  return uuids;
}

/** Every key of a type, so that a list of known keys can't fall behind it. */
export type KeysOf<T> = { readonly [K in keyof Required<T>]: true };

/** Refuses unknown keys and names them. Otherwise they would be ignored silently. */
export function checkKeys(given: object, field: string, known: readonly string[]): void {
  checkObject(given, field);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null || known.includes(key)) continue;
    throw new InputError(`${field}.${key}`, `is unknown. ${field} has ${known.join(', ') || 'no keys'}`);
  }
}

/** Refuses what is not an object, and an object that hides its content. */
export function checkObject<T>(value: T, field: string): T {
  if (!isRecord(value)) {
    throw new InputError(field, `must be an object, got ${Array.isArray(value) ? 'an array' : shown(value)}`);
  }
  checkVisible(value, field);
  return value;
}

/**
 * Refuses an object without properties of its own that is not a plain one, such as a Set, a Map or a Promise. A query or a body would
 * hold nothing of it: a filter would find everything, and an update would clear the field.
 */
export function checkVisible(value: object, field: string): void {
  if (!hidesContent(value)) return;
  const remedy = typeof (value as { then?: unknown }).then === 'function' ? '. Await it first' : '';
  const got = shown(value);
  // An object of a class has the name of its class in no text, and what it has is inherited or comes from getters.
  const what = got === '[object Object]' ? 'an object whose properties are all inherited or getters' : got;
  throw new InputError(field, `must be plain data (a value, an array or an object), got ${what}${remedy}`);
}

/** Returns true if an object has no properties of its own and is not a plain one. */
export function hidesContent(value: object): boolean {
  if (Object.keys(value).length > 0 || Array.isArray(value)) return false;
  const made: object | null = Object.getPrototypeOf(value);
  // Objects of another realm have another prototype, which has none either.
  return made !== null && Object.getPrototypeOf(made) !== null;
}

/** Refuses an invalid count. */
export function checkCount(value: unknown, field: string, least = 1, most = Number.POSITIVE_INFINITY): number {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
  const range = most === Number.POSITIVE_INFINITY ? `, ${least} or more` : ` from ${least} to ${most}`;
  throw new InputError(field, `must be a whole number${range}, got ${shown(value)}`);
}

/** Refuses an invalid count of parallel calls. */
export const checkConcurrency = (value: unknown = 1): number => checkCount(value, 'concurrency', 1, 50);

/** Refuses an invalid amount (bytes, milliseconds). */
export function checkAmount(value: unknown, field: string): number {
  if (typeof value !== 'number' || !(value >= 0)) {
    throw new InputError(field, `must be a number, 0 or more, got ${shown(value)}`);
  }
  // setTimeout fires at once beyond 2^31-1 ms, which are 24 days.
  return field.endsWith('Ms') ? Math.min(value, 2_147_483_647) : value;
}

/** Refuses what is not a Date, and a Date that holds no moment. */
export function checkDate(value: unknown, field: string): Date {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  throw new InputError(field, `must be a valid Date, got ${shown(value)}`);
}

/** Refuses what is not a text with content. */
export function checkText(value: unknown, field: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new InputError(field, `must be a text that is not empty, got ${shown(value)}`);
}

/** Refuses what is not a function. Otherwise it would fail only when it is called. */
export function checkFunction(value: unknown, field: string): void {
  if (typeof value !== 'function') throw new InputError(field, 'must be a function');
}

/** Refuses what is not a client. */
export function checkKommo(kommo: { readonly use?: unknown } | null | undefined): void {
  if (typeof kommo?.use !== 'function') throw new InputError('kommo', 'must be a client: new Kommo({ ... })');
}

/** Refuses a value that is neither text nor bytes. */
export function checkBytes<T extends Uint8Array | string>(value: T, field: string): T {
  if (typeof value === 'string' || ArrayBuffer.isView(value)) return value;
  throw new InputError(field, `must be text or bytes, as they came, got ${shown(value)}`);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  // String() throws if an object has no toString, or one that is not a function.
  const isOpaque = typeof value === 'object' && !(value instanceof Date);
  return isOpaque ? Object.prototype.toString.call(value).replace('[object Null]', 'null') : String(value);
}

/** Escapes text for a URL. Throws InputError on half of a character, because no URL can hold it. */
export function encode(text: string, field: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw halfCharacter(field);
  }
}

/** Half of a character, alone. */
export const HALF = /\p{Surrogate}/u;

/** Makes the error for text that was cut in the middle of a character, as `slice` does with an emoji. */
export const halfCharacter = (field: string): InputError =>
  new InputError(
    field,
    'contains half of a character, because the text was cut in the middle of an emoji. Cut it elsewhere, or use toWellFormed()',
  );
