import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox } from '../../src/testing/index.js';
import { runCli } from '../support/cli.js';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'kommo-cli-'));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

function setUp(options: Parameters<typeof createSandbox>[0] = {}) {
  const sandbox = createSandbox({ rateLimit: false, ...options });
  const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
  return { sandbox, env, run: (...argv: string[]) => runCli(argv, { cwd, env, fetch: sandbox.fetch }) };
}

describe('errors are one line with a remedy, and an exit code', () => {
  test.each([
    [['whoami'], {}, 2, /^kommo-sdk: there is no access token; set KOMMO_SUBDOMAIN and .* --sandbox\n$/],
    [
      ['whoami'],
      { KOMMO_ACCESS_TOKEN: 'x' },
      2,
      /^kommo-sdk: the address of the account is missing; set KOMMO_SUBDOMAIN/,
    ],
    [['login'], {}, 2, /^kommo-sdk: the integration is missing; set KOMMO_CLIENT_ID/],
    [['export', 'deals', '--sandbox'], {}, 2, /^kommo-sdk: "deals" can't be exported; choose one of leads, contacts/],
    [
      ['export', 'users', '--since', '2026-01-01', '--sandbox'],
      {},
      2,
      /^kommo-sdk: users have no --since; leave it out\n$/,
    ],
    [
      ['export', 'leads', '--since', 'soon', '--sandbox'],
      {},
      2,
      /--since.*It must be a date like 2026-01-31.*; see kommo-sdk --help\n$/,
    ],
    [['export', 'leads', '-f', 'xml', '--sandbox'], {}, 2, /Allowed choices are jsonl, csv/],
    [['exprot'], {}, 2, /^kommo-sdk: unknown command 'exprot'.*; see kommo-sdk --help\n$/],
    [['sandbox', '--seed', 'none.json'], {}, 2, /^kommo-sdk: ENOENT.*; check the path\n$/],
  ] as const)('%j', async (argv, env, code, stderr) => {
    const run = await runCli(argv, { cwd, env });
    expect(run.stderr).toMatch(stderr);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(run).toMatchObject({ code, stdout: '' });
  });

  test('a refused token is 3, a broken Kommo is 4', async () => {
    const { sandbox, env, run } = setUp();
    const refused = await runCli(['whoami'], {
      cwd,
      env: { ...env, KOMMO_ACCESS_TOKEN: 'other' },
      fetch: sandbox.fetch,
    });
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/answered 401.*; check KOMMO_ACCESS_TOKEN, or run "kommo-sdk login"\n$/);
    expect(refused.stderr).not.toContain('other');
    sandbox.fail({ kind: 'html', times: 9 } as never);
    expect((await run('whoami')).code).toBe(4);
  });

  test('as JSON', async () => {
    const { code, stderr } = await runCli(['whoami', '--json'], { cwd });
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ error: { message: 'there is no access token', exitCode: 2 } });
  });
});

test('help and version', async () => {
  const help = await runCli(['--help']);
  expect(help.code).toBe(0);
  for (const name of ['codegen', 'whoami', 'login', 'export', 'report', 'sandbox', 'mcp'])
    expect(help.stdout).toContain(`  ${name}`);
  expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await runCli([])).code).toBe(2);
});

test('whoami', async () => {
  const { run } = setUp();
  expect((await run('whoami')).stdout).toBe(
    'Alice Carter <alice@example.com> (admin) in Sandbox, https://sandbox.kommo.test\n',
  );
  expect(JSON.parse((await run('whoami', '--json')).stdout)).toMatchObject({
    user: { admin: true },
    account: { subdomain: 'sandbox' },
  });
});

