import { type Hal, sendOperation } from '../operations/send.js';
import type { OperationInput } from '../operations/table.js';
import type { ReportContext } from '../reports/reports.js';
import type { Gate } from './gate.js';
import type { MirrorQueries } from './mirror-queries.js';

/** Arguments or an answer. */
export type Args = Record<string, unknown>;

/** What a tool works with. */
export interface Env extends ReportContext {
  readonly gate: Gate;
  readonly maxTokens: number;
  /** What `query_crm` runs statements over. */
  readonly mirror?: (() => Promise<MirrorQueries>) | undefined;
  /** Tells the client how far a long call has come. */
  readonly progress?: ((done: number) => void) | undefined;
  /** Runs another tool under the same policy, nobody being asked. */
  readonly call: (name: string, args: Args) => Promise<Args>;
}

/** Sends an operation as this call. */
export const send = (env: Env, method: string, path: string, outgoing: OperationInput): Promise<Hal | undefined> =>
  sendOperation(env.names.kommo, method, path, outgoing, env.signal);
