import { describe, expect, test } from 'vitest';
import type { Kommo } from '../../src/index.js';
import { always, empty, sent, setup } from '../support/answers.js';
import { json } from '../support/http-server.js';

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
    const { kommo, seen } = await setup(empty(202));
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
    const { kommo, seen } = await setup(empty(204));
    await expect(call(kommo)).resolves.toBeUndefined();
    expect(sent(seen)).toEqual([['DELETE', ...request]]);
  });
});

describe('HAL keys that differ from the path', () => {
  test.each<[string, string, (kommo: Kommo) => PromiseLike<{ data: unknown[] }>, string]>([
    ['bots.list', 'items', (kommo) => kommo.bots.list({ with: ['favorite'] }), '/api/v4/bots?with=favorite&limit=250'],
    ['templates.list', 'chat_templates', (kommo) => kommo.templates.list(), '/api/v4/chats/templates?limit=50'],
    ['unsorted.list', 'unsorted', (kommo) => kommo.unsorted.list(), '/api/v4/leads/unsorted?limit=250'],
    ['entityFiles.list', 'files', (kommo) => kommo.entityFiles.list('leads', 1), '/api/v4/leads/1/files?limit=250'],
    ['sources.list', 'sources', (kommo) => kommo.sources.list(), '/api/v4/sources'],
    ['webhooks.list', 'webhooks', (kommo) => kommo.webhooks.list(), '/api/v4/webhooks'],
    ['widgets.list', 'widgets', (kommo) => kommo.widgets.list(), '/api/v4/widgets?limit=250'],
    [
      'websiteButtons.list',
      'website_buttons',
      (kommo) => kommo.websiteButtons.list(),
      '/api/v4/website_buttons?limit=250',
    ],
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
    const { kommo } = await setup(empty(204));
    expect((await call(kommo)).data).toEqual([]);
  });

  test('iteration asks for the largest pages that there are: 250, templates 50', async () => {
    const { kommo, seen } = await setup(empty(204));
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
    const thing = { id: 1, uid: 'u1', url: 'https://a.example' };
    const { kommo, seen } = await setup(always({ _total_items: 1, errors: [], _embedded: { [key]: [thing] } }));
    expect(await make(kommo)).toEqual(Array.isArray(result) ? [thing] : thing);
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
      json(res, one.url.endsWith('1') ? { id: 1, source_id: 1 } : { _embedded: { [key]: [{ id: 2 }] } });
    });
    for (const id of [1, 2]) expect(await kommo.sources.update(id, { name: 'x' })).toMatchObject({ id });
    for (const id of [1, 2]) expect(await kommo.templates.update(id, { name: 'x' })).toMatchObject({ id });
    expect(await kommo.websiteButtons.update(1, { trusted_websites: { add: ['example.com'] } })).toMatchObject({
      source_id: 1,
    });
  });
});
