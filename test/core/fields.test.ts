import { describe, expect, test } from 'vitest';
import { FieldSet, findField, getField, readField, setField, writeField } from '../../src/fields/index.js';
import {
  type CustomField,
  type CustomFieldValue,
  type FieldHolder,
  type FieldInput,
  type FieldRef,
  InputError,
} from '../../src/index.js';
import { refusal } from '../support/refusal.js';

const holder = (...fields: object[]): FieldHolder => ({ custom_fields_values: fields as CustomFieldValue[] });
const filled = (field_type: string, ...values: object[]): CustomFieldValue =>
  ({ field_id: 1, field_code: 'CODE', field_name: 'Name', field_type, values }) as CustomFieldValue;

const definition = (init: Partial<CustomField> & Pick<CustomField, 'id' | 'type'>): CustomField => ({
  name: `Field ${init.id}`,
  sort: 1,
  ...init,
});

const CHANNEL = definition({
  id: 5,
  name: 'Channel',
  type: 'select',
  enums: [
    { id: 51, value: 'WhatsApp', sort: 1, code: null },
    { id: 52, value: 'Website', sort: 2, code: 'site' },
    { id: 53, value: 'Referral', sort: 3 },
  ],
});
const fields = new FieldSet('leads', [
  definition({ id: 1, name: 'Budget', code: 'BUDGET', type: 'numeric' }),
  CHANNEL,
  definition({ id: 6, name: 'Interests', type: 'multiselect', enums: CHANNEL.enums as [] }),
  definition({ id: 7, name: 'Date', type: 'date' }),
  definition({ id: 8, name: 'Date', type: 'date_time' }),
  definition({ id: 9, name: 'BUDGET', type: 'text' }),
  definition({
    id: 10,
    name: 'Phone',
    code: 'PHONE',
    type: 'multitext',
    enums: [
      { id: 101, value: 'WORK' },
      { id: 102, value: 'MOB', code: 'MOB' },
    ],
  }),
  definition({ id: 11, name: 'Group', type: 'category', nested: [{ id: 111, value: 'Licences' }] }),
]);

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
      'custom_fields_values.Twice: is the name of several fields (3, 4); use an id',
    );
    expect(refusal(() => getField(lead, 'BUDGET', 'text')).message).toBe(
      'custom_fields_values.BUDGET: is of the type numeric, not text',
    );
    expect(refusal(() => getField(lead, { id: 1, type: 'date' })).field).toBe('custom_fields_values.1');
  });

  test('findField gives all that Kommo tells of it', () => {
    expect(findField(lead, 'BUDGET')).toEqual(lead.custom_fields_values?.[0]);
    expect(findField(lead, 'Other')).toBeUndefined();
  });
});

