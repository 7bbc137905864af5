import { describe, expect, test } from 'vitest';
import { type Kommo, type KommoEvent, NotFoundError } from '../../src/index.js';
import { always, bodyOf, empty, setup, text } from '../support/answers.js';
import { json } from '../support/http-server.js';

// The fifteen quirks of the API, each under its number: those of its requests, the others are in quirks-answers.test.ts.
// More about files, bots, webhooks and the like in quirks-more.test.ts and quirks-values.test.ts.

type Call = (kommo: Kommo) => PromiseLike<unknown>;

describe('1. one thing is created by an array of one', () => {
  const one = { id: 7 };

  test.each<[string, string, unknown, Call]>([
    [
      'customFields',
      'custom_fields',
      { name: 'x', type: 'text' },
      (k) => k.customFields.create('leads', { name: 'x', type: 'text' }),
    ],
    [
      'catalogCustomFields',
      'custom_fields',
      { name: 'x', type: 'text' },
      (k) => k.catalogCustomFields.create(1, { name: 'x', type: 'text' }),
    ],
    [
      'segmentCustomFields',
      'custom_fields',
      { name: 'x', type: 'text' },
      (k) => k.segmentCustomFields.create({ name: 'x', type: 'text' }),
    ],
    ['fieldGroups', 'custom_field_groups', { name: 'x' }, (k) => k.fieldGroups.create('leads', { name: 'x' })],
    ['catalogFieldGroups', 'custom_field_groups', { name: 'x' }, (k) => k.catalogFieldGroups.create(1, { name: 'x' })],
    ['catalogs', 'catalogs', { name: 'x' }, (k) => k.catalogs.create({ name: 'x' })],
    ['elements', 'elements', { name: 'x' }, (k) => k.catalogs.createElement(1, { name: 'x' })],
    ['customers', 'customers', { name: 'x' }, (k) => k.customers.create({ name: 'x' })],
    ['customerStatuses', 'statuses', { name: 'x', sort: 1 }, (k) => k.customerStatuses.create({ name: 'x', sort: 1 })],
    ['transactions', 'transactions', { price: 5 }, (k) => k.transactions.create(1, { price: 5 })],
    ['tags', 'tags', { name: 'x' }, (k) => k.tags.create('leads', { name: 'x' })],
    ['leads', 'leads', { name: 'x' }, (k) => k.leads.create({ name: 'x' })],
    ['contacts', 'contacts', { name: 'x' }, (k) => k.contacts.create({ name: 'x' })],
    ['companies', 'companies', { name: 'x' }, (k) => k.companies.create({ name: 'x' })],
    ['tasks', 'tasks', { text: 'x', complete_till: 5 }, (k) => k.tasks.create({ text: 'x', complete_till: 5 })],
    ['pipelines', 'pipelines', { name: 'x' }, (k) => k.pipelines.create({ name: 'x' } as never)],
  ])('%s: one in, one out', async (_, key, input, call) => {
    const { kommo, seen } = await setup(always({ _embedded: { [key]: [one] } }));
    await expect(call(kommo)).resolves.toEqual(one);
    expect(bodyOf(seen)).toEqual([input]);
  });

  test.each<[string, unknown, Call]>([
    ['segments.create', { name: 'x' }, (k) => k.segments.create({ name: 'x' })],
    [
      'customers.setMode',
      { mode: 'segments', is_enabled: true },
      (k) => k.customers.setMode({ mode: 'segments', is_enabled: true }),
    ],
    ['customers.changeBonusPoints', { earn: 5 }, (k) => k.customers.changeBonusPoints(1, { earn: 5 })],
    ['products.updateSettings', { is_enabled: true }, (k) => k.products.updateSettings({ is_enabled: true })],
  ])('%s: one object, where Kommo asks for one', async (_, input, call) => {
    const answer = { id: 7, mode: 'segments', bonus_points: 5, is_enabled: true };
    const { kommo, seen } = await setup(always(answer));
    await expect(call(kommo)).resolves.toEqual(answer);
    expect(bodyOf(seen)).toEqual(input);
  });
});

describe('2. DELETE with a body, and deletions that are no DELETE', () => {
  test.each<[string, unknown, Call]>([
    [
      'webhooks.delete',
      { destination: 'https://a.example' },
      (k) => k.webhooks.delete({ destination: 'https://a.example' }),
    ],
    ['sources.deleteMany', [{ id: 1 }, { id: 2 }], (k) => k.sources.deleteMany([1, 2])],
    ['templates.deleteMany', [{ id: 1 }], (k) => k.templates.deleteMany([1])],
    ['unsorted.decline', { user_id: 1 }, (k) => k.unsorted.decline('uid', { user_id: 1 })],
  ])('%s', async (_, input, call) => {
    const { kommo, seen } = await setup(always({ uid: 'uid' }));
    await call(kommo);
    expect([seen[0]?.method, bodyOf(seen)]).toEqual(['DELETE', input]);
  });

  test('links.unlink and links.unlinkMass are POST, to another word than the list', async () => {
    const { kommo, seen } = await setup(empty(204));
    const target = { to_entity_id: 2, to_entity_type: 'contacts' } as const;
    await kommo.links.unlink('leads', 1, [target]);
    await kommo.links.unlinkMass('leads', [{ entity_id: 1, ...target }]);
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /api/v4/leads/1/unlink',
      'POST /api/v4/leads/unlink',
    ]);
  });
});

