import { describe, expect, test } from 'vitest';
import { authorizeUrl, KommoPool, memoryStore, oauth, redisStore } from '../../src/auth/index.js';
import { createChatWebhookHandler, KommoChats } from '../../src/chats/index.js';
import { calls } from '../../src/generated/calls.js';
import { createRateLimiter, InputError, Kommo } from '../../src/index.js';
import { createAmojo, createSandbox } from '../../src/testing/index.js';
import {
  createWebhookHandler,
  encodeWebhook,
  ensureWebhook,
  memoryQueue,
  parseWebhook,
} from '../../src/webhooks/index.js';
import { KEYS } from '../support/oauth-keys.js';

/** What plain JavaScript would get away with: nothing may be sent. */
const sent: string[] = [];
const kommo = new Kommo({
  subdomain: 'acme',
  accessToken: 'token-123456',
  rateLimit: false,
  fetch: async (url) => {
    sent.push(url);
    return new Response(null, { status: 204 });
  },
});

async function refused(call: () => unknown): Promise<InputError> {
  const before = sent.length;
  const error = await (async () => call())().then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(InputError);
  expect(sent.length).toBe(before);
  return error as InputError;
}

const MILLISECONDS = 1_700_000_000_000;
const lists = Object.entries(calls).flatMap(([path, { GET }]) =>
  GET?.list === undefined ? [] : [[path, GET] as const],
);
const pathOf = (path: string): Record<string, unknown> =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, name === 'entity_type' ? 'leads' : 7]));

test('there are lists', () => expect(lists.length).toBeGreaterThan(30));

describe.each(lists)('GET %s', (path, info) => {
  const names = info.query?.split(' ') ?? [];
  const paths = names.filter((name) => name.startsWith('filter.')).map((name) => name.slice(7));
  /** The field of an error about the first item of a list. A filter that takes no list refuses the list. */
  const inList = (filter: string): string =>
    paths.some((path) => path.startsWith(`${filter}.#`)) ? `filter.${filter}.0` : `filter.${filter}`;
  const filters = [...new Set(paths.map((path) => path.split('.')[0] as string))];
  const list = (query: object): unknown =>
    kommo.api.GET(path as '/api/v4/leads', { params: { path: pathOf(path), query } as never });

  test('refuses unknown parameters, filters and orders by name', async () => {
    for (const key of ['filters', 'Limit', 'orderBy', 'updated_at'])
      expect((await refused(() => list({ [key]: { id: 5 } }))).field).toBe(`params.${key}`);
    if (filters.length > 0) expect((await refused(() => list({ filter: { ids: [5] } }))).field).toBe('filter.ids');
    if (names.some((name) => name.startsWith('order.')))
      expect((await refused(() => list({ order: { created: 'asc' } }))).field).toBe('order.created');
  });

  test.each(filters)('refuses nothing in place of a value in filter.%s', async (filter) => {
    for (const gap of [null, undefined])
      expect((await refused(() => list({ filter: { [filter]: [gap] } }))).field).toBe(inList(filter));
    expect((await refused(() => list({ filter: { [filter]: Number.NaN } }))).field).toBe(`filter.${filter}`);
  });

  test.each(filters)('refuses an empty text in filter.%s', async (filter) => {
    for (const empty of ['', ' ', '\n']) {
      expect((await refused(() => list({ filter: { [filter]: empty } }))).field).toBe(`filter.${filter}`);
      expect((await refused(() => list({ filter: { [filter]: [empty] } }))).field).toBe(inList(filter));
    }
  });

  test.each(filters)('sends the shapes that filter.%s has, and refuses others', async (filter) => {
    const isByField = paths.some((path) => path.startsWith(`${filter}.*`));
    const has = (path: string) => paths.includes(`${filter}${isByField ? '.*' : ''}${path}`);
    const tries: [unknown, boolean][] = [
      [5, has('')],
      [new Date(0), has('')],
      [[5, 6], has('.#')],
      [{ from: 5 }, has('.from')],
      [{ from: 5, to: 9 }, has('.from')],
      [{ form: 5 }, false],
      [{ from: { from: 5 } }, false],
      [{ from: [5] }, false],
      [[[5]], false],
      [[{ from: 5 }], false],
      [[{ from: 5 }, 5], false],
    ];
    for (const [value, isRight] of tries) {
      const query = { filter: { [filter]: isByField ? { 7: value } : value } };
      const before = sent.length;
      if (isRight) await list(query);
      else expect((await refused(() => list(query))).field).toMatch(`filter.${filter}`);
      expect(sent.length, JSON.stringify(value)).toBe(before + Number(isRight));
    }
  });

  test.each(filters.filter((filter) => filter.endsWith('_at')))('refuses milliseconds in filter.%s', async (filter) => {
    for (const value of [{ from: MILLISECONDS }, { to: MILLISECONDS }, MILLISECONDS])
      expect((await refused(() => list({ filter: { [filter]: value } }))).message).toContain('milliseconds');
  });
});

