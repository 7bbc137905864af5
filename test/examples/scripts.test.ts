import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createSandbox, type Sandbox, type SandboxServer } from '../../src/testing/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LOADER = ['--import', 'tsx'];
const SECRET = 'a-secret-of-the-url';

let sandbox: Sandbox;
let server: SandboxServer;
let directory: string;

beforeAll(async () => {
  sandbox = createSandbox({ rateLimit: false });
  server = await sandbox.listen();
  directory = await mkdtemp(join(tmpdir(), 'kommo-examples-'));
});
afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

const environment = (more: Record<string, string> = {}) => ({
  PATH: process.env['PATH'],
  KOMMO_BASE_URL: server.url,
  KOMMO_ACCESS_TOKEN: sandbox.options.accessToken,
  NO_COLOR: '1',
  ...more,
});

/** Runs an example as its reader would, and gives what it printed. */
function run(
  name: string,
  { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const argv = [...LOADER, join(root, 'examples', `${name}.ts`), ...args];
    execFile(process.execPath, argv, { cwd: root, env: environment(env) }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${name}: ${error.message}\n${stderr}`));
      else resolve(stdout);
    });
  });
}

const leads = () => sandbox.db.leads.filter((lead) => !lead.is_deleted);

describe('examples', () => {
  test('lost-leads', async () => {
    const printed = await run('lost-leads', { env: { SINCE: '2025-01-01' } });
    const lost = leads().filter(({ status_id, loss_reason_id }) => status_id === 143 && loss_reason_id === 4_203_701);
    const value = lost.reduce((sum, { price }) => sum + price, 0);
    expect(printed).toMatch(new RegExp(`'Price too high' +│ ${lost.length} +│ ${value} `));
  });

  test('import-contacts: twice, and nobody is there twice', async () => {
    const path = join(directory, 'contacts.csv');
    await writeFile(
      path,
      'name,email,phone\nAna Lima,ana@new.example.com,+12025550199\n"Costa, Rui",rui@new.example.com,\nAna L.,ANA@new.example.com,\n',
    );
    const before = sandbox.db.contacts.filter(() => true).length;
    expect(await run('import-contacts', { args: [path] })).toContain('created: 2, updated: 1, failed: 0');
    expect(await run('import-contacts', { args: [path] })).toContain('created: 0, updated: 3, failed: 0');
    expect(sandbox.db.contacts.filter(() => true)).toHaveLength(before + 2);
  });

  test('import-contacts: a phone that is spelt otherwise is the same', async () => {
    const path = join(directory, 'phones.csv');
    await writeFile(path, 'name,email,phone\nIda Reis,,+1 (202) 555-0188\nIda,ida@new.example.com,2025550188\n');
    expect(await run('import-contacts', { args: [path] })).toContain('created: 1, updated: 1, failed: 0');
  });

  test('import-contacts: a row with neither phone nor e-mail is left out, so that a second import does not create it again', async () => {
    const path = join(directory, 'names.csv');
    await writeFile(path, 'name,email,phone\nNobody Knows,,\n');
    expect(await run('import-contacts', { args: [path] })).toContain('created: 0, updated: 0, failed: 0');
  });

  test('form-to-lead twice makes one lead, and who-is-calling finds it', async () => {
    const args = ['Eva Nunes', '+1 202 555 0177', 'How much?'];
    expect(await run('form-to-lead', { args })).toMatch(
      /^contact \d+ created, lead \d+ created\nnote created, task created\n$/,
    );
    expect(await run('form-to-lead', { args: ['Eva', '(202) 555-0177', 'How much?'] })).toMatch(
      /^contact \d+ found, lead \d+ reused\nnote existed, task created\n$/,
    );
    const printed = await run('who-is-calling', { args: ['2025550177'] });
    expect(printed).toMatch(/^Eva Nunes \(contact \d+\)\n {2}Web form: Eva Nunes, 0 \(lead \d+\)\n$/);
    expect(await run('who-is-calling', { args: ['+1 202 555 0166'] })).toBe('Nobody has +1 202 555 0166.\n');
  });

  test('move-stale-leads', async () => {
    const printed = await run('move-stale-leads');
    const count = Number(/^(\d+) leads would be closed/.exec(printed)?.[1]);
    expect(count).toBeGreaterThan(0);
    const notes = sandbox.db.notes.filter(() => true).length;
    expect(await run('move-stale-leads', { env: { APPLY: '1' } })).toBe(`${count} closed, 0 failed\n`);
    expect(sandbox.db.notes.filter(() => true)).toHaveLength(notes + count);
    expect(await run('move-stale-leads')).toMatch(/^0 leads would be closed/);
  });

  test('an account that ignores filters: only the leads that were meant are changed', async () => {
    const account = createSandbox({ rateLimit: false, leads: 400 });
    const listening = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', async () => {
        const url = `${account.options.baseUrl}${request.url?.replace(/(?<=[?&])filter[^&]*(&|$)/g, '')}`;
        const body = chunks.length > 0 ? Buffer.concat(chunks).toString() : undefined;
        const headers = { authorization: String(request.headers.authorization), 'content-type': 'application/json' };
        const answer = await account.fetch(url, { method: request.method, headers, body } as RequestInit);
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end((await answer.text()).replaceAll(String(account.options.baseUrl), env.KOMMO_BASE_URL));
      });
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void listening.close());
    await expect.poll(() => listening.address()).not.toBeNull();
    const env = { KOMMO_BASE_URL: `http://127.0.0.1:${(listening.address() as AddressInfo).port}` };
    const open = (id: number): boolean => id !== 142 && id !== 143;
    const before = account.db.leads.filter(() => true).map((lead) => ({ ...lead }));
    const until = Date.now() / 1000 - 90 * 86_400;
    const stale = before.filter(
      (lead) => !lead.is_deleted && lead.pipeline_id === 7_000_101 && open(lead.status_id) && lead.updated_at <= until,
    );
    expect(stale.length).toBeGreaterThan(0);
    expect(await run('move-stale-leads', { env: { ...env, APPLY: '1' } })).toBe(`${stale.length} closed, 0 failed\n`);
    const changed = before.filter(({ id, status_id }) => account.db.leads.get(id)?.status_id !== status_id);
    expect(changed.map(({ id }) => id)).toEqual(stale.map(({ id }) => id));
    const there = account.db.leads.filter(({ status_id, is_deleted }) => status_id === 58_220_005 && !is_deleted);
    expect(await run('note-for-stage', { env, args: ['Sales', 'Negotiation', 'Hello'] })).toBe(
      `${there.length} notes written, 0 failed\n`,
    );
  });

  test('nightly-mirror and mirror-dashboard', async () => {
    const env = { KOMMO_MIRROR: 'memory://' };
    expect(await run('nightly-mirror', { env })).toMatch(/leads: \d+/);
    expect(await run('mirror-dashboard', { env })).toContain('pipeline');
  });

  test('attach-file', async () => {
    const path = join(directory, 'offer.txt');
    await writeFile(path, 'Our offer');
    const [lead] = leads();
    expect(await run('attach-file', { args: [String(lead!.id), path] })).toBe(
      `${path}, 9 bytes, is on lead ${lead!.id}\n`,
    );
  });

  test('note-for-stage', async () => {
    const stage = 58_220_005;
    const count = leads().filter(({ status_id }) => status_id === stage).length + 1;
    sandbox.db.leads.update(leads()[0]!.id, { pipeline_id: 7_000_101, status_id: stage });
    const printed = await run('note-for-stage', { args: ['Sales', 'Negotiation', 'Prices change'] });
    expect(Number(/^(\d+) notes written, 0 failed/.exec(printed)?.[1])).toBeGreaterThanOrEqual(count - 1);
    expect(sandbox.db.notes.filter(({ params }) => params['text'] === 'Prices change').length).toBeGreaterThan(0);
  });

  test('webhook-to-slack', async () => {
    const posted = new Promise<string>((resolve) => {
      const slack = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk) => (body += chunk));
        request.on('end', () => {
          response.end('ok');
          resolve(body);
        });
      }).listen(0, '127.0.0.1', () => start(`http://127.0.0.1:${(slack.address() as AddressInfo).port}`));
      onTestFinished(() => void slack.close());
    });
    const won = leads().find(({ status_id }) => status_id === 142)!;
    let example: ChildProcess | undefined;
    onTestFinished(() => void example?.kill());
    function start(url: string): void {
      const env = environment({ SLACK_WEBHOOK_URL: url, KOMMO_WEBHOOK_SECRET: SECRET, PORT: '0' });
      example = spawn(process.execPath, [...LOADER, join(root, 'examples/webhook-to-slack.ts')], { cwd: root, env });
      example.stdout!.once('data', (line: Buffer) => {
        const to = String(line).trim().replace('<secret>', SECRET);
        const { id, pipeline_id } = won;
        void sandbox.emit(
          'lead.status_changed',
          { id, status_id: 142, pipeline_id, old_status_id: 58_220_005, old_pipeline_id: pipeline_id } as never,
          { to },
        );
      });
    }
    expect(JSON.parse(await posted)).toEqual({ text: expect.stringContaining(`won "${won.name}" (${won.price})`) });
  });

  test('nightly-export', async () => {
    await run('nightly-export', { env: { OUTPUT: join(directory, 'export') } });
    const [day] = await readdir(join(directory, 'export'));
    const text = await readFile(join(directory, 'export', day!, 'leads.jsonl'), 'utf8');
    expect(text.trimEnd().split('\n')).toHaveLength(leads().length);
  });

  test('audit-fields', async () => {
    const printed = await run('audit-fields');
    expect(printed).toMatch(/'Channel' +│ 'select' +│ '\d+%'/);
    expect(printed).toContain("'unused'");
  });

  test('spans-opentelemetry: an attempt is a child of its call', async () => {
    const printed = await run('spans-opentelemetry');
    const ids = (key: string) => [...printed.matchAll(new RegExp(`\\b${key}: '(\\w+)'`, 'g'))].map(([, id]) => id);
    expect([...printed.matchAll(/ name: '(GET [^']+)'/g)].map(([, name]) => name)).toEqual([
      'GET /api/v4/leads',
      'GET /api/v4/leads',
      'GET /api/v4/leads/{id}',
      'GET /api/v4/leads/{id}',
    ]);
    const [, call, , get] = ids('id');
    expect(ids('spanId')).toEqual([call, get]);
    expect(printed.match(/'http.response.status_code': 200/g)).toHaveLength(4);
    expect(printed).not.toContain(sandbox.options.accessToken);
  });

  test('agent-over-mcp', async () => {
    const printed = await run('agent-over-mcp');
    expect(printed).toMatch(/^tools: .*get_leads/);
    expect(printed).toContain('Price too high');
  });
});
