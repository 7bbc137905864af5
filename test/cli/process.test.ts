/** The command line as a process: signals, pipes, full disks. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { here } from '../../scripts/here.js';
import { createSandbox, type Sandbox, type SandboxServer } from '../../src/testing/index.js';

const CLI = `${process.execPath} --import ${here('node_modules/tsx/dist/loader.mjs')} ${here('src/cli/index.ts')}`;

let cwd: string;
let sandbox: Sandbox;
let account: SandboxServer;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'kommo-process-'));
  sandbox = createSandbox({ rateLimit: false, leads: 2_000 });
  account = await sandbox.listen();
});
afterAll(async () => {
  await account?.close();
  await rm(cwd, { recursive: true, force: true });
});

function start(command: string): ChildProcess {
  const env = {
    PATH: process.env['PATH'],
    KOMMO_BASE_URL: account.url,
    KOMMO_ACCESS_TOKEN: sandbox.options.accessToken,
  };
  return spawn('bash', ['--norc', '-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (text) => (stdout += text));
  child.stderr?.on('data', (text) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

const shell = (command: string) => ended(start(command));
const ids = async (name: string): Promise<number[]> =>
  (await readFile(join(cwd, name), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).id);

test('a disk that fills up in the middle of a page loses nothing: the next run completes the file', async () => {
  // A limit of the size of files acts as a full disk does: the last write is a short one.
  const full = await shell(`ulimit -f 600; exec ${CLI} export leads -o full.jsonl`);
  expect(full).toMatchObject({ code: 2, stdout: '' });
  expect(full.stderr).toMatch(/^kommo-sdk: EFBIG.*\n$/);
  expect(await readdir(cwd)).not.toContain('full.jsonl');
  expect(await shell(`${CLI} export leads -o full.jsonl`)).toMatchObject({ code: 0 });
  const all = sandbox.db.leads.filter(({ is_deleted }) => !is_deleted).map(({ id }) => id);
  expect(await ids('full.jsonl')).toEqual(all);
});

test.skipIf(process.platform !== 'linux')('a full stdout is named in one line', async () => {
  const { code, stderr } = await shell(`${CLI} export leads > /dev/full`);
  expect(stderr).toMatch(/^kommo-sdk: ENOSPC.*; make room on the disk and run it again\n$/);
  expect(code).toBe(2);
});

test('a folder that was deleted is named, and only by a command that needs it', async () => {
  // tsx needs a folder to start in, so it goes away after that.
  const leave = 'import fs from"node:fs";fs.mkdirSync("gone");process.chdir("gone");fs.rmdirSync("../gone")';
  const inDeleted = (command: string) =>
    shell(`${CLI.replace('loader.mjs', `loader.mjs --import 'data:text/javascript,${leave}'`)} ${command}`);
  expect(await inDeleted('whoami')).toMatchObject({ code: 0, stderr: '' });
  expect(await inDeleted('export leads -o x.jsonl')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'kommo-sdk: the current folder was deleted; change to another folder\n',
  });
});

test('a reader that has seen enough is no error', async () => {
  expect(await shell(`set -o pipefail; ${CLI} export leads -f csv | head -1`)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^id,name,price/),
    stderr: '',
  });
});

test.each([
  ['leads', true],
  ['users', false],
])('an interrupted export of %s exits 130 and leaves no file that looks whole', async (entity, continues) => {
  let asked = 0;
  let isSlow = true;
  const latencyMs = (): number => (++asked > 2 && isSlow ? 60_000 : 0);
  const slow = createSandbox({ rateLimit: false, leads: 2_000, latencyMs });
  const { url, close } = await slow.listen();
  slow.seed({ users: Array.from({ length: 800 }, (_, i) => ({ id: 20_000_000 + i })) });
  const command = `KOMMO_BASE_URL=${url} exec ${CLI} export ${entity} -o ${entity}.jsonl`;
  const child = start(command);
  const end = ended(child);
  // The process has its signal handlers before its first request.
  await expect.poll(() => asked).toBe(3);
  child.kill('SIGINT');
  expect(await end).toMatchObject({ code: 130, stdout: '', stderr: 'kommo-sdk: interrupted\n' });
  const left = (await readdir(cwd)).filter((name) => name.startsWith(entity));
  expect(left.sort()).toEqual(continues ? [`${entity}.jsonl.part`, `${entity}.jsonl.state.json`] : []);
  isSlow = false;
  expect(await shell(command)).toMatchObject({ code: 0 });
  const count = (await ids(`${entity}.jsonl`)).length;
  expect(count).toBe(continues ? slow.db.leads.filter(({ is_deleted }) => !is_deleted).length : 808);
  await close();
});
