import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import type { AuditEvent } from '../../src/mcp/index.js';
import { MirrorQueries } from '../../src/mcp/mirror-queries.js';
import { createMirror, readerSql } from '../../src/sync/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { connect, connectFor, type Setup } from '../mcp/support.js';
import { runCli } from '../support/cli.js';
import { HAS_POSTGRES, startPostgres, type TestPostgres } from './databases.js';
import { hostile } from './hostile.js';

const folder = mkdtempSync(join(tmpdir(), 'kommo-mcp-query-'));
const FILE = join(folder, 'stolen.txt');
const CRM = join(folder, 'crm');
const sandbox = createSandbox({ leads: 30, rateLimit: false });
const kommo = new Kommo({ ...sandbox.options, rateLimit: false });

beforeAll(async () => {
  await using mirror = await createMirror(kommo, { to: CRM });
  await mirror.sync({ only: ['leads', 'users', 'custom_fields'] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** These tests share a server: each new one opens the folder twice, which takes seconds. */
function sharedTests(to: () => string): void {
  let server: Omit<Setup, 'sandbox'>;
  beforeAll(async () => {
    server = await connectFor(kommo, { mirror: { to: to(), timeoutMs: 5_000, maxRows: 50 }, maxTokens: 1_000 });
  });
  afterAll(() => server.client.close());

  test('hostile statements get nothing done, and the next one is answered', async () => {
    const { call } = server;
    for (const sql of hostile(FILE)) {
      const { error, text } = await call('query_crm', { sql });
      expect(error, sql).toBe(true);
      // Nothing of this machine is told.
      expect(text, sql).not.toContain(folder);
    }
    expect(existsSync(FILE)).toBe(false);
    const { data } = await call('query_crm', {
      sql: 'SELECT count(*) AS n, current_user::text AS who FROM kommo.leads',
    });
    expect(data).toEqual({ rows: [{ n: 30, who: 'kommo_reader' }], truncated: false });
  });

  test('rows are limited, and an answer keeps to the budget of tokens', async () => {
    const { call } = server;
    const { data } = await call('query_crm', { sql: 'SELECT generate_series(1, 60) AS n' });
    expect(data).toMatchObject({ truncated: true });
    expect(data['rows']).toHaveLength(50);
    const { error, text } = await call('query_crm', {
      sql: `SELECT repeat('x', 1900) AS a, repeat('y', 1900) AS b FROM kommo.leads`,
    });
    expect([error, text]).toEqual([true, expect.stringContaining('over 1000 tokens')]);
  });

  test('the schema is a resource', async () => {
    const { contents } = await server.client.readResource({ uri: 'kommo://mirror/schema' });
    const [{ text } = { text: '' }] = contents as { text: string }[];
    expect(text).toContain("price numeric -- Whole units of the account's currency.");
    expect(text).toContain('"kommo"."leads_view"');
  });

  test('texts have nothing that a person does not see', async () => {
    const { data } = await server.call('query_crm', {
      sql: `SELECT 'a' || chr(8238) || 'b' || chr(27) AS t, jsonb_build_object('k' || chr(8203), 'v') AS j`,
    });
    expect(data['rows']).toEqual([{ t: 'ab', j: { k: 'v' } }]);
  });

  test('what takes too long is stopped, and says so', async () => {
    const endless = 'WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r';
    expect(await server.call('query_crm', { sql: endless })).toMatchObject({
      error: true,
      text: expect.stringContaining('took more than 5000 ms and was stopped'),
    });
  });
}

describe('query_crm over a folder', () => {
  sharedTests(() => CRM);

  test('it is on the list only of a server with a mirror', async () => {
    const names = async (options: Parameters<typeof connect>[1]): Promise<string[]> => {
      const { client } = await connect(kommo, options);
      return (await client.listTools()).tools.map(({ name }) => name);
    };
    expect(await names({ toolsets: ['all'] })).not.toContain('query_crm');
    expect(await names({ mirror: { to: CRM } })).toContain('query_crm');
    expect(await names({ mirror: { to: CRM }, exclude: ['query_crm'] })).not.toContain('query_crm');
    // A statement reads what the tool would have read.
    expect(await names({ mirror: { to: CRM }, exclude: ['get_contact'] })).not.toContain('query_crm');
    const policy = { version: '1', default: 'allow', tools: { query_crm: {} } } as const;
    expect(await names({ mirror: { to: CRM }, exclude: ['get_contact'], policy })).toContain('query_crm');
    const { call, client } = await connect(kommo);
    expect((await call('query_crm', { sql: 'SELECT 1' })).text).toContain('the server has no mirror');
    expect((await client.listResources()).resources.map(({ uri }) => uri)).not.toContain('kommo://mirror/schema');
  });

  test.each([
    ['hides it', { version: '1', default: 'allow', hide: ['query_crm'] }],
    ['denies it', { version: '1', default: 'allow', tools: { query_crm: { action: 'deny' } } }],
    ['hides a list that the mirror holds', { version: '1', default: 'allow', hide: ['contacts.list'] }],
    [
      'denies a tool that reads what the mirror holds',
      { version: '1', default: 'allow', tools: { get_leads: { action: 'deny' } } },
    ],
    ['lists other tools only', { version: '1', default: 'deny', tools: { get_leads: {} } }],
  ])('a policy closes it that %s', async (_, policy) => {
    const events: AuditEvent[] = [];
    const options = { mirror: { to: CRM }, policy: policy as never, audit: (event: AuditEvent) => events.push(event) };
    const { call, client } = await connect(kommo, options);
    expect((await call('query_crm', { sql: 'SELECT 1' })).text).toContain('[POLICY DENIED] query_crm');
    await expect(client.readResource({ uri: 'kommo://mirror/schema' })).rejects.toThrow();
    expect(events[0]).toMatchObject({ tool: 'query_crm', decision: 'denied' });
  });

  test('a policy that lists it by name opens it, with limits', async () => {
    const policy = { version: '1', default: 'deny', tools: { query_crm: { rate_limit: '1/day' } } };
    const { call } = await connect(kommo, { mirror: { to: CRM }, policy: policy as never });
    expect((await call('query_crm', { sql: 'SELECT 1 AS one' })).data).toEqual({
      rows: [{ one: 1 }],
      truncated: false,
    });
    expect((await call('query_crm', { sql: 'SELECT 1 AS one' })).text).toContain('[POLICY DENIED]');
  });

  test('a sync can write as soon as nobody asks', async () => {
    const queries = new MirrorQueries({ to: CRM, waitMs: 5_000 }, 20);
    expect(await queries.query({ sql: 'SELECT 1 AS one' })).toMatchObject({ rows: [{ one: 1 }] });
    const mirror = await createMirror(kommo, { to: CRM, waitMs: 20_000 });
    try {
      await expect(queries.query({ sql: 'SELECT 1' })).rejects.toThrow('The mirror is in use');
    } finally {
      await mirror.close();
    }
    expect(await queries.query({ sql: 'SELECT 2 AS two' })).toMatchObject({ rows: [{ two: 2 }] });
  });

  test('kommo-mcp refuses at the start what is no mirror', async () => {
    writeFileSync(join(folder, 'file'), '');
    const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
    const { code, stderr } = await runCli(['mcp', '--mirror', 'nothing'], { cwd: folder, env });
    expect([code, stderr]).toEqual([2, expect.stringContaining('holds no mirror yet. Run a sync first')]);
    expect(
      await runCli(['mcp', '--mirror', 'crm', '--query-url', 'postgres://a@b/c'], { cwd: folder, env }),
    ).toMatchObject({ code: 2 });
  });
});

describe.skipIf(!HAS_POSTGRES)('query_crm over PostgreSQL', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
    await using mirror = await createMirror(kommo, { to: server.url });
    await mirror.sync({ only: ['leads', 'users', 'custom_fields'] });
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(readerSql());
    await admin.end();
  });
  afterAll(() => server?.stop());

  sharedTests(() => server.url.replace('postgres@', 'kommo_reader@'));

  test('kommo-mcp refuses a superuser at the start', async () => {
    const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
    const { code, stderr } = await runCli(['mcp', '--query-url', server.url], { cwd: folder, env });
    expect([code, stderr]).toEqual([2, expect.stringContaining('may do more than read the mirror')]);
  });
});
