import type * as Sdk from '@modelcontextprotocol/server';
import type { Kommo } from '../client/kommo.js';
import { InputError } from '../errors.js';
import { type Lang, type ToolRow, tables } from '../generated/mcp.js';
import { AccountNames } from '../reports/names.js';
import { check, pathText, standardSchema } from '../util/json-schema.js';
import { VERSION } from '../version.js';
import { Approvals } from './approval.js';
import { denied, Gate, toolRows } from './gate.js';
import { callOf } from './operations.js';
import type { KommoMcpOptions } from './options.js';
import type { AuditEvent } from './policy/decision.js';
import { type Call, type Denial, deny } from './policy/policy.js';
import { runTool } from './run.js';
import { explain, fill, LocalError, say, unsent } from './texts.js';

type Args = Readonly<Record<string, unknown>>;
type Context = Sdk.ServerContext;
type Data = Record<string, unknown>;
type Stop = Denial | Sdk.InputRequiredResult;
const JSON_TYPE = 'application/json';

/** Makes servers that share one account, policy, cache of names and count of calls. */
export class KommoMcp {
  readonly gate: Gate;
  readonly #names: AccountNames;
  readonly #approvals: Approvals;

  /** @throws InputError on a policy or a name that does not fit */
  constructor(
    readonly sdk: typeof Sdk,
    kommo: Kommo,
    readonly options: KommoMcpOptions,
  ) {
    this.gate = new Gate(options);
    this.#names = new AccountNames(kommo);
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
    for (const row of toolRows.values()) {
      const [title, description] = [row.title[lang], row.description[lang]];
      const annotations = { ...row.annotations, ...(write && row.writing) };
      const inputSchema = standardSchema(row.input, { ignores: row.ignores });
      const outputSchema = standardSchema(row.output, { open: true });
      const config = { title, description, annotations, inputSchema, outputSchema };
      const tool = server.registerTool(row.name, config, (args, ctx) => this.#call(row, args, server, ctx));
      if (this.gate.closed(row)) tool.disable();
    }
    this.#addResources(server);
    addPrompts(server, lang);
    return server;
  }

  // The SDK answers a call to what is not on the list with a protocol error, which models do not see. This one they do.
  #denyUnlisted({ server }: Sdk.McpServer): void {
    type Handler = (request: Sdk.CallToolRequest, ctx: Context) => unknown;
    const set = server.setRequestHandler.bind(server) as (method: string, handler: Handler) => void;
    const wrapped = (method: string, handler: Handler): void =>
      set(method, (request, ctx) => {
        const row = method === 'tools/call' ? toolRows.get(request.params.name) : undefined;
        const denial = row && this.gate.closed(row);
        if (!denial) return handler(request, ctx);
        this.#audit(row, request.params.arguments ?? {}, { decision: 'denied', rule: denial.rule });
        return refusal(denied(row.name, denial));
      });
    server.setRequestHandler = wrapped as typeof server.setRequestHandler;
  }

  async #call(row: ToolRow, args: Args, server: Sdk.McpServer, ctx: Context) {
    const started = performance.now();
    let { category } = row;
    const log = (decision: AuditEvent['decision'], rule?: string): void =>
      this.#audit(row, args, { category, decision, rule, ms: performance.now() - started });
    try {
      const call = callOf(row, args);
      category = call.category;
      const asked = this.gate.refuse(call) ?? (await this.#approve(call, server, ctx));
      const stop = asked ?? this.gate.policy.count(call, 1);
      if (stop && !isDenial(stop)) {
        log('asked');
        return stop;
      }
      if (stop) {
        log('denied', stop.rule);
        return refusal(denied(row.name, stop));
      }
      const data = await this.#run(row, call, ctx.mcpReq.signal);
      log('run');
      return answer(data, row);
    } catch (error) {
      log('failed');
      return refusal(explain(error, category !== 'read'));
    }
  }

