/**
 * Forms and queries as PHP reads and writes them: `leads[add][0][id]=1`. Webhooks and the sandbox share this codec.
 */

/** A decoded value. A form holds only strings; an object that a parser made may hold the rest. */
export type FormValue = string | number | boolean | null | FormValue[] | FormObject;

/** A decoded object. */
export interface FormObject {
  [key: string]: FormValue;
}

/** Limits that keep a hostile form cheap. */
export interface FormLimits {
  /** Maximum number of values, lists and objects. */
  readonly maxKeys: number;
  /** Maximum number of levels: `a[b][c]` has three. */
  readonly maxDepth: number;
}

/** A form is over a limit. */
export class FormLimitError extends Error {
  override name = 'FormLimitError';
  readonly limit: keyof FormLimits;

  constructor(limit: keyof FormLimits, limits: FormLimits) {
    super(`The form has more than ${limits[limit]} ${limit === 'maxKeys' ? 'keys' : 'levels of nesting'}.`);
    this.limit = limit;
  }
}

/**
 * Decodes a form as PHP does: `leads[add][0][id]=1` becomes `{ leads: { add: [{ id: '1' }] } }`. Keys 0 to n−1 make a list, all
 * others an object. Linear in the length of the text. Throws FormLimitError.
 */
export function decodePhpForm(text: string, limits: FormLimits): FormObject {
  const tree = new TreeBuilder(limits);
  const decode = percentDecoder();
  for (let start = 0; start < text.length; ) {
    const ampersand = text.indexOf('&', start);
    const end = ampersand === -1 ? text.length : ampersand;
    if (end > start) {
      const pair = text.slice(start, end);
      const equals = pair.indexOf('=');
      const key = decode(equals === -1 ? pair : pair.slice(0, equals));
      tree.set(splitKey(key, limits), equals === -1 ? '' : decode(pair.slice(equals + 1)));
    }
    start = end + 1;
  }
  return tree.finish();
}

/** Decodes pairs that are unescaped already, as FormData and URLSearchParams hold them. Throws FormLimitError. */
export function decodePhpPairs(pairs: Iterable<readonly [string, string]>, limits: FormLimits): FormObject {
  const tree = new TreeBuilder(limits);
  for (const [key, value] of pairs) tree.set(splitKey(key, limits), value);
  return tree.finish();
}

/**
 * Copies an object that a body parser made into a decoded form. It expands flat keys (`{ 'leads[add][0][id]': '1' }`, or a list of
 * values for each) and the rest of a key that a parser left unsplit below its depth (`{ values: { '[0][value]': 'x' } }`, as qs
 * does at 5 levels). Throws FormLimitError.
 */
export function adoptParsed(body: object, limits: FormLimits): FormObject {
  const entries = Object.entries(body);
  const tree = new TreeBuilder(limits);
  // Some platforms give each key a list of its values.
  const multi = entries.length > 0 && entries.every(([, value]) => isScalarList(value));
  for (const [key, value] of entries) {
    const flat = multi || key.indexOf('[') > 0;
    adopt(tree, splitKey(key, limits), value, limits, flat);
  }
  return tree.finish();
}

function adopt(tree: TreeBuilder, path: readonly string[], value: unknown, limits: FormLimits, flat: boolean): void {
  if (value === undefined || path.length === 0) return;
  if (path.length > limits.maxDepth) throw new FormLimitError('maxDepth', limits);
  if (value === null || typeof value !== 'object') {
    tree.set(path, isScalar(value) ? value : null);
  } else if (flat && isScalarList(value)) {
    // A repeated key has a list of values. The last one wins, as in a form, unless the key appends.
    for (const item of path.at(-1) === '' ? value : value.slice(-1)) tree.set(path, item);
  } else {
    const entries = Object.entries(value);
    if (entries.length === 0) tree.set(path, Array.isArray(value) ? [] : {});
    for (const [key, item] of entries) {
      if (key === '') continue;
      const rest = key.startsWith('[') && key.endsWith(']');
      adopt(tree, [...path, ...(rest ? splitKey(`x${key}`, limits).slice(1) : [key])], item, limits, rest);
    }
  }
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const isScalarList = (value: unknown): value is (string | number | boolean)[] =>
  Array.isArray(value) && value.length > 0 && value.every(isScalar);

/**
 * Encodes an object as PHP's `http_build_query` does: `leads%5Badd%5D%5B0%5D%5Bid%5D=1`. Null and undefined are left out, booleans
 * become 1 and 0.
 */
export function encodePhpForm(members: { readonly [key: string]: unknown }): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(members)) write(parts, key, value);
  return parts.join('&');
}

function write(parts: string[], name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) write(parts, `${name}[${key}]`, item);
  } else {
    parts.push(`${urlencode(name)}=${urlencode(typeof value === 'boolean' ? String(Number(value)) : String(value))}`);
  }
}

