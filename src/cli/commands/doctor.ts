import { connect, variable } from '../connect.js';
import { type CommonOptions, type Io, report } from '../io.js';
import { Progress } from '../progress.js';

/** Reads all that can be read of an account and says what differs from the spec. */
export async function doctor(io: Io, options: CommonOptions): Promise<void> {
  const kommo = await connect(io, options);
  const accessToken = options.sandbox ? undefined : variable(io, 'KOMMO_ACCESS_TOKEN');
  const { readClaims } = await import('../../auth/claims.js');
  const { examine } = await import('../../doctor/examine.js');
  const { reportText } = await import('../../doctor/text.js');
  const progress = new Progress(io, 'reading');
  const result = await examine(kommo, {
    token: accessToken ? readClaims(accessToken) : {},
    now: io.now,
    signal: io.signal,
    onProgress: (done, total) => progress.update(done, total),
  }).finally(() => progress.end());
  report(io, options, result, reportText(result));
}
