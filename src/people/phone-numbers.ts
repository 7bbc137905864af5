// Holds the numbering plans of all countries (some 30 kB gz), so it is loaded by `import()` when the first number is compared.
import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { InputError } from '../errors.js';
import { plainText } from './values.js';

/** How texts of one kind compare. */
export interface Matcher {
  /** What two spellings of the same thing share, or undefined if a text says nothing about whom it belongs to. */
  key(text: string): string | undefined;
  /** The keys of everything in a text: people write two numbers into one value. */
  keys(text: string): readonly string[];
  /** What to search for, the widest first: Kommo finds parts of texts. */
  queries(text: string): readonly string[];
}

/** Digits at the end of a number that every spelling of it has in a row. */
const TAIL = 8;
const MAX_QUERIES = 3;
/** A longer text is a note. */
const MAX_LENGTH = 200;
const EXTENSION =
  /(?:;\s?ext=|[\s,;/]{0,3}(?:ext(?:ensi[oó]n|ension)?|extn|ramal|anexo|int(?:erno)?|доб(?:авочный)?|x|#))[.:]?\s{0,3}\d{1,7}\s{0,3}$/iu;
const BETWEEN_NUMBERS = /[,;/|\n\r]+|\s(?:e|y|ou?|and|or|и|или)\s/iu;
const MASKED = /[*•●█▪…?]|([x#_])\1/iu;
/** `5.51191E+12`: a number that a spreadsheet has rounded. */
const ROUNDED = /^\s*\d([.,]\d+)?e\+?\d+\s*$/i;

/**
 * Phone numbers as numbers: `+55 11 91234-5678`, `5511912345678` and `011 91234 5678` have one key. Extensions are left out.
 * A number that no numbering plan knows compares by its digits.
 * @param country two letters: how numbers without a country code are read
 * @throws InputError on an unknown country
 */
export function phoneMatcher(country?: string): Matcher {
  const home = countryOf(country);
  const keyOf = (spelled: Spelling): string | undefined => {
    if (isNobodys(spelled)) return undefined;
    const found = read(spelled, home);
    // A number that ends in zeros and does not exist fills a field that has to be filled.
    if (!found?.number.isValid() && /0{7}$/.test(spelled.digits)) return undefined;
    return found?.key ?? literal(spelled);
  };
  const keys = (text: string): string[] =>
    spellingsOf(text)
      .map(keyOf)
      .filter((key) => key !== undefined);
  return {
    keys,
    key: (text) => keys(text)[0],
    queries(text) {
      const spelled = spellingsOf(text).find((one) => keyOf(one) !== undefined);
      if (!spelled) return [];
      const { text: given, digits } = spelled;
      const found = read(spelled, home);
      if (!found) return [...new Set([digits.length >= 5 ? digits : given, given])];
      // Argentina writes 15 between the code of the area and the number.
      const tail = found.code === '54' ? 6 : TAIL;
      const { number } = found;
      const written = [given, number.formatNational(), number.formatInternational()].map((one) => ending(one, tail));
      // The widest first. Less than three digits would find everybody.
      const queries = [found.national.slice(-tail), ...written].filter((one) => /(\d\D*){3}/.test(one));
      return [...new Set(queries)].slice(0, MAX_QUERIES);
    },
  };
}

/** The last digits of a number with what stands between them, from the start of a group on. */
function ending(text: string, count: number): string {
  const [found = ''] = new RegExp(`(?:\\d\\D{0,3}){1,${count}}$`).exec(text.replace(/\D+$/, '')) ?? [];
  return found
    .replace(/^.*[()]\s*/, '')
    .replace(/^\d{1,2}\D+/, '')
    .trim();
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

/** The numbers that a text holds, each without its extension. */
function spellingsOf(given: string): Spelling[] {
  if (given.length > MAX_LENGTH) return [];
  const plain = plainText(given)
    .replace(/\p{Nd}/gu, asciiDigit)
    // What a spreadsheet makes of a number.
    .replace(/^(\d{7,})\.0+$/, '$1');
  const parts = plain.split(BETWEEN_NUMBERS);
  const areNumbers = parts.every((part) => part.replace(/\D/g, '').length >= 7);
  return (areNumbers ? parts : [plain]).map((part) => {
    const head = part.replace(EXTENSION, '');
    const text = /\d/.test(head) ? head : part;
    return { text, digits: text.replace(/\D/g, ''), hasPlus: /^[^\d+]*\+/.test(text) };
  });
}

/** The digits of every script come in rows of ten. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) as number;
  let start = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--;
  return String((code - start) % 10);
}

/** Whether a text stands for many numbers or for none, so that two people who have it are not the same. */
function isNobodys({ text, digits }: Spelling): boolean {
  return MASKED.test(text.replace(/0xx/gi, '')) || ROUNDED.test(text) || /^(\d)\1*$/.test(digits);
}

/** What is left to compare of a text that is not a number. */
function literal({ text, digits }: Spelling): string | undefined {
  if (!/\p{L}/u.test(text)) return digits || undefined;
  // A number in letters shares its digits with others. A text with few digits is a remark, such as "none" or "see note 1".
  return digits.length < 4 ? undefined : text.toLowerCase().replace(/[^\p{L}\d]/gu, '');
}

function read({ text, digits, hasPlus }: Spelling, home: Country | undefined): Numbered | undefined {
  if (digits.length < 5) return undefined;
  const isPlain = !/\p{L}/u.test(text.slice(Math.max(text.search(/\d/), 0)));
  let possible: Numbered | undefined;
  for (const { number, country, isGuess } of readingsOf(digits, hasPlus, home)) {
    const found = numbered(number, country);
    if (found?.number.isValid()) return found;
    if (isPlain && !isGuess) possible ??= found;
  }
  return possible;
}

/** What the digits may stand for, the likeliest first. A guess counts only if the number is valid. */
function* readingsOf(
  digits: string,
  hasPlus: boolean,
  home: Country | undefined,
): Generator<{ number: string; country?: Country | undefined; isGuess: boolean }> {
  const isAbroad = hasPlus || digits.startsWith('00');
  const abroad = { number: `+${digits.replace(/^0+/, '')}`, isGuess: !isAbroad };
  const national = { number: digits, country: home, isGuess: isAbroad };
  // A number of 12 digits or more has a country code, unless it starts with a zero.
  if (isAbroad || (digits.length >= 12 && !digits.startsWith('0'))) yield abroad;
  if (home) yield national;
  if (!digits.startsWith('0')) yield abroad;
  // 8 is what Russia and Kazakhstan dial before the code of an area.
  if (/^8\d{10}$/.test(digits)) yield { number: `+7${digits.slice(1)}`, isGuess: true };
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
