import type { Category } from '../../generated/mcp.js';

/** A call that needs the approval of a person. */
export interface ApprovalCall {
  readonly tool: string;
  readonly category: Category;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** What a person is shown: the call with the names of what its ids stand for. */
  readonly message: string;
  /** Seconds to wait for an answer. */
  readonly seconds: number;
  /** The connection, or who the bearer token says is calling. */
  readonly session: string;
  /** Name and version that the client gave itself. */
  readonly client?: string | undefined;
  /** Aborted if the client has given up. */
  readonly signal?: AbortSignal | undefined;
}

/** One decision, for a log. */
export interface AuditEvent {
  /** ISO 8601. */
  readonly time: string;
  /** The connection, or who the bearer token says is calling. */
  readonly session: string;
  /** Name of the account, if the server has several. */
  readonly account?: string | undefined;
  /** Name and version that the client gave itself. */
  readonly client?: string | undefined;
  /** The tool, as it was called; `resource` for a resource, `prompt` for a prompt, `completion` for names that a client completes. */
  readonly tool: string;
  /** Address of a resource. Parts of it stand as `{id}`, unless the server was told to log values. */
  readonly uri?: string | undefined;
  /** Name of a prompt. */
  readonly prompt?: string | undefined;
  /** What ran this one: ask_kommo or `resource`. */
  readonly within?: string | undefined;
  /** Ids of the operations behind it. */
  readonly operations: readonly string[];
  readonly category?: Category | undefined;
  readonly decision: 'run' | 'denied' | 'asked' | 'failed' | 'unknown';
  readonly rule?: string | undefined;
  /** Names of the arguments. */
  readonly arguments: readonly string[];
  /** Values of the arguments, if the server was told to log them. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** Name of the error of a call that failed. */
  readonly error?: string | undefined;
  /** HTTP status, if Kommo answered with an error. */
  readonly status?: number | undefined;
  readonly ms: number;
}
