import { type ApiErrorInit, AuthenticationError, KommoApiError, KommoError } from '../errors.js';

/**
 * Kommo's token endpoint refused the request: a code that is used, expired or foreign, or settings of the integration that are wrong.
 * The stored tokens are kept, since such a refusal does not spend them. `hint` is Kommo's own reason, if it gave one.
 * @see https://developers.kommo.com/docs/oauth-20
 */
export class OAuthError extends KommoApiError {
  static override readonly kind: string = 'OAuthError';
  override name = 'OAuthError';

  constructor(init: ApiErrorInit, remedy: string) {
    super(init, `${said(init)} ${remedy}`);
  }
}

/**
 * Kommo said that the refresh token is spent, revoked, expired or unknown. No retry helps: an administrator of the account has to
 * authorize the integration again. Later calls fail with this error at once, unsent, until the store holds another token.
 * @see https://developers.kommo.com/docs/oauth-20
 */
export class TokenRevokedError extends AuthenticationError {
  static override readonly kind: string = 'TokenRevokedError';
  override name = 'TokenRevokedError';
  /** Key of the tokens in the store. */
  readonly key: string;

  constructor(init: ApiErrorInit, key: string, afterLostAnswer = false) {
    const lost = afterLostAnswer
      ? ' The answer to an earlier attempt was lost, and Kommo may have spent the token on it.'
      : '';
    super(
      init,
      `${said(init)}${lost} The tokens of "${key}" are dead: send an administrator of the account to authorizeUrl() and exchange the new code.`,
    );
    this.key = key;
  }
}

const said = ({ method, path, status, hint, detail, title }: ApiErrorInit): string =>
  `${method} ${path} answered ${status}: ${(hint ?? detail ?? title ?? 'no details').replace(/\.$/, '')}.`;

/** The store holds no tokens under this key: nobody has authorized the integration yet, or it was disconnected. */
export class TokensMissingError extends KommoError {
  static override readonly kind: string = 'TokensMissingError';
  override name = 'TokensMissingError';
  /** Key that was looked up in the store. */
  readonly key: string;

  constructor(key: string) {
    super(
      `No tokens are stored for "${key}". Send an administrator of the account to authorizeUrl() and exchange the code.`,
    );
    this.key = key;
  }
}

/** A long-lived token has expired. Nothing can renew it: make a new one in the settings of the integration. */
export class TokenExpiredError extends KommoError {
  static override readonly kind: string = 'TokenExpiredError';
  override name = 'TokenExpiredError';
  readonly expiredAt: Date;

  constructor(expiredAt: Date) {
    super(
      `The long-lived token expired on ${expiredAt.toISOString()}. Make a new one in the settings of the integration.`,
    );
    this.expiredAt = expiredAt;
  }
}

/** The user refused on the authorization page, or Kommo reported an error there. `reason` is its code (`access_denied`). */
export class AuthorizationDeniedError extends KommoError {
  static override readonly kind: string = 'AuthorizationDeniedError';
  override name = 'AuthorizationDeniedError';
  readonly reason: string;

  constructor(reason: string) {
    super(`The integration was not authorized: ${reason}.`);
    this.reason = reason;
  }
}

/** The `state` that came back is not the one that was sent, so the redirect may be forged. Do not exchange its code. */
export class StateMismatchError extends KommoError {
  static override readonly kind: string = 'StateMismatchError';
  override name = 'StateMismatchError';

  constructor() {
    super('The state of the redirect is not the one that was sent to the authorization page. Start the sign-in again.');
  }
}

/**
 * The token store failed. `cause` holds the name and the code of what the store threw (`ENOSPC`, `ECONNREFUSED`, `OOM`) and nothing
 * else, since drivers attach the tokens that they were given.
 */
export class TokenStoreError extends KommoError {
  static override readonly kind: string = 'TokenStoreError';
  override name = 'TokenStoreError';
}

/** The lock of a key did not become free in time. */
export class LockTimeoutError extends TokenStoreError {
  static override readonly kind: string = 'LockTimeoutError';
  override name = 'LockTimeoutError';

  constructor(key: string, waitedMs: number) {
    super(`Another process kept the tokens of "${key}" locked for ${waitedMs} ms. Try again, or raise lockWaitMs.`);
  }
}

/** The lock expired before its holder was done, and another process may hold it by now. Nothing was written. */
export class LockLostError extends TokenStoreError {
  static override readonly kind: string = 'LockLostError';
  override name = 'LockLostError';

  constructor(key: string) {
    super(`The lock on the tokens of "${key}" was lost to another process. Nothing was written.`);
  }
}
