import type { Category, Clause, Condition, Limit, PolicyDocument, Rule } from '../generated/mcp.js';
import { say } from './kommo.js';
import { coveredBy } from './policy-load.js';

/** A call, as the policy sees it: arguments have their defaults, so that leaving one out does not dodge a rule. */
export interface Call {
  readonly tool: string;
  readonly category: Category;
  readonly args: Readonly<Record<string, unknown>>;
  /** The operation that call_operation runs; its rules, and those of tools that do the same, hold too. */
  readonly operation?: string;
}

/** Why a call is denied. */
export interface Denial {
  readonly rule: string;
  readonly message: string;
  readonly retryAfterS?: number;
}

/** A denial; the text is one of the tables', or as it is. */
export const deny = (rule: string, text: string): Denial => ({ rule, message: say(text) });
const WINDOWS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
/** A longer text is not given to a regex: it counts as forbidden. */
const LONGEST = 10_000;

/** Decides calls in the order read-only, hide, default, deny_if, require, limits, approval. Counts over its own lifetime. */
export class Policy {
  readonly #counts = new Map<string, { window: number; used: number }>();

  constructor(
    readonly doc: Partial<PolicyDocument> = {},
    readonly write = false,
    readonly now: () => number = Date.now,
  ) {}

  /** Why a tool or operation can't be reached at all, whatever its arguments. */
  reach(name: string, category: Category): Denial | undefined {
    const { hide = [], default: fallback, tools = {} } = this.doc;
    if (category !== 'read' && !this.write) return deny('read_only', 'read_only');
    const own = coveredBy(name);
    if (['*', name, ...own].some((one) => hide.includes(one))) return deny('hide', 'hidden');
    const listed = (own.length > 0 ? own : [name]).every((one) => Object.hasOwn(tools, one));
    // An operation that only reads and has no tool of its own follows call_operation.
    const free = name.includes('.') && category === 'read' && own.length === 0;
    if (fallback === 'deny' && !listed && !free) return deny('default', 'unlisted');
    return category === 'destructive' && !listed ? deny('destructive', 'destructive') : undefined;
  }

  /** What denies a call at this moment; counts nothing. */
  admit(call: Call): Denial | undefined {
    const { args, operation } = call;
    const all = (conditions: readonly Condition[]): boolean => conditions.every((condition) => holds(condition, args));
    const size = JSON.stringify(args).length;
    for (const [name, { deny_if = [], require = [] }] of this.#rules(call)) {
      const rule = `tools.${name}`;
      const foreign = operation !== undefined && coveredBy(operation).includes(name);
      if (foreign && deny_if.length + require.length > 0) return deny(rule, say('foreign', { name }));
      if (size > LONGEST && /"regex"/.test(JSON.stringify([deny_if, require]))) return deny(rule, 'too_long');
      const hit = deny_if.findIndex(({ conditions }) => all(conditions));
      if (hit >= 0) return deny(`${rule}.deny_if[${hit}]`, deny_if[hit]?.on_deny ?? 'forbidden');
      const clauses = require.map((one): Clause => ('conditions' in one ? one : { conditions: [one] }));
      const miss = clauses.findIndex(({ conditions }) => !all(conditions));
      if (miss >= 0) return deny(`${rule}.require[${miss}]`, clauses[miss]?.on_deny ?? 'required');
    }
    return this.count(call, 0);
  }

  /** What to ask the person who has to agree; undefined where nobody has to. */
  approval(call: Call): string | undefined {
    for (const [name, { approval }] of this.#rules(call)) {
      if (!approval) continue;
      const { if: conditions = [], message = say('asks', { name }) } = approval === true ? {} : approval;
      if (conditions.every((condition) => holds(condition, call.args))) return message;
    }
    return undefined;
  }

  #rules({ tool, operation }: Call): [string, Rule][] {
    const names = operation === undefined ? [tool] : [tool, operation, ...coveredBy(operation)];
    return names.flatMap((name) =>
      Object.hasOwn(this.doc.tools ?? {}, name) ? [[name, this.doc.tools?.[name] as Rule]] : [],
    );
  }

  /** Takes a call off its limits, all or none of them; -1 gives it back, 0 only looks. */
  count(call: Call, by: -1 | 0 | 1): Denial | undefined {
    const rules: [string, Rule][] = [
      ...this.#rules(call).map(([name, rule]): [string, Rule] => [`tools.${name}`, rule]),
      ['all_tools', this.doc.all_tools ?? {}],
    ];
    const takes: [string, { window: number; used: number }][] = [];
    for (const [name, rule] of rules) {
      for (const [i, { max, window: unit, counter = `${name}.${i}`, increment_from: from }] of limitsOf(
        rule,
      ).entries()) {
        const [at, length] = [`${name}.limits[${i}]`, WINDOWS[unit]];
        const amount = from ? valueAt(from, call.args) : 1;
        if (typeof amount !== 'number' || !(amount >= 0)) return deny(at, say('amount', { path: from }));
        const window = Math.floor(this.now() / length);
        const key = `${counter} ${unit}`;
        const count = takes.find(([other]) => other === key)?.[1] ?? this.#counts.get(key);
        const used = count?.window === window ? count.used : 0;
        if (by >= 0 && used + amount > max)
          return {
            ...deny(at, say('limit', { max, window: unit })),
            ...(amount <= max && { retryAfterS: Math.ceil(((window + 1) * length - this.now()) / 1000) }),
          };
        takes.push([key, { window, used: Math.max(0, used + by * amount) }]);
      }
    }
    if (by !== 0) for (const [key, count] of takes) this.#counts.set(key, count);
    return undefined;
  }
}

function limitsOf({ limits = [], rate_limit: rate }: Rule): Limit[] {
  if (rate === undefined) return limits;
  const [max, window] = typeof rate === 'string' ? rate.split('/') : [rate.max, rate.window];
  return [...limits, { max: Number(max), window: window as Limit['window'] }];
}

function valueAt(path: string, args: unknown): unknown {
  const step = (node: unknown, key: string): unknown =>
    typeof node === 'object' && node !== null && Object.hasOwn(node, key)
      ? (node as Record<string, unknown>)[key]
      : undefined;
  return path.split('.').slice(1).reduce(step, args);
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const ordered =
  (test: (a: number, b: number) => boolean) =>
  (a: unknown, b: unknown): boolean =>
    typeof a === typeof b && /number|string/.test(typeof a) && test(a as number, b as number);

// Strict types: "1" is not 1.
const operators: Record<Condition['op'], (found: unknown, value: unknown) => boolean> = {
  exists: (_, value) => value !== false,
  eq: same,
  neq: (found, value) => !same(found, value),
  in: (found, value) => (value as unknown[]).some((one) => same(found, one)),
  not_in: (found, value) => !(value as unknown[]).some((one) => same(found, one)),
  contains: (found, value) =>
    typeof found === 'string'
      ? typeof value === 'string' && found.includes(value)
      : Array.isArray(found) && found.some((one) => same(one, value)),
  regex: (found, value) => typeof found === 'string' && new RegExp(value as string, 'u').test(found),
  lt: ordered((a, b) => a < b),
  lte: ordered((a, b) => a <= b),
  gt: ordered((a, b) => a > b),
  gte: ordered((a, b) => a >= b),
};

// What is missing fails everything but `exists: false`.
function holds({ path, op, value }: Condition, args: unknown): boolean {
  const found = valueAt(path, args);
  return found === undefined ? op === 'exists' && value === false : operators[op](found, value);
}
