import type * as Sdk from '@modelcontextprotocol/server';
import type { ToolRow } from '../generated/mcp.js';
import type { AccountNames } from '../reports/names.js';
import { canonicalJson } from '../util/canonical-json.js';
import { sha256Hex } from '../util/hmac.js';
import { stripInvisible } from '../util/strip-invisible.js';
import { type Call, type Denial, deny } from './policy/policy.js';

/** What is sealed into the state of a question: it fits one call, once. */
type Sealed = { readonly digest: string; readonly nonce: string; readonly until: number };

const KEY = 'approval';
/** The longest that an answer may take; a rule may ask for less. */
const TTL_SECONDS = 86_400;
/** A person agrees to what they see, so all of it has to be shown. */
const LONGEST = 2000;
const LONGEST_NAME = 200;

/** Asks a person, by elicitation, about one call. The answer holds for that call with those arguments, and once. */
export class Approvals {
  readonly codec: Sdk.RequestStateCodec<Sealed>;
  readonly #used = new Map<string, number>();

  constructor(
    readonly sdk: typeof Sdk,
    key: Uint8Array | string = crypto.getRandomValues(new Uint8Array(32)),
  ) {
    this.codec = sdk.createRequestStateCodec<Sealed>({
      key,
      ttlSeconds: TTL_SECONDS,
      bind: (ctx) => `${ctx.mcpReq.method} ${ctx.http?.authInfo?.clientId}`,
    });
  }

  /** Whether the client of a call can put a question to its user: a form, and not only an address to open. */
  canAsk(server: Sdk.McpServer, { mcpReq }: Sdk.ServerContext): boolean {
    const envelope = mcpReq.envelope as Record<string, Sdk.ClientCapabilities> | undefined;
    const able = envelope?.['io.modelcontextprotocol/clientCapabilities'] ?? server.server.getClientCapabilities();
    const { elicitation } = able ?? {};
    return elicitation !== undefined && (elicitation.form !== undefined || Object.keys(elicitation).length === 0);
  }

  /** A denial, or the question to put; undefined if a person agreed. */
  async ask(
    call: Call,
    message: string | undefined,
    seconds: number,
    server: Sdk.McpServer,
    ctx: Sdk.ServerContext,
  ): Promise<Denial | Sdk.InputRequiredResult | undefined> {
    const { mcpReq } = ctx;
    const refuse = (text: string): Denial => deny('approval', text);
    if (!this.canAsk(server, ctx)) return refuse('no_elicitation');
    const digest = await sha256Hex(canonicalJson([call.tool, call.args]));
    const { inputRequired, acceptedContent } = this.sdk;
    if (mcpReq.inputResponses?.[KEY] !== undefined) {
      if (acceptedContent(mcpReq.inputResponses, KEY)?.['approve'] !== true) return refuse('declined');
      const state = mcpReq.requestState<Sealed>();
      const holds = state?.digest === digest && state.until >= Date.now() && this.#spend(state.nonce);
      return holds ? undefined : refuse('other_call');
    }
    if (message === undefined) return refuse('too_much');
    const until = Date.now() + seconds * 1000;
    const requestState = await this.codec.mint({ digest, nonce: crypto.randomUUID(), until }, ctx);
    const requestedSchema = {
      type: 'object' as const,
      properties: { approve: { type: 'boolean' as const, title: 'Approve this call' } },
      required: ['approve'],
    };
    return inputRequired({
      inputRequests: { [KEY]: inputRequired.elicit({ message, requestedSchema }) },
      requestState,
    });
  }

  #spend(nonce: string): boolean {
    const now = Date.now();
    for (const [old, at] of this.#used) if (now - at > TTL_SECONDS * 1000) this.#used.delete(old);
    const fresh = !this.#used.has(nonce);
    this.#used.set(nonce, now);
    return fresh;
  }
}

/**
 * What a person is asked: the call as it would be sent, and what its ids are called. Undefined if it is too long to be shown as a
 * whole: a person agrees to what they see.
 */
export async function shownCall(
  question: string,
  { kinds = {}, where }: ToolRow,
  { tool, args }: Call,
  names: AccountNames,
): Promise<string | undefined> {
  const text = visible(JSON.stringify(args));
  if (text.length > LONGEST) return undefined;
  const [pipelines, users, reasons] = await Promise.all([
    names.part('pipelines'),
    names.part('users'),
    names.part('reasons'),
  ]);
  const stageOf = (id: number): string | undefined => {
    const homes = [...(pipelines?.values() ?? [])].filter(({ stages }) => stages.has(id));
    return homes[0] && `${homes[0].stages.get(id)}${homes.length === 1 ? ` in ${homes[0].name}` : ''}`;
  };
  const finders: Record<string, (id: number) => string | undefined> = {
    user: (id) => users?.get(id),
    pipeline: (id) => pipelines?.get(id)?.name,
    stage: stageOf,
    loss_reason: (id) => reasons?.get(id),
  };
  const lines = Object.entries(kinds).flatMap(([key, kind]) => {
    const name = args[key] === undefined ? undefined : finders[kind]?.(args[key] as number);
    return name === undefined ? [] : [`${key}: ${oneLine(name)}`];
  });
  const entity = await entityName(where, args, names);
  // One terminal may answer for several servers.
  const account = `account: ${new URL(names.kommo.baseUrl).host}`;
  return [question, `${tool} ${text}`, ...entity, ...lines, account].join('\n');
}

// What a person would not see is spelled out, since it is sent: characters without a shape, and HTML entities.
const visible = (text: string): string =>
  [...text.replace(/&(?=#|\w+;)/g, '\\u{26}')]
    .map((char) => (stripInvisible(char) === char ? char : `\\u{${char.codePointAt(0)?.toString(16)}}`))
    .join('');

// A customer can write a name. Over several lines, or long, it could pass for another part of the question.
function oneLine(name: string): string {
  const line = stripInvisible(name).replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME)}…` : line;
}

// The lead or contact that a call changes, by its name.
async function entityName(where: ToolRow['where'], args: Call['args'], { kommo }: AccountNames): Promise<string[]> {
  const key = Object.keys(where).find((arg) => where[arg] === 'path.id' || where[arg] === 'path.entity_id');
  const id = key ? args[key] : args['entity_id'];
  const type = args['entity_type'] ?? (key === 'lead_id' || 'price' in where ? 'leads' : undefined);
  if (typeof id !== 'number') return [];
  try {
    if (type !== 'leads' && type !== 'contacts' && type !== 'companies') return [];
    const found: { name?: string } =
      type === 'leads'
        ? await kommo.leads.get(id)
        : type === 'contacts'
          ? await kommo.contacts.get(id)
          : await kommo.companies.get(id);
    return found.name ? [`${key ?? 'entity_id'}: ${oneLine(String(found.name))}`] : [];
  } catch {
    return [];
  }
}
