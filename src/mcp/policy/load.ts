import { InputError } from '../../errors.js';
import { type Condition, type PolicyDocument, tables } from '../../generated/mcp.js';
import { isRecord } from '../../util/is-record.js';
import { pathText, validator } from '../../util/json-schema.js';
import type { JsonSchema } from '../../util/operation-spec.js';
import { MAX_SECONDS } from '../../util/time.js';
import { fitsValue } from './conditions.js';
import type { Catalogue } from './policy.js';

/**
 * Reads a policy strictly: unknown keys and names, keys that stand twice, and conditions that can never hold are refused.
 * A bare map of rules, as `{ "get_loss_reasons": {} }`, is a policy that denies everything else.
 * @throws InputError that names the place, as `policy.tools.get_leads.limits[0].window`
 */
export function readPolicy(given: unknown, catalogue: Catalogue): PolicyDocument {
  const { $defs, ...root } = tables.policy;
  const parsed = typeof given === 'string' ? parseStrictly(given, 'policy') : given;
  const policy = (isBare(parsed) ? { version: '1', default: 'deny', tools: parsed } : parsed) as PolicyDocument;
  const [issue] = validator(root, { refs: $defs as Record<string, JsonSchema> })(policy);
  if (issue) throw new InputError(pathText(['', 'policy', ...issue.path].slice(1)), issue.message);
  policy.hide?.forEach((name, i) => {
    checkName(name, `policy.hide[${i}]`, catalogue);
  });
  for (const [name, rule] of Object.entries(policy.tools ?? {})) {
    checkName(name, `policy.tools.${name}`, catalogue);
    walk(rule, `policy.tools.${name}`, (place, condition) => checkCondition(place, condition, name, catalogue));
    const { deny_if = [], require = [], approval } = rule;
    deny_if.forEach(({ conditions }, i) => {
      checkTogether(`policy.tools.${name}.deny_if[${i}].conditions`, conditions);
    });
    require.forEach((clause, i) => {
      if ('conditions' in clause) checkTogether(`policy.tools.${name}.require[${i}].conditions`, clause.conditions);
    });
    if (typeof approval === 'object') checkTogether(`policy.tools.${name}.approval.if`, approval.if ?? []);
    rule.limits?.forEach(({ increment_from: path }, i) => {
      if (path) checkSum(`policy.tools.${name}.limits[${i}].increment_from`, path, name, catalogue);
    });
  }
  return policy;
}

// A name that is misspelled is still a name.
const isBare = (given: unknown): boolean =>
  isRecord(given) &&
  Object.keys(given).length > 0 &&
  Object.entries(given).every(
    ([key, rule]) => isRecord(rule) && !Object.hasOwn(tables.policy['properties'] as object, key),
  );

/** JSON in which no key stands twice. A byte order mark is fine. @throws InputError that names the place, from `root` on */
export function parseStrictly(given: string, root: string): unknown {
  const text = given.replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // What the parser says quotes the text, which may hold a token.
    const at = /(?:line \d+ column \d+|position \d+)/.exec((error as Error).message)?.[0];
    throw new InputError(
      root,
      root === 'policy' ? `is not JSON: ${(error as Error).message}` : `is not JSON${at ? `, at ${at}` : ''}`,
    );
  }
  const twice = repeatedKey(text, root);
  if (twice) throw new InputError(twice, 'stands twice in the same object; remove one of them');
  return value;
}

// JSON.parse keeps the last of two keys, so the first rule would vanish unseen. The text is known to be JSON.
function repeatedKey(text: string, root: string): string | undefined {
  const open: { keys: Set<string> | undefined; path: string; last: string; index: number }[] = [];
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"\s*:?|[{}[\],]/g)) {
    const top = open.at(-1);
    if (token === '{' || token === '[') {
      const path = top ? (top.keys ? `${top.path}.${top.last}` : `${top.path}[${top.index}]`) : root;
      open.push({ keys: token === '{' ? new Set() : undefined, path, last: '', index: 0 });
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && top) top.index += 1;
    else if (top?.keys && token.endsWith(':')) {
      top.last = JSON.parse(token.slice(0, -1)) as string;
      if (top.keys.has(top.last)) return `${top.path}.${top.last}`;
      top.keys.add(top.last);
    }
  }
  return undefined;
}

function checkName(name: string, place: string, { names }: Catalogue): void {
  if (name !== '*' && !names.has(name))
    throw new InputError(place, `names the unknown tool or operation ${JSON.stringify(name)}`);
}

