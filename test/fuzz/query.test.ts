import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../src/index.js';
import { serializeQuery } from '../../src/transport/request.js';
import { type PhpValue, parsePhp } from './php-parser.js';

const RUNS = 5_000;

// A lone half of a surrogate pair is no text, and can't be sent.
const text = fc.string({ unit: 'grapheme' });
// The value of a moment may be refused, as milliseconds.
const key = fc.oneof(
  fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/).filter((name) => !name.endsWith('_at')),
  fc.constantFrom('filter', 'id', '__proto__', 'constructor', 'a b', 'a&b', 'ключ', 'x=y', '0'),
);
const item = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
  fc.constantFrom('', ' ', 'a&b=c', '[x]', '+', '%', '😀'),
);
const gap = fc.constantFrom(undefined, null);
const leaf = fc.oneof(item, gap);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(item, { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: false }),
    fc.array(fc.dictionary(key, leaf, { minKeys: 1, maxKeys: 3, noNullPrototype: false }), { maxLength: 3 }),
  ),
}));
const params = fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: false });

/** What PHP should find, said without the serializer: empty things are left out. */
function expected(given: unknown, path: string): PhpValue | undefined {
  if (given === undefined || given === null) return undefined;
  if (given instanceof Date) return String(Math.floor(given.getTime() / 1000));
  if (typeof given === 'boolean') return given ? '1' : '0';
  if (typeof given !== 'object') return String(given);
  const found = new Map<string, PhpValue>();
  for (const [name, member] of Object.entries(given)) {
    const inner = expected(member, `${path}.${name}`);
    if (inner !== undefined) found.set(name, inner);
  }
  return found.size === 0 ? undefined : found;
}

/** Whether a filter is null, or holds a null, an empty text, an empty list or an object without a value, at any depth. It is refused, since left out it would widen the filter. */
const holdsNothing = (given: unknown): boolean =>
  given === null ||
  (typeof given === 'string' && given.trim() === '') ||
  (typeof given === 'object' && Object.values(given).some((one) => isNothing(one) || holdsNothing(one)));
const isNothing = (one: unknown): boolean =>
  one === null ||
  (typeof one === 'object' &&
    !(one instanceof Date) &&
    Object.values(one as object).every((inner) => inner === undefined));

/** Whether there is an empty list at any depth. */
const holdsEmptyList = (given: unknown): boolean =>
  typeof given === 'object' &&
  given !== null &&
  ((Array.isArray(given) && given.length === 0) || Object.values(given).some(holdsEmptyList));

test('what is written is what PHP reads', () => {
  fc.assert(
    fc.property(params, (given) => {
      if (holdsNothing(given['filter']) || holdsEmptyList(given)) {
        expect(() => serializeQuery(given)).toThrow(InputError);
        return;
      }
      const query = serializeQuery(given);
      const want = expected({ ...given }, '') ?? new Map();
      expect(parsePhp(query)).toEqual(want);
      // URLs write a quote as %27; PHP reads the same.
      expect(parsePhp(new URL(`https://acme.kommo.com/?${query}`).search.slice(1))).toEqual(want);
    }),
    { numRuns: RUNS },
  );
});

test('a list that holds undefined or null is refused by name: left out, the item would widen a filter', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 4 }), gap, fc.array(leaf, { maxLength: 4 }), (before, missing, after) => {
      const list = [...before, missing, ...after];
      const field = `filter.id.${before.length}`;
      for (const comma of [[], ['filter.id']])
        expect(() => serializeQuery({ filter: { id: list } }, comma)).toThrow(expect.objectContaining({ field }));
    }),
    { numRuns: RUNS },
  );
});

test('comma lists give back their items', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z_]+$/), { minLength: 1 }), (names) => {
      expect(parsePhp(serializeQuery({ with: names })).get('with')).toBe(names.join(','));
      expect(parsePhp(serializeQuery({ f: { ids: names } }, ['f.ids'])).get('f')).toEqual(
        new Map([['ids', names.join(',')]]),
      );
    }),
    { numRuns: RUNS },
  );
});

test('anything at all is written or refused by name, and leaves prototypes alone', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (given) => {
      try {
        expect(typeof serializeQuery({ x: given })).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
    { numRuns: RUNS },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});
