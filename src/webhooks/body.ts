import {
  adoptParsed,
  decodePhpForm,
  decodePhpPairs,
  FormLimitError,
  type FormObject as WireObject,
} from '../util/php-form.js';
import { overLimit, type ResolvedLimits, WebhookParseError } from './errors.js';
import { checkJsonText } from './json-limits.js';

/** A body: its text or bytes, or what a body parser made of it. */
export type WebhookBody = string | Uint8Array | ArrayBuffer | URLSearchParams | FormData | object;

/** Decodes a body, in whatever form it is passed. Throws WebhookParseError. */
export function decodeBody(body: WebhookBody, contentType: string | undefined, limits: ResolvedLimits): WireObject {
  try {
    return decode(body, contentType, limits);
  } catch (error) {
    throw error instanceof FormLimitError ? overLimit(error.limit, limits) : error;
  }
}

function decode(body: unknown, contentType: string | undefined, limits: ResolvedLimits): WireObject {
  if (typeof body === 'string') return decodeText(checkedLength(body, limits), contentType, limits);
  const bytes = bytesOf(body);
  if (bytes !== undefined) {
    if (bytes.byteLength > limits.maxBytes) throw overLimit('maxBytes', limits);
    return decodeText(new TextDecoder().decode(bytes), contentType, limits);
  }
  if (body instanceof URLSearchParams) return decodePhpPairs(body, limits);
  if (isFormData(body)) return decodePhpPairs(textsOf(body), limits);
  return adoptParsed(parsedObject(body), limits);
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  return body instanceof ArrayBuffer ? new Uint8Array(body) : undefined;
}

const isFormData = (body: unknown): body is FormData => typeof FormData === 'function' && body instanceof FormData;

function* textsOf(form: FormData): Iterable<readonly [string, string]> {
  for (const [key, value] of form.entries()) {
    if (typeof value !== 'string') {
      throw new WebhookParseError(`The field ${JSON.stringify(key)} of the form is a file; Kommo sends only texts.`);
    }
    yield [key, value];
  }
}

// What is not data would look like a body without events, and its content would be lost.
function parsedObject(body: unknown): object {
  if (body === null || typeof body !== 'object') {
    throw new WebhookParseError(`The body must be text, bytes or what a body parser made, got ${kindOf(body)}.`);
  }
  if (body instanceof Map) return Object.fromEntries(body);
  const { text, then } = body as { readonly text?: unknown; readonly then?: unknown };
  if (typeof then === 'function') throw new WebhookParseError('The body is a promise; await it first.');
  if (typeof text === 'function') {
    throw new WebhookParseError(
      `The body is a ${kindOf(body)}, which cannot be read synchronously. Pass await body.text().`,
    );
  }
  if (Array.isArray(body)) throw new WebhookParseError('The body is a list; Kommo sends an object.');
  const proto: unknown = Object.getPrototypeOf(body);
  const plain = proto === null || Object.getPrototypeOf(proto) === null;
  if (!plain && Object.keys(body).length === 0) {
    throw new WebhookParseError(`The body is a ${kindOf(body)}; pass text, bytes or an object.`);
  }
  return body;
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : typeof value === 'object' ? (value.constructor?.name ?? 'object') : typeof value;

function decodeText(text: string, contentType: string | undefined, limits: ResolvedLimits): WireObject {
  const type = contentType?.toLowerCase() ?? '';
  if (type.includes('multipart/')) {
    throw new WebhookParseError('The body is multipart; Kommo sends forms (application/x-www-form-urlencoded).');
  }
  // A form can't begin with a brace: Kommo escapes it.
  if (!type.includes('json') && !/^\s*[{[]/.test(text)) return decodePhpForm(text, limits);
  checkJsonText(text, limits);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new WebhookParseError('The body is not valid JSON.'), { cause });
  }
  if (value === null || typeof value !== 'object') throw new WebhookParseError('The body is JSON, but not an object.');
  return adoptParsed(parsedObject(value), limits);
}

function checkedLength(text: string, limits: ResolvedLimits): string {
  // UTF-8 takes one to three bytes for each code unit, so most texts need no count.
  const certain = text.length > limits.maxBytes;
  const possible = text.length * 3 > limits.maxBytes;
  if (certain || (possible && new TextEncoder().encode(text).length > limits.maxBytes)) {
    throw overLimit('maxBytes', limits);
  }
  return text;
}
