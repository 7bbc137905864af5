import type { Lang, PolicyDocument } from '../generated/mcp.js';
import type { QueryEngineOptions } from '../sync/query.js';
import type { KeysOf } from '../util/check.js';
import type { CountStore } from './policy/counts.js';
import type { ApprovalCall, AuditEvent } from './policy/decision.js';

/**
 * Options of {@link createKommoMcpServer} and similar functions. An unknown option throws an `InputError` that names it.
 * @see the guide docs/mcp.md in this package
 */
export interface KommoMcpOptions {
  /** policy.json, parsed or as text. Default: every listed tool is allowed. Unknown keys and names are refused. */
  policy?: PolicyDocument | string | undefined;
  /** Lets tools write if the policy allows it. Default false: read-only, whatever the other options say. */
  write?: boolean | undefined;
  /** Names of toolsets, `default` or `all`. Default `['default']`. */
  toolsets?: readonly string[] | undefined;
  /** Single tools to add to the toolsets. Default: none. */
  tools?: readonly string[] | undefined;
  /** Tools to leave out, whatever `toolsets` and `tools` say. Default: none. */
  exclude?: readonly string[] | undefined;
  /** Language of titles, descriptions and prompts. Default `en`. */
  lang?: Lang | undefined;
  /** Budget of one answer, in tokens by an estimate that is a little high. Default 6,000. */
  maxTokens?: number | undefined;
  /** Decides calls that need approval. Default: the client asks its user. */
  approve?: ((call: ApprovalCall) => boolean | Promise<boolean>) | undefined;
  /**
   * Decides calls that need approval if the client can't ask its user. `pending` means that nobody has answered yet: the call is
   * denied, and the model is told to repeat it later with the same arguments.
   */
  approveElse?: ((call: ApprovalCall) => boolean | 'pending' | Promise<boolean | 'pending'>) | undefined;
  /** Called with every decision. If it throws, the call still works. Default: no log. */
  audit?: ((event: AuditEvent) => unknown) | undefined;
  /** Puts the values of arguments into the log too. Default false: names only. */
  auditValues?: boolean | undefined;
  /** Called with what an operator must know: the log could not be written, a call failed inside the adapter. Default: console.error. */
  warn?: ((message: string) => void) | undefined;
  /** Keeps the counts of limits, so that they survive a restart: `fileCounts` or `redisCounts`. Default: in memory. */
  counts?: CountStore | undefined;
  /**
   * Key of 32 bytes or more that protects approval questions, if several processes serve one address. Default: random.
   * An approval then holds once in each of them, and limits count in each.
   */
  stateKey?: Uint8Array | string | undefined;
  /**
   * Adds the tool `query_crm`: SQL over a mirror, the folder of `kommo-sdk sync` or the `postgres://` address of a role that may only
   * read. A policy that closes a list which the mirror holds closes the tool too, unless it lists `query_crm` by name.
   */
  mirror?: QueryEngineOptions | undefined;
  /** The clock, in milliseconds. Default `Date.now`. */
  now?: (() => number) | undefined;
}

/** Names of the options. */
export const MCP_OPTIONS: readonly string[] = Object.keys({
  policy: true,
  write: true,
  toolsets: true,
  tools: true,
  exclude: true,
  lang: true,
  maxTokens: true,
  approve: true,
  approveElse: true,
  audit: true,
  auditValues: true,
  warn: true,
  counts: true,
  stateKey: true,
  mirror: true,
  now: true,
} satisfies KeysOf<KommoMcpOptions>);

/** Guards of the web handler. */
export interface HttpOptions {
  /** Bearer token that each request must have. Default: none is required. */
  token?: string | undefined;
  /** Host names that a request may name, and that pages may come from. Default: those of this machine; `false` checks none. */
  hosts?: readonly string[] | false | undefined;
}
