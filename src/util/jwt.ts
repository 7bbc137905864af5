import { InputError, KommoError } from '../errors.js';
import { checkDate } from './check.js';
import { MAX_SECONDS } from './time.js';

/** Why a token was refused. */
export type JwtProblem =
  | 'malformed'
  | 'algorithm'
  | 'signature'
  | 'expired'
  | 'not-yet-valid'
  | 'audience'
  | 'issuer'
  | 'claim';

/** A JWT was refused. `reason` says why. The message never holds the token. */
export class JwtError extends KommoError {
  static override readonly kind: string = 'JwtError';
  override name = 'JwtError';
  readonly reason: JwtProblem;

  constructor(reason: JwtProblem, problem: string) {
    super(`The token was refused: ${problem}.`);
    this.reason = reason;
  }
}

/** HMAC algorithms that Kommo signs with. */
export type JwtAlgorithm = 'HS256' | 'HS512';

/** What a token is checked against. */
export interface JwtChecks {
  /** Secret key of the integration. */
  readonly secret: string;
  /** Algorithms to accept, whatever the header of the token says. Default `['HS256']`. */
  readonly algorithms?: readonly JwtAlgorithm[] | undefined;
  /** `aud` that the token must have. Default: not checked. */
  readonly audience?: string | undefined;
  /** `iss` that the token must have, or a function that judges it. Default: not checked. */
  readonly issuer?: string | ((issuer: string) => boolean) | undefined;
  /** Seconds by which the two clocks may differ. Default 30. */
  readonly leewaySeconds?: number | undefined;
  /** The moment to check at. Default: now. */
  readonly now?: Date | undefined;
}

// Kommo's tokens have some 600 characters. No valid token is longer than this.
const MAX_LENGTH = 8192;

// Clocks that differ by more are wrong. A larger number is most often milliseconds.
const MAX_LEEWAY = 3600;

/**
 * Verifies an HMAC-signed JWT and returns its claims. A token without `exp` is refused.
 * @throws JwtError, InputError if the secret is empty
 * @see https://developers.kommo.com/docs/one-time-tokens
 */
export async function verifyJwt(token: string, checks: JwtChecks): Promise<Record<string, unknown>> {
  const { secret, algorithms = ['HS256'], audience, issuer, leewaySeconds = 30, now = new Date() } = checks;
  // Anyone can sign with an empty key.
  if (typeof secret !== 'string' || secret.trim() === '') {
    throw new InputError(
      'clientSecret',
      'is missing. It is in the settings of the integration, under "Keys and scopes"',
    );
  }
  if (!(typeof leewaySeconds === 'number' && leewaySeconds >= 0 && leewaySeconds <= MAX_LEEWAY)) {
    throw new InputError('leewaySeconds', `must be a number of seconds from 0 to ${MAX_LEEWAY}`);
  }
  checkDate(now, 'now');
  if (typeof token !== 'string' || token.length > MAX_LENGTH) throw new JwtError('malformed', 'it is not a JWT');
  const { jwtVerify } = await import('jose/jwt/verify');
  let claims: Record<string, unknown>;
  try {
    const { payload, protectedHeader } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: [...algorithms],
      ...(audience === undefined ? {} : { audience }),
      ...(typeof issuer === 'string' ? { issuer } : {}),
      clockTolerance: leewaySeconds,
      currentDate: now,
      requiredClaims: ['exp'],
    });
    claims = payload;
    // jose understands one extension, which Kommo does not use.
    if ('crit' in protectedHeader) throw new JwtError(...CRITICAL);
    if ((payload.exp as number) > MAX_SECONDS) throw new JwtError('claim', 'its claim exp is invalid');
  } catch (error) {
    throw refusal(error);
  }
  if (typeof issuer === 'function' && !(typeof claims['iss'] === 'string' && issuer(claims['iss']))) {
    throw new JwtError('issuer', 'its issuer is not the expected one');
  }
  return claims;
}

const CRITICAL = ['malformed', 'it demands an extension (crit) that is not supported'] as const;

const PROBLEMS: Readonly<Record<string, readonly [JwtProblem, string]>> = {
  ERR_JWT_EXPIRED: ['expired', 'it has expired'],
  ERR_JOSE_ALG_NOT_ALLOWED: ['algorithm', 'its algorithm is not one that is expected here'],
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: [
    'signature',
    'its signature is wrong; check that the secret key belongs to the same integration',
  ],
  ERR_JOSE_NOT_SUPPORTED: CRITICAL,
};

// Without a cause: the errors of jose carry the claims.
function refusal(error: unknown): unknown {
  const { code, claim, reason } = error as { code?: unknown; claim?: unknown; reason?: unknown };
  // Not of jose.
  if (typeof code !== 'string' || !code.startsWith('ERR_J')) return error;
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED') {
    if (claim === 'aud') return new JwtError('audience', 'it is meant for another audience');
    if (claim === 'iss') return new JwtError('issuer', 'its issuer is not the expected one');
    if (claim === 'nbf' && reason === 'check_failed') {
      return new JwtError('not-yet-valid', 'it is not valid yet; check the clock of this machine');
    }
    const what = reason === 'missing' ? 'missing' : 'invalid';
    return new JwtError('claim', `its claim ${String(claim)} is ${what}`);
  }
  return new JwtError(...(PROBLEMS[code] ?? (['malformed', 'it is not a JWT'] as const)));
}
