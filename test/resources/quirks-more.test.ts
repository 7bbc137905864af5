import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { BadRequestError, InputError, type Kommo, NotFoundError, ValidationError } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, type Seen, serve } from '../support/http-server.js';

/** A client whose account answers everything in the same way. */
async function setup(
  answer: (res: ServerResponse, seen: Seen, count: number) => void,
): Promise<{ kommo: Kommo; seen: Seen[] }> {
  const { url, seen } = await serve((one, res, _, count) => answer(res, one, count));
  return { kommo: client(url), seen };
}

const sent = (seen: readonly Seen[]): unknown[] =>
  seen.map(({ method, url, body }) => [method, decodeURI(url), body === '' ? undefined : JSON.parse(body)]);

const always =
  (body: unknown, status = 200): ((res: ServerResponse) => void) =>
  (res) =>
    json(res, body, status);

const nothing =
  (status: number): ((res: ServerResponse) => void) =>
  (res) =>
    void res.writeHead(status).end();

describe('answers that hold nothing', () => {
  const target = { entity_id: 42, entity_type: 'leads' } as const;

  test('bots.run: 202 with the word Accepted as HTML', async () => {
    const { kommo, seen } = await setup((res) =>
      res.writeHead(202, { 'content-type': 'text/html; charset=UTF-8' }).end('Accepted'),
    );
    await expect(kommo.bots.run(7, target)).resolves.toBeUndefined();
    expect(sent(seen)).toEqual([['POST', '/api/v4/bots/7/run', target]]);
  });

  test.each<[string, (kommo: Kommo) => PromiseLike<unknown>, unknown[]]>([
    [
      'bots.runMany',
      (kommo) => kommo.bots.runMany([{ bot_id: 7, ...target }]),
      ['POST', '/api/v4/bots/run', [{ bot_id: 7, ...target }]],
    ],
    ['bots.stop', (kommo) => kommo.bots.stop(7, target), ['POST', '/api/v4/bots/7/stop', target]],
    [
      'bots.continue',
      (kommo) => kommo.bots.continue({ bot: 'salesbot', botId: 7, continueId: 9 }, { data: { status: 'ok' } }),
      ['POST', '/api/v4/salesbot/7/continue/9', { data: { status: 'ok' } }],
    ],
    [
      'bots.runV2',
      (kommo) => kommo.bots.runV2([{ bot_id: 7, entity_id: 42, entity_type: 2 }]),
      ['POST', '/api/v2/salesbot/run', [{ bot_id: 7, entity_id: 42, entity_type: 2 }]],
    ],
    ['talks.close', (kommo) => kommo.talks.close(5), ['POST', '/api/v4/talks/5/close', {}]],
    [
      'entityFiles.attach (amoCRM)',
      (kommo) => kommo.entityFiles.attach('leads', 42, ['a', 'b']),
      ['PUT', '/api/v4/leads/42/files', [{ file_uuid: 'a' }, { file_uuid: 'b' }]],
    ],
  ])('%s: 202 and an empty body', async (_, call, request) => {
    const { kommo, seen } = await setup(nothing(202));
    await expect(call(kommo)).resolves.toBeUndefined();
    expect(sent(seen)).toEqual([request]);
  });

  test('bots.runV2: 202 with { success } (amoCRM)', async () => {
    const { kommo } = await setup(always({ success: true }, 202));
    await expect(kommo.bots.runV2([{ bot_id: 7, entity_id: 42, entity_type: 12 }])).resolves.toBeUndefined();
  });

  test.each<[string, number, (kommo: Kommo) => PromiseLike<unknown>, unknown[]]>([
    [
      'websiteButtons.connectOnlineChat',
      202,
      (kommo) => kommo.websiteButtons.connectOnlineChat(5),
      ['POST', '/api/v4/website_buttons/5/online_chat', undefined],
    ],
    [
      'entityFiles.attach (Kommo)',
      200,
      (kommo) => kommo.files.attach('contacts', 1, ['a']),
      ['PUT', '/api/v4/contacts/1/files', [{ file_uuid: 'a' }]],
    ],
    [
      'entityFiles.detach: DELETE with a body',
      202,
      (kommo) => kommo.files.detach('contacts', 1, ['a']),
      ['DELETE', '/api/v4/contacts/1/files', [{ file_uuid: 'a' }]],
    ],
  ])('%s: %i with an empty object', async (_, status, call, request) => {
    const { kommo, seen } = await setup(always({}, status));
    await expect(call(kommo)).resolves.toBeUndefined();
    expect(sent(seen)).toEqual([request]);
  });

  test.each<[string, (kommo: Kommo) => PromiseLike<unknown>, unknown[]]>([
    [
      'webhooks.delete',
      (kommo) => kommo.webhooks.delete({ destination: 'https://example.com' }),
      ['/api/v4/webhooks', { destination: 'https://example.com' }],
    ],
    ['sources.deleteMany', (kommo) => kommo.sources.deleteMany([1, 2]), ['/api/v4/sources', [{ id: 1 }, { id: 2 }]]],
    ['templates.deleteMany', (kommo) => kommo.templates.deleteMany([3]), ['/api/v4/chats/templates', [{ id: 3 }]]],
    ['sources.delete', (kommo) => kommo.sources.delete(1), ['/api/v4/sources/1', undefined]],
    ['templates.delete', (kommo) => kommo.templates.delete(3), ['/api/v4/chats/templates/3', undefined]],
    ['widgets.uninstall', (kommo) => kommo.widgets.uninstall('code_1'), ['/api/v4/widgets/code_1', undefined]],
  ])('%s: DELETE, with its body, and 204', async (_, call, request) => {
    const { kommo, seen } = await setup(nothing(204));
    await expect(call(kommo)).resolves.toBeUndefined();
    expect(sent(seen)).toEqual([['DELETE', ...request]]);
  });
});

