import type { Category, Clause, Condition, Limit, PolicyDocument, Rule } from '../../generated/mcp.js';
import { holds, valueAt } from './conditions.js';

/** A call, as the policy sees it: arguments have their defaults, so that leaving one out does not dodge a rule. */
export interface Call {
  readonly tool: string;
  readonly category: Category;
  readonly args: Readonly<Record<string, unknown>>;
  /** The operation that a tool for any operation runs; its rules, and those of tools that do the same, hold too. */
  readonly operation?: string;
}

/** Why a call is denied: a word that whoever tells it has a sentence for, or the sentence of the policy itself. */
export interface Denial {
  readonly rule: string;
  readonly reason: string;
  /** What goes into the sentence. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterS?: number;
}

/** What can be called, as far as a policy asks. */
export interface Catalogue {
  /** Names of tools, and ids of operations. */
  readonly names: ReadonlySet<string>;
  /** Tools that do what an operation does, whose rules hold for it too. */
  coveredBy(operation: string): readonly string[];
}

/** A denial. */
export const deny = (rule: string, reason: string, values?: Denial['values']): Denial => ({ rule, reason, values });
const WINDOWS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
/** A longer text is not given to a regex: it counts as forbidden. */
const LONGEST = 10_000;

/** Decides calls in the order read-only, hide, default, deny_if, require, limits, approval. Counts over its own lifetime. */
export class Policy {
  readonly #counts = new Map<string, { window: number; used: number }>();

  constructor(
    readonly catalogue: Catalogue,
    readonly doc: Partial<PolicyDocument> = {},
    readonly write = false,
    readonly now: () => number = Date.now,
  ) {}

  /** Why a tool or operation can't be reached at all, whatever its arguments. */
  reach(name: string, category: Category): Denial | undefined {
    const { hide = [], default: fallback, tools = {} } = this.doc;
    if (category !== 'read' && !this.write) return deny('read_only', 'read_only');
    const own = this.catalogue.coveredBy(name);
    if (['*', name, ...own].some((one) => hide.includes(one))) return deny('hide', 'hidden');
    const listed = (own.length > 0 ? own : [name]).every((one) => Object.hasOwn(tools, one));
    // An operation that only reads and has no tool of its own follows the tool that runs any.
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
      // Its conditions speak of the arguments of another tool.
      const foreign = operation !== undefined && this.catalogue.coveredBy(operation).includes(name);
      if (foreign && deny_if.length + require.length > 0) return deny(rule, 'foreign', { name });
      if (size > LONGEST && /"regex"/.test(JSON.stringify([deny_if, require]))) return deny(rule, 'too_long');
      const hit = deny_if.findIndex(({ conditions }) => all(conditions));
      if (hit >= 0) return deny(`${rule}.deny_if[${hit}]`, deny_if[hit]?.on_deny ?? 'forbidden');
      const clauses = require.map((one): Clause => ('conditions' in one ? one : { conditions: [one] }));
      const miss = clauses.findIndex(({ conditions }) => !all(conditions));
      if (miss >= 0) return deny(`${rule}.require[${miss}]`, clauses[miss]?.on_deny ?? 'required');
    }
    return this.count(call, 0);
  }

  /** The rule that wants a person to agree, with what it says to them; undefined where nobody has to. */
  approval(call: Call): { name: string; message?: string | undefined } | undefined {
    for (const [name, { approval }] of this.#rules(call)) {
      if (!approval) continue;
      const { if: conditions = [], message } = approval === true ? {} : approval;
      if (conditions.every((condition) => holds(condition, call.args))) return { name, message };
    }
    return undefined;
  }

  #rules({ tool, operation }: Call): [string, Rule][] {
    const names = operation === undefined ? [tool] : [tool, operation, ...this.catalogue.coveredBy(operation)];
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
    const limits = rules.flatMap(([name, rule]) => limitsOf(name, rule));
    const takes = new Map<string, { window: number; used: number }>();
    for (const { at, max, window: unit, counter, increment_from: from } of limits) {
      const length = WINDOWS[unit];
      const amount = from ? valueAt(from, call.args) : 1;
      if (typeof amount !== 'number' || !(amount >= 0)) return deny(at, 'amount', { path: from });
      const window = Math.floor(this.now() / length);
      const key = `${counter} ${unit}`;
      const count = takes.get(key) ?? this.#counts.get(key);
      const used = count?.window === window ? count.used : 0;
      if (by >= 0 && used + amount > max) {
        const retryAfterS = Math.ceil(((window + 1) * length - this.now()) / 1000);
        return { ...deny(at, 'limit', { max, window: unit }), ...(amount <= max && { retryAfterS }) };
      }
      takes.set(key, { window, used: Math.max(0, used + by * amount) });
    }
    if (by !== 0) for (const [key, count] of takes) this.#counts.set(key, count);
    return undefined;
  }
}

/** The limits of a rule, with the place of each. */
function limitsOf(name: string, { limits = [], rate_limit: rate }: Rule): (Limit & { at: string; counter: string })[] {
  const own = limits.map((limit, i) => ({ counter: `${name}.${i}`, ...limit, at: `${name}.limits[${i}]` }));
  if (rate === undefined) return own;
  const at = `${name}.rate_limit`;
  const [max, window] = typeof rate === 'string' ? rate.split('/') : [rate.max, rate.window];
  return [...own, { at, counter: at, max: Number(max), window: window as Limit['window'] }];
}
