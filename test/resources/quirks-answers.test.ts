import { describe, expect, test } from 'vitest';
import { getField } from '../../src/fields/index.js';
import type { Kommo } from '../../src/index.js';
import { type Answer, always, empty, setup, text } from '../support/answers.js';
import { json } from '../support/http-server.js';

// The fifteen quirks of the API, each under its number: those of its answers.
// More about files, bots, webhooks and the like in quirks-more.test.ts and quirks-values.test.ts.

type Call = (kommo: Kommo) => PromiseLike<unknown>;

describe('3. an update is answered at the root, or wrapped in `_embedded`', () => {
  const field = { id: 7, name: 'x', type: 'text', sort: 1 };
  const updated = { id: 7, updated_at: 5 };

  test.each<[string, string, object, Call]>([
    ['customFields', 'custom_fields', field, (k) => k.customFields.update('leads', 7, { name: 'x' })],
    ['catalogCustomFields', 'custom_fields', field, (k) => k.catalogCustomFields.update(1, 7, { name: 'x' })],
    ['segmentCustomFields', 'custom_fields', field, (k) => k.segmentCustomFields.update(7, { name: 'x' })],
    ['fieldGroups', 'custom_field_groups', { id: 'g' }, (k) => k.fieldGroups.update('leads', 'g', { name: 'x' })],
    [
      'catalogFieldGroups',
      'custom_field_groups',
      { id: 'g' },
      (k) => k.catalogFieldGroups.update(1, 'g', { name: 'x' }),
    ],
    ['catalogs', 'catalogs', updated, (k) => k.catalogs.update(7, { name: 'x' })],
    ['elements', 'elements', updated, (k) => k.catalogs.updateElement(1, 7, { name: 'x' })],
    ['customers', 'customers', updated, (k) => k.customers.update(7, { name: 'x' })],
    ['customerStatuses', 'statuses', updated, (k) => k.customerStatuses.update(7, { name: 'x' })],
    ['segments', 'segments', updated, (k) => k.segments.update(7, { name: 'x' })],
    ['tags', 'leads', updated, (k) => k.tags.setForEntity('leads', 7, { tags: null })],
    ['leads', 'leads', updated, (k) => k.leads.update(7, { name: 'x' })],
    ['contacts', 'contacts', updated, (k) => k.contacts.update(7, { name: 'x' })],
    ['companies', 'companies', updated, (k) => k.companies.update(7, { name: 'x' })],
    ['tasks', 'tasks', updated, (k) => k.tasks.update(7, { text: 'x' })],
    ['notes', 'notes', updated, (k) => k.notes.update('leads', 7, { note_type: 'common', params: { text: 'x' } })],
  ])('%s', async (_, key, thing, call) => {
    const { kommo } = await setup((res, __, count) =>
      json(res, count === 1 ? thing : { _embedded: { [key]: [thing] } }),
    );
    expect([await call(kommo), await call(kommo)]).toEqual([thing, thing]);
  });
});

describe('4. HAL keys that differ from the path', () => {
  test.each<[string, string, (k: Kommo) => PromiseLike<{ data: unknown[] }>, string]>([
    ['catalogs.listElements', 'elements', (k) => k.catalogs.listElements(1), '/api/v4/catalogs/1/elements?limit=250'],
    [
      'fieldGroups.list',
      'custom_field_groups',
      (k) => k.fieldGroups.list('leads'),
      '/api/v4/leads/custom_fields/groups?limit=250',
    ],
    ['events.listTypes', 'events_types', (k) => k.events.listTypes(), '/api/v4/events/types'],
    ['customerStatuses.list', 'statuses', (k) => k.customerStatuses.list(), '/api/v4/customers/statuses?limit=250'],
    [
      'segmentCustomFields.list',
      'custom_fields',
      (k) => k.segmentCustomFields.list(),
      '/api/v4/customers/segments/custom_fields?limit=250&order[id]=asc',
    ],
    ['bots.list', 'items', (k) => k.bots.list(), '/api/v4/bots?limit=250'],
    ['templates.list', 'chat_templates', (k) => k.templates.list(), '/api/v4/chats/templates?limit=50'],
  ])('%s: %s', async (_, key, call, path) => {
    const { kommo, seen } = await setup(always({ _page: 1, _embedded: { [key]: [{ id: 7 }] } }));
    expect((await call(kommo)).data).toMatchObject([{ id: 7 }]);
    expect(seen[0]?.url).toBe(path);
  });
});

