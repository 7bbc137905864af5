import type * as Sdk from '@modelcontextprotocol/server';
import { canonicalJson } from '../util/canonical-json.js';
import { sha256Hex } from '../util/hmac.js';
import { type Call, type Denial, deny } from './policy/policy.js';

/** What is sealed into the state of a question: it fits one call, once. */
type Sealed = { readonly digest: string; readonly nonce: string; readonly until: number };

const KEY = 'approval';
/** The longest that an answer may take; a rule may ask for less. */
const TTL_SECONDS = 86_400;
/** Calls of one caller that wait for a person. With more, nobody would read what they agree to. */
export const MOST_OPEN = 10;

/** A question without an answer, and the call that it is about. */
type Open = { readonly key?: string; readonly until: number };

/** Asks a person, by elicitation, about one call. The answer holds for that call with those arguments, and once. */
export class Approvals {
  readonly codec: Sdk.RequestStateCodec<Sealed>;
  readonly #used = new Map<string, number>();
  readonly #open = new Map<string, Set<Open>>();

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

  /** Asks by `ask`, unless too many calls of the same caller wait for a person. A repeated call is a new question only if `isNew`. */
  async bounded(
    { tool, args, session = '', principal = session }: Call,
    seconds: number,
    isNew: boolean,
    ask: () => Promise<Denial | Sdk.InputRequiredResult | undefined>,
  ): Promise<Denial | Sdk.InputRequiredResult | undefined> {
    const now = Date.now();
    const key = canonicalJson([tool, args]);
    const all = this.#open.get(principal) ?? new Set();
    this.#open.set(principal, all);
    for (const one of all) if (one.until <= now) all.delete(one);
    const known = isNew ? undefined : [...all].find((one) => one.key === key);
    if (known) all.delete(known);
    else if (all.size >= MOST_OPEN) return { ...deny('approval', 'many_open', { max: MOST_OPEN }), retryAfterS: 60 };
    const own = { until: Number.POSITIVE_INFINITY };
    all.add(own);
    const stop = await ask().finally(() => all.delete(own));
    if (stop && (!('rule' in stop) || stop.reason === 'pending')) all.add({ key, until: now + seconds * 1000 });
    return stop;
  }

  /** A denial, or the question to put; undefined if a person agreed. */
  async ask(
    call: Call,
    policy: object,
    message: string | undefined,
    seconds: number,
    server: Sdk.McpServer,
    ctx: Sdk.ServerContext,
  ): Promise<Denial | Sdk.InputRequiredResult | undefined> {
    const { mcpReq } = ctx;
    const refuse = (text: string): Denial => deny('approval', text);
    if (!this.canAsk(server, ctx)) return refuse('no_elicitation');
    const digest = await sha256Hex(canonicalJson([call.tool, call.args, policy]));
    const { inputRequired, acceptedContent } = this.sdk;
    if (mcpReq.inputResponses?.[KEY] !== undefined) {
      if (acceptedContent(mcpReq.inputResponses, KEY)?.['approve'] !== true) return refuse('declined');
      const state = mcpReq.requestState<Sealed>();
      const holds = state?.digest === digest && state.until >= Date.now() && this.#spend(state.nonce);
      return holds ? undefined : { ...refuse('other_call'), retryAfterS: 1 };
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

/** What a person is asked. Loaded when a person is asked: most calls do not need it. */
export const shownCall: typeof import('./shown.js').shownCall = async (...call) =>
  (await import('./shown.js')).shownCall(...call);
