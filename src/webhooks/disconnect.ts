import { KommoError } from '../errors.js';
import { checkObject, checkText } from '../util/check.js';
import { equalsConstantTime, hmacHex } from '../util/hmac.js';

/** A request that is not signed as it should be. */
export class WebhookSignatureError extends KommoError {
  static override readonly kind: string = 'WebhookSignatureError';
  override name = 'WebhookSignatureError';
}

/** The integration whose disconnect hook is expected. */
export interface DisconnectHookChecks {
  /** Integration ID. */
  readonly clientId: string;
  /** Secret key of the integration. */
  readonly clientSecret: string;
}

/** What a disconnect hook says. */
export interface Disconnection {
  /** Account that the integration was switched off in. */
  readonly account_id: number;
  /** Integration ID. */
  readonly client_uuid: string;
}

/**
 * Verifies the GET that Kommo sends to the hook URL of an integration when an account switches it off. It has no time and no
 * nonce, so anyone who has seen one can send it again: treat it as a hint, and be idempotent. @throws WebhookSignatureError
 * @see https://developers.kommo.com/docs/oauth-20
 */
export async function verifyDisconnectHook(
  url: string | URL | URLSearchParams,
  checks: DisconnectHookChecks,
): Promise<Disconnection> {
  const { clientId, clientSecret } = checkObject(checks, 'checks');
  checkText(clientId, 'clientId');
  const query = url instanceof URLSearchParams ? url : new URL(url, 'http://localhost').searchParams;
  const client = query.get('client_uuid') ?? '';
  const account = query.get('account_id') ?? '';
  const expected = await hmacHex('SHA-256', clientSecret, `${client}|${account}`);
  const fits = equalsConstantTime((query.get('signature') ?? '').toLowerCase(), expected);
  if (!fits || client !== clientId || !/^[1-9]\d{0,14}$/.test(account)) {
    throw new WebhookSignatureError('The disconnect hook is not signed with the secret key of this integration');
  }
  return { account_id: Number(account), client_uuid: client };
}
