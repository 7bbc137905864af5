import { DecodeError } from '../errors.js';
import type { Received } from './attempt.js';
import type { Outgoing } from './outgoing.js';

/** How much of a body an error shows, in characters. */
export const SNIPPET = 200;

/** What a successful answer holds: JSON, or nothing (`undefined`) where the body is empty. */
export function decode({ response, text }: Received, request: Outgoing, redact: (text: string) => string): unknown {
  if (text === '') return undefined;
  const contentType = response.headers.get('content-type') ?? undefined;
  const value = tryParse(text);
  // The type is not asked for: Kommo sends JSON under several. But a bare word or number is a page, not an answer.
  if (value !== undefined && (isJsonType(contentType) || (typeof value === 'object' && value !== null))) return value;
  throw new DecodeError(isJsonType(contentType) && looksLikeJson(text) ? 'cut' : 'not-json', {
    status: response.status,
    method: request.method,
    path: request.path,
    contentType,
    bodyText: redact(text.slice(0, SNIPPET)),
    response,
  });
}

/** The parsed text, or undefined where it is not JSON. */
export function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isJsonType = (type: string | undefined): boolean => type === undefined || /[/+]json\b/i.test(type);

const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text);
