import { calls } from '../generated/files-calls.js';
import type { paths } from '../generated/files-schema.js';
import type { RequestOptions } from '../transport/options.js';
import { abortable, CallSignal } from '../util/abort.js';
import { shared } from '../util/requests.js';
import { Http } from './client.js';

const ACCOUNT = '/api/v4/account';

/**
 * The client of an account's drive, which has a host of its own. The first call that needs it asks the account
 * for it. Other calls wait for the same answer. A failure is not kept.
 */
export function driveOf(account: Http): Http<paths> {
  let finding: Promise<string> | undefined;
  const start = (): Promise<string> => {
    finding = import('./drive-address.js')
      .then(({ driveAddress }) => driveAddress(account))
      .catch((error: unknown) => {
        finding = undefined;
        throw error;
      });
    return finding;
  };
  const find = async ({ signal, totalTimeoutMs = 0 }: RequestOptions): Promise<string> => {
    // Many calls may wait for it. If one gives up, the others still wait.
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
