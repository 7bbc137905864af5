import type { OperationSpec } from '../../util/operation-spec.js';
import type { SandboxState } from '../db/state.js';
import { refuse } from './problems.js';

/** The user whose rights a request has. Throws 401 and 403. Chats requests are signed instead, so they pass. */
export function authorize(state: SandboxState, headers: Headers, host: OperationSpec['host']): number {
  if (host === 'amojo') return 0;
  const token = /^Bearer\s+(.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const userId = token === undefined ? undefined : state.tokens.userOf(token, state.now());
  if (token === undefined || userId === undefined) return refuse(401, 'Invalid user name or password');
  state.oauth.used(token);
  const other = headers.get('x-context-user-id');
  return other === null ? userId : contextUser(state, userId, other);
}

// An administrator's token with the rights of another user.
function contextUser({ db }: SandboxState, userId: number, other: string): number {
  if (!db.users.get(userId)?.is_admin) refuse(403, 'Only administrators may act as another user');
  const user = /^[1-9]\d*$/.test(other) ? db.users.get(Number(other)) : undefined;
  return user?.is_active ? user.id : refuse(403, 'The context user is not an active user of the account');
}