describe('8. ids that are strings', () => {
  test('events: in the answer and in the path', async () => {
    const event = { id: '01h2qk8wz4v5c9t1n3m7b6x0ya', type: 'lead_added', value_after: [], value_before: [] };
    const { kommo, seen } = await setup((res, { url }) =>
      json(res, /[a-z]$/.test(url) && url.includes(event.id) ? event : { _embedded: { events: [event] } }),
    );
    const listed: KommoEvent[] = (await kommo.events.list()).data;
    expect(listed[0]?.id).toBe(event.id);
    await expect(kommo.events.get(event.id)).resolves.toEqual(event);
    expect(seen[1]?.url).toBe(`/api/v4/events/${event.id}`);
  });

  test('groups of fields', async () => {
    const { kommo, seen } = await setup(always({ id: 'leads_2745158', name: 'x' }));
    expect((await kommo.fieldGroups.get('leads', 'leads_2745158')).id).toBe('leads_2745158');
    await kommo.catalogFieldGroups.delete(7, 'default');
    expect(seen.map(({ url }) => url)).toEqual([
      '/api/v4/leads/custom_fields/groups/leads_2745158',
      '/api/v4/catalogs/7/custom_fields/groups/default',
    ]);
  });

  test('a string that would be another path is refused', async () => {
    const { kommo, seen } = await setup(always({}));
    await expect(kommo.events.get('../leads')).rejects.toThrow('id must be a name or id without slashes');
    await expect(kommo.fieldGroups.get('leads', '')).rejects.toThrow('id must be a name or id');
    expect(seen).toEqual([]);
  });
});

describe('13. nothing is 204, or 404', () => {
  const lists: [string, (k: Kommo) => { all(): Promise<unknown[]> }][] = [
    ['customFields', (k) => k.customFields.list('leads')],
    ['fieldGroups', (k) => k.fieldGroups.list('leads')],
    ['catalogs', (k) => k.catalogs.list()],
    ['elements', (k) => k.catalogs.listElements(1)],
    ['currencies', (k) => k.currencies.list()],
    ['customers', (k) => k.customers.list()],
    ['transactions', (k) => k.transactions.listByCustomer(1)],
    ['tags', (k) => k.tags.list('leads')],
    ['links', (k) => k.links.list('leads', 1)],
    ['events', (k) => k.events.list()],
    ['subscriptions', (k) => k.subscriptions.list('leads', 1)],
  ];

  test.each(lists)('%s: a list is empty', async (_, list) => {
    const { kommo } = await setup(empty(204));
    await expect(list(kommo).all()).resolves.toEqual([]);
  });

  const ones: [string, Call][] = [
    ['customFields', (k) => k.customFields.get('leads', 7)],
    ['fieldGroups', (k) => k.fieldGroups.get('leads', 'g')],
    ['catalogs', (k) => k.catalogs.get(7)],
    ['elements', (k) => k.catalogs.getElement(1, 7)],
    ['customers', (k) => k.customers.get(7)],
    ['transactions', (k) => k.transactions.get(7)],
    ['customerStatuses', (k) => k.customerStatuses.get(7)],
    ['segments', (k) => k.segments.get(7)],
    ['events', (k) => k.events.get('e')],
    ['leads', (k) => k.leads.get(7)],
    ['lossReasons', (k) => k.lossReasons.get(7)],
  ];

  test.each(ones)('%s: one is a NotFoundError', async (_, get) => {
    for (const answer of [
      empty(204),
      always({ title: 'Not Found', status: 404 }, 404),
      text('', 404),
      always({}, 404),
    ]) {
      const { kommo } = await setup(answer);
      await expect(get(kommo)).rejects.toThrow(NotFoundError);
    }
  });

  test('a link to a next page that turns out to be empty ends the list', async () => {
    const next = { href: '/api/v4/leads/tags?limit=250&page=2' };
    const { kommo, seen } = await setup((res, _, count) => {
      if (count === 1) json(res, { _links: { next }, _embedded: { tags: [{ id: 1, name: 'a' }] } });
      else res.writeHead(204).end();
    });
    await expect(kommo.tags.list('leads').all()).resolves.toEqual([{ id: 1, name: 'a' }]);
    expect(seen).toHaveLength(2);
  });
});

