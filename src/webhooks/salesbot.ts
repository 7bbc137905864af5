import { checkKeys, type KeysOf } from '../util/check.js';
import { type JwtAlgorithm, JwtError, verifyJwt } from '../util/jwt.js';

/** What the token of a `widget_request` says. */
export interface BotTokenClaims {
  /** Address of the account. */
  readonly iss?: string;
  readonly account_id?: number;
  readonly subdomain?: string;
  /** Integration ID. */
  readonly client_uuid?: string;
  readonly entity_id?: number;
  /** 2 lead, 12 customer. */
  readonly entity_type?: number;
  readonly bot_type?: string;
  /** Unix seconds. */
  readonly exp: number;
  readonly [claim: string]: unknown;
}

/** How a bot's token is to be verified. */
export interface BotTokenChecks {
  /** Secret key of the integration. */
  readonly clientSecret: string;
  /** Integration ID that the token must name. Default: not checked. */
  readonly clientId?: string | undefined;
  /** `aud` that it must have: scheme and host of your own URL. Default: not checked. */
  readonly audience?: string | undefined;
  /** `iss` that it must have, for example `https://acme.kommo.com`. Default: not checked. */
  readonly issuer?: string | undefined;
  /** Seconds by which the clocks may differ. Default 30. */
  readonly leewaySeconds?: number | undefined;
  /** The moment to check at. Default: now. */
  readonly now?: Date | undefined;
}

const KNOWN = Object.keys({
  clientSecret: true,
  clientId: true,
  audience: true,
  issuer: true,
  leewaySeconds: true,
  now: true,
} satisfies KeysOf<BotTokenChecks>);

// Kommo's page names no algorithm, and amoCRM's PHP SDK takes HS512 here, where all its other tokens are HS256.
const ALGORITHMS: readonly JwtAlgorithm[] = ['HS256', 'HS512'];

/**
 * Verifies the token of a salesbot's `widget_request`: signature, time, and what you ask for.
 * @throws JwtError, InputError if a check is invalid
 * @see https://developers.kommo.com/docs/salesbot-dp
 */
export async function verifyBotToken(token: string, checks: BotTokenChecks): Promise<BotTokenClaims> {
  // The keys of the integration may be passed whole.
  checkKeys(checks, 'checks', [...KNOWN, 'redirectUri']);
  const { clientSecret, clientId, ...rest } = checks;
  const claims = await verifyJwt(token, { ...rest, secret: clientSecret, algorithms: ALGORITHMS });
  // Both spellings occur in what is written about it.
  const client = claims['client_uuid'] ?? claims['client_uid'];
  if (clientId !== undefined && client !== clientId) throw new JwtError('claim', 'it belongs to another integration');
  return claims as unknown as BotTokenClaims;
}

/** The bot that waits at a `return_url`, as `kommo.bots.continue` accepts it. */
export interface BotContinuation {
  readonly bot: 'salesbot' | 'marketingbot';
  readonly botId: number;
  readonly continueId: number;
}

/** Reads the `return_url` of a `widget_request`. Undefined if the text is not one. */
export function parseReturnUrl(url: string): BotContinuation | undefined {
  if (!URL.canParse(url)) return undefined;
  const match = /^\/api\/v4\/(salesbot|marketingbot)\/(\d+)\/continue\/(\d+)\/?$/.exec(new URL(url).pathname);
  if (match === null) return undefined;
  const [, bot, botId, continueId] = match;
  return { bot: bot as BotContinuation['bot'], botId: Number(botId), continueId: Number(continueId) };
}
