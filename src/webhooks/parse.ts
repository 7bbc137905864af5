import { checkKeys } from '../util/check.js';
import { decodeBody, type WebhookBody } from './body.js';
import { type ParseLimits, resolveLimits } from './errors.js';
import { EVENTS, type EventDefinition } from './event-table.js';
import type { WebhookAccount, WebhookEvent } from './events.js';
import { int, readEntity } from './fields.js';
import { isWireObject, member, textOf, type WireObject, type WireValue } from './wire.js';

/** How a body is to be read. */
export interface ParseWebhookOptions {
  /** `Content-Type` of the request. Default: a body that begins with a brace is JSON, all else a form. */
  readonly contentType?: string | undefined;
  readonly limits?: ParseLimits | undefined;
}

/** What a body holds. */
export interface ParsedWebhook {
  readonly account: WebhookAccount;
  readonly events: WebhookEvent[];
}

/**
 * Reads a body that Kommo sent, and returns its events in order, with types. Accepts the raw text or bytes, or what a framework has parsed.
 * It verifies nothing: account webhooks have no signature. Throws WebhookParseError if the body is over a limit.
 * @see https://developers.kommo.com/docs/webhooks-general
 */
export function parseWebhook(body: WebhookBody, options: ParseWebhookOptions = {}): ParsedWebhook {
  checkKeys(options, 'options', ['contentType', 'limits']);
  const root = decodeBody(body, options.contentType, resolveLimits(options.limits));
  const account = accountOf(root);
  const whole = wholeBody(root);
  if (whole !== undefined) return { account, events: [makeEvent('', whole, root, account)] };
  const events = Object.entries(root).flatMap(([group, value]) => {
    if (group === 'account') return [];
    // An action at the top is the newer form of a message, which has no `message` around it.
    if (Array.isArray(value) || BARE.has(group)) return eventsOf('', group, value, account);
    if (!isWireObject(value)) return [makeEvent(group, '', value, account)];
    return Object.entries(value).flatMap(([action, items]) => eventsOf(group, action, items, account));
  });
  return { account, events };
}

function eventsOf(group: string, action: string, value: WireValue, account: WebhookAccount): WebhookEvent[] {
  return itemsIn(value).map((item) => makeEvent(group === '' ? bareGroup(item) : group, action, item, account));
}

// Deletions of old were a bare id, and an item may stand alone; indexes need not begin at 0.
function itemsIn(value: WireValue): WireValue[] {
  if (Array.isArray(value)) return value;
  if (!isWireObject(value)) return [value];
  const items = Object.values(value);
  return items.length > 0 && items.every((item) => isWireObject(item)) && !Object.hasOwn(value, 'note')
    ? items
    : [value];
}

function makeEvent(group: string, action: string, raw: WireValue, account: WebhookAccount): WebhookEvent {
  const item = isWireObject(raw) ? raw : textOf(raw) === undefined ? undefined : { id: raw };
  const name = Object.hasOwn(ALIASES, group) ? (ALIASES[group] as string) : group;
  if (item !== undefined) {
    for (const { type, definition } of byPlace.get(`${name}.${action}`) ?? []) {
      const entity = entityOf(definition, item);
      if (entity !== undefined) return { type, entity, account, group: name, action, raw: item } as WebhookEvent;
    }
  }
  return { type: 'unknown', entity: undefined, account, group, action, raw };
}

function entityOf(definition: EventDefinition, item: WireObject): object | undefined {
  if (!marksFit(definition, item)) return undefined;
  const entity = readEntity(definition.fields, contentOf(definition, item));
  return entity !== undefined && fieldsFit(definition, entity) ? entity : undefined;
}

function marksFit(definition: EventDefinition, item: WireObject): boolean {
  const { marks } = definition;
  for (const key in marks) {
    const value = textOf(member(item, key)) ?? impliedMark(key, definition, item);
    if (value !== marks[key]) return false;
  }
  return true;
}

// A contact may come without its type, and a note has it inside.
function impliedMark(key: string, { group }: EventDefinition, item: WireObject): string | undefined {
  if (key !== 'type' || group !== 'contacts') return undefined;
  const note = member(item, 'note');
  return isWireObject(note) && textOf(member(note, 'element_type')) === '3' ? 'company' : 'contact';
}

function fieldsFit({ has, changed }: EventDefinition, entity: { readonly [name: string]: unknown }): boolean {
  if (has !== undefined && !Object.hasOwn(entity, has)) return false;
  return changed === undefined || (Object.hasOwn(entity, changed) && entity[changed] !== entity[changed.slice(4)]);
}

// The entity of a note is one level further in, and so is a trigger of the digital pipeline, apart from its settings.
function contentOf({ group, action }: EventDefinition, item: WireObject): WireValue {
  if (action === 'note') return member(item, 'note') ?? item;
  if (group !== '' || action !== 'event') return item;
  const settings = ['action', 'settings', 'widget', 'settings'].reduce<WireValue>(
    (value, key) => (isWireObject(value) ? (member(value, key) ?? null) : null),
    item,
  );
  return { ...(member(item, 'event') as WireObject), settings };
}

function bareGroup(item: WireValue): string {
  if (!isWireObject(item)) return '';
  if (textOf(member(item, 'type')) === 'outgoing') return 'outgoing_message';
  return Object.hasOwn(item, 'chat_id') || Object.hasOwn(item, 'talk_id') ? 'message' : '';
}

// Bodies that are one event as a whole.
function wholeBody(root: WireObject): string | undefined {
  if (Object.hasOwn(root, 'token') && Object.hasOwn(root, 'return_url')) return 'widget_request';
  const event = member(root, 'event');
  return isWireObject(event) && Object.hasOwn(event, 'type_code') ? 'event' : undefined;
}

function accountOf(root: WireObject): WebhookAccount {
  const envelope = member(root, 'account');
  const source = isWireObject(envelope) ? envelope : {};
  const links = member(source, '_links');
  const id = int.read(member(source, 'id') ?? member(root, 'account_id') ?? null);
  const subdomain = textOf(member(source, 'subdomain') ?? member(root, 'subdomain'));
  const url = isWireObject(links) ? textOf(member(links, 'self')) : undefined;
  return {
    ...(id === undefined ? {} : { id }),
    ...(subdomain === undefined ? {} : { subdomain }),
    ...(url === undefined ? {} : { url }),
  };
}

// Actions that may stand at the top of a body.
const BARE = new Set(['add', 'update', 'delete']);

// Spellings that are not in the docs, but too near to be anything else.
const ALIASES: { readonly [group: string]: string } = { tasks: 'task', messages: 'message', talks: 'talk' };

interface Candidate {
  readonly type: string;
  readonly definition: EventDefinition;
}

const byPlace = new Map<string, Candidate[]>();
for (const [type, definition] of Object.entries(EVENTS) as [string, EventDefinition][]) {
  const place = `${definition.group}.${definition.action}`;
  byPlace.set(place, [...(byPlace.get(place) ?? []), { type, definition }]);
}
