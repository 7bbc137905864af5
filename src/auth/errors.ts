import { type ApiErrorInit, AuthenticationError, KommoApiError, KommoError } from '../errors.js';

/**
 * Kommo's token endpoint refused: a code that is used, expired or foreign, or settings of the integration that don't fit.
 * `hint` is Kommo's own word for it.
 */
export class OAuthError extends KommoApiError {
  override name = 'OAuthError';

  constructor(init: ApiErrorInit, remedy: string) {
    super(init, `${said(init)}; ${remedy}`);
  }
}

/**
 * Kommo took the refresh token for spent, revoked or unknown. No retry helps: an administrator of the account has to authorize
 * the integration again. Calls fail with it at once, unsent, until the store holds another token.
 * @see https://developers.kommo.com/docs/oauth-20
 */
export class TokenRevokedError extends AuthenticationError {
  override name = 'TokenRevokedError';
  /** Key of the tokens in the store. */
  readonly key: string;

  constructor(init: ApiErrorInit, key: string, afterLostAnswer = false) {
    const lost = afterLostAnswer
      ? ' (the answer to an earlier attempt was lost, and Kommo may have spent the token on it)'
      : '';
    super(
      init,
      `${said(init)}${lost}; the tokens of "${key}" are dead: send an administrator of the account to authorizeUrl() and exchange the new code`,
    );
    this.key = key;
  }
}

const said = ({ method, path, status, hint, detail, title }: ApiErrorInit): string =>
  `${method} ${path} answered ${status}: ${hint ?? detail ?? title ?? 'no details'}`;

/** The store holds no tokens under this key: nobody has authorized the integration yet, or it was disconnected. */
export class TokensMissingError extends KommoError {
  override name = 'TokensMissingError';
  readonly key: string;

  constructor(key: string) {
    super(
      `No tokens are stored for "${key}"; send an administrator of the account to authorizeUrl() and exchange the code`,
    );
    this.key = key;
  }
}

/** A token has expired that nothing can renew: a long-lived one. Make a new one in the settings of the integration. */
export class TokenExpiredError extends KommoError {
  override name = 'TokenExpiredError';
  readonly expiredAt: Date;

  constructor(expiredAt: Date) {
    super(
      `The long-lived token expired on ${expiredAt.toISOString()}; make a new one in the settings of the integration`,
    );
    this.expiredAt = expiredAt;
  }
}

/** The user said no on the authorization page, or Kommo gave an error there; `reason` is its code (`access_denied`). */
export class AuthorizationDeniedError extends KommoError {
  override name = 'AuthorizationDeniedError';
  readonly reason: string;

  constructor(reason: string) {
    super(`The integration was not authorized: ${reason}`);
    this.reason = reason;
  }
}

/** The `state` that came back is not the one that was sent: the redirect may be forged. Don't exchange its code. */
export class StateMismatchError extends KommoError {
  override name = 'StateMismatchError';

  constructor() {
    super('The state of the redirect is not the one that was sent to the authorization page; start again');
  }
}

/** The token store failed; `cause` tells how. */
export class TokenStoreError extends KommoError {
  override name = 'TokenStoreError';
}

/** The lock of a key did not come free in time. */
export class LockTimeoutError extends TokenStoreError {
  override name = 'LockTimeoutError';

  constructor(key: string, waitedMs: number) {
    super(`The tokens of "${key}" were locked by another process for ${waitedMs} ms`);
  }
}

/** The lock ran out before its holder was done, and may have another holder by now; nothing was written. */
export class LockLostError extends TokenStoreError {
  override name = 'LockLostError';

  constructor(key: string) {
    super(`The lock on the tokens of "${key}" was lost to another process; nothing was written`);
  }
}
