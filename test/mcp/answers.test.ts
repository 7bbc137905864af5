import { expect, test } from 'vitest';
import { tables } from '../../src/generated/mcp.js';
import { Kommo } from '../../src/index.js';
import { catalogue } from '../../src/mcp/catalogue.js';
import type { AuditEvent } from '../../src/mcp/index.js';
import { match } from '../../src/mcp/settle.js';
import { describeOperation } from '../../src/operations/table.js';
import { createSandbox } from '../../src/testing/index.js';
import { ALL, connect, setup } from './support.js';

type Lead = { id: number };

test.each([50, 250])('a walk by next with a limit of %i gives each lead once, in full answers', async (limit) => {
  const { call, sandbox } = await setup();
  const wanted = [...sandbox.db.leads].filter((row) => !row.is_deleted).length;
  const ids: number[] = [];
  const sizes: number[] = [];
  for (let next: Record<string, unknown> | undefined = { limit, pipeline_id: 7000101 }; next; ) {
    const { data } = await call('get_leads', next);
    const items = data['items'] as Lead[];
    ids.push(...items.map(({ id }) => id));
    sizes.push(items.length);
    next = data['next'] as Record<string, unknown> | undefined;
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeLessThan(wanted);
  const fit = Math.min(...sizes.slice(0, -1));
  expect(sizes.length).toBeLessThanOrEqual(Math.ceil(ids.length / fit) + 1);
});

test('arguments as models write them are accepted; milliseconds are refused with the remedy', async () => {
  const { call, sandbox } = await setup(ALL);
  expect((await call('get_leads', { limit: '2', pipeline_id: null, status_id: 'negotiation' })).error).toBe(false);
  const task = { text: 'Call', entity_id: '20000001', responsible_user_id: 'me' };
  const made = await call('create_task', { ...task, complete_till: '2027-01-31' });
  expect(made.data['stored']).toMatchObject({ complete_till: expect.stringMatching(/^2027-01-31T23:59:59/) });
  const before = sandbox.requests.length;
  const wrong = await call('create_task', { ...task, complete_till: 1_800_000_000_000 });
  expect(wrong.text).toContain('milliseconds; pass an ISO date');
  expect(sandbox.requests).toHaveLength(before);
});

test('a body as JSON text is what it says, and a batch counts as its items', async () => {
  const rate_limit = { max: 3, window: 'day' as const };
  const policy = { version: '1' as const, default: 'allow' as const, tools: { 'leads.create': { rate_limit } } };
  const { call, sandbox } = await setup({ ...ALL, policy });
  const create = (body: unknown) => call('call_operation', { operation_id: 'leads.create', body });
  expect(await create(JSON.stringify([{ name: 'a' }, { name: 'b' }]))).toMatchObject({ error: false });
  expect((await create(JSON.stringify([{ name: 'c' }, { name: 'd' }]))).text).toContain('rate_limit');
  expect(sandbox.requests.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
    [{ name: 'a' }, { name: 'b' }],
  ]);
  const update = { operation_id: 'leads.update', path: { id: 20000001 }, body: '{"price":7}' };
  expect(await call('call_operation', update)).toMatchObject({ error: false });
  expect(sandbox.db.leads.get(20000001)?.price).toBe(7);
});

test('digits that are a name stand for what has it, and for an id otherwise', async () => {
  const { call, sandbox } = await setup(ALL);
  sandbox.db.pipelines.update(7000102, { name: '2024' });
  sandbox.db.pipelines.update(7000103, { name: '7000101' });
  const pipelines = async (pipeline_id: unknown) => {
    const { data } = await call('get_leads', { pipeline_id, limit: 1 });
    return (data['items'] as { pipeline_id: number }[]).map((item) => item.pipeline_id);
  };
  expect(await pipelines('2024')).toEqual([7000102]);
  expect(await pipelines('7000101')).toEqual([7000101]);
  expect(await pipelines(2024)).toEqual([]);
});

const WRITES: Record<string, Record<string, unknown>> = {
  create_lead: { name: 'x' },
  update_lead: { id: 20000001, price: 1 },
  move_lead: { lead_id: 20000001, status_id: 142 },
  create_contact: { name: 'x' },
  update_contact: { id: 30000001, name: 'x' },
  create_task: { text: 'x', entity_id: 20000001, complete_till: '2027-01-31' },
  complete_task: { task_id: 4745001, result: 'x' },
  add_note: { entity_id: 20000001, text: 'x' },
  pin_note: { entity_type: 'leads', note_id: 76787001 },
  unpin_note: { entity_type: 'leads', note_id: 76787001 },
};
const withBody = tables.tools.filter((row) => row.category === 'write' && !row.noContent).map(({ name }) => name);

