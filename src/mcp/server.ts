import type * as Sdk from '@modelcontextprotocol/server';
import type { Kommo } from '../client.js';
import { InputError } from '../errors.js';
import { type Category, type Lang, type PolicyDocument, type ToolRow, tables } from '../generated/mcp.js';
import { check, pathText, standardSchema } from '../internal/json-schema.js';
import { VERSION } from '../version.js';
import { Approvals } from './approval.js';
import { Account, explain, LocalError, Snapshot, say, unsent } from './kommo.js';
import { operationRow } from './operations.js';
import { type Call, type Denial, deny, Policy } from './policy.js';
import { loadPolicy } from './policy-load.js';
import { type Env, runTool } from './run.js';

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
type Context = Sdk.ServerContext;
const rows = new Map(tables.tools.map((row) => [row.name, row]));

/** Makes servers that share one account, policy, snapshot and count of calls. */
export class KommoMcp {
  readonly policy: Policy;
  readonly #snapshot: Snapshot;
  readonly #approvals: Approvals;

  /** @throws InputError on a policy or a name that does not fit */
  constructor(
    readonly sdk: typeof Sdk,
    readonly kommo: Kommo,
    readonly options: KommoMcpOptions,
  ) {
    const sets = new Set(tables.tools.flatMap((row) => row.sets));
    checkNames('toolsets', options.toolsets, sets);
    checkNames('tools', options.tools, new Set(rows.keys()));
    checkNames('exclude', options.exclude, new Set(rows.keys()));
    const policy = options.policy === undefined ? {} : loadPolicy(options.policy);
    this.policy = new Policy(policy, options.write, options.now);
    this.#snapshot = new Snapshot(new Account(kommo));
    this.#approvals = new Approvals(sdk, options.stateKey);
  }

  /** A fresh server, for one connection or one request. */
  server(): Sdk.McpServer {
    const { lang = 'en', write } = this.options;
    const instructions = `${tables.instructions[lang]}${write ? '' : ` (${say('read_only')})`}`;
    const requestState = { verify: this.#approvals.codec.verify };
    const info = { name: 'kommo', title: 'Kommo CRM', version: VERSION };
    const server = new this.sdk.McpServer(info, { instructions, requestState });
    this.#denyUnlisted(server);
    for (const row of rows.values()) {
      const [title, description] = [row.title[lang], row.description[lang]];
      const annotations = { ...row.annotations, ...(write && row.writing) };
      const schemas = { inputSchema: standardSchema(row.input), outputSchema: standardSchema(row.output, true) };
      const tool = server.registerTool(row.name, { title, description, annotations, ...schemas }, (args, ctx) =>
        this.#call(row, args, server, ctx),
      );
      if (this.closed(row)) tool.disable();
    }
    this.#addResources(server);
    addPrompts(server, lang);
    return server;
  }

  /** Why a tool is not on the list; the same answers a call to it. */
  closed({ name, category, toolset, sets }: ToolRow): Denial | undefined {
    const { toolsets = ['default'], tools = [], exclude = [] } = this.options;
    if (exclude.includes(name)) return deny('exclude', 'excluded');
    const denial = this.policy.reach(name, category);
    if (denial || tools.includes(name) || sets.some((set) => toolsets.includes(set))) return denial;
    return deny('toolsets', say('off', { toolset }));
  }

  // The SDK answers a call to what is not on the list with a protocol error, which models do not see. This one they do.
  #denyUnlisted({ server }: Sdk.McpServer): void {
    type Handler = (request: Sdk.CallToolRequest, ctx: Context) => unknown;
    const set = server.setRequestHandler.bind(server) as (method: string, handler: Handler) => void;
    const wrapped = (method: string, handler: Handler): void =>
      set(method, (request, ctx) => {
        const row = method === 'tools/call' ? rows.get(request.params.name) : undefined;
        const denial = row && this.closed(row);
        if (denial) this.#audit(row, row.category, request.params.arguments ?? {}, 0, 'denied', denial.rule);
        return denial ? refusal(denied(row.name, denial)) : handler(request, ctx);
      });
    server.setRequestHandler = wrapped as typeof server.setRequestHandler;
  }

