import { InputError } from '../errors.js';
import { encode } from '../util/encode.js';
import { checkMoment, toUnixSeconds } from '../util/time.js';

/**
 * Writes a query as Kommo reads it: PHP brackets for nested values (`filter[id][]=1`, `filter[statuses][0][status_id]=142`),
 * commas for `with` and for the keys in `comma`. Undefined, null and empty arrays are left out. An array that holds
 * undefined or null is refused. Dates become unix seconds, booleans 1 and 0.
 * @throws InputError on a value that can't be sent
 */
export function serializeQuery(params: object, comma: readonly string[] = []): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(params)) write(parts, encodeKey(key), key, value, comma);
  return parts.join('&');
}

function write(parts: string[], name: string, path: string, value: unknown, comma: readonly string[]): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    writeList(parts, name, path, value, comma);
    return;
  }
  if (typeof value === 'object' && !(value instanceof Date)) {
    for (const [key, item] of Object.entries(value))
      write(parts, `${name}[${encodeKey(key, `${path}.${key}`)}]`, `${path}.${key}`, item, comma);
    return;
  }
  parts.push(`${name}=${scalar(path, value)}`);
}

function writeList(
  parts: string[],
  name: string,
  path: string,
  list: readonly unknown[],
  comma: readonly string[],
): void {
  // Leaving it out would widen a filter to everything.
  const gap = list.findIndex((item) => item === undefined || item === null);
  if (gap !== -1) throw new InputError(`${path}.${gap}`, `must be a value, got ${list[gap]}. Leave the item out`);
  if (list.length === 0) return;
  if (path === 'with' || comma.includes(path)) {
    parts.push(`${name}=${list.map((item, i) => scalar(`${path}.${i}`, item)).join(',')}`);
    return;
  }
  list.forEach((item, i) => {
    // Objects need an index, so that the members of one stay together.
    const nested = typeof item === 'object' && !(item instanceof Date);
    write(parts, nested ? `${name}[${i}]` : `${name}[]`, `${path}.${i}`, item, comma);
  });
}

function scalar(path: string, value: unknown): string {
  if (typeof value === 'number') checkMoment(value, path);
  if (value instanceof Date) return String(toUnixSeconds(value, path));
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new InputError(path, `must be a finite number, got ${value}`);
  }
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new InputError(path, `must be a string, number, boolean, Date or a list of them, got a ${typeof value}`);
  }
  return encode(String(value), path);
}

// Brackets in a key would change its structure.
const encodeKey = (key: string, path = key): string => (/^[\w-]+$/.test(key) ? key : encode(key, path));
