import { InputError } from '../errors.js';
import type { InboundClock } from '../inbound/clock.js';
import { logLine } from '../inbound/handler.js';
import { callListener } from '../inbound/listener.js';
import { checkFunction, checkObject } from '../util/check.js';
import { nearest } from '../util/nearest.js';
import type { HandledEvent, WebhookDelivery, WebhookListener, WebhookListeners } from './delivery.js';
import { EVENTS, type EventDefinition } from './event-table.js';
import { webhookEventTypes } from './events.js';

/** Where an error of a handler happened. */
export interface WebhookErrorContext {
  /** The event whose listener failed; undefined if a request was refused. */
  readonly event?: HandledEvent;
  /** Key of the listener in `on`. */
  readonly listener?: string;
}

/** Gets the errors of a handler. */
export type WebhookErrorHandler = (error: unknown, context: WebhookErrorContext) => void;

const FAMILIES = [...new Set(webhookEventTypes.map((type) => `${familyOf(type)}.*`))];
const KEYS = new Set<string>([...webhookEventTypes, ...FAMILIES, 'integration.disconnected', 'unknown', '*']);

/** Checks the keys of `on`: a listener with a misspelt key would never be called. Throws InputError. */
export function checkListeners(on: WebhookListeners): void {
  checkObject(on, 'on');
  for (const [key, listener] of Object.entries(on)) {
    if (!KEYS.has(key)) {
      const near = nearest(key, KEYS, 1)[0];
      const remedy = near === undefined ? 'webhookEventTypes lists them all' : `the nearest is ${near}`;
      throw new InputError(`on.${key}`, `is not an event type; ${remedy}`);
    }
    if (listener !== undefined) checkFunction(listener, `on.${key}`);
  }
}

/** Whether a listener of its own waits for this type. */
export const listensTo = (on: WebhookListeners, type: string): boolean =>
  Object.hasOwn(on, type) && on[type as keyof WebhookListeners] !== undefined;

/** Creates the function that calls the listeners one after the other. If one fails or takes too long, the others still run. */
export function dispatcher(
  on: WebhookListeners,
  onError: WebhookErrorHandler,
  limit: { readonly timeoutMs: number; readonly clock: InboundClock },
) {
  return async ({ id, events }: WebhookDelivery): Promise<void> => {
    for (const event of events) {
      for (const key of [event.type, `${familyOf(event.type)}.*`, '*']) {
        if (!listensTo(on, key)) continue;
        try {
          const listener = on[key as keyof WebhookListeners] as WebhookListener<HandledEvent>;
          await callListener((context) => listener(event, context), id, limit);
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

/** Default of `onError`: one line for a refused request, and the whole error of a listener. */
export const logError: WebhookErrorHandler = (error, { event, listener }) => {
  if (event === undefined) console.error(logLine('a webhook was refused', error));
  else console.error(`kommo-sdk: listener ${listener} failed on ${event.type}:`, error);
};
