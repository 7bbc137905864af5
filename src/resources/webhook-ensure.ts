import { InputError } from '../errors.js';

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

/** The subscription that there should be. */
export interface EnsureWebhookParams {
  /** Your URL, its secret included. */
  readonly destination: string;
  /** Events to be told of; `handler.settings` has them for your listeners. */
  readonly settings: readonly string[];
  readonly sort?: number | undefined;
}

/** What was found and done. */
export interface EnsureWebhookResult<W> {
  readonly webhook: W;
  /** `recreated` where Kommo did not take the new settings over, or left the webhook switched off. */
  readonly outcome: 'unchanged' | 'created' | 'updated' | 'recreated';
}

/**
 * Makes the subscription of a URL what it should be: 1 call where it is so already, 2 where it is missing or differs, 4 where
 * Kommo merges settings or leaves a webhook switched off, which its docs don't tell. Throws InputError and KommoApiError.
 * @see https://developers.kommo.com/reference/add-webhooks
 */
export async function ensureWebhook<W extends WebhookSubscription>(
  api: WebhookSubscriptions<W>,
  { destination, settings, sort }: EnsureWebhookParams,
): Promise<EnsureWebhookResult<W>> {
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

// Kommo accepts names that it does not know, and then never sends anything.
function checkSettings(settings: readonly string[]): void {
  if (!Array.isArray(settings))
    throw new InputError('settings', 'must be a list of event names; pass handler.settings');
  if (settings.length === 0) throw new InputError('settings', 'is empty; name at least one event');
  settings.forEach((name: unknown, index) => {
    if (typeof name === 'string' && /^[a-z]+(?:_[a-z]+)+$/.test(name)) return;
    throw new InputError(
      `settings.${index}`,
      `must be a name of the API such as add_lead, got ${JSON.stringify(name)}; pass handler.settings, which has the names for your listeners`,
    );
  });
}

function isAsWanted({ disabled, settings }: WebhookSubscription, wanted: readonly string[]): boolean {
  if (disabled === true) return false;
  return settings.length === wanted.length && wanted.every((name) => settings.includes(name));
}
