import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { toTerminal } from '../../src/cli/terminal.js';
import { createSandbox } from '../../src/testing/index.js';
import { runCli } from '../support/cli.js';

// Sets the title, clears the screen, in seven and eight bits, turns the direction of writing.
const ESCAPES = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202edwp\u007f\r';
const COMMANDS = /(?![\n\t])[\p{Cc}\u202a-\u202e]/u;

/** An account whose every text, or every id, is another. */
async function setUp(change: (key: string, value: unknown) => unknown) {
  const cwd = await mkdtemp(join(tmpdir(), 'kommo-hostile-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const sandbox = createSandbox({ rateLimit: false });
  const fetch = async (input: string, init: RequestInit): Promise<Response> => {
    const response = await sandbox.fetch(input, init);
    const text = await response.text();
    if (text === '') return response;
    return Response.json(JSON.parse(text, change), { status: response.status });
  };
  const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
  const run = (...argv: string[]) => runCli(argv, { cwd, env, fetch });
  return { cwd, run };
}

const isName = (key: string): boolean => ['name', 'email', 'subdomain', 'value', 'title', 'detail'].includes(key);

test.each([
  ['whoami', ['whoami'], 0],
  ['codegen', ['codegen'], 0],
  ['report sales', ['report', 'sales', '--from', '2020-01-01', '--to', '2020-03-01'], 0],
  ['report dashboard', ['report', 'dashboard'], 0],
  ['report loss-reasons', ['report', 'loss-reasons'], 0],
  ['an error of Kommo', ['api', 'leads.create', '-b', '[{"status_id": 1}]'], 4],
])('%s sends no commands to the terminal', async (_, argv, code) => {
  const { run } = await setUp((key, value) => (isName(key) && typeof value === 'string' ? value + ESCAPES : value));
  const done = await run(...argv);
  expect(done.code, done.stderr).toBe(code);
  expect(done.stdout + done.stderr).not.toMatch(COMMANDS);
});

test('JSON on a terminal is shown, and not obeyed', () => {
  let text = '';
  toTerminal({ isTTY: true, write: (part) => (text += part) }).write(`{"name":"a\u009b2Jb"}\n`);
  expect(text).toBe('{"name":"a\ufffd2Jb"}\n');
});

test('codegen writes no code that an account answers in place of an id', async () => {
  const attack = '1}; process.exit(1); ({a:1';
  const { cwd, run } = await setUp((key, value) => (key === 'id' && value === 142 ? attack : value));
  const { run: runPipelines, cwd: other } = await setUp((key, value) =>
    key === 'id' && typeof value === 'number' && value > 7_000_000 && value < 8_000_000 ? attack : value,
  );
  for (const done of [await run('codegen'), await runPipelines('codegen')]) {
    expect(done.code).toBe(4);
    expect(done.stderr).toContain('in place of an id');
  }
  expect([...(await readdir(cwd)), ...(await readdir(other))]).toEqual([]);
});
