import fc from 'fast-check';
import { customFields } from '../../src/webhooks/custom-fields.js';
import { EVENTS, type EventDefinition } from '../../src/webhooks/event-table.js';
import { bool, decimal, type Fields, ids, int, string } from '../../src/webhooks/fields.js';
import type { WebhookEventInput } from '../../src/webhooks/index.js';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '',
    '0',
    '007',
    '+1 (555) 010-0000',
    'a&b=c[d]',
    '%41%',
    '1e3',
    'true',
    'null',
    '[0]',
    ' \n\t',
    '😍*~',
  ),
);
const id = fc.nat({ max: 2 ** 40 });
const optionalRecord = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { requiredKeys: [] });

const customFieldsOf = fc.array(
  fc
    .tuple(
      id,
      fc.option(text),
      fc.option(text),
      fc.array(fc.tuple(text, fc.option(id)), { minLength: 1, maxLength: 3 }),
    )
    .map(([fieldId, name, code, values]) => ({
      id: fieldId,
      ...(name === null ? {} : { name }),
      ...(code === null ? {} : { code }),
      values: values.map(([value, option]) => ({ value, ...(option === null ? {} : { enum: option }) })),
    })),
  { minLength: 1, maxLength: 3 },
);

// The tables keep no trace of what is nested, so these go by name. Empty lists and objects vanish in a form, hence the minimums.
const NESTED: { readonly [name: string]: fc.Arbitrary<unknown> } = {
  tags: fc.array(fc.record({ id, name: text }), { minLength: 1, maxLength: 3 }),
  result: fc.record({ id, text }),
  author: fc.record({ id: text, type: text, name: text }),
  recipient: fc.record({ id: text, type: text, name: text }),
  attachment: fc.record({ type: text, link: fc.webUrl() }),
  reviews: fc.array(fc.record({ id, status: text }), { minLength: 1, maxLength: 2 }),
  accept_result: fc.record({ leads: fc.array(id, { minLength: 1, maxLength: 3 }) }),
  decline_result: fc.record({ leads: fc.array(id, { minLength: 1, maxLength: 3 }) }),
  data: fc.record({ a: text, deep: fc.record({ b: text, list: fc.array(text, { minLength: 1, maxLength: 3 }) }) }),
  source_data: fc.record({ from: text, name_1: fc.record({ value: text }) }),
  settings: fc.record({ a: text }),
};

function arbitraryOf(name: string, field: Fields[string], definition: EventDefinition): fc.Arbitrary<unknown> {
  if (name === 'data' && definition.action === 'event') return fc.record({ id, status_id: id });
  const own = NESTED[name];
  if (own !== undefined) return own;
  if (field.read === int.read) return id;
  if (field.read === decimal.read)
    return fc.oneof(
      id,
      id.map((n) => n / 8),
    );
  if (field.read === bool.read) return fc.boolean();
  if (field.read === ids.read)
    return fc.uniqueArray(id, { minLength: 1, maxLength: 4 }).map((list) => list.sort((a, b) => a - b));
  if (field.read === customFields.read) return customFieldsOf;
  if (field.read === string.read) return text;
  throw new Error(`no arbitrary for ${name}`);
}

function eventOf(type: string, definition: EventDefinition): fc.Arbitrary<WebhookEventInput> {
  const model = Object.fromEntries(
    Object.entries(definition.fields).map(([name, field]) => [name, arbitraryOf(name, field, definition)]),
  );
  const needed = Object.entries(definition.fields).flatMap(([name, field]) => (field.required ? [name] : []));
  const { has, changed } = definition;
  return fc
    .record(model, { requiredKeys: [...needed, ...(has ? [has] : []), ...(changed ? [changed] : [])] })
    .map(
      (entity: Record<string, unknown>) =>
        ({ type, entity: distinct(type, entity, definition) }) as unknown as WebhookEventInput,
    );
}

// What would make another event of it is taken out, and what the event always has is put in.
function distinct(
  type: string,
  entity: Record<string, unknown>,
  { changed, group, action, marks = {} }: EventDefinition,
) {
  const result = { ...entity };
  if (changed === undefined && action === 'update' && group !== 'leads') delete result['old_responsible_user_id'];
  if (changed !== undefined && result[changed] === result['responsible_user_id']) delete result['responsible_user_id'];
  if (group === 'task' && type !== 'task.completed') delete result['action_close'];
  if (type === 'task.completed') Object.assign(result, { action_close: 1, status: result['status'] ?? 1 });
  if (type === 'message.sent') result['type'] = 'outgoing';
  if (type === 'unsorted.deleted') delete result['action'];
  if (group === 'unsorted' && marks['action']) result['action'] = marks['action'];
  return result;
}

/** Any one documented event. */
export const anyEvent: fc.Arbitrary<WebhookEventInput> = fc.oneof(
  ...Object.entries(EVENTS).map(([type, definition]) => eventOf(type, definition)),
);

/** Any one documented event that shares a body with others. */
export const batchableEvent = anyEvent.filter(
  ({ type }) => type !== 'salesbot.widget_request' && type !== 'digital_pipeline.triggered',
);

/** An account as a body names it. */
export const anyAccount = optionalRecord({ id: fc.nat(), subdomain: text, url: fc.webUrl() });
