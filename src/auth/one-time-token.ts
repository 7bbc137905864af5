import { InputError } from '../errors.js';
import { isKommoUrl } from '../transport/origin.js';
import { checkKeys, checkText, isId, type KeysOf } from '../util/check.js';
import { JwtError, verifyJwt } from '../util/jwt.js';

/** What a one-time token is checked against. */
export interface OneTimeTokenChecks {
  /** Integration ID. */
  readonly clientId: string;
  /** Secret key of the integration. */
  readonly clientSecret: string;
  /** Redirect URI of the integration. The token is meant for its scheme and host. */
  readonly redirectUri: string;
  /** Seconds by which the two clocks may differ. Default 30. */
  readonly leewaySeconds?: number | undefined;
  /** The moment to check at. Default: now. */
  readonly now?: Date | undefined;
  /**
   * Receives the id and the expiry of each valid token. Return false if you have seen the id before. Default: a token can be
   * repeated until it expires (30 minutes).
   */
  readonly firstUse?: ((jti: string, expiresAt: Date) => boolean | Promise<boolean>) | undefined;
}

const KNOWN = Object.keys({
  clientId: true,
  clientSecret: true,
  redirectUri: true,
  leewaySeconds: true,
  now: true,
  firstUse: true,
} satisfies KeysOf<OneTimeTokenChecks>);

/** The user who sends the request, as the widget of the account reports it to your backend. */
export interface OneTimeTokenClaims {
  readonly account_id: number;
  readonly user_id: number;
  readonly subdomain: string;
  readonly client_uuid: string;
  readonly is_admin?: boolean | undefined;
  /** Address of the account. */
  readonly iss: string;
  readonly jti: string;
  /** Unix seconds. */
  readonly exp: number;
}

/**
 * Verifies the JWT that a widget's `$authorizedAjax` sends to your backend in `X-Auth-Token`: signature (HS256 and nothing else),
 * time, audience, issuer and integration.
 * @throws JwtError, InputError if a check is invalid
 * @see https://developers.kommo.com/docs/one-time-tokens
 */
export async function verifyOneTimeToken(token: string, checks: OneTimeTokenChecks): Promise<OneTimeTokenClaims> {
  checkKeys(checks, 'checks', KNOWN);
  checkText(checks.clientId, 'clientId');
  if (!URL.canParse(checks.redirectUri)) throw new InputError('redirectUri', 'must be an absolute URL');
  const { protocol, hostname } = new URL(checks.redirectUri);
  const claims = await verifyJwt(token, {
    secret: checks.clientSecret,
    algorithms: ['HS256'],
    // Without the port, as Kommo writes it.
    audience: `${protocol}//${hostname}`,
    issuer: isKommoUrl,
    leewaySeconds: checks.leewaySeconds,
    now: checks.now,
  });
  const { account_id, user_id, client_uuid, jti, exp } = claims;
  if (client_uuid !== checks.clientId) throw new JwtError('claim', 'it belongs to another integration');
  if (!isId(account_id) || !isId(user_id)) throw new JwtError('claim', 'it names no account or no user');
  if (typeof jti !== 'string' || jti === '') throw new JwtError('claim', 'it has no id');
  if (checks.firstUse && !(await checks.firstUse(jti, new Date((exp as number) * 1000)))) {
    throw new JwtError('claim', 'it was used before');
  }
  return claims as unknown as OneTimeTokenClaims;
}