describe('what is read, by type', () => {
  const option = { value: 'WhatsApp', enum_id: 51, enum_code: null };
  const address = [
    { value: 'Main St 1', enum_id: 1, enum_code: 'address_line_1' },
    { value: 'Lisbon', enum_id: 3 },
    { value: 'PT', enum_code: 'country' },
    { value: 'lost' },
  ];
  const requisites = { name: 'Acme', vat_id: '1' };

  test.each<[string, object[], unknown]>([
    ['text', [{ value: 'a' }], 'a'],
    ['textarea', [{ value: 'a\nb' }], 'a\nb'],
    ['url', [{ value: 'https://example.com' }], 'https://example.com'],
    ['streetaddress', [{ value: 'a' }], 'a'],
    ['tracking_data', [{ value: 'utm' }], 'utm'],
    ['org_legal_name', [{ value: 'a' }], 'a'],
    ['numeric', [{ value: '1.5' }], 1.5],
    ['numeric', [{ value: 0 }], 0],
    ['numeric', [{ value: '' }], null],
    ['price', [{ value: '100' }], 100],
    ['monetary', [{ value: '99.90' }], 99.9],
    ['checkbox', [{ value: false }], false],
    ['checkbox', [{ value: true }], true],
    ['date', [{ value: 1_767_225_600 }], 1_767_225_600],
    ['date_time', [{ value: 1_767_225_601 }], 1_767_225_601],
    ['birthday', [{ value: -1 }], -1],
    ['select', [option], 'WhatsApp'],
    ['radiobutton', [option], 'WhatsApp'],
    ['category', [{ value: 'Licences', enum_id: 111 }], 'Licences'],
    ['multiselect', [option, { value: 'Website', enum_id: 52 }], ['WhatsApp', 'Website']],
    [
      'multitext',
      [{ value: '+1', enum_id: 101, enum_code: 'WORK' }, { value: '+2', enum: 'MOB' }, { value: '+3' }],
      [
        { value: '+1', enum_code: 'WORK', enum_id: 101 },
        { value: '+2', enum_code: 'MOB' },
        { value: '+3', enum_code: null },
      ],
    ],
    ['smart_address', address, { address_line_1: 'Main St 1', city: 'Lisbon', country: 'PT' }],
    ['legal_entity', [{ value: requisites }], requisites],
    ['items', [{ value: { sku: 'a' } }, { value: { sku: 'b' } }], [{ sku: 'a' }, { sku: 'b' }]],
    ['linked_entity', [{ value: { entity_id: 7, name: 'x' } }], { entity_id: 7, name: 'x' }],
    ['chained_list', [{ catalog_id: 1, catalog_element_id: 2 }], [{ catalog_id: 1, catalog_element_id: 2 }]],
    ['file', [{ value: { file_uuid: 'u' } }], { file_uuid: 'u' }],
    ['payer', [{ value: requisites }], requisites],
    ['supplier', [{ value: { entity_id: 7 } }], { entity_id: 7 }],
    ['hologram', [{ depth: 3 }], [{ depth: 3 }]],
    ['hologram', [], null],
    ['constructor', [{ depth: 3 }], [{ depth: 3 }]],
    ['text', [], null],
  ])('%s %j', (type, values, expected) => {
    expect(readField(filled(type, ...values))).toEqual(expected);
    expect(getField(holder(filled(type, ...values)), 'CODE')).toEqual(expected);
  });

  test('values that are null are empty', () => {
    expect(readField({ ...filled('text'), values: null } as never)).toBeNull();
  });
});

