import type { Kommo } from '../client/kommo.js';
import { AccountNames } from '../reports/names.js';
import { isNotAllowed } from './failure.js';
import type { Io } from './io.js';

/** The names of an account. Names that the token may not read are left out, and stderr says so. Any other error is thrown. */
export function accountNames(io: Io, kommo: Kommo): AccountNames {
  const said = new Set<string>();
  return new AccountNames(kommo, undefined, undefined, (key, error) => {
    if (!isNotAllowed(error)) throw error;
    if (said.has(key)) return;
    said.add(key);
    sayLeftOut(io, key === 'reasons' ? 'loss reasons' : key);
  });
}

/** Says on stderr whose names are left out. */
export const sayLeftOut = (io: Io, what: string): unknown =>
  io.stderr.write(`kommo-sdk: left out, since the token may not read them: names of ${what}\n`);
