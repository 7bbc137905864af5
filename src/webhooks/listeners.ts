import { InputError } from '../errors.js';
import type { HandledEvent, WebhookDelivery, WebhookListener, WebhookListeners } from './delivery.js';
import { EVENTS, type EventDefinition } from './event-table.js';
import { webhookEventTypes } from './events.js';

/** Where an error of a handler came up. */
export interface WebhookErrorContext {
  /** The event whose listener failed; undefined where a request was refused. */
  readonly event?: HandledEvent;
  /** Key of the listener in `on`. */
  readonly listener?: string;
}

/** Takes the errors of a handler. */
export type WebhookErrorHandler = (error: unknown, context: WebhookErrorContext) => void;

const FAMILIES = [...new Set(webhookEventTypes.map((type) => `${familyOf(type)}.*`))];
const KEYS = new Set<string>([...webhookEventTypes, ...FAMILIES, 'integration.disconnected', 'unknown', '*']);

/** Checks the keys of `on`, which a typo would make silent. Throws InputError. */
export function checkListeners(on: WebhookListeners): void {
  for (const [key, listener] of Object.entries(on)) {
    if (!KEYS.has(key)) throw new InputError(`on.${key}`, 'is no type of event; see webhookEventTypes');
    if (listener !== undefined && typeof listener !== 'function')
      throw new InputError(`on.${key}`, 'must be a function');
  }
}

/** Whether a listener of its own waits for this type. */
export const listensTo = (on: WebhookListeners, type: string): boolean =>
  Object.hasOwn(on, type) && on[type as keyof WebhookListeners] !== undefined;

/** Makes the function that calls the listeners, one after the other; one that fails doesn't keep the others from their turn. */
export function dispatcher(on: WebhookListeners, onError: WebhookErrorHandler) {
  return async ({ events }: WebhookDelivery): Promise<void> => {
    for (const event of events) {
      for (const key of [event.type, `${familyOf(event.type)}.*`, '*']) {
        if (!listensTo(on, key)) continue;
        try {
          await (on[key as keyof WebhookListeners] as WebhookListener<HandledEvent>)(event);
        } catch (error) {
          onError(error, { event, listener: key });
        }
      }
    }
  };
}

/** `settings` of the subscription that brings what the listeners wait for. */
export function settingsOf(on: WebhookListeners): string[] {
  const wanted = Object.keys(on).filter((key) => listensTo(on, key));
  const settings = new Set<string>();
  for (const [type, { setting }] of Object.entries(EVENTS) as [string, EventDefinition][]) {
    const listened = wanted.some((key) => key === type || key === '*' || key === `${familyOf(type)}.*`);
    if (listened && setting !== undefined) settings.add(setting);
  }
  return [...settings];
}

function familyOf(type: string): string {
  return type.split('.', 1)[0] as string;
}

/** Default of `onError`: `console.error`. */
export const logError: WebhookErrorHandler = (error, { event, listener }) => {
  const what = event === undefined ? 'a webhook was refused' : `listener ${listener} failed on ${event.type}`;
  console.error(`kommo-sdk: ${what}:`, error);
};
