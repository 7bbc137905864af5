import { Kommo, type KommoOptions } from '../../src/index.js';

/** A token that looks like one, to search for where it must not be. */
export const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.c2VjcmV0LXBheWxvYWQ.c2lnbmF0dXJl';

/** A client without a limit of its own and with no patience. */
export function client(baseUrl: string, options: KommoOptions = {}): Kommo {
  return new Kommo({ baseUrl, accessToken: TOKEN, rateLimit: false, ...options });
}
