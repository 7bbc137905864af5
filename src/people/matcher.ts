/** How texts of one kind compare. */
export interface Matcher {
  /** What two spellings of the same thing share, or undefined if a text holds nothing to compare. */
  key(text: string): string | undefined;
  /** What to search for, the widest first: Kommo finds parts of texts. */
  queries(text: string): readonly string[];
}

/** E-mail addresses: without case. */
export const emailMatcher: Matcher = {
  key: (text) => text.trim().toLowerCase() || undefined,
  queries: (text) => [text.trim()],
};

/** Phone numbers, as the people of a country write them. @throws InputError on an unknown country */
export const loadPhoneMatcher = async (country?: string): Promise<Matcher> =>
  (await import('./phone-numbers.js')).phoneMatcher(country);
