import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { lockFolder } from '../../src/sync/database/folder-lock.js';
import { explainDatabase } from '../../src/sync/errors.js';
import { createMirror, MirrorError } from '../../src/sync/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { HAS_POSTGRES, startPostgres, type TestPostgres } from './databases.js';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'kommo-lock-'));
  folders.push(made);
  return made;
};
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

describe('the lock of a folder', () => {
  test('names who holds it, and is free when that one lets go', async () => {
    const path = join(folder(), 'crm');
    const first = await lockFolder(path, 0);
    await expect(lockFolder(path, 0)).rejects.toThrow(`is open in process ${process.pid} on ${hostname()}`);
    const waiting = lockFolder(path, 10_000);
    await first.release();
    const second = await waiting;
    await second.release();
    expect(readdirSync(join(path, '..')).filter((name) => name.startsWith('crm.lock.'))).toHaveLength(1);
  });

  test('succeeds a holder that is no more, also one whose process id was given out again', async () => {
    const path = join(folder(), 'crm');
    const dead = { pid: 2 ** 22 - 1, host: hostname(), started: '1', since: '' };
    writeFileSync(`${path}.lock.7`, JSON.stringify(dead));
    await (await lockFolder(path, 0)).release();
    if (!existsSync('/proc/self/stat')) return;
    writeFileSync(`${path}.lock.30`, JSON.stringify({ ...dead, pid: process.pid }));
    await (await lockFolder(path, 0)).release();
  });

  test('leaves a holder on another machine alone, and says what to do', async () => {
    const path = join(folder(), 'crm');
    writeFileSync(`${path}.lock.1`, JSON.stringify({ pid: 1, host: 'elsewhere', since: 'now' }));
    await expect(lockFolder(path, 0)).rejects.toThrow(
      /process 1 on elsewhere since now\. Wait until it ends, or delete .*crm\.lock\.1 if/,
    );
  });

  test('of many that find a dead holder, one gets it', async () => {
    const path = join(folder(), 'crm');
    writeFileSync(`${path}.lock.1`, JSON.stringify({ pid: 2 ** 22 - 1, host: hostname(), since: '' }));
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(path, 0)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a folder', () => {
  test('that a killed process has half made is made again', async () => {
    const path = join(folder(), 'crm');
    mkdirSync(path);
    writeFileSync(join(path, 'PG_VERSION'), '17');
    writeFileSync(`${path}.unfinished`, '');
    const sandbox = createSandbox({ leads: 2, rateLimit: false });
    const mirror = await createMirror(new Kommo({ ...sandbox.options, rateLimit: false }), { to: path });
    await mirror.close();
    expect(existsSync(`${path}.unfinished`)).toBe(false);
    expect(existsSync(join(path, 'base'))).toBe(true);
  });

  test('with files of somebody else loses none of them, whatever stands beside it', async () => {
    const path = join(folder(), 'crm');
    mkdirSync(path);
    writeFileSync(join(path, 'PG_VERSION'), '17');
    writeFileSync(join(path, 'thesis.txt'), 'x');
    writeFileSync(`${path}.unfinished`, '');
    const sandbox = createSandbox({ leads: 2, rateLimit: false });
    const opened = createMirror(new Kommo({ ...sandbox.options, rateLimit: false }), { to: path });
    await expect(opened).rejects.toMatchObject({ code: 'target', message: expect.stringContaining('is not empty') });
    expect(readdirSync(path).sort()).toEqual(['PG_VERSION', 'thesis.txt']);
  });

  test.each([
    [51, 'disk_full', 'The folder ./crm is on a full disk. Free some space, then run the sync again'],
    [69, 'read_only', 'The folder ./crm is on a read-only disk.'],
    [2, 'permission', 'The folder ./crm may not be written by this user.'],
  ])('whose disk answers with error %i of WASI is explained in one sentence', (errno, code, message) => {
    const explained = explainDatabase({ errno }, 'The folder ./crm');
    expect(explained).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

describe.skipIf(!HAS_POSTGRES)('PostgreSQL', () => {
  let server: TestPostgres;
  const sandbox = createSandbox({ leads: 20, rateLimit: false });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false });

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    await server?.stop();
  });

  test('lets one sync at a time, and the second waits or is told', async () => {
    await using a = await createMirror(kommo, { to: server.url, schema: 'one' });
    await using b = await createMirror(kommo, { to: server.url, schema: 'one' });
    await using patient = await createMirror(kommo, { to: server.url, schema: 'one', waitMs: 20_000 });
    let others: Promise<unknown>[] = [];
    await a.sync({
      onProgress: () => {
        if (others.length === 0) others = [b.sync().catch((error: unknown) => error), patient.sync()];
      },
    });
    const [refused, waited] = await Promise.all(others);
    expect(refused).toBeInstanceOf(MirrorError);
    expect(refused).toMatchObject({
      code: 'locked',
      message: expect.stringMatching(
        /^The schema one is being synced by a session from 127\.0\.0\.1 since .* Wait until it ends\.$/,
      ),
    });
    expect(waited).toHaveProperty('rows');
    await b.sync();
  });

  test('a lost connection is one sentence, and the next run goes on', async () => {
    await using mirror = await createMirror(kommo, { to: server.url, schema: 'lost' });
    await using killer = await createMirror(kommo, { to: server.url, schema: 'other' });
    let killed: Promise<unknown> | undefined;
    const cut = mirror.sync({
      onProgress: () => {
        killed ??= killer.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = $1',
          ['client backend'],
        );
      },
    });
    await expect(cut).rejects.toMatchObject({
      name: 'MirrorError',
      code: 'connection',
      message: expect.stringMatching(
        /^The database postgres at 127\.0\.0\.1:\d+ lost the connection\. .*continues where it stopped\.$/,
      ),
    });
    await killed;
    await mirror.sync();
    expect(await mirror.query('SELECT count(*) AS n FROM lost.leads WHERE NOT is_deleted')).toEqual([{ n: 20 }]);
  });

  test('a read-only database, a wrong database and a wrong user are one sentence each', async () => {
    const open = (to: string) =>
      createMirror(kommo, { to, schema: 'ro' }).catch((error: MirrorError) => [error.code, error.message]);
    expect(await open(`${server.url}?options=-c%20default_transaction_read_only%3Don`)).toEqual([
      'read_only',
      expect.stringMatching(/ is read-only\. Point `to` at a database that accepts writes, then run the sync again/),
    ]);
    expect(await open(server.url.replace(/postgres$/, 'nowhere'))).toEqual([
      'target',
      expect.stringMatching(/nowhere at .* does not exist on the server/),
    ]);
    expect(await open(server.url.replace('postgres@', 'nobody:secret@'))).toEqual([
      'target',
      expect.not.stringContaining('secret'),
    ]);
  });

  test('a full disk is one sentence, and the next run goes on once there is space', async (context) => {
    const disk = folder();
    const run = (command: string, ...args: string[]): number | null => spawnSync(command, args).status;
    // It takes root, as in CI.
    if (run('mount', '-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk) !== 0)
      return context.skip('mount is not permitted');
    try {
      const place = join(disk, 'tables');
      mkdirSync(place);
      run('chown', 'postgres', place);
      await using admin = await createMirror(kommo, { to: server.url, schema: 'admin' });
      await admin.query(`CREATE TABLESPACE small LOCATION '${place}'`);
      const big = createSandbox({ leads: 900, rateLimit: false });
      const client = new Kommo({ ...big.options, rateLimit: false });
      const to = `${server.url}?options=-c%20default_tablespace%3Dsmall`;
      const mirror = await createMirror(client, { to, schema: 'full' });
      const filler = join(disk, 'filler');
      run('dd', 'if=/dev/zero', `of=${filler}`, 'bs=64k');
      await expect(mirror.sync()).rejects.toMatchObject({
        code: 'disk_full',
        message: expect.stringMatching(/ is on a full disk\. Free some space, then run the sync again\. It continues/),
      });
      rmSync(filler);
      await mirror.sync();
      const rows = await mirror.query('SELECT count(*) AS n FROM "full".leads WHERE NOT is_deleted');
      expect(rows).toEqual([{ n: big.db.leads.visible }]);
      await mirror.query('DROP SCHEMA "full" CASCADE');
      await mirror.close();
      await admin.query('DROP TABLESPACE small');
    } finally {
      run('umount', '-l', disk);
    }
  });
});
