import { KommoError } from '../errors.js';

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

/** A JWT was refused; `reason` tells why. Its message never holds the token. */
export class JwtError extends KommoError {
  override name = 'JwtError';
  readonly reason: JwtProblem;

  constructor(reason: JwtProblem, problem: string) {
    super(`The token was refused: ${problem}`);
    this.reason = reason;
  }
}

/** HMAC algorithms that Kommo signs with. */
export type JwtAlgorithm = 'HS256' | 'HS512';

/** What a token must be to be taken. */
export interface JwtChecks {
  /** Secret key of the integration. */
  readonly secret: string;
  /** Algorithms to take, whatever the token's header says. Default `['HS256']`. */
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

// Kommo's tokens have some 600 characters; nothing good is longer than this.
const MAX_LENGTH = 8192;

/**
 * Verifies an HMAC-signed JWT and gives its claims. A token without `exp` is refused.
 * Throws JwtError.
 * @see https://developers.kommo.com/docs/one-time-tokens
 */
export async function verifyJwt(token: string, checks: JwtChecks): Promise<Record<string, unknown>> {
  const parts = typeof token === 'string' && token.length <= MAX_LENGTH ? token.split('.') : [];
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || !header || !payload || !signature) throw new JwtError('malformed', 'it is not a JWT');
  const algorithm = decodeJson(header)['alg'];
  const known = checks.algorithms ?? ['HS256'];
  // Only from the caller's list: a header may claim anything, "none" included.
  if (algorithm !== 'HS256' && algorithm !== 'HS512') throw new JwtError('algorithm', 'its algorithm is not HMAC');
  if (!known.includes(algorithm)) throw new JwtError('algorithm', `${algorithm} is not expected here`);
  if (!(await signatureFits(algorithm, checks.secret, `${header}.${payload}`, signature))) {
    throw new JwtError('signature', 'its signature is wrong; is it the secret key of the same integration?');
  }
  const claims = decodeJson(payload);
  checkTime(claims, checks);
  checkParties(claims, checks);
  return claims;
}

async function signatureFits(
  algorithm: JwtAlgorithm,
  secret: string,
  text: string,
  signature: string,
): Promise<boolean> {
  const encoder = new TextEncoder();
  const hmac = { name: 'HMAC', hash: algorithm === 'HS256' ? 'SHA-256' : 'SHA-512' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), hmac, false, ['verify']);
  // Web Crypto's own comparison takes constant time.
  return crypto.subtle.verify('HMAC', key, fromBase64Url(signature), encoder.encode(text));
}

function checkTime(claims: Record<string, unknown>, { leewaySeconds = 30, now = new Date() }: JwtChecks): void {
  const seconds = now.getTime() / 1000;
  const { exp, nbf } = claims;
  if (typeof exp !== 'number') throw new JwtError('claim', 'it has no exp, so it would be valid for ever');
  if (seconds >= exp + leewaySeconds) throw new JwtError('expired', 'it has expired');
  if (typeof nbf === 'number' && seconds < nbf - leewaySeconds) {
    throw new JwtError('not-yet-valid', 'it is not valid yet; check the clock of this machine');
  }
}

function checkParties({ aud, iss }: Record<string, unknown>, { audience, issuer }: JwtChecks): void {
  if (audience !== undefined && aud !== audience && !(Array.isArray(aud) && aud.includes(audience))) {
    throw new JwtError('audience', `it is not meant for ${audience}`);
  }
  if (issuer === undefined) return;
  const fits = typeof iss === 'string' && (typeof issuer === 'function' ? issuer(iss) : iss === issuer);
  if (!fits) throw new JwtError('issuer', 'its issuer is not the expected one');
}

function decodeJson(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(fromBase64Url(part)));
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw new JwtError('malformed', 'a part of it is not base64url of a JSON object');
}

function fromBase64Url(part: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]+$/.test(part)) throw new JwtError('malformed', 'a part of it is not base64url');
  try {
    return Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
  } catch {
    throw new JwtError('malformed', 'a part of it is not base64url');
  }
}
