import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createMirror, createQueryEngine, pgliteDatabase, readerSql } from '../../src/sync/index.js';
import { columnNames } from '../../src/sync/views.js';
import { createSandbox } from '../../src/testing/index.js';
import { HAS_POSTGRES, sharedPglite, startPostgres, type TestPostgres } from './databases.js';

const sandbox = createSandbox({ leads: 5, rateLimit: false });
const kommo = new Kommo({ ...sandbox.options, rateLimit: false });

function rename(entity: string, name: string): void {
  const field = [...sandbox.db.customFields].find(({ entity_type }) => entity_type === entity);
  sandbox.db.customFields.update((field as { id: number }).id, { name });
}

test.each([
  'CREATE TABLE app.users (id int)',
  'CREATE VIEW app.calls AS SELECT 1 AS id',
  'CREATE TABLE app._state (id int)',
])('a schema of another program is refused and left alone: %s', async (sql) => {
  const pglite = await sharedPglite();
  await pglite.exec(`DROP SCHEMA IF EXISTS app CASCADE; CREATE SCHEMA app; ${sql}`);
  const columns = `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'app'`;
  const before = await pglite.query(columns);
  await expect(createMirror(kommo, { to: pgliteDatabase(pglite), schema: 'app' })).rejects.toMatchObject({
    name: 'MirrorError',
  });
  expect(await pglite.query(columns)).toEqual(before);
});

test('tables that the mirror does not know may stand in its schema', async () => {
  const pglite = await sharedPglite();
  await pglite.exec('CREATE SCHEMA beside; CREATE TABLE beside.mine (id int)');
  await createMirror(kommo, { to: pgliteDatabase(pglite), schema: 'beside' });
});

test('a schema may have signs that a pattern of JavaScript uses', async () => {
  const mirror = await createMirror(kommo, { to: pgliteDatabase(await sharedPglite()), schema: 'a$$b$&' });
  await mirror.sync({ only: ['leads', 'custom_fields'] });
  expect(await mirror.query('SELECT count(*) AS n FROM "a$$b$&".leads_view')).toEqual([{ n: 5 }]);
});

test('a field may be named like another with its id', () => {
  const fields = [
    { id: 1, name: 'x #3' },
    { id: 2, name: 'x' },
    { id: 3, name: 'x' },
  ];
  expect([...columnNames(fields, []).values()]).toEqual(['x #3', 'x', 'x #3 #3']);
});

describe.skipIf(!HAS_POSTGRES)('in PostgreSQL', () => {
  let server: TestPostgres;
  let admin: pg.Client;
  const as = (role: string): string => server.url.replace('postgres@', `${role}@`);
  beforeAll(async () => {
    server = await startPostgres();
    admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query('CREATE ROLE syncer LOGIN; CREATE ROLE app LOGIN; CREATE ROLE bi LOGIN');
  });
  afterAll(async () => {
    await admin?.end();
    await server?.stop();
  });

  test('several processes may open a new mirror at once', async () => {
    const open = async (): Promise<void> => (await createMirror(kommo, { to: server.url, schema: 'at_once' })).close();
    await expect(Promise.all([open(), open(), open(), open()])).resolves.toBeDefined();
  });

  test('the owner of a schema needs no right to create others', async () => {
    await admin.query('CREATE SCHEMA owned AUTHORIZATION syncer');
    await using mirror = await createMirror(kommo, { to: as('syncer'), schema: 'owned' });
    await mirror.sync({ only: ['leads'] });
    const other = createMirror(kommo, { to: as('syncer'), schema: 'another' });
    await expect(other).rejects.toMatchObject({
      code: 'permission',
      message: expect.stringContaining('permission denied for'),
    });
  });

  test('the statements for a reader leave everybody else their rights, and readers keep a view that is made anew', async () => {
    await admin.query('GRANT CREATE ON DATABASE postgres TO syncer');
    await using mirror = await createMirror(kommo, { to: as('syncer') });
    await mirror.sync();
    await admin.query('GRANT USAGE ON SCHEMA kommo TO bi; GRANT SELECT ON kommo.leads_view TO bi WITH GRANT OPTION');
    await admin.query(readerSql());
    await admin.query(readerSql('kommo', 'second_reader'));
    const app = new pg.Client({ connectionString: as('app') });
    await app.connect();
    await app.query(
      `SELECT pg_advisory_lock(1), pg_notify('a', 'b'); CREATE TEMP TABLE mine (id int); DO $$ BEGIN END $$`,
    );
    await app.end();
    rename('leads', 'Другое');
    await mirror.sync({ reconcile: true });
    for (const role of ['kommo_reader', 'second_reader']) {
      const engine = await createQueryEngine({ to: as(role) });
      expect((await engine.query('SELECT count("Другое") AS n FROM kommo.leads_view')).rows).toHaveLength(1);
      await engine.close();
    }
    const bi = new pg.Client({ connectionString: as('bi') });
    await bi.connect();
    await bi.query('SELECT 1 FROM kommo.leads_view; GRANT SELECT ON kommo.leads_view TO app');
    await bi.end();
  });

  test('a report that has a view open does not hold up the sync', async () => {
    await using mirror = await createMirror(kommo, { to: server.url, schema: 'busy' });
    await mirror.sync();
    await admin.query('BEGIN; SELECT count(*) FROM busy.contacts_view');
    try {
      rename('contacts', 'Reader');
      const { skipped } = await mirror.sync({ reconcile: true });
      expect(skipped).toContainEqual({
        list: 'contacts_view',
        reason: expect.stringContaining('Another session reads'),
      });
    } finally {
      await admin.query('COMMIT');
    }
    await mirror.sync();
    expect(await mirror.query('SELECT "Reader" FROM busy.contacts_view LIMIT 1')).toHaveLength(1);
  });
});
