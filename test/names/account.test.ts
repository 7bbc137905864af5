import { describe, expect, test } from 'vitest';
import { InputError, Kommo } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { account } from '../support/account.js';

function setUp() {
  const sandbox = createSandbox();
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false, account });
  return { sandbox, kommo };
}

const fieldOf = (name: keyof typeof account.leads.fields, values: object[] | null) => ({
  field_id: account.leads.fields[name].id,
  values,
});

describe('what is written', () => {
  test('names of pipeline, stage, reason, tags and fields go out as ids', async () => {
    const { sandbox, kommo } = setUp();
    const { id } = await kommo.leads.create({
      name: 'x',
      pipeline: 'Sales',
      status: 'Lost',
      loss_reason: 'No budget',
      tags: ['vip'],
      fields: { budget: 5, source: 'WhatsApp', interests: ['Chats'], renewal: new Date(86_400_000), demo: true },
    });
    expect(sandbox.db.leads.get(id)).toMatchObject({
      pipeline_id: 7_000_101,
      status_id: 143,
      loss_reason_id: 4_203_703,
      tags: [263_806],
    });
    const lead = await kommo.leads.get(id);
    expect(lead).toMatchObject({ pipeline: 'Sales', status: 'Lost', loss_reason: 'No budget', tags: ['vip'] });
    expect(lead.fields).toEqual({
      budget: 5,
      source: 'WhatsApp',
      interests: ['Chats'],
      renewal: 86_400,
      demo: true,
      comment: null,
    });
  });

  test('updates: one, many; null empties; wire names stay beside', async () => {
    const { sandbox, kommo } = setUp();
    const ids = (
      await kommo.leads.createMany([{ fields: { budget: 1, comment: 'a' } }, { fields: { budget: 2 } }])
    ).map(({ id }) => id);
    await kommo.leads.update(ids[0]!, { fields: { budget: null }, price: 7 });
    await kommo.leads.updateMany([{ id: ids[1]!, pipeline: 'Vendas Brasil', status: 'Negociação' }]);
    expect((await kommo.leads.get(ids[0]!)).fields).toMatchObject({ budget: null, comment: 'a' });
    expect(sandbox.db.leads.get(ids[0]!)?.price).toBe(7);
    expect(sandbox.db.leads.get(ids[1]!)).toMatchObject({ pipeline_id: 7_000_102, status_id: 58_220_024 });
  });

  test('what was read by name and by id can be written back', async () => {
    const { sandbox, kommo } = setUp();
    const stored = () =>
      structuredClone(sandbox.db.leads.filter(() => true)).map(({ updated_at: _at, updated_by: _by, ...lead }) => lead);
    const before = stored();
    for (const lead of await kommo.leads.list().all({ max: 15 })) {
      const { id, responsible_user, responsible_user_id, pipeline, pipeline_id, status, status_id } = lead;
      const { loss_reason, loss_reason_id, tags, fields, custom_fields_values, _embedded } = lead;
      await kommo.leads.update(id, {
        ...{ responsible_user, responsible_user_id, pipeline, pipeline_id, status, status_id },
        ...{ loss_reason, loss_reason_id, tags, fields, custom_fields_values, _embedded: { tags: _embedded.tags } },
      } as never);
    }
    expect(stored()).toEqual(before);
  });

  // `{ ...lead, status_id: 143 }` holds the new id beside the old name.
  const id = 7_000_101;
  test.each<[string, object]>([
    ['responsible_user', { responsible_user: 'Ana', responsible_user_id: 9 }],
    ['loss_reason', { loss_reason: 'No budget', loss_reason_id: 1 }],
    ['loss_reason', { loss_reason: null, loss_reason_id: 1 }],
    ['loss_reason', { loss_reason: 'No budget', loss_reason_id: null }],
    ['pipeline', { pipeline: 'Sales', pipeline_id: 1 }],
    ['status', { pipeline: 'Sales', pipeline_id: id, status: 'Lost', status_id: 142 }],
    ['tags', { tags: ['vip'], _embedded: { tags: [{ id: 1 }] } }],
    ['tags', { tags: [], _embedded: { tags: [{ id: 1 }] } }],
    ['leads.fields.budget', { fields: { budget: 5 }, custom_fields_values: [fieldOf('budget', [{ value: 6 }])] }],
    ['leads.fields.budget', { fields: { budget: null }, custom_fields_values: [fieldOf('budget', [{ value: 6 }])] }],
    ['leads.fields.budget', { fields: { budget: 5 }, custom_fields_values: [fieldOf('budget', null)] }],
  ])('a name and an id that differ are refused: %s', async (field, lead) => {
    const { sandbox, kommo } = setUp();
    const sent = sandbox.requests.length;
    const failed = await kommo.leads.update(1, lead as never).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(InputError);
    expect(failed).toMatchObject({
      field,
      message: expect.stringMatching(/do not mean the same. Pass one of them\.$/),
    });
    expect(sandbox.requests.length).toBe(sent);
  });

  test.each<[string, object]>([
    ['fields of an entity without fields', { custom_fields_values: null, fields: { budget: 4 } }],
    ['numbers as text', { custom_fields_values: [fieldOf('budget', [{ value: '4' }])], fields: { budget: 4 } }],
    ['a stage beside the id of its pipeline', { pipeline_id: 7_000_101, status: 'Lost', fields: { budget: 4 } }],
    [
      'options in another order',
      {
        fields: { budget: 4, interests: ['Chats', 'Automation'] },
        custom_fields_values: [fieldOf('interests', [{ value: 'Automation' }, { value: 'Chats' }])],
      },
    ],
  ])('what means the same is accepted: %s', async (_, changes) => {
    const { kommo } = setUp();
    const { id } = await kommo.leads.create({ name: 'x' });
    await kommo.leads.update(id, changes as never);
    expect((await kommo.leads.get(id)).fields.budget).toBe(4);
  });

  test('a null of an entity that was read empties no field that was filled meanwhile', async () => {
    const { kommo } = setUp();
    const { id } = await kommo.leads.create({ fields: { budget: 1 } });
    const { fields, custom_fields_values } = await kommo.leads.get(id);
    await kommo.leads.update(id, { fields: { comment: 'mine' } });
    await kommo.leads.update(id, { fields, custom_fields_values } as never);
    expect((await kommo.leads.get(id)).fields).toMatchObject({ budget: 1, comment: 'mine' });
  });

  test.each<[string, object]>([
    ['leads.fields', { fields: null }],
    ['leads.fields', { fields: 'abc' }],
    ['tags', { tags: 'vip' }],
    ['tags', { tags: null }],
    ['custom_fields_values', { fields: { budget: 1 }, custom_fields_values: {} }],
    ['custom_fields_values.0', { fields: { budget: 1 }, custom_fields_values: [null] }],
    ['_embedded.contacts', { name: 'x', _embedded: { contacts: {} } }],
  ])('another kind of value is refused by name: %s', async (field, lead) => {
    const { kommo } = setUp();
    await expect(kommo.leads.update(1, lead as never)).rejects.toMatchObject({ name: 'InputError', field });
  });

  test.each<[string, object]>([
    ['filter.fields', { fields: null }],
    ['filter.status', { status: null }],
    ['filter.status', { status: 'New' }],
    ['filter.status', { status: ['Sales'] }],
  ])('a filter of another kind is refused by name: %s', async (field, filter) => {
    const { kommo } = setUp();
    const failed = await Promise.resolve()
      .then(() => kommo.leads.list({ filter } as never))
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'InputError', field });
  });

  test('an empty name is no name', async () => {
    const { kommo } = setUp();
    const failed = await kommo.leads.create({ responsible_user: '' } as never).catch((error: unknown) => error);
    expect(failed).toMatchObject({ field: 'responsible_user', message: expect.stringContaining('has no user ""') });
  });

  test.each<[string, object]>([
    ['filter.responsible_user', { responsible_user: 'Ana', responsible_user_id: [9] }],
    ['filter.pipeline', { pipeline: 'Sales', pipeline_id: 1 }],
    ['filter.fields', { fields: { budget: 5 }, custom_fields_values: { [account.leads.fields.budget.id]: 6 } }],
  ])('a filter by name and by id that differ is refused: %s', async (field, filter) => {
    const { kommo } = setUp();
    const failed = await Promise.resolve()
      .then(() => kommo.leads.list({ filter } as never))
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'InputError', field });
  });

  test('a complex create translates what is inside too', async () => {
    const { sandbox, kommo } = setUp();
    const [made] = await kommo.leads.createComplex([
      { pipeline: 'Sales', _embedded: { contacts: [{ first_name: 'A', fields: { email: 'a@example.com' } }] } },
    ]);
    const contact = sandbox.db.contacts.get(made!.contact_id!);
    expect(contact?.custom_fields[0]).toMatchObject({ field_id: 1_928_103, values: [{ value: 'a@example.com' }] });
  });

  test('bulk: create, and upsert by the e-mail among the fields', async () => {
    const { kommo } = setUp();
    const { created } = await kommo.leads.bulk.create([{ fields: { budget: 3 } }]);
    expect(created).toBe(1);
    const rows = [
      { name: 'A', fields: { email: 'new@example.com' } },
      { name: 'B', fields: { email: 'NEW@example.com' } },
    ];
    const result = await kommo.contacts.bulk.upsert(rows, { key: 'email' });
    expect(result).toMatchObject({ created: 1, updated: 1, failed: 0 });
    expect(result.outcomes[0]!.input).toBe(rows[0]);
  });

  test('an upsert by a key of the caller reads inputs and entities by name', async () => {
    const { kommo } = setUp();
    const key = {
      input: (lead: { fields?: { comment?: string | null } }) => lead.fields?.comment ?? undefined,
      entity: (lead: { fields: { comment: string | null } }) =>
        lead.fields.comment === null ? [] : [lead.fields.comment],
    };
    const first = await kommo.leads.bulk.upsert([{ name: 'A', fields: { comment: 'order 4711' } }], { key });
    const again = await kommo.leads.bulk.upsert([{ name: 'B', fields: { comment: 'order 4711' } }], { key });
    expect([first.created, again.updated]).toEqual([1, 1]);
    const contacts = {
      input: (contact: { fields?: { position?: string | null } }) => contact.fields?.position ?? undefined,
      entity: (contact: { fields: { position: string | null } }) => [contact.fields.position ?? ''],
    };
    const people = await kommo.contacts.bulk.upsert(
      [{ fields: { position: 'Pilot' } }, { fields: { position: 'Pilot' } }],
      {
        key: contacts,
      },
    );
    expect([people.created, people.updated]).toEqual([1, 1]);
  });

  test('tasks', async () => {
    const { kommo } = setUp();
    const { id } = await kommo.tasks.create({ text: 'x', complete_till: 2_000_000_000, task_type: 'Meeting' });
    expect((await kommo.tasks.get(id)).task_type).toBe('Meeting');
    const found = await kommo.tasks.list({ filter: { task_type: 'Meeting' }, limit: 3 });
    expect(found.data.every((task) => task.task_type_id === 2)).toBe(true);
  });
});

