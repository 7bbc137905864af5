import { schemas } from '../../src/generated/operations.js';
import type { JsonSchema } from '../../src/util/operation-spec.js';

type Properties = Readonly<Record<string, JsonSchema>>;

/** The least value that a schema takes: what is required, and one property more where nothing but an id is. */
export function minimal(schema: JsonSchema): unknown {
  const { $ref, allOf, oneOf, anyOf, type, enum: options, const: only } = schema;
  if (typeof $ref === 'string') return minimal(named($ref));
  if (only !== undefined) return only;
  if (Array.isArray(options)) return options[0];
  if (Array.isArray(allOf)) return object(merged(schema));
  for (const variants of [oneOf, anyOf]) if (Array.isArray(variants)) return minimal(variants[0] as JsonSchema);
  switch (Array.isArray(type) ? type[0] : type) {
    case 'array':
      return [minimal(schema['items'] as JsonSchema)];
    case 'string':
      return text(schema);
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return schema['minimum'] ?? 1;
    default:
      return object(schema);
  }
}

const named = (ref: string): JsonSchema => schemas[ref.slice('#/$defs/'.length)] as JsonSchema;

const text = ({ format, pattern, minLength }: JsonSchema): string =>
  format === 'uri' || String(pattern).startsWith('^http') ? 'https://example.com' : 'x'.repeat(Number(minLength ?? 1));

function object({ properties = {}, required = [] }: JsonSchema): Record<string, unknown> {
  const known = properties as Properties;
  const names: string[] = [...(required as readonly string[])];
  const more = Object.keys(known).find((name) => !names.includes(name) && name !== 'id' && name !== 'request_id');
  if (!names.some((name) => name !== 'id') && more !== undefined) names.push(more);
  return Object.fromEntries(names.map((name) => [name, minimal(known[name] as JsonSchema)]));
}

/** One object out of the parts of `allOf`. */
function merged(schema: JsonSchema): JsonSchema {
  const { $ref, allOf = [] } = schema;
  if (typeof $ref === 'string') return merged(named($ref));
  const parts = [schema, ...(allOf as JsonSchema[]).map(merged)];
  return {
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: [...new Set(parts.flatMap(({ required }) => (required as string[]) ?? []))],
  };
}
