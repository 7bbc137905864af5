import { AbortError, ForbiddenError } from '../errors.js';
import type { Http } from '../http/client.js';
import type { RequestOptions } from '../transport/options.js';
import { abortable } from '../util/abort.js';

const known = new WeakMap<object, Promise<string | undefined>>();

/**
 * The country of the account as two letters, read once for each client. Undefined if the token may not read it.
 * @throws AbortError if the signal aborts, and what the call throws
 */
export async function accountCountry(
  http: Http,
  { signal, ...options }: RequestOptions = {},
): Promise<string | undefined> {
  if (signal?.aborted) throw new AbortError(signal.reason, false);
  // The call goes without the signal, since others may wait for the same answer.
  const found = known.get(http) ?? read(http, options);
  if (!known.has(http)) {
    known.set(http, found);
    found.catch(() => known.delete(http));
  }
  return abortable(found, signal).catch((error) => {
    throw signal?.aborted ? new AbortError(signal.reason, false) : error;
  });
}

async function read(http: Http, options: RequestOptions): Promise<string | undefined> {
  try {
    const { country } = await http.get('/api/v4/account', { options });
    return country;
  } catch (error) {
    if (error instanceof ForbiddenError) return undefined;
    throw error;
  }
}
