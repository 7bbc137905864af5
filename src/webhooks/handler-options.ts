import type { InboundClock } from '../inbound/clock.js';
import type { DedupeOptions } from '../inbound/dedupe.js';
import type { DeliveryQueue } from '../inbound/queue.js';
import type { WebhookDelivery, WebhookListeners } from './delivery.js';
import type { ParseLimits } from './errors.js';
import type { WebhookErrorHandler } from './listeners.js';

/**
 * Options of `createWebhookHandler`. Only `on` is required.
 * @see the guide docs/webhooks.md in this package
 */
export interface WebhookHandlerOptions {
  /** Listeners by type of event, by family (`lead.*`), or for all (`*`). */
  readonly on: WebhookListeners;
  /**
   * Secret that the URL must hold, in the query (`?secret=…`) or as a segment of the path; several while you change it. At least
   * 16 characters. Account webhooks carry no signature, so without it anyone who knows the URL can post. Default: none.
   * If it is there but empty, as with an unset variable, every request is refused with 503.
   */
  readonly secret?: string | readonly string[] | undefined;
  /** Name of the secret in the query. Default `secret`. */
  readonly secretParam?: string | undefined;
  /**
   * Id (number) or subdomain (text) of the only account whose events are accepted. A body that names another gets a 403. Default: any.
   * If it is empty, 0 or NaN, as with an unset variable, every request is refused with 503.
   */
  readonly account?: number | string | undefined;
  /** Integration ID, if disconnect hooks or salesbots call this URL. */
  readonly clientId?: string | undefined;
  /** Secret key of the integration, if disconnect hooks or salesbots call this URL. It checks their signatures. */
  readonly clientSecret?: string | undefined;
  /** Returns true if your token may be sent to this `return_url` of a salesbot. Default: https on a host of Kommo or amoCRM. */
  readonly trustReturnUrl?: ((url: string) => boolean) | undefined;
  /** Where deliveries wait after the answer. Default: `memoryQueue()`. */
  readonly queue?: DeliveryQueue<WebhookDelivery> | undefined;
  /**
   * How repeated deliveries are recognised; false handles all. Default, in memory: by `X-AmoCRM-RequestId` for 2 hours. Without
   * that header the same body is a repetition only within 30 seconds of an answer that was not 200.
   */
  readonly dedupe?: DedupeOptions | false | undefined;
  /** Limits on the size and the shape of a body. Each has its own default. */
  readonly limits?: ParseLimits | undefined;
  /** Milliseconds that the queue may take to accept a delivery. Then the answer is 503. Default 1500; Kommo waits 2000. */
  readonly ackTimeoutMs?: number | undefined;
  /**
   * Milliseconds that one listener may take. Then its signal is aborted, `onError` gets a ListenerTimeoutError, and the queue goes
   * on. Default 10 000; 0 means no limit.
   */
  readonly listenerTimeoutMs?: number | undefined;
  /** Gets errors of listeners, and a `Refusal` for each request that was refused. Default: one line of `console.error`. */
  readonly onError?: WebhookErrorHandler | undefined;
  /** Time, for tests. Default: the clock of the process. */
  readonly clock?: InboundClock | undefined;
}
