import { type Clause, type Condition, coveredBy, type Limit, type PolicyDocument, type Rule } from './policy-load.js';
import type { Category } from './tables.js';

/** A call, as the policy sees it: arguments have their defaults, so that leaving one out does not dodge a rule. */
export interface Call {
  readonly tool: string;
  readonly category: Category;
  readonly args: Readonly<Record<string, unknown>>;
  /** Rules that hold for it besides the tool's own: of the operation, and of tools that do the same. */
  readonly also?: readonly string[];
}

/** Why a call is denied. */
export interface Denial {
  readonly rule: string;
  readonly message: string;
  readonly retryAfterS?: number;
}

const WINDOWS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
/** A longer text is not looked at by a regex: it counts as forbidden. */
const LONGEST = 10_000;

/** Decides calls by policy.json, in the order read-only, hide, default, deny_if, require, limits, approval. Counts over its lifetime. */
export class Policy {
  readonly #doc: PolicyDocument | undefined;
  readonly #write: boolean;
  readonly #now: () => number;
  readonly #counts = new Map<string, { window: number; used: number }>();

  constructor(doc: PolicyDocument | undefined, write: boolean, now: () => number = Date.now) {
    this.#doc = doc;
    this.#write = write;
    this.#now = now;
  }

  /** Why a tool or operation can't be reached at all, whatever its arguments. */
  reach(name: string, category: Category): Denial | undefined {
    const { hide = [], default: fallback, tools = {} } = this.#doc ?? {};
    if (category !== 'read' && !this.#write)
      return { rule: 'read_only', message: 'this server is read-only; its operator can start it with --write' };
    const own = coveredBy(name);
    if (hide.includes('*') || [name, ...own].some((one) => hide.includes(one)))
      return { rule: 'hide', message: 'it is hidden on this server' };
    const listed = own.length > 0 ? own.every((one) => Object.hasOwn(tools, one)) : Object.hasOwn(tools, name);
    // An operation that only reads and has no tool of its own follows call_operation.
    const free = name.includes('.') && category === 'read' && own.length === 0;
    if (fallback === 'deny' && !listed && !free) return { rule: 'default', message: 'the policy does not list it' };
    if (category === 'destructive' && !listed)
      return { rule: 'destructive', message: 'operations of this kind run only where the policy lists them by id' };
    return undefined;
  }

  /** What denies a call at this moment; counts nothing. */
  admit(call: Call): Denial | undefined {
    for (const [name, rule] of this.#rules(call)) {
      const foreign = call.also?.includes(name) && !name.includes('.');
      if (foreign && (rule.deny_if?.length || rule.require?.length))
        return { rule: `tools.${name}`, message: `the policy has conditions for it; use the tool ${name}` };
      const long = JSON.stringify(rule).includes('"regex"') && JSON.stringify(call.args).length > LONGEST;
      if (long)
        return {
          rule: `tools.${name}`,
          message: `a pattern has to be matched, and the arguments are over ${LONGEST} characters`,
        };
      for (const [i, clause] of (rule.deny_if ?? []).entries())
        if (clause.conditions.every((condition) => holds(condition, call.args)))
          return {
            rule: `tools.${name}.deny_if[${i}]`,
            message: clause.on_deny ?? 'the policy forbids these arguments',
          };
      for (const [i, clause] of (rule.require ?? []).entries()) {
        const { conditions, on_deny } = 'conditions' in clause ? clause : ({ conditions: [clause] } as Clause);
        if (!conditions.every((condition) => holds(condition, call.args)))
          return {
            rule: `tools.${name}.require[${i}]`,
            message: on_deny ?? `the policy requires ${conditions.map((c) => c.path).join(', ')} to hold`,
          };
      }
    }
    return this.#count(call, false);
  }

  /** Takes the call off its limits, all or none of them. */
  reserve(call: Call): Denial | undefined {
    return this.#count(call, true);
  }

  /** Gives it back: nothing was sent to Kommo. */
  release(call: Call): void {
    for (const { key, amount } of this.#limits(call)) {
      const count = this.#counts.get(key);
      if (count) count.used = Math.max(0, count.used - amount);
    }
  }

  /** The message for the person who has to agree; undefined where nobody has to. */
  approval(call: Call): string | undefined {
    for (const [name, { approval }] of this.#rules(call)) {
      if (approval === true) return `The policy asks for approval of ${name}.`;
      if (approval && (approval.if ?? []).every((condition) => holds(condition, call.args)))
        return approval.message ?? `The policy asks for approval of ${name}.`;
    }
    return undefined;
  }

  #rules({ tool, also = [] }: Call): [string, Rule][] {
    const tools = this.#doc?.tools ?? {};
    return [tool, ...also].filter((name) => Object.hasOwn(tools, name)).map((name) => [name, tools[name] as Rule]);
  }

