import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask, issuesOf } from './support.js';

const NOW = 1_800_000_000;
const LEADS = '/api/v4/leads';
let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false, now: () => NOW * 1000 });
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
