/**
 * Keeps a SQL table in step with the leads: prints the statements for what changed since the last run.
 * `tsx examples/sync-to-sql.ts | psql crm`, every few minutes.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account. CURSOR_FILE: where to remember how far it got.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Kommo, type SyncCursor } from 'kommo-sdk';

const kommo = Kommo.fromEnv();
const file = process.env['CURSOR_FILE'] ?? 'leads.cursor.json';
const since = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SyncCursor) : 0;

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const columns = 'id, name, price, pipeline_id, status_id, responsible_user_id, updated_at';

if (since === 0) {
  console.log(
    'CREATE TABLE IF NOT EXISTS leads (id bigint PRIMARY KEY, name text, price numeric, pipeline_id bigint, ' +
      'status_id bigint, responsible_user_id bigint, updated_at bigint);',
  );
}
for await (const { changes, cursor } of kommo.leads.changes({ since }).pages()) {
  console.log('BEGIN;');
  for (const { type, entity } of changes) {
    if (type === 'deleted') {
      console.log(`DELETE FROM leads WHERE id = ${entity.id};`);
      continue;
    }
    const { id, name, price, pipeline_id, status_id, responsible_user_id, updated_at } = entity;
    const values = [id, text(name), price, pipeline_id, status_id, responsible_user_id, updated_at].join(', ');
    const update = columns
      .split(', ')
      .slice(1)
      .map((column) => `${column} = excluded.${column}`);
    console.log(
      `INSERT INTO leads (${columns}) VALUES (${values}) ON CONFLICT (id) DO UPDATE SET ${update.join(', ')};`,
    );
  }
  console.log('COMMIT;');
  // After the page, so that a run that dies repeats a page and loses nothing.
  writeFileSync(file, JSON.stringify(cursor));
}
