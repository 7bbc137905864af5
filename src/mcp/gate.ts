import { InputError } from '../errors.js';
import { type ToolRow, tables } from '../generated/mcp.js';
import { operationIds } from '../operations/table.js';
import type { KommoMcpOptions } from './options.js';
import { readPolicy } from './policy/load.js';
import { type Call, type Catalogue, type Denial, deny, Policy } from './policy/policy.js';
import { say } from './texts.js';

/** Tools by their names. */
export const toolRows: ReadonlyMap<string, ToolRow> = new Map(tables.tools.map((row) => [row.name, row]));

/** What policies may name. */
export const catalogue: Catalogue = {
  names: new Set([...toolRows.keys(), ...operationIds]),
  coveredBy: (id) => tables.tools.filter(({ covers }) => covers.includes(id)).map(({ name }) => name),
};

/** What a server lets through: its choice of tools first, then the policy. */
export class Gate {
  readonly policy: Policy;

  /** @throws InputError on a policy or a name that does not fit */
  constructor(readonly options: KommoMcpOptions) {
    checkNames('toolsets', options.toolsets, new Set(tables.tools.flatMap((row) => row.sets)));
    checkNames('tools', options.tools, new Set(toolRows.keys()));
    checkNames('exclude', options.exclude, new Set(toolRows.keys()));
    const doc = options.policy === undefined ? {} : readPolicy(options.policy, catalogue);
    this.policy = new Policy(catalogue, doc, options.write, options.now);
  }

  /** Why a tool is not on the list; the same answers a call to it. */
  closed({ name, category, toolset, sets }: ToolRow): Denial | undefined {
    const { toolsets = ['default'], tools = [], exclude = [] } = this.options;
    if (exclude.includes(name)) return deny('exclude', 'excluded');
    const denial = this.policy.reach(name, category);
    if (denial || tools.includes(name) || sets.some((set) => toolsets.includes(set))) return denial;
    return deny('toolsets', 'off', { toolset });
  }

  /** Why a call to a tool of the list is denied. */
  refuse(call: Call): Denial | undefined {
    return (call.operation && this.policy.reach(call.operation, call.category)) || this.policy.admit(call);
  }
}

function checkNames(field: string, names: readonly string[] | undefined, known: ReadonlySet<string>): void {
  const wrong = names?.find((name) => !known.has(name));
  if (wrong !== undefined)
    throw new InputError(field, `has the unknown value "${wrong}"; known: ${[...known].join(', ')}`);
}

/** Why, in words. */
export const because = ({ reason, values }: Denial): string => say(reason, values);

/** A denial for the model. Values of arguments are not in it. */
export function denied(tool: string, denial: Denial): string {
  const { rule, retryAfterS: seconds } = denial;
  const retry = seconds === undefined ? say('no_retry') : say('retry_later', { seconds });
  return say('denied', { tool, rule, message: because(denial), retry });
}
