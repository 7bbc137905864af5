import { isRecord } from './is-record.js';
import type { JsonSchema } from './operation-spec.js';

type Path = readonly (string | number)[];
type Refs = Readonly<Record<string, JsonSchema>>;

/** What is wrong, and where. */
export interface Issue {
  readonly path: Path;
  readonly message: string;
}

/** Checks a value against a JSON Schema, with defaults filled in; unless `open`, keys that it does not know are wrong. */
export function check(
  root: JsonSchema,
  given: unknown,
  refs: Refs = {},
  open = false,
): { value: unknown; issues: Issue[] } {
  // Parts of a composed schema leave unknown keys to the whole.
  const visit = (at: JsonSchema, value: unknown, path: Path, issues: Issue[], part = open): unknown => {
    const schema = target(at, refs);
    const problem = problemOf(schema, value);
    if (problem) {
      issues.push({ path, message: problem });
      return value;
    }
    const {
      items,
      allOf = [],
      anyOf,
      oneOf,
    } = schema as Record<'allOf' | 'anyOf' | 'oneOf', JsonSchema[]> & { items?: JsonSchema };
    let out = value;
    if (Array.isArray(value) && items) out = value.map((item, i) => visit(items, item, [...path, i], issues));
    if (isRecord(value)) out = members(schema, value, path, issues, part);
    for (const one of allOf) out = visit(one, out, path, issues, true);
    const branches = (anyOf ?? oneOf ?? []).map((one) => {
      const own: Issue[] = [];
      return { own, value: visit(one, out, path, own, true) };
    });
    const score = (own: Issue[]): number => own.length - (own[0]?.path.length ?? 0) / 100;
    const [best] = branches.sort((a, b) => score(a.own) - score(b.own));
    issues.push(...(best?.own ?? []));
    return best ? best.value : out;
  };
  const members = (
    schema: JsonSchema,
    value: Record<string, unknown>,
    path: Path,
    issues: Issue[],
    part: boolean,
  ): unknown => {
    const out = { ...value };
    const {
      properties = {},
      required = [],
      additionalProperties: rest,
      propertyNames,
    } = schema as {
      properties?: Refs;
      required?: string[];
      additionalProperties?: unknown;
      propertyNames?: JsonSchema;
    };
    for (const key of propertyNames ? Object.keys(value) : []) visit(propertyNames ?? {}, key, [...path, key], issues);
    for (const [key, property] of Object.entries(properties)) {
      if (Object.hasOwn(value, key)) out[key] = visit(property, value[key], [...path, key], issues);
      else if (property['default'] !== undefined) out[key] = property['default'];
    }
    for (const key of required)
      if (!Object.hasOwn(value, key)) issues.push({ path: [...path, key], message: 'is missing' });
    const names = part ? undefined : known(schema, refs);
    for (const key of Object.keys(value).filter((name) => !Object.hasOwn(properties, name))) {
      if (isRecord(rest)) out[key] = visit(rest, value[key], [...path, key], issues);
      else if (names && !names.includes(key))
        issues.push({ path: [...path, key], message: `is not known here; known: ${names.join(', ') || 'nothing'}` });
    }
    return out;
  };
  const issues: Issue[] = [];
  return { value: visit(root, given, [], issues), issues };
}

/** The same as a Standard Schema, which the MCP SDK takes; messages say how to repair a call. `ignores` are keys that are dropped. */
export function standardSchema(
  json: JsonSchema,
  { open = false, ignores = [] }: { open?: boolean; ignores?: readonly string[] | undefined } = {},
) {
  type Output = Record<string, unknown>;
  const validate = (input: unknown): { issues: Issue[] } | { value: Output } => {
    const { value, issues } = check(json, isRecord(input) ? without(input, ignores) : input, {}, open);
    return issues.length > 0 ? { issues } : { value: value as Output };
  };
  const jsonSchema = { input: () => json as Output, output: () => json as Output };
  return {
    '~standard': {
      version: 1 as const,
      vendor: 'kommo-sdk',
      validate,
      jsonSchema,
      types: {} as { input: Output; output: Output },
    },
  };
}

const without = (object: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

/** `a.b[0].c`, as people write it. */
export const pathText = (path: Path): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1);

const target = (schema: JsonSchema, refs: Refs): JsonSchema =>
  typeof schema['$ref'] === 'string' ? target(refs[schema['$ref'].slice('#/$defs/'.length)] ?? {}, refs) : schema;

const mayBeObject = ({ type = 'object' }: JsonSchema): boolean => [type].flat().includes('object');

// The keys that an object may have over all its parts; nothing where it is open.
function known(given: JsonSchema, refs: Refs): string[] | undefined {
  const schema = target(given, refs) as Record<string, JsonSchema[] | undefined>;
  const parts = [...(schema['allOf'] ?? []), ...(schema['anyOf'] ?? []), ...(schema['oneOf'] ?? [])];
  const { properties, additionalProperties: rest } = schema as { properties?: object; additionalProperties?: unknown };
  const names = parts.filter((part) => mayBeObject(target(part, refs))).map((part) => known(part, refs));
  const bare = !properties && names.length === 0 && rest !== false;
  if (rest === true || bare || names.some((own) => own === undefined)) return undefined;
  return [...Object.keys(properties ?? {}), ...names.flatMap((own) => own ?? [])];
}

function problemOf(schema: JsonSchema, value: unknown): string | undefined {
  const types = [schema['type'] ?? []].flat() as string[];
  const got = `got ${typeof value === 'object' && value !== null ? 'something else' : JSON.stringify(value)?.slice(0, 40)}`;
  if (types.length > 0 && !types.some((type) => isType(type, value)))
    return `must be of type ${types.join(' or ')}, ${got}`;
  const choices = (schema['enum'] ?? ('const' in schema ? [schema['const']] : undefined)) as unknown[] | undefined;
  if (choices && !choices.includes(value)) return `must be one of ${choices.join(', ')}, ${got}`;
  const [kind, unit, size] = sizeOf(value);
  const [low, high] = [schema[`min${kind}`], schema[`max${kind}`]] as (number | undefined)[];
  if (low !== undefined && size < low) return `must be ${low}${unit} or more, got ${size}`;
  if (high !== undefined && size > high) return `must be ${high}${unit} at most, got ${size}; retry with ${high}`;
  if (typeof value !== 'string') return undefined;
  if (schema['format'] === 'date' && !isDate(value)) return `must be a date as 2026-01-31, ${got}`;
  return schema['pattern'] && !new RegExp(String(schema['pattern'])).test(value)
    ? `must match ${schema['pattern']}, ${got}`
    : undefined;
}

// What `minimum`, `minLength` and their like speak of.
function sizeOf(value: unknown): [kind: string, unit: string, size: number] {
  if (typeof value === 'number') return ['imum', '', value];
  if (typeof value === 'string') return ['Length', ' characters', value.length];
  if (Array.isArray(value)) return ['Items', ' items', value.length];
  return isRecord(value) ? ['Properties', ' keys', Object.keys(value).length] : ['', '', Number.NaN];
}

// Date rolls 31 February over; a date that there is comes back as it was.
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isRecord(value);
  return type === 'null' ? value === null : typeof value === type;
}