describe('5. answers under the key of another entity', () => {
  const created = { id: 7, request_id: '0' };

  test('customers.update and customers.updateMany under `leads`', async () => {
    const { kommo } = await setup(always({ _embedded: { leads: [created] } }));
    await expect(kommo.customers.update(7, { name: 'x' })).resolves.toEqual(created);
    await expect(kommo.customers.updateMany([{ id: 7, name: 'x' }])).resolves.toEqual([created]);
  });

  test('transactions.create and transactions.createMany under `customers`', async () => {
    const { kommo } = await setup(always({ _embedded: { customers: [created] } }));
    await expect(kommo.transactions.create(1, { price: 5 })).resolves.toEqual(created);
    await expect(kommo.transactions.createMany(1, [{ price: 5 }])).resolves.toEqual([created]);
  });
});

describe('6. success is 200, 201, 202 or 204, with a body, an empty one, or a bare word', () => {
  const answers: [string, Answer][] = [
    ['200 {}', always({})],
    ['200 []', always([])],
    ['202 Accepted as HTML', text('Accepted', 202)],
    ['202 empty', empty(202)],
    ['204', empty(204)],
  ];
  const calls: [string, Call][] = [
    ['customFields.delete', (k) => k.customFields.delete('leads', 7)],
    ['fieldGroups.delete', (k) => k.fieldGroups.delete('leads', 'g')],
    ['transactions.delete', (k) => k.transactions.delete(7)],
    ['customerStatuses.delete', (k) => k.customerStatuses.delete(7)],
    ['segments.delete', (k) => k.segments.delete(7)],
    ['links.unlink', (k) => k.links.unlink('leads', 1, [{ to_entity_id: 2, to_entity_type: 'contacts' }])],
    ['pipelines.delete', (k) => k.pipelines.delete(7)],
    ['users.activate', (k) => k.users.activate([7])],
    ['bots.run', (k) => k.bots.run(7, { entity_id: 1, entity_type: 'leads' })],
    ['talks.close', (k) => k.talks.close(7)],
  ];

  test.each(calls)('%s gives nothing, whichever way Kommo says that it is done', async (_, call) => {
    for (const [name, answer] of answers) {
      const { kommo } = await setup(answer);
      await expect(call(kommo), name).resolves.toBeUndefined();
    }
  });

  test.each([200, 201, 202])('%d with a body is read', async (status) => {
    const { kommo } = await setup(always({ id: 7, _embedded: { custom_fields: [{ id: 7 }] } }, status));
    await expect(kommo.customFields.createMany('leads', [{ name: 'x', type: 'text' }])).resolves.toEqual([{ id: 7 }]);
    await expect(kommo.customFields.updateMany('leads', [{ id: 7, name: 'x' }])).resolves.toEqual([{ id: 7 }]);
    await expect(kommo.roles.update(7, { name: 'x' })).resolves.toMatchObject({ id: 7 });
  });
});

test('7. leads.createComplex: a bare array, without HAL', async () => {
  const created = [{ id: 1, contact_id: 2, company_id: null, request_id: ['0'], merged: false }];
  const { kommo } = await setup(always(created));
  await expect(kommo.leads.createComplex([{ name: 'x' }])).resolves.toEqual(created);
});

describe('9. an array or an object where the other, or null, is meant', () => {
  test('tasks: `result: []` is null', async () => {
    const { kommo } = await setup((res, { url }) =>
      json(
        res,
        url.endsWith('/1')
          ? { id: 1, result: [] }
          : {
              _embedded: {
                tasks: [
                  { id: 1, result: [] },
                  { id: 2, result: { text: 'x' } },
                ],
              },
            },
      ),
    );
    expect((await kommo.tasks.get(1)).result).toBeNull();
    expect((await kommo.tasks.list()).data.map(({ result }) => result)).toEqual([null, { text: 'x' }]);
  });

  test('leads: `loss_reason` is an array, also where it comes as an object or null', async () => {
    const shapes = [{ id: 5 }, [{ id: 5 }], null];
    const { kommo } = await setup(
      always({ _embedded: { leads: shapes.map((loss_reason, id) => ({ id, _embedded: { loss_reason } })) } }),
    );
    const { data } = await kommo.leads.list({ with: ['loss_reason'] });
    expect(data.map((lead) => lead._embedded.loss_reason)).toEqual([[{ id: 5 }], [{ id: 5 }], []]);
  });

  test('custom field values: null and [] are both empty', async () => {
    const { kommo } = await setup((res, { url }) =>
      json(res, url.endsWith('/1') ? { id: 1, custom_fields_values: null } : { id: 2, custom_fields_values: [] }),
    );
    expect(getField(await kommo.leads.get(1), 'BUDGET')).toBeNull();
    expect(getField(await kommo.leads.get(2), 'BUDGET')).toBeNull();
  });
});