test.each(withBody)('%s: a 200 with HTML and a 204 are no success, and do not invite a repetition', async (name) => {
  expect(Object.keys(WRITES)).toContain(name);
  for (const answer of [
    () => new Response('<p>ok</p>', { headers: { 'content-type': 'text/html' } }),
    () => new Response(null, { status: 204 }),
  ]) {
    const sandbox = createSandbox({ rateLimit: false });
    let writes = 0;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (request.method === 'GET') return sandbox.fetch(request);
      writes += 1;
      return answer();
    };
    const { call } = await connect(new Kommo({ ...sandbox.options, fetch, rateLimit: false }), ALL);
    const { text, data, error } = await call(name, WRITES[name]);
    expect([error, data['ok'], writes], text).toEqual([true, undefined, 1]);
    expect(text).toMatch(/may have been done: look before you repeat it/);
    expect(text).not.toMatch(/call again|try again/i);
  }
});

test('a custom field: milliseconds, a name in another case, one that is not there, and one that is set twice', async () => {
  const { call, sandbox } = await setup(ALL);
  const field = (type: string) =>
    sandbox.db.customFields.find((one) => one.entity_type === 'leads' && one.type === type);
  const { id = 0, name = '' } = field('date') ?? {};
  const update = (args: object) => call('update_lead', { id: 20000001, ...args });
  const late = 1_764_000_000_000;
  for (const value of [late, String(late)])
    expect((await update({ custom_fields_values: [{ field_id: id, values: [{ value }] }] })).text).toContain(
      'has a moment in milliseconds; pass an ISO date',
    );
  expect((await update({ custom_fields: { [name]: late } })).text).toContain('has a moment in milliseconds');
  expect((await update({ custom_fields: { [name.toUpperCase()]: '2026-12-31' } })).error).toBe(false);
  expect((await update({ custom_fields: { [`${name}x`]: '2026-12-31' } })).text).toContain(`nearest: "${name}"`);
  const twice = {
    custom_fields: { [name]: '2026-12-31' },
    custom_fields_values: [{ field_id: id, values: [{ value: 1 }] }],
  };
  expect((await update(twice)).text).toContain(`sets the field "${name}" twice`);
  sandbox.seed({ custom_fields: [{ id: 991, entity_type: 'leads', name: name.toLowerCase(), type: 'text' }] } as never);
  const other = await connect(new Kommo({ ...sandbox.options, rateLimit: false }), ALL);
  const both = await other.call('update_lead', { id: 20000001, custom_fields: { [name.toUpperCase()]: 'x' } });
  for (const one of [`"${name}" (${id})`, `"${name.toLowerCase()}" (991)`]) expect(both.text).toContain(one);
});

test('an audit hook that throws fails no call, and is reported once', async () => {
  const warnings: string[] = [];
  const audit = (): never => {
    throw new Error('disk full');
  };
  const { call } = await setup({ ...ALL, audit, warn: (message) => warnings.push(message) });
  for (let i = 0; i < 3; i += 1) expect((await call('create_lead', { name: 'x' })).data['ok']).toBe(true);
  expect(warnings).toEqual(['The audit log could not be written: disk full']);
});

test('what is excluded, hidden or denied is closed for every operation that does the same', async () => {
  const direct = tables.tools.filter(({ operation }) => operation);
  for (const { name } of direct) {
    const same = tables.index.filter(([id]) =>
      catalogue.does(id).some((thing) => catalogue.does(name).includes(thing)),
    );
    const closing = [
      { exclude: [name] },
      { policy: { version: '1' as const, default: 'allow' as const, hide: [name] } },
      { policy: { version: '1' as const, default: 'allow' as const, tools: { [name]: { action: 'deny' as const } } } },
    ];
    for (const options of closing) {
      const { call, sandbox } = await setup({ ...ALL, ...options });
      for (const [id] of same) {
        const { text } = await call('call_operation', { operation_id: id });
        expect(text, `${name} ${id}`).toMatch(/^\[POLICY DENIED\]/);
      }
      expect(sandbox.requests).toEqual([]);
    }
  }
});

