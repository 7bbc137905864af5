import { md5 } from '@noble/hashes/legacy.js';
import type { PreparedRequest } from '../transport/request.js';
import { checkBytes, checkObject, checkText } from '../util/check.js';
import { hmacHex, toHex } from '../util/hmac.js';

/** A request to sign. */
export interface ChatSignParams {
  /** `GET`, `POST`, `DELETE`. */
  readonly method: string;
  /** Path without host and query, escaped as it is sent. */
  readonly path: string;
  /** The exact bytes that are sent; empty for GET. */
  readonly body: Uint8Array;
  /** Secret of the channel. */
  readonly secret: string;
  /** Moment of the request, which Kommo takes for 15 minutes. Default: now. */
  readonly date?: Date | undefined;
}

/** Headers of a signed request. */
export interface ChatSignature {
  readonly date: string;
  readonly 'content-type': string;
  readonly 'content-md5': string;
  readonly 'x-signature': string;
}

const CONTENT_TYPE = 'application/json';

/**
 * Makes the headers that a request to the Chats API needs: HMAC-SHA1 over method, MD5 of the body (in hex), content type, date
 * and path.
 * @see https://developers.kommo.com/reference/connect-channel
 */
export async function signChatRequest(params: ChatSignParams): Promise<ChatSignature> {
  const { method, path, body, secret, date = new Date() } = checkObject(params, 'params');
  checkText(method, 'method');
  checkText(path, 'path');
  checkBytes(body, 'body');
  const checksum = toHex(md5(body));
  const moment = rfc2822(date);
  const text = [method.toUpperCase(), checksum, CONTENT_TYPE, moment, path].join('\n');
  return {
    date: moment,
    'content-type': CONTENT_TYPE,
    'content-md5': checksum,
    'x-signature': await hmacHex('SHA-1', secret, text),
  };
}

/** Signs a request of the client with the secret of the channel: the bytes that `fetch` makes of its body. */
export async function signRequest(request: PreparedRequest, secret: string): Promise<void> {
  const body = new TextEncoder().encode(typeof request.body === 'string' ? request.body : '');
  const { method, url } = request;
  const signature = await signChatRequest({ method, path: new URL(url).pathname, body, secret });
  for (const [name, value] of Object.entries(signature)) request.headers.set(name, value);
}

/** `Thu, 29 Oct 2020 11:59:55 +0000`, as PHP writes it. */
export function rfc2822(date: Date): string {
  return date.toUTCString().replace(/GMT$/, '+0000');
}
