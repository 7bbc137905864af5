import { schemas } from '../../generated/operations.js';
import { isRecord } from '../../util/is-record.js';
import type { JsonSchema } from '../../util/operation-spec.js';

/** A schema as plain ones: references followed, choices apart, a list as its items. */
export function formsOf(schema: JsonSchema | undefined, depth = 0): JsonSchema[] {
  if (!schema || depth > 12) return [];
  const { $ref, anyOf, oneOf, allOf, items } = schema;
  if (typeof $ref === 'string') return formsOf(schemas[$ref.slice('#/$defs/'.length)], depth + 1);
  const choices = [anyOf, oneOf, allOf].flatMap((list) => (Array.isArray(list) ? (list as JsonSchema[]) : []));
  const own = choices.length > 0 && schema['properties'] === undefined ? [] : [schema];
  const inner = isRecord(items) ? formsOf(items, depth + 1) : [];
  return [...own, ...choices.flatMap((one) => formsOf(one, depth + 1)), ...inner];
}

/** The properties of a schema; none if it has none. */
export const propertiesOf = (schema: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
