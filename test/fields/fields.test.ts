import { describe, expect, test } from 'vitest';
import { findField, getField, setField } from '../../src/fields/index.js';
import { CHANNEL, fields, filled, holder } from '../support/field-set.js';
import { refusal } from '../support/refusal.js';

describe('getField', () => {
  const lead = holder(
    { field_id: 1, field_code: 'BUDGET', field_name: 'Budget', field_type: 'numeric', values: [{ value: '1.5' }] },
    { field_id: 2, field_code: null, field_name: 'BUDGET', field_type: 'text', values: [{ value: 'by name' }] },
    { field_id: 3, field_code: null, field_name: 'Twice', field_type: 'text', values: [{ value: 'a' }] },
    { field_id: 4, field_code: null, field_name: 'Twice', field_type: 'text', values: [{ value: 'b' }] },
    { field_id: 5, field_code: null, field_name: 'Empty', field_type: 'text', values: [] },
  );

  test('by code, id, name, or the field itself; a code goes before a name', () => {
    expect(getField(lead, 'BUDGET')).toBe(1.5);
    expect(getField(lead, 1)).toBe(1.5);
    expect(getField(lead, 'Budget')).toBe(1.5);
    expect(getField(lead, 2)).toBe('by name');
    expect(getField(lead, { id: 1, type: 'numeric' })).toBe(1.5);
    expect(getField(lead, 'BUDGET', 'numeric')).toBe(1.5);
  });

  test('null where nothing is filled', () => {
    expect(getField(lead, 'Empty')).toBeNull();
    expect(getField(lead, 'Other')).toBeNull();
    expect(getField(lead, 99)).toBeNull();
    expect(getField({ custom_fields_values: null }, 'BUDGET')).toBeNull();
    expect(getField({ custom_fields_values: [] }, 'BUDGET')).toBeNull();
    expect(getField({}, 'BUDGET')).toBeNull();
  });

  test('refuses a name that several filled fields have, and another type than asked for', () => {
    expect(refusal(() => getField(lead, 'Twice')).message).toBe(
      'custom_fields_values.Twice is the name of several fields (3, 4). Use an id.',
    );
    expect(refusal(() => getField(lead, 'BUDGET', 'text')).message).toBe(
      'custom_fields_values.BUDGET is of the type numeric, not text.',
    );
    expect(refusal(() => getField(lead, { id: 1, type: 'date' })).field).toBe('custom_fields_values.1');
  });

  test('findField gives all that Kommo tells of it', () => {
    expect(findField(lead, 'BUDGET')).toEqual(lead.custom_fields_values?.[0]);
    expect(findField(lead, 'Other')).toBeUndefined();
  });
});

describe('setField', () => {
  test('by code, id or name, with definitions', () => {
    expect(setField({ name: 'x' }, 'BUDGET', 5000, fields)).toEqual({
      name: 'x',
      custom_fields_values: [{ field_id: 1, values: [{ value: 5000 }] }],
    });
    expect(setField({}, 5, 'WhatsApp', fields)).toEqual(setField({}, 'Channel', 'WhatsApp', fields));
  });

  test('replaces what the body has for the field, by id or code, and leaves the rest and the old array alone', () => {
    const values = [
      { field_id: 1, values: [{ value: 1 }] },
      { field_code: 'PHONE', values: [] },
      { field_code: 'EMAIL', values: [] },
    ];
    const changes = { custom_fields_values: values };
    setField(changes, 'BUDGET', 2, fields);
    setField(changes, 'Channel', null, fields);
    fields.set(changes, 'PHONE', '+1');
    expect(changes.custom_fields_values).toEqual([
      { field_code: 'EMAIL', values: [] },
      { field_id: 1, values: [{ value: 2 }] },
      { field_id: 5, values: null },
      { field_id: 10, values: [{ value: '+1' }] },
    ]);
    expect(values).toHaveLength(3);
  });

  test('without definitions where the key, or what was read, tells the type', () => {
    expect(setField({}, { id: 3, type: 'checkbox' }, true).custom_fields_values).toEqual([
      { field_id: 3, values: [{ value: true }] },
    ]);
    const lead = { custom_fields_values: [filled('numeric', { value: '1' })] };
    expect(setField(lead, 'CODE', 2).custom_fields_values).toEqual([{ field_id: 1, values: [{ value: 2 }] }]);
    expect(refusal(() => setField({}, 'BUDGET', 1)).message).toContain('Pass the definitions as the last argument');
  });

  test('an unknown field is refused with the nearest names', () => {
    expect(refusal(() => setField({}, 'BUDGTE', 1, fields))).toMatchObject({
      field: 'custom_fields_values.BUDGTE',
      message: expect.stringContaining('is not a field of leads. The nearest: "Budget", "BUDGET"'),
    });
    expect(refusal(() => setField({}, 'chanel', 1, fields)).message).toContain('nearest: "Channel"');
    expect(refusal(() => setField({}, 99, 1, fields)).message).toContain('Its fields: "Budget", "Channel"');
    expect(refusal(() => setField({}, 'zzzzzz', 1, fields)).message).toContain('{ refresh: true }');
  });
});

describe('FieldSet', () => {
  test('a code goes before a name; a name of several is refused; digits are an id', () => {
    expect(fields.field('BUDGET').id).toBe(1);
    expect(fields.field('5')).toBe(CHANNEL);
    expect(fields.field({ id: 5, type: 'select' })).toBe(CHANNEL);
    expect(refusal(() => fields.field('Date')).message).toBe(
      'custom_fields_values.Date is the name of several fields (7, 8). Use an id.',
    );
    expect(refusal(() => fields.field({ id: 5, type: 'text' })).message).toContain('is of the type select, not text');
  });

  test('get refuses what is not there, and gives null for what is empty', () => {
    const lead = holder({ field_id: 5, field_type: 'select', values: [{ value: 'WhatsApp', enum_id: 51 }] });
    expect(fields.get(lead, 'Channel')).toBe('WhatsApp');
    expect(fields.get(lead, 'BUDGET')).toBeNull();
    expect(refusal(() => fields.get(lead, 'Chanel')).message).toContain('nearest: "Channel"');
  });

  test('write takes several at once; undefined is left out, null empties', () => {
    expect(fields.write({ BUDGET: 1, Channel: null, Interests: undefined, 7: 5 })).toEqual([
      { field_id: 7, values: [{ value: 5 }] },
      { field_id: 1, values: [{ value: 1 }] },
      { field_id: 5, values: null },
    ]);
  });

  test('typed checks what a script counts on', () => {
    expect(fields.typed({ BUDGET: 'numeric', Channel: 'select' })).toBe(fields);
    expect(refusal(() => fields.typed({ BUDGET: 'text' })).message).toContain('is of the type numeric, not text');
    expect(refusal(() => fields.typed({ BUDGTE: 'numeric' })).message).toContain('nearest: "Budget"');
  });
});
