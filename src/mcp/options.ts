import { InputError } from '../errors.js';
import { tables } from '../generated/mcp.js';
import type { PolicyDocument } from './policy-load.js';
import type { Category, Lang, ToolRow } from './tables.js';

/** Options of {@link createKommoMcpServer} and its like. */
export interface KommoMcpOptions {
  /** policy.json, parsed or as text. Default: every read tool. It is read strictly. */
  policy?: PolicyDocument | string | undefined;
  /** Lets tools write, as far as the policy allows. Default false: read-only, whatever else is asked for. */
  write?: boolean | undefined;
  /** Names of toolsets, `default` or `all`. Default `['default']`. */
  toolsets?: readonly string[] | undefined;
  /** Tools on top of the toolsets. */
  tools?: readonly string[] | undefined;
  /** Tools to leave out; wins over the others. */
  exclude?: readonly string[] | undefined;
  /** Language of titles, descriptions and prompts. Default `en`. */
  lang?: Lang | undefined;
  /** Budget of one answer, in tokens of 4 characters. Default 6,000. */
  maxTokens?: number | undefined;
  /** Decides calls that need approval, in place of asking the client's user. */
  approve?:
    | ((call: {
        tool: string;
        category: Category;
        arguments: Readonly<Record<string, unknown>>;
      }) => boolean | Promise<boolean>)
    | undefined;
  /** Told of every decision. Values of arguments are not in it. */
  audit?: ((event: AuditEvent) => void) | undefined;
  /** Key of 32 bytes or more that seals questions, for several processes behind one address. Default: random. */
  stateKey?: Uint8Array | string | undefined;
  /** The clock, in milliseconds. */
  now?: (() => number) | undefined;
}

/** One decision, for a log. */
export interface AuditEvent {
  readonly tool: string;
  readonly operation?: string | undefined;
  readonly category: Category;
  readonly decision: 'run' | 'denied' | 'asked' | 'failed';
  readonly rule?: string | undefined;
  /** Names of the arguments. */
  readonly arguments: readonly string[];
  readonly ms: number;
}

/** The toolsets that there are. */
export const toolsets: readonly string[] = [...new Set(tables.tools.map(({ toolset }) => toolset))];

/** The tools that the options name. @throws InputError on a name that there is not */
export function selected({
  toolsets: sets = ['default'],
  tools = [],
  exclude = [],
}: KommoMcpOptions): ReadonlySet<ToolRow> {
  const known = (field: string, names: readonly string[], all: readonly string[]): void => {
    const wrong = names.find((name) => !all.includes(name));
    if (wrong !== undefined)
      throw new InputError(field, `there is no ${JSON.stringify(wrong)}; known: ${all.join(', ')}`);
  };
  const names = tables.tools.map(({ name }) => name);
  known('toolsets', sets, ['default', 'all', ...toolsets]);
  known('tools', tools, names);
  known('exclude', exclude, names);
  const wanted = (row: ToolRow): boolean =>
    sets.includes('all') ||
    sets.includes(row.toolset) ||
    (sets.includes('default') && row.default === true) ||
    tools.includes(row.name);
  return new Set(tables.tools.filter((row) => wanted(row) && !exclude.includes(row.name)));
}
