import { NotFoundError, RedirectError } from '../errors.js';
import { checkUrl, isKommoUrl, isLoopbackUrl, UNREADABLE } from '../transport/origin.js';
import type { Http } from './client.js';

const ACCOUNT = '/api/v4/account';

/** Asks an account for the address of its drive. The token may go there from then on. */
export async function driveAddress(account: Http): Promise<string> {
  const { base, transport } = account.config;
  const { data, response } = await account.call('GET', ACCOUNT, { query: { with: ['drive_url'] } });
  const url = data?.drive_url;
  if (!url) {
    const detail = 'the account names no drive_url';
    throw new NotFoundError({ status: response.status, method: 'GET', path: ACCOUNT, detail, response });
  }
  const address = safe(url, base as string);
  transport.trust(address);
  return address;
}

// The token is sent to this address. It must be a host of Kommo, the account's own, or this machine if the account is on it too.
function safe(url: string, base: string): string {
  const isOwn = URL.canParse(url) && new URL(url).origin === new URL(base).origin;
  const isLocal = isLoopbackUrl(base) && isLoopbackUrl(url);
  try {
    if (isKommoUrl(url) || isOwn || isLocal) return checkUrl(url, 'drive_url');
  } catch {
    // The address holds a password. It did not come from the caller, so this is not an InputError.
  }
  // The origin only: the rest may hold a secret.
  throw new RedirectError('drive_url of the account', URL.canParse(url) ? new URL(url).origin : UNREADABLE);
}