describe('filters of plain JavaScript that Kommo would ignore', () => {
  const stage = { pipeline_id: 7, status_id: 142 };
  const OWN = { value: 7, enumerable: true };
  test.each<[object, string]>([
    [{ price: { form: 5 } }, 'filter.price.form'],
    [{ price: { from: 5, too: 9 } }, 'filter.price.too'],
    [{ price: { from: { from: 5 } } }, 'filter.price.from'],
    [{ price: { from: [5] } }, 'filter.price.from'],
    [{ price: [1, 2] }, 'filter.price'],
    [{ created_at: [1, 2] }, 'filter.created_at'],
    [{ id: { from: 5 } }, 'filter.id'],
    [{ id: [{ id: 5 }] }, 'filter.id.0'],
    [{ id: [[1, 2]] }, 'filter.id.0'],
    [{ id: Buffer.from('x') }, 'filter.id'],
    [{ pipeline_id: { id: 5 } }, 'filter.pipeline_id'],
    [{ statuses: 142 }, 'filter.statuses'],
    [{ statuses: stage }, 'filter.statuses'],
    [{ statuses: [142] }, 'filter.statuses.0'],
    [{ statuses: [[stage]] }, 'filter.statuses.0'],
    [{ statuses: [stage, { pipeline_id: 7 }] }, 'filter.statuses.1.status_id'],
    [{ statuses: [{ ...stage, status: 142 }] }, 'filter.statuses.0.status'],
    [{ statuses: [{ pipeline_id: 7, status_id: { id: 142 } }] }, 'filter.statuses.0.status_id'],
    [{ statuses: [{ pipeline_id: 7, status_id: [142, 143] }] }, 'filter.statuses.0.status_id'],
    [{ statuses: [Object.create({ status_id: 142 }, { pipeline_id: OWN })] }, 'filter.statuses.0.status_id'],
    [{ statuses: [Object.create({}, { pipeline_id: OWN, status_id: { value: 142 } })] }, 'filter.statuses.0.status_id'],
    [{ custom_fields_values: { 7: { form: 5 } } }, 'filter.custom_fields_values.7.form'],
    [{ custom_fields_values: { 7: { from: 5 }, 8: { until: 5 } } }, 'filter.custom_fields_values.8.until'],
    [{ custom_fields_values: { from: 5, to: 9 } }, 'filter.custom_fields_values.from'],
    [{ custom_fields_values: { field_id: 7, values: ['x'] } }, 'filter.custom_fields_values.field_id'],
    [{ custom_fields_values: 5 }, 'filter.custom_fields_values'],
    [{ custom_fields_values: [5] }, 'filter.custom_fields_values'],
    [{ custom_fields_values: new Date(0) }, 'filter.custom_fields_values'],
  ])('%j', async (filter, field) => {
    expect((await refused(() => kommo.leads.list({ filter } as never))).field).toBe(field);
    expect((await refused(() => kommo.leads.list({ filter } as never).all())).field).toBe(field);
    expect(
      (await refused(() => kommo.api.GET('/api/v4/leads', { params: { query: { filter } as never } }))).field,
    ).toBe(field);
  });

  test('what is checked is what is sent', async () => {
    let reads = 0;
    const filter = {
      get id() {
        reads++;
        return reads > 1 ? undefined : 5;
      },
    };
    await kommo.leads.list({ filter } as never);
    expect(sent.at(-1)).toContain('filter[id]=5');
  });

  test('a list or an object that contains itself is refused', async () => {
    const list: unknown[] = [];
    list.push(list);
    const circle: { from?: unknown } = {};
    circle.from = circle;
    for (const value of [list, circle])
      expect((await refused(() => kommo.leads.list({ filter: { id: value } } as never))).field).toBe('params');
  });

  test('an empty list of any parameter but with is refused', async () => {
    expect((await refused(() => kommo.contacts.listChats({ contact_id: [] } as never))).field).toBe('contact_id');
    expect((await refused(() => kommo.contacts.listChats({ chat_id: [] } as never))).field).toBe('chat_id');
    await kommo.leads.list({ with: [] });
  });

  test('directions other than asc and desc are refused, and do not throw before there is a promise', async () => {
    for (const direction of ['up', '', 'ASC', true, 1, new Date(0)])
      expect((await refused(() => kommo.leads.list({ order: { id: direction } } as never))).field).toBe('order.id');
    for (const order of [[], 'id', 5, new Map(), Promise.resolve({ id: 'asc' })]) {
      const listed = kommo.leads.list({ order } as never);
      expect((await refused(() => listed)).field).toBe('order');
    }
    expect((await refused(() => kommo.leads.list({ order: { id: ['asc'] } } as never))).field).toBe('order.id');
  });

  test('right ones are sent', async () => {
    const before = sent.length;
    const filter = {
      id: [5, 6],
      price: { from: 5, to: 9 },
      created_at: { from: new Date(0) },
      updated_at: new Date(0),
      statuses: [stage],
      custom_fields_values: { 7: { from: 5, to: 9 }, 8: [1, 2], 9: true },
    };
    await kommo.leads.list({ filter });
    await kommo.leads.list({ filter: { statuses: undefined, price: undefined, id: 5 } as never });
    await kommo.events.list({ filter: { value_after: { leads_statuses: [stage] } } });
    expect(sent.length).toBe(before + 3);
  });
});

