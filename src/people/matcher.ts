import type { Matcher } from './phone-numbers.js';

export type { Matcher };

/** E-mail addresses: without case. */
export const emailMatcher: Matcher = {
  key: (text) => text.trim().toLowerCase() || undefined,
  queries: (text) => [text.trim()],
};

/** Phone numbers, as the people of a country write them. @throws InputError on an unknown country */
export const loadPhoneMatcher = async (country?: string): Promise<Matcher> =>
  (await import('./phone-numbers.js')).phoneMatcher(country);
