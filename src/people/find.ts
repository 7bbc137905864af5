import { InputError } from '../errors.js';
import type { Page, PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkKeys, checkObject } from '../util/check.js';
import { emailMatcher, loadPhoneMatcher, type Matcher, textMatcher } from './matcher.js';
import { type HeldField, isFieldOf, textsOf } from './values.js';

/** Exactly one of the properties of `T`. */
export type OneOf<T> = { [K in keyof T]: Pick<T, K> & { [Other in Exclude<keyof T, K>]?: never } }[keyof T];

/** A custom field, by its id, its code or its name, and the value that it must have. Text compares without case. */
export type FieldWithValue = OneOf<{ id: number; code: string; name: string }> & { value: string | number };

/** What to search for: exactly one of these. */
export type FindBy = OneOf<{
  /** Compared as a number: country codes, trunk prefixes, punctuation and extensions do not matter. */
  phone: string;
  /** Compared without case. */
  email: string;
  /** The whole name, compared without case. */
  name: string;
  /** A custom field and its value. */
  field: FieldWithValue;
}>;

/** How to read phones. */
export interface PhoneOptions {
  /** Two letters. Phones without a country code are read as numbers of this country. Default: the country of the account. */
  country?: string | undefined;
}

/** An array of what was found, the newest first. It also says whether matches may be missing. */
export interface Found<T> extends Array<T> {
  /** True if the search had more hits than were read, so that matches may be missing. */
  readonly truncated: boolean;
}

/** A list that can be searched, and the country of its account. */
export interface Searchable<T> {
  list(params: { query: string; limit: number; order: { id: 'desc' } }, options?: ListOptions): PagePromise<T>;
  country(options?: RequestOptions): Promise<string | undefined>;
}

/** What a text must be, for the error about one that can't be searched for. */
const NEEDED: Readonly<Record<string, string>> = {
  phone: 'must be a number that one person can have, such as +5511912345678',
  email: 'must be an e-mail address, such as ana@example.com',
};
/** Hits that one search reads. */
const MAX_HITS = 250;

/**
 * Searches, and keeps only hits that have the value in the right field, because Kommo's search looks into all fields.
 * @throws InputError if the text can't be searched for or the country is unknown, and what the calls throw
 */
export async function find<T extends { id: number }>(
  source: Searchable<T>,
  by: FindBy,
  params: PhoneOptions = {},
  options: RequestOptions = {},
): Promise<Found<T>> {
  checkKeys(params, 'params', ['country', 'with']);
  const { field, text, matcher, read } = await searchOf(by, params.country, () => source.country(options));
  const key = matcher.key(text);
  if (key === undefined) throw new InputError(field, NEEDED[field] ?? 'must be text that is not empty');
  let left = MAX_HITS;
  let truncated = false;
  const matches: T[] = [];
  // The first search finds every spelling if Kommo compares digits. The others are for texts that it compares as they are.
  for (const query of matcher.queries(text)) {
    // A page that the server has capped goes on.
    let page: Page<T> | undefined = await source.list({ query, limit: left, order: { id: 'desc' } }, options);
    while (page) {
      const hits: T[] = page.data.slice(0, left);
      left -= hits.length;
      matches.push(...hits.filter((entity) => read(entity).some((value) => matcher.keys(value).includes(key))));
      if (left === 0) truncated ||= hits.length < page.data.length || page.hasNextPage();
      page = left > 0 ? await page.nextPage() : undefined;
    }
    if (matches.length > 0 || left === 0) break;
  }
  matches.sort((a, b) => b.id - a.id);
  return Object.defineProperty(matches, 'truncated', { value: truncated }) as Found<T>;
}

interface Search {
  /** Name of the criterion, for errors. */
  readonly field: string;
  readonly text: string;
  readonly matcher: Matcher;
  /** The texts of an entity that the search is about. */
  read(entity: object): readonly string[];
}

async function searchOf(
  by: FindBy,
  country: string | undefined,
  ofAccount: Parameters<typeof loadPhoneMatcher>[1],
): Promise<Search> {
  const given = Object.entries(checkObject(by, 'by')).filter(([, value]) => value !== undefined);
  const [kind, value] = given[0] ?? [];
  if (given.length !== 1 || !['phone', 'email', 'name', 'field'].includes(kind as string))
    throw new InputError('by', 'must have exactly one of phone, email, name and field');
  if (kind === 'field') return fieldSearch(checkObject(value as FieldWithValue, 'field'));
  if (typeof value !== 'string') throw new InputError(kind as string, `must be text, got ${typeof value}`);
  const base = { field: kind as string, text: value };
  if (kind === 'name')
    return { ...base, matcher: textMatcher, read: (entity) => [(entity as { name?: string }).name ?? ''] };
  if (kind === 'email')
    return { ...base, matcher: emailMatcher, read: (entity) => textsOf(entity, (field) => isFieldOf('email', field)) };
  const matcher = await loadPhoneMatcher(country, ofAccount);
  return { ...base, matcher, read: (entity) => textsOf(entity, (field) => isFieldOf('phone', field)) };
}

function fieldSearch(given: FieldWithValue): Search {
  checkKeys(given, 'field', ['id', 'code', 'name', 'value']);
  const { id, code, name, value } = given;
  if ([id, code, name].filter((one) => one !== undefined).length !== 1)
    throw new InputError('field', 'must have exactly one of id, code and name');
  // Kommo's search does not find checkboxes.
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new InputError('field.value', `must be text or a number, got ${typeof value}`);
  const isIt = (field: HeldField): boolean =>
    id !== undefined
      ? field.field_id === id
      : code !== undefined
        ? field.field_code === code
        : field.field_name === name;
  return { field: 'field.value', text: String(value), matcher: textMatcher, read: (entity) => textsOf(entity, isIt) };
}
