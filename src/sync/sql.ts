import type { ColumnSpec, TableSpec } from '../generated/sync.js';

/** A name as an identifier of SQL. */
export const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A string as a literal of SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Expression that reads a column from a row as the API sent it. A value whose type differs from the spec becomes null instead of an error. */
export function extract([name, type]: ColumnSpec, json: string): string {
  const text = `${json}->>${literal(name)}`;
  switch (type) {
    case 'bigint':
      return `CASE WHEN ${text} ~ '^-?[0-9]{1,18}$' THEN (${text})::bigint END`;
    case 'numeric':
      return `CASE WHEN ${text} ~ '^-?[0-9]{1,30}([.][0-9]{1,30})?([eE][+-]?[0-9]{1,2})?$' THEN (${text})::numeric END`;
    case 'timestamptz':
      return `CASE WHEN ${text} ~ '^-?[0-9]{1,11}$' THEN to_timestamp((${text})::double precision) END`;
    case 'boolean':
      return `CASE ${text} WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END`;
    case 'jsonb':
      return `nullif(${json}->${literal(name)}, 'null'::jsonb)`;
    default:
      return text;
  }
}

/** Links of an entity that become rows of their own. */
export interface LinkSpec {
  /** Table of the links. */
  readonly table: string;
  /** Table of the entity that has the links. */
  readonly owner: string;
  /** Column that points to the owner. */
  readonly from: string;
  /** Column that points to the other end. */
  readonly to: string;
  /** Key below `_embedded`. */
  readonly embedded: string;
  readonly comment: string;
  /** More columns. Each value is an expression over the link `l`. */
  readonly more?: readonly (readonly [name: string, type: string, value: string])[];
}

const metadata = (name: string): string => `coalesce(l->${literal(name)}, l->'metadata'->${literal(name)})#>>'{}'`;
const number = (text: string, type: 'bigint' | 'numeric'): string =>
  `CASE WHEN ${text} ~ '^-?[0-9]{1,18}${type === 'numeric' ? '([.][0-9]{1,18})?' : ''}$' THEN (${text})::${type} END`;
const ELEMENTS = [
  ['catalog_id', 'bigint', number(metadata('catalog_id'), 'bigint')],
  ['quantity', 'numeric', number(metadata('quantity'), 'numeric')],
  ['price_id', 'bigint', number(metadata('price_id'), 'bigint')],
] as const;
const MAIN = [['is_main', 'boolean', `l->>'is_main' IN ('true', '1')`]] as const;

const link = (owner: string, from: string, embedded: string, to: string, more?: LinkSpec['more']): LinkSpec => ({
  table: `${from.replace(/_id$/, '')}_${embedded}`,
  owner,
  from,
  to,
  embedded,
  comment: `Links of ${owner} to their ${embedded.replaceAll('_', ' ')}.`,
  ...(more && { more }),
});

/** Every table of links. */
export const LINKS: readonly LinkSpec[] = [
  link('leads', 'lead_id', 'contacts', 'contact_id', MAIN),
  link('leads', 'lead_id', 'companies', 'company_id'),
  link('leads', 'lead_id', 'tags', 'tag_id'),
  link('leads', 'lead_id', 'catalog_elements', 'catalog_element_id', ELEMENTS),
  link('contacts', 'contact_id', 'companies', 'company_id'),
  link('contacts', 'contact_id', 'tags', 'tag_id'),
  link('contacts', 'contact_id', 'catalog_elements', 'catalog_element_id', ELEMENTS),
  link('companies', 'company_id', 'tags', 'tag_id'),
  link('companies', 'company_id', 'catalog_elements', 'catalog_element_id', ELEMENTS),
  link('customers', 'customer_id', 'contacts', 'contact_id', MAIN),
  link('customers', 'customer_id', 'companies', 'company_id'),
  link('customers', 'customer_id', 'tags', 'tag_id'),
  link('customers', 'customer_id', 'segments', 'segment_id'),
  link('customers', 'customer_id', 'catalog_elements', 'catalog_element_id', ELEMENTS),
];

/** Columns that every table has. */
export const COMMON: readonly ColumnSpec[] = [
  ['is_deleted', 'boolean', 'Whether the entity was deleted, merged away or hidden. The row stays.'],
  ['raw', 'jsonb', 'The entity as the API sent it.'],
  ['synced_at', 'timestamptz', 'Moment at which the request that read the row was started.'],
];

/** The key of a table, as SQL. */
export const keyOf = (table: TableSpec): string => table.key.map(ident).join(', ');
