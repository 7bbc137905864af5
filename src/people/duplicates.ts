import { InputError } from '../errors.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkKeys, checkObject } from '../util/check.js';
import type { PhoneOptions } from './find.js';
import { emailMatcher, loadPhoneMatcher } from './matcher.js';
import { isFieldOf, type PersonKey, textsOf } from './values.js';

/** What to compare. */
export interface DuplicatesParams extends PhoneOptions {
  /** What duplicates share: a phone or an e-mail. */
  by: PersonKey;
  /** Called after each page with the number of entities that were read. */
  onProgress?: ((read: number) => void) | undefined;
}

/** A contact or company that shares a phone or an e-mail with others. */
export interface Duplicate {
  readonly id: number;
  readonly name: string;
  /** The phone or e-mail as it is stored. */
  readonly value: string;
  readonly responsible_user_id: number;
  /** Unix seconds. */
  readonly created_at: number;
  /** Unix seconds. */
  readonly updated_at: number;
}

/** Two or more contacts, or companies, that share a phone or an e-mail. */
export interface DuplicateGroup {
  /** Whether they share a phone or an e-mail. */
  readonly by: PersonKey;
  /** What they share: a number such as `+5511912345678`, or an e-mail in small letters. */
  readonly key: string;
  /** The oldest first. */
  readonly entities: readonly Duplicate[];
}

/** A list that can have duplicates, and the country of its account. */
export interface Listable<T> {
  list(params: { limit: number }, options?: ListOptions): PagePromise<T>;
  country(options?: RequestOptions): Promise<string | undefined>;
}

/**
 * Reads all entities once, and then yields the groups, the largest first. An entity with two shared values is in two groups.
 * @throws InputError on an unknown parameter or country, and what the reads throw
 */
export async function* duplicates<T extends Omit<Duplicate, 'value'>>(
  source: Listable<T>,
  params: DuplicatesParams,
  options: RequestOptions = {},
): AsyncGenerator<DuplicateGroup, void, undefined> {
  const { by, country, onProgress } = checkObject(params, 'params');
  checkKeys(params, 'params', ['by', 'country', 'onProgress']);
  if (by !== 'phone' && by !== 'email') throw new InputError('by', "must be 'phone' or 'email'");
  const matcher = by === 'email' ? emailMatcher : await loadPhoneMatcher(country, () => source.country(options));
  const groups = new Map<string, Duplicate[]>();
  // An entity comes twice if the pages move during the read.
  const seen = new Set<number>();
  let read = 0;
  for await (const page of source.list({ limit: 250 }, { ...options, concurrency: 4 }).pages()) {
    for (const entity of page.data) {
      const { id, name, responsible_user_id, created_at, updated_at } = entity;
      if (seen.has(id)) continue;
      seen.add(id);
      // An entity that has a number twice is not a duplicate of itself.
      const values = textsOf(entity, (field) => isFieldOf(by, field));
      const own = new Map(values.flatMap((value) => matcher.keys(value).map((key) => [key, value])));
      for (const [key, value] of own) {
        const one = { id, name, value, responsible_user_id, created_at, updated_at };
        const group = groups.get(key);
        if (group) group.push(one);
        else groups.set(key, [one]);
      }
    }
    read += page.data.length;
    onProgress?.(read);
  }
  const shared = [...groups].filter(([, group]) => group.length > 1).sort(([, a], [, b]) => b.length - a.length);
  for (const [key, group] of shared) yield { by, key, entities: group.sort((a, b) => a.id - b.id) };
}
