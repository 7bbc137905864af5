import { readFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import {
  AuthenticationError,
  InputError,
  Kommo,
  KommoError,
  NotFoundError,
  ValidationError,
  VERSION,
} from '../src/index.js';
import { client, TOKEN } from './support/client.js';
import { json, serve } from './support/http-server.js';

const lead = { id: 1, name: 'x', _embedded: { tags: [], companies: [] } };

describe('options', () => {
  const token = { accessToken: TOKEN };

  test.each([
    [{ subdomain: 'acme', ...token }, 'https://acme.kommo.com'],
    [{ subdomain: 'ACME', domain: 'amocrm.ru', ...token }, 'https://acme.amocrm.ru'],
    [{ domain: 'https://crm.example.com/', ...token }, 'https://crm.example.com'],
    [{ baseUrl: 'http://127.0.0.1:8080/', ...token }, 'http://127.0.0.1:8080'],
  ])('%o', (options, baseUrl) => {
    expect(new Kommo(options).baseUrl).toBe(baseUrl);
  });

  test.each([
    [{ ...token }, 'subdomain', 'is missing'],
    [{ subdomain: '', ...token }, 'subdomain', 'is missing'],
    [{ subdomain: 'https://x', ...token }, 'subdomain', 'for a whole address use baseUrl'],
    [{ subdomain: 'acme.kommo.com', ...token }, 'subdomain', '"acme" for https://acme.kommo.com'],
    [{ subdomain: 'acme', domain: 'kommo.com/x', ...token }, 'domain', 'must be a host'],
    [{ baseUrl: 'acme', ...token }, 'baseUrl', 'must be an http(s) address'],
    [{ baseUrl: 'http://acme.kommo.com', ...token }, 'baseUrl', 'must be https'],
    [{ baseUrl: 'https://user:pass@acme.kommo.com', ...token }, 'baseUrl', 'must not hold a user name'],
    [{ subdomain: 'acme' }, 'accessToken', 'is missing'],
    [{ subdomain: 'acme', accessToken: '' }, 'accessToken', 'is missing'],
    [{ subdomain: 'acme', accessToken: 'Bearer abc' }, 'accessToken', 'no spaces'],
    [{ subdomain: 'acme', accessToken: 'abc\n' }, 'accessToken', 'no spaces'],
    [{ subdomain: 'acme', ...token, auth: { getToken: () => 'x' } }, 'accessToken', 'exclude each other'],
    [{ subdomain: 'acme', ...token, retries: -1 }, 'retries', 'must be a whole number'],
    [{ subdomain: 'acme', ...token, timeoutMs: Number.NaN }, 'timeoutMs', 'must be a number'],
    [{ subdomain: 'acme', ...token, fetch: 'no' as never }, 'fetch', 'must be a function'],
  ])('refuses %o', (options, field, remedy) => {
    const make = (): Kommo => new Kommo(options);
    expect(make).toThrow(InputError);
    expect(make).toThrow(`${field}: `);
    expect(make).toThrow(remedy);
  });

  test('no options at all', () => {
    expect(() => new Kommo(undefined as never)).toThrow(/give at least/);
  });

  test('from the environment; options win, blanks count as unset', () => {
    vi.stubEnv('KOMMO_SUBDOMAIN', 'acme');
    vi.stubEnv('KOMMO_ACCESS_TOKEN', TOKEN);
    vi.stubEnv('KOMMO_BASE_URL', '  ');
    expect(Kommo.fromEnv().baseUrl).toBe('https://acme.kommo.com');
    expect(Kommo.fromEnv({ subdomain: 'other' }).baseUrl).toBe('https://other.kommo.com');
    vi.stubEnv('KOMMO_BASE_URL', 'https://crm.example.com');
    expect(Kommo.fromEnv().baseUrl).toBe('https://crm.example.com');
    expect(Kommo.fromEnv({ subdomain: 'other' }).baseUrl).toBe('https://other.kommo.com');
    vi.stubEnv('KOMMO_ACCESS_TOKEN', '');
    expect(() => Kommo.fromEnv()).toThrow('accessToken: is missing');
    vi.unstubAllEnvs();
  });
});

describe('a request', () => {
  test('carries token, user agent, accept and own headers', async () => {
    const { url, seen } = await serve((_, res) => json(res, lead));
    await client(url, { headers: { 'x-all': 'a' } }).leads.get(
      1,
      {},
      { headers: { 'x-one': 'b', authorization: 'Bearer other' } },
    );
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      'user-agent': `kommo-sdk/${VERSION}`,
      accept: 'application/hal+json, application/json, application/problem+json',
      'x-all': 'a',
      'x-one': 'b',
    });
  });

  test('writes filters in brackets, `with` with commas, dates as seconds, and drops what is undefined', async () => {
    const { url, seen } = await serve((_, res) => void res.writeHead(204).end());
    await client(url).leads.list({
      with: ['contacts', 'loss_reason'],
      limit: 50,
      query: 'a b&c',
      filter: {
        id: [1, 2],
        name: 'x,y',
        statuses: [
          { pipeline_id: 3, status_id: 142 },
          { pipeline_id: 3, status_id: 143 },
        ],
        created_at: { from: new Date('2026-01-01T00:00:00Z') },
        price: undefined as never,
      },
      order: { created_at: 'asc' },
    });
    expect(seen[0]?.url).toBe(
      '/api/v4/leads?with=contacts,loss_reason&limit=50&query=a%20b%26c&filter[id][]=1&filter[id][]=2&filter[name]=x%2Cy' +
        '&filter[statuses][0][pipeline_id]=3&filter[statuses][0][status_id]=142&filter[statuses][1][pipeline_id]=3' +
        '&filter[statuses][1][status_id]=143&filter[created_at][from]=1767225600&order[created_at]=asc',
    );
  });

  test('writes bodies with dates as seconds', async () => {
    const { url, seen } = await serve((_, res) => json(res, { _embedded: { leads: [{ id: 5, request_id: '0' }] } }));
    await client(url).leads.create({ name: 'x', created_at: new Date('2026-01-01T00:00:00Z') });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual([{ name: 'x', created_at: 1767225600 }]);
  });
});

