import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { ApprovalDesk, approveCalls } from '../../src/cli/mcp/approval-desk.js';
import { approveWith } from '../../src/cli/mcp/approve-with.js';
import type { ApprovalCall, AuditEvent } from '../../src/mcp/index.js';
import { runCli } from '../support/cli.js';
import { bundle } from './bundle.js';
import { call, setup } from './support.js';

const OUT = fileURLToPath(new URL('../../node_modules/.cache/kommo-mcp/operator.mjs', import.meta.url));
beforeAll(() => bundle(OUT));
const LEAD = 20000001;

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'kommo-operator-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** The command over stdio, with what it writes to standard error. */
async function start(...args: string[]) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [OUT, '--sandbox', ...args],
    stderr: 'pipe',
    env: { ...(process.env as Record<string, string>), KOMMO_MCP_TOKEN: 'a-secret-that-no-child-sees' },
  });
  let stderr = '';
  transport.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const client = new Client({ name: 'test', version: '1.2' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const hup = (): void => void process.kill(transport.pid as number, 'SIGHUP');
  return { client, hup, stderr: () => stderr };
}

const eventsIn = (file: string): AuditEvent[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as AuditEvent);

describe('the audit log', () => {
  test('has every call, refusal, unknown tool, resource read and inner call, without values', async () => {
    const file = join(folder(), 'audit.jsonl');
    const { client } = await start('--audit', file);
    await call(client, 'get_lead', { id: LEAD });
    await call(client, 'create_lead', { name: 'secret words' });
    await call(client, 'get_lead', { id: 'secret words' });
    await call(client, 'get_lead', { id: 99 });
    await call(client, 'no_such_tool').catch(() => {});
    await call(client, 'ask_kommo', { question: 'List the users' });
    await client.readResource({ uri: 'kommo://pipelines' });
    const events = eventsIn(file);
    const seen = events.map(({ tool, decision, rule, error, status, within }) =>
      [tool, decision, rule ?? error, status, within].filter(Boolean).join(' '),
    );
    expect(seen).toEqual([
      'get_lead run',
      'create_lead denied read_only',
      'get_lead failed arguments',
      'get_lead failed NotFoundError',
      'no_such_tool unknown',
      'get_users run ask_kommo',
      'ask_kommo run',
      'get_pipelines run resource',
      'resource run',
    ]);
    expect(readFileSync(file, 'utf8')).not.toContain('secret words');
    expect(events[0]).toMatchObject({
      client: 'test 1.2',
      operations: ['leads.get'],
      arguments: ['id'],
      session: expect.any(String),
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      ms: expect.any(Number),
    });
  });

  test('has inner calls whose look-up fails, or whose arguments do not fit', async () => {
    const events: AuditEvent[] = [];
    const { client } = await setup({ audit: (event) => events.push(event) });
    for (const uri of ['kommo://users/Zed/leads', 'kommo://leads/abc'])
      await expect(client.readResource({ uri })).rejects.toThrow();
    const inner = events.filter(({ within }) => within === 'resource');
    expect(inner).toMatchObject([
      { tool: 'get_leads', decision: 'failed', error: 'no_name', arguments: ['responsible_user_id'] },
      { tool: 'get_lead', decision: 'failed', error: 'misfit', arguments: ['id'] },
    ]);
  });

  test('has values if the operator says so', async () => {
    const file = join(folder(), 'audit.jsonl');
    const { client } = await start('--audit', file, '--audit-values');
    await call(client, 'get_lead', { id: LEAD });
    expect(eventsIn(file)[0]).toMatchObject({ values: { id: LEAD } });
  });

  test.skipIf(!existsSync('/dev/full'))('on a full disk fails no call, and is reported once', async () => {
    const { client, stderr } = await start('--audit', '/dev/full');
    for (let i = 0; i < 3; i += 1) expect(await call(client, 'get_lead', { id: LEAD })).toMatchObject({ error: false });
    await vi.waitFor(() => expect(stderr()).toContain('ENOSPC'));
    expect(stderr().match(/audit log/g)).toHaveLength(1);
  });

  test('a file that can not be opened stops the start', async () => {
    const { code, stderr } = await runCli(['mcp', '--sandbox', '--audit', join(folder(), 'no', 'such')]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('ENOENT')]);
  });
});