describe('options', () => {
  const wrong = { surprise: 1 } as never;
  const inputs = [{ name: 'x' }];
  const on = {};
  const store = memoryStore();
  test.each<[string, () => unknown]>([
    ['of a client', () => new Kommo({ subdomain: 'acme', accessToken: 't', ...(wrong as object) })],
    ['of a call', () => kommo.leads.get(1, {}, wrong)],
    ['of a list', () => kommo.leads.list({}, wrong)],
    ['of all()', () => kommo.leads.list().all(wrong)],
    ['of pages', () => kommo.leads.list({}, wrong).all()],
    ['of bulk.create', () => kommo.leads.bulk.create(inputs, wrong)],
    ['of bulk.update', () => kommo.leads.bulk.update([{ id: 1, name: 'x' }], wrong)],
    ['of bulk.upsert', () => kommo.contacts.bulk.upsert(inputs, { key: 'email', ...(wrong as object) })],
    ['of links.bulk', () => kommo.links.bulk('leads').link([], wrong)],
    ['of tags.bulk', () => kommo.tags.bulk('leads').create(inputs, wrong)],
    ['of leads.changes', () => kommo.leads.changes({ since: 1, ...(wrong as object) })],
    ['of contacts.changes', () => kommo.contacts.changes({ since: 1, filter: { id: 5 } } as never)],
    ['of the filter of changes', () => kommo.leads.changes({ since: 1, filter: { updated_at: 5 } as never })],
    ['of fields', () => kommo.fields('leads', wrong)],
    ['of an upload', () => kommo.files.upload(new Uint8Array(3), { name: 'x.txt', ...(wrong as object) })],
    ['of oauth', () => oauth({ ...KEYS, store, subdomain: 'acme', ...(wrong as object) })],
    ['of a pool', () => new KommoPool({ ...KEYS, store, ...(wrong as object) })],
    ['of imported tokens', () => oauth({ ...KEYS, store, subdomain: 'acme' }).importTokens(wrong)],
    ['of a webhook handler', () => createWebhookHandler({ on, ...(wrong as object) })],
    ['of its dedupe', () => createWebhookHandler({ on, dedupe: wrong })],
    ['of a chat handler', () => createChatWebhookHandler({ on, channelSecret: 's', ...(wrong as object) })],
    ['of a queue', () => memoryQueue(wrong)],
    ['of rateLimit', () => new Kommo({ subdomain: 'acme', accessToken: 't', rateLimit: wrong })],
    ['of a limiter', () => createRateLimiter({ limit: 5, ...(wrong as object) })],
    ['of a limiter over Redis', () => createRateLimiter({ redis: 'redis://127.0.0.1:1', ...(wrong as object) })],
    ['of a sandbox', () => createSandbox(wrong)],
    ['of its limit', () => createSandbox({ rateLimit: wrong })],
    ['of its integration', () => createSandbox({ oauth: wrong })],
    ['of its seed', () => createSandbox({ seed: wrong })],
    ['of its faults', () => createSandbox({ faults: [wrong] })],
    ['of fail', () => createSandbox().fail(wrong)],
    ['of listen', () => createSandbox().listen(wrong)],
    ['of emit', () => createSandbox().emit('lead.added', { id: 1 } as never, wrong)],
    ['of amojo', () => createAmojo({ channelId: 'c', channelSecret: 's', ...(wrong as object) })],
    ['of chats', () => new KommoChats({ channelId: 'c', channelSecret: 's', ...(wrong as object) })],
    ['of a Redis store', () => redisStore({ redis: 'redis://127.0.0.1:1', ...(wrong as object) })],
    ['of authorizeUrl', () => authorizeUrl('c', { state: 's'.repeat(16), ...(wrong as object) })],
    ['of parseWebhook', () => parseWebhook('a=1', wrong)],
    ['of its limits', () => parseWebhook('a=1', { limits: wrong })],
    ['of encodeWebhook', () => encodeWebhook([], wrong)],
    ['of reconcile', () => kommo.leads.bulk.reconcile([], wrong)],
    [
      'of webhooks.create',
      () => kommo.webhooks.create({ destination: 'x', settings: ['add_lead'], ...(wrong as object) }),
    ],
    [
      'of webhooks.ensure',
      () => kommo.webhooks.ensure({ destination: 'x', settings: ['add_lead'], ...(wrong as object) }),
    ],
  ])('%s are refused if they are unknown', async (_, call) => {
    expect((await refused(call)).message).toMatch(/is unknown|is not known here|is set by since/);
  });

  test.each<[string, () => unknown]>([
    ['settleSeconds', () => kommo.leads.bulk.reconcile([], { settleSeconds: Number.NaN })],
    ['clockSkew', () => kommo.leads.bulk.reconcile([], { clockSkew: '5' as never })],
    ['limits.maxBytes', () => parseWebhook('a=1', { limits: { maxBytes: Number.NaN } })],
    ['limits.maxDepth', () => parseWebhook('a=1', { limits: { maxDepth: 'x' as never } })],
  ])('%s that is no number is refused', async (field, call) => {
    expect((await refused(call)).field).toBe(field);
  });

  test.each<[string, () => unknown]>([
    ['since', () => kommo.leads.changes({ since: Date.now() })],
    [
      'expiresAt',
      () =>
        oauth({ ...KEYS, store, subdomain: 'acme' }).importTokens({
          accessToken: 'a',
          refreshToken: 'r',
          expiresAt: Date.now(),
        }),
    ],
    ['complete_till', () => kommo.tasks.create({ text: 'x', complete_till: Date.now() })],
    [
      'created_at',
      () =>
        kommo.leads.bulk.create([{ name: 'x', created_at: Date.now() }]).then(({ outcomes: [first] }) => {
          throw first?.status === 'failed' && first.error;
        }),
    ],
  ])('milliseconds in %s are refused', async (_, call) => {
    expect((await refused(call)).message).toContain('milliseconds');
  });

  test.each([0, -1, Number.NaN, '2', 1.5])('a queue with the concurrency %j', async (concurrency) => {
    expect((await refused(() => memoryQueue({ concurrency: concurrency as number }))).field).toBe('concurrency');
  });
});

