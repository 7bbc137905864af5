import { InputError } from '../../errors.js';
import { type Condition, type PolicyDocument, tables } from '../../generated/mcp.js';
import { isRecord } from '../../util/is-record.js';
import { pathText, validator } from '../../util/json-schema.js';
import type { JsonSchema } from '../../util/operation-spec.js';
import type { Catalogue } from './policy.js';

/**
 * Reads a policy strictly: unknown keys and names, keys that stand twice, and operators without a value that they can compare with are
 * refused. Whether a condition can hold at all is checked apart, since it needs the schemas of operations.
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
    walk(rule, `policy.tools.${name}`, (place, { op, value }) => {
      const wrong = misfit(op, value);
      if (wrong) throw new InputError(`${place}.value`, `${op} needs ${wrong}`);
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
