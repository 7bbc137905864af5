import { InputError } from '../errors.js';
import { type PolicyDocument, type ToolRow, tables } from '../generated/mcp.js';
import { operationOf } from '../operations/table.js';
import { catalogue, doubtsOf, toolRows } from './catalogue.js';
import type { KommoMcpOptions } from './options.js';
import { Counts } from './policy/counts.js';
import { readPolicy } from './policy/load.js';
import { type Call, type Denial, deny, Policy } from './policy/policy.js';
import { QUERY_TOOL, WITHOUT_MIRROR } from './query.js';
import { say } from './texts.js';

/** What a server lets through: its choice of tools first, then the policy. */
export class Gate {
  policy: Policy;
  readonly counts: Counts;

  /** @throws InputError on a policy or a name that does not fit */
  constructor(
    readonly options: KommoMcpOptions,
    /** Name of the account whose counts these are, if a server has several. */
    account?: string,
    counts?: Counts,
  ) {
    checkNames('toolsets', options.toolsets, new Set(tables.tools.flatMap((row) => row.sets)));
    checkNames('tools', options.tools, new Set(toolRows.keys()));
    checkNames('exclude', options.exclude, new Set(toolRows.keys()));
    this.counts = counts ?? new Counts(options.now, options.counts, account);
    this.policy = this.#read(options.policy);
  }

  /** Puts another policy in place; what was counted stays. @throws InputError; the old one then stays */
  load(policy: PolicyDocument | string | undefined): void {
    this.policy = this.#read(policy);
  }

  #read(policy: PolicyDocument | string | undefined): Policy {
    const { write = false, exclude } = this.options;
    const doc = policy === undefined ? {} : readPolicy(policy, catalogue);
    return new Policy(catalogue, doc, write, this.counts, exclude);
  }

  /** Why a tool is not on the list; the same answers a call to it. */
  closed({ name, category, toolset, sets }: ToolRow): Denial | undefined {
    const { toolsets = ['default'], tools = [], exclude = [], mirror } = this.options;
    const ofMirror = name === QUERY_TOOL.name;
    if (ofMirror && !mirror) return WITHOUT_MIRROR;
    if (exclude.includes(name)) return deny('exclude', 'excluded');
    const denial = this.policy.reach(name, category, ofMirror);
    if (denial || ofMirror || tools.includes(name) || sets.some((set) => toolsets.includes(set))) return denial;
    return deny('toolsets', 'off', { toolset });
  }

  /** Why a call is denied before its arguments are looked up: by what it does, and by limits that are full. */
  async refuse(call: Call): Promise<Denial | undefined> {
    const { tool, operation, category, args } = call;
    const other = operation === undefined ? undefined : this.reachable(operation, category, args);
    return this.policy.forbid(tool, args) ?? other ?? this.policy.count(call, 0, true);
  }

  /** Why an operation can't be run, whoever runs it. */
  reachable(operation: string, category: ToolRow['category'], args?: Call['args']): Denial | undefined {
    return this.policy.reach(operation, category, true, args) ?? this.policy.forbid(operation, args);
  }

  /** Whether the operator hides or refuses in so many words what an operation reads. */
  hides(operation: string): boolean {
    const { rule = 'default' } = this.policy.reach(operation, 'read') ?? {};
    return rule !== 'default' || this.policy.forbid(operation) !== undefined;
  }

  /** Rules that have no effect in this start, and why; and conditions that may never hold. */
  warnings(): string[] {
    const runner = toolRows.get('call_operation') as ToolRow;
    const idle = Object.entries(this.policy.doc.tools ?? {}).flatMap(([name, { action }]) => {
      const [, , , category] = operationOf(name) ?? [];
      const row = toolRows.get(name);
      // What is refused has its effect in any case, and a rule of an operation holds for the tools that run it.
      if (name === '*' || action === 'deny' || action === 'hide') return [];
      const open = [...toolRows.values()].some((one) => catalogue.runs(one.name).includes(name) && !this.closed(one));
      const denial = row
        ? this.closed(row)
        : category && !open
          ? (this.closed(runner) ?? this.reachable(name, category))
          : undefined;
      if (!denial) return [];
      const other = row ? '' : ', and call_operation does not run it';
      return [`policy.tools.${name} has no effect in this start${other}: ${because(denial)}`];
    });
    return [...idle, ...doubtsOf(this.policy.doc)];
  }
}

function checkNames(field: string, names: readonly string[] | undefined, known: ReadonlySet<string>): void {
  const wrong = names?.find((name) => !known.has(name));
  if (wrong !== undefined)
    throw new InputError(field, `has the unknown value "${wrong}"; known: ${[...known].join(', ')}`);
}

/** Why, in words. */
export const because = ({ reason, values, text }: Denial): string => text ?? say(reason, values);

/** A denial for the model. Values of arguments are not in it. */
export function denied(tool: string, denial: Denial): string {
  const { rule, retryAfterS: seconds } = denial;
  const retry = seconds === undefined ? say('no_retry') : say('retry_later', { seconds });
  return say('denied', { tool, rule, message: because(denial).replace(/\.$/, ''), retry });
}
