import { expect, test } from 'vitest';
import { DecodeError, InputError, Kommo, type Logger } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

const SECRET = 'SECRET-7f3a';
const lead = (own: object = {}): object => ({
  id: 1,
  name: SECRET,
  price: 5,
  responsible_user_id: 1,
  group_id: 0,
  status_id: 1,
  pipeline_id: 1,
  loss_reason_id: null,
  created_by: 0,
  updated_by: 0,
  created_at: 1,
  updated_at: 1,
  closed_at: null,
  closest_task_at: null,
  is_deleted: false,
  custom_fields_values: null,
  score: null,
  account_id: 1,
  labor_cost: null,
  _links: { self: { href: 'https://acme.kommo.com' } },
  _embedded: { tags: [], companies: [] },
  ...own,
});

function listener() {
  const lines: [string, object | undefined][] = [];
  const logger: Logger = { debug() {}, info() {}, error() {}, warn: (text, data) => void lines.push([text, data]) };
  return { lines, logger };
}

async function answering(...leads: object[]) {
  return serve((_, res) => json(res, { _page: 1, _links: { self: { href: '' } }, _embedded: { leads } }));
}

test('warn logs each new mismatch once, with operation and path and without a value', async () => {
  const { lines, logger } = listener();
  const wrong = lead({
    price: SECRET,
    new_price: 5,
    [SECRET]: 1,
    group_id: undefined,
    custom_fields_values: [
      { field_id: SECRET, field_name: SECRET, field_code: null, field_type: 'text', values: [{ value: SECRET }] },
    ],
  });
  const server = await answering(lead(), wrong, wrong);
  const kommo = client(server.url, { logger, validate: 'warn' });
  expect((await kommo.leads.list()).data).toHaveLength(3);
  await kommo.leads.list();
  expect(lines.map(([text]) => text)).toEqual(lines.map(() => 'an answer differs from the spec'));
  const shown = lines.map(([, data]) => data as Record<string, unknown>);
  expect(shown).toEqual(
    expect.arrayContaining([
      { operation: 'leads.list', status: 200, path: '_embedded.leads[].price', expected: 'integer', got: 'string' },
      expect.objectContaining({
        path: '_embedded.leads[].new_price',
        got: 'integer',
        expected: expect.stringContaining('absent'),
      }),
      expect.objectContaining({ path: '_embedded.leads[].*' }),
      expect.objectContaining({ path: '_embedded.leads[].group_id', expected: 'there', got: 'nothing' }),
    ]),
  );
  expect(new Set(lines.map((line) => JSON.stringify(line))).size).toBe(lines.length);
  expect(JSON.stringify(lines)).not.toContain('SECRET');
});

test('a new property of every custom field is named, however many a page has', async () => {
  const { lines, logger } = listener();
  const fields = (from: number) =>
    Array.from({ length: 20 }, (_, i) => ({
      field_id: i,
      field_type: ['text', 'numeric', 'date'][(from + i) % 3],
      ...((from >> (i % 6)) & 1 && { is_computed: false }),
      new_price: 1,
      values: [{ value: 1 }],
    }));
  const server = await answering(...Array.from({ length: 60 }, (_, i) => lead({ custom_fields_values: fields(i) })));
  await client(server.url, { logger, validate: 'warn' }).leads.list();
  const paths = lines.map(([, data]) => (data as { path: string }).path);
  expect(paths).toEqual(['_embedded.leads[].custom_fields_values[].new_price']);
});

test('throw is a DecodeError without a value; new properties pass; nothing is sent again', async () => {
  const good = await answering(lead({ new_price: 5 }));
  await expect(client(good.url, { validate: 'throw' }).leads.list()).resolves.toMatchObject({ data: [{ id: 1 }] });
  const bad = await answering(lead({ price: SECRET }));
  const error = await client(bad.url, { validate: 'throw' })
    .leads.list()
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DecodeError);
  expect((error as DecodeError).message).toBe(
    'GET /api/v4/leads answered 200 with something else than the spec says (leads.list 200: _embedded.leads[].price should be integer, got string)',
  );
  expect(JSON.stringify(error)).not.toContain('SECRET');
  expect(bad.seen).toHaveLength(1);
});

test('every road is checked: pages, get, the escape hatch, the drive', async () => {
  const server = await serve(({ url }, res) =>
    json(res, url.includes('account') ? { id: 'x', drive_url: server.url } : { id: 1, uuid: 1, name: 1 }),
  );
  const kommo = client(server.url, { validate: 'throw' });
  const spec = /answered 200 with something else than the spec says/;
  await expect(kommo.leads.get(1)).rejects.toThrow(spec);
  await expect(kommo.api.GET('/api/v4/leads/{id}', { params: { path: { id: 1 } } })).rejects.toThrow(spec);
  await expect(kommo.account.get()).rejects.toThrow(spec);
});

test('off loads nothing and is the default', async () => {
  const server = await answering(lead({ price: 'x' }));
  await client(server.url).leads.list();
  await client(server.url, { validate: 'off' }).leads.list();
});

test.each([
  [{ validate: 'yes' as never }, 'must be off, warn or throw'],
  [{ validate: 'warn' as const }, 'Pass a logger'],
])('%o is refused', (options, text) => {
  const make = () => new Kommo({ subdomain: 'acme', accessToken: 't', ...options });
  expect(make).toThrow(InputError);
  expect(make).toThrow(text);
});

test('what the sandbox answers fits the spec', async () => {
  const sandbox = createSandbox({ rateLimit: false });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false, retries: 0, validate: 'throw' });
  await kommo.leads.list({ with: ['contacts', 'loss_reason'] }).all();
  await kommo.contacts.list({ with: ['leads'] });
  await kommo.events.list();
  const { id } = await kommo.leads.create({ name: 'x' });
  await kommo.leads.update(id, { name: 'y' });
});
