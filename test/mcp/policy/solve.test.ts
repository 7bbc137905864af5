import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../src/generated/mcp.js';
import { fitsValue } from '../../../src/mcp/policy/conditions.js';
import { samplesOf } from '../../../src/mcp/policy/samples.js';
import { isMember, verdict } from '../../../src/mcp/policy/solve.js';
import type { JsonSchema } from '../../../src/util/operation-spec.js';

/** A generator of the same numbers in each run. */
function randoms(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const SCHEMAS: Readonly<Record<string, { schema: JsonSchema; values: readonly unknown[] }>> = {
  integers: {
    schema: { type: 'integer', minimum: 0, maximum: 12 },
    values: Array.from({ length: 15 }, (_, i) => i - 1),
  },
  numbers: { schema: { type: 'number', minimum: 0 }, values: Array.from({ length: 60 }, (_, i) => i / 4 - 1) },
  texts: { schema: { type: 'string', minLength: 1 }, values: ['', 'a', 'a\0', 'ab', 'b', 'ba', 'bb', 'x1', 'x2', 'z'] },
  choices: { schema: { type: 'string', enum: ['open', 'won', 'lost'] }, values: ['open', 'won', 'lost', 'x'] },
  flags: { schema: { type: 'boolean' }, values: [true, false] },
  lists: { schema: { type: 'array', items: { type: 'string' } }, values: [[], ['a'], ['a', 'b'], [1]] },
  anything: { schema: {}, values: [1, 2, 3.5, 'a', 'b', true, null, ['a'], {}] },
};
const OPS = ['eq', 'neq', 'in', 'not_in', 'lt', 'lte', 'gt', 'gte', 'contains', 'exists'] as const;

describe('whether conditions can hold', () => {
  test.each(Object.keys(SCHEMAS))(
    '%s: what is refused is met by no value, and what some value meets is not',
    (name) => {
      const { schema, values } = SCHEMAS[name] as (typeof SCHEMAS)[string];
      const pick = randoms(name.length);
      const valid = values.filter((value) => isMember(schema, value));
      const seen = { possible: 0, never: 0, unsure: 0 };
      for (let round = 0; round < 1500; round += 1) {
        const conditions = Array.from({ length: 1 + pick(4) }, (): Condition => {
          const op = OPS[pick(OPS.length)] as (typeof OPS)[number];
          const some = Array.from({ length: 1 + pick(4) }, () => values[pick(values.length)]);
          const value = /in$/.test(op) && op !== 'contains' ? some : op === 'exists' ? true : some[0];
          return { path: 'args.x', op, value };
        });
        const isMet = valid.some((value) => conditions.every((one) => one.op === 'exists' || fitsValue(one, value)));
        const found = verdict(conditions, name === 'anything' ? undefined : [schema], true);
        seen[found] += 1;
        if (isMet) expect(found, JSON.stringify(conditions)).not.toBe('never');
        // These values are all that there are, so that nothing stays in doubt.
        if (/integers|choices|flags/.test(name))
          expect(found, JSON.stringify(conditions)).toBe(isMet ? 'possible' : 'never');
      }
      expect(seen.possible).toBeGreaterThan(50);
      expect(seen.never).toBeGreaterThan(50);
    },
  );

  test.each([
    '^[A-Z]{2}-\\d{3,}$',
    'a|b|^c$',
    '(foo|bar)?baz',
    '^\\+55',
    '[^a-z]+',
    '\\p{Lu}\\p{Ll}+',
    '\\u{1F525}',
    '^\\w+@\\w{2,9}\\.(com|org)$',
    '(?:x(?:y|z){2})!',
    '[\\]\\-a]',
    '\\bword\\b',
    '.{5}',
    '^$',
    '\\$5',
    '\\(\\)\\{\\}\\[\\]',
    'é',
    '\\t',
    '\\x41\\cJ',
    '(?<year>20\\d\\d)',
    'a{2}?b*?c+?',
  ])('a text for %s is found', (pattern) => {
    const samples = samplesOf(pattern);
    expect(samples.length).toBeGreaterThan(0);
    for (const text of samples) expect(text).toMatch(new RegExp(pattern, 'u'));
  });

  test.each(['$x', 'x^', 'a\\bb', 'a{999999999}', '[^\\s\\S]', '^(a$)b'])('none is found for %s', (pattern) => {
    expect(samplesOf(pattern)).toEqual([]);
  });
});
