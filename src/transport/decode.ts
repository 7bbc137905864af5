import { DecodeError } from '../errors.js';
import { isRecord, textOf } from '../util/is-record.js';
import type { RawResponse } from './attempt.js';
import type { PreparedRequest } from './request.js';

/** How much of a body an error shows, in characters. */
export const SNIPPET = 200;

/** A response whose body was read and parsed within its attempt. */
export type ParsedResponse = Response & {
  /** What was parsed; undefined if the body is empty, or was not parsed. */
  readonly value: unknown;
};

/**
 * Returns a response whose body can be read many times. Each read writes the text again from the parsed value.
 * @param asked - address of the request, for a custom fetch whose answers have none
 */
export function parsedResponse(response: Response, value: unknown, asked: string): ParsedResponse {
  const copy = (): Response => responseWith(response, JSON.stringify(value) ?? null, asked);
  // No class of our own: to extend `Response` at load makes Node load its HTTP client, which doubles the time of an import.
  // Not enumerable, so that a logged response shows no data.
  return define(responseWith(response, null, asked), {
    value,
    clone: () => parsedResponse(response, value, asked),
    ...Object.fromEntries(READS.map((read) => [read, async () => copy()[read]()])),
  }) as ParsedResponse;
}

// Node 20 has no `bytes`.
const READS = ['text', 'json', 'arrayBuffer', 'blob', 'bytes'] as const;

/** Returns a response with another body, and with the address that a `new Response` would lack. */
export function responseWith(response: Response, body: string | null, asked: string): Response {
  return define(responseOf(response, body), { url: response.url || asked });
}

/** Returns a new response, also if a `new Response` would refuse it: a proxy sends a reason in Cyrillic, or a status such as 999. */
function responseOf({ status, statusText, headers, ok }: Parts, body: string | null): Response {
  // Looked at beforehand, because the `Response` of Hono's server refuses it only when it is read.
  const isUsual = status >= 200 && status < 600 && /^[ -~\x80-\xff]*$/.test(statusText);
  if (isUsual && (body === null || ![204, 205, 304].includes(status)))
    return new Response(body, { status, statusText, headers });
  return define(new Response(body, { headers }), { status, statusText, ok });
}

type Parts = Pick<Response, 'status' | 'statusText' | 'ok'> & { readonly headers: Headers | [string, string][] };

const define = (response: Response, values: Record<string, unknown>): Response =>
  Object.entries(values).reduce(
    (made, [name, value]) => Object.defineProperty(made, name, { value, writable: true, configurable: true }),
    response,
  );

/** Returns the content of a successful answer: JSON, or `undefined` if the body is empty or does not matter. */
export function decode(raw: RawResponse, request: PreparedRequest, redact: (text: string) => string): unknown {
  const { response, text } = raw;
  const { empty, expects } = request.call;
  const contentType = response.headers.get('content-type') ?? undefined;
  const fail = (reason: DecodeError['reason'], expected?: string): DecodeError =>
    new DecodeError(reason, {
      status: response.status,
      method: request.method,
      path: request.path,
      contentType: contentType && redact(contentType),
      // Redacted as a whole: a cut token would not be recognized.
      bodyText: redact(text).slice(0, SNIPPET),
      expected: expected && redact(expected),
      response: replayed(raw, redact),
    });
  if (empty) {
    // A bare word is fine, and Kommo labels it as HTML. A page comes from a proxy or a login form, not from the API.
    if (/^\s*</.test(text)) throw fail('not-json');
    if (/^\s*\{/.test(text) && isProblem(tryParse(text))) throw fail('unexpected', 'a success');
    return undefined;
  }
  if (response.status === 205 || response.status === 206) throw fail('unexpected', 'a whole answer');
  const value = text === '' ? undefined : tryParse(text);
  // The content type is not required, because Kommo sends JSON under several. But a bare word or number is a page, not an answer.
  const isAnswer = value !== undefined && (isJsonType(contentType) || (typeof value === 'object' && value !== null));
  if (text !== '' && !isAnswer) throw fail(isJsonType(contentType) && looksLikeJson(text) ? 'cut' : 'not-json');
  if (isProblem(value)) throw fail('unexpected', 'a success');
  const expected = expects?.(value, response.status);
  if (expected !== undefined) throw text === '' ? fail('empty') : fail('unexpected', expected);
  return value;
}

/** Returns the response with its body and headers, without secrets. It has no address, because that may hold a secret. */
export function replayed({ response, text }: RawResponse, redact: (text: string) => string): Response {
  const { status, statusText, ok } = response;
  try {
    const headers = [...response.headers].map(([name, value]): [string, string] => [name, redact(value)]);
    return responseOf({ status, statusText: redact(statusText), headers, ok }, redact(text) || null);
  } catch {
    // Only a custom fetch can have made it up.
    return response;
  }
}

/** The parsed text, or undefined if it is not JSON. */
export function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether it is how Kommo describes an error, under whatever status. */
const isProblem = (value: unknown): boolean =>
  isRecord(value) &&
  (value['success'] === false ||
    (typeof value['title'] === 'string' && Number(textOf(value['status'])) >= 400 && !('id' in value)));

const isJsonType = (type: string | undefined): boolean => type === undefined || /[/+]json\b/i.test(type);

const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text);
