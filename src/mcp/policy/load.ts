import { InputError } from '../../errors.js';
import { type Condition, type PolicyDocument, tables } from '../../generated/mcp.js';
import { isRecord } from '../../util/is-record.js';
import { pathText, validator } from '../../util/json-schema.js';
import type { JsonSchema } from '../../util/operation-spec.js';
import type { Catalogue } from './policy.js';

/**
 * Reads a policy strictly: unknown keys and names, keys that stand twice, and conditions that can never hold are refused.
 * A bare map of rules, as `{ "get_loss_reasons": {} }`, is a policy that denies everything else.
 * @throws InputError that names the place, as `policy.tools.get_leads.limits[0].window`
 */
export function readPolicy(given: unknown, catalogue: Catalogue): PolicyDocument {
  const { $defs, ...root } = tables.policy;
  const parsed = typeof given === 'string' ? parse(given.replace(/^\uFEFF/, '')) : given;
  const policy = (
    isBare(parsed, catalogue) ? { version: '1', default: 'deny', tools: parsed } : parsed
  ) as PolicyDocument;
  const [issue] = validator(root, { refs: $defs as Record<string, JsonSchema> })(policy);
  if (issue) throw new InputError(pathText(['', 'policy', ...issue.path].slice(1)), issue.message);
  policy.hide?.forEach((name, i) => {
    checkName(name, `policy.hide[${i}]`, catalogue);
  });
  for (const [name, rule] of Object.entries(policy.tools ?? {})) {
    checkName(name, `policy.tools.${name}`, catalogue);
    walk(rule, `policy.tools.${name}`, (place, condition) => checkCondition(place, condition, name, catalogue));
  }
  return policy;
}

const isBare = (given: unknown, { names }: Catalogue): boolean =>
  isRecord(given) && Object.keys(given).length > 0 && Object.keys(given).every((key) => key === '*' || names.has(key));

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    const twice = repeatedKey(text);
    if (twice) throw new InputError(twice, 'stands twice in the same object; remove one of them');
    return value;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError('policy', `is not JSON: ${(error as Error).message}`);
  }
}

// JSON.parse keeps the last of two keys, so the first rule would vanish unseen. The text is known to be JSON.
function repeatedKey(text: string): string | undefined {
  const open: { keys: Set<string> | undefined; path: string; last: string; index: number }[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    const top = open.at(-1);
    const path = top ? (top.keys ? `${top.path}.${top.last}` : `${top.path}[${top.index}]`) : 'policy';
    if (token === '{' || token === '[')
      open.push({ keys: token === '{' ? new Set() : undefined, path, last: '', index: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && top) top.index += 1;
    else if (top?.keys && /^\s*:/.test(text.slice(index + token.length, index + token.length + 50))) {
      top.last = JSON.parse(token) as string;
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
  if (/in$/.test(op)) return Array.isArray(value) ? undefined : 'a list';
  if (op === 'regex') return isSafe(value) ? undefined : PATTERN;
  if (op === 'exists') return type === 'undefined' || type === 'boolean' ? undefined : 'true or false';
  if (/^[lg]t/.test(op)) return type === 'number' || type === 'string' ? undefined : 'a number or a text';
  return value === undefined ? 'a value' : undefined;
}

// A condition on an argument that the tool does not have, or on a value that it can not have, would never hold: its rule is none.
function checkCondition(place: string, { op, path, value }: Condition, name: string, catalogue: Catalogue): void {
  const wrong = misfit(op, value);
  if (wrong) throw new InputError(`${place}.value`, `${op} needs ${wrong}`);
  const properties = catalogue.schema(name)?.['properties'] as Readonly<Record<string, JsonSchema>> | undefined;
  if (!properties) return;
  const [, key = '', ...rest] = path.split('.');
  const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (!schema) {
    const known = Object.keys(properties).join(', ') || 'none';
    throw new InputError(
      `${place}.path`,
      `names an argument that ${name} does not have, so it never holds; known: ${known}`,
    );
  }
  const types = [schema['type'] ?? []].flat() as string[];
  if (rest.length > 0) {
    if (types.length > 0 && !types.some((type) => type === 'object' || type === 'array'))
      throw new InputError(
        `${place}.path`,
        `goes into ${key}, which is of type ${types.join(' or ')}, so it never holds`,
      );
    return;
  }
  const choices = schema['enum'] as unknown[] | undefined;
  for (const one of valuesOf(op, value)) {
    const fits = types.length === 0 || types.some((type) => isA(type, one));
    if (!fits)
      throw new InputError(
        `${place}.value`,
        `is compared with ${key}, of type ${types.join(' or ')}, so it never holds`,
      );
    if (choices && /^(eq|neq|in|not_in)$/.test(op) && !choices.includes(one))
      throw new InputError(`${place}.value`, `is none of the values of ${key}: ${choices.join(', ')}`);
  }
}

const valuesOf = (op: Condition['op'], value: unknown): unknown[] => {
  if (/^(exists|contains|regex)$/.test(op)) return [];
  return /in$/.test(op) ? (value as unknown[]) : [value];
};

function isA(type: string, value: unknown): boolean {
  if (type === 'integer') return typeof value === 'number';
  if (type === 'array') return Array.isArray(value);
  return type === 'object' ? isRecord(value) : typeof value === type;
}

function walk(node: unknown, place: string, visit: (place: string, condition: Condition) => void): void {
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
