import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createMirror, createQueryEngine, type QueryEngine, readerSql } from '../../src/sync/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { HAS_POSTGRES, startPostgres, type TestPostgres } from './databases.js';
import { hostile } from './hostile.js';

const folder = mkdtempSync(join(tmpdir(), 'kommo-query-'));
const FILE = join(folder, 'stolen.txt');
const sandbox = createSandbox({ leads: 30, rateLimit: false });
const kommo = new Kommo({ ...sandbox.options, rateLimit: false });

function shared(engine: () => QueryEngine): void {
  test('answers one statement, with a limit of rows', async () => {
    expect(await engine().query('SELECT count(*) AS n FROM kommo.leads WHERE NOT is_deleted')).toEqual({
      rows: [{ n: expect.anything() }],
      truncated: false,
    });
    const { rows, truncated } = await engine().query('SELECT id FROM kommo.leads ORDER BY id -- by id');
    expect(rows).toHaveLength(10);
    expect(truncated).toBe(true);
    expect((await engine().query('WITH a AS (SELECT 1 AS x) SELECT a.x, b.x FROM a, a b')).rows).toHaveLength(1);
  });

  test('describes the tables', async () => {
    const text = await engine().describe();
    expect(text).toContain('"kommo"."leads" -- Leads.');
    expect(text).toContain("price numeric -- Whole units of the account's currency.");
    expect(text).not.toContain('_todo');
  });

  test.each(hostile(FILE))('refuses %s', async (sql) => {
    await expect(engine().query(sql)).rejects.toMatchObject({ name: 'MirrorError' });
    expect(existsSync(FILE)).toBe(false);
    expect((await engine().query('SELECT current_user::text AS name')).rows).toEqual([{ name: 'kommo_reader' }]);
  });

  test('stops what takes too long, and goes on', async () => {
    const slow = engine().query('SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b');
    await expect(slow).rejects.toThrow(/took more than \d+ ms and was stopped/);
    const endless = engine().query(
      'WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r',
    );
    await expect(endless).rejects.toThrow(/was stopped/);
    expect((await engine().query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('refuses an answer that is too big', async () => {
    await expect(engine().query(`SELECT repeat('x', 2000000) AS x`)).rejects.toThrow(/has more than 1000000 bytes/);
  });
}

describe('statements of strangers in PGlite', () => {
  let engine: QueryEngine;
  beforeAll(async () => {
    const to = join(folder, 'crm');
    const mirror = await createMirror(kommo, { to });
    await mirror.sync();
    await mirror.close();
    engine = await createQueryEngine({ to, maxRows: 10, timeoutMs: 4_000 });
  });

  test('a statement that was stopped leaves no temporary files', async () => {
    const sort = 'SELECT * FROM (SELECT md5(n::text) AS x FROM generate_series(1, 100000000) n) a ORDER BY x';
    await expect(engine.query(sort)).rejects.toThrow(/was stopped/);
    expect(existsSync(join(folder, 'crm', 'base', 'pgsql_tmp'))).toBe(false);
  });

  afterAll(async () => {
    await engine?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  shared(() => engine);
});

describe.skipIf(!HAS_POSTGRES)('statements of strangers in PostgreSQL', () => {
  let server: TestPostgres;
  let engine: QueryEngine;
  beforeAll(async () => {
    server = await startPostgres();
    await using mirror = await createMirror(kommo, { to: server.url });
    await mirror.sync();
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(readerSql());
    await admin.end();
    engine = await createQueryEngine({
      to: server.url.replace('postgres@', 'kommo_reader@'),
      maxRows: 10,
      timeoutMs: 2_000,
    });
  });
  afterAll(async () => {
    await engine?.close();
    await server?.stop();
  });
  shared(() => engine);

  test('an answer that is too big is not taken into memory', async () => {
    const wide = await createQueryEngine({ to: server.url.replace('postgres@', 'kommo_reader@'), timeoutMs: 60_000 });
    await expect(wide.query(`SELECT repeat('x', 50000000) FROM generate_series(1, 150)`)).rejects.toThrow(
      /has more than 1000000 bytes/,
    );
    expect((await wide.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await wide.close();
  });

  test('refuses a superuser, and a role that may write', async () => {
    await expect(createQueryEngine({ to: server.url })).rejects.toThrow(/may do more than read the mirror/);
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(
      'CREATE ROLE writer LOGIN; GRANT USAGE ON SCHEMA kommo TO writer; GRANT SELECT, INSERT ON kommo.leads TO writer',
    );
    await admin.end();
    await expect(createQueryEngine({ to: server.url.replace('postgres@', 'writer@') })).rejects.toThrow(
      /may do more than read/,
    );
  });
});
