import { describe, expect, test } from 'vitest';
import {
  BadRequestError,
  DecodeError,
  InputError,
  type Kommo,
  NotFoundError,
  ValidationError,
} from '../../src/index.js';
import { always, empty, sent, setup } from '../support/answers.js';
import { client } from '../support/client.js';
import { json } from '../support/http-server.js';

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

  test('calls.create: an answer without errors and calls proves nothing', async () => {
    const { kommo } = await setup(always({ errors: [], _embedded: { calls: [] } }));
    await expect(kommo.calls.create(calls[0] as (typeof calls)[0])).rejects.toThrow(DecodeError);
    await expect(kommo.calls.createMany(calls)).rejects.toThrow(DecodeError);
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
      json(res, count === 1 ? { _embedded: { widgets } } : { code: 'x', rating: '4,1', settings: [] }),
    );
    expect((await kommo.widgets.list()).data).toEqual([
      { rating: 2.8, settings: {} },
      { rating: 3.5, settings: { a: 1 } },
      { rating: null, settings: null },
    ]);
    expect(await kommo.widgets.get('x')).toEqual({ code: 'x', rating: 4.1, settings: {} });
  });

  test('templates: no examples are an empty object, whichever call', async () => {
    const template = { id: 1, waba_examples: [] };
    const { kommo } = await setup((res, one) =>
      json(res, /\/\d$/.test(one.url) ? template : { _embedded: { chat_templates: [template] } }),
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
    const { kommo } = await setup(empty(204));
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
