import { LINKS } from '../../src/sync/sql.js';
import { type Document, resolve, type Schema } from './spec.js';

/** Where a table of the mirror comes from. */
interface Source {
  readonly schema: string;
  readonly comment: string;
  /** Columns that make a row unique. Default: `id`. */
  readonly key?: readonly string[];
  /** Columns that the SDK adds to what the API sends, for example the type of the entity that a path names. */
  readonly extra?: Readonly<Record<string, Schema>>;
}

const ENTITY_TYPE: Schema = { type: 'string', description: 'leads, contacts, companies or customers.' };

/** The tables in the order in which they are created. */
const SOURCES: Readonly<Record<string, Source>> = {
  account: { schema: 'Account', comment: 'The account itself: one row.' },
  users: { schema: 'User', comment: 'Users of the account.' },
  roles: { schema: 'Role', comment: 'Roles of users.' },
  pipelines: { schema: 'Pipeline', comment: 'Pipelines of leads.' },
  stages: {
    schema: 'PipelineStatus',
    comment: 'Stages of pipelines. 142 (won) and 143 (lost) stand in every pipeline.',
    key: ['pipeline_id', 'id'],
  },
  loss_reasons: { schema: 'LossReason', comment: 'Reasons of lost leads.' },
  custom_fields: { schema: 'CustomField', comment: 'Definitions of custom fields.' },
  tags: { schema: 'Tag', comment: 'Tags.', key: ['entity_type', 'id'], extra: { entity_type: ENTITY_TYPE } },
  leads: { schema: 'Lead', comment: 'Leads.' },
  contacts: { schema: 'Contact', comment: 'Contacts.' },
  companies: { schema: 'Company', comment: 'Companies.' },
  customers: { schema: 'Customer', comment: 'Customers (amoCRM only).' },
  customer_statuses: { schema: 'CustomerStatus', comment: 'Statuses of customers (amoCRM only).' },
  segments: { schema: 'Segment', comment: 'Segments of customers (amoCRM only).' },
  transactions: { schema: 'Transaction', comment: 'Purchases of customers (amoCRM only).' },
  tasks: { schema: 'Task', comment: 'Tasks.' },
  notes: {
    schema: 'Note',
    comment: 'Notes, calls included.',
    key: ['entity_type', 'id'],
    extra: { entity_type: ENTITY_TYPE },
  },
  events: { schema: 'Event', comment: 'What happened to whom and when. Events never change.' },
  catalogs: { schema: 'Catalog', comment: 'Lists (catalogs).' },
  catalog_elements: { schema: 'CatalogElement', comment: 'Elements of lists, products among them.' },
  talks: { schema: 'Talk', comment: 'Conversations in chats.', key: ['talk_id'] },
  files: { schema: 'DriveFile', comment: 'Metadata of the files of the drive.', key: ['uuid'] },
};

/** Names whose integers count money. */
const MONEY = new Set(['price', 'price_with_minor_units', 'next_price', 'ltv', 'average_check']);
/** Names that point to a row of another table. */
const REFERENCES: Readonly<Record<string, string>> = {
  responsible_user_id: 'users.id',
  created_by: 'users.id',
  updated_by: 'users.id',
  current_user_id: 'users.id',
  account_id: 'account.id',
  pipeline_id: 'pipelines.id',
  loss_reason_id: 'loss_reasons.id',
  customer_id: 'customers.id',
  contact_id: 'contacts.id',
  catalog_id: 'catalogs.id',
};
const PER_TABLE: Readonly<Record<string, string>> = {
  'leads.status_id': 'stages.id, together with pipeline_id',
  'customers.status_id': 'customer_statuses.id',
  // Objects in files, since robots and customers write them too.
  'files.created_by': '',
  'files.updated_by': '',
};
const LEFT_OUT = new Set(['_links', '_embedded', 'request_id']);

