import { type Received, Refusal } from '../inbound/handler.js';
import type { InboundRequest } from '../inbound/request.js';
import { isKommoUrl } from '../transport/origin.js';
import { sha256Hex } from '../util/hmac.js';
import { JwtError } from '../util/jwt.js';
import type { HandledEvent, WebhookDelivery } from './delivery.js';
import { verifyDisconnectHook } from './disconnect.js';
import { resolveLimits } from './errors.js';
import type { WebhookAccount, WebhookEventOf } from './events.js';
import type { WebhookHandlerOptions } from './handler-options.js';
import { parseWebhook } from './parse.js';
import { verifyBotToken } from './salesbot.js';

/** Reads a POST into a delivery and verifies what can be verified. Throws Refusal and what reading throws. */
export async function receivePost(
  request: InboundRequest,
  options: WebhookHandlerOptions,
): Promise<Received<WebhookDelivery>> {
  const given = await request.read(resolveLimits(options.limits).maxBytes);
  const body = await textOfBlob(given);
  const { account, events } = parseWebhook(body, {
    contentType: request.header('content-type'),
    limits: options.limits,
  });
  checkAccount(account, events, options.account);
  const verified = await Promise.all(
    events.map((event) => (event.type === 'salesbot.widget_request' ? verifyWidgetRequest(event, options) : event)),
  );
  const hash = await sha256Hex(
    typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify([account, events]),
  );
  // Beside the body, since several bodies may come from one change in Kommo and then may share its id.
  const requestId = request.header('x-amocrm-requestid') || undefined;
  const key = requestId === undefined ? undefined : await sha256Hex(`request|${requestId}|${hash}`);
  // Without an id the same body may be another event, so each request is a delivery of its own.
  const id = key ?? (await sha256Hex(`${crypto.randomUUID()}|${hash}`));
  return { key, body: hash, delivery: { id, receivedAt: Date.now(), account, events: verified } };
}

const textOfBlob = async (body: string | Uint8Array | object): Promise<string | Uint8Array | object> =>
  body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : body;

/** Reads a disconnect hook into a delivery. Throws WebhookSignatureError. */
export async function receiveDisconnect(
  url: URL,
  clientId: string,
  clientSecret: string,
): Promise<Received<WebhookDelivery>> {
  const entity = await verifyDisconnectHook(url, { clientId, clientSecret });
  const account = { id: entity.account_id };
  const raw = Object.fromEntries(url.searchParams);
  const receivedAt = Date.now();
  // The hook is the same each time an account leaves, so the minute tells a repetition from a second leave.
  const id = await sha256Hex(
    `disconnect|${entity.client_uuid}|${entity.account_id}|${Math.floor(receivedAt / 60_000)}`,
  );
  return {
    key: id,
    body: id,
    delivery: {
      id,
      receivedAt,
      account,
      events: [{ type: 'integration.disconnected', entity, account, group: '', action: 'disconnect', raw }],
    },
  };
}

// Only contradiction counts: some bodies name no account, and naming the right one proves nothing.
function checkAccount(
  account: WebhookAccount,
  events: readonly HandledEvent[],
  expected: number | string | undefined,
): void {
  if (expected === undefined) return;
  const named = typeof expected === 'string' ? [account.subdomain] : [account.id, ...events.map(accountIdOf)];
  if (named.some((value) => value !== undefined && value !== expected)) {
    throw new Refusal(403, 'The body is of another account than the option account names.');
  }
}

function accountIdOf({ entity }: HandledEvent): number | undefined {
  return entity !== undefined && 'account_id' in entity ? entity.account_id : undefined;
}

async function verifyWidgetRequest(
  event: WebhookEventOf<'salesbot.widget_request'>,
  { clientId, clientSecret, trustReturnUrl = isKommoUrl }: WebhookHandlerOptions,
): Promise<WebhookEventOf<'salesbot.widget_request'>> {
  if (clientSecret === undefined) {
    throw new Refusal(403, 'A widget_request came, and there is no clientSecret to verify its token with.');
  }
  if (!trustReturnUrl(event.entity.return_url)) {
    throw new Refusal(403, 'The return_url of a widget_request is not an address of Kommo.');
  }
  const claims = await verifyBotToken(event.entity.token, { clientSecret, clientId });
  const { account_id: id, subdomain } = claims;
  const account = {
    ...event.account,
    ...(typeof id === 'number' ? { id } : {}),
    ...(typeof subdomain === 'string' ? { subdomain } : {}),
  };
  if (event.account.id !== undefined && event.account.id !== account.id) {
    throw new JwtError('claim', 'it is of another account than the body');
  }
  return { ...event, account, entity: { ...event.entity, claims } };
}
