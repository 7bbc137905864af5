import type { CustomFieldRow, EnumRow, NestedRow } from '../db/rows/index.js';

type FieldInit = Pick<CustomFieldRow, 'id' | 'name' | 'type' | 'entity_type'> & Partial<CustomFieldRow>;

/** A custom field with everything that was not given at its default. */
export function customField(init: FieldInit): CustomFieldRow {
  return {
    code: null,
    sort: 500,
    catalog_id: null,
    enums: null,
    nested: null,
    group_id: null,
    is_predefined: false,
    is_deletable: true,
    is_api_only: false,
    is_required: false,
    is_visible: true,
    required_statuses: [],
    hidden_statuses: [],
    settings: null,
    remind: null,
    currency: null,
    tracking_callback: null,
    chained_lists: null,
    search_in: null,
    ...init,
  };
}

const choices = (firstId: number, values: readonly string[]): EnumRow[] =>
  values.map((value, i) => ({ id: firstId + i, value, sort: i, code: null }));

const categories = (firstId: number, values: readonly string[]): NestedRow[] =>
  values.map((value, i) => ({ id: firstId + i, parent_id: null, value, sort: i }));

const codes = (firstId: number, values: readonly string[]): EnumRow[] =>
  values.map((value, i) => ({ id: firstId + i, value, sort: i, code: value }));

const predefined = { is_predefined: true, is_deletable: false } as const;
const PHONES = ['WORK', 'WORKDD', 'MOB', 'FAX', 'HOME', 'OTHER'];
const EMAILS = ['WORK', 'PRIV', 'OTHER'];

/** Ids of the fields that the seed fills. */
export const FIELD = {
  channel: 1_928_001,
  plan: 1_928_002,
  interests: 1_928_003,
  seats: 1_928_004,
  renewal: 1_928_005,
  demo: 1_928_006,
  site: 1_928_007,
  comment: 1_928_008,
  position: 1_928_101,
  phone: 1_928_102,
  email: 1_928_103,
  language: 1_928_104,
  companyPhone: 1_928_201,
  companyEmail: 1_928_202,
  web: 1_928_203,
  industry: 1_928_204,
  sku: 1_928_301,
  price: 1_928_302,
  group: 1_928_303,
} as const;

/** List that holds the products. */
export const PRODUCTS_ID = 9_101;

export const seedFields: readonly CustomFieldRow[] = [
  customField({
    id: FIELD.channel,
    name: 'Channel',
    type: 'select',
    entity_type: 'leads',
    enums: choices(1_669_801, ['Website', 'WhatsApp', 'Instagram', 'Referral', 'Event']),
    sort: 1,
  }),
  customField({
    id: FIELD.plan,
    name: 'Plan',
    type: 'radiobutton',
    entity_type: 'leads',
    enums: choices(1_669_811, ['Starter', 'Team', 'Enterprise']),
    sort: 2,
  }),
  customField({
    id: FIELD.interests,
    name: 'Interests',
    type: 'multiselect',
    entity_type: 'leads',
    enums: choices(1_669_821, ['Automation', 'Chats', 'Analytics', 'API']),
    sort: 3,
  }),
  customField({ id: FIELD.seats, name: 'Seats', type: 'numeric', entity_type: 'leads', sort: 4 }),
  customField({ id: FIELD.renewal, name: 'Renewal date', type: 'date', entity_type: 'leads', sort: 5 }),
  customField({ id: FIELD.demo, name: 'Demo done', type: 'checkbox', entity_type: 'leads', sort: 6 }),
  customField({ id: FIELD.site, name: 'Landing page', type: 'url', entity_type: 'leads', sort: 7 }),
  customField({ id: FIELD.comment, name: 'Comment', type: 'textarea', entity_type: 'leads', sort: 8 }),
  customField({
    id: FIELD.position,
    name: 'Position',
    type: 'text',
    code: 'POSITION',
    entity_type: 'contacts',
    ...predefined,
    sort: 1,
  }),
  customField({
    id: FIELD.phone,
    name: 'Phone',
    type: 'multitext',
    code: 'PHONE',
    entity_type: 'contacts',
    enums: codes(1_669_901, PHONES),
    ...predefined,
    sort: 2,
  }),
  customField({
    id: FIELD.email,
    name: 'Email',
    type: 'multitext',
    code: 'EMAIL',
    entity_type: 'contacts',
    enums: codes(1_669_911, EMAILS),
    ...predefined,
    sort: 3,
  }),
  customField({
    id: FIELD.language,
    name: 'Language',
    type: 'select',
    entity_type: 'contacts',
    enums: choices(1_669_921, ['English', 'Português', 'Español']),
    sort: 4,
  }),
  customField({
    id: FIELD.companyPhone,
    name: 'Phone',
    type: 'multitext',
    code: 'PHONE',
    entity_type: 'companies',
    enums: codes(1_669_931, PHONES),
    ...predefined,
    sort: 1,
  }),
  customField({
    id: FIELD.companyEmail,
    name: 'Email',
    type: 'multitext',
    code: 'EMAIL',
    entity_type: 'companies',
    enums: codes(1_669_941, EMAILS),
    ...predefined,
    sort: 2,
  }),
  customField({
    id: FIELD.web,
    name: 'Web',
    type: 'url',
    code: 'WEB',
    entity_type: 'companies',
    ...predefined,
    sort: 3,
  }),
  customField({
    id: FIELD.industry,
    name: 'Industry',
    type: 'select',
    entity_type: 'companies',
    enums: choices(1_669_951, ['Retail', 'Health', 'Education', 'Real estate', 'Software']),
    sort: 4,
  }),
  customField({
    id: FIELD.sku,
    name: 'SKU',
    type: 'text',
    code: 'SKU',
    entity_type: 'catalogs',
    catalog_id: PRODUCTS_ID,
    ...predefined,
    sort: 1,
  }),
  customField({
    id: FIELD.price,
    name: 'Price',
    type: 'price',
    code: 'PRICE',
    entity_type: 'catalogs',
    catalog_id: PRODUCTS_ID,
    ...predefined,
    sort: 2,
  }),
  customField({
    id: FIELD.group,
    name: 'Group',
    type: 'category',
    code: 'GROUP',
    entity_type: 'catalogs',
    catalog_id: PRODUCTS_ID,
    nested: categories(1_669_961, ['Licences', 'Services']),
    ...predefined,
    sort: 3,
  }),
];

/** An enum of a seeded field, by its place, as a value is stored. */
export function choice(fieldId: number, index: number): { value: string; enum_id: number; enum_code: string | null } {
  const enums = FIELDS_BY_ID.get(fieldId)?.enums ?? [];
  const found = enums[index % enums.length] as EnumRow;
  return { value: found.value, enum_id: found.id, enum_code: found.code };
}

const FIELDS_BY_ID = new Map(seedFields.map((field) => [field.id, field]));
