import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { tables } from '../../src/generated/mcp.js';
import { moment } from '../../src/mcp/arguments.js';
import { explain } from '../../src/mcp/texts.js';
import { searchOperations } from '../../src/operations/search.js';
import { ALL, setup } from './support.js';
import { WORDINGS } from './wordings.js';

const LEAD = 20000001;
const NOTE = 76787001;

/** One good call of each of the 23 tools of Kommo-MCP, by its own arguments. */
const CALLS: Record<string, Record<string, unknown>> = {
  get_account: {},
  get_leads: { limit: 5, page: 1, query: 'Labs' },
  get_lead: { id: LEAD },
  create_lead: { name: 'New', price: 100, status_id: 58220002, pipeline_id: 7000101 },
  update_lead: { id: LEAD, name: 'Renamed', price: 7 },
  move_lead: { lead_id: LEAD, status_id: 58220003, pipeline_id: 7000101 },
  get_pipelines: {},
  get_sales_report: { dateFrom: '2026-08-01', dateTo: '2026-10-31' },
  get_dashboard: {},
  get_contacts: { limit: 3, page: 1 },
  get_companies: { limit: 3, page: 1 },
  get_tasks: { limit: 3, page: 1 },
  create_task: {
    text: 'Call',
    entity_id: LEAD,
    entity_type: 'leads',
    complete_till: 1_800_000_000,
    responsible_user_id: 11087101,
  },
  get_users: {},
  get_loss_reasons: {},
  get_loss_reason: { id: 4203701 },
  get_notes: { entity_type: 'leads', entity_id: LEAD, limit: 5, page: 1 },
  add_note: { entity_type: 'leads', entity_id: LEAD, text: 'A note', note_type: 'common' },
  pin_note: { entity_type: 'leads', note_id: NOTE },
  unpin_note: { entity_type: 'leads', note_id: NOTE },
  run_salesbot: { bot_id: 1, entity_id: LEAD, entity_type: 'leads' },
  stop_salesbot: { bot_id: 1, entity_id: LEAD, entity_type: 'leads' },
  ask_kommo: { question: 'Quantas vendas em janeiro?' },
};

