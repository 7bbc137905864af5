import type { Category, Clause, Condition, Limit, PolicyDocument, Rule } from '../../generated/mcp.js';
import type { JsonSchema } from '../../util/operation-spec.js';
import { holdsFor, valuesAt } from './conditions.js';
import { type Counts, SESSION, type Take } from './counts.js';

type Args = Readonly<Record<string, unknown>>;

/** A call, as the policy sees it: arguments have their defaults, so that leaving one out does not dodge a rule. */
export interface Call {
  readonly tool: string;
  readonly category: Category;
  readonly args: Args;
  /** The same arguments in one spelling, if they can be spelled in several: what conditions and sums see. */
  readonly judged?: Args;
  /** The operation that a tool for any operation runs; its rules, and those of tools that do the same, hold too. */
  readonly operation?: string | undefined;
  /**
   * The values that an operation has for the path of a condition on the arguments of tools; undefined if that can't be told. Of
   * reads only, and only if the policy has such conditions for all tools.
   */
  readonly canonical?: (path: string) => readonly unknown[] | undefined;
  /** How many items a write carries. Default 1. */
  readonly items?: number;
  /** Whose limits count: the connection, and who the bearer token says is calling. */
  readonly session?: string;
  readonly principal?: string;
}

/** Why a call is denied: a word that the adapter has a sentence for. */
export interface Denial {
  readonly rule: string;
  readonly reason: string;
  /** What goes into the sentence. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** The sentence of the policy, in place of that of the adapter. */
  readonly text?: string | undefined;
  readonly retryAfterS?: number;
}

/** What can be called, as far as a policy asks. */
export interface Catalogue {
  /** Names of tools, and ids of operations. */
  readonly names: ReadonlySet<string>;
  /** What a tool or an operation reads or writes, as `leads.read`; some of it depends on the arguments. */
  does(name: string, args?: Args): readonly string[];
  /** Operations that a tool runs if it has none of its own. */
  uses(name: string): readonly string[];
  /** All operations that a tool runs. */
  runs(name: string): readonly string[];
  /** Whether a person has to approve each call, unless the policy says otherwise. */
  asks(name: string): boolean;
  /** Tools that do a thing. */
  doing(thing: string): readonly string[];
  /** The arguments that conditions can speak of. */
  schema(name: string): JsonSchema | undefined;
  writes(name: string): boolean;
}

/** A rule that holds for a call. `foreign` rules were written for another tool, or for the operation behind a tool. */
interface Held {
  readonly name: string;
  readonly rule: Rule;
  readonly foreign: boolean;
}

/** A denial. */
export const deny = (rule: string, reason: string, values?: Denial['values'], text?: string): Denial => ({
  rule,
  reason,
  values,
  text,
});
/** What calls have taken off their limits. A policy that is put in place meanwhile gives it back all the same. */
const taken = new WeakMap<Call, readonly Take[]>();
/** A longer text is not given to a regex: it counts as forbidden. */
const LONGEST = 10_000;
const APPROVAL_SECONDS = 300;

/** Decides calls in the order read-only, hide, default, deny, deny_if, require, limits, approval. */
export class Policy {
  readonly #hidden: ReadonlySet<string>;
  readonly #refused: ReadonlySet<string>;
  /** The rule that hides whatever is not listed. */
  readonly #hidesRest: string | undefined;
  /** Whether a condition or a sum reads custom fields. */
  readonly readsFields: boolean;
  /** Whether a rule for all tools has conditions. */
  readonly judgesAll: boolean;

  constructor(
    readonly catalogue: Catalogue,
    readonly doc: Partial<PolicyDocument>,
    readonly write: boolean,
    readonly counts: Counts,
    /** Tools that the operator left out: nothing else may do the same in their place. */
    readonly excluded: readonly string[] = [],
  ) {
    const { hide = [], tools = {} } = doc;
    const withAction = (action: string): string[] =>
      Object.keys(tools).filter((name) => name !== '*' && tools[name]?.action === action);
    this.#hidden = new Set([...hide.filter((name) => name !== '*'), ...withAction('hide')]);
    this.#hidesRest = hide.includes('*') ? 'hide' : tools['*']?.action === 'hide' ? 'tools.*' : undefined;
    this.#refused = new Set(withAction('deny'));
    this.readsFields = /"args\.(custom_fields|phone|email)/.test(JSON.stringify(tools));
    this.judgesAll = /"args\./.test(JSON.stringify(tools['*'] ?? {}));
  }

