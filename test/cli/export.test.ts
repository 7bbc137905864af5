import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ResumableFile } from '../../src/cli/export/resume.js';
import { Kommo } from '../../src/index.js';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { runCli } from '../support/cli.js';
import { narrow } from '../sync/narrow.js';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'kommo-export-'));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

type Fetch = Sandbox['fetch'];

function setUp(options: Parameters<typeof createSandbox>[0] = {}) {
  const sandbox = createSandbox({ rateLimit: false, ...options });
  const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
  const run = (argv: readonly string[], io: { fetch?: Fetch; now?: () => number } = {}) =>
    runCli(argv, { cwd, env, fetch: sandbox.fetch, ...io });
  return { sandbox, env, run };
}

/** Before the second page of leads, something happens. */
const beforePage2 = (sandbox: Sandbox, what: () => unknown): Fetch => {
  let pages = 0;
  return (async (...call: Parameters<Fetch>) => {
    const answer = /\/leads\?/.test(String(call[0])) && ++pages === 2 ? await what() : undefined;
    return answer instanceof Response ? answer : sandbox.fetch(...call);
  }) as Fetch;
};
const refused = (): Response =>
  new Response('{"title":"Bad Request","status":400}', {
    status: 400,
    headers: { 'content-type': 'application/problem+json' },
  });
const ids = (text: string): number[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).id);

describe('an interrupted export', () => {
  test('of a CSV does not go on under a header that is no longer true', async () => {
    const { sandbox, run } = setUp({ leads: 600 });
    const argv = ['export', 'leads', '-f', 'csv', '-o', 'columns.csv'];
    expect((await run(argv, { fetch: beforePage2(sandbox, refused) })).code).toBe(4);
    await new Kommo(sandbox.options).customFields.create('leads', { name: 'New', type: 'text' });
    expect(await run(argv)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/the columns are not those .*; --force starts again\n$/),
    });
    expect((await run([...argv, '--force'])).stdout).toBe('600 leads in columns.csv\n');
  });

  test('of a --period names the days, so that it can go on on another day', async () => {
    const { sandbox, run } = setUp({ leads: 1_200 });
    const argv = ['export', 'leads', '-o', 'days.jsonl'];
    const on = (day: string) => ({ now: () => Date.parse(`${day}T12:00:00Z`) });
    const period = [...argv, '--period', 'this_year'];
    const died = await run(period, { ...on('2026-11-26'), fetch: beforePage2(sandbox, refused) });
    expect(died.code).toBe(4);
    const typed = /--from \S+ --to \S+/.exec((await run(period, on('2026-11-27'))).stderr)?.[0] ?? '';
    expect(typed).toBe('--from 2026-01-01 --to 2026-11-26');
    const done = await run([...argv, ...typed.split(' ')], on('2026-11-27'));
    expect(done.stdout).toMatch(/, 2\d\d of them by an earlier run/);
  });
});

describe('a period', () => {
  test('a lead that changes meanwhile does not hide another', async () => {
    const { sandbox, run } = setUp({ leads: 600, seedEnd: new Date('2026-11-26T00:00:00Z') });
    const all = [...sandbox.db.leads].filter(({ is_deleted }) => !is_deleted).map(({ id }) => id);
    const [first] = all as [number];
    const kommo = new Kommo(sandbox.options);
    const fetch = beforePage2(sandbox, () => kommo.leads.update(first, { name: 'Changed' }));
    const day = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10);
    expect(ids((await run(['export', 'leads', '--to', day], { fetch })).stdout)).toEqual(all);
  });

  test('has its first and its last second, whether the ends of a filter belong to it or not', async () => {
    const start = Date.parse('2026-03-01T00:00:00-05:00') / 1000;
    const end = Date.parse('2026-04-01T00:00:00-04:00') / 1000 - 1;
    const { sandbox, run } = setUp({ leads: 0 });
    const leads = [start - 1, start, end, end + 1].map((at, i) => ({
      id: i + 1,
      status_id: 143,
      created_at: start - 9,
      updated_at: at,
      closed_at: at,
    }));
    sandbox.seed({ leads });
    const io = { fetch: narrow(sandbox.fetch as never) as Fetch };
    const days = ['--from', '2026-03-01', '--to', '2026-03-31'];
    expect(ids((await run(['export', 'leads', ...days], io)).stdout)).toEqual([2, 3]);
    const report = await run(['report', 'loss-reasons', ...days, '--json'], io);
    expect(JSON.parse(report.stdout)).toMatchObject({ leads: 2 });
  });
});

