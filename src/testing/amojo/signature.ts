import { md5 } from '@noble/hashes/legacy.js';
import { equalsConstantTime, hmacHex, toHex } from '../../util/hmac.js';

/** An answer of amojo. */
export interface AmojoAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** A refusal, in the form that amojo gives it. */
export class AmojoRefusal extends Error {
  readonly answer: AmojoAnswer;

  constructor(code: 400 | 403 | 404, type: string, description: string) {
    super(description);
    const body = { status: 0, error_code: code, error_type: type, error_description: description };
    this.answer = { status: code, body };
  }
}

const FIFTEEN_MINUTES = 15 * 60 * 1000;

/** Refuses what is not signed as the docs say: each header as sent, the path without query, the date within 15 minutes. */
export async function checkSignature(request: {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly secret: string;
  readonly now: number;
}): Promise<void> {
  const { method, path, headers, bytes, secret, now } = request;
  const [checksum, type, date] = ['content-md5', 'content-type', 'date'].map((name) => headers.get(name) ?? '') as [
    string,
    string,
    string,
  ];
  const expected = await hmacHex('SHA-1', secret, [method, checksum, type, date, path].join('\n'));
  const signed = equalsConstantTime(headers.get('x-signature') ?? '', expected);
  const age = Math.abs(now - Date.parse(date));
  // "+0000" is what PHP's RFC 2822 writes; a date that only parses is not known to pass.
  const timely = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/.test(date) && age <= FIFTEEN_MINUTES;
  if (!signed || !timely || checksum !== toHex(md5(bytes)) || type !== 'application/json') {
    throw new AmojoRefusal(403, 'ORIGIN_INVALID_SIGNATURE', 'invalid signature');
  }
}
