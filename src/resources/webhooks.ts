import { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkKeys, checkObject } from '../util/check.js';
import { Resource } from './resource.js';
import type { Query, Schema, Schemas } from './schemas.js';
import type { EnsureWebhookParams, EnsureWebhookResult } from './webhook-ensure.js';

/** A subscription: an address, and the events that it is notified of. */
export interface Webhook extends Schema<'Webhook'> {}
/** Events that Kommo's and amoCRM's docs name. */
export type WebhookEventName = Schemas['WebhookEventName'];
/** What an address is subscribed with. */
export interface WebhookCreate extends Schema<'WebhookCreate'> {}
/** The address to unsubscribe. */
export interface WebhookDelete extends Schema<'WebhookDelete'> {}
/** What `ensure` found and did. */
export type EnsuredWebhook = EnsureWebhookResult<Webhook>;
/** Parameters of {@link Webhooks.list}. */
export type WebhookListParams = Query<'webhooks.list'>;

const PATH = '/api/v4/webhooks';

/**
 * Webhook subscriptions, 100 at most; administrators only (others get a 401). What the webhooks bring is read with `kommo-sdk/webhooks`.
 * @see https://developers.kommo.com/reference/webhooks
 */
export class Webhooks extends Resource {
  /**
   * Lists all subscriptions, or that of one address. There are no pages.
   * @throws AuthenticationError without an administrator's rights
   * @see https://developers.kommo.com/reference/list-webhooks
   */
  list(params: WebhookListParams = {}, options?: ListOptions): PagePromise<Webhook> {
    return this.http.list(PATH, { query: params, options });
  }

  /**
   * Subscribes an address to events, or replaces the events of an address that is subscribed.
   * @throws InputError on unknown event names, ValidationError, AuthenticationError without an administrator's rights
   * @see https://developers.kommo.com/reference/add-webhooks
   */
  create(webhook: WebhookCreate, options?: RequestOptions): ApiPromise<Webhook> {
    checkKeys(webhook, 'webhook', ['destination', 'settings', 'sort']);
    return new ApiPromise(this.#create(webhook, options));
  }

  /**
   * Unsubscribes an address: `delete({ destination })`.
   * @throws NotFoundError, AuthenticationError without an administrator's rights
   * @see https://developers.kommo.com/reference/webhooks
   */
  delete(webhook: WebhookDelete, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', PATH, { body: checkObject(webhook, 'webhook'), options });
  }

  /**
   * Makes sure that an address is subscribed to these events: 1 call if it already is, 2 if the subscription is missing or differs, 4 if Kommo
   * does not apply the change or leaves the webhook switched off.
   * @throws InputError if `settings` is empty, AuthenticationError without an administrator's rights
   * @see https://developers.kommo.com/reference/add-webhooks
   */
  async ensure(params: EnsureWebhookParams, options?: RequestOptions): Promise<EnsuredWebhook> {
    const { ensureWebhook } = await import('./webhook-ensure.js');
    return ensureWebhook<Webhook>(
      {
        list: (query) => this.list(query, options),
        create: (webhook) => this.create(webhook, options),
        delete: (webhook) => this.delete(webhook, options),
      },
      params,
    );
  }

  async #create(webhook: WebhookCreate, options?: RequestOptions) {
    // Loaded when first used: a program that only lists needs no names of events.
    const { checkSettings } = await import('./webhook-settings.js');
    checkSettings(webhook.settings);
    return this.http.one<'POST', typeof PATH, Webhook>('POST', PATH, { body: webhook, options }).withResponse();
  }
}
