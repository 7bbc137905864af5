import type { OperationSpec } from '../internal/operation-spec.js';
import { refuse } from './problems.js';
import type { SandboxState } from './state.js';

/** The user whose token a request carries. Throws 401. Chats requests are signed instead, so they pass. */
export function authorize(state: SandboxState, headers: Headers, host: OperationSpec['host']): number {
  if (host === 'amojo') return 0;
  const token = /^Bearer\s+(.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const userId = token === undefined ? undefined : state.tokens.userOf(token, state.now());
  if (token === undefined || userId === undefined) return refuse(401, 'Invalid user name or password');
  state.oauth.used(token);
  return userId;
}

interface TokenEntry {
  userId: number | undefined;
  /** Milliseconds of the wall clock. */
  expiresAt: number;
}

/** Access tokens that the sandbox takes. */
export class Tokens {
  readonly #byToken = new Map<string, TokenEntry>();
  readonly #currentUser: () => number;

  constructor(currentUser: () => number) {
    this.#currentUser = currentUser;
  }

  /** Takes a token from now on; without a user it stands for the account's current one. */
  add(token: string, options: { userId?: number; expiresAt?: number } = {}): void {
    this.#byToken.set(token, { userId: options.userId, expiresAt: options.expiresAt ?? Number.POSITIVE_INFINITY });
  }

  revoke(token: string): void {
    this.#byToken.delete(token);
  }

  userOf(token: string, now: number): number | undefined {
    const entry = this.#byToken.get(token);
    if (!entry || now >= entry.expiresAt) return undefined;
    return entry.userId ?? this.#currentUser();
  }
}