describe('HAL keys that differ from the path', () => {
  test.each<[string, string, (kommo: Kommo) => PromiseLike<{ data: unknown[] }>, string]>([
    ['bots.list', 'items', (kommo) => kommo.bots.list({ with: ['favorite'] }), '/api/v4/bots?with=favorite'],
    ['templates.list', 'chat_templates', (kommo) => kommo.templates.list(), '/api/v4/chats/templates'],
    ['unsorted.list', 'unsorted', (kommo) => kommo.unsorted.list(), '/api/v4/leads/unsorted'],
    ['entityFiles.list', 'files', (kommo) => kommo.entityFiles.list('leads', 1), '/api/v4/leads/1/files?limit=250'],
    ['sources.list', 'sources', (kommo) => kommo.sources.list(), '/api/v4/sources'],
    ['webhooks.list', 'webhooks', (kommo) => kommo.webhooks.list(), '/api/v4/webhooks'],
    ['widgets.list', 'widgets', (kommo) => kommo.widgets.list(), '/api/v4/widgets'],
    ['websiteButtons.list', 'website_buttons', (kommo) => kommo.websiteButtons.list(), '/api/v4/website_buttons'],
  ])('%s: %s', async (_, key, call, path) => {
    const { kommo, seen } = await setup(always({ _embedded: { [key]: [{ id: 1 }] } }));
    expect((await call(kommo)).data).toEqual([{ id: 1 }]);
    expect(seen.map(({ url }) => url)).toEqual([path]);
  });

  test.each<[string, (kommo: Kommo) => PromiseLike<{ data: unknown[] }>]>([
    ['bots', (kommo) => kommo.bots.list()],
    ['sources', (kommo) => kommo.sources.list()],
    ['entityFiles', (kommo) => kommo.entityFiles.list('leads', 1)],
    ['webhooks', (kommo) => kommo.webhooks.list()],
  ])('%s: 204 is an empty page', async (_, call) => {
    const { kommo } = await setup(nothing(204));
    expect((await call(kommo)).data).toEqual([]);
  });

  test('iteration asks for the largest pages that there are: 250, templates 50', async () => {
    const { kommo, seen } = await setup(nothing(204));
    const lists = [kommo.bots.list(), kommo.widgets.list(), kommo.websiteButtons.list(), kommo.unsorted.list()];
    for (const list of [...lists, kommo.templates.list()]) expect(await list.all()).toEqual([]);
    expect(seen.map(({ url }) => url.replace(/.*\?/, ''))).toEqual([
      ...Array(4).fill('limit=250&page=1'),
      'limit=50&page=1',
    ]);
  });

  test('entityFiles: pages go by before_id, with a link to the next one or without', async () => {
    const { kommo, seen } = await setup((res, one) => {
      const before = Number(/before_id=(\d+)/.exec(one.url)?.[1] ?? 6);
      const ids = [before - 1, before - 2].filter((id) => id > 0);
      const next = before === 6 ? { next: { href: '/api/v4/leads/1/files?limit=2&before_id=4&link' } } : {};
      json(res, { _links: next, _embedded: { files: ids.map((id) => ({ id, file_uuid: `f${id}` })) } });
    });
    const files = await kommo.entityFiles.list('leads', 1, { limit: 2 }).all();
    expect(files.map(({ id }) => id)).toEqual([5, 4, 3, 2, 1]);
    expect(seen.map(({ url }) => url.replace(/.*\?/, ''))).toEqual([
      'limit=2',
      'limit=2&before_id=4&link',
      'limit=2&before_id=2',
    ]);
  });
});

