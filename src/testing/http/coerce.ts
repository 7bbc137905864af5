import type { JsonSchema } from '../../util/operation-spec.js';
import type { QueryValue } from './php-query.js';
import { resolveSchema } from './schemas.js';

/**
 * Turns the strings of a query into what its schema names: numbers, booleans, lists.
 * What does not fit stays as it is, for the validator to refuse.
 */
export function coerceQuery(schema: JsonSchema, query: { [key: string]: QueryValue }): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  return Object.fromEntries(
    Object.entries(query).map(([key, value]) => {
      const own = properties[key];
      if (!own) return [key, value];
      const comma = key === 'with' && typesOf(resolveSchema(own)).includes('array');
      return [key, coerce(own, value, comma)];
    }),
  );
}

function coerce(schema: JsonSchema, value: QueryValue, comma = false): unknown {
  const target = resolveSchema(schema);
  const commaList = comma || schema['x-kommo-style'] === 'comma' || target['x-kommo-style'] === 'comma';
  if (commaList && typeof value === 'string') return coerceList(target, value === '' ? [] : value.split(','));
  // Kommo reads a comma list from one string. The same list in brackets is another type, which the validator refuses.
  if (commaList && !comma && typeof value === 'object') return Object.fromEntries(Object.entries(value));
  const branches = (target['oneOf'] ?? target['anyOf']) as JsonSchema[] | undefined;
  if (branches) return coerce(branchFor(branches, value), value);
  const types = typesOf(target);
  if (typeof value === 'string')
    return types.includes('array') && !types.includes('string') ? coerceList(target, [value]) : scalar(types, value);
  if (types.includes('array')) return coerceList(target, Array.isArray(value) ? value : Object.values(value));
  if (Array.isArray(value))
    return types.includes('object') ? coerceObject(target, Object.fromEntries(Object.entries(value))) : value;
  return types.includes('object') ? coerceObject(target, value) : value;
}

function coerceList(schema: JsonSchema, items: readonly QueryValue[]): unknown[] {
  const item = arraySchema(schema)['items'] as JsonSchema | undefined;
  return items.map((value) => (item ? coerce(item, value) : value));
}

/** The list variant of a schema that may also take a single value. */
function arraySchema(schema: JsonSchema): JsonSchema {
  if (schema['items']) return schema;
  const branches = ((schema['oneOf'] ?? schema['anyOf'] ?? []) as JsonSchema[]).map(resolveSchema);
  return branches.find((branch) => branch['items']) ?? schema;
}

function coerceObject(schema: JsonSchema, value: Record<string, QueryValue>): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  const others =
    typeof schema['additionalProperties'] === 'object' ? (schema['additionalProperties'] as JsonSchema) : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const own = properties[key] ?? others;
      return [key, own ? coerce(own, item) : item];
    }),
  );
}

function branchFor(branches: readonly JsonSchema[], value: QueryValue): JsonSchema {
  const wanted = typeof value === 'string' ? 'scalar' : Array.isArray(value) ? 'array' : 'object';
  const fits = (branch: JsonSchema): boolean => {
    const types = typesOf(resolveSchema(branch));
    if (wanted !== 'scalar') return types.includes(wanted);
    return types.some((type) => type !== 'array' && type !== 'object' && scalarFits(type, value as string));
  };
  // An object with any number keys is a list for PHP, so a list branch takes an object where there is no other.
  const list = wanted === 'object' ? branches.find((b) => typesOf(resolveSchema(b)).includes('array')) : undefined;
  return branches.find(fits) ?? list ?? (branches[0] as JsonSchema);
}

const scalarFits = (type: string, value: string): boolean =>
  type === 'string' || typeof scalar([type], value) !== 'string';

function scalar(types: readonly string[], value: string): unknown {
  if (types.includes('integer') && /^-?\d{1,16}$/.test(value)) return Number(value);
  if (types.includes('number') && /^-?\d{1,16}(\.\d+)?$/.test(value)) return Number(value);
  if (types.includes('boolean')) {
    if (value === '1' || value === 'true') return true;
    if (value === '0' || value === 'false') return false;
  }
  return value;
}

function typesOf(schema: JsonSchema): string[] {
  const type = schema['type'];
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type as string[];
  if (Array.isArray(schema['enum']))
    return [
      ...new Set((schema['enum'] as unknown[]).map((item) => (Number.isInteger(item) ? 'integer' : typeof item))),
    ];
  return schema['properties'] ? ['object'] : [];
}