// What a write does besides, in its body: by the spec, for each operation and tool.
const BESIDES = [
  [
    'move_lead',
    ['status_id', 'pipeline_id'],
    /^\/api\/v4\/(leads|\{entity_type\})(\/\{id\}|\/complex|\/unsorted\/.*)?$/,
  ],
  ['links.link', ['contacts', 'companies', 'catalog_elements'], /^\/api\/v4\/(leads|contacts|companies|customers)/],
  ['tags.create', ['tags', 'tags_to_add'], /^\/api\/v4\/(leads|contacts|companies|customers)/],
] as const;

test.each(BESIDES)('a rule for %s holds for every write whose body can have %j', async (name, keys, path) => {
  const found: string[] = [];
  for (const row of tables.index) {
    const [id, method, at, category] = row;
    if (method === 'GET' || category !== 'write' || !path.test(at)) continue;
    const text = JSON.stringify((await describeOperation(row, 8)).body ?? {});
    for (const key of keys.filter((one) => text.includes(`"${one}":`))) {
      const value = key.endsWith('_id') ? 1 : [{ id: 1 }];
      const inside =
        key.endsWith('_id') || key.startsWith('tags_to') ? { [key]: value } : { _embedded: { [key]: value } };
      for (const body of [inside, [inside], [{ _embedded: { leads: [inside] } }]])
        expect(
          catalogue.does(id, { body }).some((one) => catalogue.does(name).includes(one)),
          `${id} ${JSON.stringify(body)}`,
        ).toBe(true);
      found.push(id);
    }
  }
  expect(new Set(found).size).toBeGreaterThanOrEqual(4);
});

const STAGES: readonly (readonly [string, Record<string, unknown>])[] = [
  ['update_lead', { id: 20000001, status_id: 142 }],
  ['create_lead', { name: 'x', status_id: 142 }],
  ['call_operation', { operation_id: 'leads.update', path: { id: 20000001 }, body: { status_id: 142 } }],
  ['call_operation', { operation_id: 'leads.updateMany', body: [{ id: 20000001, status_id: 142 }] }],
  ['call_operation', { operation_id: 'leads.createComplex', body: [{ name: 'x', status_id: 142 }] }],
  ['call_operation', { operation_id: 'leads.create', body: [{ name: 'x' }, { name: 'y', pipeline_id: 7000102 }] }],
  ['call_operation', { operation_id: 'unsorted.accept', path: { uid: 'abc' }, body: { status_id: 142 } }],
];
const LINKS: typeof STAGES = [
  ['update_lead', { id: 20000001, contact_id: 30000001 }],
  ['create_lead', { name: 'x', contact_id: 30000001 }],
  ['create_contact', { name: 'x', lead_id: 20000001 }],
  [
    'call_operation',
    { operation_id: 'leads.create', body: [{ name: 'x', _embedded: { contacts: [{ id: 30000001 }] } }] },
  ],
];

test.each([
  ['move_lead', STAGES],
  ['links.link', LINKS],
] as const)('what hides, denies, limits or asks for %s holds for every way to do it', async (name, ways) => {
  const version = { version: '1', default: 'allow' } as const;
  for (const policy of [
    { ...version, hide: [name] },
    { ...version, tools: { [name]: { action: 'deny' } } },
    { ...version, tools: { [name]: { rate_limit: { max: 0, window: 'hour' } } } },
    { ...version, tools: { [name]: { approval: true } } },
  ]) {
    const { call, sandbox } = await setup({ ...ALL, policy: policy as never });
    for (const [tool, args] of ways)
      expect((await call(tool, args)).text, `${JSON.stringify(policy)} ${JSON.stringify(args)}`).toMatch(
        /^\[POLICY DENIED\]/,
      );
    expect((await call('update_lead', { id: 20000001, price: 5 })).error).toBe(false);
    expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toHaveLength(1);
  }
});