const PATTERN =
  'a pattern that can not run away: 200 characters, no repeated group, lookaround or backreference, one open repeat ' +
  '(two after ^); split it into several conditions';

// Whether a value fits its operator, and what it should be.
function misfit(op: Condition['op'], value: unknown): string | undefined {
  const type = typeof value;
  if (op === 'in') return Array.isArray(value) && value.length > 0 ? undefined : 'a list with values';
  if (op === 'not_in') return Array.isArray(value) ? undefined : 'a list';
  if (op === 'regex') return isSafe(value) ? undefined : PATTERN;
  if (op === 'exists') return type === 'undefined' || type === 'boolean' ? undefined : 'true or false';
  if (/^[lg]t/.test(op)) return type === 'number' || type === 'string' ? undefined : 'a number or a text';
  return value === undefined ? 'a value' : undefined;
}

// A condition on an argument that the tool does not have, or on a value that it can not have, would never hold: its rule is none.
function checkCondition(place: string, { op, path, value }: Condition, name: string, catalogue: Catalogue): void {
  const wrong = misfit(op, value);
  if (wrong) throw new InputError(`${place}.value`, `${op} needs ${wrong}`);
  const schema = argumentAt(`${place}.path`, path, name, catalogue);
  const key = path.slice('args.'.length);
  const problem = schema && neverHolds(op, value, schema, key);
  if (problem) throw new InputError(`${place}.value`, `is compared with ${key}, ${problem}: ${noCall(op)}`);
}

/** The schema of an argument, as far as it is known. @throws InputError if no call can have it */
function argumentAt(place: string, path: string, name: string, catalogue: Catalogue): JsonSchema | undefined {
  const [, key = '', ...rest] = path.split('.');
  const tools = name === '*' ? [...catalogue.names] : [name];
  const schemas = tools.flatMap((tool) => {
    const schema = catalogue.schema(tool);
    return schema ? [marked(schema)] : [];
  });
  const found = schemas.find((properties) => Object.hasOwn(properties, key))?.[key];
  if (schemas.length === 0) return undefined;
  if (!found) {
    const owner = name === '*' ? 'no tool has' : `${name} does not have`;
    const known = name === '*' ? '' : `; known: ${Object.keys(schemas[0] ?? {}).join(', ') || 'none'}`;
    throw new InputError(place, `names an argument that ${owner}, so it never holds${known}`);
  }
  let node: JsonSchema | undefined = found;
  for (const step of rest) {
    const types = [node['type'] ?? []].flat() as string[];
    const inside = propertiesOf(types.includes('array') ? ((node['items'] ?? {}) as JsonSchema) : node);
    const known = Object.keys(inside);
    const plain = types.length > 0 && !types.some((type) => type === 'object' || type === 'array');
    if (plain || (known.length > 0 && !known.includes(step) && !/^\d+$/.test(step))) {
      const is = plain ? `is of type ${types.join(' or ')}` : `has only ${known.join(', ')}`;
      throw new InputError(place, `goes into ${key}, which ${is}, so it never holds`);
    }
    node = inside[step];
    if (!node) return undefined;
  }
  return name === '*' ? undefined : node;
}

// The properties of a tool; what each call has is marked.
function marked(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const required = (schema['required'] as readonly string[] | undefined) ?? [];
  const properties = Object.entries(propertiesOf(schema));
  return Object.fromEntries(
    properties.map(([key, one]) => [key, required.includes(key) ? { ...one, required_here: true } : one]),
  );
}

