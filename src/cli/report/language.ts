import type { Kommo } from '../../client/kommo.js';
import { variable } from '../connect.js';
import type { Io } from '../io.js';
import { LANGUAGES, type Language } from './texts.js';

/** The language of a report: `asked`, or that of the token's user, or that of the terminal. */
export async function languageOf(io: Io, kommo: Kommo, userId: number, asked?: Language): Promise<Language> {
  if (asked !== undefined) return asked;
  // Users can be read by administrators only.
  const user = await kommo.users.get(userId, {}, { signal: io.signal }).catch(() => undefined);
  return firstKnown(io, user?.lang);
}

/** The language of a user if reports have it, or that of the terminal, or English. */
export function firstKnown(io: Io, ofUser: string | undefined): Language {
  const known = [ofUser, variable(io, 'LC_ALL'), variable(io, 'LANG')].map((text) => text?.slice(0, 2));
  return known.map((code) => LANGUAGES.find((language) => language === code)).find(Boolean) ?? 'en';
}