test('the log has resources that are closed or unknown, refused inner calls and completions, without values', async () => {
  const log: AuditEvent[] = [];
  const { client, call } = await setup({
    ...ALL,
    audit: (event) => log.push(event),
    policy: { version: '1', default: 'allow', hide: ['get_users', 'get_contacts', 'get_dashboard'] },
  });
  const read = (uri: string) => client.readResource({ uri }).catch(() => {});
  await read('kommo://leads/20000001');
  await read('kommo://dashboard');
  await read('kommo://secret/words');
  await read('kommo://users/Alice%20Carter/leads');
  await call('ask_kommo', { question: 'list contacts' });
  const argument = { name: 'pipeline_id', value: 'Sal' };
  const uri = 'kommo://pipelines/{pipeline_id}/snapshot';
  await client.complete({ ref: { type: 'ref/resource', uri }, argument });
  const lines = log.map(({ tool, decision, rule, uri, within }) =>
    [tool, decision, rule, uri ?? within].filter(Boolean),
  );
  expect(lines).toEqual([
    ['get_lead', 'run', 'resource'],
    ['resource', 'run', 'kommo://leads/{id}'],
    ['resource', 'denied', 'hide', 'kommo://dashboard'],
    ['resource', 'unknown'],
    // Users are hidden, so a name of theirs is refused.
    ['get_leads', 'failed', 'resource'],
    ['resource', 'failed', 'kommo://users/{responsible_user_id}/leads'],
    ['get_contacts', 'denied', 'hide', 'ask_kommo'],
    ['ask_kommo', 'denied', 'hide'],
    ['completion', 'run'],
  ]);
  expect(JSON.stringify(log)).not.toMatch(/secret|Alice|Sal"/);
});

test('names of what is hidden stand in no other answer, and ids stay', async () => {
  for (const hide of [['get_users'], ['get_pipelines'], ['get_loss_reasons', 'get_loss_reason']]) {
    const { call, sandbox } = await setup({ ...ALL, policy: { version: '1', default: 'allow', hide } });
    const names = (list: Iterable<{ name: string }>): string[] => [...list].map(({ name }) => `"${name}"`);
    const hidden = hide.includes('get_users')
      ? names(sandbox.db.users)
      : names(hide.includes('get_pipelines') ? sandbox.db.pipelines : sandbox.db.lossReasons);
    const calls: [string, Record<string, unknown>][] = [
      ['get_leads', { state: 'lost' }],
      ['get_lead', { id: 20000001 }],
      ['update_lead', { id: 20000001, price: 5 }],
      ['get_tasks', {}],
      ['get_contact', { id: 30000001 }],
      ['get_timeline', { entity_id: 20000001 }],
      ['get_sales_report', { dateFrom: '2026-01-01' }],
      ['get_dashboard', {}],
      ['pipeline_snapshot', {}],
      ['search', { query: 'licence' }],
    ];
    for (const [tool, args] of calls) {
      const { text } = await call(tool, args);
      for (const name of hidden) expect(text, `${hide} ${tool}`).not.toContain(name);
    }
    expect((await call('get_leads', { limit: 1 })).text).toMatch(/responsible_user_id.*|pipeline_id/);
  }
});

test('search says how many leads of a contact it leaves out; a history of what is not there is an error', async () => {
  const { call, sandbox } = await setup(ALL);
  const leads = Array.from({ length: 130 }, (_, i) => ({ name: `many ${i}`, contacts: [30000001] }));
  for (const { name } of leads.slice(0, 3)) await call('create_lead', { name, contact_id: 30000001 });
  await call('call_operation', {
    operation_id: 'leads.create',
    body: leads.map(({ name }) => ({ name, _embedded: { contacts: [{ id: 30000001 }] } })),
  });
  const name = sandbox.db.contacts.get(30000001)?.name as string;
  const found = await connect(new Kommo({ ...sandbox.options, rateLimit: false }), { ...ALL, maxTokens: 100_000 });
  const answer = (await found.call('search', { query: name, limit: 1 })).data as {
    contacts: { leads: unknown[]; more_leads: number }[];
    has_more: boolean;
  };
  expect(answer.has_more).toBe(true);
  expect(answer.contacts[0]?.leads).toHaveLength(100);
  expect(answer.contacts[0]?.more_leads).toBeGreaterThanOrEqual(33);
  for (const [entity_type, kind] of [
    ['leads', 'lead'],
    ['contacts', 'contact'],
  ])
    expect((await call('get_timeline', { entity_type, entity_id: 42 })).text).toBe(`There is no ${kind} 42.`);
});

test('a price keeps its fraction', async () => {
  const { call, sandbox } = await setup(ALL);
  const { data, error } = await call('create_lead', { name: 'Cents', price: 100.5 });
  expect(error).toBe(false);
  const id = Number(data['id']);
  expect(sandbox.db.leads.get(id)?.price).toBe(100.5);
  expect((await call('update_lead', { id, price: 99.99 })).error).toBe(false);
  expect(sandbox.db.leads.get(id)?.price).toBe(99.99);
});

test('all forms of a rule load and hold', async () => {
  const bare = await setup({ policy: '\uFEFF{ "get_loss_reasons": {} }' });
  expect((await bare.client.listTools()).tools.map(({ name }) => name)).toEqual(['get_loss_reasons']);
  let now = 1_000_000;
  const limited = await setup({
    now: () => now,
    policy: '{ "get_loss_reasons": { "rate_limit": { "max": 2, "window": 60 } } }',
  });
  for (const refused of [false, false, true]) expect((await limited.call('get_loss_reasons')).error).toBe(refused);
  now += 60_000;
  expect((await limited.call('get_loss_reasons')).error).toBe(false);
  const denied = await setup({ policy: '{ "get_leads": { "action": "deny", "reason": "Ask sales first." } }' });
  expect((await denied.client.listTools()).tools.map(({ name }) => name)).toEqual(['get_leads']);
  expect((await denied.call('get_leads')).text).toContain('Ask sales first');
  const approval = await setup({
    ...ALL,
    policy: '{ "create_lead": { "action": "require_approval", "approval_timeout": 300 } }',
  });
  expect((await approval.call('create_lead', { name: 'x' })).text).toContain('has to approve it');
  await expect(setup({ policy: '{ "get_leads": {}, "get_leads": { "action": "deny" } }' })).rejects.toThrow(
    'policy.get_leads stands twice',
  );
});

test('search finds a phone number in each of its spellings, and no other that ends alike', async () => {
  const { call, sandbox } = await setup();
  const phone = (value: string) => [{ field_id: 1928102, values: [{ value, enum_id: 1669901 }] }];
  sandbox.seed({
    contacts: [
      { id: 71, name: 'Right', custom_fields: phone('+1 (206) 555-0177') },
      { id: 72, name: 'Wrong', custom_fields: phone('+44 20 6555 0177') },
    ],
  } as never);
  for (const query of ['+12065550177', '206 555 0177', '(206) 555-0177', '1-206-555-0177']) {
    const { data, text } = await call('search', { query });
    expect(
      (data['contacts'] as { name: string }[]).map(({ name }) => name),
      `${query}: ${text}`,
    ).toEqual(['Right']);
  }
});

test('a name without letters is compared as it is, and a part of a word is no name', async () => {
  const { call, sandbox } = await setup(ALL);
  await call('call_operation', {
    operation_id: 'pipelines.createStatuses',
    path: { pipeline_id: 7000101 },
    body: [{ name: '🔥', sort: 50, color: '#fffeb2' }],
  });
  const lead = [...sandbox.db.leads].find((one) => one.pipeline_id === 7000101 && one.status_id === 58220005);
  for (const status_id of ['✅', '?', '', ' ']) {
    expect((await call('move_lead', { lead_id: lead?.id, status_id })).error, status_id).toBe(true);
    expect((await call('get_leads', { status_id, limit: 1 })).error, status_id).toBe(true);
  }
  expect(sandbox.db.leads.get(lead?.id as number)?.status_id).toBe(58220005);
  expect((await call('move_lead', { lead_id: lead?.id, status_id: '🔥' })).error).toBe(false);

  const days = { dateFrom: '2025-01-01', dateTo: '2026-12-31' };
  for (const responsible_user_id of ['ice', 'Ali', 'arter'])
    expect((await call('get_sales_report', { ...days, responsible_user_id })).text).toMatch(/No user has that name/);
  const alice = { responsible_user_id: 11087101, responsible_user: 'Alice Carter' };
  const report = await call('get_sales_report', { ...days, responsible_user_id: 'alice', pipeline_id: 'sales' });
  expect(report.data, report.text).toMatchObject({ ...alice, pipeline_id: 7000101, pipeline: 'Sales' });
  expect((await call('pipeline_snapshot', { responsible_user_id: 'carter' })).data).toMatchObject(alice);
});

test('the same name wins, and no name is taken for another one that differs by a sign', () => {
  const found = (asked: string, ...names: string[]): string[] =>
    match(
      names.map((name, i) => [i, name] as const),
      asked,
    ).map(([, name]) => name);
  expect(found('C#', 'C++', 'C#', 'c#')).toEqual(['C#']);
  expect(found('c#', 'C++', 'C#')).toEqual(['C#']);
  expect(found('C#', 'C++', 'C', 'C♯')).toEqual([]);
  expect(found('C', 'C#', 'C++')).toEqual([]);
  expect(found('A/B', 'A-B')).toEqual([]);
  expect(found('A B', 'A-B')).toEqual(['A-B']);
  expect(found('ana', 'Ana', 'ANA')).toEqual(['Ana', 'ANA']);
  expect(found('Ana', 'Ana', 'ANA', 'Ana Maria')).toEqual(['Ana']);
  expect(found('Negociação', 'Negociacao', 'Negociação')).toEqual(['Negociação']);
  expect(found('negociacao', 'Negociação')).toEqual(['Negociação']);
  expect(found('acme inc', 'Acme, Inc.', 'Acme')).toEqual(['Acme, Inc.']);
  expect(found('hot', '🔥 Hot', 'Shot')).toEqual(['🔥 Hot']);
  // Each of many names finds itself and nothing else.
  const signs = ['', '#', '+', '++', '-', '/', '&', '.', '!', '?', '%', '*', '@', '🔥', '♥', ' x', '$', '=', '<', '_'];
  const all = signs.flatMap((sign) => [`Deal${sign}`, `Deal${sign}1`]);
  for (const name of all) expect(found(name, ...all)).toEqual([name]);
  for (const name of all)
    for (const other of all)
      if (other !== name && /[^\w ]/.test(name)) expect(found(name, other), `${name} ${other}`).toEqual([]);
});

test('prompts are in the log: read, unknown, and closed', async () => {
  const log: AuditEvent[] = [];
  const { client } = await setup({
    audit: (event) => log.push(event),
    policy: { version: '1', default: 'allow', hide: ['get_loss_reasons'] },
  });
  const get = (name: string, args?: Record<string, string>) =>
    client.getPrompt({ name, ...(args && { arguments: args }) }).catch(() => {});
  await get('analise_pipeline', { pipeline_id: 'Secret' });
  await get('motivos_perda');
  await get('no_such_prompt');
  expect(
    log.map(({ tool, prompt, decision, rule, arguments: names }) => [tool, prompt, decision, rule, names]),
  ).toEqual([
    ['prompt', 'analise_pipeline', 'run', undefined, ['pipeline_id']],
    ['prompt', 'motivos_perda', 'denied', 'hide', []],
    ['prompt', 'no_such_prompt', 'unknown', undefined, []],
  ]);
  expect(JSON.stringify(log)).not.toContain('Secret');
});

test('a call_operation without an operation names none in the log', async () => {
  const log: AuditEvent[] = [];
  const { call } = await setup({ ...ALL, audit: (event) => log.push(event) });
  for (const args of [{ operation: 'leads.list' }, { operation_id: { toString: 1 } }])
    await call('call_operation', args);
  expect(log.map(({ decision, operations }) => [decision, operations])).toEqual([
    ['failed', []],
    ['failed', []],
  ]);
});

test('search keeps the contact that fits, and leaves out leads of it', async () => {
  const { call, sandbox } = await setup(ALL);
  sandbox.seed({
    contacts: [{ id: 71, name: 'Busy person' }],
  } as never);
  await call('call_operation', {
    operation_id: 'leads.create',
    body: Array.from({ length: 90 }, (_, i) => ({
      name: `Deal with number ${i}`,
      _embedded: { contacts: [{ id: 71 }] },
    })),
  });
  const { contacts, has_more } = (await call('search', { query: 'Busy person' })).data as {
    contacts: { id: number; leads: unknown[]; more_leads: number }[];
    has_more: boolean;
  };
  expect(contacts.map(({ id }) => id)).toEqual([71]);
  expect(has_more).toBe(true);
  expect(contacts[0]?.leads.length).toBeGreaterThan(20);
  expect((contacts[0]?.leads.length ?? 0) + (contacts[0]?.more_leads ?? 0)).toBe(90);
});

test('search finds a number in a name too, and refuses a query of blanks', async () => {
  const { call, sandbox } = await setup(ALL);
  sandbox.seed({
    leads: [
      { id: 71, name: 'Invoice 1234567' },
      { id: 72, name: '123.456.789-09' },
    ],
    contacts: [{ id: 73, name: 'Client 1234567' }],
  } as never);
  const ids = async (query: string): Promise<unknown> => {
    const { data, text } = await call('search', { query });
    return ['leads', 'contacts', 'companies'].map((kind) => {
      expect(data[kind], text).toBeDefined();
      return (data[kind] as { id: number }[]).map(({ id }) => id);
    });
  };
  expect(await ids('1234567')).toEqual([[71], [73], []]);
  expect(await ids('123.456.789-09')).toEqual([[72], [], []]);
  expect((await call('search', { query: '   ' })).text).toContain('query needs two characters');
});
