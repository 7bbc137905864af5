import type { Tokens } from './tokens.js';

/** The integration that the sandbox knows. */
export interface SandboxIntegration {
  /** Default `sandbox-client`. */
  clientId: string;
  /** Default `sandbox-secret`. */
  clientSecret: string;
  /** Default `https://example.com/oauth`. */
  redirectUri: string;
  /** Seconds that an access token lives. Default 86 400. */
  expiresIn: number;
}

interface Pair {
  access_token: string;
  refresh_token: string;
  expires_in: number;
}

interface RefreshEntry {
  userId: number;
  /** Milliseconds of the wall clock. */
  expiresAt: number;
}

const CODE_MS = 20 * 60_000;
const REFRESH_MS = 90 * 86_400_000;

/**
 * Codes and tokens of one integration. A code works once and for 20 minutes, a refresh token for 90 days.
 * After a refresh the old refresh token goes on working until one token of the new pair is used.
 */
export class OAuthServer {
  readonly client: SandboxIntegration;
  readonly #tokens: Tokens;
  readonly #now: () => number;
  readonly #account: () => { id: number; userId: number };
  readonly #codes = new Map<string, { userId: number; expiresAt: number; used: boolean }>();
  readonly #refresh = new Map<string, RefreshEntry>();
  /** Old refresh token by each token of the pair that came out of it. */
  readonly #predecessor = new Map<string, string>();
  #count = 0;

  constructor(
    client: Partial<SandboxIntegration>,
    tokens: Tokens,
    now: () => number,
    account: () => { id: number; userId: number },
  ) {
    this.client = {
      clientId: 'sandbox-client',
      clientSecret: 'sandbox-secret',
      redirectUri: 'https://example.com/oauth',
      expiresIn: 86_400,
      ...client,
    };
    this.#tokens = tokens;
    this.#now = now;
    this.#account = account;
  }

  /** A fresh authorization code, as the redirect would bring it. */
  newCode(userId = this.#account().userId): string {
    this.#count += 1;
    const code = `sandbox-code-${this.#count}`;
    this.#codes.set(code, { userId, expiresAt: this.#now() + CODE_MS, used: false });
    return code;
  }

  /** A pair, or the hint of the refusal. */
  exchangeCode(code: string, host: string): Pair | string {
    const entry = this.#codes.get(code);
    if (!entry) return 'Cannot decrypt the authorization code';
    if (entry.used) return 'Authorization code has been revoked';
    if (this.#now() >= entry.expiresAt) return 'Authorization code has expired';
    entry.used = true;
    return this.#issue(entry.userId, host);
  }

  /** A pair, or the hint of the refusal. */
  refresh(token: string, host: string): Pair | string {
    const entry = this.#refresh.get(token);
    if (!entry) return 'Token has been revoked';
    if (this.#now() >= entry.expiresAt) return 'Token has expired';
    this.used(token);
    const pair = this.#issue(entry.userId, host);
    this.#predecessor.set(pair.access_token, token);
    this.#predecessor.set(pair.refresh_token, token);
    return pair;
  }

  /** Retires the refresh token that a used token took the place of. */
  used(token: string): void {
    const old = this.#predecessor.get(token);
    if (old !== undefined) this.#refresh.delete(old);
  }

  #issue(userId: number, host: string): Pair {
    this.#count += 1;
    const { expiresIn, clientId } = this.client;
    const expiresAt = this.#now() + expiresIn * 1000;
    const access_token = jwt({
      aud: clientId,
      jti: String(this.#count),
      iat: Math.floor(this.#now() / 1000),
      exp: Math.floor(expiresAt / 1000),
      sub: String(userId),
      account_id: this.#account().id,
      base_domain: host,
      api_domain: host,
      scopes: ['crm', 'files', 'files_delete', 'notifications'],
    });
    const refresh_token = `sandbox-refresh-${this.#count}`;
    this.#tokens.add(access_token, { userId, expiresAt });
    this.#refresh.set(refresh_token, { userId, expiresAt: this.#now() + REFRESH_MS });
    return { expires_in: expiresIn, access_token, refresh_token };
  }
}

// Looks like a JWT to those who read its claims; its signature is none.
function jwt(claims: object): string {
  const part = (value: object): string =>
    btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.sandbox`;
}
