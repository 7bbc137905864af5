import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TABLES } from '../../src/generated/sync.js';
import { Kommo } from '../../src/index.js';
import { createMirror, MirrorError, pgliteDatabase } from '../../src/sync/index.js';
import { migrate } from '../../src/sync/schema.js';
import { createSandbox } from '../../src/testing/index.js';
import { sharedPglite } from './databases.js';

const FIRST = readFileSync(new URL('./fixtures/schema-1.sql', import.meta.url), 'utf8');

test('the tables of the first version become those of today, and new columns are filled without a request', async () => {
  const database = pgliteDatabase(await sharedPglite());
  const schema = 'first';
  await database.exec(FIRST.replaceAll('"kommo"', `"${schema}"`));
  await database.exec(
    `INSERT INTO "${schema}".leads (id, name, is_deleted, raw, synced_at)
     VALUES (1, 'Old', false, '{"id": 1, "name": "Old", "price": 7, "brand_new": 1793491200}', now());
     ALTER TABLE "${schema}".leads DROP COLUMN price CASCADE;
     DROP TABLE "${schema}".talks`,
  );
  const today = TABLES.map((table) =>
    table.name === 'leads'
      ? { ...table, columns: [...table.columns, ['brand_new', 'timestamptz', 'Grown.'] as const] }
      : table,
  );
  await migrate(database, schema, today);
  expect(await database.query(`SELECT name, price, brand_new FROM "${schema}".leads`)).toEqual([
    { name: 'Old', price: 7, brand_new: new Date(1_793_491_200_000) },
  ]);
  // A column that is gone from the spec stays.
  await migrate(database, schema);
  expect(await database.query(`SELECT brand_new FROM "${schema}".leads`)).toHaveLength(1);
  const sandbox = createSandbox({ leads: 3, rateLimit: false });
  const mirror = await createMirror(new Kommo({ ...sandbox.options, rateLimit: false }), { to: database, schema });
  await mirror.sync();
  // The row that the account does not have is no lead of a reconciled mirror.
  await mirror.sync({ reconcile: true });
  expect(await mirror.query(`SELECT count(*) AS n FROM "${schema}".leads WHERE NOT is_deleted`)).toEqual([{ n: 3 }]);
});

test('refuses tables of a newer version, and those of another account', async () => {
  const database = pgliteDatabase(await sharedPglite());
  const sandbox = createSandbox({ leads: 1, rateLimit: false });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
  const mirror = await createMirror(kommo, { to: database, schema: 'mine' });
  await mirror.sync({ only: ['users'] });
  const other = createSandbox({ seed: { account: { id: 99 } }, baseUrl: 'https://other.kommo.test', rateLimit: false });
  const stranger = await createMirror(new Kommo({ ...other.options, rateLimit: false }), {
    to: database,
    schema: 'mine',
  });
  await expect(stranger.sync()).rejects.toThrow(
    /^The schema mine mirrors the account \d+ \(https:\/\/sandbox.kommo.test\), not 99\./,
  );
  await mirror.query(`UPDATE mine._state SET value = '{"version": 99}' WHERE key = 'schema'`);
  const refused = createMirror(kommo, { to: database, schema: 'mine' });
  await expect(refused).rejects.toThrow(MirrorError);
  await expect(refused).rejects.toMatchObject({ code: 'newer_schema' });
});

test('an odd name of a schema is a name', async () => {
  const database = pgliteDatabase(await sharedPglite());
  const sandbox = createSandbox({ leads: 1, rateLimit: false });
  const schema = `o"d'd; DROP TABLE x`;
  const mirror = await createMirror(new Kommo({ ...sandbox.options, rateLimit: false }), { to: database, schema });
  await mirror.sync({ reconcile: true });
  expect(await mirror.query(`SELECT count(*) AS n FROM "o""d'd; DROP TABLE x".leads_view`)).toEqual([{ n: 1 }]);
});
