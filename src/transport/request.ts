import { InputError } from '../errors.js';
import { checkObject, checkPath, checkVisible, encode, HALF, halfCharacter, isId } from '../util/check.js';
import { isRecord, textOf } from '../util/is-record.js';
import { checkMoment, checkSeconds, toRfc3339, toUnixSeconds } from '../util/time.js';
import type { RequestOptions } from './options.js';

/** What the transport must know about a request. */
export interface CallContext {
  readonly options: RequestOptions;
  /** The body as the caller gave it, for validation errors to point into. */
  readonly items?: unknown;
  /** The answer has no content that matters, so it is not parsed. */
  readonly empty?: boolean | undefined;
  /** Returns what a parsed answer should be, or undefined if it is right. An empty body is `undefined`. */
  readonly expects?: ((value: unknown, status: number) => string | undefined) | undefined;
}

/** How far a call has come. */
interface Progress {
  /** Number of the current attempt, from 1. 0 before the first one. */
  attempts: number;
  /** Whether Kommo may have processed it. False until it is sent, and after an answer that refuses it unread. */
  maybeProcessed: boolean;
}

interface PreparedInit extends RequestInit {
  readonly call?: CallContext;
}

/**
 * A request as plain data, so that each attempt can send it again. openapi-fetch makes it in place of a `Request`,
 * which can be sent only once and costs more than the rest of a call.
 */
export class PreparedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: RequestInit['body'] | undefined;
  readonly call: CallContext;
  readonly progress: Progress;

  /** @param from - the request that this one stands for: after a middleware, or a redirect */
  constructor(url: string | URL, init: PreparedInit = {}, from?: PreparedRequest) {
    this.url = String(url);
    this.method = init.method ?? 'GET';
    this.headers = init.headers instanceof Headers ? init.headers : new Headers(init.headers);
    this.body = init.body;
    this.call = from?.call ?? init.call ?? { options: {} };
    this.progress = from?.progress ?? { attempts: 0, maybeProcessed: false };
  }

  /** Path without origin and query: all of a URL that errors and logs may show. */
  get path(): string {
    return pathOf(this.url);
  }
}

/** Adds the headers that prove who sends a request, in place of a token. */
export type Sign = (request: PreparedRequest) => Promise<void>;

/** Path of a URL, without origin and query. The token at the end of an upload address is left out. */
export function pathOf(url: string): string {
  return new URL(url).pathname.replace(/\/upload\/.+/, '/upload/[redacted]');
}

// With a wrong length the server would wait for the rest, or read it as another request.
const FRAMING = ['content-length', 'transfer-encoding'];

/** The caller's headers without those that are undefined or null. Throws InputError. */
export function checkHeaders(headers: Headers | Record<string, string> | undefined): Headers {
  try {
    const given = headers instanceof Headers ? [...headers] : Object.entries(checkObject(headers ?? {}, 'headers'));
    const own = new Headers();
    for (const [name, value] of given) if (value !== undefined && value !== null) appendTo(own, name, value);
    const framing = FRAMING.find((name) => own.has(name));
    if (framing === undefined) return own;
    throw new InputError('headers', `can not set "${framing}", because it follows from the body`);
  } catch (error) {
    throw error instanceof InputError ? error : new InputError('headers', (error as Error).message);
  }
}

// The value may be a token, so that no error shows it.
function appendTo(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value);
  } catch {
    throw new InputError(
      /^[\w-]+$/.test(name) ? `headers.${name}` : 'headers',
      `can not be ${JSON.stringify(name)} with this value: use letters and hyphens, and one line of Latin-1 text`,
    );
  }
}

/** The headers of one call: the caller's own, and the user whose rights it has. Throws InputError. */
export function headersOf({ headers, actAs }: RequestOptions): Headers {
  const own = checkHeaders(headers);
  if (actAs !== undefined) own.set('x-context-user-id', checkUser(actAs));
  return own;
}

/** Id of a user to act as, as a header has it. Throws InputError. */
export function checkUser(id: unknown): string {
  if (isId(id)) return String(id);
  const shown = typeof id === 'string' ? `"${id}"` : textOf(id);
  throw new InputError('actAs', `must be the id of a user, a whole number above 0, got ${shown}`);
}

