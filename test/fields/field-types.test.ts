import { describe, expect, test } from 'vitest';
import { getField, readField, writeField } from '../../src/fields/index.js';
import type { CustomFieldValue, FieldInput, FieldRef } from '../../src/index.js';
import { CHANNEL, fields, filled, holder } from '../support/field-set.js';
import { refusal } from '../support/refusal.js';

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
    ['text', undefined, 'is undefined. Use null to empty the field'],
    ['numeric', 'many', 'must be a number, got "many"'],
    ['numeric', '', 'must be a number'],
    ['numeric', Number.NaN, 'must be a number, got NaN'],
    ['numeric', true, 'must be a number, got true'],
    ['checkbox', 'yes', 'must be true or false, got "yes"'],
    ['date', new Date('x'), 'is an invalid Date'],
    ['date', '2026-01-31', 'must be a Date, whole unix seconds, or a string such as'],
    ['date', 1_767_225_600_000, 'whole unix seconds'],
    ['date', 1.5, 'whole unix seconds'],
    ['select', 'Whatsap', 'has no option "Whatsap". The nearest: "WhatsApp"', { enums: enums as [] }],
    ['select', 'Pigeon', 'has no option "Pigeon". It has "WhatsApp", "Website", "Referral"', { enums: enums as [] }],
    ['select', 99, 'has no option 99. It has', { enums: enums as [] }],
    ['select', ['WhatsApp'], 'must be one option, got ["WhatsApp"]', { enums: enums as [] }],
    ['select', { enum_id: 51 }, 'must be the label, the code or the id'],
    ['select', 'a', 'It has none', { enums: [] }],
    ['multiselect', ['WhatsApp', 'Sites'], 'has no option "Sites". The nearest: "site"', { enums: enums as [] }],
    ['category', 'Licenses', 'nearest: "Licences"', { nested: [{ id: 111, value: 'Licences' }] }],
    ['multitext', 5, 'must be an object, got 5'],
    ['multitext', { enum_code: 'WORK' }, 'must be a string or { value, enum_code }'],
    [
      'multitext',
      { value: '+1', enum_code: 'WROK' },
      'has no option "WROK". The nearest: "WORK"',
      { enums: [{ id: 1, value: 'WORK' }] },
    ],
    ['multitext', { value: '+1', enum_id: 5 }, 'has no option 5', { enums: [{ id: 1, value: 'WORK' }] }],
    ['smart_address', { town: 'Lisbon' }, 'has no part "town". It has address_line_1'],
    ['smart_address', { citty: 'Lisbon' }, 'Did you mean "city"?'],
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
