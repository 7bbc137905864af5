import { type OutputUnit, type Schema, validate } from '@cfworker/json-schema';
import { isRecord } from './is-record.js';
import type { JsonSchema } from './operation-spec.js';

type Path = readonly (string | number)[];
type Refs = Readonly<Record<string, JsonSchema>>;
type Lookup = Record<string, JsonSchema>;

/** What is wrong with a value, and where. */
export interface Problem {
  /** From the value that was checked; the name of a missing or an unknown key included. */
  readonly path: Path;
  /** Goes on after the name of the place: `must be of type integer, got "x"`. */
  readonly message: string;
  /** The word of the schema that the value breaks: `type`, `required`, `additionalProperties`. */
  readonly keyword: string;
  /** The schema that this word stands in. */
  readonly schema: JsonSchema;
}

/** Options of {@link validator}. */
export interface ValidatorOptions {
  /** What `#/$defs/` of a `$ref` leads to. Default: nothing. */
  readonly refs?: Refs | undefined;
  /** Whether a key that the schema does not name is a problem. Default `refuse`. */
  readonly unknownKeys?: 'refuse' | 'accept' | undefined;
}

/**
 * A function that returns what is wrong with a value by a JSON Schema (draft 2020-12); an empty list if nothing is. It evaluates no
 * code, so it works if `eval` is forbidden. It checks JSON: `undefined` within a value is a problem.
 */
export function validator(
  schema: JsonSchema,
  { refs = NO_REFS, unknownKeys = 'refuse' }: ValidatorOptions = {},
): (value: unknown) => Problem[] {
  const { full, fast, roots } = documentOf(refs, unknownKeys);
  const root = roots.get(schema) ?? formsOf(unknownKeys === 'refuse' ? closed(schema, refs) : open(schema));
  roots.set(schema, root);
  return (value) => {
    try {
      // Most values fit, and this says so several times faster.
      if (validate(value, root.fast, DRAFT, fast, true).valid) return [];
      const { errors } = validate(value, root.full, DRAFT, full, false);
      return problemsOf(errors, { root: root.full as JsonSchema, lookup: full as Lookup, value });
    } catch (error) {
      // Nested too deeply, half a surrogate pair as a key, or no JSON.
      return [{ path: [], message: `can not be checked: ${(error as Error).message}`, keyword: '', schema }];
    }
  };
}

/** An object with the defaults that the schema has for keys that are left out. */
export function withDefaults(schema: JsonSchema, value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const filled = { ...value };
  for (const [key, property] of Object.entries((schema['properties'] ?? {}) as Refs))
    if (property['default'] !== undefined && !Object.hasOwn(filled, key)) filled[key] = property['default'];
  return filled;
}

type Output = Record<string, unknown>;
type Result = { readonly issues: readonly Pick<Problem, 'path' | 'message'>[] } | { readonly value: Output };

/** A JSON Schema with the interface of Standard Schema, which the MCP SDK accepts. `check` is by default what the schema says. */
export function standardSchema(json: JsonSchema, check: ValidatorOptions | ((input: unknown) => Result) = {}) {
  const jsonSchema = { input: () => json as Output, output: () => json as Output };
  return {
    '~standard': {
      version: 1 as const,
      vendor: 'kommo-sdk',
      validate: typeof check === 'function' ? check : bySchema(json, check),
      jsonSchema,
      types: {} as { input: Output; output: Output },
    },
  };
}

function bySchema(json: JsonSchema, options: ValidatorOptions): (input: unknown) => Result {
  const problemsIn = validator(json, options);
  return (input) => {
    // What counts is what JSON keeps of it: no `undefined`, and a text for a Date.
    const issues = problemsIn(input === undefined ? input : JSON.parse(JSON.stringify(input)));
    return issues.length > 0 ? { issues } : { value: input as Output };
  };
}

/** `a.b[0].c`, as people write it. */
export const pathText = (path: Path): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1);

const NO_REFS: Refs = {};
const DEFS = '#/$defs/';

const DRAFT = '2020-12';

/** A schema as the library reads it: with all that is wrong, and for the question whether anything is. */
interface Forms {
  readonly full: Schema;
  readonly fast: Schema;
}

interface Document {
  readonly full: Record<string, Schema>;
  readonly fast: Record<string, Schema>;
  /** Schemas that were asked for. */
  readonly roots: WeakMap<JsonSchema, Forms>;
}

const documents = { refuse: new WeakMap<Refs, Document>(), accept: new WeakMap<Refs, Document>() };