describe('bad input is refused before a request', () => {
  const kommo = client('http://127.0.0.1:1');
  const many = (count: number): { name: string }[] => Array.from({ length: count }, () => ({ name: 'x' }));
  const call = async (make: () => PromiseLike<unknown>): Promise<unknown> => {
    try {
      return await make();
    } catch (error) {
      return error;
    }
  };

  test.each<[string, () => PromiseLike<unknown>, string, string]>([
    ['NaN id', () => kommo.leads.get(Number.NaN), 'id', 'whole number above 0'],
    ['fraction', () => kommo.leads.get(1.5), 'id', 'whole number above 0'],
    ['nought', () => kommo.lossReasons.get(0), 'id', 'whole number above 0'],
    ['an id as text', () => kommo.leads.get('../users' as never), 'id', 'without slashes'],
    ['no id', () => kommo.leads.get(undefined as never), 'id', 'whole number above 0'],
    ['251 items', () => kommo.leads.createMany(many(251)), 'leads', '250 at most'],
    ['51 complex', () => kommo.leads.createComplex(many(51)), 'leads', '50 at most'],
    ['no items', () => kommo.leads.createMany([]), 'leads', 'is empty'],
    ['not an array', () => kommo.leads.createMany({} as never), 'leads', 'must be an array'],
    ['an item that is none', () => kommo.leads.createMany([null as never]), 'leads.0', 'must be an object'],
    ['an array for one', () => kommo.leads.create([] as never), 'lead', 'must be an object'],
    ['empty update', () => kommo.leads.update(1, {}), 'changes', 'empty update'],
    ['update of undefined only', () => kommo.leads.update(1, { name: undefined as never }), 'changes', 'empty update'],
    [
      'batch update without an id',
      () => kommo.leads.updateMany([{ name: 'x' } as never]),
      'leads.0.id',
      'whole number above 0',
    ],
    ['batch update that changes nothing', () => kommo.leads.updateMany([{ id: 1 }]), 'leads.0', 'empty update'],
    ['NaN in a body', () => kommo.leads.create({ price: Number.NaN }), 'price', 'clear the field'],
    ['invalid Date in a body', () => kommo.leads.create({ created_at: new Date('x') }), 'created_at', 'invalid Date'],
    ['NaN in a filter', () => kommo.leads.list({ filter: { id: [1, Number.NaN] } }), 'filter.id.1', 'finite'],
    [
      'invalid Date in a filter',
      () => kommo.leads.list({ filter: { updated_at: { from: new Date('x') } } }),
      'filter.updated_at.from',
      'invalid Date',
    ],
    ['retries', () => kommo.leads.get(1, {}, { retries: 1.5 }), 'retries', 'whole number'],
    ['max', () => kommo.leads.list().all({ max: -1 }), 'max', 'whole number'],
  ])('%s', async (_, make, field, remedy) => {
    const error = await call(make);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ field });
    expect(String(error)).toContain(remedy);
  });
});