  #limits(call: Call): { key: string; limit: Limit; amount: number; rule: string }[] {
    const own = this.#rules(call).flatMap(([name, rule]) =>
      limitsOf(rule).map((limit, i) => ({ name: `tools.${name}`, limit, i })),
    );
    const all = limitsOf(this.#doc?.all_tools ?? {}).map((limit, i) => ({ name: 'all_tools', limit, i }));
    return [...own, ...all].map(({ name, limit, i }) => {
      const amount = limit.increment_from ? valueAt(limit.increment_from, call.args) : 1;
      const valid = typeof amount === 'number' && Number.isFinite(amount) && amount >= 0;
      return {
        key: `${limit.counter ?? `${name}.${i}`} ${limit.window}`,
        limit,
        amount: valid ? amount : Number.NaN,
        rule: `${name}.limits[${i}]`,
      };
    });
  }

  #count(call: Call, take: boolean): Denial | undefined {
    const limits = this.#limits(call).map((one) => {
      const length = WINDOWS[one.limit.window];
      const window = Math.floor(this.#now() / length);
      const count = this.#counts.get(one.key);
      return { ...one, window, used: count?.window === window ? count.used : 0, ends: (window + 1) * length };
    });
    for (const { limit, amount, used, rule, ends } of limits) {
      if (Number.isNaN(amount)) return { rule, message: `${limit.increment_from} must be a number, 0 or more` };
      if (used + amount <= limit.max) continue;
      return {
        rule,
        message: `at most ${limit.max} per ${limit.window}`,
        ...(amount <= limit.max && { retryAfterS: Math.ceil((ends - this.#now()) / 1000) }),
      };
    }
    if (take)
      for (const { key, window, used, amount } of limits) this.#counts.set(key, { window, used: used + amount });
    return undefined;
  }
}

function limitsOf({ limits = [], rate_limit: rate }: Pick<Rule, 'limits' | 'rate_limit'>): Limit[] {
  if (rate === undefined) return [...limits];
  const [max, window] = typeof rate === 'string' ? rate.split('/') : [rate.max, rate.window];
  return [...limits, { max: Number(max), window: window as Limit['window'] }];
}

function valueAt(path: string, args: unknown): unknown {
  return path
    .split('.')
    .slice(1)
    .reduce(
      (node, key) =>
        node !== null && typeof node === 'object' && Object.hasOwn(node, key)
          ? (node as Record<string, unknown>)[key]
          : undefined,
      args,
    );
}

// Strict types: "1" is not 1. What is missing fails everything but `exists: false`.
function holds({ path, op, value }: Condition, args: unknown): boolean {
  const found = valueAt(path, args);
  if (op === 'exists') return (found !== undefined) === (value ?? true);
  if (found === undefined) return false;
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const ordered = typeof found === typeof value && (typeof found === 'number' || typeof found === 'string');
  switch (op) {
    case 'eq':
      return same(found, value);
    case 'neq':
      return !same(found, value);
    case 'in':
      return (value as unknown[]).some((one) => same(found, one));
    case 'not_in':
      return !(value as unknown[]).some((one) => same(found, one));
    case 'contains':
      return typeof found === 'string'
        ? typeof value === 'string' && found.includes(value)
        : Array.isArray(found) && found.some((one) => same(one, value));
    case 'regex':
      return typeof found === 'string' && new RegExp(value as string, 'u').test(found);
    case 'lt':
      return ordered && found < (value as typeof found);
    case 'lte':
      return ordered && found <= (value as typeof found);
    case 'gt':
      return ordered && found > (value as typeof found);
    case 'gte':
      return ordered && found >= (value as typeof found);
  }
}