  async #approve(call: Call, server: Sdk.McpServer, ctx: Context): Promise<Stop | undefined> {
    const asks = this.gate.policy.approval(call);
    const { approve } = this.options;
    if (!asks) return undefined;
    if (!approve) return this.#approvals.ask(call, asks.message ?? say('asks', { name: asks.name }), server, ctx);
    const agreed = await approve({ tool: call.tool, category: call.category, arguments: call.args });
    return agreed === true ? undefined : deny('approval', 'declined');
  }

  async #run(row: ToolRow, call: Call, signal?: AbortSignal): Promise<Data> {
    const { maxTokens = 6000, now = Date.now } = this.options;
    const { gate } = this;
    const nested = (name: string, args: Args): Promise<Data> => this.#nested(name, args, signal);
    try {
      return await runTool(row, call.args, { signal, gate, names: this.#names, maxTokens, now, call: nested });
    } catch (error) {
      // Nothing reached Kommo, so it does not count.
      if (error instanceof InputError || (error instanceof LocalError && !error.sent)) gate.policy.count(call, -1);
      throw error;
    }
  }

  // What another tool or a resource runs: the same rules hold, but nobody can be asked.
  async #nested(name: string, given: Args, signal?: AbortSignal): Promise<Data> {
    const row = toolRows.get(name) as ToolRow;
    const { value, issues } = check(row.input, given);
    if (issues[0]) throw unsent('misfit', { id: name, issues: `${pathText(issues[0].path)}: ${issues[0].message}` });
    const call = callOf(row, value as Args);
    const asks = this.gate.policy.approval(call) && deny('approval', 'ask_itself');
    const denial = this.gate.closed(row) ?? this.gate.refuse(call) ?? asks ?? this.gate.policy.count(call, 1);
    if (denial) throw new LocalError(denied(name, denial));
    return this.#run(row, call, signal);
  }

  #addResources(server: Sdk.McpServer): void {
    for (const { uri, name, tool } of tables.resources) {
      if (this.gate.closed(toolRows.get(tool) as ToolRow)) continue;
      const read = async (at: URL, args: Args, { mcpReq }: Context): Promise<Sdk.ReadResourceResult> => {
        const data = await this.#nested(tool, args, mcpReq.signal).catch((error) => {
          throw new Error(explain(error, false));
        });
        return { contents: [{ uri: at.href, mimeType: JSON_TYPE, text: JSON.stringify(data) }] };
      };
      const config = { description: `What ${tool} answers.`, mimeType: JSON_TYPE };
      if (uri.includes('{')) {
        const template = new this.sdk.ResourceTemplate(uri, { list: undefined });
        server.registerResource(name, template, config, (at, { id }, ctx) => read(at, { id: Number(id) }, ctx));
      } else server.registerResource(name, uri, config, (at, ctx) => read(at, {}, ctx));
    }
  }

  #audit(row: ToolRow, args: Args, event: Pick<AuditEvent, 'decision' | 'rule'> & Partial<AuditEvent>): void {
    const operation = row.name === 'call_operation' ? String(args['operation_id']).slice(0, 80) : row.operation;
    const names = Object.keys(args);
    this.options.audit?.({ tool: row.name, operation, category: row.category, arguments: names, ms: 0, ...event });
  }
}

const isDenial = (stop: Stop): stop is Denial => typeof stop['rule'] === 'string';

function addPrompts(server: Sdk.McpServer, lang: Lang): void {
  for (const { name, title, text, arguments: properties = {} } of tables.prompts) {
    const argsSchema = standardSchema({ type: 'object', properties });
    server.registerPrompt(name, { title: title[lang], description: title[lang], argsSchema }, (args) => {
      const content = { type: 'text' as const, text: fill(text[lang], args) };
      return { messages: [{ role: 'user', content }] };
    });
  }
}

const refusal = (text: string): Sdk.CallToolResult => ({ content: [{ type: 'text', text }], isError: true });

function answer(data: Data, { category, operation }: ToolRow): Sdk.CallToolResult {
  const content: Sdk.CallToolResult['content'] = [{ type: 'text', text: JSON.stringify(data) }];
  const lead = category !== 'read' && operation?.startsWith('leads.') ? data['id'] : undefined;
  if (lead)
    content.push({ type: 'resource_link', uri: `kommo://leads/${lead}`, name: `lead ${lead}`, mimeType: JSON_TYPE });
  return { content, structuredContent: data, _meta: { 'kommo-sdk/provenance': say('provenance') } };
}
