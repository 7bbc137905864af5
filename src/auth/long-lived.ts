import { InputError } from '../errors.js';
import type { AuthProvider } from '../transport/auth.js';
import { readClaims } from './claims.js';
import { TokenExpiredError } from './errors.js';

/** A long-lived token as a provider, with the date of its expiry. */
export interface LongLivedToken extends AuthProvider {
  /** From the claims of the token. Undefined if it has none. */
  readonly expiresAt: Date | undefined;
}

/**
 * The long-lived token of a private integration. Unlike a bare `accessToken`, it fails with TokenExpiredError after its expiry,
 * before a request is spent, and `expiresAt` says when that will be.
 * @throws InputError
 * @see https://developers.kommo.com/docs/long-lived-token
 */
export function longLivedToken(token: string): LongLivedToken {
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw new InputError('token', 'must be the bare token: no spaces, line breaks or "Bearer" before it');
  }
  const { expiresAt } = readClaims(token);
  return {
    expiresAt,
    getToken() {
      if (expiresAt && expiresAt.getTime() <= Date.now()) throw new TokenExpiredError(expiresAt);
      return token;
    },
    peek: () => (expiresAt && expiresAt.getTime() <= Date.now() ? undefined : token),
  };
}
