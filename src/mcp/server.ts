import type * as Sdk from '@modelcontextprotocol/server';
import type { Kommo } from '../client/kommo.js';
import { InputError, type KommoApiError, KommoError } from '../errors.js';
import { type Lang, type PolicyDocument, type ToolRow, tables } from '../generated/mcp.js';
import { AccountNames } from '../reports/names.js';
import { pathText, standardSchema } from '../util/json-schema.js';
import type { JsonSchema } from '../util/operation-spec.js';
import { stripInvisible } from '../util/strip-invisible.js';
import { VERSION } from '../version.js';
import { Approvals, shownCall } from './approval.js';
import { inputSchema, readArguments } from './arguments.js';
import { auditor } from './audit.js';
import { canonicalOf, toolRows } from './catalogue.js';
import { completer, isClosed, sourceOf } from './complete.js';
import type { Env } from './env.js';
import { denied, Gate } from './gate.js';
import { callOf } from './operations.js';
import type { KommoMcpOptions } from './options.js';
import type { AuditEvent } from './policy/decision.js';
import { type Call, type Denial, deny } from './policy/policy.js';
import { QUERY_TOOL, SCHEMA_URI } from './query.js';
import { runTool } from './run.js';
import { settle } from './settle.js';
import { explain, fill, LocalError, say, unsent } from './texts.js';

type Args = Readonly<Record<string, unknown>>;
type Context = Sdk.ServerContext;
type Data = Record<string, unknown>;
type Stop = Denial | Sdk.InputRequiredResult;
type Event = Pick<AuditEvent, 'decision'> & Partial<AuditEvent>;
const JSON_TYPE = 'application/json';

/** Operations that list names. If one is hidden, its names stand in no other answer. */
const NAMED = { users: 'users.list', pipelines: 'pipelines.list', reasons: 'lossReasons.list' } as const;

type Handler = (request: Sdk.CallToolRequest, ctx: Context) => unknown;

/** Who is calling, as far as limits and the log ask. */
interface Caller {
  readonly session: string;
  readonly principal?: string;
  readonly client?: string;
}

/** One connection, or one request over HTTP: it stays with the client of Kommo that it began with. */
interface Scope {
  readonly session: string;
  readonly names: AccountNames;
  readonly isOld: () => boolean;
}

/** Makes servers that share one account, policy and count of calls. */
export class KommoMcp {
  readonly gate: Gate;
  readonly #names = new WeakMap<Kommo, AccountNames>();
  readonly #approvals: Approvals;
  readonly #audit: (event: AuditEvent) => void;
  readonly #mirror: Env['mirror'];
  readonly #live = new Set<WeakRef<{ refresh(): void }>>();

  /** @throws InputError on a policy or a name that does not fit */
  constructor(
    readonly sdk: typeof Sdk,
    readonly kommo: Kommo,
    readonly options: KommoMcpOptions,
    /** Name of the account, if a server has several. */
    readonly account?: string,
    /** Serves the same account under another policy: counts, approvals and caches of names are shared. */
    readonly before?: KommoMcp,
  ) {
    this.gate = new Gate(options, account, before?.gate.counts);
    this.#approvals = before ? before.#approvals : new Approvals(sdk, options.stateKey);
    this.#audit = auditor(options.audit, options.warn);
    this.#mirror = queriesOf(options);
  }

  /** Puts another policy in place, also for connections that are open. @throws InputError; the old one then stays */
  load(policy: PolicyDocument | string | undefined): void {
    this.gate.load(policy);
    for (const ref of this.#live) {
      const server = ref.deref();
      if (server) server.refresh();
      else this.#live.delete(ref);
    }
  }

  #namesOf(kommo: Kommo): AccountNames {
    const known = this.#names.get(kommo);
    if (known) return known;
    const hides: AccountNames['hides'] = (key) => {
      if (key === 'contacts') return this.gate.reachable('contacts.list', 'read') !== undefined;
      return key !== 'account' && this.gate.hides(NAMED[key]);
    };
    const names = new AccountNames(kommo, hides, this.before ? this.before.#namesOf(kommo).known : undefined);
    this.#names.set(kommo, names);
    return names;
  }