interface Column {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

interface Table {
  readonly name: string;
  readonly comment: string;
  readonly key: readonly string[];
  readonly columns: readonly Column[];
}

const column = (name: string, type: string, comment = ''): Column => ({ name, type, comment });

/** No schema holds all of it: webhooks name what the list of messages lacks. */
const MESSAGES: Table = {
  name: 'messages',
  comment: 'Messages of chats, from webhooks and conversations.',
  key: ['id'],
  columns: [
    column('id', 'text', 'UUID.'),
    column('chat_id', 'text', 'UUID.'),
    column('talk_id', 'bigint', 'Points to talks.talk_id.'),
    column('contact_id', 'bigint', 'Points to contacts.id.'),
    column('text', 'text'),
    column('message_type', 'text', 'text, picture, voice, location and others.'),
    column('type', 'text', 'incoming or outgoing.'),
    column('entity_type', 'text', 'lead, contact or customer.'),
    column('entity_id', 'bigint'),
    column('author', 'jsonb'),
    column('attachment', 'jsonb'),
    column('delivery_status', 'text', 'sent, delivered, read or error. Null for incoming messages.'),
    column('origin', 'text', 'Messenger, for example telegram.'),
    column('source_id', 'bigint'),
    column('created_at', 'timestamptz'),
  ],
};

/** Tables of links. Their rows have no `raw`: the entity that has the links holds it. */
const LINK_TABLES: readonly Table[] = LINKS.map(({ table, from, to, more = [], comment }) => ({
  name: table,
  comment,
  key: [from, to],
  columns: [column(from, 'bigint'), column(to, 'bigint'), ...more.map(([name, type]) => column(name, type))],
}));

/** The tables of the mirror with their columns, and the types of their rows. */
export function syncModule(docs: readonly Document[]): string {
  const lines: string[] = [
    "import type { MirroredRow, TableSpec } from '../util/sync-tables.js';",
    '',
    "export type * from '../util/sync-tables.js';",
    '',
  ];
  const listed = Object.entries(SOURCES).map(
    ([name, source]): Table => ({
      name,
      comment: source.comment,
      key: source.key ?? ['id'],
      columns: columnsOf(docs, name, source),
    }),
  );
  const tables = [...listed, MESSAGES];
  for (const table of tables) lines.push(...rowType(table, ' extends MirroredRow'));
  for (const table of LINK_TABLES) lines.push(...rowType(table, ''));
  lines.push('/** Rows of the tables by their names. */', 'export interface MirrorRows {');
  for (const { name } of [...tables, ...LINK_TABLES]) lines.push(`  ${name}: ${pascal(name)}Row;`);
  lines.push('}', '', '/** Every table that holds entities. */', 'export const TABLES: readonly TableSpec[] = [');
  for (const { name, comment, key, columns } of tables) {
    lines.push('  {', `    name: ${JSON.stringify(name)},`, `    comment: ${JSON.stringify(comment)},`);
    lines.push(`    key: ${JSON.stringify(key)},`, '    columns: [');
    for (const { name: own, type, comment: about } of columns)
      lines.push(`      ${JSON.stringify([own, type, about])},`);
    lines.push('    ],', '  },');
  }
  lines.push('];', '');
  return lines.join('\n');
}

function rowType({ name, comment, key, columns }: Table, base: string): string[] {
  const lines = [`/** ${comment} */`, `export interface ${pascal(name)}Row${base} {`];
  for (const { name: own, type, comment: about } of columns) {
    if (about) lines.push(`  /** ${about} */`);
    lines.push(`  ${own}: ${nullable(type, key.includes(own))};`);
  }
  return [...lines, '}', ''];
}

function columnsOf(docs: readonly Document[], table: string, source: Source): Column[] {
  const doc = docs.find((candidate) => candidate.components.schemas[source.schema]);
  if (!doc) throw new Error(`the mirror's table ${table} names the unknown schema ${source.schema}`);
  const properties = new Map<string, Schema>(Object.entries(source.extra ?? {}));
  collect(doc, { $ref: `#/components/schemas/${source.schema}` }, properties);
  const key = source.key ?? ['id'];
  const names = [...properties.keys()].filter((name) => !LEFT_OUT.has(name) && name !== 'is_deleted');
  names.sort((a, b) => Number(key.includes(b)) - Number(key.includes(a)));
  return names.map((name) => {
    const schema = properties.get(name) as Schema;
    const type = sqlType(doc, name, schema);
    const description = String(schema['description'] ?? resolve<Schema>(doc, schema)['description'] ?? '');
    const reference = PER_TABLE[`${table}.${name}`] ?? REFERENCES[name] ?? '';
    const parts = [
      type === 'timestamptz' ? description.replace(/Unix (time in )?seconds[.;]?/i, '').trim() : description,
    ];
    if (reference && !(table === 'account' && name === 'id')) parts.push(`Points to ${reference}.`);
    return { name, type, comment: parts.filter(Boolean).join(' ').replace(/\s+/g, ' ').replaceAll('*/', '* /') };
  });
}

// Variants of a union share one table, which has what any of them has.
function collect(doc: Document, schema: Schema, into: Map<string, Schema>): void {
  const target = resolve<Schema>(doc, schema);
  for (const [name, property] of Object.entries(target.properties ?? {})) {
    const known = into.get(name);
    if (!known) into.set(name, property);
  }
  for (const list of ['allOf', 'anyOf', 'oneOf'])
    for (const member of (target[list] as Schema[] | undefined) ?? []) collect(doc, member, into);
}

function sqlType(doc: Document, name: string, schema: Schema): string {
  const target = resolve<Schema>(doc, schema);
  const types = [target.type ?? []].flat().filter((type) => type !== 'null');
  const union = ['anyOf', 'oneOf', 'allOf'].some((list) => target[list] !== undefined);
  if (types.length === 0 && (typeof target['const'] === 'string' || Array.isArray(target['enum']))) return 'text';
  if (types.length === 0) return union && name === 'type' ? 'text' : 'jsonb';
  if (MONEY.has(name)) return 'numeric';
  const [type] = types;
  // A number that some printed examples hold as a string.
  if (types.length === 2 && types.includes('integer') && types.includes('string'))
    return name === 'entity_id' ? 'bigint' : 'text';
  if (types.length > 1) return 'jsonb';
  if (type === 'integer') {
    const moment = schema.$ref?.endsWith('/Timestamp') || /unix/i.test(String(schema['description'] ?? ''));
    return moment || /_(at|till|date)$/.test(name) ? 'timestamptz' : 'bigint';
  }
  if (type === 'number') return 'numeric';
  if (type === 'boolean') return 'boolean';
  return type === 'string' ? 'text' : 'jsonb';
}

const TYPESCRIPT: Readonly<Record<string, string>> = {
  bigint: 'number',
  numeric: 'number',
  timestamptz: 'Date',
  boolean: 'boolean',
  text: 'string',
};

function nullable(type: string, isKey: boolean): string {
  const name = TYPESCRIPT[type] ?? 'unknown';
  return isKey || name === 'unknown' ? name : `${name} | null`;
}

const pascal = (name: string): string =>
  name
    .replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
    .replace(/ies$/, 'y')
    .replace(/(?<=[a-z])s$/, '')
    .replace(/Statuse$/, 'Status')
    .replace(/Losse$/, 'Loss');
