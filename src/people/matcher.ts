import type { Matcher } from './phone-numbers.js';
import { plainText } from './values.js';

export type { Matcher };

/** A matcher that compares what `keys` finds in a text. */
const matcherOf = (keys: (text: string) => string[], queries: (text: string) => string[]): Matcher => ({
  keys,
  key: (text) => keys(text)[0],
  queries,
});

/** Texts without case, and without blanks around and within them. */
export const textMatcher: Matcher = matcherOf(
  (text) => [plainText(text, 'NFC').trim().replace(/\s+/g, ' ').toLowerCase()].filter(Boolean),
  (text) => [plainText(text, 'NFC').trim()],
);

/** E-mail addresses: without case. */
export const emailMatcher: Matcher = matcherOf(
  (text) => emailsIn(text).map((email) => email.toLowerCase()),
  (text) => emailsIn(text).slice(0, 1),
);

/** `Ana <ana@example.com>; b@example.com` has two. A masked one (`a***@example.com`) and a remark ("none") belong to nobody. */
const emailsIn = (text: string): string[] =>
  plainText(text)
    .split(/[\s,;<>()"|]+/)
    .map((part) => part.replace(/^mailto:/i, ''))
    .filter((part) => /^[^@*•]+@[^@*•]+$/.test(part));

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
