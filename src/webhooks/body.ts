import { overLimit, type ResolvedLimits, WebhookParseError } from './errors.js';
import { decodeForm, expandFlat, keyCounter } from './form.js';
import { checkJsonText } from './json-limits.js';
import { type Branch, finishMembers, isPoison } from './tree.js';
import type { WireObject } from './wire.js';

/** What a body may be given as: its text or bytes, or what a framework already made of it. */
export type WebhookBody = string | Uint8Array | URLSearchParams | object;

/** Decodes a body, whatever it is given as. Throws WebhookParseError. */
export function decodeBody(body: WebhookBody, contentType: string | undefined, limits: ResolvedLimits): WireObject {
  if (typeof body === 'string') return decodeText(checkedLength(body, limits), contentType, limits);
  if (body instanceof Uint8Array) {
    if (body.byteLength > limits.maxBytes) throw overLimit('maxBytes', limits);
    return decodeText(new TextDecoder().decode(body), contentType, limits);
  }
  if (body instanceof URLSearchParams) return decodeForm(checkedLength(body.toString(), limits), limits);
  if (body === null || typeof body !== 'object') {
    throw new WebhookParseError(`The body must be text, bytes, URLSearchParams or an object, got ${typeof body}`);
  }
  return adopt(body, limits);
}

function decodeText(text: string, contentType: string | undefined, limits: ResolvedLimits): WireObject {
  const type = contentType?.toLowerCase() ?? '';
  if (type.includes('multipart/')) {
    throw new WebhookParseError('The body is multipart; Kommo sends forms (application/x-www-form-urlencoded)');
  }
  // A form can't begin with a brace: Kommo escapes it.
  if (!type.includes('json') && !/^\s*[{[]/.test(text)) return decodeForm(text, limits);
  checkJsonText(text, limits);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new WebhookParseError('The body is not valid JSON'), { cause });
  }
  if (value === null || typeof value !== 'object') throw new WebhookParseError('The body is JSON, but not an object');
  return adopt(value, limits);
}

/** Copies an object into a decoded body: lists for keys 0 to n−1, no keys that could be taken for a prototype. */
function adopt(body: object, limits: ResolvedLimits): WireObject {
  const root = finishMembers(copyMembers(body, 1, limits, keyCounter(limits)));
  return Object.keys(root).some((key) => key.indexOf('[') > 0) ? expandFlat(root, limits) : root;
}

function copyMembers(value: object, depth: number, limits: ResolvedLimits, onNode: () => void): Branch {
  if (depth > limits.maxDepth) throw overLimit('maxDepth', limits);
  const copy: Branch = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === '' || item === undefined || isPoison(key)) continue;
    onNode();
    if (item === null || typeof item !== 'object') copy[key] = isScalar(item) ? item : null;
    else copy[key] = isEmptyList(item) ? [] : copyMembers(item, depth + 1, limits, onNode);
  }
  return copy;
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function checkedLength(text: string, limits: ResolvedLimits): string {
  // UTF-8 takes one to three bytes for each code unit, so most texts need no count.
  const certain = text.length > limits.maxBytes;
  const possible = text.length * 3 > limits.maxBytes;
  if (certain || (possible && new TextEncoder().encode(text).length > limits.maxBytes)) {
    throw overLimit('maxBytes', limits);
  }
  return text;
}