  /**
   * A fresh server, for one connection or one request.
   * @param kommo - the client of the account whose token it uses; clients of one account can have tokens of different users
   * @param isOld - whether another policy holds for whoever asks by now
   */
  server(kommo: Kommo = this.kommo, isOld = (): boolean => false): Sdk.McpServer {
    const { lang = 'en', write } = this.options;
    const instructions = `${tables.instructions[lang]}${write ? '' : ` (${say('read_only')})`}`;
    const scope: Scope = { session: crypto.randomUUID(), names: this.#namesOf(kommo), isOld };
    // An approval that was not sealed here is an error of the protocol. No handler sees the call, so it is logged here.
    const verify = (state: string, ctx: Context) =>
      this.#approvals.codec.verify(state, ctx).catch((error: unknown) => {
        const caller = callerOf(ctx, scope.session, server.server.getClientVersion());
        this.#log(caller, 'approval', {}, { decision: 'denied', rule: 'approval', operations: [] });
        throw error;
      });
    const info = { name: 'kommo', title: 'Kommo CRM', version: VERSION };
    const server = new this.sdk.McpServer(info, { instructions, requestState: { verify } });
    this.#denyUnlisted(server, scope.session);
    const tools = [...toolRows.values()].map((row) => {
      const [title, description] = [row.title[lang], row.description[lang]];
      const annotations = { ...row.annotations, ...(write && row.writing) };
      const outputSchema = standardSchema(row.output, { unknownKeys: 'accept' });
      const config = { title, description, annotations, inputSchema: inputSchema(row), outputSchema };
      const tool = server.registerTool(row.name, config, (args, ctx) => this.#call(row, args, server, ctx, scope));
      if (this.gate.closed(row)) tool.disable();
      return { row, tool };
    });
    this.#addResources(server, scope);
    this.#addSchema(server, scope.session);
    this.#addPrompts(server, lang, scope.names);
    const refresh = (): void => {
      for (const { row, tool } of tools) {
        const open = !this.gate.closed(row);
        if (open && !tool.enabled) tool.enable();
        if (!open && tool.enabled) tool.disable();
      }
    };
    const live = { refresh };
    lifelines.set(server, live);
    this.#live.add(new WeakRef(live));
    return server;
  }

