import { expect, test } from 'vitest';
import { examine } from '../../src/doctor/examine.js';
import { readsOf } from '../../src/doctor/reads.js';
import { reportText } from '../../src/doctor/text.js';
import { operations } from '../../src/generated/operations.js';
import { Kommo } from '../../src/index.js';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { runCli } from '../support/cli.js';

const now = Date.now;
const clientOf = (sandbox: Sandbox, options = {}) =>
  new Kommo({ ...sandbox.options, rateLimit: false, retries: 0, ...options });

test('every read of the account and the drive is tried, and nothing but reads', async () => {
  const sandbox = createSandbox({ rateLimit: false });
  const kommo = clientOf(sandbox);
  await kommo.files.upload(new TextEncoder().encode('x'), { name: 'a.txt' });
  const before = sandbox.requests.length;
  const report = await examine(kommo, { now });
  const sent = sandbox.requests.slice(before);
  expect(sent.every(({ method }) => method === 'GET')).toBe(true);
  const all = operations.filter(({ method, host }) => method === 'GET' && host !== 'amojo').map(({ id }) => id);
  expect([...new Set(report.reads.map(({ operation }) => operation))].sort()).toEqual([...all].sort());
  const done = new Set(report.reads.filter(({ result }) => result !== 'skipped').map(({ operation }) => operation));
  expect(done.size).toBeGreaterThan(all.length * 0.8);
  expect(report.mismatches).toEqual([]);
  expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
});

// Planted in every string, and as keys where answers have open keys.
const SECRET = 'SECRET';
const planted = (value: unknown, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((item) => planted(item, key));
  if (typeof value === 'string')
    return /href|url$|^(type|field_type|mode|entity_type)$/.test(key) ? value : `${SECRET}-${key}-João Silva`;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, item]) => [name, planted(item, name)]);
  return Object.fromEntries([
    ...entries,
    [`${SECRET} custom field`, 1],
    ['secret_field_name', 2],
    ['tags', { [`${SECRET}-tag`]: { [`${SECRET}vip`]: 'x' } }],
    ['4085550100', { maria: 1, lead_source_budget_maria: 1 }],
  ]);
};

test('a report shows no value, name, id, host or token, wherever they hide', async () => {
  const sandbox = createSandbox({ rateLimit: false });
  const answer = sandbox.options.fetch;
  const fetch: typeof answer = async (url, init) => {
    const response = await answer(url, init);
    const text = await response.text();
    const body = text === '' ? null : JSON.stringify(planted(JSON.parse(text)));
    const { status } = response;
    return new Response(body, {
      status,
      headers: { 'content-type': 'application/json', 'x-secret': SECRET, 'x-ratelimit-limit': '7' },
    });
  };
  const kommo = clientOf(sandbox, { fetch });
  const token = { expiresAt: new Date('2027-01-01'), scopes: ['crm', `${SECRET}-scope`] };
  const report = await examine(kommo, { now: () => Date.parse('2026-12-25'), token });
  expect(report.mismatches.length).toBeGreaterThan(20);
  for (const text of [JSON.stringify(report), reportText(report)]) {
    expect(text).not.toMatch(/secret|João|Silva|maria|4085550100/i);
    expect(text).not.toContain(new URL(kommo.baseUrl).hostname);
    expect(text).not.toContain(sandbox.options.accessToken);
    // Ids have five digits and more.
    expect(text).not.toMatch(/\d{5,}/);
  }
  expect(reportText(report)).toContain('x-ratelimit-limit');
  expect(report.checks.find(({ name }) => name === 'token')).toMatchObject({ ok: false });
});

test('refusals, a wrong clock and switched-off webhooks are named', async () => {
  const sandbox = createSandbox({ rateLimit: false });
  const kommo = clientOf(sandbox);
  await kommo.webhooks.create({ destination: 'https://example.com/hook', settings: ['add_lead'] });
  const [hook] = sandbox.db.webhooks.filter(() => true);
  sandbox.db.webhooks.update(hook?.id ?? 0, { disabled: true });
  sandbox.fail({ operation: 'roles.list', status: 403 });
  sandbox.fail({ operation: 'sources.list', status: 402 });
  const report = await examine(kommo, { now: () => Date.now() + 300_000 });
  const failing = report.checks.filter(({ ok }) => !ok);
  expect(failing.map(({ name }) => name)).toEqual(['scopes', 'plan', 'clock', 'webhooks']);
  const text = reportText(report);
  expect(text).toMatch(/roles\.list: 403 ForbiddenError/);
  expect(text).toMatch(/\*\*look\*\* clock: this machine is \d+ seconds ahead/);
  expect(text).not.toContain('example.com');
});

test('the command line writes a report, also as JSON, and draws progress', async () => {
  const plain = await runCli(['doctor', '--sandbox']);
  expect(plain.code, plain.stderr).toBe(0);
  expect(plain.stdout).toMatch(/^# kommo-sdk doctor: another host|^# kommo-sdk doctor: Kommo/);
  expect(plain.stdout).toContain('shapes and types only');
  const written = await runCli(['doctor', '--sandbox', '--json']);
  expect(JSON.parse(written.stdout)).toMatchObject({ mismatches: [], reads: expect.any(Array) });
  let drawn = '';
  let clock = 0;
  await runCli(['doctor', '--sandbox'], {
    now: () => (clock += 200),
    stderr: { isTTY: true, write: (text: string) => (drawn += text) },
  });
  expect(drawn).toMatch(/reading █*░* \d+ of \d+/);
});

test('an abort ends it', async () => {
  const sandbox = createSandbox({ rateLimit: false });
  const controller = new AbortController();
  const run = examine(clientOf(sandbox), {
    now,
    signal: controller.signal,
    onProgress: (done) => done === 3 && controller.abort(),
  });
  await expect(run).rejects.toThrow();
  expect(sandbox.requests.length).toBeLessThan(readsOf().length);
});