describe('everything else', () => {
  test('is as without an account: files, notes, custom fields, the escape hatch', async () => {
    const { kommo } = setUp();
    const file = await kommo.files.upload(new Uint8Array([1, 2, 3]), { name: 'a.bin' });
    await kommo.files.attach('leads', 20_000_001, [file.uuid]);
    const { id } = await kommo.notes.create('leads', {
      entity_id: 20_000_001,
      note_type: 'common',
      params: { text: 'x' },
    });
    expect(id).toBeGreaterThan(0);
    expect((await kommo.fields('leads')).get(await kommo.leads.get(20_000_001), 'Seats')).toBeDefined();
    const { data } = await kommo.api.GET('/api/v4/leads/{id}', { params: { path: { id: 20_000_001 } } });
    expect(data).not.toHaveProperty('fields');
  });
});

describe('what is read', () => {
  test('filters by name', async () => {
    const { sandbox, kommo } = setUp();
    const page = await kommo.leads.list({ filter: { status: ['Sales', 'Won'], fields: { source: ['Google'] } } });
    expect(page.data.length).toBeGreaterThan(0);
    for (const lead of page.data)
      expect(lead).toMatchObject({ pipeline: 'Sales', status: 'Won', fields: { source: 'Google' } });
    const { url } = sandbox.requests.at(-1)!;
    expect(decodeURIComponent(url)).toContain('filter[statuses][0][status_id]=142');
  });

  test('what came after codegen: no name, and the text of an option', async () => {
    const { kommo } = setUp();
    const page = await kommo.leads.list({ filter: { pipeline_id: 7_000_103 }, limit: 50 });
    expect(page.data.every((lead) => lead.pipeline === undefined)).toBe(true);
    const all = await kommo.leads.list({ limit: 250 });
    const sources = new Set(all.data.map((lead) => lead.fields.source as string | null));
    expect(sources).toContain('Referral');
  });

  test('the raw page stays as it came', async () => {
    const { kommo } = setUp();
    const page = await kommo.leads.list({ limit: 1 });
    expect(JSON.stringify(page.raw)).not.toContain('"fields"');
    expect(JSON.stringify(page.data)).toContain('"fields"');
  });
});