describe('export', () => {
  test('JSON lines to stdout, with what was asked to be embedded', async () => {
    const { run } = setUp({ leads: 300 });
    const { stdout, code } = await run('export', 'leads', '--with', 'contacts, loss_reason');
    expect(code).toBe(0);
    const leads = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(leads).toHaveLength(300);
    expect(leads[0]._embedded.contacts).toBeDefined();
  });

  test('CSV with a column for each custom field', async () => {
    const { sandbox, run } = setUp({ leads: 20 });
    const id = sandbox.db.leads.filter(() => true)[0]!.id;
    sandbox.db.leads.update(id, { name: '=HYPERLINK("http://x")' } as never);
    const { stdout } = await run('export', 'leads', '-f', 'csv');
    const rows = parse(stdout, { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(20);
    expect(rows.find((row) => row['id'] === String(id))?.['name']).toBe('\'=HYPERLINK("http://x")');
    expect(Object.keys(rows[0]!)).toContain('Renewal date');
    expect(rows.some((row) => row['Channel'] === 'WhatsApp')).toBe(true);
    const contacts = parse((await run('export', 'contacts', '-f', 'csv')).stdout, { columns: true }) as Record<
      string,
      string
    >[];
    expect(contacts[0]!['Phone']).toMatch(/^\+1/);
  });

  test('since', async () => {
    const { sandbox, run } = setUp({ leads: 50 });
    const since = '2026-09-01';
    const expected = sandbox.db.leads.filter((lead) => lead.updated_at >= Date.parse(since) / 1000 && !lead.is_deleted);
    const { stdout } = await run('export', 'leads', '--since', since);
    expect(stdout.trimEnd().split('\n').filter(Boolean)).toHaveLength(expected.length);
  });

  test('an export that died goes on where it stopped, and nothing is there twice', async () => {
    const { sandbox, run } = setUp({ leads: 1_200 });
    const argv = ['export', 'leads', '-o', 'leads.jsonl'];
    const died = await runUntilItDies(sandbox, argv);
    expect(died.code).toBe(4);
    const begun = JSON.parse(await readFile(join(cwd, 'leads.jsonl.state.json'), 'utf8')) as {
      items: number;
      bytes: number;
    };
    expect(begun.items).toBe(750);
    // Half a page, written when the power went.
    await writeFile(join(cwd, 'leads.jsonl'), '{"id":', { flag: 'a' });

    const other = await run('export', 'leads', '--with', 'contacts', '-o', 'leads.jsonl');
    expect(other.stderr).toMatch(/was begun by another export .*; run that one again, or add --force/);
    const done = await run(...argv);
    expect(done.stdout).toBe('1200 leads in leads.jsonl, 750 of them by an earlier run\n');
    const ids = (await readFile(join(cwd, 'leads.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect(new Set(ids).size).toBe(1_200);
    expect(ids).toHaveLength(1_200);
    await expect(stat(join(cwd, 'leads.jsonl.state.json'))).rejects.toThrow(/ENOENT/);
    expect((await run(...argv)).stderr).toBe(
      'kommo-sdk: leads.jsonl is there already; --force overwrites it\n'.replace(
        'leads.jsonl is',
        `${join(cwd, 'leads.jsonl')} is`,
      ),
    );
    expect((await run(...argv, '--force')).code).toBe(0);
  });

  // The fourth page is refused.
  async function runUntilItDies(sandbox: ReturnType<typeof createSandbox>, argv: string[]) {
    let pages = 0;
    const fetch = (input: string, init: RequestInit): Promise<Response> =>
      /\/leads\?/.test(input) && ++pages > 3
        ? Promise.resolve(
            new Response('{"title":"Bad Request","status":400}', {
              status: 400,
              headers: { 'content-type': 'application/problem+json' },
            }),
          )
        : sandbox.fetch(input, init);
    const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
    return runCli(argv, { cwd, env, fetch });
  }

  test('a bar on a terminal only', async () => {
    const { sandbox, env } = setUp({ leads: 600 });
    let drawn = '';
    let clock = 0;
    const stderr = { isTTY: true, write: (text: string) => (drawn += text) };
    await runCli(['export', 'leads', '-o', 'bar.jsonl'], {
      cwd,
      env,
      fetch: sandbox.fetch,
      stderr,
      now: () => (clock += 200),
    });
    expect(drawn).toMatch(/leads 250, \d+ a second/);
    expect(drawn.endsWith('\r\u001b[K')).toBe(true);
  });
});

describe('report loss-reasons', () => {
  test('a table, and JSON whose sums agree', async () => {
    const { sandbox, run } = setUp();
    const lost = sandbox.db.leads.filter((lead) => lead.status_id === 143 && !lead.is_deleted);
    const value = lost.reduce((sum, lead) => sum + lead.price, 0);
    const { stdout } = await run('report', 'loss-reasons');
    expect(stdout).toMatch(/^reason +leads +USD\nPrice too high +\d+ +\d+\n/);
    expect(stdout).toContain(
      `all                     ${String(lost.length).padStart(5)}  ${String(value).padStart(7)}`,
    );
    const json = JSON.parse((await run('report', 'loss-reasons', '--json')).stdout);
    expect(json).toMatchObject({ leads: lost.length, value, currency: 'USD' });
    for (const axis of ['reasons', 'pipelines', 'months', 'users']) {
      expect(json[axis].reduce((sum: number, total: { value: number }) => sum + total.value, 0)).toBe(value);
    }
  });

  test('a period', async () => {
    const { run } = setUp();
    const of = async (...more: string[]): Promise<number> =>
      JSON.parse((await run('report', 'loss-reasons', '--json', ...more)).stdout).leads;
    const [all, before, after] = [await of(), await of('--until', '2026-06-01'), await of('--since', '2026-06-01')];
    expect(before).toBeGreaterThan(0);
    expect(before + after).toBe(all);
  });

  test('an account without lost leads', async () => {
    const { run } = setUp({ seed: 'empty' });
    expect(await run('report', 'loss-reasons', '--html', 'none.html')).toMatchObject({ code: 0 });
    expect(await readFile(join(cwd, 'none.html'), 'utf8')).toContain('"cells":[]');
  });

  test('names can not end the script of the page', async () => {
    const { sandbox, run } = setUp();
    sandbox.db.lossReasons.update(4_203_701, { name: '</script><img src=x onerror=alert(1)>' } as never);
    await run('report', 'loss-reasons', '--html', 'nasty.html');
    const page = await readFile(join(cwd, 'nasty.html'), 'utf8');
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page).not.toContain('<img');
  });
});

describe('sandbox', () => {
  test('serves a seed file until it is interrupted', async () => {
    await writeFile(join(cwd, 'seed.json'), JSON.stringify({ leads: [{ id: 5, name: 'Seeded' }] }));
    const interrupt = new AbortController();
    let told = '';
    const stdout = {
      write: (text: string): void => {
        told += text;
        const { url, accessToken } = JSON.parse(told) as { url: string; accessToken: string };
        void globalThis
          .fetch(`${url}/api/v4/leads/5`, { headers: { authorization: `Bearer ${accessToken}` } })
          .then((response) => response.json())
          .then((lead) => {
            told = (lead as { name: string }).name;
            interrupt.abort();
          });
      },
    };
    const { code } = await runCli(['sandbox', '--port', '0', '--seed', 'seed.json', '--json'], {
      cwd,
      stdout,
      signal: interrupt.signal,
    });
    expect(code).toBe(0);
    expect(told).toBe('Seeded');
  });
});
