import { InputError } from '../../errors.js';
import { type Condition, type PolicyDocument, tables } from '../../generated/mcp.js';
import { check, pathText } from '../../util/json-schema.js';
import type { JsonSchema } from '../../util/operation-spec.js';
import type { Catalogue } from './policy.js';

/** Reads a policy strictly. @throws InputError that names the place, as `policy.tools.get_leads.limits[0].window` */
export function readPolicy(given: unknown, catalogue: Catalogue): PolicyDocument {
  const { $defs, ...root } = tables.policy;
  const policy = (typeof given === 'string' ? parse(given) : given) as PolicyDocument;
  const [issue] = check(root, policy, $defs as Record<string, JsonSchema>).issues;
  if (issue) throw new InputError(pathText(['', 'policy', ...issue.path].slice(1)), issue.message);
  policy.hide?.forEach((name, i) => {
    if (name !== '*') checkName(name, `policy.hide[${i}]`, catalogue);
  });
  for (const name of Object.keys(policy.tools ?? {})) checkName(name, `policy.tools.${name}`, catalogue);
  walk(policy, 'policy');
  return policy;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError('policy', `is not JSON: ${(error as Error).message}`);
  }
}

function checkName(name: string, place: string, { names, coveredBy }: Catalogue): void {
  const own = coveredBy(name);
  if (own.length > 0) throw new InputError(place, `has a tool of its own; name that instead: ${own.join(', ')}`);
  if (!names.has(name)) throw new InputError(place, `names the unknown tool or operation ${JSON.stringify(name)}`);
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

function walk(node: unknown, place: string): void {
  if (node === null || typeof node !== 'object') return;
  const { op, path, value } = node as Condition;
  const wrong = op && path && misfit(op, value);
  if (wrong) throw new InputError(`${place}.value`, `${op} needs ${wrong}`);
  for (const [key, part] of Object.entries(node))
    walk(part, Array.isArray(node) ? `${place}[${key}]` : `${place}.${key}`);
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