describe('10. options of a field are an object keyed by index in some answers', () => {
  const options = [
    { id: 1, value: 'a', sort: 0 },
    { id: 2, value: 'b', sort: 1 },
  ];
  const field = (enums: unknown, at = 0): object => ({ id: 7 + at, name: 'x', type: 'select', sort: 1, enums });
  const changes = [7, 8, 9].map((id) => ({ id, name: 'x' }));
  const creates = changes.map(({ name }) => ({ name, type: 'select' as const }));
  const calls: [string, (k: Kommo) => PromiseLike<unknown>][] = [
    ['customFields.updateMany', (k) => k.customFields.updateMany('leads', changes)],
    ['customFields.createMany', (k) => k.customFields.createMany('leads', creates)],
    ['customFields.list', (k) => k.customFields.list('leads').then(({ data }) => data)],
    ['catalogCustomFields.updateMany', (k) => k.catalogCustomFields.updateMany(1, changes)],
    ['segmentCustomFields.updateMany', (k) => k.segmentCustomFields.updateMany(changes)],
  ];

  test.each(calls)('%s gives an array', async (_, call) => {
    const shapes = [{ ...options }, options, null];
    const { kommo } = await setup(always({ _embedded: { custom_fields: shapes.map(field) } }));
    await expect(call(kommo)).resolves.toMatchObject([{ enums: options }, { enums: options }, { enums: null }]);
  });

  test.each<[string, Call]>([
    ['customFields.update', (k) => k.customFields.update('leads', 7, { name: 'x' })],
    ['customFields.get', (k) => k.customFields.get('leads', 7)],
  ])('%s gives an array', async (_, call) => {
    const { kommo } = await setup(always(field({ 0: options[0], 1: options[1] })));
    await expect(call(kommo)).resolves.toMatchObject({ enums: options });
  });
});

describe('11. fieldGroups: the examples of the list and of the one are swapped', () => {
  const groups = [
    { id: 'default', name: 'a' },
    { id: 'leads_1', name: 'b' },
  ];

  test('get finds its group in a list', async () => {
    const { kommo } = await setup(always({ _embedded: { custom_field_groups: groups } }));
    await expect(kommo.fieldGroups.get('leads', 'leads_1')).resolves.toEqual(groups[1]);
    await expect(kommo.catalogFieldGroups.get(7, 'default')).resolves.toEqual(groups[0]);
  });

  test('list takes one group for a list of one', async () => {
    const { kommo } = await setup(always(groups[0]));
    expect((await kommo.fieldGroups.list('leads')).data).toEqual([groups[0]]);
    expect(await kommo.catalogFieldGroups.list(7).all()).toEqual([groups[0]]);
  });
});

describe('12. catalogs: elements echo `request_id` as a number', () => {
  const element = { id: 7, name: 'x', request_id: 0 };

  test.each<[string, Call, unknown]>([
    ['createElement', (k) => k.catalogs.createElement(1, { name: 'x' }), { request_id: '0' }],
    ['createElements', (k) => k.catalogs.createElements(1, [{ name: 'x' }]), [{ request_id: '0' }]],
    ['updateElements', (k) => k.catalogs.updateElements(1, [{ id: 7, name: 'x' }]), [{ request_id: '0' }]],
  ])('%s gives a string', async (_, call, expected) => {
    const { kommo } = await setup(always({ _embedded: { elements: [element] } }));
    await expect(call(kommo)).resolves.toMatchObject(expected as object);
  });

  test('updateElement and getElement, at the root; none stays none', async () => {
    const { kommo } = await setup((res, { method }) => json(res, method === 'GET' ? { id: 7 } : element));
    expect((await kommo.catalogs.updateElement(1, 7, { name: 'x' })).request_id).toBe('0');
    expect(await kommo.catalogs.getElement(1, 7)).toEqual({ id: 7 });
  });
});

describe('15. a batch that is answered with one thing at the root', () => {
  test.each<[string, Call]>([
    ['contacts.updateMany', (k) => k.contacts.updateMany([{ id: 7, name: 'x' }])],
    ['tags.setForEntities', (k) => k.tags.setForEntities('leads', [{ id: 7, tags: null }])],
    ['catalogs.updateMany', (k) => k.catalogs.updateMany([{ id: 7, name: 'x' }])],
    ['customFields.createMany', (k) => k.customFields.createMany('leads', [{ name: 'x', type: 'text' }])],
  ])('%s gives an array', async (_, call) => {
    const { kommo } = await setup(always({ id: 7, updated_at: 5 }));
    await expect(call(kommo)).resolves.toEqual([{ id: 7, updated_at: 5 }]);
  });
});
