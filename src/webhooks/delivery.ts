import type { ListenerContext } from '../inbound/listener.js';
import type { Disconnection } from './disconnect.js';
import type { WebhookAccount, WebhookEvent, WebhookEventOf, WebhookEventType } from './events.js';
import type { WireObject } from './wire.js';

/** An account switched the integration off. Comes from the disconnect hook, verified. */
export interface DisconnectEvent {
  readonly type: 'integration.disconnected';
  readonly entity: Disconnection;
  readonly account: WebhookAccount;
  readonly group: '';
  readonly action: 'disconnect';
  readonly raw: WireObject;
}

/** What a handler hands to its listeners. */
export type HandledEvent = WebhookEvent | DisconnectEvent;

/** One request of Kommo as plain JSON, for a queue. */
export interface WebhookDelivery {
  /**
   * Id of the delivery. With `X-AmoCRM-RequestId` it is the same for each attempt of Kommo to deliver it; without that header each
   * request has its own.
   */
  readonly id: string;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  readonly account: WebhookAccount;
  readonly events: readonly HandledEvent[];
}

type Family<T extends string = WebhookEventType> = T extends `${infer F}.${string}` ? F : never;
type OfFamily<F extends string> = {
  [T in WebhookEventType]: T extends `${F}.${string}` ? WebhookEventOf<T & WebhookEventType> : never;
}[WebhookEventType];

/** Handles one event. Its errors go to `onError`. Kommo repeats deliveries, so it must be idempotent. */
export type WebhookListener<E> = (event: E, context: ListenerContext) => unknown;

/** Listeners by type of event, by family (`lead.*`), or for all (`*`). Each that fits is called. */
export type WebhookListeners = {
  readonly [T in WebhookEventType]?: WebhookListener<WebhookEventOf<T>> | undefined;
} & {
  readonly [F in Family as `${F}.*`]?: WebhookListener<OfFamily<F>> | undefined;
} & {
  readonly 'integration.disconnected'?: WebhookListener<DisconnectEvent> | undefined;
  /** What is not documented. */
  readonly unknown?: WebhookListener<Extract<WebhookEvent, { type: 'unknown' }>> | undefined;
  readonly '*'?: WebhookListener<HandledEvent> | undefined;
};
