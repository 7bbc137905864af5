import { TABLES, type TableSpec } from '../generated/sync.js';
import type { MirrorDatabase, Session } from './database/types.js';
import { MirrorError } from './errors.js';
import { COMMON, extract, ident, keyOf, LINKS, literal } from './sql.js';

/** Version of what is not generated: the tables of links and of state. It grows with each change that needs a step of its own. */
export const SCHEMA_VERSION = 2;

/** Views that a sync makes. */
export const VIEWS: readonly string[] = [
  'leads_view',
  'contacts_view',
  'companies_view',
  'customers_view',
  'lead_stage_history',
  'calls',
];

/** A table by its name. */
export function tableOf(name: string): TableSpec {
  const found = TABLES.find((table) => table.name === name);
  if (!found) throw new Error(`the mirror has no table ${name}`);
  return found;
}

const INDEXES: readonly (readonly [table: string, columns: string])[] = [
  ['leads', 'updated_at'],
  ['leads', 'created_at'],
  ['leads', 'pipeline_id, status_id'],
  ['leads', 'responsible_user_id'],
  ['contacts', 'updated_at'],
  ['companies', 'updated_at'],
  ['tasks', 'entity_type, entity_id'],
  ['notes', 'entity_type, entity_id'],
  ['notes', 'note_type'],
  ['events', 'created_at'],
  ['events', 'type, entity_id'],
  ['catalog_elements', 'catalog_id'],
  ['messages', 'talk_id'],
];

/**
 * Creates what is missing: the schema, its tables and columns. Forward only; a column that is new is filled from `raw`, so that no
 * request is needed. Columns that the spec no longer has stay.
 */
