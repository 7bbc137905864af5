import type * as Sdk from '@modelcontextprotocol/server';
import type { Call, Denial } from './policy.js';
import { sanitize } from './sanitize.js';

/** What is sealed into the state of a question: it fits one call, once. */
interface Sealed {
  readonly digest: string;
  readonly nonce: string;
}

const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';
const KEY = 'approval';
const TTL_SECONDS = 300;
const LONGEST = 800;

/** Asks a person, by elicitation, about one call. The answer holds for that call with those arguments, and once. */
export class Approvals {
  readonly verify: Sdk.RequestStateCodec<Sealed>['verify'];
  readonly #sdk: typeof Sdk;
  readonly #codec: Sdk.RequestStateCodec<Sealed>;
  readonly #used = new Map<string, number>();

  constructor(sdk: typeof Sdk, key: Uint8Array | string = crypto.getRandomValues(new Uint8Array(32))) {
    this.#sdk = sdk;
    this.#codec = sdk.createRequestStateCodec<Sealed>({
      key,
      ttlSeconds: TTL_SECONDS,
      bind: (ctx) => `${ctx.mcpReq.method}\0${ctx.http?.authInfo?.clientId ?? ''}`,
    });
    this.verify = this.#codec.verify;
  }

  /** True where a person agreed; a denial; or the question to put. */
  async ask(
    call: Call,
    message: string,
    server: Sdk.McpServer,
    ctx: Sdk.ServerContext,
  ): Promise<true | Denial | Sdk.InputRequiredResult> {
    const capabilities = ((ctx.mcpReq.envelope as Record<string, unknown> | undefined)?.[CAPABILITIES] ??
      server.server.getClientCapabilities()) as Sdk.ClientCapabilities | undefined;
    if (!capabilities?.elicitation)
      return { rule: 'approval', message: 'a person has to approve it, and this client can not ask one' };
    const digest = await digestOf(call);
    if (ctx.mcpReq.inputResponses?.[KEY] !== undefined) {
      const state = ctx.mcpReq.requestState<Sealed>();
      const content = this.#sdk.acceptedContent<{ approve?: unknown }>(ctx.mcpReq.inputResponses, KEY);
      if (content?.approve !== true) return { rule: 'approval', message: 'the person did not approve it' };
      if (state?.digest === digest && this.#spend(state.nonce)) return true;
      return { rule: 'approval', message: 'the approval belongs to another call, or was used' };
    }
    const requestState = await this.#codec.mint({ digest, nonce: crypto.randomUUID() }, ctx);
    const { inputRequired } = this.#sdk;
    const shown = sanitize(JSON.stringify(call.args)).slice(0, LONGEST);
    const requestedSchema = {
      type: 'object' as const,
      properties: { approve: { type: 'boolean' as const, title: 'Approve this call' } },
      required: ['approve'],
    };
    return inputRequired({
      inputRequests: {
        [KEY]: inputRequired.elicit({ mode: 'form', message: `${message}\n${call.tool} ${shown}`, requestedSchema }),
      },
      requestState,
    });
  }

  #spend(nonce: string): boolean {
    const now = Date.now();
    for (const [old, at] of this.#used) if (now - at > TTL_SECONDS * 1000) this.#used.delete(old);
    if (this.#used.has(nonce)) return false;
    this.#used.set(nonce, now);
    return true;
  }
}

async function digestOf({ tool, args }: Call): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([tool, ordered(args)]));
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => [key, ordered(part)]);
}
