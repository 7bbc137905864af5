import { InputError } from '../errors.js';
import { EVENTS, type EventDefinition } from './event-table.js';
import { isWebhookEventType, type WebhookAccount, type WebhookEntities, type WebhookEventType } from './events.js';

/** An event to encode. */
export type WebhookEventInput = {
  [T in WebhookEventType]: { readonly type: T; readonly entity: WebhookEntities[T] };
}[WebhookEventType];

/** What the body has beside the events. */
export interface EncodeWebhookOptions {
  /** The account that the body names. Default: none. */
  readonly account?: WebhookAccount | undefined;
  /** Leaves out the `message` around incoming messages, as newer bodies do. Default false. */
  readonly bareMessages?: boolean | undefined;
}

/**
 * Writes events as the form that Kommo posts, for tests and fakes. `parseWebhook` reads back the same types and entities.
 * @see https://developers.kommo.com/docs/webhooks-general
 */
export function encodeWebhook(
  events: WebhookEventInput | readonly WebhookEventInput[],
  { account, bareMessages = false }: EncodeWebhookOptions = {},
): string {
  const parts: string[] = [];
  if (account !== undefined) {
    const { subdomain, id, url } = account;
    write(parts, 'account', { subdomain, id, _links: { self: url } });
  }
  const counts = new Map<string, number>();
  for (const { type, entity } of Array.isArray(events) ? events : [events]) {
    if (!isWebhookEventType(type)) throw new InputError('type', `"${type}" is no type of a webhook event`);
    const definition: EventDefinition = EVENTS[type];
    const place = placeOf(definition, bareMessages);
    const index = counts.get(place) ?? 0;
    counts.set(place, index + 1);
    const whole = type === 'salesbot.widget_request' || type === 'digital_pipeline.triggered';
    if (whole) writeMembers(parts, wholeItem(type, entity as Members));
    else write(parts, `${place}[${index}]`, itemOf(definition, entity as Members));
  }
  return parts.join('&');
}

type Members = { readonly [key: string]: unknown };

function placeOf({ group, action }: EventDefinition, bareMessages: boolean): string {
  return group === '' || (bareMessages && group === 'message') ? action : `${group}[${action}]`;
}

function itemOf({ action, marks, constants }: EventDefinition, entity: Members): Members {
  const content = action === 'note' ? { note: entity } : entity;
  return { ...constants, ...content, ...marks };
}

function wholeItem(type: WebhookEventType, entity: Members): Members {
  if (type === 'salesbot.widget_request') return entity;
  const { settings, ...event } = entity;
  return { event, action: { settings: { widget: { settings } } } };
}

function writeMembers(parts: string[], members: Members): void {
  for (const [key, value] of Object.entries(members)) write(parts, key, value);
}

function write(parts: string[], name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'object') {
    parts.push(`${urlencode(name)}=${urlencode(scalar(value))}`);
  } else if (name.endsWith('[linked_leads_id]') && Array.isArray(value)) {
    for (const id of value) write(parts, `${name}[${id}][ID]`, id);
  } else {
    for (const [key, item] of Object.entries(value)) write(parts, `${name}[${key}]`, item);
  }
}

const scalar = (value: unknown): string => (typeof value === 'boolean' ? (value ? '1' : '0') : String(value));

// PHP's urlencode also escapes the asterisk.
const urlencode = (text: string): string =>
  new URLSearchParams([[text, '']]).toString().slice(0, -1).replaceAll('*', '%2A');
