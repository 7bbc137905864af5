import { InputError } from '../errors.js';
import { checkKeys, checkObject } from '../util/check.js';
import { encodePhpForm } from '../util/php-form.js';
import { EVENTS, type EventDefinition } from './event-table.js';
import { isWebhookEventType, type WebhookAccount, type WebhookEntities, type WebhookEventType } from './events.js';

/** An event to encode. */
export type WebhookEventInput = {
  [T in WebhookEventType]: { readonly type: T; readonly entity: WebhookEntities[T] };
}[WebhookEventType];

/** Parts of the body other than the events. */
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
  options: EncodeWebhookOptions = {},
): string {
  checkKeys(options, 'options', ['account', 'bareMessages']);
  const { account, bareMessages = false } = options;
  const parts: string[] = [];
  if (account !== undefined) {
    const { subdomain, id, url } = account;
    parts.push(encodePhpForm({ account: { subdomain, id, _links: { self: url } } }));
  }
  const counts = new Map<string, number>();
  for (const event of Array.isArray(events) ? events : [events]) {
    const { type, entity } = checkObject(event, 'events');
    if (!isWebhookEventType(type)) throw new InputError('type', `is not an event type: "${type}"`);
    const definition: EventDefinition = EVENTS[type];
    const place = placeOf(definition, bareMessages);
    const index = counts.get(place) ?? 0;
    counts.set(place, index + 1);
    const whole = type === 'salesbot.widget_request' || type === 'digital_pipeline.triggered';
    parts.push(
      encodePhpForm(
        whole ? wholeItem(type, entity as Members) : { [`${place}[${index}]`]: itemOf(definition, entity as Members) },
      ),
    );
  }
  return parts.filter((part) => part !== '').join('&');
}

type Members = { readonly [key: string]: unknown };

function placeOf({ group, action }: EventDefinition, bareMessages: boolean): string {
  return group === '' || (bareMessages && group === 'message') ? action : `${group}[${action}]`;
}

function itemOf({ action, marks, constants }: EventDefinition, entity: Members): Members {
  const content = action === 'note' ? { note: entity } : entity;
  return { ...constants, ...withIdMap(content), ...marks };
}

// Kommo writes linked leads as a map from id to id.
function withIdMap({ linked_leads_id: ids, ...rest }: Members): Members {
  return Array.isArray(ids)
    ? { ...rest, linked_leads_id: Object.fromEntries(ids.map((id) => [id, { ID: id }])) }
    : { linked_leads_id: ids, ...rest };
}

function wholeItem(type: WebhookEventType, entity: Members): Members {
  if (type === 'salesbot.widget_request') return entity;
  const { settings, ...event } = entity;
  return { event, action: { settings: { widget: { settings } } } };
}
