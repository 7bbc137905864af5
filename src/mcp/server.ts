import type * as Sdk from '@modelcontextprotocol/server';
import type { Kommo } from '../client.js';
import { InputError } from '../errors.js';
import { type Category, type Lang, type PolicyDocument, type ToolRow, tables } from '../generated/mcp.js';
import { VERSION } from '../version.js';
import { Approvals } from './approval.js';
import { explain, LocalError, Snapshot } from './kommo.js';
import { operationRow } from './operations.js';
import { type Call, type Denial, Policy } from './policy.js';
import { loadPolicy } from './policy-load.js';
import { type Env, runTool } from './run.js';
import { standardSchema } from './schema.js';

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
  approve?: ((call: { tool: string; category: Category; arguments: Args }) => boolean | Promise<boolean>) | undefined;
  /** Told of every decision. Values of arguments are not in it. */
  audit?: ((event: AuditEvent) => void) | undefined;
  /** Key of 32 bytes or more that seals questions, where several processes answer at one address. Default: random. */
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

type Args = Readonly<Record<string, unknown>>;
type Answer = Sdk.CallToolResult | Sdk.InputRequiredResult;
const rows = new Map(tables.tools.map((row) => [row.name, row]));
const sets = ['default', 'all', ...new Set(tables.tools.map(({ toolset }) => toolset))];

/** Makes servers that share one account, policy, snapshot and count of calls. */
export class KommoMcp {
  readonly sdk: typeof Sdk;
  readonly policy: Policy;
  readonly #kommo: Kommo;
  readonly #options: KommoMcpOptions;
  readonly #snapshot: Snapshot;
  readonly #approvals: Approvals;

  /** @throws InputError on a policy or a name that does not fit */
  constructor(sdk: typeof Sdk, kommo: Kommo, options: KommoMcpOptions) {
    this.sdk = sdk;
    this.#kommo = kommo;
    this.#options = checkNames(options);
    this.policy = new Policy(
      options.policy === undefined ? {} : loadPolicy(options.policy),
      options.write,
      options.now,
    );
    this.#snapshot = new Snapshot(kommo);
    this.#approvals = new Approvals(sdk, options.stateKey);
  }