function documentOf(refs: Refs, unknownKeys: 'refuse' | 'accept'): Document {
  const known = documents[unknownKeys].get(refs);
  if (known) return known;
  const made: Document = { full: {}, fast: {}, roots: new WeakMap() };
  const add = (name: string, make: () => JsonSchema): void => {
    onUse(made.full, `${DEFS}${name}`, () => make() as Schema);
    onUse(made.fast, `${DEFS}${name}`, () => quick(made.full[`${DEFS}${name}`]) as Schema);
  };
  for (const [name, schema] of Object.entries(refs)) {
    add(name, () => (unknownKeys === 'refuse' ? closed(schema, refs) : open(schema)));
    // A part of `allOf` stays open, since its sisters bring properties too; the whole is closed around it.
    if (unknownKeys === 'refuse') add(`${name}${PART}`, () => closedInside(schema, refs));
  }
  documents[unknownKeys].set(refs, made);
  return made;
}

/** Defines a value that is made when it is first read. */
function onUse(holder: Record<string, Schema>, name: string, make: () => Schema): void {
  const get = (): Schema => {
    const value = make();
    Object.defineProperty(holder, name, { value });
    return value;
  };
  Object.defineProperty(holder, name, { get, enumerable: true, configurable: true });
}

const formsOf = (schema: JsonSchema): Forms => ({ full: schema as Schema, fast: quick(schema) as Schema });

/**
 * The library tries all of `anyOf`, also after one has fitted. Here the first that fits ends it, and constants, which tell alternatives
 * apart, come first. What fits this schema fits the other.
 */
function quick(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(quick);
  if (!isRecord(node)) return node;
  const { anyOf, allOf, ...rest } = node;
  const entries = Object.entries(rest).sort(([, a], [, b]) => Number(isConstant(b)) - Number(isConstant(a)));
  const copy = Object.fromEntries(entries.map(([key, value]) => [key, quick(value)]));
  const parts = Array.isArray(allOf) ? allOf.map(quick) : [];
  if (Array.isArray(anyOf)) parts.push(anyOf.map(quick).reduceRight((others, one) => ({ if: one, else: others })));
  return parts.length > 0 ? { ...copy, allOf: parts } : copy;
}

const isConstant = (schema: unknown): boolean => isRecord(schema) && 'const' in schema;

const PART = '.part';

/** A copy without the formats that are only remarks, in which integers are those that JavaScript can hold. */
function open(schema: JsonSchema): JsonSchema {
  return own(schema, open, open);
}

/** A copy that refuses keys that the schema does not name, unless it says itself what others may be. */
function closed(schema: JsonSchema, refs: Refs): JsonSchema {
  if (!isRecord(schema) || typeof schema['$ref'] === 'string') return schema;
  const inside = closedInside(schema, refs);
  const says = 'additionalProperties' in schema || 'unevaluatedProperties' in schema;
  if (says || !('properties' in schema || 'allOf' in schema) || hasOpenPart(schema, refs)) return inside;
  // Plain objects are closed the plain way; what is put together of parts has to know of all of them.
  const plain = !['allOf', 'oneOf', 'anyOf', 'if', 'not'].some((key) => key in schema);
  return { ...inside, [plain ? 'additionalProperties' : 'unevaluatedProperties']: false };
}

// Closes what lies below the schema, not the schema itself.
function closedInside(schema: JsonSchema, refs: Refs): JsonSchema {
  const whole = (part: JsonSchema): JsonSchema => closed(part, refs);
  const part = (one: JsonSchema): JsonSchema => closedInside(one, refs);
  const copy = own(schema, whole, part);
  return typeof copy['$ref'] === 'string' ? { ...copy, $ref: `${copy['$ref']}${PART}` } : copy;
}

// Alternatives are wholes, unless the schema has properties beside them. `true` and `false` are schemas too.
function own(schema: JsonSchema, whole: Copy, part: Copy): JsonSchema {
  if (!isRecord(schema)) return schema;
  const alternative = 'properties' in schema ? part : whole;
  const copy = Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
      if (key === 'format' && value !== 'date') return [];
      if (key === 'properties')
        return [[key, Object.fromEntries(Object.entries(value as Refs).map(([name, one]) => [name, whole(one)]))]];
      if (key === 'allOf') return [[key, (value as JsonSchema[]).map(part)]];
      if (key === 'oneOf' || key === 'anyOf') return [[key, (value as JsonSchema[]).map(alternative)]];
      const isSchema = isRecord(value) && (key === 'items' || key === 'additionalProperties');
      return [[key, isSchema ? whole(value) : value]];
    }),
  );
  if ([schema['type']].flat().includes('integer')) {
    copy['minimum'] ??= Number.MIN_SAFE_INTEGER;
    copy['maximum'] ??= Number.MAX_SAFE_INTEGER;
  }
  return copy;
}

