import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask, issuesOf } from './support.js';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false });
});

describe('custom fields', () => {
  const FIELDS = '/api/v4/leads/custom_fields';

  it('are listed with totals, sorted, and filtered by type', async () => {
    const { body } = await ask(sandbox, `${FIELDS}?limit=3&page=2`);
    expect([body._total_items, body._page, body._page_count]).toEqual([8, 2, 3]);
    expect(body._embedded.custom_fields[0]).toMatchObject({ entity_type: 'leads', is_computed: false });
    const selects = await ask(sandbox, `${FIELDS}?filter[type][0]=select&filter[type][1]=radiobutton&order[id]=desc`);
    expect(selects.body._embedded.custom_fields.map(({ type }: { type: string }) => type)).toEqual([
      'radiobutton',
      'select',
    ]);
    expect((await ask(sandbox, '/api/v4/customers/custom_fields')).status).toBe(204);
  });

  it('are made with 201, then take values', async () => {
    const { status, body } = await ask(sandbox, FIELDS, {
      method: 'POST',
      body: [
        {
          name: 'Size',
          type: 'select',
          code: 'SIZE',
          enums: [{ value: 'S' }, { value: 'L', code: 'large' }],
          request_id: 'f',
        },
        { name: 'Born', type: 'birthday', remind: 'day' },
      ],
    });
    expect(status).toBe(201);
    const [size, born] = body._embedded.custom_fields;
    expect(size).toMatchObject({
      name: 'Size',
      request_id: 'f',
      enums: [
        { value: 'S', sort: 0, code: null },
        { value: 'L', sort: 1, code: 'large' },
      ],
    });
    const custom_fields_values = [
      { field_code: 'SIZE', values: [{ enum_code: 'large' }] },
      { field_id: born.id, values: [{ value: '2000-01-02T00:00:00Z' }] },
    ];
    await ask(sandbox, '/api/v4/leads/20000001', { method: 'PATCH', body: { custom_fields_values } });
    const fields = sandbox.db.leads.get(20_000_001)?.custom_fields ?? [];
    expect(fields.find(({ field_id }) => field_id === size.id)?.values).toEqual([
      { value: 'L', enum_id: size.enums[1].id, enum_code: 'large' },
    ]);
    expect(fields.find(({ field_id }) => field_id === born.id)?.values).toEqual([{ value: 946_771_200 }]);
  });

  it('are refused without what their type needs, or in the wrong place', async () => {
    const body = [
      { name: 'a', type: 'select' },
      { name: 'b', type: 'monetary' },
      { name: 'c', type: 'price' },
      { name: 'd', type: 'nope' },
      { name: 'e', type: 'text', group_id: 'leads_1' },
    ];
    expect(issuesOf(await ask(sandbox, FIELDS, { method: 'POST', body: body.slice(3, 4) }))).toEqual({
      '0': ['NotSupportedChoice type'],
    });
    expect(
      issuesOf(await ask(sandbox, FIELDS, { method: 'POST', body: body.filter(({ name }) => name !== 'd') })),
    ).toEqual({
      '0': ['FieldMissing enums'],
      '1': ['FieldMissing currency'],
      '2': ['NotSupportedChoice type'],
      '3': ['NotSupportedChoice group_id'],
    });
    const taken = await ask(sandbox, '/api/v4/contacts/custom_fields', {
      method: 'POST',
      body: [{ name: 'x', type: 'text', code: 'PHONE' }],
    });
    expect(issuesOf(taken)).toEqual({ '0': ['NotSupportedChoice code'] });
  });

  it('keep the options that are sent with their id, and drop the others', async () => {
    const enums = [{ id: 1669801, value: 'Web' }, { value: 'Fair' }];
    const one = await ask(sandbox, `${FIELDS}/1928001`, { method: 'PATCH', body: { enums } });
    expect(one.body.enums).toMatchObject([{ id: 1669801, value: 'Web' }, { value: 'Fair' }]);
    const many = await ask(sandbox, FIELDS, { method: 'PATCH', body: [{ id: 1928001, name: 'Source' }] });
    expect(many.body._embedded.custom_fields[0]).toMatchObject({
      name: 'Source',
      enums: { 0: { value: 'Web' }, 1: { value: 'Fair' } },
    });
    const stranger = { enums: [{ id: 5, value: 'x' }] };
    expect(issuesOf(await ask(sandbox, `${FIELDS}/1928001`, { method: 'PATCH', body: stranger }))).toEqual({
      '0': ['NotSupportedChoice enums.0.id'],
    });
  });

  it('take their values along when they go; predefined ones stay', async () => {
    expect((await ask(sandbox, `${FIELDS}/1928001`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(sandbox, `${FIELDS}/1928001`)).status).toBe(404);
    const { body } = await ask(sandbox, '/api/v4/leads?limit=250');
    const ids = body._embedded.leads.flatMap((lead: { custom_fields_values: { field_id: number }[] | null }) =>
      (lead.custom_fields_values ?? []).map((f) => f.field_id),
    );
    expect(ids).not.toContain(1928001);
    expect((await ask(sandbox, '/api/v4/contacts/custom_fields/1928102', { method: 'DELETE' })).status).toBe(400);
  });

  it('belong to lists and segments too', async () => {
    const inList = await ask(sandbox, '/api/v4/catalogs/9101/custom_fields');
    expect(inList.body._embedded.custom_fields.map(({ code }: { code: string }) => code)).toEqual([
      'SKU',
      'PRICE',
      'GROUP',
    ]);
    const nested = [
      { value: 'A', request_id: 'a' },
      { value: 'B', parent_request_id: 'a' },
    ];
    const made = await ask(sandbox, '/api/v4/catalogs/9101/custom_fields', {
      method: 'POST',
      body: [{ name: 'Tree', type: 'category', nested }],
    });
    const tree = made.body._embedded.custom_fields[0].nested;
    expect(tree[1].parent_id).toBe(tree[0].id);
    expect((await ask(sandbox, '/api/v4/catalogs/1/custom_fields')).status).toBe(404);
    const segment = await ask(sandbox, '/api/v4/customers/segments/custom_fields', {
      method: 'POST',
      body: [{ name: 'S', type: 'text' }],
    });
    expect(segment.body._embedded.custom_fields[0].entity_type).toBe('segments');
  });
});

describe('groups of fields', () => {
  const GROUPS = '/api/v4/leads/custom_fields/groups';

  it('are made with 201, take fields in, and give them back when they go', async () => {
    const made = await ask(sandbox, GROUPS, { method: 'POST', body: [{ name: 'Extra', sort: 5 }] });
    expect(made.status).toBe(201);
    const { id } = made.body._embedded.custom_field_groups[0];
    expect(id).toMatch(/^leads_\d+$/);
    const updated = await ask(sandbox, `${GROUPS}/${id}`, { method: 'PATCH', body: { fields: [1928001, 1928002] } });
    expect(updated.body.fields).toEqual([1928001, 1928002]);
    expect((await ask(sandbox, '/api/v4/leads/custom_fields/1928001')).body.group_id).toBe(id);
    const { body } = await ask(sandbox, GROUPS);
    expect(body._embedded.custom_field_groups.map((group: { id: string }) => group.id)).toEqual(['default', id]);
    expect((await ask(sandbox, `${GROUPS}/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(sandbox, '/api/v4/leads/custom_fields/1928001')).body.group_id).toBeNull();
    expect((await ask(sandbox, `${GROUPS}/default`, { method: 'DELETE' })).status).toBe(400);
    expect((await ask(sandbox, `${GROUPS}/${id}`)).status).toBe(404);
  });
});

describe('lists', () => {
  const CATALOGS = '/api/v4/catalogs';

  it('are answered in full by every write; there are 10 at most and one of products', async () => {
    expect((await ask(sandbox, `${CATALOGS}?type=products`)).body._embedded.catalogs).toHaveLength(1);
    const made = await ask(sandbox, CATALOGS, { method: 'POST', body: [{ name: 'New', can_add_elements: true }] });
    const [row] = made.body._embedded.catalogs;
    expect(row).toMatchObject({ name: 'New', type: 'regular', can_add_elements: true, request_id: '0' });
    expect((await ask(sandbox, `${CATALOGS}/${row.id}`, { method: 'PATCH', body: { name: 'N2' } })).body.name).toBe(
      'N2',
    );
    const many = await ask(sandbox, CATALOGS, { method: 'PATCH', body: [{ id: row.id, can_link_multiple: true }] });
    expect(many.body._embedded.catalogs[0]).toMatchObject({ name: 'N2', can_link_multiple: true });
    expect((await ask(sandbox, CATALOGS, { method: 'POST', body: [{ name: 'x', type: 'products' }] })).status).toBe(
      400,
    );
    const eight = Array.from({ length: 8 }, (_, i) => ({ name: `l${i}` }));
    expect((await ask(sandbox, CATALOGS, { method: 'POST', body: eight })).status).toBe(422);
    expect((await ask(sandbox, `${CATALOGS}/1`)).status).toBe(204);
  });

  it('have elements with values of their own fields', async () => {
    const { body } = await ask(sandbox, `${CATALOGS}/9101/elements?query=LIC-2`);
    expect(body._embedded.elements).toHaveLength(1);
    expect(
      body._embedded.elements[0].custom_fields_values.map((field: { field_code: string }) => field.field_code),
    ).toEqual(['SKU', 'PRICE', 'GROUP']);
    const made = await ask(sandbox, `${CATALOGS}/9101/elements`, {
      method: 'POST',
      body: [
        {
          name: 'New',
          custom_fields_values: [
            { field_code: 'PRICE', values: [{ value: 9 }] },
            { field_code: 'GROUP', values: [{ value: 'Services' }] },
          ],
        },
      ],
    });
    const [element] = made.body._embedded.elements;
    expect(element).toMatchObject({ name: 'New', catalog_id: 9101, is_deleted: false });
    const one = await ask(sandbox, `${CATALOGS}/9101/elements/${element.id}`, {
      method: 'PATCH',
      body: { name: 'N2' },
    });
    expect(one.body.name).toBe('N2');
    const many = await ask(sandbox, `${CATALOGS}/9101/elements`, {
      method: 'PATCH',
      body: [{ id: element.id, name: 'N3' }],
    });
    expect(many.body._embedded.elements[0].name).toBe('N3');
    expect((await ask(sandbox, `${CATALOGS}/9102/elements/${element.id}`)).status).toBe(204);
    expect(
      (await ask(sandbox, `${CATALOGS}/9101/elements?filter[id][]=${element.id}`)).body._embedded.elements,
    ).toHaveLength(1);
  });

  it('of products are switched on and off', async () => {
    expect((await ask(sandbox, '/api/v4/products/settings')).body).toEqual({ is_enabled: true, catalog_id: 9101 });
    const off = await ask(sandbox, '/api/v4/products/settings', { method: 'PATCH', body: { is_enabled: false } });
    expect(off.body).toEqual({ is_enabled: false, catalog_id: null });
  });
});

describe('tags', () => {
  it('are listed and made; a name that is there gives the tag that has it', async () => {
    const { body } = await ask(sandbox, '/api/v4/leads/tags?query=we');
    expect(body._embedded.tags.map(({ name }: { name: string }) => name)).toEqual(['website', 'webinar']);
    const made = await ask(sandbox, '/api/v4/leads/tags', {
      method: 'POST',
      body: [{ name: 'website' }, { name: 'fresh', color: '86C0FC', request_id: 'n' }],
    });
    expect(made.body).toMatchObject({
      _total_items: 2,
      _embedded: {
        tags: [
          { id: 263801, request_id: '0' },
          { color: '86C0FC', request_id: 'n' },
        ],
      },
    });
    expect((await ask(sandbox, '/api/v4/contacts/tags?filter[name]=fresh')).status).toBe(204);
    expect((await ask(sandbox, '/api/v4/leads/tags?filter[name]=fresh')).status).toBe(200);
  });
});

describe('links', () => {
  const LINKS = '/api/v4/leads/20000001';

  it('tie contacts, companies and elements to a lead, and untie them', async () => {
    const link = (to_entity_type: string, to_entity_id: number, metadata?: object): object => ({
      to_entity_type,
      to_entity_id,
      ...(metadata && { metadata }),
    });
    const made = await ask(sandbox, `${LINKS}/link`, {
      method: 'POST',
      body: [
        link('contacts', 30000005, { is_main: true }),
        link('companies', 40000007),
        link('catalog_elements', 525001, { catalog_id: 9101, quantity: 3 }),
      ],
    });
    expect(made.body._total_items).toBe(3);
    expect(made.body._embedded.links.map((item: { metadata: unknown }) => item.metadata)).toEqual([
      { main_contact: true },
      null,
      { quantity: 3, catalog_id: 9101, price_id: null },
    ]);
    const lead = (await ask(sandbox, '/api/v4/leads/20000001?with=contacts,catalog_elements')).body._embedded;
    expect(lead.contacts).toMatchObject([
      { id: 30000001, is_main: false },
      { id: 30000005, is_main: true },
    ]);
    expect(lead.companies).toMatchObject([{ id: 40000007 }]);
    expect(lead.catalog_elements).toMatchObject([{ id: 525001, metadata: { quantity: 3 } }]);
    const listed = await ask(sandbox, `${LINKS}/links?filter[to_entity_type]=contacts&filter[to_entity_id]=30000005`);
    expect(listed.body).toMatchObject({
      _total_items: 1,
      _embedded: { links: [{ to_entity_id: 30000005, metadata: { main_contact: true } }] },
    });
    expect((await ask(sandbox, `${LINKS}/unlink`, { method: 'POST', body: [link('contacts', 30000005)] })).status).toBe(
      204,
    );
    expect(sandbox.db.leads.get(20_000_001)?.contacts).toEqual([{ id: 30000001, is_main: true }]);
  });

  it('are seen from the other side, and made there', async () => {
    await ask(sandbox, '/api/v4/companies/40000009/link', {
      method: 'POST',
      body: [{ to_entity_id: 20_000_500, to_entity_type: 'leads' }],
    });
    expect(sandbox.db.leads.get(20_000_500)?.company_id).toBe(40000009);
    const { body } = await ask(sandbox, '/api/v4/companies/40000009/links');
    expect(body._embedded.links.map((item: { to_entity_type: string }) => item.to_entity_type)).toContain('leads');
    const types = new Set(
      (await ask(sandbox, '/api/v4/contacts/30000001/links')).body._embedded.links.map(
        (item: { to_entity_type: string }) => item.to_entity_type,
      ),
    );
    expect(types).toEqual(new Set(['leads', 'customers', 'companies']));
  });

  it('are made and listed for many at once', async () => {
    const body = [
      { entity_id: 20_000_001, to_entity_id: 30000009, to_entity_type: 'contacts' },
      { entity_id: 20_000_002, to_entity_id: 30000009, to_entity_type: 'contacts' },
    ];
    expect((await ask(sandbox, '/api/v4/leads/link', { method: 'POST', body })).body._embedded.links[1].entity_id).toBe(
      20_000_002,
    );
    const listed = await ask(
      sandbox,
      '/api/v4/leads/links?filter[entity_id][]=20000001&filter[entity_id][]=20000002&filter[to_entity_type]=contacts',
    );
    expect(listed.body._embedded.links).toHaveLength(4);
    expect((await ask(sandbox, '/api/v4/leads/unlink', { method: 'POST', body })).status).toBe(204);
  });

  it('are refused for what is not there or may not hang there', async () => {
    const body = [
      { to_entity_id: 1, to_entity_type: 'contacts' },
      { to_entity_id: 1, to_entity_type: 'customers' },
      { to_entity_id: 525001, to_entity_type: 'catalog_elements' },
      { to_entity_id: 525001, to_entity_type: 'catalog_elements', metadata: { catalog_id: 9102 } },
    ];
    expect(issuesOf(await ask(sandbox, `${LINKS}/link`, { method: 'POST', body }))).toEqual({
      '0': ['NotSupportedChoice to_entity_id'],
      '1': ['NotSupportedChoice to_entity_type'],
      '2': ['FieldMissing metadata.catalog_id'],
      '3': ['NotSupportedChoice to_entity_id'],
    });
    expect((await ask(sandbox, '/api/v4/leads/5/links')).status).toBe(404);
  });
});