const propertiesOf = (schema: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;

/** What a comparison with a value that no call has comes to. */
export const noCall = (op: Condition['op']): string =>
  `no call has that value${/^n/.test(op) ? ', so the condition always holds' : ''}`;

/** Why no call has the value of a comparison. */
export function neverHolds(op: Condition['op'], value: unknown, schema: JsonSchema, key: string): string | undefined {
  const types = [schema['type'] ?? []].flat() as string[];
  const choices = (schema['enum'] as unknown[] | undefined) ?? [];
  if (op === 'exists') {
    const always = schema['required_here'] === true || schema['default'] !== undefined;
    return value === false && always ? 'which is always there' : undefined;
  }
  if (types.length === 0 && choices.length === 0) return undefined;
  const is = `of type ${types.join(' or ')}`;
  if (op === 'regex') return types.length === 0 || types.includes('string') ? undefined : is;
  if (op === 'contains') {
    const item = ((schema['items'] as JsonSchema | undefined)?.['type'] as string | undefined) ?? '';
    const fits =
      types.length === 0 ||
      (types.includes('array') && (!item || isA(item, value))) ||
      (types.includes('string') && typeof value === 'string');
    return fits ? undefined : is;
  }
  for (const one of /in$/.test(op) ? (value as unknown[]) : [value]) {
    if (types.length > 0 && !types.some((type) => isA(type, one, /^[lg]t/.test(op)))) return is;
    if (one === null && types.includes('null')) continue;
    if (choices.length > 0 && /^(eq|neq|in|not_in)$/.test(op) && !choices.includes(one))
      return `one of ${choices.slice(0, 10).join(', ')}${choices.length > 10 ? ', ...' : ''}`;
    const outside = typeof one === 'number' ? outOfRange(op, one, schema) : undefined;
    if (outside) return outside;
    if (typeof one === 'number' && one >= MAX_SECONDS && /(^|\.)(from|to|complete_till)$|_at$/.test(key))
      return 'in seconds; the value looks like milliseconds';
  }
  return undefined;
}

function outOfRange(op: Condition['op'], value: number, schema: JsonSchema): string | undefined {
  const { minimum = -Infinity, maximum = Infinity } = schema as { minimum?: number; maximum?: number };
  const low = op === 'lt' ? value <= minimum : /^(eq|in|lte)$/.test(op) && value < minimum;
  const high = op === 'gt' ? value >= maximum : /^(eq|in|gte)$/.test(op) && value > maximum;
  return low ? `at least ${minimum}` : high ? `at most ${maximum}` : undefined;
}

// Conditions of one clause have to hold together.
function checkTogether(place: string, conditions: readonly Condition[]): void {
  for (const [i, { path }] of conditions.entries()) {
    // Of the items of a list, and of the values of a field, different ones may fit.
    if (/^args\.(body|custom_fields|phone|email|tags)/.test(path)) continue;
    const same = conditions.slice(0, i + 1).filter((one) => one.path === path);
    const gone = same.some(({ op, value }) => op === 'exists' && value === false);
    const low = Math.max(
      ...same.map(({ op, value }) => (/^gt/.test(op) && typeof value === 'number' ? value : -Infinity)),
    );
    const high = Math.min(
      ...same.map(({ op, value }) => (/^lt/.test(op) && typeof value === 'number' ? value : Infinity)),
    );
    const strict = same.some(({ op, value }) => (op === 'gt' && value === low) || (op === 'lt' && value === high));
    const fixed = same.find(({ op }) => op === 'eq' || op === 'in');
    const candidates = fixed?.op === 'in' ? (fixed.value as unknown[]) : [fixed?.value];
    const none =
      (gone && same.length > 1 && same.some(({ op, value }) => op !== 'exists' || value !== false)) ||
      low > high ||
      (low === high && strict) ||
      (fixed && !candidates.some((one) => same.every((condition) => fitsValue(condition, one))));
    if (none)
      throw new InputError(`${place}[${i}]`, `contradicts another condition on ${path}, so they never hold together`);
  }
}

function isA(type: string, value: unknown, isBound = false): boolean {
  if (type === 'integer') return typeof value === 'number' && (isBound || Number.isInteger(value));
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  return type === 'object' ? isRecord(value) : typeof value === type;
}

// A sum over an argument that is no number would deny every call.
function checkSum(place: string, path: string, name: string, catalogue: Catalogue): void {
  const types = [argumentAt(place, path, name, catalogue)?.['type'] ?? []].flat() as string[];
  if (types.length > 0 && !types.some((type) => type === 'integer' || type === 'number'))
    throw new InputError(place, `adds up an argument of type ${types.join(' or ')}; it must be a number`);
}

/** Visits each condition within a rule. */
export function walk(node: unknown, place: string, visit: (place: string, condition: Condition) => void): void {
  if (node === null || typeof node !== 'object') return;
  if ('op' in node && 'path' in node) visit(place, node as Condition);
  for (const [key, part] of Object.entries(node))
    walk(part, Array.isArray(node) ? `${place}[${key}]` : `${place}.${key}`, visit);
}

// What is left takes quadratic time at worst.
function isSafe(pattern: unknown): boolean {
  if (typeof pattern !== 'string' || pattern.length > 200) return false;
  const bare = pattern.replace(/\\[^1-9k]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
  const count = (what: RegExp): number => bare.match(what)?.length ?? 0;
  const anchored = bare.startsWith('^') && !bare.includes('|');
  if (
    count(/[*+]|\{\d+,/g) > (anchored ? 2 : 1) ||
    count(/[^(]\?/g) > 5 ||
    count(/\|/g) > 10 ||
    /\\[1-9k]|\(\?[=!<]|\)[*+{]/.test(bare)
  )
    return false;
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
