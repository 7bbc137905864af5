import { checkKeys } from '../util/check.js';
import { checkSettings } from './webhook-settings.js';

/** A subscription, as far as it matters here. */
export interface WebhookSubscription {
  readonly destination: string;
  readonly settings: readonly string[];
  readonly disabled?: boolean;
}

/** The calls that `ensureWebhook` needs; `kommo.webhooks` has them. */
export interface WebhookSubscriptions<W extends WebhookSubscription> {
  list(params: { filter: { destination: string } }): PromiseLike<{ readonly data: readonly W[] }>;
  create(body: { destination: string; settings: string[]; sort?: number }): PromiseLike<W>;
  delete(body: { destination: string }): PromiseLike<unknown>;
}

/** The subscription to ensure. */
export interface EnsureWebhookParams {
  /** Your URL, its secret included. */
  readonly destination: string;
  /** Events to be notified of; `handler.settings` has them for your listeners. */
  readonly settings: readonly string[];
  readonly sort?: number | undefined;
}

/** What was found and done. */
export interface EnsureWebhookResult<W> {
  readonly webhook: W;
  /** `recreated` if Kommo did not apply the new settings, or left the webhook switched off. */
  readonly outcome: 'unchanged' | 'created' | 'updated' | 'recreated';
}

/**
 * Makes the subscription of a URL what it should be: 1 call if it is so already, 2 if it is missing or differs, 4 if
 * Kommo merges settings or leaves a webhook switched off, which its docs don't mention. Throws InputError and KommoApiError.
 * @see https://developers.kommo.com/reference/add-webhooks
 */
export async function ensureWebhook<W extends WebhookSubscription>(
  api: WebhookSubscriptions<W>,
  params: EnsureWebhookParams,
): Promise<EnsureWebhookResult<W>> {
  checkKeys(params, 'params', ['destination', 'settings', 'sort']);
  const { destination, settings, sort } = params;
  checkSettings(settings);
  const wanted = [...new Set(settings)];
  const body = { destination, settings: wanted, ...(sort === undefined ? {} : { sort }) };
  const { data } = await api.list({ filter: { destination } });
  const found = data.find((webhook) => webhook.destination === destination);
  if (found === undefined) return { webhook: await api.create(body), outcome: 'created' };
  if (isAsWanted(found, wanted)) return { webhook: found, outcome: 'unchanged' };
  // A second create overwrites, by amoCRM's docs. Its answer shows whether it did.
  const webhook = await api.create(body);
  if (isAsWanted(webhook, wanted)) return { webhook, outcome: 'updated' };
  await api.delete({ destination });
  return { webhook: await api.create(body), outcome: 'recreated' };
}

function isAsWanted({ disabled, settings }: WebhookSubscription, wanted: readonly string[]): boolean {
  if (disabled === true) return false;
  return settings.length === wanted.length && wanted.every((name) => settings.includes(name));
}
