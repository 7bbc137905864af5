import type { TableSpec } from '../generated/sync.js';
import { toJson } from './clean.js';
import type { Session } from './database/types.js';
import { extract, ident, keyOf, LINKS, type LinkSpec, literal } from './sql.js';

/** An entity as the API sent it. */
export type Raw = Readonly<Record<string, unknown>>;

/** Entities of one table. The request that read them was started at `readAt`, by the clock of the database. */
export interface Batch {
  readonly schema: string;
  readonly table: TableSpec;
  readonly rows: readonly Raw[];
  readonly readAt: Date;
  /** Columns that the path of the list holds and the API does not send. */
  readonly extra?: Raw | undefined;
}

/**
 * Writes entities. The order of arrival does not matter: a row that a later request has read stays unchanged.
 * The links of an entity are replaced together with it.
 */
export async function upsert(session: Session, { schema, table, rows: all, readAt, extra }: Batch): Promise<void> {
  if (all.length === 0) return;
  // An entity may come twice in one answer. The last copy counts, with its own links.
  const rows = [...new Map(all.map((row) => [table.key.map((column) => String(row[column])).join(' '), row])).values()];
  const name = `${ident(schema)}.${ident(table.name)}`;
  const columns = table.columns.map((column) => ({
    name: ident(column[0]),
    value: extra && column[0] in extra ? literal(String(extra[column[0]])) : extract(column, 'r'),
  }));
  const set = columns.map((column) => `${column.name} = excluded.${column.name}`).join(', ');
  const key = keyOf(table);
  const json = toJson(rows);
  const present = table.key.map((column) => `${ident(column)} IS NOT NULL`).join(' AND ');
  // Rows are sorted by key, so two writers can't deadlock.
  const written = await session.query<Record<string, unknown>>(
    `INSERT INTO ${name} AS t (${columns.map((column) => column.name).join(', ')}, is_deleted, raw, synced_at)
     SELECT DISTINCT ON (${key}) * FROM (
       SELECT ${columns.map((column) => `${column.value} AS ${column.name}`).join(', ')},
         coalesce(r->>'is_deleted' IN ('true', '1'), false), r, $2::text::timestamptz
       FROM jsonb_array_elements($1::text::jsonb) WITH ORDINALITY AS e(r, n)
     ) AS v WHERE ${present} ORDER BY ${key}
     ON CONFLICT (${key}) DO UPDATE SET ${set}, is_deleted = excluded.is_deleted, raw = excluded.raw, synced_at = excluded.synced_at
     WHERE t.synced_at <= excluded.synced_at
     RETURNING ${key}`,
    [json, readAt.toISOString()],
  );
  const ids = new Set(written.map(({ id }) => String(id)));
  const own = rows.filter(({ id }) => ids.has(String(id)));
  for (const link of LINKS.filter(({ owner }) => owner === table.name)) await replaceLinks(session, schema, link, own);
}

// Only the links are sent once more, since parsing whole entities for each table of links takes most of the time of a page.
async function replaceLinks(session: Session, schema: string, link: LinkSpec, owners: readonly Raw[]): Promise<void> {
  const target = `${ident(schema)}.${ident(link.table)}`;
  const more = link.more ?? [];
  const lists = owners.flatMap(({ id, _embedded }) => {
    const links = linksIn(_embedded, link.embedded);
    return links ? [{ id, links }] : [];
  });
  if (lists.length === 0) return;
  await session.query(
    `DELETE FROM ${target} WHERE ${ident(link.from)} = ANY (string_to_array($1::text, ',')::bigint[])`,
    [lists.map(({ id }) => id).join(',')],
  );
  const pairs = lists.flatMap(({ id, links }) => links.map((one: unknown) => [id, one]));
  if (pairs.length === 0) return;
  const names = [ident(link.from), ident(link.to), ...more.map(([column]) => ident(column))].join(', ');
  await session.query(
    `INSERT INTO ${target} (${names})
     SELECT owner, (l->>'id')::bigint${more.map(([, , value]) => `, ${value}`).join('')}
     FROM (SELECT (pair->>0)::bigint AS owner, pair->1 AS l FROM jsonb_array_elements($1::text::jsonb) AS e(pair)) AS links
     WHERE l->>'id' ~ '^[0-9]{1,18}$' ON CONFLICT DO NOTHING`,
    [toJson(pairs)],
  );
}

/** Links in an entity. Undefined if the answer does not say what they are, so that the entity keeps those that are stored. */
function linksIn(embedded: unknown, key: string): readonly unknown[] | undefined {
  if (typeof embedded !== 'object' || embedded === null) return undefined;
  // Every request asks for all links. PHP writes an object without keys as `[]`.
  if (Object.keys(embedded).length === 0) return [];
  const links = (embedded as Raw)[key];
  if (Array.isArray(links)) return links;
  return typeof links === 'object' && links !== null && Object.keys(links).length === 0 ? [] : undefined;
}

/** Marks entities as deleted if a request for their ids did not return them. Also deletes their links. */
export async function markDeleted(
  session: Session,
  { schema, table, extra }: Omit<Batch, 'rows' | 'readAt'>,
  ids: readonly string[],
  readAt: Date,
): Promise<void> {
  if (ids.length === 0) return;
  const name = `${ident(schema)}.${ident(table.name)}`;
  const idColumn = table.columns.find(([column]) => column === table.key.at(-1)) as TableSpec['columns'][number];
  const fixed = table.key.slice(0, -1).map((column) => literal(String(extra?.[column])));
  // An unknown row is written too: an older answer that holds it may still arrive.
  await session.query(
    `INSERT INTO ${name} AS t (${keyOf(table)}, is_deleted, raw, synced_at)
     SELECT ${[...fixed, `id::${idColumn[1]}`].join(', ')}, true, '{}', $2::text::timestamptz
     FROM (SELECT DISTINCT unnest(string_to_array($1::text, ',')) AS id) AS i ORDER BY 1
     ON CONFLICT (${keyOf(table)}) DO UPDATE SET is_deleted = true, synced_at = excluded.synced_at
     WHERE t.synced_at <= excluded.synced_at`,
    [ids.join(','), readAt.toISOString()],
  );
  for (const link of LINKS.filter(({ owner }) => owner === table.name)) {
    await session.query(
      `DELETE FROM ${ident(schema)}.${ident(link.table)} WHERE ${ident(link.from)} = ANY (string_to_array($1::text, ',')::bigint[])
       AND EXISTS (SELECT 1 FROM ${name} AS t WHERE t.id = ${ident(link.from)} AND t.is_deleted)`,
      [ids.join(',')],
    );
  }
}