describe('results', () => {
  test('withResponse gives the response, whose body can still be read', async () => {
    const { url } = await serve((_, res) => json(res, lead, 200, { 'x-request-id': 'r1' }));
    const { data, response } = await client(url).leads.get(1).withResponse();
    expect(data.id).toBe(1);
    expect(response.headers.get('x-request-id')).toBe('r1');
    await expect(response.json()).resolves.toEqual(lead);
    await expect(response.text()).resolves.toBe(JSON.stringify(lead));
  });

  test('so can those of a page, of an empty one, and of an answer that is of no use', async () => {
    const body = { _page: 1, _links: {}, _embedded: { leads: [lead] } };
    const { url } = await serve((req, res) => {
      if (req.method === 'DELETE') res.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
      else if (req.url.includes('page=2')) res.writeHead(204).end();
      else json(res, body);
    });
    const kommo = client(url);
    const page = await kommo.leads.list();
    await expect(page.response.json()).resolves.toEqual(body);
    await expect(page.response.text()).resolves.toBe(JSON.stringify(body));
    await expect((await kommo.leads.list({ page: 2 })).response.text()).resolves.toBe('');
    const { response } = await kommo.webhooks.delete({ destination: 'https://example.com' }).withResponse();
    await expect(response.text()).resolves.toBe('ok');
  });

  test('204 is NotFoundError for one, an empty page for many', async () => {
    const { url } = await serve((_, res) => void res.writeHead(204).end());
    await expect(client(url).leads.get(1)).rejects.toThrow(NotFoundError);
    const page = await client(url).leads.list();
    expect(page.data).toEqual([]);
    expect(page.hasNextPage()).toBe(false);
    await expect(page.nextPage()).resolves.toBeUndefined();
  });

  test('the update answer is the same, wrapped or not', async () => {
    const { url } = await serve((_, res, __, count) =>
      json(res, count === 1 ? { id: 1, updated_at: 2 } : { _embedded: { leads: [{ id: 1, updated_at: 2 }] } }),
    );
    const kommo = client(url);
    const answers = [await kommo.leads.update(1, { name: 'a' }), await kommo.leads.update(1, { name: 'b' })];
    expect(answers).toEqual([
      { id: 1, updated_at: 2 },
      { id: 1, updated_at: 2 },
    ]);
  });

  test('a loss reason is a list, whatever shape it comes in', async () => {
    const { url } = await serve((_, res) =>
      json(res, { ...lead, _embedded: { ...lead._embedded, loss_reason: { id: 9, name: 'Price' } } }),
    );
    const { _embedded } = await client(url).leads.get(1, { with: ['loss_reason'] });
    expect(_embedded.loss_reason[0]?.name).toBe('Price');
  });

  test('the escape hatch goes the same way', async () => {
    const { url, seen } = await serve((_, res, __, count) => (count === 1 ? json(res, {}, 503) : json(res, lead)));
    const { data } = await client(url).api.GET('/api/v4/leads/{id}', {
      params: { path: { id: 1 }, query: { with: ['contacts', 'source'] } },
    });
    expect(data?.name).toBe('x');
    expect(seen.map((entry) => entry.url)).toEqual(Array(2).fill('/api/v4/leads/1?with=contacts,source'));
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  test('the escape hatch sends bodies, heeds signals and throws typed errors', async () => {
    const { url, seen } = await serve((_, res) =>
      json(res, { title: 'Unauthorized', detail: 'Invalid user name or password' }, 401),
    );
    const call = client(url).api.POST('/api/v4/leads', { body: [{ name: 'ü', created_at: new Date(5_000) }] });
    await expect(call).rejects.toThrow(AuthenticationError);
    expect(seen[0]?.body).toBe('[{"name":"ü","created_at":5}]');
    const gone = client(url).api.GET('/api/v4/leads', { signal: AbortSignal.abort() });
    await expect(gone).rejects.toThrow();
    expect(seen).toHaveLength(1);
  });
});

describe('validation errors', () => {
  const problem = (requestIds: string[]): object => ({
    title: 'Bad Request',
    status: 400,
    detail: 'Request validation failed',
    'validation-errors': requestIds.map((request_id) => ({
      request_id,
      errors: [
        {
          code: 'NotSupportedChoice',
          path: 'custom_fields_values.0.field_id',
          detail: 'The value you selected is not a valid choice.',
        },
      ],
    })),
  });

  test('point to the items of the caller, by request_id or index', async () => {
    const { url } = await serve((_, res) => json(res, problem(['b', '0', 'zz']), 400));
    const items = [{ name: 'first' }, { name: 'second', request_id: 'b' }];
    const error = (await client(url)
      .leads.createMany(items)
      .catch((e: unknown) => e)) as ValidationError;
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.validationErrors.map(({ requestId, index, input }) => [requestId, index, input])).toEqual([
      ['b', 1, items[1]],
      ['0', 0, items[0]],
      ['zz', undefined, undefined],
    ]);
    expect(error.validationErrors[0]).toMatchObject({
      path: 'custom_fields_values.0.field_id',
      code: 'NotSupportedChoice',
    });
    expect(error.message).toContain('item 1: custom_fields_values.0.field_id');
  });

  test('of a single update point to its changes', async () => {
    const { url } = await serve((_, res) => json(res, problem(['0']), 400));
    const changes = { name: 'x' };
    const error = (await client(url)
      .leads.update(1, changes)
      .catch((e: unknown) => e)) as ValidationError;
    expect(error.validationErrors[0]?.input).toBe(changes);
  });

  test.each([
    [{}],
    ['text'],
    [{ 'validation-errors': 'x' }],
    [{ 'validation-errors': [null, { errors: [1] }] }],
    [null],
  ])('odd body %j', async (body) => {
    const { url } = await serve((_, res) => json(res, body, 400));
    await expect(client(url).leads.create({})).rejects.toMatchObject({ status: 400 });
  });
});

describe('status to class', () => {
  test.each([
    [400, 'BadRequestError'],
    [401, 'AuthenticationError'],
    [402, 'PaymentRequiredError'],
    [403, 'ForbiddenError'],
    [404, 'NotFoundError'],
    [405, 'KommoApiError'],
    [409, 'ConflictError'],
    [422, 'ValidationError'],
    [429, 'RateLimitError'],
    [500, 'ServerError'],
    [504, 'ServerError'],
  ])('%i', async (status, name) => {
    const { url } = await serve((_, res) => json(res, { title: 'T', detail: 'D', hint: 'H', retry_after: 0 }, status));
    const error = await client(url, { retries: 0 })
      .leads.get(1)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name, status, title: 'T', detail: 'D', hint: 'H' });
    expect(error).toBeInstanceOf(KommoError);
  });

  test('a 403 that is no problem document is a blocked address', async () => {
    const { url } = await serve(
      (_, res) => void res.writeHead(403, { 'content-type': 'text/html' }).end('403 Forbidden'),
    );
    await expect(client(url).leads.get(1)).rejects.toMatchObject({ name: 'IpBlockedError', bodyText: '403 Forbidden' });
  });
});