/** Fills the parameters of a path. Throws InputError if one is missing or would lead to another path. */
export function fillPath(template: string, values: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    // Read once: a getter may return something else the next time.
    const value = values[name];
    if (value === undefined && !Object.hasOwn(values, name)) {
      throw new InputError(name, 'is missing in the parameters of the path');
    }
    if (!isNumberParam(name) && typeof value !== 'string' && !isId(value))
      throw new InputError(name, `must be a name or id without slashes, got ${textOf(value)}`);
    checkPath({ [name]: value as string | number });
    return encode(String(value), name);
  });
}

// `id` and `entity_id` are numbers. `entity_type`, `uid` and `file_uuid` are texts.
const isNumberParam = (name: string): boolean => /^(\w+_)?id$/.test(name);

/**
 * Writes a query as Kommo reads it: PHP brackets for nested values (`filter[id][]=1`, `filter[statuses][0][status_id]=142`),
 * commas for `with` and for the keys in `comma`. Undefined and null are left out. A filter that is null, or that holds null, an empty text
 * or an object without a value, is refused. So are arrays that are empty or hold undefined or null. Dates become unix seconds, booleans 1
 * and 0.
 * @throws InputError on a value that can't be sent
 */
export function serializeQuery(params: object, comma: readonly string[] = []): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(params)) writeParam(parts, encodeKey(key), key, value, comma);
  return parts.join('&');
}

function writeParam(parts: string[], name: string, path: string, value: unknown, comma: readonly string[]): void {
  // Without the value a filter would select more than was meant.
  if (value === null && isFilter(path))
    throw new InputError(path, 'must be a value, got null. Leave the filter out to select everything');
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    writeListParam(parts, name, path, value, comma);
    return;
  }
  if (typeof value === 'object' && !(value instanceof Date)) {
    checkVisible(value, path);
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0 && path.startsWith('filter.'))
      throw new InputError(path, 'must not be empty. Leave the filter out to select everything');
    for (const [key, item] of entries)
      writeParam(parts, `${name}[${encodeKey(key, `${path}.${key}`)}]`, `${path}.${key}`, item, comma);
    return;
  }
  parts.push(`${name}=${scalar(path, value)}`);
}

const isFilter = (path: string): boolean => /^filter(\.|$)/.test(path);

function writeListParam(
  parts: string[],
  name: string,
  path: string,
  list: readonly unknown[],
  comma: readonly string[],
): void {
  // Leaving it out would widen a filter to everything.
  const gap = list.findIndex((item) => item === undefined || item === null);
  if (gap !== -1) throw new InputError(`${path}.${gap}`, `must be a value, got ${list[gap]}. Leave the item out`);
  if (list.length === 0) {
    if (path === 'with') return;
    throw new InputError(path, 'must not be an empty list. Leave it out to select everything');
  }
  if (path === 'with' || comma.includes(path)) {
    parts.push(`${name}=${list.map((item, i) => scalar(`${path}.${i}`, item)).join(',')}`);
    return;
  }
  list.forEach((item, i) => {
    // Objects need an index, so that the members of one stay together.
    const nested = typeof item === 'object' && !(item instanceof Date);
    writeParam(parts, nested ? `${name}[${i}]` : `${name}[]`, `${path}.${i}`, item, comma);
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
  // Kommo may read an empty filter as none.
  if (String(value).trim() === '' && isFilter(path))
    throw new InputError(path, 'must not be an empty text. Leave the filter out to select everything');
  return encode(String(value), path);
}

// Brackets in a key would change its structure.
const encodeKey = (key: string, path = key): string => (/^[\w-]+$/.test(key) ? key : encode(key, path));

/** Writes a JSON body: dates become unix seconds. Throws InputError on values that JSON would change silently (NaN, bigint). */
export function serializeBody(body: unknown): string {
  try {
    const text: string | undefined = JSON.stringify(body, writeValue);
    if (text === undefined) throw new InputError('body', `must be JSON, got a ${typeof body}`);
    return text;
  } catch (error) {
    throw error instanceof InputError
      ? error
      : new InputError('body', `can not be written as JSON: ${(error as Error).message}`);
  }
}

function writeValue(this: Record<string, unknown>, key: string, value: unknown): unknown {
  // JSON.stringify has already called Date's toJSON on `value`, which returns an ISO string. The holder has the original.
  const original = this[key];
  const field = Array.isArray(this) || key === '' ? 'body' : key;
  if (original instanceof Date) return toUnixSeconds(original, field);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new InputError(field, `must be a finite number, got ${value}. JSON would send null and clear the field`);
  }
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) {
      if (item === undefined) throw new InputError(`${field}.${at}`, 'is undefined. JSON would send null');
    }
  }
  if (typeof value === 'number') checkMoment(value, field);
  // PHP refuses the whole body for it.
  if (typeof value === 'string' && HALF.test(value)) throw halfCharacter(field);
  if (HALF.test(key)) throw halfCharacter('body');
  // JSON would leave it out.
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new InputError(field, `must be a value of JSON or a Date, got a ${typeof value}`);
  }
  if (typeof value === 'bigint') {
    const asNumber = Number(value);
    if (!Number.isSafeInteger(asNumber)) throw new InputError(field, 'must be within the safe integers');
    return asNumber;
  }
  if (typeof value !== 'object' || value === null) return value;
  checkVisible(value, field);
  return writeBack(key, value);
}

