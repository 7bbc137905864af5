import { describe, expect, test } from 'vitest';
import { setField } from '../../src/fields/index.js';
import { Kommo } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

describe('what is read can be written back', () => {
  const sandbox = createSandbox({ rateLimit: false });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false, retries: 0 });
  const some = async () => {
    const all = await kommo.leads.list().all();
    const has = (type: string) => (lead: (typeof all)[number]) =>
      lead.custom_fields_values?.some((field) => field.field_type === type) ?? false;
    const lead = all.find((one) => has('select')(one) && has('numeric')(one));
    if (!lead) throw new Error('the sandbox has no such lead');
    return lead;
  };

  test.each(['leads', 'contacts', 'companies', 'customers'] as const)(
    'custom fields of every one of the %s',
    async (key) => {
      const resource = kommo[key] as typeof kommo.leads;
      for (const item of await resource.list({ limit: 50 }).all({ max: 50 })) {
        await resource.update(item.id, { custom_fields_values: item.custom_fields_values });
        expect((await resource.get(item.id)).custom_fields_values).toEqual(item.custom_fields_values);
      }
    },
  );

  test('all fields after setField() on what was read', async () => {
    const lead = await some();
    const numeric = lead.custom_fields_values?.find((field) => field.field_type === 'numeric');
    const changed = setField(structuredClone(lead), numeric?.field_id ?? 0, 4711);
    await kommo.leads.update(lead.id, { custom_fields_values: changed.custom_fields_values });
    const after = (await kommo.leads.get(lead.id)).custom_fields_values;
    expect(after?.find(({ field_id }) => field_id === numeric?.field_id)?.values).toEqual([{ value: '4711' }]);
  });

  test('tags, as created, as listed and as read', async () => {
    const lead = await some();
    const tag = await kommo.tags.create('leads', { name: 'new tag', color: 'EBEBEB' } as never);
    const [listed] = (await kommo.tags.list('leads', { query: 'new tag' })).data;
    if (!listed) throw new Error('not listed');
    await kommo.leads.create({ name: 'x', _embedded: { tags: [tag, listed] } });
    await kommo.tags.setForEntity('leads', lead.id, { tags: [tag] });
    await kommo.leads.update(lead.id, { tags_to_add: [tag] });
    const { _embedded } = await kommo.leads.get(lead.id);
    await kommo.leads.update(lead.id, { _embedded: { tags: _embedded.tags } });
    expect((await kommo.leads.get(lead.id))._embedded.tags.map(({ id }) => id)).toContain(tag.id);
  });

  test.each([
    ['a Date before 1970', { value: new Date('1950-02-03T00:00:00Z') }, 'date', { value: '1950-02-03T00:00:00+00:00' }],
    [
      'a Date without a type',
      { value: new Date('1950-02-03T00:00:00Z') },
      undefined,
      { value: '1950-02-03T00:00:00+00:00' },
    ],
    ['a later Date', { value: new Date('2020-01-01T00:00:00Z') }, 'date', { value: 1_577_836_800 }],
    ['a birthday', { value: 1_577_836_800 }, 'birthday', { value: '2020-01-01T00:00:00+00:00' }],
    ['a file', { value: { file_uuid: 'u', is_deleted: false } }, 'file', { value: { file_uuid: 'u' } }],
  ])('%s is written as Kommo reads it', async (_, item, field_type, sent) => {
    const server = await serve((_request, res) => json(res, { id: 1 }));
    const field = { field_id: 1, ...(field_type && { field_type }), values: [item] };
    await client(server.url).leads.update(1, { custom_fields_values: [field as never] });
    expect(JSON.parse(server.seen[0]?.body ?? '').custom_fields_values[0].values).toEqual([sent]);
  });

  test.each(['date', 'date_time', 'birthday'])('milliseconds in a field of type %s are refused', async (field_type) => {
    for (const value of [1_700_000_000_000, -600_000_000_000]) {
      const custom_fields_values = [{ field_id: 1, field_type, values: [{ value }] }];
      await expect(kommo.leads.update(1, { custom_fields_values })).rejects.toThrow('Divide it by 1000');
    }
  });

  test('fields of a contact, into a complex create', async () => {
    const [contact] = (await kommo.contacts.list({ limit: 1 })).data;
    const fields = contact?.custom_fields_values ?? null;
    await kommo.leads.createComplex([
      { name: 'x', _embedded: { contacts: [{ first_name: 'copy', custom_fields_values: fields }] } },
    ]);
  });
});

test('goes over the wire as Kommo takes it; the object of the caller stays as it is', async () => {
  const { url, seen } = await serve((_, res) => json(res, { id: 1 }));
  const fields = [
    { field_id: 1, field_type: 'select', values: [{ value: 'a', enum_id: 5, enum_code: null, enum: null }] },
    { field_id: 2, field_type: 'birthday', values: [{ value: -86_400 }] },
    { field_id: 3, field_type: 'date', values: [{ value: -1 }] },
    { field_id: 4, field_type: 'date', values: [{ value: 5 }] },
    {
      field_id: 5,
      field_type: 'items',
      values: [{ value: { sku: 'a', total_sum: 4, is_total_sum_recalculated: true } }],
    },
    { field_id: 6, field_type: 'date_time', values: [{ value: new Date(7_000) }] },
  ] as const;
  const before = structuredClone(fields);
  await client(url).leads.update(1, { custom_fields_values: fields as never });
  expect(fields).toEqual(before);
  const sent = JSON.parse(seen[0]?.body ?? '').custom_fields_values.map(
    (field: { values: unknown[] }) => field.values[0],
  );
  expect(sent).toEqual([
    { value: 'a', enum_id: 5 },
    { value: '1969-12-31T00:00:00+00:00' },
    { value: '1969-12-31T23:59:59+00:00' },
    { value: 5 },
    { value: { sku: 'a' } },
    { value: 7 },
  ]);
});