test('SIGHUP reads the policy again and opens the log again; a policy that does not load changes nothing', async () => {
  const dir = folder();
  const [policy, audit] = [join(dir, 'policy.json'), join(dir, 'audit.jsonl')];
  writeFileSync(policy, '{ "get_loss_reasons": {}, "get_users": {} }');
  const { client, hup, stderr } = await start('--policy', policy, '--audit', audit);
  const names = async (): Promise<string[]> => (await client.listTools()).tools.map(({ name }) => name).sort();
  expect(await names()).toEqual(['get_loss_reasons', 'get_users']);

  writeFileSync(policy, '{ "get_looss_reasons": {} }');
  renameSync(audit, `${audit}.1`);
  hup();
  await vi.waitFor(() => expect(stderr()).toMatch(/policy was not loaded \(.*the old one stays in force/));
  expect(await names()).toEqual(['get_loss_reasons', 'get_users']);
  await call(client, 'get_users');
  expect(eventsIn(audit)).toHaveLength(1);

  writeFileSync(policy, '{ "get_loss_reasons": {} }');
  hup();
  await vi.waitFor(() => expect(stderr()).toContain('the policy was loaded again'));
  expect(await names()).toEqual(['get_loss_reasons']);
  expect(await call(client, 'get_users')).toMatchObject({ error: true });
});

test('counts survive a restart, and are shared by processes', async () => {
  const dir = folder();
  writeFileSync(join(dir, 'p.json'), '{ "get_loss_reasons": { "rate_limit": { "max": 3, "window": "day" } } }');
  const args = ['--policy', join(dir, 'p.json'), '--counts', join(dir, 'counts.json')];
  const [one, two] = await Promise.all([start(...args), start(...args)]);
  const answers = await Promise.all(
    [one, two].flatMap(({ client }) => [call(client, 'get_loss_reasons'), call(client, 'get_loss_reasons')]),
  );
  expect(answers.filter(({ error }) => !error)).toHaveLength(3);
  await Promise.all([one.client.close(), two.client.close()]);
  const again = await start(...args);
  expect((await call(again.client, 'get_loss_reasons')).text).toMatch(/DENIED.*at most 3 per day/);
});

const CALL: ApprovalCall = {
  tool: 'update_lead',
  category: 'write',
  arguments: { id: LEAD, price: 5 },
  message: 'update_lead {"id":20000001,"price":5}\nid: Casa Verde',
  seconds: 60,
  session: 's',
};
const POLICY = JSON.stringify({ update_lead: { action: 'require_approval', approval_timeout: 60 }, get_lead: {} });

describe('--approve-with', () => {
  const io = { env: process.env, cwd: tmpdir(), stderr: { write: () => {} } } as unknown as Io;

  test('a command gets the call, with names, and decides by its exit code; it sees no token', async () => {
    const dir = folder();
    const [policy, got] = [join(dir, 'p.json'), join(dir, 'got')];
    writeFileSync(policy, POLICY);
    const yes = await start('--write', '--policy', policy, '--approve-with', `cat > ${got}; env > ${got}.env`);
    expect(await call(yes.client, 'update_lead', { id: LEAD, price: 5 })).toMatchObject({ error: false });
    expect(JSON.parse(readFileSync(got, 'utf8'))).toMatchObject({
      tool: 'update_lead',
      arguments: { id: LEAD, price: 5 },
      client: 'test 1.2',
      message: expect.stringMatching(/id: \w/),
    });
    expect(readFileSync(`${got}.env`, 'utf8')).not.toContain('a-secret-that-no-child-sees');
    const no = await start('--write', '--policy', policy, '--approve-with', 'exit 1');
    expect((await call(no.client, 'update_lead', { id: LEAD, price: 5 })).text).toMatch(/DENIED.*did not approve/);
  });

  test('a command that hangs declines when the time is over, and is ended', async () => {
    expect(await approveWith('sleep 60', io)({ ...CALL, seconds: 0.2 })).toBe(false);
    expect(await approveWith('/no/such/command', io)(CALL)).toBe(false);
  });

  test('an address agrees with {"approve":true} and nothing else', async () => {
    const answers = [
      [200, '{"approve":true}'],
      [200, '{"approve":"true"}'],
      [500, '{"approve":true}'],
      [200, 'yes'],
      [302, ''],
    ] as const;
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      for await (const chunk of request) bodies.push(String(chunk));
      const [status, body] = answers[bodies.length - 1] ?? [500, ''];
      response.writeHead(status, { location: '/elsewhere' }).end(body);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((done) => server.once('listening', done));
    const ask = approveWith(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, io);
    const said = [];
    for (const _ of answers) said.push(await ask(CALL));
    expect(said).toEqual([true, false, false, false, false]);
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ tool: 'update_lead', message: CALL.message });
    expect(() => approveWith('http://example.com/', io)).toThrow(/another machine/);
  });
});

