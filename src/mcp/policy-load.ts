import { InputError } from '../errors.js';
import { tables } from '../generated/mcp.js';
import type { JsonSchema } from '../internal/operation-spec.js';
import { check, pathText } from './schema.js';

/** `args.a.b op value`. */
export interface Condition {
  readonly path: string;
  readonly op: 'eq' | 'neq' | 'in' | 'not_in' | 'lt' | 'lte' | 'gt' | 'gte' | 'regex' | 'contains' | 'exists';
  readonly value?: unknown;
}

/** Conditions that all have to hold, and what to say where that denies a call. */
export interface Clause {
  readonly conditions: readonly Condition[];
  readonly on_deny?: string;
}

/** At most `max` in a minute, hour or day (UTC). */
export interface Limit {
  readonly window: 'minute' | 'hour' | 'day';
  readonly max: number;
  readonly counter?: string;
  readonly scope?: 'grant';
  readonly increment_from?: string;
}

/** What holds for one tool or operation; `{}` allows it. */
export interface Rule {
  readonly deny_if?: readonly Clause[];
  readonly require?: readonly (Clause | Condition)[];
  readonly limits?: readonly Limit[];
  readonly rate_limit?: string | Pick<Limit, 'max' | 'window'>;
  /** A person has to agree, always or where the conditions hold. An extension of this adapter. */
  readonly approval?: boolean | { readonly if?: readonly Condition[]; readonly message?: string };
}

/** policy.json. */
export interface PolicyDocument {
  readonly $schema?: string;
  readonly version: '1';
  readonly default: 'allow' | 'deny';
  readonly hide?: readonly string[];
  readonly all_tools?: Pick<Rule, 'limits' | 'rate_limit'>;
  readonly tools?: Readonly<Record<string, Rule>>;
}

const names: ReadonlySet<string> = new Set([
  ...tables.tools.map(({ name }) => name),
  ...tables.index.map(([id]) => id),
]);

/** Tools that do what an operation does, whose rules hold for it too. */
export const coveredBy = (id: string): string[] =>
  tables.tools.filter((tool) => tool.operation === id || tool.covers?.includes(id)).map(({ name }) => name);

/** Reads a policy strictly. @throws InputError that names the place: `policy.tools.get_leads.limits[0].window` */
export function loadPolicy(given: unknown): PolicyDocument {
  const { $defs = {}, ...root } = tables.policy;
  const { issues } = check(root, typeof given === 'string' ? parse(given) : given, $defs as Record<string, JsonSchema>);
  if (issues[0]) throw new InputError(pathText(['policy', ...issues[0].path]), issues[0].message);
  const policy = (typeof given === 'string' ? parse(given) : given) as PolicyDocument;
  policy.hide?.forEach((name, i) => {
    if (name !== '*') known(name, `policy.hide[${i}]`);
  });
  for (const [name, rule] of Object.entries(policy.tools ?? {})) {
    known(name, `policy.tools.${name}`);
    walk(rule, `policy.tools.${name}`);
  }
  return policy;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError('policy', `is not JSON: ${(error as Error).message}`);
  }
}

function known(name: string, place: string): void {
  const own = coveredBy(name);
  if (own.length > 0) throw new InputError(place, `has a tool of its own; name that instead: ${own.join(', ')}`);
  if (!names.has(name))
    throw new InputError(
      place,
      `there is no tool or operation called ${JSON.stringify(name)}; see kommo-mcp policy check`,
    );
}

// What a schema can't say: a value that fits its operator, and a pattern that can't run away.
function walk(node: unknown, place: string): void {
  if (node === null || typeof node !== 'object') return;
  if ('op' in node && 'path' in node) checkCondition(node as Condition, place);
  for (const [key, value] of Object.entries(node))
    walk(value, Array.isArray(node) ? `${place}[${key}]` : `${place}.${key}`);
}

function checkCondition({ op, value }: Condition, place: string): void {
  const needs = (ok: boolean, what: string): void => {
    if (!ok) throw new InputError(`${place}.value`, `${op} needs ${what}`);
  };
  if (op === 'in' || op === 'not_in') needs(Array.isArray(value), 'a list');
  else if (op === 'regex')
    needs(
      typeof value === 'string' && isSafe(value),
      'a pattern that can not run away: 200 characters, no repeated group, lookaround or backreference, one open repeat (two after ^); split it into several conditions',
    );
  else if (/^[lg]te?$/.test(op)) needs(typeof value === 'number' || typeof value === 'string', 'a number or a text');
  else if (op === 'exists') needs(value === undefined || typeof value === 'boolean', 'true or false');
  else needs(value !== undefined, 'a value');
}

// What is left takes quadratic time at worst.
function isSafe(pattern: string): boolean {
  const bare = pattern.replace(/\\[^1-9k]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
  const count = (what: RegExp): number => bare.match(what)?.length ?? 0;
  const tame =
    count(/[*+]|\{\d+,\d*\}/g) <= (bare.startsWith('^') ? 2 : 1) && count(/[^(]\?/g) <= 5 && count(/\|/g) <= 10;
  if (
    pattern.length > 200 ||
    !tame ||
    /\\[1-9k]|\(\?[=!<]|\)[*+{]/.test(bare) ||
    (bare.startsWith('^') && count(/\|/g) > 0 && count(/[*+]/g) > 1)
  )
    return false;
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
