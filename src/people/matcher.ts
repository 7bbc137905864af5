import type { Matcher } from './phone-numbers.js';

export type { Matcher };

/** Texts without case, and without blanks around and within them. */
export const textMatcher: Matcher = {
  key: (text) => text.trim().replace(/\s+/g, ' ').toLowerCase() || undefined,
  queries: (text) => [text.trim()],
};

/** E-mail addresses: without case. */
export const emailMatcher: Matcher = {
  key: (text) => text.trim().toLowerCase() || undefined,
  queries: (text) => [text.trim()],
};

/**
 * Phone numbers. Those without a country code are read as numbers of `country`, or of the account's country.
 * @throws InputError on an unknown country
 */
export async function loadPhoneMatcher(
  country: string | undefined,
  ofAccount: () => Promise<string | undefined>,
): Promise<Matcher> {
  const { phoneMatcher, isCountry } = await import('./phone-numbers.js');
  if (country !== undefined) return phoneMatcher(country);
  const home = await ofAccount();
  return phoneMatcher(isCountry(home) ? home : undefined);
}