export async function migrate(
  database: MirrorDatabase,
  schema: string,
  tables: readonly TableSpec[] = TABLES,
): Promise<void> {
  if (await isCurrent(database, schema, tables)) return;
  await database.transaction(async (session) => {
    // Two processes may open a new mirror at once.
    await session.query(`SELECT pg_advisory_xact_lock(hashtextextended('kommo-sdk migrate ' || $1::text, 0))`, [
      schema,
    ]);
    if (await isCurrent(session, schema, tables)) return;
    const known = await columnsOf(session, schema);
    if ((await versionOf(session, schema)) === undefined) refuseOthers(schema, known);
    // CREATE SCHEMA needs the right to create schemas, even if the schema exists.
    const [found] = await session.query(`SELECT 1 FROM pg_namespace WHERE nspname = $1::text`, [schema]);
    if (!found) await session.exec(`CREATE SCHEMA ${ident(schema)}`);
    await session.exec(baseSql(schema));
    for (const table of tables) await migrateTable(session, schema, table, known);
    for (const { table, from, to, more = [], comment } of LINKS) {
      const name = `${ident(schema)}.${ident(table)}`;
      const columns = more.map(([column, type]) => `, ${ident(column)} ${type}`).join('');
      await session.exec(
        `CREATE TABLE IF NOT EXISTS ${name} (${ident(from)} bigint, ${ident(to)} bigint${columns}, PRIMARY KEY (${ident(from)}, ${ident(to)}));
         CREATE INDEX IF NOT EXISTS ${ident(`${table}_${to}`)} ON ${name} (${ident(to)});
         COMMENT ON TABLE ${name} IS ${literal(comment)}`,
      );
    }
    for (const [table, columns] of INDEXES) {
      if (!tables.some(({ name }) => name === table)) continue;
      const name = `${table}_${columns.replaceAll(', ', '_')}`;
      await session.exec(`CREATE INDEX IF NOT EXISTS ${ident(name)} ON ${ident(schema)}.${ident(table)} (${columns})`);
    }
    await session.query(
      `INSERT INTO ${ident(schema)}._state (key, value) VALUES ('schema', $1::text::jsonb)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      [JSON.stringify({ version: SCHEMA_VERSION })],
    );
  });
}

const baseSql = (schema: string): string => `
CREATE TABLE IF NOT EXISTS ${ident(schema)}._state (key text PRIMARY KEY, value jsonb NOT NULL);
CREATE TABLE IF NOT EXISTS ${ident(schema)}._todo (list text, id text, at timestamptz NOT NULL, PRIMARY KEY (list, id));
CREATE TABLE IF NOT EXISTS ${ident(schema)}._talks_read (talk_id bigint PRIMARY KEY, at timestamptz NOT NULL);
COMMENT ON TABLE ${ident(schema)}._talks_read IS 'When the messages of each conversation were last read.';
COMMENT ON TABLE ${ident(schema)}._state IS 'How far the mirror has read each list.';
COMMENT ON TABLE ${ident(schema)}._todo IS 'Entities to read again, because something happened to them.'`;

/** Whether a schema has everything that this version knows. @throws MirrorError if a newer version wrote it */
async function isCurrent(database: Session, schema: string, tables: readonly TableSpec[]): Promise<boolean> {
  const version = await versionOf(database, schema);
  if (version !== undefined && version > SCHEMA_VERSION) {
    throw new MirrorError(
      'newer_schema',
      `The schema ${schema} was written by a newer version of kommo-sdk. Update the package, or name another schema.`,
    );
  }
  if (version !== SCHEMA_VERSION) return false;
  const known = await columnsOf(database, schema);
  return tables.every((table) => missing(table, known).length === 0);
}

/** Refuses a schema with tables of another program, because the mirror would change them. */
function refuseOthers(schema: string, known: Known): void {
  const own = [
    '_state',
    '_todo',
    '_talks_read',
    ...TABLES.map(({ name }) => name),
    ...LINKS.map(({ table }) => table),
    ...VIEWS,
  ];
  const taken = own.find((name) => known.has(name));
  if (taken)
    throw new MirrorError(
      'target',
      `The schema ${schema} has a table or view ${taken} that does not belong to a mirror. Name another schema or target.`,
    );
}

/** Version that a schema was written with; undefined for a new one. */
async function versionOf(database: Session, schema: string): Promise<number | undefined> {
  const [found] = await database.query(
    `SELECT 1 FROM information_schema.tables WHERE table_schema = $1 AND table_name = '_state'`,
    [schema],
  );
  if (!found) return undefined;
  const [row] = await database.query<{ value: { version?: number } }>(
    `SELECT value FROM ${ident(schema)}._state WHERE key = 'schema'`,
  );
  return row?.value.version;
}

type Known = ReadonlyMap<string, ReadonlySet<string>>;

async function columnsOf(database: Session, schema: string): Promise<Known> {
  const rows = await database.query<{ table_name: string; column_name: string }>(
    `SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = $1`,
    [schema],
  );
  const known = new Map<string, Set<string>>();
  for (const { table_name, column_name } of rows) {
    const columns = known.get(table_name) ?? new Set<string>();
    known.set(table_name, columns.add(column_name));
  }
  return known;
}

const missing = (table: TableSpec, known: Known): TableSpec['columns'] =>
  [...table.columns, ...COMMON].filter(([column]) => !known.get(table.name)?.has(column));

async function migrateTable(session: Session, schema: string, table: TableSpec, known: Known): Promise<void> {
  const name = `${ident(schema)}.${ident(table.name)}`;
  const fresh = missing(table, known);
  if (known.has(table.name)) {
    for (const [column, type] of fresh)
      await session.exec(`ALTER TABLE ${name} ADD COLUMN IF NOT EXISTS ${ident(column)} ${type}`);
    const filled = fresh.map((column) => `${ident(column[0])} = ${extract(column, 'raw')}`);
    if (filled.length > 0) await session.exec(`UPDATE ${name} SET ${filled.join(', ')}`);
  } else {
    const columns = table.columns.map(([column, type]) => `${ident(column)} ${type}`);
    await session.exec(
      `CREATE TABLE ${name} (${columns.join(', ')}, is_deleted boolean NOT NULL DEFAULT false,
        raw jsonb NOT NULL, synced_at timestamptz NOT NULL, PRIMARY KEY (${keyOf(table)}));
       COMMENT ON TABLE ${name} IS ${literal(table.comment)}`,
    );
  }
  const comments = fresh.filter(([, , comment]) => comment !== '');
  for (const [column, , comment] of comments)
    await session.exec(`COMMENT ON COLUMN ${name}.${ident(column)} IS ${literal(comment)}`);
}
