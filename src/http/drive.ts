import { NotFoundError, RedirectError } from '../errors.js';
import { calls } from '../generated/files-calls.js';
import type { paths } from '../generated/files-schema.js';
import type { RequestOptions } from '../transport/options.js';
import { checkUrl, isKommoUrl, isLoopbackUrl } from '../transport/origin.js';
import { abortable, CallSignal } from '../util/abort.js';
import { shared } from '../util/requests.js';
import { Http } from './client.js';

const ACCOUNT = '/api/v4/account';

/**
 * The client of an account's drive, which has a host of its own. The account is asked for it with the first call that needs it;
 * calls that come meanwhile wait for the same answer, and a failure is not kept.
 */
export function driveOf(account: Http): Http<paths> {
  let finding: Promise<string> | undefined;
  const start = (): Promise<string> => {
    finding = addressOf(account).catch((error: unknown) => {
      finding = undefined;
      throw error;
    });
    return finding;
  };
  const find = async ({ signal, totalTimeoutMs = 0 }: RequestOptions): Promise<string> => {
    // Many may wait for it: one that gives up leaves the others alone.
    const progress = { maybeProcessed: false };
    const call = new CallSignal(signal, totalTimeoutMs, { method: 'GET', path: ACCOUNT, progress });
    try {
      return await abortable(shared(finding ?? start(), start), call.signal);
    } finally {
      call.dispose();
    }
  };
  return new Http<paths>({ ...account.config, calls, base: find });
}

async function addressOf(account: Http): Promise<string> {
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

// The token goes there: to a host of Kommo or to the account's own, and on this machine only from an account on it.
function safe(url: string, base: string): string {
  const isOwn = URL.canParse(url) && new URL(url).origin === new URL(base).origin;
  const isLocal = isLoopbackUrl(base) && isLoopbackUrl(url);
  try {
    if (isKommoUrl(url) || isOwn || isLocal) return checkUrl(url, 'drive_url');
  } catch {
    // It holds a password. The caller gave no such input.
  }
  throw new RedirectError('drive_url of the account', url);
}