describe('kommo-mcp approve', () => {
  test('an answer holds once, for the same arguments, also when it comes late', async () => {
    const dir = folder();
    const desk = new ApprovalDesk(dir, Date.now, 0);
    const stop = new AbortController();
    const questions: string[] = [];
    let stdout = '';
    expect(await desk.ask(CALL)).toBe('pending');
    const person = approveCalls({
      env: { KOMMO_APPROVALS_DIR: dir },
      cwd: dir,
      now: Date.now,
      signal: stop.signal,
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: () => {} },
      ask: async (question) => (questions.push(question) === 1 ? 'y' : 'n'),
    });
    await vi.waitFor(() => expect(stdout).toContain('Approved.'));
    expect(stdout).toContain('Casa Verde');
    const others = [
      { ...CALL, arguments: { id: LEAD, price: 6 } },
      { ...CALL, session: 'another' },
    ];
    for (const other of others) expect(await desk.ask(other)).toBe('pending');
    expect(await desk.ask(CALL)).toBe(true);
    expect(await desk.ask(CALL)).toBe('pending');
    await vi.waitFor(() => expect(stdout.match(/Declined\./g)).toHaveLength(3));
    expect(await desk.ask(CALL)).toBe(false);
    desk.close();
    stop.abort();
    await person;
  });

  test('of two terminals the first answer counts, and the other is told', async () => {
    const dir = folder();
    const desk = new ApprovalDesk(dir, Date.now, 0);
    const stop = new AbortController();
    expect(await desk.ask(CALL)).toBe('pending');
    const answers: ((answer: string) => void)[] = [];
    const said = ['', ''];
    const people = said.map((_, i) =>
      approveCalls({
        env: { KOMMO_APPROVALS_DIR: dir },
        cwd: dir,
        now: Date.now,
        signal: stop.signal,
        stdout: { write: (text) => (said[i] += text) },
        stderr: { write: () => {} },
        ask: () => new Promise((done) => answers.push(done)),
      }),
    );
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[0]?.('y');
    await vi.waitFor(() => expect(said.join('')).toContain('Approved.'));
    answers[1]?.('n');
    await vi.waitFor(() => expect(said.join('')).toContain('another person answered first'));
    expect(said.join('')).not.toContain('Declined.');
    expect(await desk.ask(CALL)).toBe(true);
    desk.close();
    stop.abort();
    await Promise.all(people);
  });

  test('an answer that comes after the time of the rule counts for nothing', async () => {
    const dir = folder();
    let now = 0;
    const desk = new ApprovalDesk(dir, () => now, 0);
    expect(await desk.ask(CALL)).toBe('pending');
    now = 60_001;
    expect(await desk.ask(CALL)).toBe('pending');
    desk.close();
  });

  test('needs a terminal', async () => {
    expect(await runCli(['mcp', 'approve'])).toMatchObject({ code: 2, stderr: expect.stringContaining('terminal') });
  });

  test('a model is told to repeat a call that nobody has answered yet', async () => {
    const { call: ask } = await setup({ write: true, policy: POLICY, approveElse: () => 'pending' });
    const { text } = await ask('update_lead', { id: LEAD, price: 5 });
    expect(text).toMatch(/DENIED.*kommo-mcp approve.*repeat the call.*retry_after_s=30/);
  });
});

test('a policy that PowerShell wrote, in UTF-16, is read', async () => {
  const dir = folder();
  writeFileSync(join(dir, 'p16.json'), '\ufeff{ "get_loss_reasons": {} }\r\n', 'utf16le');
  const { code, stdout } = await runCli(['mcp', 'policy', 'check', '--policy', 'p16.json'], { cwd: dir });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^get_loss_reasons +read +yes$/m)]);
});

test('policy check shows what the rules close, operation by operation, and what has no effect', async () => {
  const dir = folder();
  writeFileSync(
    join(dir, 'p.json'),
    JSON.stringify({
      version: '1',
      default: 'allow',
      hide: ['create_lead'],
      tools: {
        update_lead: { approval: true },
        pin_note: {},
        get_notes: { action: 'deny', reason: 'Private.' },
        get_leads: { deny_if: [{ conditions: [{ path: 'args.query', op: 'regex', value: '$x' }] }] },
      },
    }),
  );
  const { stdout } = await runCli(['mcp', 'policy', 'check', '--policy', 'p.json', '--write'], { cwd: dir });
  expect(stdout).toMatch(/create_lead +write +no: it is hidden/);
  expect(stdout).toMatch(/leads\.createComplex +write +no: the policy refuses create_lead, which does the same/);
  expect(stdout).toMatch(/leads\.updateMany +write +yes, under the rules of update_lead/);
  expect(stdout).toMatch(/notes\.listByEntity +read +no: Private\./);
  expect(stdout).toMatch(/pipeline_snapshot +read +no: the policy has conditions for get_leads/);
  expect(stdout).toMatch(/search +read +yes, under the rules of get_leads/);
  expect(stdout).toMatch(/Warning: policy\.tools\.pin_note has no effect in this start/);
  expect(stdout).toMatch(
    /Warning: policy\.tools\.get_leads\.deny_if\[0\]\.conditions\[0\] may never hold: no value of args\.query/,
  );
});