/**
 * Removes from a body what only answers carry and Kommo refuses, so that a read entity can be written back:
 * `enum_code: null`, sums that Kommo counts and the state of files, in custom fields; colour, `request_id` and links of tags.
 * @throws InputError for milliseconds in a field that is known to hold a moment
 */
function writeBack(key: string, value: unknown): unknown {
  switch (key) {
    case 'custom_fields_values':
      return Array.isArray(value) ? value.map(fieldOf) : value;
    case 'tags_to_add':
    case 'tags_to_delete':
      return Array.isArray(value) ? value.map(tagOf) : value;
    case '_embedded':
      return isRecord(value) && Array.isArray(value['tags']) ? { ...value, tags: value['tags'].map(tagOf) } : value;
    default:
      return value;
  }
}

// What the answer to `tags.create` or a read holds beside the reference.
function tagOf(tag: unknown): unknown {
  if (!isRecord(tag) || tag['id'] === undefined) return tag;
  const { color: _color, request_id: _requestId, _links, ...reference } = tag;
  return reference;
}

function fieldOf(field: unknown): unknown {
  if (!isRecord(field) || !Array.isArray(field['values'])) return field;
  const moment = MOMENTS.has(String(field['field_type']));
  return { ...field, values: field['values'].map((item) => itemOf(item, moment, field['field_type'] === 'birthday')) };
}

const VALUE = 'custom_fields_values.values.value';
const MOMENTS = new Set(['date', 'date_time', 'birthday']);

function itemOf(item: unknown, moment: boolean, birthday: boolean): unknown {
  if (!isRecord(item)) return item;
  const out = { ...item };
  if (out['enum_code'] === null) delete out['enum_code'];
  // The old name stands beside the id in answers.
  if (out['enum_id'] !== undefined) delete out['enum'];
  const { value } = out;
  if (value instanceof Date) return { ...out, value: wireMoment(toUnixSeconds(value, VALUE), birthday) };
  if (moment && typeof value === 'number') {
    checkSeconds(value, VALUE);
    return { ...out, value: wireMoment(value, birthday) };
  }
  if (!isRecord(value)) return out;
  const {
    is_discount_recalculated: _discount,
    is_total_sum_recalculated: _total,
    total_sum: _sum,
    is_deleted: _deleted,
    ...own
  } = value;
  return { ...out, value: own };
}

// Birthdays, and moments before 1970, are written as the official client writes them.
const wireMoment = (seconds: number, birthday: boolean): number | string =>
  birthday || seconds < 0 ? toRfc3339(seconds) : seconds;