type Copy = (schema: JsonSchema) => JsonSchema;

function hasOpenPart(schema: JsonSchema, refs: Refs): boolean {
  const parts = (schema['allOf'] ?? []) as JsonSchema[];
  return parts.some(
    (part) => isRecord(part) && 'additionalProperties' in resolve(part, (ref) => refs[ref.slice(DEFS.length)]),
  );
}

/** Follows `$ref` until there is a schema with a body of its own. */
export function resolve(schema: JsonSchema, find: (ref: string) => JsonSchema | undefined): JsonSchema {
  const ref = schema['$ref'];
  if (typeof ref !== 'string') return schema;
  const target = find(ref);
  if (target === undefined) throw new Error(`no schema at ${ref}`);
  return resolve(target, find);
}

interface Checked {
  readonly lookup: Lookup;
  readonly root: JsonSchema;
  readonly value: unknown;
}

// Words that only lead to the schemas below them, whose errors follow.
const WRAPPERS = new Set(
  '$ref allOf if items prefixItems properties patternProperties propertyNames dependentSchemas'.split(' '),
);
const isChoice = ({ keyword }: OutputUnit): boolean => keyword === 'oneOf' || keyword === 'anyOf';

function problemsOf(errors: readonly OutputUnit[], checked: Checked): Problem[] {
  const found: Problem[] = [];
  for (let i = 0; i < errors.length; i++) {
    const error = errors[i] as OutputUnit;
    const next = errors[i + 1];
    if (isChoice(error)) {
      let end = i + 1;
      // A schema `false` does not say where it stands, and follows the word that holds it.
      while (end < errors.length && isWithin(errors[end] as OutputUnit, error)) end++;
      found.push(...closest(error, errors.slice(i + 1, end), checked));
      i = end - 1;
    } else if (error.keyword === 'required') {
      const missing = missingKeys(error, checked);
      found.push(...missing);
      i += missing.length - 1;
    } else if (error.keyword.endsWith('Properties') && next?.keyword === 'false') {
      found.push(...unknownKey(error, next, checked));
      i++;
    } else if (!WRAPPERS.has(error.keyword) && error.keyword !== 'additionalProperties') {
      found.push(problemOf(error, checked));
    }
  }
  return found;
}

const isWithin = ({ keyword, keywordLocation }: OutputUnit, choice: OutputUnit): boolean =>
  keyword === 'false' || keywordLocation.startsWith(`${choice.keywordLocation}/`);

// What helps are the problems of the alternative that was meant: the one with the fewest.
function closest(choice: OutputUnit, errors: readonly OutputUnit[], checked: Checked): Problem[] {
  const branches = new Map<string, OutputUnit[]>();
  let branch = '';
  for (const error of errors) {
    const rest = error.keywordLocation.slice(choice.keywordLocation.length + 1);
    if (error.keyword !== 'false') branch = rest.split('/')[0] as string;
    const own = branches.get(branch) ?? [];
    own.push(error);
    branches.set(branch, own);
  }
  const depth = pathOf(choice.instanceLocation, checked.value).length;
  const tries = [...branches.values()].map((own) => problemsOf(own, checked));
  const [best] = tries.sort((a, b) => distance(a, depth) - distance(b, depth));
  // Without any, more than one alternative fits.
  return best && best.length > 0 ? best : [problemOf(choice, checked)];
}

// Another type altogether, and less so a constant that differs, says that another alternative is meant.
const distance = (problems: readonly Problem[], depth: number): number =>
  problems.reduce((sum, { keyword, path }) => {
    if (keyword === 'type' && path.length === depth) return sum + 10_000;
    return sum + (keyword === 'const' || keyword === 'enum' ? 100 : 1);
  }, 0);

// There is an error for each missing key, one after the other, and none says which.
function missingKeys({ keyword, keywordLocation, instanceLocation }: OutputUnit, checked: Checked): Problem[] {
  const schema = holderOf(keywordLocation, checked);
  const path = pathOf(instanceLocation, checked.value);
  const value = valueAt(path, checked.value) as object;
  const missing = (schema['required'] as string[]).filter((key) => !Object.hasOwn(value, key));
  return missing.map((key) => ({ path: [...path, key], message: 'is missing', keyword, schema }));
}

