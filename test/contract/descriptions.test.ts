import { expect, test } from 'vitest';
import { loadSpec, operationsOf, resolve, type Schema } from '../../scripts/generate/spec.js';

const docs = await Promise.all(['openapi/kommo.yaml', 'openapi/files.yaml', 'openapi/chats.yaml'].map(loadSpec));

test('every operation has a description', () => {
  const without = docs.flatMap((doc) => operationsOf(doc).filter(({ operation }) => !operation.description));
  expect(without.map(({ operation }) => operation.operationId)).toEqual([]);
});

test('every property that a user writes has a description', () => {
  const missing = new Set<string>();
  let count = 0;
  for (const doc of docs) {
    const seen = new Set<Schema>();
    const visit = (given: unknown, where: string): void => {
      if (typeof given !== 'object' || given === null) return;
      const { $ref } = given as Schema;
      const schema = resolve<Schema>(doc, given as Schema);
      const name = $ref?.split('/').at(-1) ?? where;
      if (seen.has(schema)) return;
      seen.add(schema);
      for (const [key, property] of Object.entries(schema.properties ?? {})) {
        count++;
        if (!property['description'] && !resolve<Schema>(doc, property)['description']) missing.add(`${name}.${key}`);
        visit(property, `${name}.${key}`);
      }
      visit(schema.items, name);
      visit(schema['additionalProperties'], name);
      for (const key of ['allOf', 'anyOf', 'oneOf'])
        for (const part of (schema[key] ?? []) as Schema[]) visit(part, name);
    };
    for (const { operation } of operationsOf(doc))
      for (const { schema } of Object.values(operation.requestBody?.content ?? {}))
        visit(schema, operation.operationId);
  }
  expect([...missing]).toEqual([]);
  expect(count).toBeGreaterThan(900);
});
