import type { TokenFacts } from '../../doctor/examine.js';
import { connect, LOGIN_KEY, tokenDirectory, variable } from '../connect.js';
import { type CommonOptions, type Io, report } from '../io.js';
import { Progress } from '../progress.js';

/** Reads everything of an account that the API offers, and reports what differs from the spec. */
export async function doctor(io: Io, options: CommonOptions): Promise<void> {
  const kommo = await connect(io, options);
  const { examine } = await import('../../doctor/examine.js');
  const { reportText } = await import('../../doctor/text.js');
  const progress = new Progress(io, 'reading');
  const result = await examine(kommo, {
    token: options.sandbox ? {} : await tokenFacts(io),
    now: io.now,
    signal: io.signal,
    onProgress: (done, total) => progress.update(done, total),
  }).finally(() => progress.end());
  report(io, options, result, reportText(result));
}

// The token of the environment, or the one that `login` stored.
async function tokenFacts(io: Io): Promise<TokenFacts> {
  const { readClaims } = await import('../../auth/claims.js');
  const given = variable(io, 'KOMMO_ACCESS_TOKEN');
  if (given) return readClaims(given);
  const { fileStore } = await import('../../auth/index.js');
  const stored = await fileStore(tokenDirectory(io)).load(LOGIN_KEY);
  return stored ? { scopes: readClaims(stored.accessToken).scopes, refreshes: true } : {};
}