function unknownKey(error: OutputUnit, key: OutputUnit, checked: Checked): Problem[] {
  const path = pathOf(key.instanceLocation, checked.value);
  const schema = holderOf(error.keywordLocation, checked);
  const names = knownKeys(schema, checked.lookup);
  // A known key whose value is wrong counts as one that no part has accepted.
  if (names === undefined || names.includes(String(path.at(-1)))) return [];
  const message = `is not known here; known: ${names.join(', ') || 'nothing'}`;
  return [{ path, message, keyword: 'additionalProperties', schema }];
}

// The keys that an object may have over all its parts; nothing if any key may stand there.
function knownKeys(given: JsonSchema, lookup: Lookup): string[] | undefined {
  const schema = resolve(given, (ref) => lookup[ref]) as Record<string, unknown>;
  const { properties, additionalProperties: rest, unevaluatedProperties: others } = schema;
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => (schema[key] ?? []) as JsonSchema[]);
  const names = parts
    .filter((part) => mayBeObject(resolve(part, (ref) => lookup[ref])))
    .map((part) => knownKeys(part, lookup));
  const bare = !properties && names.length === 0 && rest !== false && others !== false;
  if (rest === true || bare || names.some((own) => own === undefined)) return undefined;
  return [...Object.keys((properties as object | undefined) ?? {}), ...names.flatMap((own) => own ?? [])];
}

const mayBeObject = ({ type = 'object' }: JsonSchema): boolean => [type].flat().includes('object');

function problemOf({ keyword, keywordLocation, instanceLocation, error }: OutputUnit, checked: Checked): Problem {
  const path = pathOf(instanceLocation, checked.value);
  const schema = holderOf(keywordLocation, checked);
  const isName = keywordLocation.includes('/propertyNames/');
  const value = isName ? path.at(-1) : valueAt(path, checked.value);
  return { path, message: messageOf(keyword, schema, value) ?? error, keyword, schema };
}

function messageOf(keyword: string, schema: JsonSchema, value: unknown): string | undefined {
  const kind = Array.isArray(value) ? 'an array' : isRecord(value) ? 'an object' : undefined;
  const got = `got ${kind ?? JSON.stringify(value)?.slice(0, 40)}`;
  const bound = schema[keyword];
  const types = [schema['type']].flat();
  const unsafe = types.includes('integer') && typeof value === 'number' && !Number.isSafeInteger(value);
  if (keyword === 'type' || unsafe) return `must be of type ${types.join(' or ')}, ${got}`;
  if (keyword === 'enum' || keyword === 'const') return `must be one of ${[bound].flat().join(', ')}, ${got}`;
  if (keyword === 'pattern') return `must match ${bound}, ${got}`;
  if (keyword === 'format') return `must be a date as 2026-01-31, ${got}`;
  const [size, unit] = sizeOf(value);
  if (/^min/.test(keyword)) return `must be ${bound}${unit} or more, got ${size}`;
  return /^max/.test(keyword) ? `must be ${bound}${unit} at most, got ${size}; retry with ${bound}` : undefined;
}

// What `minimum`, `minLength` and their like speak of.
function sizeOf(value: unknown): [size: unknown, unit: string] {
  if (typeof value === 'string') return [value.length, ' characters'];
  if (Array.isArray(value)) return [value.length, ' items'];
  return isRecord(value) ? [Object.keys(value).length, ' keys'] : [value, ''];
}

/** The schema that a word stands in, by a path such as `#/properties/name/$ref/type`. */
function holderOf(location: string, { root, lookup }: Checked): JsonSchema {
  const steps = location.split('/').slice(1, -1).map(stepOf);
  return steps.reduce<JsonSchema>(
    (at, step) => (step === '$ref' ? lookup[at['$ref'] as string] : at[step]) as JsonSchema,
    root,
  );
}

const valueAt = (path: Path, value: unknown): unknown => path.reduce<unknown>((at, key) => (at as Output)[key], value);

function pathOf(location: string, value: unknown): (string | number)[] {
  let at = value;
  return location
    .split('/')
    .slice(1)
    .map(stepOf)
    .map((step) => {
      const key = Array.isArray(at) ? Number(step) : step;
      at = (at as Output | undefined)?.[key];
      return key;
    });
}

const stepOf = (step: string): string => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