  // The SDK answers a call to what is not on the list with a protocol error, which models do not see. This one they do.
  #denyUnlisted({ server }: Sdk.McpServer, session: string): void {
    const set = server.setRequestHandler.bind(server) as (method: string, handler: Handler) => void;
    const wrapped = (method: string, handler: Handler): void =>
      set(method, (request, ctx) => {
        if (method === 'resources/read') return this.#logRead(request, ctx, handler, session, server);
        if (method === 'prompts/get')
          return this.#logPrompt(request, ctx, handler, callerOf(ctx, session, server.getClientVersion()));
        if (method === 'completion/complete')
          this.#logCompletion(request, callerOf(ctx, session, server.getClientVersion()));
        if (method !== 'tools/call') return handler(request, ctx);
        const { name, arguments: args = {} } = request.params;
        const caller = callerOf(ctx, session, server.getClientVersion());
        const row = toolRows.get(name);
        const denial = row && this.gate.closed(row);
        if (row && !denial) {
          const { issues } = readArguments(row, args);
          if (issues.length > 0) this.#log(caller, row, args, { decision: 'failed', error: 'arguments' });
          return handler(request, ctx);
        }
        if (!row) {
          this.#log(caller, name.slice(0, 80), args, { decision: 'unknown' });
          return handler(request, ctx);
        }
        this.#log(caller, row, args, { decision: 'denied', rule: denial?.rule });
        return refusal(denied(row.name, denial as Denial));
      });
    server.setRequestHandler = wrapped as typeof server.setRequestHandler;
  }

  // Also what is unknown or closed leaves a line. Values in an address are as private as those of arguments.
  async #logRead(request: Sdk.CallToolRequest, ctx: Context, handler: Handler, session: string, server: Sdk.Server) {
    const started = performance.now();
    const address = String((request.params as unknown as Data)['uri']).slice(0, 500);
    const found = tables.resources.find(({ uri }) => new RegExp(`^${uri.replace(/\{\w+\}/g, '[^/]+')}$`).test(address));
    const known = found?.uri ?? (address === SCHEMA_URI ? address : undefined);
    const uri = this.options.auditValues ? address : known;
    const keys = [...(found?.uri.matchAll(/\{(\w+)\}/g) ?? [])].map(([, key]) => [key as string, undefined] as const);
    const log = (event: Event): void => {
      const ms = Math.round(performance.now() - started);
      const operations = found ? operationsOf(found.tool, {}) : [];
      const more = { ms, operations, ...(uri !== undefined && { uri }), values: undefined };
      this.#log(callerOf(ctx, session, server.getClientVersion()), 'resource', Object.fromEntries(keys), {
        ...more,
        ...event,
      });
    };
    try {
      const result = await handler(request, ctx);
      log({ decision: 'run' });
      return result;
    } catch (error) {
      const closed = found ? this.gate.closed(toolRows.get(found.tool) as ToolRow) : undefined;
      const { rule } = error as { rule?: string };
      if (closed || rule) log({ decision: 'denied', rule: rule ?? closed?.rule });
      else log(known === undefined ? { decision: 'unknown' } : { decision: 'failed', ...failureOf(error) });
      throw error;
    }
  }

  async #logPrompt(request: Sdk.CallToolRequest, ctx: Context, handler: Handler, caller: Caller) {
    const { name, arguments: args = {} } = request.params;
    const found = tables.prompts.find((one) => one.name === name);
    const log = (event: Event): void =>
      this.#log(caller, 'prompt', args, { operations: [], prompt: String(name).slice(0, 80), ...event });
    try {
      const result = await handler(request, ctx);
      log({ decision: 'run' });
      return result;
    } catch (error) {
      const closed = found && this.#closedIn(found);
      if (closed) log({ decision: 'denied', rule: closed.rule });
      else log(found ? { decision: 'failed', ...failureOf(error) } : { decision: 'unknown' });
      throw error;
    }
  }

  // Why a prompt is not there: a tool that it names is closed.
  #closedIn({ text }: (typeof tables.prompts)[number]): Denial | undefined {
    const named = [...toolRows.values()].filter((row) => new RegExp(`\\b${row.name}\\b`).test(text.en));
    return named.map((row) => this.gate.closed(row)).find((denial) => denial !== undefined);
  }

  #logCompletion({ params }: Sdk.CallToolRequest, caller: Caller): void {
    const { argument } = params as unknown as { argument?: { name?: unknown; value?: unknown } };
    const key = String(argument?.name).slice(0, 80);
    const source = sourceOf(key);
    const decision = source === undefined ? 'unknown' : isClosed(source, this.gate) ? 'denied' : 'run';
    this.#log(caller, 'completion', { [key]: argument?.value }, { decision, operations: source ? [source] : [] });
  }

  async #call(row: ToolRow, given: Args, server: Sdk.McpServer, ctx: Context, { session, names, isOld }: Scope) {
    const started = performance.now();
    const caller = callerOf(ctx, session, server.server.getClientVersion());
    let { category } = row;
    let args = given;
    const log = (decision: AuditEvent['decision'], more: Partial<AuditEvent> = {}): void =>
      this.#log(caller, row, args, { category, decision, ms: Math.round(performance.now() - started), ...more });
    try {
      const first = { ...callOf(row, given), ...caller };
      category = first.category;
      const { policy } = this.gate;
      let stop: Stop | undefined = await this.gate.refuse(first);
      let call = first;
      if (!stop) {
        const settled = await this.#settled(row, first, names);
        if (isDenial(settled)) stop = settled;
        else {
          call = settled;
          args = call.args;
          // Before a person is asked, so that they are not asked more often than a limit says.
          stop = (await policy.count(call, 1)) ?? (await this.#approve(row, call, server, ctx, names));
          // A person may take long, and the operator may have closed meanwhile what was asked for.
          if (!stop && (isOld() || policy !== this.gate.policy))
            stop = { ...deny('policy', 'changed'), retryAfterS: 1 };
          // It counts when it is repeated.
          if (stop && (!isDenial(stop) || stop.retryAfterS)) await policy.count(call, -1);
        }
      }
      if (stop && !isDenial(stop)) {
        log('asked');
        return stop;
      }
      if (stop) {
        log('denied', { rule: stop.rule });
        return refusal(denied(row.name, stop));
      }
      const data = await this.#run(row, call, caller, names, ctx.mcpReq.signal, progressOf(ctx));
      log('run');
      return answer(data, row);
    } catch (error) {
      const { rule } = error as LocalError;
      if (rule) log('denied', { rule });
      else log('failed', failureOf(error));
      this.#report(row.name, error);
      return refusal(explain(error, category !== 'read'));
    }
  }

  async #approve(
    row: ToolRow,
    call: Call & Caller,
    server: Sdk.McpServer,
    ctx: Context,
    names: AccountNames,
  ): Promise<Stop | undefined> {
    const asks = this.gate.policy.approval(call);
    const { approve, approveElse } = this.options;
    if (!asks) return undefined;
    const canAsk = this.#approvals.canAsk(server, ctx);
    const decide = approve ?? (canAsk ? undefined : approveElse);
    if (!decide && !canAsk) return deny('approval', 'no_elicitation');
    const { seconds } = asks;
    const ask = async (): Promise<Stop | undefined> => {
      const message = await shownCall(asks.message ?? say('asks', { name: asks.name }), row, call, names);
      if (!decide) return this.#approvals.ask(call, this.gate.policy.doc, message, seconds, server, ctx);
      if (message === undefined) return deny('approval', 'too_much');
      const { tool, category, args, session = '', principal = session, client } = call;
      const who = { session: principal, client, signal: ctx.mcpReq.signal };
      const agreed = await decide({ tool, category, arguments: args, message, seconds, ...who });
      if (agreed === 'pending') return { ...deny('approval', 'pending'), retryAfterS: 30 };
      return agreed === true ? undefined : deny('approval', 'declined');
    };
    return this.#approvals.bounded(call, seconds, !decide && !ctx.mcpReq.inputResponses, ask);
  }

  // The call with ids in place of names, unless the policy denies it. A look-up that asked Kommo counts, also if it ends the call. So
  // the call is taken off its limits before, and given back after.
  async #settled<T extends Call>(row: ToolRow, call: T, names: AccountNames): Promise<T | Denial> {
    const { policy } = this.gate;
    const { args: given, operation, category } = call;
    const looksUp = policy.readsFields || Object.keys(row.kinds ?? {}).some((key) => given[key] !== undefined);
    const full = looksUp ? await policy.count(call, 1, true) : undefined;
    if (full) return full;
    const before = sentBy(names);
    let goesOn = false;
    try {
      const args = await settle(row, given, names, this.options.now?.() ?? Date.now());
      const judged = policy.readsFields
        ? await (await import('./field-items.js')).judgedArguments(row, args, names)
        : args;
      const judgesAll = policy.judgesAll && operation !== undefined && category === 'read';
      const canonical = judgesAll ? await canonicalOf(operation, args) : undefined;
      const settled = { ...call, args, judged, ...(canonical && { canonical }) };
      const denial = policy.admit(settled);
      goesOn = !denial;
      return denial ?? settled;
    } finally {
      if (looksUp && (goesOn || sentBy(names) === before)) await policy.count(call, -1);
    }
  }

  async #run(
    row: ToolRow,
    call: Call,
    caller: Caller,
    names: AccountNames,
    signal?: AbortSignal,
    progress?: (done: number) => void,
  ): Promise<Data> {
    const { maxTokens = 6000, now = Date.now } = this.options;
    const { gate } = this;
    const nested = (name: string, args: Args): Promise<Data> =>
      this.#nested(name, args, caller, names, row.name, signal, progress);
    const before = sentBy(names);
    try {
      const env = { signal, gate, names, mirror: this.#mirror, maxTokens, now, progress, call: nested };
      return await runTool(row, call.args, env);
    } catch (error) {
      // If nothing reached Kommo, it does not count. Requests of other calls keep the count, which is the safe side.
      const isOurs = error instanceof InputError || (error instanceof LocalError && !error.sent);
      if (isOurs && sentBy(names) === before) await gate.policy.count(call, -1);
      throw error;
    }
  }

  // What another tool or a resource runs: the same rules hold, but nobody can be asked.
  async #nested(
    name: string,
    given: Args,
    caller: Caller,
    names: AccountNames,
    within: string,
    signal?: AbortSignal,
    progress?: (done: number) => void,
  ): Promise<Data> {
    const row = toolRows.get(name) as ToolRow;
    const started = performance.now();
    const log = (decision: AuditEvent['decision'], more: Partial<AuditEvent> = {}): void =>
      this.#log(caller, row, given, { decision, within, ms: Math.round(performance.now() - started), ...more });
    const refuse = (denial: Denial): never => {
      throw Object.assign(new LocalError(denied(name, denial)), { rule: denial.rule });
    };
    try {
      const { value, issues } = readArguments(row, given);
      if (issues[0]) throw unsent('misfit', { id: name, issues: `${pathText(issues[0].path)}: ${issues[0].message}` });
      const first = { ...callOf(row, value), ...caller };
      const closed = this.gate.closed(row) ?? (await this.gate.refuse(first));
      if (closed) refuse(closed);
      const call = await this.#settled(row, first, names);
      if (isDenial(call)) return refuse(call);
      const asks = this.gate.policy.approval(call) && deny('approval', 'ask_itself');
      const denial = asks ?? (await this.gate.policy.count(call, 1));
      if (denial) refuse(denial);
      const data = await this.#run(row, call, caller, names, signal, progress);
      log('run');
      return data;
    } catch (error) {
      const { rule } = error as LocalError;
      if (rule) log('denied', { rule });
      else log('failed', failureOf(error));
      throw error;
    }
  }

  // What is no error of Kommo or of the arguments has its cause in the adapter, which only its operator can mend.
  #report(tool: string, error: unknown): void {
    if (error instanceof KommoError || error instanceof LocalError) return;
    const { warn = console.error } = this.options;
    warn(`${tool} failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
  }

  #addResources(server: Sdk.McpServer, { session, names }: Scope): void {
    for (const { uri, name, tool } of tables.resources) {
      if (this.gate.closed(toolRows.get(tool) as ToolRow)) continue;
      const read = async (at: URL, args: Args, ctx: Context): Promise<Sdk.ReadResourceResult> => {
        const caller = callerOf(ctx, session, server.server.getClientVersion());
        const data = await this.#nested(tool, args, caller, names, 'resource', ctx.mcpReq.signal).catch((error) => {
          const { name, rule } = error as LocalError;
          throw Object.assign(new Error(explain(error, false)), { name, rule });
        });
        return { contents: [{ uri: at.href, mimeType: JSON_TYPE, text: JSON.stringify(data) }] };
      };
      const config = { description: `What ${tool} answers.`, mimeType: JSON_TYPE };
      if (uri.includes('{')) {
        const keys = [...uri.matchAll(/\{(\w+)\}/g)].map(([, key]) => key as string);
        const complete = Object.fromEntries(
          keys.flatMap((key) => {
            const complete = completer(key, names, this.gate);
            return complete ? [[key, complete] as const] : [];
          }),
        );
        const template = new this.sdk.ResourceTemplate(uri, { list: undefined, complete });
        server.registerResource(name, template, config, (at, given, ctx) => read(at, partsOf(keys, given), ctx));
      } else server.registerResource(name, uri, config, (at, ctx) => read(at, {}, ctx));
    }
  }

  #addSchema(server: Sdk.McpServer, session: string): void {
    const mirror = this.#mirror;
    if (!mirror || this.gate.closed(QUERY_TOOL)) return;
    const config = { description: 'Tables and views of query_crm, with their columns.', mimeType: 'text/plain' };
    server.registerResource('mirror_schema', SCHEMA_URI, config, async (at, ctx) => {
      const caller = callerOf(ctx, session, server.server.getClientVersion());
      const call = { ...callOf(QUERY_TOOL, {}), ...caller };
      const denial = this.gate.closed(QUERY_TOOL) ?? (await this.gate.refuse(call));
      if (denial) throw Object.assign(new Error(denied(QUERY_TOOL.name, denial)), { rule: denial.rule });
      const text = await (await mirror()).describe().catch((error) => {
        this.#report('resource', error);
        throw new Error(explain(error, false));
      });
      return { contents: [{ uri: at.href, mimeType: 'text/plain', text }] };
    });
  }

  // A prompt that sends a model to a tool that is closed is of no use.
  #addPrompts(server: Sdk.McpServer, lang: Lang, names: AccountNames): void {
    for (const prompt of tables.prompts) {
      if (this.#closedIn(prompt)) continue;
      const { name, title, text, arguments: properties = {} } = prompt;
      const argsSchema = Object.assign(standardSchema({ type: 'object', properties }), {
        shape: this.#shapeOf(properties, names),
      });
      server.registerPrompt(name, { title: title[lang], description: title[lang], argsSchema }, (args) => {
        const content = { type: 'text' as const, text: fill(text[lang], shownArguments(args)) };
        return { messages: [{ role: 'user', content }] };
      });
    }
  }

  // The SDK looks here for arguments that can be completed.
  #shapeOf(properties: Readonly<Record<string, JsonSchema>>, names: AccountNames): Record<string, unknown> {
    const fields = Object.entries(properties).map(([key, schema]) => {
      const complete = completer(key, names, this.gate);
      const field = standardSchema(schema);
      return [key, complete ? this.sdk.completable(field as never, complete as never) : field] as const;
    });
    return Object.fromEntries(fields);
  }

  #log({ session, principal, client }: Caller, row: ToolRow | string, args: Args, event: Event): void {
    const [tool, own] = typeof row === 'string' ? [row, undefined] : [row.name, row.category];
    this.#audit({
      time: new Date(this.options.now?.() ?? Date.now()).toISOString(),
      session: principal ?? session,
      ...(this.account !== undefined && { account: this.account }),
      ...(client !== undefined && { client }),
      tool,
      operations: operationsOf(tool, args),
      ...(own && { category: own }),
      arguments: Object.keys(args)
        .slice(0, 50)
        .map((name) => name.slice(0, 80)),
      ...(this.options.auditValues && { values: args }),
      ms: 0,
      ...event,
    });
  }
}

/** Parts of an address as arguments: an id as a number, names as they are. */
const partsOf = (keys: readonly string[], given: Readonly<Record<string, string | string[]>>): Args =>
  Object.fromEntries(keys.map((key) => [key, key === 'id' ? idOf(String(given[key])) : decoded(String(given[key]))]));

// `1e3` and `0x10` are no ids.
const idOf = (text: string): unknown => (/^\d{1,15}$/.test(text) ? Number(text) : text);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// A person picked them, yet what stands in a name is no instruction.
const shownArguments = (args: Data): Data =>
  Object.fromEntries(
    Object.entries(args).map(([key, value]) => [key, value ? JSON.stringify(stripInvisible(String(value))) : '']),
  );

/** What runs statements over the mirror, loaded with the first of them. */
function queriesOf({ mirror }: KommoMcpOptions): Env['mirror'] {
  let queries: ReturnType<NonNullable<Env['mirror']>> | undefined;
  return (
    mirror && (() => (queries ??= import('./mirror-queries.js').then(({ MirrorQueries }) => new MirrorQueries(mirror))))
  );
}

/** A server that lives keeps what a reload speaks to alive. */
const lifelines = new WeakMap<Sdk.McpServer, object>();

function operationsOf(tool: string, args: Args): string[] {
  const { operation_id } = args;
  if (tool === 'call_operation') return typeof operation_id === 'string' ? [operation_id.slice(0, 80)] : [];
  const row = toolRows.get(tool);
  return row?.operation ? [row.operation] : [...(row?.uses ?? [])];
}

function callerOf(ctx: Context, session: string, version?: { name: string; version: string }): Caller {
  const envelope = ctx.mcpReq.envelope as Record<string, { name: string; version: string }> | undefined;
  const info = envelope?.['io.modelcontextprotocol/clientInfo'] ?? version;
  const principal = ctx.http?.authInfo?.clientId;
  // Over HTTP a server lives for one request, so a session is whoever the token stands for.
  const own = ctx.http ? (principal ?? 'http') : session;
  const client = info && `${info.name} ${info.version}`.slice(0, 80);
  return { session: own, ...(principal !== undefined && { principal }), ...(client && { client }) };
}

function progressOf({ mcpReq }: Context): ((done: number) => void) | undefined {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  let last = 0;
  return (progress) => {
    // The protocol wants it to grow.
    if (progress <= last) return;
    last = progress;
    // A client that has gone away does not need to know.
    void mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress } }).catch(() => {});
  };
}

/** How much was sent so far, to compare. */
function sentBy({ kommo }: AccountNames): string {
  const { started, lastMinute } = kommo.stats();
  return `${started} ${lastMinute.attempts}`;
}

function failureOf(error: unknown): Partial<AuditEvent> {
  const { name, status } = error as Partial<KommoApiError>;
  return { error: name ?? 'Error', ...(typeof status === 'number' && { status }) };
}

const isDenial = (stop: object): stop is Denial => typeof (stop as Partial<Denial>).rule === 'string';

const refusal = (text: string): Sdk.CallToolResult => ({ content: [{ type: 'text', text }], isError: true });

function answer(data: Data, { category, operation }: ToolRow): Sdk.CallToolResult {
  const content: Sdk.CallToolResult['content'] = [{ type: 'text', text: JSON.stringify(data) }];
  const lead = category !== 'read' && operation?.startsWith('leads.') ? data['id'] : undefined;
  if (lead)
    content.push({ type: 'resource_link', uri: `kommo://leads/${lead}`, name: `lead ${lead}`, mimeType: JSON_TYPE });
  return { content, structuredContent: data, _meta: { 'kommo-sdk/provenance': say('provenance') } };
}
