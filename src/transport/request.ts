import { InputError } from '../errors.js';
import { checkObject, isId } from '../util/check.js';
import { HALF, halfCharacter } from '../util/encode.js';
import { checkMoment, toUnixSeconds } from '../util/time.js';
import type { RequestOptions } from './options.js';
import { writeBack } from './write-back.js';

/** What goes with a request through the transport. */
export interface CallContext {
  readonly options: RequestOptions;
  /** The body as the caller gave it, for validation errors to point into. */
  readonly items?: unknown;
  /** The answer holds nothing of use: it is not parsed. */
  readonly empty?: boolean | undefined;
  /** Says what a parsed answer should be, if it is not that. An empty body is `undefined`. */
  readonly expects?: ((value: unknown, status: number) => string | undefined) | undefined;
}

/** How far a call has come. */
interface Progress {
  /** How often it was sent. */
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

/** Path of a URL, without origin and query. The address of an upload ends in a token, which stays out. */
export function pathOf(url: string): string {
  return new URL(url).pathname.replace(/\/upload\/.+/, '/upload/[redacted]');
}

/** The caller's headers. Throws InputError. */
export function checkHeaders(headers: Record<string, string> | undefined): Headers {
  try {
    return new Headers(checkObject(headers ?? {}, 'headers'));
  } catch (error) {
    throw error instanceof InputError ? error : new InputError('headers', (error as Error).message);
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
  const shown = typeof id === 'string' ? `"${id}"` : String(id);
  throw new InputError('actAs', `must be the id of a user, a whole number above 0, got ${shown}`);
}

/** Writes a JSON body: dates become unix seconds. What JSON would change without a word (NaN, bigint) is refused by name. */
export function serializeBody(body: unknown): string {
  try {
    return JSON.stringify(body, write);
  } catch (error) {
    throw error instanceof InputError
      ? error
      : new InputError('body', `can not be written as JSON: ${(error as Error).message}`);
  }
}

function write(this: Record<string, unknown>, key: string, value: unknown): unknown {
  // JSON.stringify has already called Date's toJSON on `value`, which gives an ISO string; the holder has the original.
  const original = this[key];
  if (original instanceof Date) return toUnixSeconds(original, key || 'body');
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new InputError(key, `must be a finite number, got ${value}. JSON would send null and clear the field`);
  }
  if (typeof value === 'number') checkMoment(value, key);
  // PHP refuses the whole body for it.
  if (typeof value === 'string' && HALF.test(value)) throw halfCharacter(key || 'body');
  if (HALF.test(key)) throw halfCharacter('body');
  if (typeof value === 'bigint') {
    const asNumber = Number(value);
    if (!Number.isSafeInteger(asNumber)) throw new InputError(key, 'must be within the safe integers');
    return asNumber;
  }
  return typeof value === 'object' && value !== null ? writeBack(key, value) : value;
}