describe('names that the account does not have', () => {
  const cases: [string, (kommo: ReturnType<typeof setUp>['kommo']) => unknown, RegExp][] = [
    [
      'field',
      (k) => k.leads.update(1, { fields: { sauce: 1 } as never }),
      /leads\.fields\.sauce is unknown: .*no field of leads "sauce"/,
    ],
    [
      'option',
      (k) => k.leads.update(1, { fields: { source: 'Bing' as never } }),
      /no option of leads\.source "Bing" .*codegen/,
    ],
    ['pipeline', (k) => k.leads.update(1, { pipeline: 'Sails' as never }), /no pipeline "Sails" \(it has "Sales"/],
    ['stage', (k) => k.leads.update(1, { pipeline: 'Sales', status: 'x' as never }), /no stage of "Sales" "x"/],
    ['status alone', (k) => k.leads.update(1, { status: 'Won' } as never), /status needs its pipeline/],
    ['user', (k) => k.contacts.create({ responsible_user: 'x' as never }), /no user "x"/],
    ['inherited', (k) => k.leads.update(1, { fields: { constructor: 1 } as never }), /no field of leads "constructor"/],
  ];
  test.each(cases)('%s', async (_, call, message) => {
    const { sandbox, kommo } = setUp();
    await expect(async () => call(kommo)).rejects.toThrow(InputError);
    await expect(async () => call(kommo)).rejects.toThrow(message);
    expect(sandbox.requests).toHaveLength(0);
  });

  test('an account that is no account', () => {
    const { sandbox } = setUp();
    expect(() => new Kommo({ ...sandbox.options, account: {} as never })).toThrow(
      /account must come from defineAccount/,
    );
  });
});