describe('one or many, by the body of the wire', () => {
  const form = { source_uid: 'u', source_name: 'Site', metadata: { form_sent_at: new Date(5_000) } };
  const call = { direction: 'inbound', phone: '1', duration: 5, source: 'pbx' } as const;
  const link = { url: 'https://example.com', metadata: { entity_type: 'contacts', entity_id: 1 } } as const;

  test.each<[string, string, (kommo: Kommo) => PromiseLike<unknown>, unknown]>([
    ['unsorted.createForm', 'unsorted', (kommo) => kommo.unsorted.createForm(form), 1],
    ['unsorted.createForms', 'unsorted', (kommo) => kommo.unsorted.createForms([form]), [1]],
    ['unsorted.createSip', 'unsorted', (kommo) => kommo.unsorted.createSip({ ...form, metadata: {} }), 1],
    ['unsorted.createSipMany', 'unsorted', (kommo) => kommo.unsorted.createSipMany([{ ...form, metadata: {} }]), [1]],
    ['calls.create', 'calls', (kommo) => kommo.calls.create(call), 1],
    ['sources.create', 'sources', (kommo) => kommo.sources.create({ name: 'x', external_id: 'y' }), 1],
    ['sources.createMany', 'sources', (kommo) => kommo.sources.createMany([{ name: 'x', external_id: 'y' }]), [1]],
    ['sources.updateMany', 'sources', (kommo) => kommo.sources.updateMany([{ id: 1, name: 'x' }]), [1]],
    ['templates.create', 'chat_templates', (kommo) => kommo.templates.create({ name: 'x', content: 'y' }), 1],
    [
      'templates.createMany',
      'chat_templates',
      (kommo) => kommo.templates.createMany([{ name: 'x', content: 'y' }]),
      [1],
    ],
    ['templates.updateMany', 'chat_templates', (kommo) => kommo.templates.updateMany([{ id: 1, name: 'x' }]), [1]],
    ['shortLinks.create', 'short_links', (kommo) => kommo.shortLinks.create(link), 1],
    ['shortLinks.createMany', 'short_links', (kommo) => kommo.shortLinks.createMany([link]), [1]],
  ])('%s: an array on the wire', async (_, key, make, result) => {
    const { kommo, seen } = await setup(always({ _total_items: 1, errors: [], _embedded: { [key]: [{ id: 1 }] } }));
    expect(await make(kommo)).toEqual(Array.isArray(result) ? [{ id: 1 }] : { id: 1 });
    expect(JSON.parse(seen[0]?.body ?? '')).toHaveLength(1);
  });

  test('webhooks.create: one object, and 200 (Kommo) or 201 (amoCRM)', async () => {
    const webhook = { destination: 'https://example.com', settings: ['add_lead'] };
    const { kommo, seen } = await setup((res, _, count) => json(res, { id: 1, ...webhook }, count === 1 ? 200 : 201));
    const answers = [await kommo.webhooks.create(webhook), await kommo.webhooks.create(webhook)];
    expect(answers).toEqual(Array(2).fill({ id: 1, ...webhook }));
    expect(sent(seen)).toEqual(Array(2).fill(['POST', '/api/v4/webhooks', webhook]));
  });

  test('callEvents.create: the items stand under `add`, with a type of which there is one', async () => {
    const { kommo, seen } = await setup(always({ _embedded: { items: [{ uid: 'a', element_id: null }] } }));
    expect(await kommo.callEvents.create({ phone_number: '1', users: [5] })).toEqual({ uid: 'a', element_id: null });
    expect(await kommo.callEvents.createMany([{ phone_number: '2' }])).toHaveLength(1);
    expect(sent(seen)).toEqual([
      ['POST', '/api/v2/events', { add: [{ type: 'phone_call', phone_number: '1', users: [5] }] }],
      ['POST', '/api/v2/events', { add: [{ type: 'phone_call', phone_number: '2' }] }],
    ]);
  });

  test('widgets.install: one object of any keys', async () => {
    const { kommo, seen } = await setup(always({ id: 1, code: 'x' }));
    await kommo.widgets.install('x', { login: 'a', phones: { 5: '101' } });
    expect(sent(seen)).toEqual([['POST', '/api/v4/widgets/x', { login: 'a', phones: { 5: '101' } }]]);
  });

  test('sources.update, templates.update, websiteButtons.update: wrapped or not', async () => {
    const { kommo } = await setup((res, one) => {
      const key = one.url.includes('sources') ? 'sources' : 'chat_templates';
      json(res, one.url.endsWith('1') ? { id: 1 } : { _embedded: { [key]: [{ id: 1 }] } });
    });
    for (const id of [1, 2]) expect(await kommo.sources.update(id, { name: 'x' })).toEqual({ id: 1 });
    for (const id of [1, 2]) expect(await kommo.templates.update(id, { name: 'x' })).toEqual({ id: 1 });
    expect(await kommo.websiteButtons.update(1, { trusted_websites: { add: ['example.com'] } })).toEqual({ id: 1 });
  });
});

