import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { parseWebhook } from '../../src/webhooks/index.js';
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
      ['export', 'users', '--from', '2026-01-01', '--sandbox'],
      {},
      2,
      /^kommo-sdk: users have no --period, --from and --to; leave them out\n$/,
    ],
    [
      ['export', 'leads', '--from', 'soon', '--sandbox'],
      {},
      2,
      /--from.*It must be a day like 2026-01-31.*; see kommo-sdk export --help\n$/,
    ],
    [['export', 'leads', '-f', 'xml', '--sandbox'], {}, 2, /Allowed choices are jsonl, csv/],
    [['report', 'lost'], {}, 2, /^kommo-sdk: unknown command 'lost'.*; see kommo-sdk report --help\n$/],
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
      env: { ...env, KOMMO_ACCESS_TOKEN: 'tok-9d1c' },
      fetch: sandbox.fetch,
    });
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/answered 401.*; check KOMMO_ACCESS_TOKEN, or run "kommo-sdk login"\n$/);
    expect(refused.stderr).not.toContain('tok-9d1c');
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

test.each([401, 403])('whoami of a user who may not read users (%i)', async (status) => {
  const box = createSandbox();
  const { code, stdout } = await runCli(['whoami'], {
    env: { KOMMO_BASE_URL: box.options.baseUrl, KOMMO_ACCESS_TOKEN: box.options.accessToken },
    fetch: async (input, init) => {
      const { pathname } = new URL(String(input));
      return pathname.startsWith('/api/v4/users/') ? Response.json({ status }, { status }) : box.fetch(input, init);
    },
  });
  expect([code, stdout]).toEqual([0, 'user 11087101 in Sandbox, https://sandbox.kommo.test\n']);
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

  test('names beside ids, moments in the time zone of the account, and a column for what was embedded', async () => {
    const { sandbox, run } = setUp();
    const { stdout } = await run('export', 'leads', '-f', 'csv', '--with', 'contacts');
    const rows = parse(stdout, { columns: true }) as Record<string, string>[];
    const lost = sandbox.db.leads.find((lead) => lead.loss_reason_id === 4_203_701 && lead.contacts.length > 0)!;
    const row = rows.find(({ id }) => id === String(lost.id))!;
    expect(row).toMatchObject({
      pipeline: 'Sales',
      status: expect.stringMatching(/lost/i),
      loss_reason: 'Price too high',
      responsible_user: sandbox.db.users.get(lost.responsible_user_id)!.name,
      contacts: lost.contacts.map(({ id }) => id).join('; '),
    });
    expect(row['closed_at']).toMatch(/^202\d-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00$/);
    expect(Date.parse(row['closed_at']!) / 1000).toBe(lost.closed_at);
    expect(rows.map((each) => each['Renewal date']).find(Boolean)).toMatch(/^\d{4}-\d\d-\d\d$/);
    const tasks = parse((await run('export', 'tasks', '-f', 'csv')).stdout, { columns: true }) as typeof rows;
    expect(tasks[0]).toMatchObject({
      task_type: expect.stringMatching(/\w/),
      complete_till: expect.stringContaining('T'),
    });
  });

  test('a byte order mark for Excel in files, unless it was declined', async () => {
    const { run } = setUp({ leads: 5 });
    const mark = '\uFEFF';
    await run('export', 'leads', '-f', 'csv', '-o', 'marked.csv');
    await run('export', 'leads', '-f', 'csv', '-o', 'bare.csv', '--no-bom');
    expect((await readFile(join(cwd, 'marked.csv'), 'utf8')).startsWith(`${mark}id,`)).toBe(true);
    expect((await readFile(join(cwd, 'bare.csv'), 'utf8')).startsWith('id,')).toBe(true);
    expect((await run('export', 'leads', '-f', 'csv')).stdout.startsWith('id,')).toBe(true);
    expect((await run('export', 'leads', '-f', 'csv', '--bom')).stdout.startsWith(`${mark}id,`)).toBe(true);
  });

  test('an empty list still has its header', async () => {
    const { run } = setUp({ seed: 'empty' });
    expect((await run('export', 'leads', '-f', 'csv', '-o', 'empty.csv')).code).toBe(0);
    expect(await readFile(join(cwd, 'empty.csv'), 'utf8')).toMatch(/^\uFEFFid,name,price,[^\n]*\r\n$/);
  });

  test.each([
    [['export', 'leads', '--with', 'bogus', '-o', 'left.csv'], /--with: "bogus" is not known; choose from .*contacts/],
    [['export', 'pipelines', '--with', 'contacts', '-o', 'left.csv'], /--with/],
    [['export', 'leads', '--from', '2026-02-30', '-o', 'left.csv'], /--from/],
    [['export', 'leads', '--from', '2026-02-02', '--to', '2026-02-01', '-o', 'left.csv'], /--from is after --to/],
    [['export', 'leads', '--period', 'soon', '-o', 'left.csv'], /--period/],
    [['export', 'leads', '-o', 'no/such/folder/left.csv'], /--output .*the folder does not exist/],
    [['report', 'loss-reasons', '--html', 'left.csv', '--to', '2026-13-01'], /--to/],
    [['report', 'loss-reasons', '--html', 'left.csv', '--lang', 'de'], /--lang.*en, pt, es/],
    [['report', 'loss-reasons', '--html', 'no/such/left.csv'], /--html .*the folder does not exist/],
    [['codegen', '-o', 'no/such/left.csv'], /--output .*the folder does not exist/],
    [['codegen', '-o', '.'], /--output \. is a folder/],
    [['codegen', '-o', '-'], /--output - is not the name of a file; name a file, or leave the option out/],
    [['export', 'leads', '-o', '-'], /--output - is not the name of a file/],
    [['report', 'loss-reasons', '--html', '-'], /--html - is not the name of a file/],
    [['sandbox', '--seed', ''], /'--seed <file>' argument '' is invalid. It is empty/],
    [['sandbox', '--port', '70000'], /--port.*from 0 to 65535/],
    [['sandbox', '--leads', '-1'], /--leads/],
    [['sandbox', '--webhooks', 'yes'], /--webhooks.*loopback, any, none/],
    [['login', '--timeout', 'x'], /--timeout/],
    [['api', 'leads.list', '-q', '[]'], /query/],
  ])('%j: a bad value exits 2, names the option and leaves no file', async (argv, stderr) => {
    const run = await setUp().run(...argv);
    expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(stderr) });
    expect(run.stderr).not.toContain('bug');
    await expect(stat(join(cwd, 'left.csv'))).rejects.toThrow(/ENOENT/);
  });

  test.each([
    { KOMMO_BASE_URL: 'nonsense' },
    { KOMMO_BASE_URL: 'ftp://acme.kommo.com' },
    { KOMMO_SUBDOMAIN: 'https://acme.kommo.com/leads' },
    { KOMMO_SUBDOMAIN: 'a b' },
    { KOMMO_SUBDOMAIN: 'acme', KOMMO_DOMAIN: 'example.com' },
    { KOMMO_SUBDOMAIN: 'acme', KOMMO_ACCESS_TOKEN: 'to\nken' },
    { KOMMO_SUBDOMAIN: 'acme', KOMMO_ACCESS_TOKEN: 'té\u4e00ken' },
    { KOMMO_CLIENT_ID: 'x', KOMMO_CLIENT_SECRET: 'y', KOMMO_ACCESS_TOKEN: '', KOMMO_TOKEN_DIR: '/dev/null/x' },
  ])('%j: nothing in the environment looks like a bug', async (env) => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'));
    const run = await runCli(['whoami'], { cwd, env: { KOMMO_ACCESS_TOKEN: 'token', ...env }, fetch });
    expect(run.stderr).not.toContain('bug');
    expect([2, 3, 4]).toContain(run.code);
  });

  test('from', async () => {
    const { sandbox, run } = setUp({ leads: 50 });
    const start = Date.parse('2026-09-01T00:00:00-04:00') / 1000;
    const expected = sandbox.db.leads.filter((lead) => lead.updated_at >= start && !lead.is_deleted);
    const { stdout } = await run('export', 'leads', '--from', '2026-09-01');
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
    // Nothing has the name of a whole export.
    await expect(stat(join(cwd, 'leads.jsonl'))).rejects.toThrow(/ENOENT/);
    // Half a page, written when the power went.
    await writeFile(join(cwd, 'leads.jsonl.part'), '{"id":', { flag: 'a' });

    const other = await run('export', 'leads', '--with', 'contacts', '-o', 'leads.jsonl');
    expect(other.stderr).toMatch(/another export of .* is not finished .*; run that one again, or add --force/);
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

  test.each(['garbage', 'null', '{}', '{"plan":"x","page":-1,"lastId":0,"items":0,"bytes":0}'])(
    'a state file that no export wrote is named, and stays: %s',
    async (state) => {
      const { run } = setUp({ leads: 5 });
      const argv = ['export', 'leads', '-o', `damaged-${state.length}.jsonl`];
      const path = join(cwd, `damaged-${state.length}.jsonl.state.json`);
      await writeFile(path, state);
      for (const force of [[], ['--force']]) {
        expect(await run(...argv, ...force)).toMatchObject({
          code: 2,
          stderr: expect.stringMatching(/\.state\.json is not the state of an export; delete it, or move it away\n$/),
        });
      }
      expect(await readFile(path, 'utf8')).toBe(state);
      await rm(path);
      expect((await run(...argv)).code).toBe(0);
    },
  );

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
    expect(stdout).toMatch(/^all days, America\/New_York\n\nReason +Leads +Value\nPrice too high +\d+ +\$[\d,]+\n/);
    expect(stdout).toMatch(new RegExp(`\\nall +${lost.length} +\\$${value.toLocaleString('en-US')}\n`));
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
    const [all, before, after] = [await of(), await of('--to', '2026-05-31'), await of('--from', '2026-06-01')];
    expect(before).toBeGreaterThan(0);
    expect(before + after).toBe(all);
  });

  test('fractions of prices count, without the noise of binary sums, and alike in every report', async () => {
    const { sandbox, run } = setUp({ seed: 'empty' });
    const [created_at, closed_at] = [
      Date.parse('2026-06-01T12:00:00Z') / 1000,
      Date.parse('2026-06-02T12:00:00Z') / 1000,
    ];
    const leads = [142, 143].flatMap((status_id) =>
      [0.1, 0.2, 10.25].map((price) => ({ price, status_id, created_at, closed_at })),
    );
    sandbox.seed({ leads: leads.map((lead, i) => ({ id: i + 1, ...lead })) });
    const json = async (name: string) =>
      JSON.parse((await run('report', name, '--from', '2026-06-01', '--to', '2026-06-02', '--json')).stdout);
    const [losses, sales, funnel] = [await json('loss-reasons'), await json('sales'), await json('funnel')];
    expect(losses).toMatchObject({ value: 10.55, reasons: [{ leads: 3, value: 10.55 }] });
    expect(sales).toMatchObject({ won: { value: 10.55 }, lost: { value: 10.55 } });
    expect(funnel).toMatchObject({ won: 3, won_value: 10.55 });
    const [row] = parse((await run('export', 'leads', '-f', 'csv')).stdout, { columns: true }) as Record<
      string,
      string
    >[];
    expect(row).toMatchObject({ price: '0', price_with_minor_units: '0.1' });
  });

  test('pipelines and users of one name stay apart', async () => {
    const { sandbox, run } = setUp({ leads: 200 });
    const before = JSON.parse((await run('report', 'loss-reasons', '--json')).stdout);
    sandbox.seed({ users: [...sandbox.db.users].map((user) => ({ ...user, name: 'Maria' })) });
    const { users } = JSON.parse((await run('report', 'loss-reasons', '--json')).stdout);
    expect(users.map(({ value }: { value: number }) => value)).toEqual(
      before.users.map(({ value }: { value: number }) => value),
    );
    expect(users[0].name).toMatch(/^Maria \(\d+\)$/);
  });

  test('an account without lost leads', async () => {
    const { run } = setUp({ seed: 'empty' });
    expect(await run('report', 'loss-reasons', '--html', 'none.html')).toMatchObject({ code: 0 });
    const page = await readFile(join(cwd, 'none.html'), 'utf8');
    expect(page).toContain('"cells":[]');
    expect(page).toContain('No deals were lost (all days).');
    const { stdout } = await run('report', 'loss-reasons', '--from', '2030-01-01', '--to', '2030-01-31');
    expect(stdout).toBe('No deals were lost (2030-01-01 to 2030-01-31).\n');
  });

  test('a deal counts for the month of the account, not of UTC', async () => {
    const { sandbox, run } = setUp({ seed: 'empty' });
    // 22:30 on 31 May in New York.
    const closed = Date.parse('2026-06-01T02:30:00Z') / 1000;
    sandbox.seed({ leads: [{ id: 1, price: 10, status_id: 143, closed_at: closed }] });
    const { stdout } = await run('report', 'loss-reasons', '--json');
    expect(JSON.parse(stdout).months).toEqual([{ name: '2026-05', leads: 1, value: 10 }]);
    const may = JSON.parse((await run('report', 'loss-reasons', '--json', '--to', '2026-05-31')).stdout);
    expect(may).toMatchObject({ leads: 1, period: { to: '2026-05-31', timezone: 'America/New_York' } });
  });

  test('in Portuguese, with the currency and separators of Brazil', async () => {
    const { sandbox, run } = setUp();
    sandbox.seed({ account: { country: 'BR', currency: 'BRL' } });
    expect((await run('report', 'loss-reasons', '--lang', 'pt')).stdout).toMatch(
      /Motivo +Leads +Valor[\s\S]*R\$\s514\.650/,
    );
    await run('report', 'loss-reasons', '--lang', 'pt', '--html', 'pt.html');
    expect(await readFile(join(cwd, 'pt.html'), 'utf8')).toContain('<html lang="pt">');
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

  test.each([
    ['{"deals":[{"id":1}]}', /deals is not known here; known: account, users/],
    ['{"leads":{"id":1}}', /leads must be of type array, got an object/],
    ['[]', /the file must be of type object, got an array/],
    ['{', /is not JSON/],
  ])('a seed of %s is refused', async (text, stderr) => {
    await writeFile(join(cwd, 'wrong.json'), text);
    const run = await runCli(['sandbox', '--port', '0', '--seed', 'wrong.json'], { cwd });
    expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(stderr) });
  });

  /** Serves the sandbox while `visit` runs, and returns what it logged. */
  async function serving(
    argv: string[],
    visit: (kommo: Kommo, logged: (text: string) => Promise<void>) => Promise<void>,
  ): Promise<string> {
    const interrupt = new AbortController();
    let log = '';
    const logLine = (text: string): void => {
      log += text;
    };
    const logged = (text: string): Promise<void> => vi.waitFor(() => expect(log).toContain(text));
    const stdout = {
      write: (text: string): void => {
        const { url, accessToken } = JSON.parse(text) as { url: string; accessToken: string };
        const kommo = new Kommo({ baseUrl: url, accessToken, rateLimit: false });
        void visit(kommo, logged).finally(() => interrupt.abort());
      },
    };
    const stderr = { write: (text: string) => logLine(text) };
    const io = { cwd, stdout, stderr, signal: interrupt.signal, now: () => NOW };
    const { code } = await runCli(['sandbox', '--port', '0', '--json', ...argv], io);
    expect(code).toBe(0);
    return log;
  }
  const NOW = Date.parse('2027-03-10T12:00:00Z');

  test('logs its requests, and its data ends today', async () => {
    let newest = 0;
    const log = await serving(['--leads', '50'], async (kommo) => {
      for (const lead of (await kommo.leads.list()).data) newest = Math.max(newest, lead.created_at);
      await kommo.leads.get(1).catch(() => {});
    });
    expect(log).toBe('GET /api/v4/leads 200\nGET /api/v4/leads/1 204\n');
    expect(NOW / 1000 - newest).toBeLessThan(60 * 86_400);
    expect(newest).toBeLessThanOrEqual(NOW / 1000);
  });

  test('sends webhooks on writes, to loopback only unless told', async () => {
    const bodies: string[] = [];
    const receiver = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      bodies.push(body);
      response.end('ok');
    });
    await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
    const here = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    try {
      const log = await serving([], async (kommo, logged) => {
        for (const destination of [here, 'https://hooks.invalid/kommo']) {
          await kommo.webhooks.create({ destination, settings: ['add_lead', 'status_lead'] });
        }
        const lead = await kommo.leads.create({ name: 'Hook', pipeline_id: 7_000_101, status_id: 58_220_003 });
        await kommo.leads.update(lead.id, { status_id: 58_220_005 });
        await logged(`webhook lead.status_changed to ${here}: 200`);
      });
      expect(log).toContain(`webhook lead.added to ${here}: 200\n`);
      expect(log).toContain('webhook lead.added to https://hooks.invalid/kommo: not sent; --webhooks any sends it\n');
    } finally {
      receiver.close();
    }
    const events = bodies.flatMap((body) => parseWebhook(body).events);
    expect(events.map(({ type }) => type)).toEqual(['lead.added', 'lead.status_changed']);
    expect(events[1]).toMatchObject({ entity: { status_id: 58_220_005, old_status_id: 58_220_003, name: 'Hook' } });
  });
});
