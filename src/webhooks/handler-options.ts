import type { DedupeOptions } from '../inbound/dedupe.js';
import type { DeliveryQueue } from '../inbound/queue.js';
import type { WebhookDelivery, WebhookListeners } from './delivery.js';
import type { ParseLimits } from './errors.js';
import type { WebhookErrorHandler } from './listeners.js';

/** Options of `createWebhookHandler`. */
export interface WebhookHandlerOptions {
  /** Listeners by type of event, by family (`lead.*`), or for all (`*`). */
  readonly on: WebhookListeners;
  /**
   * Secret that the URL must hold, in the query (`?secret=…`) or as a segment of the path; several while you change it. At least
   * 16 characters. Account webhooks carry no signature, so without it anybody who knows the URL can post. Default: none.
   */
  readonly secret?: string | readonly string[] | undefined;
  /** Name of the secret in the query. Default `secret`. */
  readonly secretParam?: string | undefined;
  /** Id (number) or subdomain (text) of the only account to take events of. A body that names another gets a 403. Default: any. */
  readonly account?: number | string | undefined;
  /** Integration ID: for disconnect hooks and for the tokens of salesbots. */
  readonly clientId?: string | undefined;
  /** Secret key of the integration: for disconnect hooks and for the tokens of salesbots. */
  readonly clientSecret?: string | undefined;
  /** Judges the `return_url` of a salesbot, which your token will be sent to. Default: https on a host of Kommo or amoCRM. */
  readonly trustReturnUrl?: ((url: string) => boolean) | undefined;
  /** Where deliveries wait after the answer. Default: `memoryQueue()`. */
  readonly queue?: DeliveryQueue<WebhookDelivery> | undefined;
  /** How re-deliveries are told; false takes all. Default: by the body, for 2 hours, in memory. */
  readonly dedupe?: DedupeOptions | false | undefined;
  /** Limits on the body. */
  readonly limits?: ParseLimits | undefined;
  /** Milliseconds until a request that isn't taken over yet is answered 503. Default 1500; Kommo waits 2000. */
  readonly ackTimeoutMs?: number | undefined;
  /** Takes errors of listeners and reasons of refusals. Default: `console.error`. */
  readonly onError?: WebhookErrorHandler | undefined;
}