describe('partial success of calls', () => {
  const calls = ['1', '2'].map((phone) => ({ direction: 'inbound', phone, duration: 5, source: 'pbx' }) as const);
  const logged = { id: 9, entity_id: 3, entity_type: 'contact', request_id: '1' };
  const error = { request_id: '0', status: 404, detail: 'Entity not found' };

  test('calls.createMany: those without a card come back with their input', async () => {
    const { kommo } = await setup(always({ _total_items: 1, errors: [error], _embedded: { calls: [logged] } }));
    const { calls: done, refused } = await kommo.calls.createMany(calls);
    expect(done).toEqual([logged]);
    expect(refused).toEqual([{ index: 0, input: calls[0], error }]);
  });

  test('calls.create: one without a card is a NotFoundError, though the status is 200', async () => {
    const { kommo } = await setup(always({ _total_items: 0, errors: [error], _embedded: { calls: [] } }));
    const failed = await kommo.calls.create(calls[0] as (typeof calls)[0]).catch((e: unknown) => e);
    expect(failed).toBeInstanceOf(NotFoundError);
    expect(failed).toMatchObject({ status: 200, detail: 'Entity not found' });
  });

  test('calls.create: an answer without errors and calls', async () => {
    const { kommo } = await setup(always({}));
    await expect(kommo.calls.create(calls[0] as (typeof calls)[0])).rejects.toThrow('no card has this phone number');
  });
});

describe('values of two shapes', () => {
  test('widgets: a rating with a comma is a number, settings without keys are an object', async () => {
    const widgets = [
      { rating: '2,8', settings: [] },
      { rating: 3.5, settings: { a: 1 } },
      { rating: '', settings: null },
    ];
    const { kommo } = await setup((res, _, count) =>
      json(res, count === 1 ? { _embedded: { widgets } } : { rating: '4,1', settings: [] }),
    );
    expect((await kommo.widgets.list()).data).toEqual([
      { rating: 2.8, settings: {} },
      { rating: 3.5, settings: { a: 1 } },
      { rating: null, settings: null },
    ]);
    expect(await kommo.widgets.get('x')).toEqual({ rating: 4.1, settings: {} });
  });

  test('templates: no examples are an empty object, whichever call', async () => {
    const template = { id: 1, waba_examples: [] };
    const { kommo } = await setup((res, one) =>
      json(res, /\d$/.test(one.url) ? template : { _embedded: { chat_templates: [template] } }),
    );
    const clean = { id: 1, waba_examples: {} };
    expect(await kommo.templates.get(1, { with: ['reviews'] }).then(() => kommo.templates.get(1))).toEqual(clean);
    expect((await kommo.templates.list()).data).toEqual([clean]);
    expect(await kommo.templates.createMany([{ name: 'x', content: 'y' }])).toEqual([clean]);
    expect(await kommo.templates.update(1, { name: 'x' })).toEqual(clean);
  });

  test('unsorted: moments and durations are numbers, phones texts', async () => {
    const leads = [
      { category: 'forms', metadata: { form_sent_at: '1570178452', visitor_uid: null } },
      { category: 'sip', metadata: { phone: 79998888888, duration: '121', called_at: 5 } },
      { category: 'chats', metadata: { from: 'x' } },
      { category: 'mail', metadata: null },
    ];
    const { kommo } = await setup(always({ _embedded: { unsorted: leads } }));
    const { data } = await kommo.unsorted.list();
    expect(data.map(({ metadata }) => metadata)).toEqual([
      { form_sent_at: 1570178452, visitor_uid: null },
      { phone: '79998888888', duration: 121, called_at: 5 },
      { from: 'x' },
      null,
    ]);
  });
});