  /** A fresh server, for one connection or one request. */
  server(): Sdk.McpServer {
    const { lang = 'en', write = false } = this.#options;
    const instructions = `${tables.instructions[lang]}${write ? '' : ` (${tables.texts['read_only']})`}`;
    const server = new this.sdk.McpServer(
      { name: 'kommo', title: 'Kommo CRM', version: VERSION },
      { instructions, requestState: { verify: this.#approvals.codec.verify } },
    );
    this.#denyUnlisted(server);
    for (const row of tables.tools) {
      const { name, input, output } = row;
      const annotations =
        name === 'call_operation' && write
          ? { ...row.annotations, readOnlyHint: false, destructiveHint: true, idempotentHint: false }
          : row.annotations;
      const config = {
        title: row.title[lang],
        description: row.description[lang],
        annotations,
        inputSchema: standardSchema(input),
        outputSchema: standardSchema(output, true),
      };
      const tool = server.registerTool(name, config, (args, ctx) => this.#call(row, args, server, ctx));
      if (closed(row, this.#options, this.policy)) tool.disable();
    }
    this.#addResources(server);
    addPrompts(server, lang);
    return server;
  }

  // The SDK answers a call to what is not on the list with a protocol error, which models do not see. This one they do.
  #denyUnlisted({ server }: Sdk.McpServer): void {
    type Handler = (request: Sdk.CallToolRequest, ctx: Sdk.ServerContext) => unknown;
    const set = server.setRequestHandler.bind(server) as (method: string, handler: Handler) => void;
    server.setRequestHandler = ((method: string, handler: Handler) => {
      const guarded: Handler = (request, ctx) => {
        const row = rows.get(request.params.name);
        const denial = row && closed(row, this.#options, this.policy);
        if (!denial) return handler(request, ctx);
        this.#audit(row, row.category, request.params.arguments ?? {}, 0, 'denied', denial.rule);
        return refusal(denied(row.name, denial));
      };
      set(method, method === 'tools/call' ? guarded : handler);
    }) as typeof server.setRequestHandler;
  }

  async #call(row: ToolRow, args: Args, server: Sdk.McpServer, ctx: Sdk.ServerContext): Promise<Answer> {
    const started = performance.now();
    let { category } = row;
    const log = (decision: AuditEvent['decision'], rule?: string): void =>
      this.#audit(row, category, args, performance.now() - started, decision, rule);
    try {
      const call = callOf(row, args);
      category = call.category;
      const stop = this.#refused(call) ?? (await this.#approve(call, server, ctx)) ?? this.policy.reserve(call);
      if (stop) log('rule' in stop ? 'denied' : 'asked', 'rule' in stop ? String(stop.rule) : undefined);
      if (stop) return 'rule' in stop ? refusal(denied(row.name, stop as Denial)) : stop;
      const data = await this.#run(row, call, ctx.mcpReq.signal);
      log('run');
      return answer(data, row);
    } catch (error) {
      log('failed');
      return refusal(explain(error, category !== 'read'));
    }
  }

  #refused(call: Call): Denial | undefined {
    return (call.operation && this.policy.reach(call.operation, call.category)) || this.policy.admit(call);
  }

  async #approve(
    call: Call,
    server: Sdk.McpServer,
    ctx: Sdk.ServerContext,
  ): Promise<Denial | Sdk.InputRequiredResult | undefined> {
    const message = this.policy.approval(call);
    if (message === undefined) return undefined;
    const { tool, category, args } = call;
    const { approve } = this.#options;
    const agreed = approve
      ? await approve({ tool, category, arguments: args })
      : await this.#approvals.ask(call, message, server, ctx);
    if (typeof agreed === 'object') return agreed;
    return agreed === true ? undefined : { rule: 'approval', message: tables.texts['declined'] as string };
  }

  async #run(row: ToolRow, call: Call, signal: AbortSignal | undefined): Promise<Record<string, unknown>> {
    const { maxTokens = 6000, now = Date.now } = this.#options;
    const env: Env = {
      kommo: this.#kommo,
      snapshot: this.#snapshot,
      policy: this.policy,
      maxTokens,
      now,
      signal,
      call: (name, args) => this.#nested(name, args, signal),
    };
    try {
      return await runTool(row, call.args, env);
    } catch (error) {
      // Nothing reached Kommo, so it does not count.
      if (error instanceof InputError || (error instanceof LocalError && !error.sent)) this.policy.release(call);
      throw error;
    }
  }

  // What another tool or a resource runs: the same rules hold, but nobody can be asked.
  async #nested(name: string, given: Args, signal: AbortSignal | undefined): Promise<Record<string, unknown>> {
    const row = rows.get(name) as ToolRow;
    const checked = standardSchema(row.input)['~standard'].validate(given);
    const call = callOf(row, 'value' in checked ? checked.value : given);
    const asks =
      this.policy.approval(call) === undefined
        ? undefined
        : { rule: 'approval', message: tables.texts['ask_itself'] as string };
    const denial =
      closed(row, this.#options, this.policy) ?? this.policy.admit(call) ?? asks ?? this.policy.reserve(call);
    if (denial) throw new LocalError(denied(name, denial));
    return this.#run(row, call, signal);
  }

  #addResources(server: Sdk.McpServer): void {
    const mimeType = 'application/json';
    const add = (name: string, tool: string, uri: string | Sdk.ResourceTemplate): void => {
      if (closed(rows.get(tool) as ToolRow, this.#options, this.policy)) return;
      const read = async (at: URL, args: Args, ctx: Sdk.ServerContext): Promise<Sdk.ReadResourceResult> => {
        const text = await this.#nested(tool, args, ctx.mcpReq.signal).then(JSON.stringify, (error) => {
          throw new Error(explain(error, false));
        });
        return { contents: [{ uri: at.href, mimeType, text }] };
      };
      const config = { description: `What ${tool} answers.`, mimeType };
      if (typeof uri === 'string') server.registerResource(name, uri, config, (at, ctx) => read(at, {}, ctx));
      else server.registerResource(name, uri, config, (at, { id }, ctx) => read(at, { id: Number(id) }, ctx));
    };
    for (const { uri, name, tool } of tables.resources) add(name, tool, uri);
    add('lead', 'get_lead', new this.sdk.ResourceTemplate('kommo://leads/{id}', { list: undefined }));
  }

