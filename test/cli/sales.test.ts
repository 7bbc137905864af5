import { describe, expect, test } from 'vitest';
import { operationIds, operationOf, problemsOf } from '../../src/operations/table.js';
import { PERIODS, type PeriodName, periodDays } from '../../src/reports/period.js';
import { createSandbox } from '../../src/testing/index.js';
import { runCli } from '../support/cli.js';

const NOW = Date.parse('2026-10-20T12:00:00Z');

function setUp(options: Parameters<typeof createSandbox>[0] = {}) {
  const sandbox = createSandbox({ rateLimit: false, ...options });
  const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
  const run = (...argv: string[]) => runCli(argv, { env, fetch: sandbox.fetch, now: () => NOW });
  return { sandbox, run };
}

describe('report sales', () => {
  test('JSON agrees with the leads of the account, in its time zone', async () => {
    const { sandbox, run } = setUp();
    const { stdout } = await run('report', 'sales', '--from', '2026-09-01', '--to', '2026-09-30', '--json');
    const report = JSON.parse(stdout);
    expect(report.period).toEqual({
      from: '2026-09-01',
      to: '2026-09-30',
      timezone: 'America/New_York',
      from_moment: '2026-09-01T00:00:00-04:00',
      to_moment: '2026-09-30T23:59:59-04:00',
    });
    const [from, to] = [Date.parse(report.period.from_moment) / 1000, Date.parse(report.period.to_moment) / 1000];
    const won = sandbox.db.leads.filter(
      ({ status_id, closed_at, is_deleted }) =>
        !is_deleted && status_id === 142 && (closed_at ?? 0) >= from && (closed_at ?? 0) <= to,
    );
    const value = won.reduce((sum, lead) => sum + lead.price, 0);
    expect(won.length).toBeGreaterThan(0);
    expect(report).toMatchObject({ won: { count: won.length, value }, complete: true });
    const sum = (key: string): number =>
      report[key].rows.reduce((total: number, row: { won_value?: number }) => total + (row.won_value ?? 0), 0);
    expect([sum('by_user'), sum('by_pipeline')]).toEqual([value, value]);
  });

  test('tables, by the name of a period, without what could drive a terminal', async () => {
    const { sandbox, run } = setUp();
    sandbox.seed({ users: [{ id: 11087106, name: 'Ali\u001b[2Jce\u202e' }] });
    const { stdout, code } = await run('report', 'sales', '--period', 'last_month');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2026-09-01 to 2026-09-30, America\/New_York\n\nin USD +created +value +won +value +lost/);
    expect(stdout).toMatch(/\nlost because +lost +value\n/);
    expect(stdout).toContain('Ali[2Jce');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for.
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });

  test('an empty period says so', async () => {
    const { run } = setUp();
    // The last day is today by default, before the first.
    expect((await run('report', 'sales', '--from', '2030-01-01')).stdout).toBe(
      '2030-01-01 to 2030-01-01, America/New_York\n\nNo leads were created, won or lost.\n',
    );
    const { stdout } = await run('report', 'sales', '--from', '2030-01-01', '--to', '2030-01-31');
    expect(stdout).toBe('2030-01-01 to 2030-01-31, America/New_York\n\nNo leads were created, won or lost.\n');
  });

  test('a lead without a reason is named in the language of the report', async () => {
    const { sandbox, run } = setUp();
    const at = Date.parse('2026-09-10T12:00:00Z') / 1000;
    sandbox.seed({ leads: [{ id: 1, status_id: 143, loss_reason_id: null, closed_at: at, created_at: at }] });
    const { stdout } = await run('report', 'sales', '--period', 'last_month', '--lang', 'es');
    expect(stdout).toContain('Sin motivo indicado');
    expect(stdout).not.toContain('(none)');
  });

  test('in the language that was asked for, else that of the user, with the separators of the country', async () => {
    const { sandbox, run } = setUp();
    const argv = ['report', 'sales', '--period', 'last_month'];
    expect((await run(...argv, '--lang', 'es')).stdout).toMatch(/^2026-09-01 a 2026-09-30[\s\S]*\nen USD +creados/);
    sandbox.seed({ account: { country: 'BR', currency: 'BRL' }, users: [{ id: 11_087_101, lang: 'pt' }] });
    expect((await run(...argv)).stdout).toMatch(/\nem BRL +criados +valor[\s\S]*R\$\s[\d.]+\.\d{3} /);
    expect(await run(...argv, '--lang', 'xx')).toMatchObject({ code: 2, stderr: expect.stringContaining("'--lang") });
  });

  test.each([
    [['--from', '2026-02-31'], /It must be a day like 2026-01-31/],
    [['--from', '2026-03-02', '--to', '2026-03-01'], /--from is after --to; swap them/],
    [['--period', 'today', '--from', '2026-03-02'], /can't be used with|cannot be used with/],
    [['--period', 'soon'], /Allowed choices are today, yesterday/],
  ])('%j is refused', async (args, message) => {
    const { run } = setUp();
    expect(await run('report', 'sales', ...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });
});

test('report dashboard', async () => {
  const { run } = setUp();
  const json = JSON.parse((await run('report', 'dashboard', '--json')).stdout);
  const { stdout } = await run('report', 'dashboard');
  expect(stdout).toMatch(/in USD +created .*\ntoday .*\nthis month .*\nlast month /);
  expect(stdout).toContain(`tasks: ${json.tasks.overdue} late, ${json.tasks.due_today} due today`);
});

describe('api', () => {
  test('runs an operation, one page or all', async () => {
    const { sandbox, run } = setUp({ leads: 600 });
    const one = JSON.parse((await run('api', 'leads.list', '--query', '{"limit":2}')).stdout);
    expect(one._embedded.leads).toHaveLength(2);
    const all = JSON.parse((await run('api', 'leads.list', '--query', '{"limit":250}', '--all')).stdout);
    expect(all.length).toBe(sandbox.db.leads.filter(({ is_deleted }) => !is_deleted).length);
    expect(JSON.parse((await run('api', 'pipelines.list', '--all')).stdout)).toHaveLength(3);
    const made = await run('api', 'leads.create', '--body', '[{"name":"by hand"}]', '--json');
    const { id } = JSON.parse(made.stdout)._embedded.leads[0];
    const read = JSON.parse((await run('api', 'leads.get', '--path', `{"id":${id}}`)).stdout);
    expect(read).toMatchObject({ id, name: 'by hand' });
  });

  test('--all has no end but that of the list, and begins with the page of the query', async () => {
    const { sandbox, run } = setUp({ leads: 2_100 });
    const ids = async (query: object): Promise<number[]> =>
      JSON.parse((await run('api', 'leads.list', '-q', JSON.stringify(query), '--all')).stdout).map(
        ({ id }: { id: number }) => id,
      );
    const all = sandbox.db.leads.filter(({ is_deleted }) => !is_deleted).map(({ id }) => id);
    expect((await ids({ limit: 50 })).sort()).toEqual(all);
    expect((await ids({ limit: 250, page: 8 })).sort()).toEqual(all.slice(7 * 250));
  });

  test('finds and shows operations', async () => {
    const { sandbox, run } = setUp();
    expect((await run('api', '--find', 'list webhooks')).stdout).toMatch(/^webhooks\.list +GET +Lists the webhooks/);
    const shown = JSON.parse((await run('api', 'leads.update', '--show', '--json')).stdout);
    expect(shown).toMatchObject({ doc: expect.any(String), body: { properties: { price: { type: 'number' } } } });
    expect(sandbox.requests).toEqual([]);
  });

  test.each([
    [['lead.list'], /no operation "lead\.list"; did you mean leads\.list/],
    [['leads.list', '-q', '{"limt":1}'], /query\.limt is not known here; known: with.*; see kommo-sdk api leads\.list/],
    [['leads.list', '-q', '{limit:1}'], /--query is not JSON.*; write it like --query '\{"id": 5\}'/],
    [['leads.get', '-p', '{"id":1}', '--all'], /leads\.get is not a list/],
    [['leads.create'], /kommo-sdk: body is missing/],
    [['oauth.token'], /no operation/],
    [['files.list'], /"files\.list" would call the drive, and api calls the account only; use kommo\.files of the SDK/],
    [['leads.list', '-b', '{}'], /body is not accepted by this operation\. Leave it out/],
    [[], /the operation is missing; name one, such as leads\.list/],
  ])('%j is refused, and nothing is sent', async (args, message) => {
    const { sandbox, run } = setUp();
    expect(await run('api', ...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
    expect(sandbox.requests).toEqual([]);
  });

  test('--find without a hit says so, and exits 1', async () => {
    const { run } = setUp();
    expect(await run('api', '--find', 'frobnicate')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'kommo-sdk: no operation fits "frobnicate"; use other words, such as "list webhooks"\n',
    });
  });

  test('--show prints method, path, summary and an example', async () => {
    const { run } = setUp();
    const { stdout } = await run('api', 'leads.update', '--show');
    expect(stdout).toMatch(/^leads\.update: PATCH \/api\/v4\/leads\/\{id\}\n\S.*\n/);
    expect(stdout).toContain(`Example\nkommo-sdk api leads.update --path '{"id":1}' --body '{"name":"text"}'`);
    expect((await run('api', 'leads.list', '--show')).stdout).toContain(
      `kommo-sdk api leads.list --query '{"limit":5}'`,
    );
  });

  test('every example is a request that the spec accepts', async () => {
    const { run } = setUp();
    const refused: string[] = [];
    for (const id of operationIds) {
      const { example } = JSON.parse((await run('api', id, '--show', '--json')).stdout) as { example: string };
      const parts = Object.fromEntries(
        [...example.matchAll(/ --(path|query|body) '([^']*)'/g)].map(([, part = '', json = '']) => [
          part,
          JSON.parse(json),
        ]),
      );
      const problems = await problemsOf(operationOf(id)!, parts);
      if (problems.length > 0) refused.push(`${id}: ${problems[0]}`);
    }
    expect(refused).toEqual([]);
  });

  test('no example is refused by the sandbox, unless for an id that it does not have', async () => {
    const { sandbox, run } = setUp();
    // All that an account without the things of the example may answer.
    const missing = /found nothing|answered 404|Entity not found|Customers mode is not periodicity/;
    const refused: string[] = [];
    for (const id of operationIds) {
      sandbox.reset();
      const { stdout } = await run('api', id, '--show');
      const [, example = ''] = /\nExample\nkommo-sdk (api .*)\n$/.exec(stdout) ?? [];
      const { code, stderr } = await run(
        ...[...example.matchAll(/'([^']*)'|\S+/g)].map(([all, quoted]) => quoted ?? all),
      );
      const others = stderr.replace(
        /item \d+: (\w+\.)*\w*id: The value you selected is not a valid choice\. \(\w+\)[;\n ]*/g,
        '',
      );
      if (code !== 0 && !missing.test(stderr) && !/Request validation failed; $/.test(others))
        refused.push(`${example}\n${stderr}`);
    }
    expect(refused).toEqual([]);
  });

  // What people type who do not speak English.
  test.each([
    ['listar leads', 'leads.list'],
    ['criar contato', 'contacts.create'],
    ['crear contacto', 'contacts.create'],
    ['excluir webhook', 'webhooks.delete'],
    ['motivos de perda', 'lossReasons.list'],
    ['motivos de pérdida', 'lossReasons.list'],
    ['funis', 'pipelines.list'],
    ['etapas do funil', 'pipelines.listStatuses'],
    ['anexar arquivo', 'entityFiles.attach'],
    ['enviar mensaje', 'talks.send'],
    ['campos personalizados', 'customFields.list'],
    ['actualizar lead', 'leads.update'],
  ])('--find %s is %s', async (words, id) => {
    const [first] = JSON.parse((await setUp().run('api', '--find', words, '--json')).stdout) as { id: string }[];
    expect(first?.id).toBe(id);
  });

  test("a missing thing exits 4, and what Kommo refuses is the command's failure", async () => {
    const { run } = setUp();
    expect(await run('api', 'leads.get', '-p', '{"id":1}')).toMatchObject({
      code: 4,
      stdout: '',
      stderr: expect.stringContaining('leads.get found nothing'),
    });
    expect(await run('api', 'leads.list', '-q', '{"filter":{"id":[1]}}')).toMatchObject({ code: 0, stdout: 'null\n' });
    const refused = await run('api', 'leads.create', '-b', '[{"name":"x","pipeline_id":5}]');
    expect(refused).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('400') });
  });
});

describe('periods', () => {
  test.each<[PeriodName, string, string, string]>([
    ['today', '2026-03-10', '2026-03-10', '2026-03-10'],
    ['yesterday', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['this_week', '2026-03-10', '2026-03-09', '2026-03-10'],
    ['this_week', '2026-03-15', '2026-03-09', '2026-03-15'],
    ['last_week', '2026-03-09', '2026-03-02', '2026-03-08'],
    ['this_month', '2026-03-31', '2026-03-01', '2026-03-31'],
    ['last_month', '2026-01-05', '2025-12-01', '2025-12-31'],
    ['last_month', '2028-03-31', '2028-02-01', '2028-02-29'],
    ['this_year', '2026-03-10', '2026-01-01', '2026-03-10'],
    ['last_year', '2026-03-10', '2025-01-01', '2025-12-31'],
  ])('%s on %s is %s to %s', (name, today, from, to) => {
    expect(PERIODS).toContain(name);
    expect(periodDays(name, today)).toEqual({ from, to });
  });
});