  /** The rule that the policy has for a name itself. */
  rule(name: string): Rule | undefined {
    const { tools = {} } = this.doc;
    return Object.hasOwn(tools, name) ? tools[name] : undefined;
  }

  /**
   * Why a tool or an operation is not there at all, whatever its arguments.
   * @param general - whether it could stand in for a tool that the operator left out
   * @param args - may say that it reads more
   */
  reach(name: string, category: Category, general = isOperation(name), args?: Args): Denial | undefined {
    if (category !== 'read' && !this.write) return deny('read_only', 'read_only');
    if (this.#hidden.has(name)) return deny('hide', 'hidden');
    if (this.#hidesRest && !this.#isListed(name)) return deny(this.#hidesRest, 'hidden');
    const same = this.#sameAs(name, this.#hidden) ?? (general ? this.#sameAs(name, this.excluded) : undefined);
    if (same) return deny('hide', 'closed_by', { name: same });
    return this.#unlisted(name, category, args);
  }

  /** Why a call is denied whatever the moment: what is refused in so many words, and what does the same as that. */
  forbid(name: string, args?: Args): Denial | undefined {
    const rule = this.rule(name);
    const all = this.rule('*');
    const refusal = rule?.action === 'deny' ? rule : all?.action === 'deny' && !this.#isListed(name) ? all : undefined;
    if (refusal) return deny(`tools.${rule ? name : '*'}`, 'refused', undefined, refusal.reason);
    const refused = [...this.#refused, ...this.#hidden, ...this.excluded];
    const same = this.#sameAs(name, this.#refused) ?? this.#sameByArguments(name, args, refused);
    if (!same) return undefined;
    return deny(`tools.${same}`, 'closed_by', { name: same }, this.rule(same)?.reason);
  }

  /** What denies a call by its arguments. */
  admit(call: Call): Denial | undefined {
    const args = call.judged ?? call.args;
    const size = JSON.stringify(args).length;
    const unjudged = this.unjudged(call);
    if (unjudged) return unjudged;
    for (const held of this.#judged(call)) {
      const { name, rule } = held;
      const { deny_if = [] } = rule;
      const place = `tools.${name}`;
      const clauses = clausesOf(rule);
      const conditions = [...deny_if, ...clauses].flatMap((clause) => clause.conditions);
      if (size > LONGEST && conditions.some(({ op }) => op === 'regex')) return deny(place, 'too_long');
      const all = (clause: Clause, every = false): boolean =>
        clause.conditions.every((condition) => this.#holds(call, held, condition, every));
      const hit = deny_if.findIndex((clause) => all(clause));
      if (hit >= 0)
        return deny(`${place}.deny_if[${hit}]`, 'forbidden', undefined, deny_if[hit]?.on_deny ?? rule.reason);
      const miss = clauses.findIndex((clause) => !all(clause, true));
      if (miss >= 0)
        return deny(`${place}.require[${miss}]`, 'required', undefined, clauses[miss]?.on_deny ?? rule.reason);
    }
    return undefined;
  }

  /** Why the arguments of a call don't tell whether conditions hold, which denies it. */
  unjudged(call: Call): Denial | undefined {
    for (const held of this.#judged(call)) {
      const { name, rule } = held;
      const conditions = [...(rule.deny_if ?? []), ...clausesOf(rule)].flatMap((clause) => clause.conditions);
      const unclear = conditions.find(({ path }) => !this.#valuesFor(call, held, path));
      const use = isOperation(name) ? `call_operation with the operation ${name}` : `the tool ${name}`;
      if (unclear)
        return deny(`tools.${name}`, name === '*' ? 'unjudged' : 'foreign', { name, path: unclear.path, use });
    }
    return undefined;
  }

  // Rules whose conditions hold. Of two operations that read the same and have both a rule, each has its own conditions.
  #judged(call: Call): Held[] {
    const { operation, category } = call;
    const ownRule = operation !== undefined && category === 'read' && this.rule(operation);
    return this.#rules(call).filter(({ name }) => !ownRule || name === operation || !isOperation(name));
  }

  /** The rule that wants a person to agree, with what it says to them; undefined if nobody has to. */
  approval(call: Call): { name: string; message?: string | undefined; seconds: number } | undefined {
    const rules = this.#rules(call);
    for (const held of rules) {
      const { name, rule } = held;
      const { approval, action, reason, approval_timeout: seconds = APPROVAL_SECONDS } = rule;
      if (action === 'require_approval' && !(name === '*' && this.rule(call.tool)?.action === 'allow'))
        return { name, message: reason, seconds };
      if (!approval) continue;
      const { if: conditions = [], message } = approval === true ? {} : approval;
      // Whether conditions on the arguments of another tool are met can't be told, so a person is asked.
      if (conditions.every((condition) => this.#holds(call, held, condition) !== false))
        return { name, message, seconds };
    }
    // Neither a rule for all nor one for the tool that runs any operation speaks of this one.
    const name = call.operation ?? call.tool;
    const isGeneral = (one: string): boolean => one === '*' || (one === call.tool && one !== name);
    const said = rules.some(
      ({ name: one, rule }) => !isGeneral(one) && (rule.approval !== undefined || rule.action !== undefined),
    );
    return this.catalogue.asks(name) && !said ? { name, seconds: APPROVAL_SECONDS } : undefined;
  }

  /** Names of the rules that hold for a tool, or for an operation which it runs. */
  governing(tool: string, operation?: string): string[] {
    const held = this.#rules({ tool, operation, category: 'read', args: {} });
    return held.filter(({ rule }) => Object.keys(rule).length > 0).map(({ name }) => name);
  }

  /** Whether a rule for what an operation reads has conditions, or wants a person to agree. */
  restricts(operation: string): boolean {
    const held = this.#rules({ tool: '', operation, category: 'read', args: {} });
    const isBound = /"(deny_if|require|approval|require_approval)"/;
    return held.some(({ name, rule }) => name !== '*' && isBound.test(JSON.stringify(rule)));
  }

  /**
   * Takes a call off its limits, all or none of them; -1 gives back what the same call took, 0 only looks.
   * Before its arguments are looked up, it only counts as a call: what sums add up is not known yet.
   */
  async count(call: Call, by: -1 | 0 | 1, isEarly = false): Promise<Denial | undefined> {
    if (by === -1) {
      await this.counts.give(taken.get(call) ?? []);
      return undefined;
    }
    const all = { name: '*', foreign: isWrite(call), rule: this.doc.all_tools ?? {} };
    const rules = [
      ...this.#rules(call).map((held) => [`tools.${held.name}`, held] as const),
      ['all_tools', all] as const,
    ];
    const takes: (Take & { at: string; max: number; window: Limit['window'] })[] = [];
    for (const { at, max, window, counter, scope, increment_from: from, held } of rules.flatMap(limitsOf)) {
      if (isEarly && from) continue;
      const values = from ? this.#valuesFor(call, held, from) : [call.items ?? 1];
      // What is missing adds nothing. What can't be told is no number.
      const amounts = values?.flat().filter((one) => one !== undefined) ?? [undefined];
      const fits = amounts.every((one) => typeof one === 'number' && one >= 0);
      const amount = (amounts as number[]).reduce((sum, one) => sum + one, 0);
      if (!fits) return deny(at, 'amount', { path: from });
      takes.push({ at, max, window, amount, key: `${counter} ${window}${holder(scope, call)}` });
    }
    const full = await this.counts.take(takes, by);
    if (!full) {
      if (by === 1) taken.set(call, takes);
      return undefined;
    }
    const { at, max, amount, window, seconds } = full;
    const span = typeof window === 'number' ? `${window} seconds` : window;
    return { ...deny(at, 'limit', { max, window: span }), ...(amount <= max && { retryAfterS: seconds }) };
  }

  // What is refused and does one of the same things. A tool that the policy lists by name was meant to be open.
  #sameAs(name: string, refused: Iterable<string>): string | undefined {
    const uses = this.catalogue.uses(name);
    if (!isOperation(name) && this.rule(name)) return undefined;
    const own = new Set([name, ...uses].flatMap((one) => this.catalogue.does(one)));
    return [...refused].find((one) => one !== name && this.catalogue.does(one).some((thing) => own.has(thing)));
  }

  #sameByArguments(name: string, args: Args | undefined, refused: readonly string[]): string | undefined {
    if (!args) return undefined;
    const always = this.catalogue.does(name);
    const more = this.catalogue.does(name, args).filter((thing) => !always.includes(thing));
    return refused.find((one) => one !== name && this.catalogue.does(one).some((thing) => more.includes(thing)));
  }

  #unlisted(name: string, category: Category, args?: Args): Denial | undefined {
    // An operation that only reads what no tool reads follows the tool that runs any.
    const does = isOperation(name) && category === 'read' ? this.catalogue.does(name, args) : [];
    const isOpen = (tools: readonly string[]): boolean => tools.length === 0 || tools.some((tool) => this.rule(tool));
    const free = does.length > 0 && does.every((thing) => isOpen(this.catalogue.doing(thing)));
    const all = this.rule('*') !== undefined && category !== 'destructive';
    if (this.doc.default === 'deny' && !this.#isListed(name) && !free && !all) return deny('default', 'unlisted');
    return category === 'destructive' && !this.rule(name) ? deny('destructive', 'destructive') : undefined;
  }

  // By its name, or an operation by tools that do the same.
  #isListed(name: string): boolean {
    if (this.rule(name) || !isOperation(name)) return this.rule(name) !== undefined;
    const does = this.catalogue.does(name);
    const { doing } = this.catalogue;
    return does.length > 0 && does.every((thing) => doing(thing).some((tool) => this.rule(tool) !== undefined));
  }

  // Own rules, those for all, those of the operations that a tool runs, and those of what does the same. A tool that reads and that the
  // policy lists by name was meant to be open, under its own rules.
  #rules({ tool, operation, args, category }: Call): Held[] {
    const own = operation === undefined ? [tool] : [tool, operation];
    const behind = operation === undefined ? this.catalogue.runs(tool) : [];
    const does =
      operation !== undefined || this.catalogue.writes(tool)
        ? this.catalogue.does(operation ?? tool, args)
        : this.rule(tool)
          ? []
          : behind.flatMap((one) => this.catalogue.does(one));
    const others =
      does.length === 0
        ? []
        : Object.keys(this.doc.tools ?? {}).filter((one) => {
            if (one === '*' || own.includes(one)) return false;
            return this.catalogue.does(one).some((thing) => does.includes(thing));
          });
    const held = own.map((name) => ({ name, foreign: false }));
    held.push({ name: '*', foreign: isWrite({ operation, category }) });
    return [...held, ...[...new Set([...behind, ...others])].map((name) => ({ name, foreign: true }))].flatMap(
      (one) => {
        const rule = this.rule(one.name);
        return rule ? [{ ...one, rule }] : [];
      },
    );
  }

  // Whether a condition holds for a call; undefined if its arguments don't tell.
  #holds(call: Call, held: Held, condition: Condition, every = false): boolean | undefined {
    const found = this.#valuesFor(call, held, condition.path);
    const isSent = (held.name === '*' && call.operation !== undefined && !held.foreign) || undefined;
    return found && holdsFor(condition, found, every, isSent);
  }

  // The values at the path of a rule; undefined if the arguments don't tell.
  #valuesFor(call: Call, { name, foreign }: Held, path: string): readonly unknown[] | undefined {
    if (foreign && !this.#speaksOf(call, name, path)) return undefined;
    if (name === '*' && call.operation !== undefined && !foreign) return call.canonical?.(path);
    return valuesAt(path, call.judged ?? call.args);
  }

  #speaksOf({ tool, operation }: Call, name: string, path: string): boolean {
    if (isOperation(name)) return false;
    const first = path.split('.')[1] ?? '';
    if (operation !== undefined) return name === '*' && ['operation_id', 'path', 'query', 'body'].includes(first);
    return Object.hasOwn((this.catalogue.schema(tool)?.['properties'] ?? {}) as object, first);
  }
}