describe('14. queries in three dialects', () => {
  test('events take comma lists', async () => {
    const { kommo, seen } = await setup(empty(204));
    await kommo.events.list({
      with: ['contact_name', 'lead_name'],
      filter: {
        id: ['a', 'b'],
        entity: ['lead', 'contact'],
        entity_id: [1, 2],
        created_by: 5,
        type: ['lead_added', 'lead_status_changed'],
        created_at: { from: new Date('2026-01-01T00:00:00Z') },
        value_after: { leads_statuses: [{ pipeline_id: 3, status_id: 142 }], responsible_user_id: [1, 2] },
      },
    });
    expect(decodeURI(seen[0]?.url ?? '')).toBe(
      '/api/v4/events?with=contact_name,lead_name&filter[id]=a,b&filter[entity]=lead,contact&filter[entity_id]=1,2' +
        '&filter[created_by]=5&filter[type]=lead_added,lead_status_changed&filter[created_at][from]=1767225600' +
        '&filter[value_after][leads_statuses][0][pipeline_id]=3&filter[value_after][leads_statuses][0][status_id]=142' +
        '&filter[value_after][responsible_user_id]=1,2&limit=100',
    );
  });

  test('the rest takes brackets', async () => {
    const { kommo, seen } = await setup(empty(204));
    await kommo.customFields.list('leads', {
      filter: { type: ['text', 'select'], id: [1, 2] },
      order: { sort: 'asc' },
    });
    await kommo.links.listMass('leads', { filter: { entity_id: [1, 2], to_entity_id: 3, to_entity_type: 'contacts' } });
    await kommo.customers.list({ filter: { next_price: { from: 5 }, status_id: 7 }, with: ['contacts', 'group_id'] });
    await kommo.catalogs.list({ type: 'products' });
    expect(seen.map(({ url }) => url)).toEqual([
      '/api/v4/leads/custom_fields?filter[type][]=text&filter[type][]=select&filter[id][]=1&filter[id][]=2&order[sort]=asc&limit=250',
      '/api/v4/leads/links?filter[entity_id][]=1&filter[entity_id][]=2&filter[to_entity_id]=3&filter[to_entity_type]=contacts&limit=250',
      '/api/v4/customers?filter[next_price][from]=5&filter[status_id]=7&with=contacts,group_id&limit=250&order[id]=asc',
      '/api/v4/catalogs?type=products&limit=250',
    ]);
  });

  test.each([
    [{ accrue_bonus: true }, '?accrue_bonus=true'],
    [{ accrue_bonus: false }, '?accrue_bonus=false'],
    [{}, ''],
  ])('transactions.create: %j is a word', async (params, query) => {
    const { kommo, seen } = await setup(always({ _embedded: { transactions: [{ id: 7 }] } }));
    await kommo.transactions.create(1, { price: 5 }, params);
    await kommo.transactions.createMany(1, [{ price: 5 }], params);
    expect(seen.map(({ url }) => url)).toEqual(Array(2).fill(`/api/v4/customers/1/transactions${query}`));
  });

  test('iteration asks for the largest pages that both references allow: 250, events 100', async () => {
    const { kommo, seen } = await setup(empty(204));
    await kommo.events.list().all();
    await kommo.tags.list('leads').all();
    await kommo.customFields.list('leads').all();
    await kommo.customers.list().all();
    expect(seen.map(({ url }) => url.split('?')[1])).toEqual([
      'limit=100&page=1',
      'limit=250&page=1',
      'limit=250&order[id]=asc&page=1',
      'limit=250&order[id]=asc&page=1',
    ]);
  });
});

describe('tags go under `_embedded`', () => {
  test('setForEntity: `tags` replaces all, null takes all away, the rest goes along', async () => {
    const { kommo, seen } = await setup(always({ id: 7 }));
    await kommo.tags.setForEntity('leads', 7, { tags: [{ name: 'vip' }, { id: 5 }], name: 'x' });
    await kommo.tags.setForEntity('contacts', 7, { tags: null });
    await kommo.tags.setForEntity('companies', 7, { tags_to_add: [{ name: 'vip' }], tags_to_delete: [{ id: 5 }] });
    expect(seen.map(({ url, body }) => [url, JSON.parse(body)])).toEqual([
      ['/api/v4/leads/7', { name: 'x', _embedded: { tags: [{ name: 'vip' }, { id: 5 }] } }],
      ['/api/v4/contacts/7', { _embedded: { tags: null } }],
      ['/api/v4/companies/7', { tags_to_add: [{ name: 'vip' }], tags_to_delete: [{ id: 5 }] }],
    ]);
  });

  test('setForEntities: each by its id, answered under the type of the entities', async () => {
    const { kommo, seen } = await setup(always({ _embedded: { contacts: [{ id: 7 }, { id: 8 }] } }));
    await expect(
      kommo.tags.setForEntities('contacts', [
        { id: 7, tags: [] },
        { id: 8, tags_to_add: [{ name: 'vip' }] },
      ]),
    ).resolves.toEqual([{ id: 7 }, { id: 8 }]);
    expect(bodyOf(seen)).toEqual([
      { id: 7, _embedded: { tags: [] } },
      { id: 8, tags_to_add: [{ name: 'vip' }] },
    ]);
  });

  test('an empty change is refused', async () => {
    const { kommo } = await setup(always({}));
    expect(() => kommo.tags.setForEntity('leads', 7, {})).toThrow('change is an empty update');
    expect(() => kommo.tags.setForEntities('leads', [{ id: 7 }])).toThrow('changes.0 is an empty update');
  });
});
