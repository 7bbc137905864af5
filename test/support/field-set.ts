import { FieldSet } from '../../src/fields/index.js';
import type { CustomField, CustomFieldValue, FieldHolder } from '../../src/index.js';

/** An entity with filled fields. */
export const holder = (...fields: object[]): FieldHolder => ({ custom_fields_values: fields as CustomFieldValue[] });
/** A filled field of a type. */
export const filled = (field_type: string, ...values: object[]): CustomFieldValue =>
  ({ field_id: 1, field_code: 'CODE', field_name: 'Name', field_type, values }) as CustomFieldValue;

/** The definition of a field. */
export const definition = (init: Partial<CustomField> & Pick<CustomField, 'id' | 'type'>): CustomField => ({
  name: `Field ${init.id}`,
  sort: 1,
  ...init,
});

export const CHANNEL = definition({
  id: 5,
  name: 'Channel',
  type: 'select',
  enums: [
    { id: 51, value: 'WhatsApp', sort: 1, code: null },
    { id: 52, value: 'Website', sort: 2, code: 'site' },
    { id: 53, value: 'Referral', sort: 3 },
  ],
});

/** An account whose fields share names and codes. */
export const fields = new FieldSet('leads', [
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
