import { describe, expect, test } from 'vitest';
import { operations, schemas } from '../../src/generated/operations.js';
import { validator, withDefaults } from '../../src/util/json-schema.js';
import type { JsonSchema } from '../../src/util/operation-spec.js';

const problems = (schema: JsonSchema, value: unknown): string[] =>
  validator(schema, { refs: schemas })(value).map(({ path, message }) => `${path.join('.')}: ${message.split(',')[0]}`);

describe('validator', () => {
  test.each<[JsonSchema, unknown, string[]]>([
    [{ anyOf: [{ type: 'object' }, { type: 'array', items: {} }] }, { a: 1 }, []],
    [{ anyOf: [{ type: 'object' }, { type: 'array', items: {} }] }, [1], []],
    [{ anyOf: [{ type: 'object' }, { type: 'array', items: {} }] }, 1, [': must be of type object']],
    [
      {
        allOf: [
          { type: 'object', properties: { a: {} } },
          { type: 'object', properties: { b: {} } },
        ],
      },
      { a: 1, b: 2, c: 3 },
      ['c: is not known here; known: a'],
    ],
    [
      { oneOf: [{ type: 'integer' }, { type: 'object', properties: { from: { type: 'integer' } } }] },
      { from: 'x' },
      ['from: must be of type integer'],
    ],
    [
      { oneOf: [{ type: 'integer' }, { type: 'object', properties: { from: { type: 'integer' } } }] },
      { form: 1 },
      ['form: is not known here; known: from'],
    ],
    [{ type: 'object', additionalProperties: { type: 'integer' } }, { a: 1, b: 'x' }, ['b: must be of type integer']],
    [{ type: 'object', additionalProperties: false }, { a: 1 }, ['a: is not known here; known: nothing']],
    [{ type: 'object', properties: { a: {} }, required: ['a'] }, {}, ['a: is missing']],
    [{ type: 'array', maxItems: 1, items: {} }, [1, 2], [': must be 1 items at most']],
    [{ type: 'object', minProperties: 1, properties: { a: {} } }, {}, [': must be 1 keys or more']],
    [{ type: 'object', maxProperties: 1, additionalProperties: true }, { a: 1, b: 2 }, [': must be 1 keys at most']],
    [
      { type: 'object', propertyNames: { pattern: '^[0-9]+$' }, additionalProperties: { type: 'integer' } },
      { 1: 1, a: 1 },
      ['a: must match ^[0-9]+$'],
    ],
    [{ $ref: '#/$defs/LeadUpdate' }, {}, [': must be 1 keys or more']],
    [{ type: ['integer', 'null'] }, null, []],
    [{ const: 'x' }, 'y', [': must be one of x']],
    [{ type: 'integer' }, 2 ** 60, [': must be of type integer']],
    [{ $ref: '#/$defs/LeadUpdateItem' }, { id: 1, price: 5, nmae: 'x' }, ['nmae: is not known here; known: id']],
  ])('%j of %j', (schema, value, expected) => expect(problems(schema, value)).toEqual(expected));

  test('prototype names are no keys', () => {
    expect(
      problems({ type: 'object', properties: { a: {} }, required: ['toString'] }, JSON.parse('{"__proto__":1}')),
    ).toHaveLength(2);
  });

  test('what can not be checked is a problem, not an error', () => {
    const nested: unknown[] = [];
    let inner = nested;
    for (let i = 0; i < 100_000; i++) inner = inner[0] = [] as unknown[];
    const deep: JsonSchema = { type: 'array', items: { $ref: '#/$defs/Deep' } };
    const check = validator(deep, { refs: { Deep: deep } });
    expect(check(nested)[0]?.message).toMatch(/^can not be checked/);
    const halfPair = JSON.parse('{"\\ud800":1}') as unknown;
    for (const value of [halfPair, { a: undefined }])
      expect(validator({ type: 'object', properties: { a: {} } })(value)[0]?.message).toMatch(/^can not be checked/);
  });

  test('every word that the spec uses of requests is one that counts here', () => {
    const words = new Set<string>();
    const seen = new Set<unknown>();
    const walk = (node: unknown): void => {
      if (node === null || typeof node !== 'object' || seen.has(node)) return;
      seen.add(node);
      if (Array.isArray(node)) {
        node.forEach(walk);
        return;
      }
      for (const [word, value] of Object.entries(node)) {
        words.add(word);
        if (word === 'properties') Object.values(value).forEach(walk);
        else walk(word === '$ref' ? schemas[value.slice('#/$defs/'.length)] : value);
      }
    };
    for (const { pathParams, query, body } of operations) [pathParams, query, body].forEach(walk);
    for (const word of words) if (word.startsWith('x-')) words.delete(word);
    const known =
      `$ref additionalProperties allOf anyOf const default enum format items maxItems maxLength maxProperties maximum
      minItems minLength minProperties minimum oneOf pattern properties propertyNames required type`.split(/\s+/);
    expect([...words].filter((word) => !known.includes(word))).toEqual([]);
  });

  test('defaults are filled in, and the input stays as it was', () => {
    const input = {};
    const schema = { type: 'object', properties: { limit: { type: 'integer', default: 50 } } };
    expect(withDefaults(schema, input)).toEqual({ limit: 50 });
    expect(withDefaults(schema, { limit: 7 })).toEqual({ limit: 7 });
    expect(input).toEqual({});
  });

  test('a body of one empty item says what is missing, and never that nothing is known', () => {
    for (const { id, body } of operations) {
      if (!body) continue;
      const found = problems(body, body['type'] === 'array' ? [{ x_unknown: 1 }] : { x_unknown: 1 });
      expect(found.join(' '), id).not.toContain('known: nothing');
    }
  });

  test('true and false are schemas', () => {
    const check = validator({ type: 'object', properties: { a: true, b: false } } as JsonSchema);
    expect(check({ a: [{ x: 1 }] })).toEqual([]);
    expect(check({ b: 1 })).toHaveLength(1);
    expect(
      validator({ type: 'array', prefixItems: [{ type: 'integer' }], items: false } as JsonSchema)([1, 2]),
    ).toHaveLength(1);
  });
});
