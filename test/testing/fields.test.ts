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