describe('keys that are no ids', () => {
  test('unsorted: uids; accept and decline take their body along', async () => {
    const { kommo, seen } = await setup(always({ uid: 'a1', category: 'forms', metadata: {} }));
    await kommo.unsorted.get('a1');
    await kommo.unsorted.accept('a1', { user_id: 5 });
    await kommo.unsorted.decline('a1');
    await kommo.unsorted.link('a1', { link: { entity_id: 1, entity_type: 'leads' } });
    expect(sent(seen)).toEqual([
      ['GET', '/api/v4/leads/unsorted/a1', undefined],
      ['POST', '/api/v4/leads/unsorted/a1/accept', { user_id: 5 }],
      ['DELETE', '/api/v4/leads/unsorted/a1/decline', {}],
      ['POST', '/api/v4/leads/unsorted/a1/link', { link: { entity_id: 1, entity_type: 'leads' } }],
    ]);
    expect(() => kommo.unsorted.link('a1', [] as never)).toThrow(InputError);
  });

  test('unsorted.summary: an object without HAL', async () => {
    const { kommo, seen } = await setup(always({ total: 5, accepted: 1, categories: { sip: { total: 5 } } }));
    const summary = await kommo.unsorted.summary({ filter: { created_at: { from: new Date(5_000) } } });
    expect(summary.categories.sip?.total).toBe(5);
    expect(seen[0]?.url).toBe('/api/v4/leads/unsorted/summary?filter[created_at][from]=5');
  });

  test('files.listLinks: an object without HAL', async () => {
    const { kommo } = await setup(always({ file_uuid: 'x', entities: [{ id: 1, entity_type: 'leads' }] }));
    expect(await kommo.files.listLinks('x')).toEqual([{ id: 1, entity_type: 'leads' }]);
  });

  test('talks: talk_id; an unknown one is 404 in plain text', async () => {
    const { kommo } = await setup((res, one) =>
      one.url.endsWith('/1')
        ? json(res, { talk_id: 1 })
        : res.writeHead(404, { 'content-type': 'text/plain' }).end('Talk not found'),
    );
    expect((await kommo.talks.get(1)).talk_id).toBe(1);
    await expect(kommo.talks.get(2)).rejects.toMatchObject({ name: 'NotFoundError', bodyText: 'Talk not found' });
  });

  test('websiteButtons: source_id; the answer to a create is 202 with a body', async () => {
    const { kommo, seen } = await setup(always({ source_id: 5, trusted_websites: [] }, 202));
    expect(await kommo.websiteButtons.create({ pipeline_id: 1, is_used_in_app: true })).toMatchObject({ source_id: 5 });
    await kommo.websiteButtons.get(5, { with: ['scripts'] });
    expect(seen[1]?.url).toBe('/api/v4/website_buttons/5?with=scripts');
  });

  test.each<[string, (kommo: Kommo) => PromiseLike<unknown>]>([
    ['bots', (kommo) => kommo.bots.get(1)],
    ['sources', (kommo) => kommo.sources.get(1)],
    ['unsorted', (kommo) => kommo.unsorted.get('x')],
  ])('%s: 204 is a NotFoundError', async (_, call) => {
    const { kommo } = await setup(nothing(204));
    await expect(call(kommo)).rejects.toThrow(NotFoundError);
  });
});

describe('reviews of templates', () => {
  test('templates.sendReview: no body, and a list; templates.updateReview: POST, and one', async () => {
    const review = { id: 7, status: 'review', reject_reason: '' };
    const { kommo, seen } = await setup((res, _, count) =>
      json(res, count === 1 ? { _embedded: { reviews: [review] } } : { ...review, status: 'approved' }),
    );
    expect(await kommo.templates.sendReview(1)).toEqual([review]);
    expect((await kommo.templates.updateReview(1, 7, { status: 'approved' })).status).toBe('approved');
    expect(sent(seen)).toEqual([
      ['POST', '/api/v4/chats/templates/1/review', undefined],
      ['POST', '/api/v4/chats/templates/1/review/7', { status: 'approved' }],
    ]);
  });
});

