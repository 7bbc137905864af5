import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { schemas } from '../generated/operations.js';
import type { JsonSchema } from '../internal/operation-spec.js';

// References are absolute, so that any part of a schema can be compiled on its own.
const OPEN = 'kommo://spec/open';
const CLOSED = 'kommo://spec/closed';
const DEF = '#/$defs/';

/** Follows `$ref` until there is a schema with a body of its own. */
export function resolveSchema(schema: JsonSchema): JsonSchema {
  const ref = schema['$ref'];
  if (typeof ref !== 'string') return schema;
  const target = schemas[ref.slice(DEF.length)];
  if (!target) throw new Error(`no schema at ${ref}`);
  return resolveSchema(target);
}

let ajv: Ajv2020 | undefined;
const compiled = new WeakMap<JsonSchema, { open?: ValidateFunction; closed?: ValidateFunction }>();

/**
 * Compiles a schema of the operation table, once. `closed` refuses properties that the schema does not name,
 * unless it says `additionalProperties` itself.
 */
export function validator(schema: JsonSchema, mode: 'open' | 'closed'): ValidateFunction {
  const entry = compiled.get(schema) ?? {};
  compiled.set(schema, entry);
  entry[mode] ??= instance().compile(mode === 'closed' ? close(schema, CLOSED) : point(schema, OPEN));
  return entry[mode];
}

const branches = new WeakMap<JsonSchema, ValidateFunction>();

/** Compiles one alternative out of an error of a compiled schema. */
export function branchValidator(branch: JsonSchema): ValidateFunction {
  const known = branches.get(branch) ?? instance().compile(branch);
  branches.set(branch, known);
  return known;
}

function instance(): Ajv2020 {
  if (ajv) return ajv;
  // Verbose errors carry the alternatives that did not fit.
  ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, verbose: true });
  const open: Record<string, unknown> = {};
  const closed: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    open[name] = point(schema, OPEN);
    closed[name] = close(schema, CLOSED);
    // A part of `allOf` stays open, since its sisters bring properties too; the whole is closed around it.
    closed[`${name}.part`] = closeInside(schema, CLOSED);
  }
  ajv.addSchema({ $id: OPEN, $defs: open });
  ajv.addSchema({ $id: CLOSED, $defs: closed });
  return ajv;
}

type Mutable = Record<string, unknown>;

/** Points references into the document at `base`. */
function point(node: unknown, base: string): Mutable {
  return walk(node, (ref) => `${base}${ref}`) as Mutable;
}

function walk(node: unknown, map: (ref: string) => string): unknown {
  if (Array.isArray(node)) return node.map((item) => walk(item, map));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? map(value) : walk(value, map),
    ]),
  );
}

function close(schema: JsonSchema, base: string): Mutable {
  if (typeof schema['$ref'] === 'string') return { $ref: `${base}${schema['$ref']}` };
  const inside = closeInside(schema, base);
  const opens = 'additionalProperties' in schema || 'unevaluatedProperties' in schema;
  const own = 'properties' in schema || 'allOf' in schema;
  return own && !opens && !hasOpenPart(schema) ? { ...inside, unevaluatedProperties: false } : inside;
}

/** Closes what lies below the schema, not the schema itself. */
function closeInside(schema: JsonSchema, base: string): Mutable {
  const out: Mutable = {};
  const alternativesArePart = 'properties' in schema;
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$ref') out[key] = `${base}${value as string}.part`;
    else if (key === 'properties' || key === '$defs')
      out[key] = mapValues(value as Record<string, JsonSchema>, (s) => close(s, base));
    else if (key === 'items' || key === 'additionalProperties') out[key] = isSchema(value) ? close(value, base) : value;
    else if (key === 'allOf') out[key] = (value as JsonSchema[]).map((s) => closeInside(s, base));
    else if (key === 'oneOf' || key === 'anyOf') {
      out[key] = (value as JsonSchema[]).map((s) => (alternativesArePart ? closeInside(s, base) : close(s, base)));
    } else out[key] = value;
  }
  return out;
}

// `additionalProperties: true` in one part of `allOf` evaluates everything, but only where it is not behind a reference.
function hasOpenPart(schema: JsonSchema): boolean {
  const parts = (schema['allOf'] ?? []) as JsonSchema[];
  return parts.some((part) => 'additionalProperties' in resolveSchema(part));
}

const isSchema = (value: unknown): value is JsonSchema => value !== null && typeof value === 'object';

function mapValues<T, R>(record: Record<string, T>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