  #audit(
    row: ToolRow,
    category: Category,
    args: Args,
    ms: number,
    decision: AuditEvent['decision'],
    rule?: string,
  ): void {
    const { operation_id: id } = args;
    const operation = row.name === 'call_operation' && typeof id === 'string' ? id.slice(0, 80) : row.operation;
    this.#options.audit?.({ tool: row.name, operation, category, decision, rule, arguments: Object.keys(args), ms });
  }
}

function addPrompts(server: Sdk.McpServer, lang: Lang): void {
  for (const { name, title, text, arguments: args = {} } of tables.prompts) {
    const properties = Object.fromEntries(
      Object.entries(args).map(([key, description]) => [
        key,
        { type: 'string', pattern: '^[\\w-]{0,40}$', description },
      ]),
    );
    const config = {
      title: title[lang],
      description: title[lang],
      argsSchema: standardSchema({ type: 'object', properties }),
    };
    server.registerPrompt(name, config, (given) => {
      const filled = text[lang].replace(/\{(\w+)\}/g, (_, key: string) => String((given as Args)[key] ?? ''));
      return { messages: [{ role: 'user', content: { type: 'text', text: filled } }] };
    });
  }
}

/** Why a tool is not on the list; the same answers a call to it. */
export function closed(
  row: ToolRow,
  { toolsets = ['default'], tools = [], exclude = [] }: KommoMcpOptions,
  policy: Policy,
): Denial | undefined {
  if (exclude.includes(row.name)) return { rule: 'exclude', message: tables.texts['excluded'] as string };
  const on =
    ['all', row.toolset, ...(row.default ? ['default'] : [])].some((set) => toolsets.includes(set)) ||
    tools.includes(row.name);
  return (
    policy.reach(row.name, row.category) ??
    (on
      ? undefined
      : {
          rule: 'toolsets',
          message: `it is not switched on; the operator can start the server with the toolset ${row.toolset}`,
        })
  );
}

function checkNames(options: KommoMcpOptions): KommoMcpOptions {
  for (const [field, known] of [
    ['toolsets', sets],
    ['tools', [...rows.keys()]],
    ['exclude', [...rows.keys()]],
  ] as const) {
    const wrong = options[field]?.find((name) => !known.includes(name));
    if (wrong !== undefined)
      throw new InputError(field, `there is no ${JSON.stringify(wrong)}; known: ${known.join(', ')}`);
  }
  return options;
}

function callOf({ name, category }: ToolRow, args: Args): Call {
  if (name !== 'call_operation') return { tool: name, category, args };
  const [operation, , , own] = operationRow(args['operation_id']);
  return { tool: name, category: own, args, operation };
}

// Argument values are not in it.
function denied(tool: string, { rule, message, retryAfterS }: Denial): string {
  return `[POLICY DENIED] ${tool}: ${message}. Rule: ${rule}. ${retryAfterS === undefined ? 'A retry does not help.' : `Retry later; retry_after_s=${retryAfterS}.`}`;
}

const refusal = (text: string): Sdk.CallToolResult => ({ content: [{ type: 'text', text }], isError: true });

function answer(data: Record<string, unknown>, row: ToolRow): Sdk.CallToolResult {
  const content: Sdk.CallToolResult['content'] = [{ type: 'text', text: JSON.stringify(data) }];
  const { id } = data;
  if (row.category !== 'read' && row.operation?.startsWith('leads.') && id !== undefined)
    content.push({
      type: 'resource_link',
      uri: `kommo://leads/${id}`,
      name: `lead ${id}`,
      mimeType: 'application/json',
    });
  return { content, structuredContent: data, _meta: { 'kommo-sdk/provenance': tables.texts['provenance'] } };
}
