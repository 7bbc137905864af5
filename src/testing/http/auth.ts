import type { OperationSpec } from '../../util/operation-spec.js';
import type { SandboxState } from '../db/state.js';
import { refuse } from './problems.js';

/** The user whose token a request carries. Throws 401. Chats requests are signed instead, so they pass. */
export function authorize(state: SandboxState, headers: Headers, host: OperationSpec['host']): number {
  if (host === 'amojo') return 0;
  const token = /^Bearer\s+(.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const userId = token === undefined ? undefined : state.tokens.userOf(token, state.now());
  if (token === undefined || userId === undefined) return refuse(401, 'Invalid user name or password');
  state.oauth.used(token);
  return userId;
}
