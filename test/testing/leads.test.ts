import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask, issuesOf } from './support.js';

const NOW = 1_800_000_000;
const LEADS = '/api/v4/leads';
let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false, now: () => NOW * 1000 });
});

describe('leads.list', () => {
  it('pages through all leads once, by id, until there is no next link', async () => {
    const ids: number[] = [];
    let path: string | undefined = `${LEADS}?limit=250`;
    while (path) {
      const { body } = await ask(sandbox, path);
      ids.push(...body._embedded.leads.map((lead: { id: number }) => lead.id));
      path = body._links.next?.href;
    }
    expect(ids).toHaveLength(600);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it('answers 204 past the end and where nothing matches', async () => {
    expect((await ask(sandbox, `${LEADS}?page=4&limit=250`)).status).toBe(204);
    expect((await ask(sandbox, `${LEADS}?filter[id]=1`)).status).toBe(204);
  });

  it('has no totals, and links back on later pages', async () => {
    const { body } = await ask(sandbox, `${LEADS}?page=2&limit=10`);
    expect(body._page).toBe(2);
    expect(body).not.toHaveProperty('_total_items');
    expect(body._links.prev.href).toContain('page=1');
    expect(body._links.first.href).toContain('page=1');
  });

  it('refuses more than 250 a page', async () => {
    const answer = await ask(sandbox, `${LEADS}?limit=251`);
    expect(answer.status).toBe(400);
    expect(answer.type).toBe('application/problem+json');
    expect(Object.values(issuesOf(answer))[0]?.[0]).toContain('limit');
  });

  it('adds what `with` names, and nothing else', async () => {
    const plain = (await ask(sandbox, `${LEADS}?limit=1`)).body._embedded.leads[0];
    expect(Object.keys(plain._embedded)).toEqual(['tags', 'companies']);
    expect(plain).not.toHaveProperty('source_id');
    const full = (
      await ask(
        sandbox,
        `${LEADS}?limit=1&with=contacts,loss_reason,catalog_elements,source_id,source,is_price_modified_by_robot`,
      )
    ).body._embedded.leads[0];
    expect(Object.keys(full._embedded)).toEqual([
      'tags',
      'companies',
      'contacts',
      'loss_reason',
      'catalog_elements',
      'source',
    ]);
    expect(full).toMatchObject({ source_id: null, is_price_modified_by_robot: false });
    expect(full._embedded.contacts[0]).toMatchObject({ is_main: true });
  });

  it('shows only the bin with only_deleted', async () => {
    const { body } = await ask(sandbox, `${LEADS}?with=only_deleted`);
    expect(body._embedded.leads).toHaveLength(3);
    expect(Object.keys(body._embedded.leads[0])).toEqual(['id', 'updated_at', 'updated_by', 'is_deleted', '_links']);
  });

  it.each([
    ['filter[pipeline_id][]=7000102&filter[pipeline_id][]=7000103', (lead) => lead.pipeline_id !== 7000101],
    ['filter[pipeline_id]=7000102', (lead) => lead.pipeline_id === 7000102],
    [
      'filter[statuses][0][pipeline_id]=7000102&filter[statuses][0][status_id]=143',
      (l) => l.pipeline_id === 7000102 && l.status_id === 143,
    ],
    ['filter[price][from]=1000&filter[price][to]=2000', (lead) => lead.price >= 1000 && lead.price <= 2000],
    ['filter[created_at][from]=1780000000', (lead) => lead.created_at >= 1780000000],
    [
      'filter[closed_at][from]=1780000000&filter[closed_at][to]=1785000000',
      (l) => (l.closed_at ?? 0) >= 1780000000 && (l.closed_at ?? 9e9) <= 1785000000,
    ],
    [
      'filter%5Bresponsible_user_id%5D%5B0%5D=11087101&filter%5Bresponsible_user_id%5D%5B1%5D=11087102',
      (l) => l.responsible_user_id <= 11087102,
    ],
    [
      'filter[custom_fields_values][1928001][]=WhatsApp',
      (l) => l.custom_fields.some((f) => f.values.some((v) => v['value'] === 'WhatsApp')),
    ],
    [
      'filter[custom_fields_values][1928004][from]=70',
      (l) => l.custom_fields.some((f) => f.field_id === 1928004 && Number(f.values[0]?.['value']) >= 70),
    ],
    ['query=horizonte', (lead) => lead.name.toLowerCase().includes('horizonte')],
  ] as [string, (lead: NonNullable<ReturnType<Sandbox['db']['leads']['get']>>) => boolean][])(
    'filters by %s',
    async (query, test) => {
      const { body } = await ask(sandbox, `${LEADS}?limit=250&${query}`);
      const expected = sandbox.db.leads.filter((lead) => !lead.is_deleted && test(lead)).map((lead) => lead.id);
      expect(expected.length).toBeGreaterThan(0);
      expect(body._embedded.leads.map((lead: { id: number }) => lead.id)).toEqual(expected.slice(0, 250));
    },
  );

  it('finds by the deadline of the closest open task', async () => {
    const { body } = await ask(sandbox, `${LEADS}?filter[closest_task_at][from]=1`);
    for (const lead of body._embedded.leads) expect(lead.closest_task_at).toBeGreaterThan(0);
  });

  it('sorts by one key, either way', async () => {
    const dates = async (order: string): Promise<number[]> =>
      (await ask(sandbox, `${LEADS}?limit=250&order[updated_at]=${order}`)).body._embedded.leads.map(
        (lead: { updated_at: number }) => lead.updated_at,
      );
    expect(await dates('asc')).toEqual((await dates('asc')).sort((a, b) => a - b));
    expect(await dates('desc')).toEqual((await dates('desc')).sort((a, b) => b - a));
    const last = await ask(sandbox, `${LEADS}?limit=1&order[id]=desc`);
    expect(last.body._embedded.leads[0].id).toBe(20_000_600);
  });

  it('refuses filters that the spec does not name, unless it is lenient', async () => {
    expect(issuesOf(await ask(sandbox, `${LEADS}?filter[nope]=1`))).toEqual({ '0': ['FieldNotExpected filter.nope'] });
    expect((await ask(createSandbox({ strict: false }), `${LEADS}?filter[nope]=1`)).status).toBe(200);
  });
});

describe('leads.get', () => {
  it('answers the lead at the root, and 204 for an unknown id', async () => {
    expect((await ask(sandbox, `${LEADS}/20000001?with=contacts`)).body.id).toBe(20_000_001);
    expect((await ask(sandbox, `${LEADS}/1`)).status).toBe(204);
  });
});

describe('leads.create', () => {
  it('answers ids and request_ids only, and stores the rest', async () => {
    const { status, body } = await ask(sandbox, LEADS, {
      method: 'POST',
      body: [
        {
          name: 'One',
          price: 100,
          pipeline_id: 7000102,
          _embedded: { contacts: [{ id: 30000001 }, { id: 30000002, is_main: true }], companies: [{ id: 40000001 }] },
        },
        {
          request_id: 'mine',
          tags_to_add: [{ name: 'brand new' }],
          custom_fields_values: [{ field_id: 1928001, values: [{ value: 'Event' }] }],
        },
      ],
    });
    expect(status).toBe(200);
    expect(body._embedded.leads.map((lead: { request_id: string }) => lead.request_id)).toEqual(['0', 'mine']);
    const [first, second] = body._embedded.leads.map((lead: { id: number }) => sandbox.db.leads.get(lead.id));
    expect(first).toMatchObject({
      name: 'One',
      price: 100,
      pipeline_id: 7000102,
      status_id: 58220022,
      created_at: NOW,
      company_id: 40000001,
    });
    expect(first.contacts).toEqual([
      { id: 30000001, is_main: false },
      { id: 30000002, is_main: true },
    ]);
    expect(second).toMatchObject({
      name: `Lead #${second.id}`,
      pipeline_id: 7000101,
      status_id: 58220002,
      responsible_user_id: 11087101,
    });
    const read = (await ask(sandbox, `${LEADS}/${second.id}`)).body;
    expect(read._embedded.tags[0].name).toBe('brand new');
    expect(read.custom_fields_values).toEqual([
      {
        field_id: 1928001,
        field_name: 'Channel',
        field_code: null,
        field_type: 'select',
        values: [{ value: 'Event', enum_id: 1669805, enum_code: null }],
        is_computed: false,
      },
    ]);
  });

  it('takes all or nothing, and says of each item what is wrong', async () => {
    const before = sandbox.db.leads.size;
    const answer = await ask(sandbox, LEADS, {
      method: 'POST',
      body: [
        { name: 'fine' },
        { pipeline_id: 1, request_id: 'b' },
        { status_id: 1 },
        { loss_reason_id: 1, responsible_user_id: 1 },
        {
          custom_fields_values: [
            { field_id: 1, values: [{ value: 'x' }] },
            { field_id: 1928001, values: [{ value: 'Nope' }, { enum_id: 2 }] },
          ],
        },
        {
          custom_fields_values: [{ field_code: 'NOPE', values: [] }],
          _embedded: { tags: [{ id: 7 }], contacts: [{ id: 8 }], companies: [{ id: 9 }] },
        },
      ],
    });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toBe('Request validation failed');
    expect(issuesOf(answer)).toEqual({
      b: ['NotSupportedChoice pipeline_id'],
      '2': ['NotSupportedChoice status_id'],
      '3': ['NotSupportedChoice loss_reason_id', 'NotSupportedChoice responsible_user_id'],
      '4': [
        'NotSupportedChoice custom_fields_values.0.field_id',
        'NotSupportedChoice custom_fields_values.1.values.0.value',
        'NotSupportedChoice custom_fields_values.1.values.1.enum_id',
      ],
      '5': [
        'NotSupportedChoice _embedded.tags.0.id',
        'NotSupportedChoice custom_fields_values.0.field_code',
        'NotSupportedChoice _embedded.contacts.0.id',
        'NotSupportedChoice _embedded.companies.0.id',
      ],
    });
    expect(sandbox.db.leads.size).toBe(before);
  });

  it('checks shapes with dotted paths', async () => {
    const answer = await ask(sandbox, LEADS, {
      method: 'POST',
      body: [{ price: '1', surprise: 1, _embedded: { contacts: [{}] } }],
    });
    expect(issuesOf(answer)['0']?.sort()).toEqual([
      'FieldMissing _embedded.contacts.0.id',
      'FieldNotExpected surprise',
      'InvalidType price',
    ]);
  });

  it.each([
    ['nothing', ''],
    ['an empty list', '[]'],
    ['an empty object', '{}'],
  ])('refuses %s', async (_, body) => {
    const answer = await ask(sandbox, LEADS, { method: 'POST', body });
    expect([answer.status, answer.body.detail]).toEqual([400, 'Request data can not be empty']);
  });

  it('refuses one object, broken JSON, and more than 250', async () => {
    expect(issuesOf(await ask(sandbox, LEADS, { method: 'POST', body: { name: 'x' } }))).toEqual({
      '0': ['InvalidType '],
    });
    expect((await ask(sandbox, LEADS, { method: 'POST', body: '[{' })).status).toBe(400);
    const answer = await ask(sandbox, LEADS, {
      method: 'POST',
      body: Array.from({ length: 251 }, () => ({ name: 'x' })),
    });
    expect([answer.status, answer.body.detail]).toEqual([422, 'Limit 250 per page']);
  });

  it('refuses values that were read and sent back with `enum_code: null`', async () => {
    const body = [{ custom_fields_values: [{ field_id: 1928001, values: [{ enum_id: 1669801, enum_code: null }] }] }];
    expect(issuesOf(await ask(sandbox, LEADS, { method: 'POST', body }))).toEqual({
      '0': ['FieldNotExpected custom_fields_values.0.values.0.enum_code'],
    });
  });
});

describe('leads.update', () => {
  it('changes what is sent, and answers at the root', async () => {
    const before = sandbox.db.leads.get(20_000_005);
    const { body } = await ask(sandbox, `${LEADS}/20000005`, { method: 'PATCH', body: { price: 7 } });
    expect(body).toEqual({
      id: 20_000_005,
      updated_at: NOW,
      _links: { self: { href: `${sandbox.options.baseUrl}${LEADS}/20000005` } },
    });
    expect(sandbox.db.leads.get(20_000_005)).toEqual({ ...before, price: 7, updated_at: NOW, updated_by: 11087101 });
  });

  it('closes a lead with a reason and takes both back when it is opened', async () => {
    await ask(sandbox, `${LEADS}/20000005`, { method: 'PATCH', body: { status_id: 143, loss_reason_id: 4203702 } });
    expect(sandbox.db.leads.get(20_000_005)).toMatchObject({ status_id: 143, loss_reason_id: 4203702 });
    const lead = (await ask(sandbox, `${LEADS}/20000005?with=loss_reason`)).body;
    expect(lead._embedded.loss_reason).toMatchObject([{ id: 4203702, name: 'Chose a competitor' }]);
    await ask(sandbox, `${LEADS}/20000005`, { method: 'PATCH', body: { pipeline_id: 7000102 } });
    expect(sandbox.db.leads.get(20_000_005)).toMatchObject({
      pipeline_id: 7000102,
      status_id: 58220022,
      loss_reason_id: null,
      closed_at: null,
    });
  });

  it('replaces, adds and removes tags', async () => {
    const tags = async (body: object): Promise<string[]> => {
      await ask(sandbox, `${LEADS}/20000005`, { method: 'PATCH', body });
      const lead = (await ask(sandbox, `${LEADS}/20000005`)).body;
      return lead._embedded.tags.map((tag: { name: string }) => tag.name);
    };
    expect(await tags({ _embedded: { tags: [{ id: 263801 }, { name: 'b' }] } })).toEqual(['website', 'b']);
    expect(await tags({ tags_to_add: [{ name: 'c' }], tags_to_delete: [{ name: 'b' }] })).toEqual(['website', 'c']);
    expect(await tags({ _embedded: { tags: null } })).toEqual([]);
  });

  it('replaces one custom field, empties another, and leaves the rest', async () => {
    await ask(sandbox, `${LEADS}/20000005`, {
      method: 'PATCH',
      body: {
        custom_fields_values: [
          { field_id: 1928004, values: [{ value: 3 }] },
          { field_id: 1928006, values: [{ value: true }] },
        ],
      },
    });
    await ask(sandbox, `${LEADS}/20000005`, {
      method: 'PATCH',
      body: { custom_fields_values: [{ field_id: 1928004, values: null }] },
    });
    const fields = sandbox.db.leads.get(20_000_005)?.custom_fields ?? [];
    expect(fields.find((field) => field.field_id === 1928004)).toBeUndefined();
    expect(fields.find((field) => field.field_id === 1928006)?.values).toEqual([{ value: true }]);
  });

  it('updates many, and refuses unknown ids', async () => {
    const many = await ask(sandbox, LEADS, {
      method: 'PATCH',
      body: [
        { id: 20_000_005, name: 'a' },
        { id: 20_000_006, name: 'b' },
      ],
    });
    expect(many.body._embedded.leads.map((lead: { id: number }) => lead.id)).toEqual([20_000_005, 20_000_006]);
    expect(issuesOf(await ask(sandbox, LEADS, { method: 'PATCH', body: [{ id: 5, name: 'a' }] }))).toEqual({
      '0': ['NotSupportedChoice id'],
    });
    expect((await ask(sandbox, `${LEADS}/5`, { method: 'PATCH', body: { name: 'x' } })).status).toBe(404);
  });
});

describe('leads.createComplex', () => {
  it('answers a bare list, and links lead, contact and company with each other', async () => {
    const { body, type } = await ask(sandbox, `${LEADS}/complex`, {
      method: 'POST',
      body: [
        {
          name: 'Complex',
          request_id: 'q',
          _embedded: {
            contacts: [
              {
                first_name: 'Ann',
                custom_fields_values: [
                  { field_code: 'PHONE', values: [{ value: '+1 202 555 0199', enum_code: 'MOB' }] },
                ],
              },
            ],
            companies: [{ name: 'Ann & Co' }],
          },
        },
        { _embedded: { contacts: [{ id: 30000001 }] } },
      ],
    });
    expect(type).toBe('application/json');
    expect(body).toEqual([
      {
        id: expect.any(Number),
        contact_id: expect.any(Number),
        company_id: expect.any(Number),
        request_id: ['q'],
        merged: false,
      },
      { id: expect.any(Number), contact_id: 30000001, company_id: null, request_id: ['1'], merged: false },
    ]);
    expect(sandbox.db.contacts.get(body[0].contact_id)).toMatchObject({ name: 'Ann', company_id: body[0].company_id });
    const found = await ask(sandbox, '/api/v4/contacts?query=2025550199&with=leads');
    expect(found.body._embedded.contacts).toHaveLength(1);
    expect(found.body._embedded.contacts[0]._embedded.leads[0].id).toBe(body[0].id);
  });

  it('puts a lead with metadata among the incoming ones', async () => {
    const metadata = {
      category: 'forms',
      form_id: '1',
      form_name: 'Site',
      form_page: 'https://example.com',
      ip: '1.2.3.4',
      form_sent_at: NOW,
      referer: '',
    };
    const { body } = await ask(sandbox, `${LEADS}/complex`, {
      method: 'POST',
      body: [{ status_id: 142, _embedded: { metadata, contacts: [{ name: 'New' }] } }],
    });
    expect(sandbox.db.leads.get(body[0].id)?.status_id).toBe(58220001);
    expect([...sandbox.db.unsorted.values()]).toMatchObject([
      { category: 'forms', lead_id: body[0].id, contact_id: body[0].contact_id, state: 'open' },
    ]);
    expect((await ask(sandbox, `/api/v4/contacts?filter[id]=${body[0].contact_id}`)).status).toBe(204);
  });

  it('takes one contact, 40 fields an entity, and 50 leads', async () => {
    const fields = Array.from({ length: 41 }, () => ({ field_id: 1928008, values: [{ value: 'x' }] }));
    const answer = await ask(sandbox, `${LEADS}/complex`, {
      method: 'POST',
      body: [{ custom_fields_values: fields, _embedded: { contacts: [{ id: 1 }] } }],
    });
    expect(issuesOf(answer)).toEqual({
      '0': ['TooMany custom_fields_values', 'NotSupportedChoice _embedded.contacts.0.id'],
    });
    const many = await ask(sandbox, `${LEADS}/complex`, {
      method: 'POST',
      body: Array.from({ length: 51 }, () => ({})),
    });
    expect([many.status, many.body.detail]).toEqual([422, 'Limit 50 per page']);
  });
});

describe('a million leads', () => {
  it('lists pages of 250 anywhere, without storing them', async () => {
    const big = createSandbox({ leads: 1_000_000, rateLimit: false });
    const page = async (n: number): Promise<number[]> =>
      (await ask(big, `${LEADS}?limit=250&page=${n}`)).body._embedded.leads.map((lead: { id: number }) => lead.id);
    expect((await page(1)).at(0)).toBe(20_000_001);
    expect(await page(2000)).toHaveLength(250);
    expect((await page(4000)).at(-1)).toBe(21_000_000);
    expect((await ask(big, `${LEADS}?limit=250&page=4001`)).status).toBe(204);
    big.db.leads.update(20_000_251, { is_deleted: true });
    expect((await page(2)).at(0)).toBe(20_000_252);
    expect((await page(4000)).at(-1)).toBe(21_000_000);
    await ask(big, `${LEADS}/20500000`, { method: 'PATCH', body: { name: 'renamed' } });
    expect((await ask(big, `${LEADS}/20500000`)).body.name).toBe('renamed');
    expect(big.db.leads.size).toBe(1_000_003);
  });
});
