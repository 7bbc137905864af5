import { decodeJwt } from 'jose/jwt/decode';

/** The claims of an access token. Nobody but Kommo can check its signature, so decide nothing by them. */
export interface TokenClaims {
  readonly accountId?: number | undefined;
  readonly userId?: number | undefined;
  /** Host like `api-c.kommo.com`. Tokens issued after August 2024 have it. */
  readonly apiDomain?: string | undefined;
  readonly expiresAt?: Date | undefined;
  readonly scopes?: readonly string[] | undefined;
}

/** Reads the claims of an access token. A token that is not a JWT has none. Never throws. */
export function readClaims(token: string): TokenClaims {
  const claims = payloadOf(token);
  const { account_id: account, sub, api_domain: domain, exp, scopes } = claims;
  return {
    accountId: wholeNumber(account),
    userId: wholeNumber(sub),
    apiDomain: typeof domain === 'string' && /^[a-z0-9.-]{1,253}$/i.test(domain) ? domain.toLowerCase() : undefined,
    expiresAt: typeof exp === 'number' && exp > 0 && exp < 1e12 ? new Date(exp * 1000) : undefined,
    scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : undefined,
  };
}

function payloadOf(token: string): Record<string, unknown> {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