describe('tokens stay inside', () => {
  test('not in inspect, JSON, keys or errors', async () => {
    const { url } = await serve((seen, res) =>
      json(res, { title: 'no', detail: `you sent ${seen.headers.authorization}` }, 401),
    );
    const kommo = client(url);
    const error = await kommo.leads.get(1).catch((e: unknown) => e);
    const shown = [kommo, kommo.leads, error, kommo.api]
      .map((value) => inspect(value, { depth: 20, showHidden: true }))
      .join('\n');
    expect(shown).toContain('baseUrl');
    expect(`${shown}${JSON.stringify(kommo)}${JSON.stringify(error)}${(error as Error).stack}`).not.toContain(TOKEN);
    expect(String(error)).toContain('[redacted]');
  });

  test('not in logs', async () => {
    const lines: unknown[] = [];
    const log = (...args: unknown[]): void => void lines.push(args);
    const { url } = await serve((_, res, __, count) =>
      count === 1 ? json(res, { detail: TOKEN }, 500) : json(res, lead),
    );
    const kommo = client(url, { logger: { debug: log, info: log, warn: log, error: log } });
    await kommo.leads.list({ query: 'john@example.com' });
    expect(lines.length).toBeGreaterThan(1);
    expect(inspect(lines, { depth: 20 })).not.toContain(TOKEN);
    expect(inspect(lines, { depth: 20 })).not.toContain('john');
  });
});

test('VERSION is that of package.json', async () => {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  expect(VERSION).toBe(version);
});
