/** What a stranger types, and what a strange account holds. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, type SandboxOptions } from '../../src/testing/index.js';
import { seedProblem } from '../../src/testing/seed/check.js';
import { runCli } from '../support/cli.js';
import { HOSTILE_NAMES } from '../support/hostile-names.js';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'kommo-odd-'));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

type Send = (input: string, init: RequestInit) => Promise<Response>;
function setUp(options: SandboxOptions = {}, around: (send: Send) => Send = (send) => send) {
  const sandbox = createSandbox({ rateLimit: false, ...options });
  const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
  const fetch = around(sandbox.fetch as Send) as never;
  const run = (...argv: string[]) => runCli(argv, { cwd, env, fetch });
  const json = async (...argv: string[]) => JSON.parse((await run(...argv, '--json')).stdout);
  return { sandbox, run, json };
}

describe('values', () => {
  test.each([
    [['export', 'leads', '--from', '2026-02-30', '-o', 'x.csv'], /--from <day>.*It must be a day like 2026-01-31/],
    [['export', 'leads', '--to', '9999-12-31', '-o', 'x.csv'], /--to <day>.*from 1970 to 2999/],
    [['report', 'sales', '--from', '0001-01-01'], /--from <day>.*from 1970 to 2999/],
    [['report', 'sales', '--period', 'last-decade'], /--period <name>.*Allowed choices are today, yesterday/],
    [['report', 'sales', '--lang', 'de'], /--lang <language>.*Allowed choices are en, pt, es/],
    [['sync', '--to', 'x', '--since', '2026-02-30'], /--since <moment>.*It must be a date like 2026-01-31/],
    [['sync', '--to', 'x', '--since', '2026-01-31 of course'], /--since <moment>.*It must be a date/],
    [['login', '--timeout', '999999'], /--timeout <seconds>.*from 0 to 86400 seconds/],
    [['export', 'constructor'], /"constructor" can't be exported; choose one of leads/],
    [['export', '__proto__'], /"__proto__" can't be exported; choose one of leads/],
    [['export', 'leads', '-o', '/dev/null', '--force'], /--output \/dev\/null is not a file/],
    [['api', 'constructor'], /no operation "constructor"/],
    [['sync', '--to', ''], /--to <target>.*It is empty/],
    [['sync', '--to', 'x', '--only', ' ,'], /--only <tables>.*It must have a name/],
    [['report', 'funnel', '--mirror', ''], /--mirror <target>.*It is empty/],
    [['export', 'leads', '-w', ''], /--with <names>.*It must have a name/],
    [['sandbox', '--token', ''], /--token <token>.*without spaces/],
    [['sandbox', '--token', 'a b'], /--token <token>.*without spaces/],
    [['codegen', '--module', ''], /--module <name>.*the name of a package/],
    [['codegen', '--module', "x'; call()//"], /--module <name>.*the name of a package/],
  ])('%j is refused in one line, and leaves no file', async (argv, stderr) => {
    const { sandbox, run } = setUp();
    const before = await readdir(cwd);
    const done = await run(...argv);
    expect(done).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(stderr) });
    expect(done.stderr.trim().split('\n')).toHaveLength(1);
    expect(sandbox.requests).toEqual([]);
    expect(await readdir(cwd)).toEqual(before);
  });

  test.each([
    [{ KOMMO_BASE_URL: 'acme' }, /^kommo-sdk: KOMMO_BASE_URL must be an http\(s\) address/],
    [
      { KOMMO_SUBDOMAIN: 'https://acme.kommo.com' },
      /^kommo-sdk: KOMMO_SUBDOMAIN must be .*For a whole address use KOMMO_BASE_URL\.$/,
    ],
    [{ KOMMO_SUBDOMAIN: 'acme', KOMMO_DOMAIN: 'a b' }, /^kommo-sdk: KOMMO_DOMAIN must be a host/],
    [
      { KOMMO_SUBDOMAIN: 'acme', KOMMO_ACCESS_TOKEN: 'Bearer x' },
      /^kommo-sdk: KOMMO_ACCESS_TOKEN must be the bare token/,
    ],
    [
      { KOMMO_CLIENT_ID: 'a', KOMMO_CLIENT_SECRET: 'b', KOMMO_ACCESS_TOKEN: '', KOMMO_REDIRECT_URI: 'x' },
      /^kommo-sdk: KOMMO_REDIRECT_URI must be a whole address/,
    ],
  ])('%j: the error names the variable', async (env, stderr) => {
    const done = await runCli(['whoami'], { cwd, env: { KOMMO_ACCESS_TOKEN: 'token', ...env } });
    expect(done).toMatchObject({ code: 2, stdout: '' });
    expect(done.stderr.trim()).toMatch(stderr);
  });

  test('--html overwrites reports and nothing else', async () => {
    const { sandbox, run } = setUp({ leads: 20 });
    await writeFile(join(cwd, 'mine.html'), '<!doctype html>my page');
    for (const report of ['funnel', 'loss-reasons', 'duplicates']) {
      expect(await run('report', report, '--html', 'mine.html')).toMatchObject({
        code: 2,
        stdout: '',
        stderr: 'kommo-sdk: --html mine.html is there already and is not a report; choose another file, or delete it\n',
      });
      for (const _ of [1, 2]) expect((await run('report', report, '--html', 'ours.html')).code).toBe(0);
    }
    expect(await readFile(join(cwd, 'mine.html'), 'utf8')).toBe('<!doctype html>my page');
    expect(sandbox.requests.length).toBeGreaterThan(0);
  });

  test('a terminal that does not know its width gets whole tables', async () => {
    const { sandbox, run } = setUp({ leads: 20 });
    const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
    let text = '';
    const stdout = { isTTY: true, columns: 0, write: (part: string) => (text += part) };
    await runCli(['report', 'dashboard'], { cwd, env, fetch: sandbox.fetch as never, stdout });
    expect(text).toBe((await run('report', 'dashboard')).stdout);
  });

  test.each([
    ['pt-PT', 'Motivo'],
    ['pt_BR.UTF-8', 'Motivo'],
    ['es_419', 'Motivo'],
    ['EN', 'Reason'],
  ])('--lang %s', async (lang, word) => {
    expect((await setUp({ leads: 50 }).run('report', 'loss-reasons', '--lang', lang)).stdout).toMatch(
      new RegExp(`^${word} `, 'm'),
    );
  });

  test('--period last-week is last_week', async () => {
    const { json } = setUp({ leads: 50 });
    const argv = ['report', 'sales', '--period'];
    expect(await json(...argv, 'last-week')).toEqual(await json(...argv, 'last_week'));
  });

  test.each([
    ['US', '2026-03-08', '2026-03-14'],
    ['BR', '2026-03-08', '2026-03-14'],
    ['ES', '2026-03-09', '2026-03-15'],
  ])('a week starts as in the country %s, in every command', async (country, from, to) => {
    const now = () => Date.parse('2026-03-18T12:00:00Z');
    const { sandbox } = setUp({ seed: { account: { country } as never }, now });
    const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
    for (const name of ['sales', 'funnel', 'loss-reasons']) {
      const argv = ['report', name, '--period', 'last_week', '--json'];
      const { stdout } = await runCli(argv, { cwd, env, fetch: sandbox.fetch as never, now });
      const found = JSON.parse(stdout);
      expect(found.period ?? found, name).toMatchObject({ from, to });
    }
  });

  // Clocks change on these Sundays: 2026-03-08 and 2026-11-01 in New York, 2026-03-29 in Lisbon, at midnight in Havana and Beirut.
  test.each([
    ['America/New_York', '2026-03-11T12:00:00Z', '2026-03-02', 6 * 86_400 + 23 * 3600],
    ['America/New_York', '2026-11-04T12:00:00Z', '2026-10-26', 6 * 86_400 + 25 * 3600],
    ['Europe/Lisbon', '2026-03-31T12:00:00Z', '2026-03-23', 6 * 86_400 + 23 * 3600],
    ['America/Havana', '2026-03-11T12:00:00Z', '2026-03-02', 6 * 86_400 + 23 * 3600],
    ['America/Havana', '2026-11-04T12:00:00Z', '2026-10-26', 6 * 86_400 + 25 * 3600],
  ])('last_week with a change of the clock in %s, from %s', async (timezone, now, monday, seconds) => {
    const { sandbox } = setUp({ seed: { account: { timezone, country: 'ES' } as never }, now: () => Date.parse(now) });
    const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
    const { stdout } = await runCli(['report', 'sales', '--period', 'last_week', '--json'], {
      cwd,
      env,
      fetch: sandbox.fetch as never,
      now: () => Date.parse(now),
    });
    const { period } = JSON.parse(stdout);
    expect(period).toMatchObject({ from: monday, timezone });
    expect((Date.parse(period.to_moment) - Date.parse(period.from_moment)) / 1000 + 1).toBe(seconds);
    expect(period.from_moment).toContain('T00:00:00');
    expect(period.to_moment).toContain('T23:59:59');
  });
});

const fields = HOSTILE_NAMES.map((name, i) => ({
  id: 1_000_000 + i,
  name,
  type: 'text' as const,
  entity_type: 'leads' as const,
}));

describe('strange names', () => {
  test('a CSV has one column for each field, and no two of one name', async () => {
    const custom = fields.map(({ id }) => ({ field_id: id, values: [{ value: `value of ${id}` }] }));
    const { run } = setUp({
      seed: { custom_fields: fields, leads: [{ id: 5, name: '",\n', custom_fields: custom as never }] },
    });
    const { stdout } = await run('export', 'leads', '-f', 'csv');
    const [header = [], row = []] = parse(stdout) as string[][];
    expect(new Set(header).size).toBe(header.length);
    expect(row).toHaveLength(header.length);
    expect(row[1]).toBe('",\n');
    expect(row.slice(-fields.length)).toEqual(fields.map(({ id }) => `value of ${id}`));
    expect(header).toEqual(
      expect.arrayContaining(['id (1000000)', '__proto__', 'constructor', "'=1+1", 'x'.repeat(64)]),
    );
  });

  test('reports keep things of one name apart, also reasons, and each on its line', async () => {
    const loss_reasons = [
      { id: 1, name: 'Price' },
      { id: 2, name: 'Price' },
      { id: 3, name: 'Price (1)' },
      { id: 4, name: 'No reason given' },
      { id: 5, name: 'two\nlines' },
    ];
    const closed_at = 1_760_000_000;
    const leads = [1, 2, 3, 4, 5, null].flatMap((loss_reason_id, i) =>
      Array.from({ length: i + 1 }, (_, n) => ({
        id: 100 * (i + 1) + n,
        status_id: 143,
        loss_reason_id,
        closed_at,
        price: 10 ** i,
      })),
    );
    const { run, json } = setUp({ seed: { loss_reasons, leads } as never });
    const { reasons } = await json('report', 'loss-reasons', '--lang', 'en');
    expect(reasons.map(({ leads: count }: { leads: number }) => count).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(reasons.map(({ name }: { name: string }) => name)).size).toBe(6);
    const { stdout } = await run('report', 'loss-reasons', '--lang', 'en');
    expect(stdout).toMatch(/^two ?lines +5 +\$50,000$/m);
    expect((await run('report', 'sales', '--from', '2025-10-01', '--to', '2025-10-31', '--lang', 'en')).stdout).toMatch(
      /^two ?lines +5 /m,
    );
  });
});

describe('an account that ignores filters', () => {
  const unfiltered =
    (send: Send): Send =>
    (input, init) =>
      send(input.replace(/(?<=[?&])filter[^&]*(&|$)/g, ''), init);

  test('a report of lost leads counts the same', async () => {
    const options = { seedEnd: new Date('2026-06-30') };
    const span = ['report', 'loss-reasons', '--from', '2026-03-01', '--to', '2026-05-31'];
    const honest = await setUp(options).json(...span);
    expect(honest.leads).toBeGreaterThan(5);
    expect(await setUp(options, unfiltered).json(...span)).toEqual(honest);
  });

  test.each(['sales', 'funnel'])('report %s counts the same', async (name) => {
    const options = { seedEnd: new Date('2026-06-30') };
    const argv = ['report', name, '--from', '2026-03-01', '--to', '2026-05-31'];
    const honest = await setUp(options).json(...argv);
    expect(JSON.stringify(honest)).toMatch(/"(count|leads)":[1-9]/);
    expect(await setUp(options, unfiltered).json(...argv)).toEqual(honest);
  });

  test('an export has the items of the period', async () => {
    const options = { seedEnd: new Date('2026-06-30') };
    const argv = ['export', 'leads', '--from', '2026-05-01', '--to', '2026-05-31'];
    const honest = await setUp(options).run(...argv);
    expect(honest.stdout.split('\n').length).toBeGreaterThan(5);
    expect((await setUp(options, unfiltered).run(...argv)).stdout).toBe(honest.stdout);
  });
});

describe('a token that may not read users, told with 401', () => {
  const noUsers =
    (send: Send): Send =>
    (input, init) =>
      /\/users/.test(input)
        ? Promise.resolve(Response.json({ title: 'Unauthorized', status: 401 }, { status: 401 }))
        : send(input, init);

  test.each([
    ['report', 'loss-reasons'],
    ['report', 'sales'],
    ['report', 'dashboard'],
    ['report', 'funnel'],
    ['report', 'duplicates'],
    ['export', 'leads', '-f', 'csv'],
    ['whoami'],
    ['codegen', '-o', 'no-users.ts'],
  ])('%s %s works without their names', async (...argv) => {
    const done = await setUp({ leads: 20 }, noUsers).run(...argv);
    expect(done.code, done.stderr).toBe(0);
  });

  test.each(['loss-reasons', 'sales'])('report %s says whose names are left out', async (report) => {
    const { stderr } = await setUp({ leads: 20 }, noUsers).run('report', report, '--period', 'this_year');
    expect(stderr).toBe('kommo-sdk: left out, since the token may not read them: names of users\n');
  });
});

describe('answers without what the spec promises', () => {
  type Patch = (path: string, answer: Record<string, unknown>) => unknown;
  const patched =
    (patch: Patch) =>
    (send: Send): Send =>
    async (input, init) => {
      const response = await send(input, init);
      const text = await response.text();
      const answer = text === '' ? undefined : patch(new URL(input).pathname, JSON.parse(text));
      return answer === undefined ? new Response(null, response) : Response.json(answer, { status: response.status });
    };
  const without =
    (...names: string[]): Patch =>
    (_, answer) =>
      JSON.parse(JSON.stringify(answer, (key, value) => (names.includes(key) ? null : value)));
  const bare =
    (key: string): Patch =>
    (_, answer) => {
      const items = (answer['_embedded'] as Record<string, object[]> | undefined)?.[key];
      return items
        ? { ...answer, _embedded: { [key]: items.map((item) => ({ ...item, _embedded: undefined })) } }
        : answer;
    };

  const kinds = [bare('pipelines'), bare('leads')];
  test.each<[string, Patch]>([
    ['no names, languages, rights and currency', without('name', 'lang', 'rights', 'currency', 'country')],
    ['no settings, reasons and task types', without('datetime_settings', 'loss_reason', 'task_types')],
    [
      'no _embedded',
      (path, answer) =>
        path.endsWith('/account')
          ? { ...answer, _embedded: null }
          : kinds.reduce<unknown>((rest, patch) => patch(path, rest as typeof answer), answer),
    ],
  ])('%s: no command looks like a bug', async (_, patch) => {
    const { run } = setUp({ leads: 20 }, patched(patch));
    for (const argv of [
      ['whoami'],
      ['codegen', '-o', 'odd.ts'],
      ['report', 'sales', '--period', 'this_year'],
      ['report', 'dashboard'],
      ['report', 'loss-reasons', '--html', 'odd.html'],
      ['report', 'funnel', '--period', 'this_year', '--html', 'odd.html'],
      ['report', 'duplicates', '--html', 'odd.html'],
      ['export', 'leads', '-f', 'csv'],
      ['export', 'contacts', '-f', 'csv'],
      ['export', 'tasks', '-f', 'csv'],
      ['export', 'users', '-f', 'csv'],
    ]) {
      const { code, stdout, stderr } = await run(...argv);
      expect([code, stderr], argv.join(' ')).toEqual([0, '']);
      expect(stdout).not.toMatch(/NaN|undefined/);
    }
  });
});

describe('a seed', () => {
  test.each([
    ['{"leads":[{"id":"x"}]}', /leads\[0\]\.id must be of type integer, got "x"; see .*testing.md#tables/],
    ['{"leads":[{"id":-1}]}', /leads\[0\]\.id must be 1 or more, got -1; /],
    ['{"leads":[{"id":null}]}', /leads\[0\]\.id must be of type integer, got null; /],
    ['{"leads":[{"id":7},{},{"id":7}]}', /leads\[2\]\.id is 7 again\. Use an id once; /],
    ['{"__proto__":[]}', /__proto__ is not known here; known: account, users/],
    ['{"account":[]}', /account must be of type object, got an array/],
    [
      '{"account":{"timezone":"Mars/Base"}}',
      /account\.timezone must be a time zone, such as Europe\/Lisbon, got "Mars\/Base"/,
    ],
    ['{"account":{"currency":"nope"}}', /account\.currency must /],
    ['{"custom_fields":[{"id":1,"name":5}]}', /custom_fields\[0\]\.name must be of type string, got 5; /],
    ['{"custom_fields":[{"enums":[5]}]}', /custom_fields\[0\]\.enums\[0\] must be of type object, got 5; /],
    ['{"pipelines":[{"id":1,"statuses":5}]}', /pipelines\[0\]\.statuses must be of type array, got 5; /],
    ['{"pipelines":[{"statuses":[{"id":5}]}]}', /pipelines\[0\]\.statuses\[0\]\.name is missing; /],
    ['{"leads":[{"price":"x"}]}', /leads\[0\]\.price must be of type number or null, got "x"; /],
    [
      '{"leads":[{},{"created_at":"2026-01-01"}]}',
      /leads\[1\]\.created_at must be of type integer, got "2026-01-01"; /,
    ],
    ['{"leads":[{"custom_fields":5}]}', /leads\[0\]\.custom_fields must be of type array, got 5; /],
    ['{"leads":[{"custom_fields_values":[]}]}', /leads\[0\]\.custom_fields_values is not known here; known: /],
    ['{"leads":[{"tags":["vip"]}]}', /leads\[0\]\.tags\[0\] must be of type integer, got "vip"; /],
    ['{"users":[{"rights":{}}]}', /users\[0\]\.rights\.leads is missing; /],
    ['{"tasks":[{"entity_type":"x"}]}', /tasks\[0\]\.entity_type must be one of leads, /],
    ['{"notes":[{"params":5}]}', /notes\[0\]\.params must be of type object, got 5; /],
  ])('%s is refused', async (text, stderr) => {
    await writeFile(join(cwd, 'seed.json'), text);
    const done = await runCli(['sandbox', '--port', '0', '--seed', 'seed.json'], { cwd });
    expect(done).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(stderr) });
  });

  test('needs only the id and the name of a stage, and the id and the value of an option', async () => {
    const seed = {
      pipelines: [
        {
          id: 9,
          name: 'Own',
          statuses: [
            { id: 91, name: 'First' },
            { id: 142, name: 'Won' },
            { id: 143, name: 'Lost' },
          ],
        },
      ],
      custom_fields: [{ id: 8, name: 'Channel', type: 'select', enums: [{ id: 81, value: 'Web' }] }],
    };
    expect(seedProblem(seed)).toBeUndefined();
    const { run } = setUp({ seed: seed as never });
    expect((await run('api', 'pipelines.get', '-p', '{"id":9}')).stdout).toContain('"sort": 10');
    expect((await run('codegen', '-o', 'own.ts')).code).toBe(0);
    expect(await readFile(join(cwd, 'own.ts'), 'utf8')).toContain('First');
  });

  test('of the example data is accepted, with every column', () => {
    const { db } = createSandbox({ leads: 20 });
    const { account, users, roles, pipelines, contacts, companies, leads, tasks, notes, tags } = db;
    const rows = { users, roles, pipelines, contacts, companies, leads, tasks, notes, tags };
    const tables = Object.entries(rows).map(([name, table]) => [name, [...(table as Iterable<object>)]]);
    const more = { loss_reasons: [...db.lossReasons], custom_fields: [...db.customFields] };
    expect(
      seedProblem(JSON.parse(JSON.stringify({ account, ...Object.fromEntries(tables), ...more }))),
    ).toBeUndefined();
  });

  test.each(['utf8', 'utf16le'] as const)(
    'may begin with a byte order mark, as Windows writes it: %s',
    async (encoding) => {
      await writeFile(join(cwd, 'bom.json'), '\ufeff{"leads":[{"id":5}]}\r\n', encoding);
      const signal = AbortSignal.abort();
      expect(await runCli(['sandbox', '--port', '0', '--seed', 'bom.json'], { cwd, signal })).toMatchObject({
        code: 0,
      });
    },
  );

  test('a port that is in use is named with its remedy', async () => {
    const { close, url } = await createSandbox().listen();
    expect(await runCli(['sandbox', '--port', new URL(url).port], { cwd })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/EADDRINUSE.*; choose another --port\n$/),
    });
    await close();
  });
});

describe('files', () => {
  test('codegen overwrites only what codegen has written', async () => {
    const { run } = setUp();
    await writeFile(join(cwd, 'mine.ts'), 'export const mine = 1;\n');
    expect(await run('codegen', '-o', 'mine.ts')).toMatchObject({
      code: 2,
      stderr:
        'kommo-sdk: mine.ts is there already and was not written by codegen; choose another --output, or delete it\n',
    });
    expect(await readFile(join(cwd, 'mine.ts'), 'utf8')).toBe('export const mine = 1;\n');
    expect((await run('codegen', '-o', 'ours.ts')).code).toBe(0);
    expect((await run('codegen', '-o', 'ours.ts')).stdout).toMatch(/^ours\.ts is up to date/);
  });

  test('an export goes on without a gap after items in front of it were deleted', async () => {
    let pages = 0;
    let isBroken = true;
    const breaking =
      (send: Send): Send =>
      async (input, init) =>
        isBroken && /\/leads\?/.test(input) && ++pages > 3
          ? Response.json({ title: 'Bad Request', status: 400 }, { status: 400 })
          : send(input, init);
    const { sandbox, run } = setUp({ leads: 2_000 }, breaking);
    expect((await run('export', 'leads', '-o', 'deleted.jsonl')).code).toBe(4);
    isBroken = false;
    const ids = sandbox.db.leads.filter(({ is_deleted }) => !is_deleted).map(({ id }) => id);
    // Two pages of items that the file has already: what comes after them moves up by two pages.
    for (const id of ids.slice(0, 500)) sandbox.db.leads.update(id, { is_deleted: true });
    expect(await run('export', 'leads', '-o', 'deleted.jsonl')).toMatchObject({ code: 0 });
    const written = (await readFile(join(cwd, 'deleted.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(written.map((line) => JSON.parse(line).id)).toEqual(ids);
  });
});
