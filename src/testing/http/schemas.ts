import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { schemas } from '../../generated/operations.js';
import type { JsonSchema } from '../../util/operation-spec.js';

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

type Mode = 'open' | 'closed';

interface Compiled {
  fast?: ValidateFunction;
  full?: ValidateFunction;
}

const compiled = { open: new WeakMap<JsonSchema, Compiled>(), closed: new WeakMap<JsonSchema, Compiled>() };

/**
 * What is wrong with a value, by a schema of the operation table; nothing if it fits. `closed` refuses properties that the
 * schema does not name, unless it says `additionalProperties` itself.
 */
export function errorsOf(schema: JsonSchema, mode: Mode, value: unknown): readonly ErrorObject[] {
  const entry = compiled[mode].get(schema) ?? {};
  compiled[mode].set(schema, entry);
  const prepare = (): Mutable => (mode === 'closed' ? close(schema, CLOSED) : point(schema, OPEN));
  // Most values fit, and a validator that stops at the first error tells so several times faster.
  entry.fast ??= instance('fast').compile(prepare());
  if (entry.fast(value)) return [];
  entry.full ??= instance('full').compile(prepare());
  return entry.full(value) ? [] : (entry.full.errors ?? []);
}

/** Compiles a schema of the operation table; see {@link errorsOf}, which is quicker where most values fit. */
export function validator(schema: JsonSchema, mode: Mode): ValidateFunction {
  return instance('full').compile(mode === 'closed' ? close(schema, CLOSED) : point(schema, OPEN));
}

const branches = new WeakMap<JsonSchema, ValidateFunction>();

/** What is wrong with a value by one alternative out of an error of {@link errorsOf}. */
export function branchErrors(branch: JsonSchema, value: unknown): readonly ErrorObject[] {
  const known = branches.get(branch) ?? instance('full').compile(branch);
  branches.set(branch, known);
  return known(value) ? [] : (known.errors ?? []);
}

const instances: { fast?: Ajv2020; full?: Ajv2020 } = {};

function instance(kind: 'fast' | 'full'): Ajv2020 {
  const known = instances[kind];
  if (known) return known;
  // Verbose errors carry the alternatives that did not fit.
  const more = kind === 'full' ? { allErrors: true, verbose: true } : {};
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    validateSchema: false,
    code: { optimize: false },
    ...more,
  });
  instances[kind] = ajv;
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
  if (!own || opens || hasOpenPart(schema)) return inside;
  // Plain objects are closed the plain way, which is quicker; what is put together of parts needs to know of all of them.
  const plain = !['allOf', 'oneOf', 'anyOf', 'if', 'not'].some((key) => key in schema);
  return { ...inside, [plain ? 'additionalProperties' : 'unevaluatedProperties']: false };
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
