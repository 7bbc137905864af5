import type * as Sdk from '@modelcontextprotocol/server';
import { stable } from '../util/canonical-json.js';
import { sha256Hex } from '../util/hmac.js';
import { visible } from '../util/strip-invisible.js';
import { type Call, type Denial, deny } from './policy/policy.js';

/** What is sealed into the state of a question: it fits one call, once. */
type Sealed = { readonly digest: string; readonly nonce: string };

const KEY = 'approval';
const TTL_SECONDS = 300;
/** A person agrees to what they see, so all of it has to be shown. */
const LONGEST = 2000;

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

  /** A denial, or the question to put; nothing where a person agreed. */
  async ask(
    call: Call,
    message: string,
    server: Sdk.McpServer,
    ctx: Sdk.ServerContext,
  ): Promise<Denial | Sdk.InputRequiredResult | undefined> {
    const { mcpReq } = ctx;
    const refuse = (text: string): Denial => deny('approval', text);
    const envelope = mcpReq.envelope as Record<string, Sdk.ClientCapabilities> | undefined;
    const able = envelope?.['io.modelcontextprotocol/clientCapabilities'] ?? server.server.getClientCapabilities();
    if (!able?.elicitation) return refuse('no_elicitation');
    const digest = await sha256Hex(stable([call.tool, call.args]));
    const { inputRequired, acceptedContent } = this.sdk;
    if (mcpReq.inputResponses?.[KEY] !== undefined) {
      if (acceptedContent(mcpReq.inputResponses, KEY)?.['approve'] !== true) return refuse('declined');
      const state = mcpReq.requestState<Sealed>();
      return state?.digest === digest && this.#spend(state.nonce) ? undefined : refuse('other_call');
    }
    const requestState = await this.codec.mint({ digest, nonce: crypto.randomUUID() }, ctx);
    const requestedSchema = {
      type: 'object' as const,
      properties: { approve: { type: 'boolean' as const, title: 'Approve this call' } },
      required: ['approve'],
    };
    const args = JSON.stringify(call.args);
    if (args.length > LONGEST) return refuse('too_much');
    const shown = `${message}\n${call.tool} ${visible(args)}`;
    return inputRequired({
      inputRequests: { [KEY]: inputRequired.elicit({ message: shown, requestedSchema }) },
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