// PHP's urlencode also escapes the asterisk.
const urlencode = (text: string): string =>
  new URLSearchParams([[text, '']]).toString().slice(0, -1).replaceAll('*', '%2A');

/** Segments of `a[b][]`: `a`, `b` and `''`. Empty if PHP drops the pair. */
function splitKey(key: string, limits: FormLimits): string[] {
  const bracket = key.indexOf('[');
  if (bracket === -1) return key === '' ? [] : [key];
  if (bracket === 0) return [];
  const path = [key.slice(0, bracket)];
  let at = bracket;
  while (key[at] === '[') {
    const close = key.indexOf(']', at);
    // A bracket that is never closed is part of the name.
    if (close === -1) return path.length === 1 ? [key] : path;
    path.push(key.slice(at + 1, close));
    if (path.length > limits.maxDepth) throw new FormLimitError('maxDepth', limits);
    at = close + 1;
  }
  return path;
}

// Names that a careless merge of the decoded object could take for the prototype. Kommo has no such fields.
const POISON = new Set(['__proto__', 'constructor', 'prototype']);

// A PHP array that is being built. Lists are objects until the end, since only then it shows whether an index is missing.
interface Branch {
  [key: string]: Branch | FormValue;
}

class TreeBuilder {
  readonly #root: Branch = {};
  readonly #nextIndex = new Map<Branch, number>();
  readonly #limits: FormLimits;
  #keys = 0;

  constructor(limits: FormLimits) {
    this.#limits = limits;
  }

  /** Puts a value where `a[b][]=value` has it. A scalar in the way is replaced, as in PHP. */
  set(path: readonly string[], value: FormValue): void {
    if (path.length === 0 || path.some((key) => POISON.has(key))) return;
    let branch = this.#root;
    const last = path.length - 1;
    for (let i = 0; i < last; i++) {
      const key = this.#keyIn(branch, path[i] as string);
      const found = Object.hasOwn(branch, key) ? branch[key] : undefined;
      if (isBranch(found)) {
        branch = found;
      } else {
        this.#count();
        const made: Branch = {};
        branch[key] = made;
        branch = made;
      }
    }
    this.#count();
    branch[this.#keyIn(branch, path[last] as string)] = value;
  }

  /** The whole form. The builder cannot be used afterwards. */
  finish(): FormObject {
    return finishMembers(this.#root);
  }

  #count(): void {
    this.#keys += 1;
    if (this.#keys > this.#limits.maxKeys) throw new FormLimitError('maxKeys', this.#limits);
  }

  // `[]` takes the index after the highest.
  #keyIn(branch: Branch, key: string): string {
    const next = this.#nextIndex.get(branch);
    if (key === '') {
      const index = next ?? Object.keys(branch).reduce((free, name) => Math.max(free, (indexOf(name) ?? -1) + 1), 0);
      this.#nextIndex.set(branch, index + 1);
      return String(index);
    }
    if (next !== undefined) this.#nextIndex.set(branch, Math.max(next, (indexOf(key) ?? -1) + 1));
    return key;
  }
}

// Turns objects whose keys are 0 to n−1 into lists, all the way down.
function finishMembers(branch: Branch): FormObject {
  for (const key of Object.keys(branch)) {
    const value = branch[key];
    if (isBranch(value)) branch[key] = finish(value);
  }
  return branch as FormObject;
}

function finish(branch: Branch): FormValue {
  const done = finishMembers(branch);
  // Indexes come first and in order, in whatever order they were set.
  let index = 0;
  for (const key in done) if (key !== String(index++)) return done;
  return index === 0 ? done : Object.values(done);
}

const isBranch = (value: Branch | FormValue | undefined): value is Branch =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const indexOf = (key: string): number | undefined =>
  key.length < 16 && /^(?:0|[1-9]\d*)$/.test(key) ? Number(key) : undefined;

/**
 * Creates a decoder of form text: `+` is a space, `%41` an A, malformed escapes stay, and bytes that are not UTF-8 become U+FFFD,
 * as in URLSearchParams.
 */
function percentDecoder(): (text: string) => string {
  // decodeURIComponent is the fastest, but a throw costs more than all the rest. After the first one this text isn't trusted with it.
  let trusted = true;
  return (text) => {
    const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
    if (!spaced.includes('%')) return spaced;
    if (trusted) {
      try {
        return decodeURIComponent(spaced);
      } catch {
        trusted = false;
      }
    }
    return decodeLeniently(spaced);
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function decodeLeniently(text: string): string {
  const bytes = encoder.encode(text);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    const high = byte === 0x25 ? hexDigit(bytes[i + 1]) : -1;
    const low = high === -1 ? -1 : hexDigit(bytes[i + 2]);
    if (low === -1) {
      bytes[length++] = byte;
    } else {
      bytes[length++] = high * 16 + low;
      i += 2;
    }
  }
  return decoder.decode(bytes.subarray(0, length));
}

function hexDigit(code: number | undefined): number {
  if (code === undefined) return -1;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