describe('names', () => {
  const withUsers = (sandbox: Sandbox, status: number): Fetch =>
    (async (...call: Parameters<Fetch>) =>
      /\/users\b/.test(String(call[0]))
        ? new Response(JSON.stringify({ title: 'No', status }), {
            status,
            headers: { 'content-type': 'application/problem+json' },
          })
        : sandbox.fetch(...call)) as Fetch;

  test.each([
    ['export', 'leads', '-f', 'csv'],
    ['report', 'sales'],
    ['report', 'dashboard'],
  ])('%s %s: what the token may not read is named, any other error is one', async (...argv) => {
    const { sandbox, run } = setUp({ leads: 5 });
    expect(await run(argv, { fetch: withUsers(sandbox, 403) })).toMatchObject({
      code: 0,
      stderr: argv[1] === 'dashboard' ? '' : expect.stringMatching(/^kommo-sdk: left out, .*: names of users\n$/),
    });
    if (argv[1] !== 'dashboard') expect((await run(argv, { fetch: withUsers(sandbox, 400) })).code).toBe(4);
  });

  test('two addresses of different accounts in the environment are refused', async () => {
    const env = { KOMMO_BASE_URL: 'http://127.0.0.1:8787', KOMMO_SUBDOMAIN: 'acme', KOMMO_ACCESS_TOKEN: 'secret' };
    const fetch = () => Promise.reject(new Error('sent'));
    const { code, stderr } = await runCli(['whoami'], { cwd, env, fetch });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/KOMMO_BASE_URL.*KOMMO_SUBDOMAIN/) });
  });
});

test.each(['loss-reasons', 'funnel', 'duplicates'])('report %s: an empty --html is refused', async (name) => {
  const run = await setUp({ leads: 1 }).run(['report', name, '--html', '']);
  expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/--html is empty/) });
});

describe('the files beside an export', () => {
  test('two exports to one file: the second is refused, the first is whole', async () => {
    const { sandbox, run } = setUp({ leads: 600 });
    const argv = ['export', 'leads', '-o', 'two.jsonl'];
    let second: Awaited<ReturnType<typeof run>> | undefined;
    const first = await run(argv, {
      fetch: beforePage2(sandbox, async () => {
        second = await run([...argv, '--force']);
      }),
    });
    expect(second).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/another run writes .*two\.jsonl \(process/),
    });
    expect(first.stdout).toBe('600 leads in two.jsonl\n');
    expect((await readdir(cwd)).filter((name) => name.startsWith('two'))).toEqual(['two.jsonl']);
  });

  test.each(['999999999', String(process.pid)])('a lock of a dead process stops no run: %s', async (pid) => {
    const { run } = setUp({ leads: 5 });
    await writeFile(join(cwd, `dead-${pid}.jsonl.lock`), pid);
    // It was killed on its first page.
    await writeFile(join(cwd, `dead-${pid}.jsonl.part`), '{"id"');
    expect((await run(['export', 'leads', '-o', `dead-${pid}.jsonl`])).code).toBe(0);
    expect((await readdir(cwd)).filter((name) => name.startsWith(`dead-${pid}`))).toEqual([`dead-${pid}.jsonl`]);
  });

  test('of many runs that find the lock of a dead one, one writes', async () => {
    for (let round = 0; round < 100; round++) {
      const path = join(cwd, `race-${round}`);
      await writeFile(`${path}.lock`, '999999999');
      const files = Array.from({ length: 6 }, () => new ResumableFile(path, 'plan', ''));
      const opened = await Promise.allSettled(files.map((file) => file.open(false)));
      expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const file of files) await file.close();
    }
    expect((await readdir(cwd)).filter((name) => name.startsWith('race-'))).toEqual([]);
  });

  test('a .part of somebody else stays', async () => {
    const { run } = setUp({ leads: 5 });
    await writeFile(join(cwd, 'own.jsonl.part'), 'mine');
    const argv = ['export', 'leads', '-o', 'own.jsonl'];
    expect(await run(argv)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/own\.jsonl\.part is there, and no/),
    });
    expect(await readFile(join(cwd, 'own.jsonl.part'), 'utf8')).toBe('mine');
    expect((await run([...argv, '--force'])).code).toBe(0);
  });
});