  async #call(row: ToolRow, args: Args, server: Sdk.McpServer, ctx: Context) {
    const started = performance.now();
    let { category } = row;
    const log = (decision: AuditEvent['decision'], rule?: string): void =>
      this.#audit(row, category, args, performance.now() - started, decision, rule);
    try {
      const call = callOf(row, args);
      category = call.category;
      const asked = this.#refuse(call) ?? (await this.#approve(call, server, ctx));
      const stop = asked ?? this.policy.count(call, 1);
      if (stop) log(isDenial(stop) ? 'denied' : 'asked', isDenial(stop) ? stop.rule : undefined);
      if (stop) return isDenial(stop) ? refusal(denied(row.name, stop)) : stop;
      const data = await this.#run(row, call, ctx.mcpReq.signal);
      log('run');
      return answer(data, row);
    } catch (error) {
      log('failed');
      return refusal(explain(error, category !== 'read'));
    }
  }

  #refuse(call: Call): Denial | undefined {
    return (call.operation && this.policy.reach(call.operation, call.category)) || this.policy.admit(call);
  }

  async #approve(
    call: Call,
    server: Sdk.McpServer,
    ctx: Context,
  ): Promise<Denial | Sdk.InputRequiredResult | undefined> {
    const message = this.policy.approval(call);
    const { approve } = this.options;
    if (message === undefined) return undefined;
    if (!approve) return this.#approvals.ask(call, message, server, ctx);
    const agreed = await approve({ tool: call.tool, category: call.category, arguments: call.args });
    return agreed === true ? undefined : deny('approval', 'declined');
  }

  async #run(row: ToolRow, call: Call, signal?: AbortSignal): Promise<Record<string, unknown>> {
    const { maxTokens = 6000, now = Date.now } = this.options;
    const { kommo, policy } = this;
    const nested: Env['call'] = (name, args) => this.#nested(name, args, signal);
    try {
      const account = new Account(kommo, signal);
      return await runTool(row, call.args, { account, policy, snapshot: this.#snapshot, maxTokens, now, call: nested });
    } catch (error) {
      // Nothing reached Kommo, so it does not count.
      if (error instanceof InputError || (error instanceof LocalError && !error.sent)) policy.count(call, -1);
      throw error;
    }
  }

  // What another tool or a resource runs: the same rules hold, but nobody can be asked.
  async #nested(name: string, given: Args, signal?: AbortSignal): Promise<Record<string, unknown>> {
    const row = rows.get(name) as ToolRow;
    const { value, issues } = check(row.input, given);
    if (issues[0]) throw unsent('misfit', { id: name, issues: `${pathText(issues[0].path)}: ${issues[0].message}` });
    const call = callOf(row, value as Args);
    const asks = this.policy.approval(call) === undefined ? undefined : deny('approval', 'ask_itself');
    const denial = this.closed(row) ?? this.#refuse(call) ?? asks ?? this.policy.count(call, 1);
    if (denial) throw new LocalError(denied(name, denial));
    return this.#run(row, call, signal);
  }

  #addResources(server: Sdk.McpServer): void {
    for (const { uri, name, tool } of tables.resources) {
      if (this.closed(rows.get(tool) as ToolRow)) continue;
      const read = async (at: URL, args: Args, { mcpReq }: Context): Promise<Sdk.ReadResourceResult> => {
        const data = await this.#nested(tool, args, mcpReq.signal).catch((error) => {
          throw new Error(explain(error, false));
        });
        return { contents: [{ uri: at.href, mimeType: JSON_TYPE, text: JSON.stringify(data) }] };
      };
      const config = { description: `What ${tool} answers.`, mimeType: JSON_TYPE };
      if (!uri.includes('{')) server.registerResource(name, uri, config, (at, ctx) => read(at, {}, ctx));
      const template = new this.sdk.ResourceTemplate(uri, { list: undefined });
      if (uri.includes('{'))
        server.registerResource(name, template, config, (at, { id }, ctx) => read(at, { id: Number(id) }, ctx));
    }
  }

  #audit(
    row: ToolRow,
    category: Category,
    args: Args,
    ms: number,
    decision: AuditEvent['decision'],
    rule?: string,
  ): void {
    const id = row.name === 'call_operation' ? String(args['operation_id']).slice(0, 80) : row.operation;
    const names = Object.keys(args);
    this.options.audit?.({ tool: row.name, operation: id, category, decision, rule, arguments: names, ms });
  }
}

const isDenial = (stop: Denial | Sdk.InputRequiredResult): stop is Denial => typeof stop['rule'] === 'string';
const JSON_TYPE = 'application/json';

function addPrompts(server: Sdk.McpServer, lang: Lang): void {
  for (const { name, title, text, arguments: properties = {} } of tables.prompts) {
    const argsSchema = standardSchema({ type: 'object', properties });
    server.registerPrompt(name, { title: title[lang], description: title[lang], argsSchema }, (args) => {
      const filled = text[lang].replace(/\{(\w+)\}/g, (_, key: string) => String((args as Args)[key] ?? ''));
      return { messages: [{ role: 'user', content: { type: 'text', text: filled } }] };
    });
  }
}

function checkNames(field: string, names: readonly string[] | undefined, known: ReadonlySet<string>): void {
  const wrong = names?.find((name) => !known.has(name));
  if (wrong !== undefined) throw new InputError(field, `there is no "${wrong}"; known: ${[...known].join(', ')}`);
}

function callOf({ name: tool, category }: ToolRow, args: Args): Call {
  if (tool !== 'call_operation') return { tool, category, args };
  const [operation, , , own] = operationRow(args['operation_id']);
  return { tool, category: own, args, operation };
}

// Argument values are not in it.
function denied(tool: string, { rule, message, retryAfterS }: Denial): string {
  const retry = retryAfterS === undefined ? say('no_retry') : say('retry_later', { seconds: retryAfterS });
  return say('denied', { tool, rule, message, retry });
}

const refusal = (text: string): Sdk.CallToolResult => ({ content: [{ type: 'text', text }], isError: true });

function answer(data: Record<string, unknown>, { category, operation }: ToolRow): Sdk.CallToolResult {
  const content: Sdk.CallToolResult['content'] = [{ type: 'text', text: JSON.stringify(data) }];
  const lead = category !== 'read' && operation?.startsWith('leads.') ? data['id'] : undefined;
  if (lead)
    content.push({ type: 'resource_link', uri: `kommo://leads/${lead}`, name: `lead ${lead}`, mimeType: JSON_TYPE });
  return { content, structuredContent: data, _meta: { 'kommo-sdk/provenance': say('provenance') } };
}
