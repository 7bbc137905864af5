import type { CatalogRow, ElementRow } from '../db/rows/index.js';
import { seedAccount } from './account.js';
import { FIELD, PRODUCTS_ID } from './fields.js';

const made = {
  created_by: seedAccount.current_user_id,
  updated_by: seedAccount.current_user_id,
  created_at: 1_704_067_200,
  updated_at: 1_704_067_200,
};

const list = (id: number, name: string, type: string, sort: number): CatalogRow => ({
  id,
  name,
  type,
  sort,
  can_add_elements: true,
  can_show_in_cards: true,
  can_link_multiple: true,
  can_be_deleted: type === 'regular',
  sdk_widget_code: null,
  ...made,
});

export const seedCatalogs: readonly CatalogRow[] = [
  list(PRODUCTS_ID, 'Products', 'products', 10),
  list(PRODUCTS_ID + 1, 'Partners', 'regular', 20),
];

const PRODUCTS: readonly [name: string, sku: string, price: number, group: 0 | 1][] = [
  ['Starter licence', 'LIC-1', 15, 0],
  ['Team licence', 'LIC-2', 25, 0],
  ['Enterprise licence', 'LIC-3', 45, 0],
  ['CRM rollout', 'SRV-1', 1500, 1],
  ['Chat automation', 'SRV-2', 900, 1],
  ['Training day', 'SRV-3', 600, 1],
];

const GROUPS = ['Licences', 'Services'];

export const seedElements: readonly ElementRow[] = [
  ...PRODUCTS.map(
    ([name, sku, price, group], i): ElementRow => ({
      id: 525_001 + i,
      catalog_id: PRODUCTS_ID,
      name,
      custom_fields: [
        { field_id: FIELD.sku, values: [{ value: sku }] },
        { field_id: FIELD.price, values: [{ value: String(price) }] },
        { field_id: FIELD.group, values: [{ value: GROUPS[group], enum_id: 1_669_961 + group, enum_code: null }] },
      ],
      is_deleted: false,
      ...made,
    }),
  ),
  ...['Parceiro Sul', 'Socio Norte'].map(
    (name, i): ElementRow => ({
      id: 525_101 + i,
      catalog_id: PRODUCTS_ID + 1,
      name,
      custom_fields: [],
      is_deleted: false,
      ...made,
    }),
  ),
];
