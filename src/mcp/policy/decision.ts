import type { Category } from '../../generated/mcp.js';

/** A call that somebody has to agree to. */
export interface ApprovalCall {
  readonly tool: string;
  readonly category: Category;
  readonly arguments: Readonly<Record<string, unknown>>;
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