describe('settings of a webhook', () => {
  const settings = (...names: unknown[]) => ({ destination: 'https://x.example/hook', settings: names as string[] });
  const api = { list: async () => ({ data: [] }), create: async () => ({ id: 1 }) as never, delete: async () => {} };

  test.each([
    [[], 'settings', 'is empty'],
    [['lead.added'], 'settings.0', 'add_lead'],
    [['add_lead', 'lead_added'], 'settings.1', 'add_lead'],
    [['add_leads'], 'settings.0', 'add_lead'],
    [['contact.updated'], 'settings.0', 'update_contact'],
    [['ADD_LEAD'], 'settings.0', 'add_lead'],
    [[null], 'settings.0', 'null'],
    [[undefined], 'settings.0', 'undefined'],
  ] as [unknown[], string, string][])('%j', async (names, field, remedy) => {
    for (const call of [
      () => kommo.webhooks.create(settings(...names)),
      () => kommo.webhooks.ensure(settings(...names)),
      () => ensureWebhook(api, settings(...names)),
    ]) {
      const error = await refused(call);
      expect(error.field).toBe(field);
      expect(error.message).toContain(remedy);
    }
  });

  test('names that are new to us pass', async () => {
    await expect(ensureWebhook(api, settings('add_invoice'))).resolves.toMatchObject({ outcome: 'created' });
  });
});