describe('what is written, by type', () => {
  const write = (type: string, value: unknown, more: Partial<FieldRef> = {}): unknown =>
    writeField({ id: 1, type, name: 'Name', ...more }, value as FieldInput).values;
  const { enums } = CHANNEL;

  test.each<[string, unknown, unknown, Partial<FieldRef>?]>([
    ['text', 'a', [{ value: 'a' }]],
    ['textarea', 'a', [{ value: 'a' }]],
    ['url', 'https://example.com', [{ value: 'https://example.com' }]],
    ['streetaddress', 'a', [{ value: 'a' }]],
    ['tracking_data', 'a', [{ value: 'a' }]],
    ['org_legal_name', 'a', [{ value: 'a' }]],
    ['numeric', 1.5, [{ value: 1.5 }]],
    ['numeric', '1.50', [{ value: '1.50' }]],
    ['price', 0, [{ value: 0 }]],
    ['monetary', 10, [{ value: 10 }]],
    ['checkbox', false, [{ value: false }]],
    ['date', new Date('2026-01-01T00:00:00Z'), [{ value: 1_767_225_600 }]],
    ['date_time', 1_767_225_600, [{ value: 1_767_225_600 }]],
    ['birthday', '1990-05-17T00:00:00-03:00', [{ value: '1990-05-17T00:00:00-03:00' }]],
    ['select', 'WhatsApp', [{ enum_id: 51 }], { enums: enums as [] }],
    ['select', 'site', [{ enum_id: 52 }], { enums: enums as [] }],
    ['select', 53, [{ enum_id: 53 }], { enums: enums as [] }],
    ['radiobutton', 'Website', [{ enum_id: 52 }], { enums: enums as [] }],
    ['select', 'Google', [{ enum_id: 9 }], { enums: { Google: 9 } }],
    ['select', 'Unchecked', [{ value: 'Unchecked' }]],
    ['select', 7, [{ enum_id: 7 }]],
    ['category', 'Licences', [{ enum_id: 111 }], { nested: [{ id: 111, value: 'Licences' }] }],
    ['multiselect', ['WhatsApp', 52], [{ enum_id: 51 }, { enum_id: 52 }], { enums: enums as [] }],
    ['multiselect', 'WhatsApp', [{ enum_id: 51 }], { enums: enums as [] }],
    ['multiselect', [], null],
    ['multitext', '+1', [{ value: '+1' }]],
    [
      'multitext',
      [{ value: '+1', enum_code: 'WORK' }, { value: '+2', enum_id: 102 }, { value: '+3', enum_code: null }, '+4'],
      [{ value: '+1', enum_code: 'WORK' }, { value: '+2', enum_id: 102 }, { value: '+3' }, { value: '+4' }],
      { enums: fields.field('PHONE').enums as [] },
    ],
    [
      'smart_address',
      { address_line_1: 'Main St 1', city: 'Lisbon', state: '', zip: undefined },
      [
        { value: 'Main St 1', enum_code: 'address_line_1' },
        { value: 'Lisbon', enum_code: 'city' },
      ],
    ],
    ['smart_address', {}, null],
    ['legal_entity', { name: 'Acme', entity_type: 2 }, [{ value: { name: 'Acme', entity_type: 2 } }]],
    [
      'items',
      [{ sku: 'a', total_sum: 5, is_total_sum_recalculated: true, is_discount_recalculated: false }],
      [{ value: { sku: 'a' } }],
    ],
    ['linked_entity', { entity_id: 7 }, [{ value: { entity_id: 7 } }]],
    ['chained_list', { catalog_id: 1, catalog_element_id: 2 }, [{ catalog_id: 1, catalog_element_id: 2 }]],
    ['file', 'uuid', [{ value: { file_uuid: 'uuid' } }]],
    ['file', { file_uuid: 'uuid', is_deleted: false, file_size: 5 }, [{ value: { file_uuid: 'uuid', file_size: 5 } }]],
    ['payer', { name: 'Acme', type: 'legal' }, [{ value: { name: 'Acme', type: 'legal' } }]],
    ['supplier', 7, [{ value: { entity_id: 7 } }]],
    ['hologram', [{ depth: 3 }], [{ depth: 3 }]],
    ['text', null, null],
  ])('%s %j', (type, value, expected, more) => {
    expect(write(type, value, more)).toEqual(expected);
  });

  test.each<[string, unknown, string, Partial<FieldRef>?]>([
    ['text', 5, 'must be a string, got 5'],
    ['text', undefined, 'is undefined; null empties the field'],
    ['numeric', 'many', 'must be a number, got "many"'],
    ['numeric', '', 'must be a number'],
    ['numeric', Number.NaN, 'must be a number, got NaN'],
    ['numeric', true, 'must be a number, got true'],
    ['checkbox', 'yes', 'must be true or false, got "yes"'],
    ['date', new Date('x'), 'is an invalid Date'],
    ['date', '2026-01-31', 'must be a Date, whole unix seconds, or a string such as'],
    ['date', 1_767_225_600_000, 'whole unix seconds'],
    ['date', 1.5, 'whole unix seconds'],
    ['select', 'Whatsap', 'has no option "Whatsap"; nearest: "WhatsApp"', { enums: enums as [] }],
    ['select', 'Pigeon', 'has no option "Pigeon"; it has "WhatsApp", "Website", "Referral"', { enums: enums as [] }],
    ['select', 99, 'has no option 99; it has', { enums: enums as [] }],
    ['select', ['WhatsApp'], 'must be one option, got ["WhatsApp"]', { enums: enums as [] }],
    ['select', { enum_id: 51 }, 'must be the label, the code or the id'],
    ['select', 'a', 'it has none', { enums: [] }],
    ['multiselect', ['WhatsApp', 'Sites'], 'has no option "Sites"; nearest: "site"', { enums: enums as [] }],
    ['category', 'Licenses', 'nearest: "Licences"', { nested: [{ id: 111, value: 'Licences' }] }],
    ['multitext', 5, 'must be an object, got 5'],
    ['multitext', { enum_code: 'WORK' }, 'must be a string or { value, enum_code }'],
    [
      'multitext',
      { value: '+1', enum_code: 'WROK' },
      'has no option "WROK"; nearest: "WORK"',
      { enums: [{ id: 1, value: 'WORK' }] },
    ],
    ['multitext', { value: '+1', enum_id: 5 }, 'has no option 5', { enums: [{ id: 1, value: 'WORK' }] }],
    ['smart_address', { town: 'Lisbon' }, 'has no part "town"; address_line_1'],
    ['smart_address', { citty: 'Lisbon' }, 'did you mean "city"?'],
    ['smart_address', { city: 5 }, 'must be a string, got 5'],
    ['smart_address', 'Lisbon', 'must be an object, got "Lisbon"'],
    ['legal_entity', { vat_id: '1' }, 'must be a string, got undefined'],
    ['items', ['a'], 'must be an object'],
    ['linked_entity', { name: 'x' }, 'must be an id'],
    ['chained_list', [{ catalog_id: 1 }], 'must be { catalog_id, catalog_element_id }'],
    ['chained_list', Array(6).fill({ catalog_id: 1, catalog_element_id: 1 }), 'must be 5 elements at most'],
    ['file', {}, 'must be the uuid of a file'],
    ['payer', 'Acme', 'must be an object'],
    ['supplier', 'Acme', 'must be an object'],
    ['hologram', 3, 'must be an object'],
  ])('refuses %s %j', (type, value, problem, more) => {
    const error = refusal(() => write(type, value, more));
    expect(error.field).toMatch(/^custom_fields_values\.Name/);
    expect(error.message).toContain(problem);
  });

  test('what was read can be written back, for each type', () => {
    const read: CustomFieldValue[] = [
      filled('text', { value: 'a' }),
      filled('numeric', { value: '1.5' }),
      filled('checkbox', { value: true }),
      filled('date', { value: 1_767_225_600 }),
      filled('multitext', { value: '+1', enum_id: 101, enum_code: 'WORK' }, { value: '+2', enum_code: null }),
      filled('smart_address', { value: 'Lisbon', enum_id: 3, enum_code: 'city' }),
      filled('items', { value: { sku: 'a', total_sum: 5 } }),
      filled('file', { value: { file_uuid: 'u', is_deleted: false } }),
      filled('supplier', { value: { entity_id: 7 } }),
      filled('hologram', { depth: 3 }),
    ];
    for (const field of read) {
      expect(() => write(field.field_type, readField(field))).not.toThrow();
    }
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
    expect(refusal(() => setField({}, 'BUDGET', 1)).message).toContain('give the definitions as the last argument');
  });

  test('an unknown field is refused with the nearest names', () => {
    expect(refusal(() => setField({}, 'BUDGTE', 1, fields))).toMatchObject({
      field: 'custom_fields_values.BUDGTE',
      message: expect.stringContaining('no such field of leads; nearest: "Budget", "BUDGET"'),
    });
    expect(refusal(() => setField({}, 'chanel', 1, fields)).message).toContain('nearest: "Channel"');
    expect(refusal(() => setField({}, 99, 1, fields)).message).toContain('there are "Budget", "Channel"');
    expect(refusal(() => setField({}, 'zzzzzz', 1, fields)).message).toContain('{ refresh: true }');
  });
});

describe('FieldSet', () => {
  test('a code goes before a name; a name of several is refused; digits are an id', () => {
    expect(fields.field('BUDGET').id).toBe(1);
    expect(fields.field('5')).toBe(CHANNEL);
    expect(fields.field({ id: 5, type: 'select' })).toBe(CHANNEL);
    expect(refusal(() => fields.field('Date')).message).toBe(
      'custom_fields_values.Date: is the name of several fields (7, 8); use an id',
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