describe('the tools of Kommo-MCP', () => {
  test('are 23, each answers with content that fits its own output schema', async () => {
    const { client, call, sandbox } = await setup(ALL);
    const { tools } = await client.listTools();
    expect(Object.keys(CALLS)).toHaveLength(23);
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
    for (const [name, args] of Object.entries(CALLS)) {
      const bots = /salesbot/.test(name) ? sandbox.db.bots.find(() => true)?.id : undefined;
      const answer = await call(name, bots ? { ...args, bot_id: bots } : args);
      expect(answer.error, `${name}: ${answer.text}`).toBe(false);
      expect(JSON.parse(answer.text)).toEqual(answer.data);
      const output = tools.find((tool) => tool.name === name)?.outputSchema;
      expect(output?.type).toBe('object');
      expect(ajv.validate(output as object, answer.data), `${name}: ${ajv.errorsText()}`).toBe(true);
    }
  });

  test('resolve names beside ids, and drop links and nulls', async () => {
    const { call } = await setup();
    const { data } = await call('get_lead', { id: LEAD });
    expect(data).toMatchObject({
      pipeline: 'Sales',
      status: 'Closed - lost',
      responsible_user: 'Frank Weiss',
      loss_reason: 'Price too high',
    });
    expect(data['closed_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00$/);
    expect(JSON.stringify(data)).not.toMatch(/_links|null|account_id/);
  });

  test('read the snapshot once for many calls', async () => {
    const { call, sandbox } = await setup();
    await Promise.all(Array.from({ length: 10 }, () => call('get_leads', { limit: 1 })));
    expect(sandbox.requests.filter(({ path }) => path.endsWith('/users'))).toHaveLength(1);
    expect(sandbox.requests).toHaveLength(10 + 4);
  });

  test('take fields, and name the keys where one is wrong', async () => {
    const { call } = await setup();
    const { data } = await call('get_leads', { limit: 2, fields: ['name', 'status_id'] });
    expect(Object.keys((data['items'] as object[])[0] as object).sort()).toEqual(['name', 'status', 'status_id']);
    const wrong = await call('get_leads', { fields: ['nmae'] });
    expect(wrong).toMatchObject({ error: true, text: expect.stringContaining('known: id, name, price') });
  });

  test('read all pages of loss reasons and users', async () => {
    const reasons = Array.from({ length: 260 }, (_, i) => ({ id: i + 1, name: `Reason ${i + 1}` }));
    const { call } = await setup({}, { seed: { loss_reasons: reasons } });
    const first = await call('get_loss_reasons', { limit: 200 });
    expect(first.data).toMatchObject({ has_more: true, next: { page: 2, limit: 200 } });
    const second = await call('get_loss_reasons', { limit: 200, page: 2 });
    expect((second.data['items'] as object[]).at(-1)).toMatchObject({ id: 260 });
  });

  test('answer an empty list, where Kommo says 204', async () => {
    const { call } = await setup(ALL, { seed: 'empty' });
    for (const name of ['get_leads', 'get_contacts', 'get_tasks']) {
      expect(await call(name)).toMatchObject({ error: false, data: { items: [], has_more: false } });
    }
  });

  test('cut whole items at the budget and say how to go on, with nothing lost or twice', async () => {
    const { call } = await setup({ maxTokens: 700 });
    const ids: number[] = [];
    let next: Record<string, unknown> | undefined = { limit: 50 };
    for (let i = 0; next && ids.length < 60; i += 1) {
      const answer = await call('get_leads', next);
      expect(answer.text.length / 4).toBeLessThanOrEqual(700);
      ids.push(...(answer.data['items'] as { id: number }[]).map(({ id }) => id));
      if (i === 0)
        expect(answer.data).toMatchObject({ left_out: expect.any(Number), note: expect.stringContaining('next') });
      next = answer.data['next'] as Record<string, unknown> | undefined;
    }
    expect(new Set(ids).size).toBe(ids.length);
    const { data } = await (await setup({})).call('get_leads', { limit: ids.length, fields: ['id'] });
    expect((data['items'] as { id: number }[]).map(({ id }) => id)).toEqual(ids);
  });

  test('say what to repair in the arguments, and send nothing', async () => {
    const { call, sandbox } = await setup(ALL);
    const wrong: [string, Record<string, unknown>, RegExp][] = [
      [
        'get_leads',
        { limit: 100_000, page: -3 },
        /limit: must be 250 at most.*retry with 250.*page: must be 1 or more/,
      ],
      ['get_lead', { id: 1.5 }, /id: must be of type integer, got 1.5/],
      [
        'create_task',
        { text: 'x', entity_id: 1, entity_type: 'banana', complete_till: 1 },
        /must be one of leads, contacts/,
      ],
      ['create_task', { ...CALLS['create_task'], task_typ: 1 }, /task_typ: is not known here; known: text/],
      [
        'add_note',
        { entity_type: 'leads', entity_id: 1, text: 'x', note_type: 'call_inn' },
        /note_type: must be one of common/,
      ],
      ['update_lead', { id: 1 }, /Nothing to change; give at least one of name/],
      ['get_sales_report', { dateFrom: '2026-02-31' }, /must be a date/],
      ['get_sales_report', { dateFrom: 'yesterday' }, /must be a date/],
    ];
    for (const [name, args, text] of wrong)
      expect(await call(name, args)).toMatchObject({ error: true, text: expect.stringMatching(text) });
    expect(sandbox.requests.filter(({ method, path }) => method !== 'GET' || path.includes('leads')).length).toBe(0);
  });

  test('move_lead checks that the stage belongs to the pipeline', async () => {
    const { call, sandbox } = await setup(ALL);
    const wrong = await call('move_lead', { lead_id: LEAD, status_id: 58220023 });
    expect(wrong).toMatchObject({
      error: true,
      text: expect.stringMatching(/not in the pipeline.*58220001.*pass pipeline_id=7000102/),
    });
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
    await call('move_lead', { lead_id: LEAD, status_id: 58220023, pipeline_id: 7000102 });
    expect(sandbox.db.leads.get(LEAD)).toMatchObject({ status_id: 58220023, pipeline_id: 7000102 });
  });

  test('prices keep their fraction, in tools and in sums', async () => {
    const { call } = await setup(ALL, { leads: 0 });
    for (const price of [10.1, 0.2]) {
      const { data } = await call('create_lead', { name: 'x', price, pipeline_id: 7000102 });
      expect(data).toMatchObject({ stored: { price } });
    }
    const { data } = await call('get_leads', { order: 'price' });
    expect(data['items']).toMatchObject([{ price: 10.1 }, { price: 0.2 }]);
    expect((await call('pipeline_snapshot')).data).toMatchObject({ total: { count: 2, value: 10.3 } });
    expect((await call('get_dashboard')).data).toMatchObject({ today: { created: { count: 2, value: 10.3 } } });
  });

  test('writes answer with an id and a link', async () => {
    const { call } = await setup(ALL);
    const { data, raw } = await call('create_lead', { name: 'x', status_id: 58220023 });
    expect(data).toMatchObject({ ok: true, id: expect.any(Number), stored: { name: 'x', pipeline_id: 7000102 } });
    expect(raw['content']).toContainEqual(
      expect.objectContaining({ type: 'resource_link', uri: `kommo://leads/${data['id']}` }),
    );
    expect((await call('get_lead', { id: data['id'] })).data).toMatchObject({ pipeline_id: 7000102 });
  });
});

describe('find_operation and call_operation', () => {
  test('28 of 31 wordings find the operation that they mean first, the others among the first five', () => {
    const ranks = WORDINGS.map(([words, id]) => searchOperations(words, 5).findIndex(([found]) => found === id));
    expect(ranks.filter((rank) => rank === 0).length).toBeGreaterThanOrEqual(28);
    expect(ranks).not.toContain(-1);
  });

  test('an id that is not there is answered with those that are close', async () => {
    const { call } = await setup(ALL);
    expect((await call('call_operation', { operation_id: 'lead.list' })).text).toContain('leads.list');
    expect((await call('find_operation', { operation_id: 'webhook.create' })).text).toContain('webhooks.create');
    expect((await call('find_operation', { operation_id: '日本語' })).text).toContain('none');
  });

  test('find by words, and show one with its schema', async () => {
    const { call } = await setup();
    const { data } = await call('find_operation', { query: 'list webhooks', limit: 3 });
    expect(data['items']).toHaveLength(3);
    expect((data['items'] as object[])[0]).toMatchObject({ id: 'webhooks.list', category: 'read', allowed: true });
    const shown = await call('find_operation', { operation_id: 'leads.update' });
    expect(shown.data['operation']).toMatchObject({
      tools: ['update_lead', 'move_lead'],
      allowed: false,
      why_not: expect.stringContaining('read-only'),
    });
    expect(shown.text).not.toContain('$ref');
  });

  test('every operation of the index can be shown within the budget', async () => {
    const { call } = await setup();
    for (const [id] of tables.index) {
      const { error, text } = await call('find_operation', { operation_id: id });
      expect(error, id).toBe(false);
      expect(text.length / 4, id).toBeLessThan(6500);
    }
  });

  test('call a read, with its arguments checked and its answer shaped', async () => {
    const { call } = await setup();
    const { data } = await call('call_operation', {
      operation_id: 'leads.list',
      query: { limit: 2, with: ['contacts'], filter: { pipeline_id: [7000101] } },
      fields: ['id', 'contacts'],
    });
    expect(data).toMatchObject({
      items: [{ id: expect.any(Number), contacts: expect.any(Array) }, {}],
      has_more: true,
      next: { operation_id: 'leads.list', query: { page: 2, limit: 2 } },
    });
    const wrong = await call('call_operation', { operation_id: 'leads.list', query: { filtre: 1 }, path: { x: 1 } });
    expect(wrong.text).toMatch(/path\.x: is not known here.*query\.filtre: is not known here/);
    expect((await call('call_operation', { operation_id: 'lead.list' })).text).toContain('close: leads.list');
  });

  test('writes need --write, and what destroys needs the policy', async () => {
    const body = [{ name: 'Zed' }];
    const args = { operation_id: 'contacts.create', body };
    expect((await (await setup()).call('call_operation', args)).text).toMatch(/^\[POLICY DENIED\].*read-only/);
    const open = await setup(ALL);
    expect(await open.call('call_operation', args)).toMatchObject({ error: false });
    for (const operation_id of ['webhooks.delete', 'webhooks.create', 'users.create']) {
      expect((await open.call('call_operation', { operation_id })).text).toMatch(/DENIED.*lists them by id/);
    }
    expect((await open.call('call_operation', { operation_id: 'oauth.token' })).text).toContain('no such operation');
  });
});

describe('resources and prompts', () => {
  test('five resources and four templates, each what its tool answers', async () => {
    const { client } = await setup();
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual([
      'kommo://account',
      'kommo://pipelines',
      'kommo://loss_reasons',
      'kommo://dashboard',
      'kommo://reports/sales',
    ]);
    const made = [
      `kommo://leads/${LEAD}`,
      'kommo://pipelines/7000101/snapshot',
      'kommo://pipelines/Vendas%20Brasil/stages/Negocia%C3%A7%C3%A3o/leads',
      'kommo://users/me/leads',
    ];
    expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(made.length);
    for (const uri of [...resources.map((resource) => resource.uri), ...made]) {
      const { contents } = await client.readResource({ uri });
      expect(JSON.parse((contents[0] as { text: string }).text)).toBeTypeOf('object');
    }
  });

  test('follow the policy of the tool, and keep what Kommo says out of errors', async () => {
    const hidden = await setup({ policy: { version: '1', default: 'allow', hide: ['get_account', 'get_lead'] } });
    const { resources } = await hidden.client.listResources();
    expect(resources.map(({ uri }) => uri)).not.toContain('kommo://account');
    await expect(hidden.client.readResource({ uri: 'kommo://account' })).rejects.toThrow();
    const { client, sandbox } = await setup();
    sandbox.revokeToken(sandbox.options.accessToken);
    await expect(client.readResource({ uri: 'kommo://pipelines' })).rejects.toThrow(/does not take the token/);
  });

  test('four prompts in three languages; the argument is filled in', async () => {
    for (const lang of ['en', 'pt', 'es'] as const) {
      const { client } = await setup({ lang });
      const { prompts } = await client.listPrompts();
      expect(prompts.map(({ name }) => name)).toEqual([
        'analisar_vendas_mes',
        'resumo_leads_status',
        'analise_pipeline',
        'motivos_perda',
      ]);
      const { messages } = await client.getPrompt({ name: 'analise_pipeline', arguments: { pipeline_id: '7000101' } });
      expect((messages[0] as unknown as { content: { text: string } }).content.text).toContain('7000101');
    }
  });
});

test('a timeline that is cut says so', async () => {
  const { call } = await setup(ALL);
  for (let i = 0; i < 12; i++) await call('add_note', { entity_type: 'leads', entity_id: 20000004, text: `n${i}` });
  const whole = await call('get_timeline', { entity_type: 'leads', entity_id: 20000004, limit: 50 });
  expect(whole.data).toMatchObject({ has_more: false, complete: true });
  const cut = await call('get_timeline', { entity_type: 'leads', entity_id: 20000004, limit: 5 });
  expect(cut.data['items']).toHaveLength(5);
  expect(cut.data).toMatchObject({ has_more: true, complete: false });
});

test('a write whose link fails is done, and says so', async () => {
  const { call, sandbox } = await setup(ALL);
  const made = await call('create_contact', { name: 'Dup', lead_id: 99999999 });
  expect(made).toMatchObject({
    error: false,
    data: { ok: true, note: expect.stringContaining('Do not repeat the write') },
  });
  const changed = await call('update_lead', { id: 20000004, name: 'changed', contact_id: 99999999 });
  expect(changed).toMatchObject({ error: false, data: { ok: true, id: 20000004, note: expect.any(String) } });
  // A link alone changes nothing, so it is an error.
  expect(await call('update_lead', { id: 20000004, contact_id: 99999999 })).toMatchObject({ error: true });
  expect(sandbox.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
});

test.each([
  ['2026-11-01T09:00', '2026-11-01T14:00:00.000Z'],
  ['2027-03-14T09:00', '2027-03-14T13:00:00.000Z'],
  ['2026-12-01T09:00', '2026-12-01T14:00:00.000Z'],
])('a time on the clock of New York, on days that have 23 to 25 hours: %s', (text, expected) => {
  const seconds = moment('due', text, 'America/New_York', '2026-10-20', 0);
  expect(new Date(seconds * 1000).toISOString()).toBe(expected);
});

test('a number that would become another one is refused', async () => {
  const { call, sandbox } = await setup(ALL);
  for (const id of ['9007199254740993', 2 ** 53, '99999999999999999999', 1e21])
    expect((await call('get_lead', { id })).error, String(id)).toBe(true);
  for (const price of ['9007199254740993', '99999999999999999999', '0.12345678901234567890'])
    expect((await call('update_lead', { id: 20000001, price })).error, price).toBe(true);
  expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect((await call('update_lead', { id: '20000001', price: '12.50' })).data).toMatchObject({ ok: true });
});

test('a call that is cancelled claims nothing of a write that may be done', () => {
  const error = Object.assign(new Error('x'), { name: 'AbortError' });
  expect(explain(error, true)).toMatch(/cancelled\. It may have been done/);
});

test('an address has ids as they are written, and no other numbers', async () => {
  const { client, sandbox } = await setup();
  for (const id of ['1e3', '0x1312d01', '%32', '-1', '+20000001'])
    await expect(client.readResource({ uri: `kommo://leads/${id}` })).rejects.toThrow(/get_lead: id|must be/);
  expect(sandbox.requests).toEqual([]);
  expect(await client.readResource({ uri: 'kommo://leads/20000001' })).toHaveProperty('contents');
});
