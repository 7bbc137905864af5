import { InputError } from '../errors.js';
import type { CallInfo } from '../util/call-table.js';
import { checkCount, checkKeys, checkObject, MAX_PAGE } from '../util/check.js';
import { isRecord, textOf } from '../util/is-record.js';

/**
 * Returns a query as plain data, after checking it: unknown parameters, filters and orders are refused, and so are values of another shape
 * than the filter has. Kommo may ignore them and return everything.
 * @throws InputError
 */
export function checkedQuery(query: object | undefined, info: CallInfo): object {
  const params = readOnce(checkObject(query ?? {}, 'params')) as Record<string, unknown>;
  const known = info.query?.split(' ') ?? [];
  checkKeys(params, 'params', keysOf(known));
  for (const name of ['filter', 'order']) {
    const paths = below(known, name);
    const given = checkObject(params[name] ?? {}, name);
    if (paths.length > 0) checkShape(given, name, paths);
  }
  for (const [key, direction] of Object.entries(params['order'] ?? {})) {
    if (['asc', 'desc', null, undefined].includes(direction)) continue;
    throw new InputError(`order.${key}`, `must be "asc" or "desc", got ${textOf(direction)}`);
  }
  // Null counts as not given, like undefined.
  checkCount(params['page'] ?? 1, 'page');
  checkCount(params['limit'] ?? 1, 'limit', 1, MAX_PAGE);
  return params;
}

/** Copies own properties, so that what was checked is what is sent: a getter may return something else the next time. */
function readOnce(query: object): unknown {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return Array.from(value, copy);
    // Without own properties it may hide its content. That is checked by its class.
    if (!isRecord(value) || value instanceof Date || Object.keys(value).length === 0) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
  };
  try {
    return copy(query);
  } catch (error) {
    throw error instanceof RangeError ? new InputError('params', 'must not contain themselves') : error;
  }
}

/**
 * Refuses a value whose shape is not in `paths`. An empty path allows one value, `#` allows a list, and any other key allows an object with
 * that key. An item of a list (`isItem`) must have all keys.
 */
function checkShape(given: unknown, field: string, paths: readonly string[], isItem = false): void {
  // Whether null may be sent is decided when it is written.
  if (given === undefined || given === null) return;
  const isList = Array.isArray(given);
  const isObject = isRecord(given) && !(given instanceof Date);
  const keys = objectKeysOf(paths);
  const items = below(paths, '#');
  if (isList && items.length > 0) {
    for (const [at, item] of given.entries()) checkShape(item, `${field}.${at}`, items, true);
  } else if (isObject && keys.length > 0) {
    const isOpen = keys.includes('*');
    if (!isOpen) checkKeys(given, field, keys);
    for (const [key, value] of Object.entries(given)) {
      if (isOpen && !/^\d+$/.test(key))
        throw new InputError(`${field}.${key}`, 'is unknown. Its keys are ids of fields');
      checkShape(value, `${field}.${key}`, below(paths, isOpen ? '*' : key));
    }
    const gap = isItem ? keys.find((key) => given[key] === undefined || given[key] === null) : undefined;
    if (gap !== undefined) throw new InputError(`${field}.${gap}`, `is missing. Give ${keys.join(' and ')}`);
  } else if (isList || isObject || !paths.includes('')) {
    if (isObject) checkObject(given, field);
    const got = isList ? 'a list' : isObject ? 'an object' : 'one value';
    throw new InputError(field, `must be ${shapesOf(paths)}, got ${got}`);
  }
}

/** Describes the shapes in `paths` for an error. */
function shapesOf(paths: readonly string[]): string {
  const keys = objectKeysOf(paths);
  const items = below(paths, '#');
  const inItems = objectKeysOf(items);
  const shapes = [
    paths.includes('') && 'one value',
    items.length > 0 && (inItems.length > 0 ? `a list of { ${inItems.join(', ')} }` : 'a list of values'),
    keys.length > 0 && (keys.includes('*') ? 'an object with ids of fields as keys' : `{ ${keys.join(', ')} }`),
  ];
  return shapes.filter(Boolean).join(' or ');
}

/** The keys of an object that paths describe. */
const objectKeysOf = (paths: readonly string[]): string[] => keysOf(paths).filter((key) => key !== '' && key !== '#');

/** The first keys of paths. */
const keysOf = (paths: readonly string[]): string[] => [...new Set(paths.map((path) => path.split('.')[0] as string))];

/** What follows a key in the paths that begin with it. */
const below = (paths: readonly string[], key: string): string[] =>
  paths.filter((path) => `${path}.`.startsWith(`${key}.`)).map((path) => path.slice(key.length + 1));
