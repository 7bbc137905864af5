import { expectTypeOf, test } from 'vitest';
import { getField, setField, writeField } from '../../src/fields/index.js';
import type {
  AddressValue,
  CustomFieldValue,
  FieldSet,
  FieldValue,
  FieldValues,
  Kommo,
  Lead,
  LeadUpdate,
  MultitextValue,
} from '../../src/index.js';

declare const kommo: Kommo;
declare const lead: Lead;
declare const fields: FieldSet;

test('every type of field has a type of value', () => {
  type Known = CustomFieldValue['field_type'] & keyof FieldValues;
  expectTypeOf<keyof FieldValues>().toEqualTypeOf<Known>();
});

test('getField: the type tells what comes', () => {
  expectTypeOf(getField(lead, 'BUDGET', 'numeric')).toEqualTypeOf<number | null>();
  expectTypeOf(getField(lead, 5, 'checkbox')).toEqualTypeOf<boolean | null>();
  expectTypeOf(getField(lead, 'Due', 'date')).toEqualTypeOf<number | null>();
  expectTypeOf(getField(lead, 'Channel', 'select')).toEqualTypeOf<string | null>();
  expectTypeOf(getField(lead, 'Interests', 'multiselect')).toEqualTypeOf<string[] | null>();
  expectTypeOf(getField(lead, 'PHONE', 'multitext')).toEqualTypeOf<MultitextValue[] | null>();
  expectTypeOf(getField(lead, 'Address', 'smart_address')).toEqualTypeOf<AddressValue | null>();
  expectTypeOf(getField(lead, 'Address', 'smart_address')?.zip).toEqualTypeOf<string | undefined>();
  // @ts-expect-error no such type
  void getField(lead, 'BUDGET', 'number');
});

test('getField: a field written by hand tells its type, a mere name does not', () => {
  expectTypeOf(getField(lead, { id: 5, type: 'numeric' })).toEqualTypeOf<number | null>();
  expectTypeOf(getField(lead, { id: 5, type: 'hologram' })).toEqualTypeOf<FieldValue | null>();
  expectTypeOf(getField(lead, 'BUDGET')).toEqualTypeOf<FieldValue | null>();
  expectTypeOf(getField(lead, fields.field('BUDGET'))).toEqualTypeOf<FieldValue | null>();
  // @ts-expect-error not before it is narrowed
  getField(lead, 'BUDGET') + 1;
  // @ts-expect-error has no custom fields
  void getField({ custom_fields_values: 5 }, 'BUDGET');
});

test('setField: what the type takes', () => {
  const changes: LeadUpdate = {};
  expectTypeOf(setField(changes, 'BUDGET', 5000, fields)).toExtend<LeadUpdate>();
  void setField(changes, { id: 5, type: 'numeric' }, 5000);
  void setField(changes, { id: 5, type: 'numeric' }, '5000.50');
  void setField(changes, { id: 5, type: 'date' }, new Date());
  void setField(changes, { id: 5, type: 'select' }, 'WhatsApp');
  void setField(changes, { id: 5, type: 'select' }, 51);
  void setField(changes, { id: 5, type: 'multitext' }, ['+1', { value: '+2', enum_code: 'MOB' }]);
  void setField(changes, { id: 5, type: 'legal_entity' }, null);
  // @ts-expect-error a number
  void setField(changes, { id: 5, type: 'numeric' }, 'many');
  // @ts-expect-error true or false
  void setField(changes, { id: 5, type: 'checkbox' }, 'yes');
  // @ts-expect-error one option
  void setField(changes, { id: 5, type: 'select' }, ['WhatsApp']);
  // @ts-expect-error a company has a name
  void setField(changes, { id: 5, type: 'legal_entity' }, { vat_id: '1' });
  // @ts-expect-error no such part of an address
  void setField(changes, { id: 5, type: 'smart_address' }, { town: 'Lisbon' });
  // @ts-expect-error undefined is a mistake; null empties
  void setField(changes, 'BUDGET', undefined, fields);
  // @ts-expect-error a body takes custom fields
  void setField({ custom_fields_values: 5 }, 'BUDGET', 1, fields);
});

test('a set without types takes any value', async () => {
  const own = await kommo.fields('leads');
  expectTypeOf(own).toEqualTypeOf<FieldSet>();
  expectTypeOf(own.get(lead, 'BUDGET')).toEqualTypeOf<FieldValue | null>();
  void own.set({}, 'BUDGET', 5000);
  const create: LeadUpdate = { custom_fields_values: own.write({ BUDGET: 5000, Channel: 'WhatsApp', Due: undefined }) };
  expectTypeOf(create).toEqualTypeOf<LeadUpdate>();
  // @ts-expect-error nothing takes a symbol
  void own.set({}, 'BUDGET', Symbol('x'));
});

test('types to count on', async () => {
  const own = await kommo.fields('leads', { types: { BUDGET: 'numeric', Channel: 'select', Due: 'date' } });
  expectTypeOf(own.get(lead, 'BUDGET')).toEqualTypeOf<number | null>();
  expectTypeOf(own.get(lead, 'Channel')).toEqualTypeOf<string | null>();
  expectTypeOf(own.get(lead, 'Other')).toEqualTypeOf<FieldValue | null>();
  void own.set({}, 'Due', new Date());
  void own.write({ BUDGET: 5, Channel: 'WhatsApp', Other: 'x', Due: null });
  // @ts-expect-error a number
  void own.set({}, 'BUDGET', 'many');
  // @ts-expect-error a number
  void own.write({ BUDGET: true });
  // @ts-expect-error no such type
  void kommo.fields('leads', { types: { BUDGET: 'number' } });
});

test('what has fields', () => {
  void kommo.fields('segments');
  void kommo.fields({ catalog: 7 }, { refresh: true, maxAgeMs: 0, signal: AbortSignal.timeout(5) });
  // @ts-expect-error entities are in the plural
  void kommo.fields('lead');
});

test('writeField', () => {
  const field = writeField({ id: 5, type: 'numeric' }, 5);
  expectTypeOf(field.values).toExtend<unknown[] | null>();
  // @ts-expect-error a number
  void writeField({ id: 5, type: 'numeric' }, true);
});
