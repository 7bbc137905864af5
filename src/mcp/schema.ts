import type { JsonSchema } from '../internal/operation-spec.js';

/** What is wrong, and where. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

interface At {
  readonly path: readonly (string | number)[];
  readonly issues: Issue[];
  readonly refs: Readonly<Record<string, JsonSchema>>;
  /** Part of a composed schema: unknown keys are the whole's business. */
  readonly part?: boolean;
}

/** Checks a value against a JSON Schema, closed to unknown keys; gives it back with defaults filled in. */
export function check(schema: JsonSchema, value: unknown, refs: At['refs'] = {}): { value: unknown; issues: Issue[] } {
  const issues: Issue[] = [];
  return { value: visit(schema, value, { path: [], issues, refs }), issues };
}

/** The same as a Standard Schema, which the MCP SDK takes; messages say how to repair a call. */
export function standardSchema(json: JsonSchema, { open = false } = {}) {
  const validate = (input: unknown) => {
    const { value, issues } = check(open ? { ...json, additionalProperties: true } : json, input);
    return issues.length > 0 ? { issues } : { value: value as Record<string, unknown> };
  };
  const jsonSchema = { input: () => json as Record<string, unknown>, output: () => json as Record<string, unknown> };
  const types = undefined as unknown as { input: Record<string, unknown>; output: Record<string, unknown> };
  return { '~standard': { version: 1 as const, vendor: 'kommo-sdk', validate, jsonSchema, types } };
}

/** `a.b[0].c`, as people write it. */
export const pathText = (path: readonly (string | number)[]): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('') || '(root)';

function visit(given: JsonSchema, value: unknown, at: At): unknown {
  const schema = target(given, at.refs);
  const say = (message: string): unknown => {
    at.issues.push({ path: at.path, message });
    return value;
  };
  const types = [schema['type'] ?? []].flat() as string[];
  if (types.length > 0 && !types.some((type) => isType(type, value)))
    return say(`must be ${types.map(article).join(' or ')}, got ${shown(value)}`);
  const choices = (schema['enum'] as unknown[] | undefined) ?? ('const' in schema ? [schema['const']] : undefined);
  if (choices && !choices.includes(value))
    return say(`must be one of ${choices.map(String).join(', ')}, got ${shown(value)}`);
  const limit = bounds(schema, value);
  if (limit) return say(limit);
  let out = value;
  if (Array.isArray(value) && schema['items'])
    out = value.map((item, i) =>
      visit(schema['items'] as JsonSchema, item, { ...at, path: [...at.path, i], part: false }),
    );
  if (isObject(value)) out = object(schema, value, at);
  for (const part of (schema['allOf'] as JsonSchema[] | undefined) ?? []) out = visit(part, out, { ...at, part: true });
  const branches = (schema['anyOf'] ?? schema['oneOf']) as JsonSchema[] | undefined;
  return branches ? best(branches, out, at) : out;
}

function object(schema: JsonSchema, value: Record<string, unknown>, at: At): unknown {
  const out: Record<string, unknown> = { ...value };
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  for (const [key, property] of Object.entries(properties)) {
    const path = [...at.path, key];
    if (Object.hasOwn(value, key) && value[key] !== undefined)
      out[key] = visit(property, value[key], { ...at, path, part: false });
    else if (property['default'] !== undefined) out[key] = property['default'];
    else if ((schema['required'] as string[] | undefined)?.includes(key))
      at.issues.push({ path, message: 'is missing' });
  }
  const rest = schema['additionalProperties'];
  const names = at.part || rest === true ? undefined : known(schema, at.refs);
  for (const key of Object.keys(value).filter((name) => !Object.hasOwn(properties, name))) {
    const path = [...at.path, key];
    if (isObject(rest)) out[key] = visit(rest, value[key], { ...at, path, part: false });
    else if (names && !names.has(key))
      at.issues.push({ path, message: `is not known here; known: ${[...names].join(', ') || 'nothing'}` });
  }
  return out;
}

// Of several shapes the one that the value comes closest to.
function best(branches: readonly JsonSchema[], value: unknown, at: At): unknown {
  const tried = branches.map((branch) => {
    const issues: Issue[] = [];
    return { issues, value: visit(branch, value, { ...at, issues, part: at.part ?? false }) };
  });
  const [closest] = tried.sort((a, b) => a.issues.length - b.issues.length || depth(b.issues) - depth(a.issues));
  at.issues.push(...(closest?.issues ?? []));
  return closest?.value;
}

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

// The keys that an object may have over all its parts; nothing where it is open.
function known(given: JsonSchema, refs: At['refs']): Set<string> | undefined {
  const schema = target(given, refs);
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((word) => (schema[word] as JsonSchema[] | undefined) ?? []);
  if (
    schema['additionalProperties'] === true ||
    (!schema['properties'] && parts.length === 0 && schema['additionalProperties'] !== false)
  )
    return undefined;
  const names = new Set(Object.keys((schema['properties'] ?? {}) as object));
  for (const part of parts) for (const name of known(part, refs) ?? []) names.add(name);
  return names;
}

function target(schema: JsonSchema, refs: At['refs']): JsonSchema {
  const ref = schema['$ref'];
  return typeof ref === 'string' ? target(refs[ref.slice('#/$defs/'.length)] ?? {}, refs) : schema;
}

function bounds(schema: JsonSchema, value: unknown): string | undefined {
  const of = (key: string): number => schema[key] as number;
  const size =
    typeof value === 'number' ? value : typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
  if (size === undefined) return undefined;
  const [low, high, unit] =
    typeof value === 'number'
      ? ['minimum', 'maximum', '']
      : typeof value === 'string'
        ? ['minLength', 'maxLength', ' characters']
        : ['minItems', 'maxItems', ' items'];
  if (size < of(low)) return `must be ${of(low)}${unit} or more, got ${size}`;
  if (size > of(high)) return `must be ${of(high)}${unit} at most, got ${size}; retry with ${of(high)}`;
  if (typeof value !== 'string') return undefined;
  if (schema['format'] === 'date' && new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) !== value)
    return 'must be a date as 2026-01-31';
  return schema['pattern'] && !new RegExp(schema['pattern'] as string).test(value)
    ? `must match ${schema['pattern']}`
    : undefined;
}

function isType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return type === 'null' ? value === null : typeof value === type && (type !== 'number' || Number.isFinite(value));
}

/** Whether a value is an object, and neither a list nor null. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const article = (type: string): string => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`);
const shown = (value: unknown): string =>
  (isObject(value) ? 'an object' : Array.isArray(value) ? 'a list' : JSON.stringify(value)?.slice(0, 40)) ?? 'nothing';
