import { InputError } from '../errors.js';
import { emailMatcher, loadPhoneMatcher, type Matcher } from '../people/matcher.js';
import { isFieldOf, type PersonKey, textsOf } from '../people/values.js';

/** What makes an input and an entity the same. */
export type UpsertKey<Entity, Create> =
  | PersonKey
  | {
      /** Text to search for, or undefined if the input has none. */
      input(input: Create): string | undefined;
      /** Every key that the entity answers to. */
      entity(entity: Entity): readonly string[];
    };

/** How keys are read. */
export interface Keys<Entity, Create> {
  /** The text that an input is known by, or undefined if it has none. */
  ofInput(input: Create): string | undefined;
  /** The texts that an entity is known by. */
  ofEntity(entity: Entity): readonly string[];
  /** How the texts compare. */
  readonly matcher: Matcher;
  /** The field that holds them, if it can hold several. */
  readonly field?: PersonKey | undefined;
  /** The fields whose values an update adds to, with how these compare. */
  readonly kept: ReadonlyMap<PersonKey, Matcher>;
}

const exactly: Matcher = {
  key: (text) => text || undefined,
  keys: (text) => (text ? [text] : []),
  queries: (text) => [text],
};

/**
 * Reads a key by its name, or by the functions given.
 * @throws InputError on another key, or on an unknown country
 */
export async function keysOf<Entity, Create>(
  key: UpsertKey<Entity, Create>,
  country: string | undefined,
  ofAccount: () => Promise<string | undefined>,
): Promise<Keys<Entity, Create>> {
  if (key === 'phone') return byField(key, await loadPhoneMatcher(country, ofAccount));
  // Phones are only added here, so the run continues even if the account can't be read.
  if (key === 'email') return byField(key, await loadPhoneMatcher(country, () => ofAccount().catch(() => undefined)));
  if (typeof key?.input !== 'function' || typeof key.entity !== 'function') {
    throw new InputError('key', "must be 'email', 'phone' or { input, entity } functions");
  }
  return {
    ofInput: (input) => key.input(input),
    ofEntity: (entity) => key.entity(entity),
    matcher: exactly,
    kept: new Map(),
  };
}

function byField<Entity, Create>(field: PersonKey, phones: Matcher): Keys<Entity, Create> {
  const matcher = field === 'phone' ? phones : emailMatcher;
  const read = (holder: unknown): string[] => textsOf(holder as object, (one) => isFieldOf(field, one));
  return {
    ofInput: (input) => read(input).find((text) => matcher.key(text) !== undefined),
    ofEntity: read,
    matcher,
    field,
    kept: new Map([
      ['phone', phones],
      ['email', emailMatcher],
    ]),
  };
}
