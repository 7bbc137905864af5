import { InputError } from '../errors.js';

const encoder = new TextEncoder();

/** Lowercase hex of an HMAC. The UTF-8 bytes of the secret are the key. @throws InputError if the secret is empty */
export async function hmacHex(hash: 'SHA-1' | 'SHA-256', secret: string, data: Uint8Array | string): Promise<string> {
  // Anyone can sign with an empty key.
  if (typeof secret !== 'string' || secret === '') {
    throw new InputError('secret', 'is missing. Pass the secret key of the integration or of the channel');
  }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash }, false, ['sign']);
  return toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, bytesOf(data))));
}

/** Lowercase hex of a SHA-256. */
export async function sha256Hex(data: Uint8Array | string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(data))));
}

/** Lowercase hex. */
export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

/** Whether two texts are equal, in a time that tells nothing about where they differ. The length of `expected` may show. */
export function equalsConstantTime(given: string, expected: string): boolean {
  const a = encoder.encode(given);
  const b = encoder.encode(expected);
  let difference = a.length ^ b.length;
  // Runs over the expected text whatever was given, so that the time doesn't depend on how much of it is right.
  for (let i = 0; i < b.length; i++) difference |= (a[i] ?? 0) ^ (b[i] as number);
  return difference === 0;
}

// Web Crypto's types want a view on a plain ArrayBuffer, which is what every view here is.
const bytesOf = (data: Uint8Array | string): Uint8Array<ArrayBuffer> =>
  (typeof data === 'string' ? encoder.encode(data) : data) as Uint8Array<ArrayBuffer>;