/** By an operation. A rule for all speaks of the arguments of tools, which have other places in a body. */
const isWrite = ({ operation, category }: { operation?: string | undefined; category: Category }): boolean =>
  operation !== undefined && category !== 'read';

const clausesOf = ({ require = [] }: Rule): Clause[] =>
  require.map((one) => ('conditions' in one ? one : { conditions: [one] }));

const isOperation = (name: string): boolean => name.includes('.');

function holder(scope: Limit['scope'], { session = '', principal }: Call): string {
  if (scope === 'session') return `${SESSION}${session}`;
  return scope === 'principal' ? ` principal ${principal ?? session}` : '';
}

/** The limits of a rule, with the place of each. */
function limitsOf([name, held]: readonly [string, Held]): (Limit & { at: string; counter: string; held: Held })[] {
  const { limits = [], rate_limit: rate } = held.rule;
  const own = limits.map((limit, i) => ({ counter: `${name}.${i}`, ...limit, at: `${name}.limits[${i}]`, held }));
  if (rate === undefined) return own;
  const at = `${name}.rate_limit`;
  const text = typeof rate === 'string' ? rate.split('/') : undefined;
  const { max, window, scope } = text ? { max: Number(text[0]), window: text[1] as Limit['window'] } : (rate as Limit);
  // A span in seconds is counted for each session, unless the rule says otherwise.
  const whose = scope ?? (typeof window === 'number' ? 'session' : undefined);
  return [...own, { at, counter: at, max, window, held, ...(whose && { scope: whose }) }];
}