describe('webhooks.ensure', () => {
  const wanted = { destination: 'https://example.com', settings: ['add_lead', 'note_lead'] };

  test.each([
    ['there already', [{ id: 1, ...wanted }], 'unchanged', ['GET']],
    ['missing', [], 'created', ['GET', 'POST']],
    ['different', [{ id: 1, ...wanted, settings: ['add_lead'] }], 'updated', ['GET', 'POST']],
  ])('%s', async (_, found, outcome, methods) => {
    const { kommo, seen } = await setup((res, one) =>
      json(res, one.method === 'GET' ? { _embedded: { webhooks: found } } : { id: 1, ...wanted }),
    );
    expect(await kommo.webhooks.ensure(wanted)).toEqual({ outcome, webhook: { id: 1, ...wanted } });
    expect(seen.map(({ method }) => method)).toEqual(methods);
    expect(decodeURIComponent(seen[0]?.url ?? '')).toBe('/api/v4/webhooks?filter[destination]=https://example.com');
  });
});

describe('Kommo AI', () => {
  const text = { name: 'x', text: 'long enough', lang: 'en', available_functions: ['agent'] } as const;

  test('ai: an envelope of its own, a header for the language', async () => {
    const { kommo, seen } = await setup(always({ code: 201, status: 'success', id: 5 }, 201));
    const source = { ...text, available_functions: ['agent'] as ['agent'] };
    expect(await kommo.ai.addTextSource(source, { language: 'pt', headers: { 'x-own': 'a' } })).toMatchObject({
      id: 5,
    });
    await kommo.ai.addUrlSource({ url: 'https://example.com', available_functions: ['agent'] });
    await kommo.ai.addFileSource({ url: 'https://x', file_uuid: 'u', lang: 'en', available_functions: ['agent'] });
    await kommo.ai.importProducts();
    expect(seen.map(({ url }) => url)).toEqual([
      '/api/v2/sources/text',
      '/api/v2/sources/url',
      '/api/v2/sources/file',
      '/api/v2/agent/knowledges/products/import',
    ]);
    expect(seen.map(({ headers }) => headers['x-language'])).toEqual(['pt', undefined, undefined, undefined]);
    expect(seen[0]?.headers['x-own']).toBe('a');
  });

  test('ai: a refusal, with an error status or without', async () => {
    const refusal = { code: 403, status: 'error', error_reason: 'Access not allowed' };
    const { kommo } = await setup((res, _, count) => json(res, refusal, count === 1 ? 403 : 200));
    await expect(kommo.ai.importProducts()).rejects.toMatchObject({
      name: 'ForbiddenError',
      detail: 'Access not allowed',
    });
    await expect(kommo.ai.importProducts()).rejects.toThrow(BadRequestError);
  });
});

describe('errors', () => {
  test('sources.deleteMany: under `errors`, each with one object', async () => {
    const errors = [{ request_id: '1', errors: { code: 'NotFound', path: 'id', detail: 'no such source' } }];
    const { kommo } = await setup(always({ title: 'Bad Request', status: 400, errors }, 400));
    const error = await kommo.sources.deleteMany([5, 6]).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ValidationError);
    expect((error as ValidationError).validationErrors).toEqual([
      { requestId: '1', index: 1, input: { id: 6 }, path: 'id', code: 'NotFound', detail: 'no such source' },
    ]);
  });

  test.each<[string, (kommo: Kommo) => unknown]>([
    ['101 bots', (kommo) => kommo.bots.runMany(Array(101).fill({ bot_id: 1, entity_id: 1, entity_type: 'leads' }))],
    ['101 sources', (kommo) => kommo.sources.createMany(Array(101).fill({ name: 'x', external_id: 'y' }))],
    ['an id that is none', (kommo) => kommo.sources.deleteMany([0])],
    ['ids that are no array', (kommo) => kommo.templates.deleteMany(5 as never)],
    ['a uuid that is none', (kommo) => kommo.entityFiles.attach('leads', 1, [''])],
    ['no uuids', (kommo) => kommo.entityFiles.detach('leads', 1, [])],
    ['an empty change', (kommo) => kommo.websiteButtons.update(1, {})],
    ['no webhook', (kommo) => kommo.webhooks.delete('https://x' as never)],
  ])('%s: refused before a request', async (_, call) => {
    expect(() => call(client('http://127.0.0.1:1'))).toThrow(InputError);
  });
});
