import { InputError } from '../errors.js';
import type { AuthProvider } from '../transport/auth-provider.js';
import { readClaims } from './claims.js';
import { TokenExpiredError } from './errors.js';

/** A long-lived token as a provider, with the date that it is good until. */
export interface LongLivedToken extends AuthProvider {
  /** From the token's claims; undefined where it has none. */
  readonly expiresAt: Date | undefined;
}

/**
 * The long-lived token of a private integration. Unlike a bare `accessToken` it fails with TokenExpiredError once it has run out,
 * before a request is spent, and tells when that will be.
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
