import { expectTypeOf, test } from 'vitest';
import type { components } from '../../src/generated/schema.js';
import type { CatalogElementUpdate, InvoiceStatusCode, InvoiceVatTypeCode } from '../../src/index.js';

type Schemas = components['schemas'];
type CustomFieldValue = Schemas['CustomFieldValue'];
type CustomFieldsValues = Schemas['CustomFieldsValues'];
type CustomFieldsValuesInput = Schemas['CustomFieldsValuesInput'];
type UnknownFieldType = Schemas['UnknownFieldType'];

declare const field: CustomFieldValue;

test('`field_type` narrows a value to one variant', () => {
  if (field.field_type === 'select') {
    expectTypeOf(field).toEqualTypeOf<Schemas['SelectFieldValue']>();
    expectTypeOf(field.values[0]?.enum_id).toEqualTypeOf<number | undefined>();
  }
  if (field.field_type === 'numeric') expectTypeOf(field.values[0]?.value).toEqualTypeOf<string | number | undefined>();
  if (field.field_type === 'checkbox') expectTypeOf(field.values[0]?.value).toEqualTypeOf<boolean | undefined>();
  if (field.field_type === 'date_time') expectTypeOf(field.values[0]?.value).toEqualTypeOf<number | undefined>();
  if (field.field_type === 'legal_entity')
    expectTypeOf(field.values[0]?.value.name).toEqualTypeOf<string | undefined>();
  if (field.field_type === 'chained_list') {
    expectTypeOf(field.values[0]?.catalog_element_id).toEqualTypeOf<number | undefined>();
    // @ts-expect-error this type has no `value`
    field.values[0]?.value;
  }
  // @ts-expect-error not before it is narrowed
  field.values[0]?.enum_id;
});

test('every known type has one variant', () => {
  expectTypeOf<Exclude<CustomFieldValue['field_type'], UnknownFieldType>>().toEqualTypeOf<Schemas['CustomFieldType']>();
});

test('what is not known has a type as well', () => {
  switch (field.field_type) {
    case 'text':
    case 'select':
      return;
    case 'url':
      expectTypeOf(field.values[0]?.value).toEqualTypeOf<string | undefined>();
      return;
  }
  const json: CustomFieldValue = JSON.parse('{"field_id":1,"field_type":"hologram","values":[{"depth":3}]}');
  expectTypeOf(json).toEqualTypeOf<CustomFieldValue>();
  const made: CustomFieldValue = { field_id: 1, field_type: 'hologram' as UnknownFieldType, values: [{ depth: 3 }] };
  expectTypeOf(made.values[0]?.depth).toBeUnknown();
  // @ts-expect-error a typo, or a type that came later: then say so with `as string`
  void (field.field_type === 'selekt');
  void ((field.field_type as string) === 'hologram');
  expectTypeOf(field.field_type).toExtend<string>();
});

test('a filter narrows a list', () => {
  const values: CustomFieldsValues = [];
  const selects = values.filter((value) => value.field_type === 'select');
  expectTypeOf(selects).toEqualTypeOf<Schemas['SelectFieldValue'][]>();
  expectTypeOf<Extract<CustomFieldValue, { field_type: 'file' }>>().toEqualTypeOf<Schemas['FileFieldValue']>();
});

test('values to write', () => {
  const input: CustomFieldsValuesInput = [
    { field_id: 1, values: [{ value: 'text' }] },
    { field_id: 2, values: [{ value: 1.5 }] },
    { field_id: 3, values: [{ value: true }] },
    { field_id: 4, values: [{ value: new Date() }] },
    { field_id: 5, values: [{ enum_id: 17 }, { enum_code: 'won' }, { value: 'Label' }] },
    { field_code: 'PHONE', values: [{ value: '+15550100', enum_code: 'WORK' }] },
    { field_id: 6, values: [{ value: { name: 'Acme', entity_type: 2, vat_id: '1' } }] },
    { field_id: 7, values: [{ catalog_id: 1001, catalog_element_id: 12235 }] },
    { field_id: 8, values: [{ value: { file_uuid: '3b454645-5c7f-4539-9ef9-0dd1b3638dad' } }] },
    { field_id: 9, values: null },
    { field_code: 'UTM', values: [] },
  ];
  expectTypeOf(input).toExtend<CustomFieldsValuesInput>();
  const refused: CustomFieldsValuesInput = [
    // @ts-expect-error neither an id nor a code
    { values: [{ value: 'text' }] },
    // @ts-expect-error no such key
    { field_id: 1, values: [{ val: 'text' }] },
    // @ts-expect-error a value is an object
    { field_id: 1, values: ['text'] },
  ];
  void refused;
});

test('what was read can be written back', () => {
  expectTypeOf<CustomFieldsValues>().toExtend<CustomFieldsValuesInput>();
});

test('filters by custom fields', () => {
  const filter: Schemas['CustomFieldsFilter'] = { 123: 'a', 124: [1, 2], 125: { from: new Date() }, 126: true };
  expectTypeOf(filter).toExtend<Schemas['CustomFieldsFilter']>();
  // @ts-expect-error a range has no `gt`
  const wrong: Schemas['CustomFieldsFilter'] = { 123: { gt: 1 } };
  void wrong;
});

test('definitions', () => {
  expectTypeOf<Schemas['CustomField']['enums']>().toEqualTypeOf<Schemas['CustomFieldEnum'][] | null | undefined>();
  const created: Schemas['CustomFieldCreate'] = { name: 'Kind', type: 'select', enums: [{ value: 'New', sort: 1 }] };
  void created;
  // @ts-expect-error no such type
  const wrong: Schemas['CustomFieldCreate'] = { name: 'Kind', type: 'selekt' };
  void wrong;
});

test('codes of invoices are known, and other codes still pass', () => {
  expectTypeOf<InvoiceStatusCode>().toEqualTypeOf<'created' | 'paid' | 'paid_in_advance' | 'partially_paid'>();
  expectTypeOf<InvoiceVatTypeCode>().toEqualTypeOf<'vat_exempt' | 'vat_included' | 'vat_not_included'>();
  const status: CatalogElementUpdate = {
    custom_fields_values: [{ field_code: 'BILL_STATUS', values: [{ enum_code: 'paid_in_advance' }] }],
  };
  const own: CatalogElementUpdate = { custom_fields_values: [{ field_code: 'MINE', values: [{ enum_code: 'own' }] }] };
  expectTypeOf([status, own]).toEqualTypeOf<CatalogElementUpdate[]>();
});
