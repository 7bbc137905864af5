import { NotFoundError, RedirectError } from '../errors.js';
import { calls } from '../generated/files-calls.js';
import type { paths } from '../generated/files-schema.js';
import type { RequestOptions } from '../transport/options.js';
import { checkUrl, isKommoUrl } from '../transport/origin.js';
import { abortable, CallSignal } from '../util/abort.js';
import { Http } from './client.js';

const ACCOUNT = '/api/v4/account';

/**
 * The client of an account's drive, which has a host of its own. The account is asked for it with the first call that needs it;
 * calls that come meanwhile wait for the same answer, and a failure is not kept.
 */
export function driveOf(account: Http): Http<paths> {
  let finding: Promise<string> | undefined;
  const find = async ({ signal, totalTimeoutMs = 0 }: RequestOptions): Promise<string> => {
    // Many may wait for it: one that gives up leaves the others alone.
    const progress = { maybeProcessed: false };
    const call = new CallSignal(signal, totalTimeoutMs, { method: 'GET', path: ACCOUNT, progress });
    finding ??= addressOf(account).catch((error: unknown) => {
      finding = undefined;
      throw error;
    });
    try {
      return await abortable(finding, call.signal);
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
  const own = new URL(base as string).origin;
  // The token goes there.
  if (!isKommoUrl(url) && !(URL.canParse(url) && new URL(url).origin === own))
    throw new RedirectError('drive_url of the account', url);
  const address = checkUrl(url, 'drive_url');
  transport.trust(address);
  return address;
}
