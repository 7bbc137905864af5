// Holds the numbering plans of all countries (some 30 kB gz), so it is loaded by `import()` when the first number is compared.
import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { InputError } from '../errors.js';

/** How texts of one kind compare. */
export interface Matcher {
  /** What two spellings of the same thing share, or undefined if a text holds nothing to compare. */
  key(text: string): string | undefined;
  /** What to search for, the widest first: Kommo finds parts of texts. */
  queries(text: string): readonly string[];
}

/** Digits at the end of a number that every spelling of it has in a row. */
const TAIL = 8;
const EXTENSION =
  /(?:;\s?ext=|[\s,;/]{0,3}(?:ext(?:ensi[oó]n|ension)?|extn|ramal|anexo|int(?:erno)?|доб(?:авочный)?|x|#))[.:]?\s{0,3}\d{1,7}\s{0,3}$/iu;

/**
 * Phone numbers as numbers: `+55 11 91234-5678`, `5511912345678` and `011 91234 5678` have one key. Extensions are left out.
 * A number that no numbering plan knows compares by its digits.
 * @param country two letters: how numbers without a country code are read
 * @throws InputError on an unknown country
 */
export function phoneMatcher(country?: string): Matcher {
  const home = countryOf(country);
  return {
    key(text) {
      const spelled = spellingOf(text);
      return read(spelled, home)?.key ?? literal(spelled);
    },
    queries(text) {
      const spelled = spellingOf(text);
      const found = read(spelled, home);
      const given = text.trim();
      if (!found) return [...new Set([spelled.digits.length >= 5 ? spelled.digits : given, given])];
      // Argentina writes 15 between the code of the area and the number.
      const tail = found.code === '54' ? 6 : TAIL;
      return [...new Set([found.national.slice(-tail), found.number.formatInternational(), given])];
    },
  };
}

/** Whether a text names a country that has a numbering plan. */
export const isCountry = (text: string | undefined): text is string => isSupportedCountry(String(text).toUpperCase());

function countryOf(country: string | undefined): Country | undefined {
  if (country === undefined) return undefined;
  if (isCountry(country)) return country.toUpperCase() as Country;
  throw new InputError('country', `must be the two letters of a country, such as BR, got "${country}"`);
}

type Country = NonNullable<PhoneNumber['country']>;

interface Spelling {
  /** Without the extension. */
  readonly text: string;
  readonly digits: string;
  readonly hasPlus: boolean;
}

interface Numbered {
  readonly key: string;
  /** Calling code of the country. */
  readonly code: string;
  readonly national: string;
  readonly number: PhoneNumber;
}

function spellingOf(given: string): Spelling {
  // NFKC makes plain digits of full-width ones.
  const plain = given
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
  const head = plain.replace(EXTENSION, '');
  const text = /\d/.test(head) ? head : plain;
  return { text, digits: text.replace(/\D/g, ''), hasPlus: /^[^\d+]*\+/.test(text) };
}

/** What is left to compare of a text that is not a number. */
function literal({ text, digits }: Spelling): string | undefined {
  // A masked number and one in letters share their digits with others.
  if (/[*\p{L}]/u.test(text)) return text.toLowerCase().replace(/[^\p{L}\d*]/gu, '') || undefined;
  return digits || undefined;
}

function read({ text, digits, hasPlus }: Spelling, home: Country | undefined): Numbered | undefined {
  if (text.includes('*') || digits.length < 5) return undefined;
  let possible: Numbered | undefined;
  for (const { number, country } of readingsOf(digits, hasPlus, home)) {
    const found = numbered(number, country);
    if (found?.number.isValid()) return found;
    possible ??= found;
  }
  return possible;
}

/** What the digits may stand for, the likeliest first. */
function* readingsOf(
  digits: string,
  hasPlus: boolean,
  home: Country | undefined,
): Generator<{ number: string; country?: Country | undefined }> {
  const abroad = { number: `+${digits.replace(/^0+/, '')}` };
  const national = { number: digits, country: home };
  // A number of 12 digits or more has a country code, unless it starts with a zero.
  if (hasPlus || digits.startsWith('00') || (digits.length >= 12 && !digits.startsWith('0'))) yield abroad;
  if (home) yield national;
  if (!digits.startsWith('0')) yield abroad;
  // 8 is what Russia and Kazakhstan dial before the code of an area.
  if (/^8\d{10}$/.test(digits)) yield { number: `+7${digits.slice(1)}` };
}

function numbered(number: string, country: Country | undefined): Numbered | undefined {
  const parsed = parsePhoneNumberFromString(number, { ...(country && { defaultCountry: country }), extract: false });
  if (!parsed) return undefined;
  const code = String(parsed.countryCallingCode);
  const national = folded(code, parsed.nationalNumber, country === undefined);
  const key = `+${code}${national}`;
  const same = national === parsed.nationalNumber ? parsed : parsePhoneNumberFromString(key, { extract: false });
  return same?.isPossible() && isPlausible(code, national) ? { key, code, national, number: same } : undefined;
}

/** The one spelling of a number that has several, all of which reach the same phone. */
function folded(code: string, national: string, isAbroad: boolean): string {
  // Brazil put a 9 before its mobile numbers, which did not start with 2 to 5 as those of houses do.
  if (code === '55') return national.replace(/^([1-9]{2})([016-9]\d{7})$/, '$19$2');
  // Mexico dropped the 1 after its country code, and the prefixes of mobile numbers.
  if (code === '52') return national.replace(isAbroad ? /^(?:0?1|04[45])(?=\d{10}$)/ : /^0(?:1|4[45])(?=\d{10}$)/, '');
  // Argentina has a 9 before mobile numbers only if they are called from abroad.
  if (code === '54') return national.replace(/^9(?=\d{10}$)/, '');
  return national;
}

// The plans know little more than lengths, so that eleven digits could be a foreign number without its plus.
const FOREIGN: Readonly<Record<string, RegExp>> = {
  // Eleven digits are a mobile number in Brazil, and those have a 9 after the area.
  55: /^\d{2}[^9]\d{8}$/,
  // In India they are a service number.
  91: /^1(?![68]00)\d{10}$/,
};
const isPlausible = (code: string, national: string): boolean => !FOREIGN[code]?.test(national);
