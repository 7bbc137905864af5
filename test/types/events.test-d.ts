import { expectTypeOf, test } from 'vitest';
import type { components } from '../../src/generated/schema.js';

type Schemas = components['schemas'];
type Event = Schemas['Event'];

declare const event: Event;

test('`type` narrows the values', () => {
  if (event.type === 'lead_status_changed') {
    expectTypeOf(event).toEqualTypeOf<Schemas['LeadStatusEvent']>();
    expectTypeOf(event.value_before[0]?.lead_status.pipeline_id).toEqualTypeOf<number | undefined>();
  }
  if (event.type === 'lead_added') expectTypeOf(event.value_after[0]?.note.id).toEqualTypeOf<number | undefined>();
  if (event.type === 'entity_tag_added')
    expectTypeOf(event.value_after[0]?.tag.name).toEqualTypeOf<string | undefined>();
  if (event.type === 'contact_linked') {
    expectTypeOf(event.value_after[0]?.link?.entity.id).toEqualTypeOf<number | undefined>();
  }
  if (event.type === 'incoming_chat_message') {
    expectTypeOf(event.value_after[0]?.message.id).toEqualTypeOf<string | undefined>();
  }
  // @ts-expect-error not before it is narrowed
  event.value_after[0]?.note;
});

test('the types of custom fields are one family', () => {
  if (event.type === 'custom_field_value_changed' || event.type === 'custom_field_57832_value_changed') {
    expectTypeOf(event).toEqualTypeOf<Schemas['CustomFieldEvent']>();
    expectTypeOf(event.value_after[0]?.custom_field_value.enum_id).toEqualTypeOf<number | null | undefined>();
  }
  // @ts-expect-error the id is a number
  void (event.type === 'custom_field_abc_value_changed');
});

test('documented types without documented values, and unknown types, have open values', () => {
  if (event.type === 'talk_created') expectTypeOf(event.value_after[0]?.talk).toBeUnknown();
  if ((event.type as string) === 'hologram_shown') expectTypeOf(event.id).toBeString();
  const unknown: Schemas['UnknownEvent'] = JSON.parse('{}');
  expectTypeOf(unknown.value_after[0]?.anything).toBeUnknown();
  expectTypeOf(unknown).toExtend<Event>();
  expectTypeOf(event.type).toExtend<string>();
});

test('every known type has a variant', () => {
  expectTypeOf<Exclude<Schemas['KnownEventType'], Event['type']>>().toBeNever();
  expectTypeOf<
    Exclude<Event['type'], Schemas['KnownEventType'] | Schemas['CustomFieldEventType'] | Schemas['UnknownEventType']>
  >().toBeNever();
});

test('filters take one or several', () => {
  const filter: Schemas['EventFilter'] = {
    type: ['lead_added', 'custom_field_57832_value_changed', 'hologram_shown'],
    entity: ['lead', 'catalog_1075'] as const,
    entity_id: [1, 2],
    created_by: 7,
    created_at: { from: new Date() },
    value_after: { responsible_user_id: [1, 2], leads_statuses: [{ pipeline_id: 1, status_id: 142 }] },
    value_before: { responsible_user_id: '1,2' },
  };
  expectTypeOf(filter).toExtend<Schemas['EventFilter']>();
  // @ts-expect-error no such filter
  const wrong: Schemas['EventFilter'] = { kind: 'lead_added' };
  void wrong;
});
