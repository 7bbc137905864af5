import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, type ListeningSandbox, type Sandbox } from '../../src/testing/index.js';
import { runCli } from '../support/cli.js';

describe('kommo-sdk sync', () => {
  let cwd: string;
  let sandbox: Sandbox;
  let server: ListeningSandbox;
  const env = (): Record<string, string> => ({ KOMMO_BASE_URL: server.url, KOMMO_ACCESS_TOKEN: 'sandbox-token' });

  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'kommo-cli-sync-'));
    sandbox = createSandbox({ leads: 40, rateLimit: false });
    server = await sandbox.listen();
  });
  afterAll(async () => {
    await server.close();
    rmSync(cwd, { recursive: true, force: true });
  });

  test('fills a folder, shows its status and goes on from there', async () => {
    const first = await runCli(['sync', '--to', 'crm', '--only', 'leads,users', '--json'], { cwd, env: env() });
    expect(first.stderr).toBe('');
    expect(JSON.parse(first.stdout)).toMatchObject({ rows: { leads: 40 } });

    const status = await runCli(['sync', 'status', '--to', 'crm', '--json'], { cwd });
    expect(status.stderr).toBe('');
    expect(JSON.parse(status.stdout).tables).toContainEqual({ table: 'leads', rows: 40, deleted: 0 });
    const shown = await runCli(['sync', 'status', '--to', 'crm'], { cwd });
    expect(shown.stdout).toMatch(/^leads +40 +0$/m);
    const narrow = await runCli(['sync', 'status', '--to', 'crm'], { cwd, env: { COLUMNS: '40' } });
    expect(Math.max(...narrow.stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(50);
    expect(narrow.stdout).toMatch(/^ +complete until /m);

    sandbox.db.leads.update(sandbox.db.leads.slice(0, 1)[0]?.id as number, {
      name: 'New name',
      updated_at: Math.floor(Date.now() / 1000),
    });
    const second = await runCli(['sync', '--to', 'crm', '--only', 'leads', '--json'], { cwd, env: env() });
    expect(JSON.parse(second.stdout).rows['leads']).toBeLessThan(40);
  });

  test.each([
    [['sync', '--to', 'mine.txt'], /is a file, not a folder\. Name a folder in --to\.$/],
    [['sync', 'status', '--to', 'mine.txt'], /Name a folder in --to\.$/],
    [['report', 'funnel', '--mirror', 'mine.txt'], /Name a folder in --mirror\.$/],
  ])('%j names the option', async (argv, stderr) => {
    writeFileSync(join(cwd, 'mine.txt'), '');
    const done = await runCli(argv, { cwd, env: env() });
    expect(done.code).toBe(2);
    expect(done.stderr.trim()).toMatch(stderr);
  });

  test('follows until it is interrupted', async () => {
    const interrupt = new AbortController();
    let runs = '';
    const running = runCli(['sync', '--to', 'memory://', '--only', 'users', '--follow', '0', '--json'], {
      cwd,
      env: env(),
      signal: interrupt.signal,
      stdout: {
        write: (text) => {
          runs += text;
          if (runs.split('\n').length > 3) interrupt.abort();
        },
      },
    });
    expect([0, 130]).toContain((await running).code);
    expect(runs.trim().split('\n').length).toBeGreaterThanOrEqual(3);
  });

  test('follows through errors that pass, and ends at those that the user has to correct', async () => {
    const refusals = [400, 404];
    let runs = '';
    const { code, stderr } = await runCli(
      ['sync', '--to', 'memory://', '--only', 'leads', '--follow', '0', '--reconcile', '--json'],
      {
        cwd,
        env: env(),
        stdout: { write: (text) => (runs += text) },
        fetch: async (input, init) => {
          const status = runs === '' ? refusals.shift() : 401;
          return status ? Response.json({ title: 'Not now', status }, { status }) : fetch(input, init);
        },
      },
    );
    expect([code, runs.trim().split('\n')]).toEqual([3, [expect.stringContaining('"leads":')]]);
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).error.exitCode),
    ).toEqual([4, 4, 3]);
  });

  test('says in one line what is wrong with a target', async () => {
    writeFileSync(join(cwd, 'file.txt'), 'x');
    const line = async (...argv: string[]): Promise<[number, string]> => {
      const { code, stderr } = await runCli(['sync', ...argv], { cwd, env: env() });
      return [code, stderr.replaceAll(cwd, '.')];
    };
    expect(await line('--to', 'file.txt')).toEqual([
      2,
      'kommo-sdk: ./file.txt is a file, not a folder. Name a folder in --to.\n',
    ]);
    expect(await line('--to', '.')).toEqual([
      2,
      'kommo-sdk: The folder . is not empty and holds no mirror. Name another folder in --to.\n',
    ]);
    expect(await line('--to', 'mysql://localhost/crm')).toEqual([
      2,
      'kommo-sdk: --to must be a folder or a postgres:// address, and mysql:// is neither.\n',
    ]);
    expect(await line('--to', 'postgres://user:secret@127.0.0.1:1/crm')).toEqual([
      4,
      'kommo-sdk: The database crm at 127.0.0.1:1 does not answer. Check the address in --to and that the server runs.\n',
    ]);
    expect(await line('status', '--to', 'nothing-here')).toEqual([
      2,
      'kommo-sdk: The folder ./nothing-here holds no mirror yet. Run a sync first, or name another folder.\n',
    ]);
    expect(await line('--to', 'memory://', '--only', 'lead')).toEqual([
      2,
      expect.stringMatching(/^kommo-sdk: only must hold names of tables/),
    ]);
  });
});
