import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tables } from '../../../src/generated/mcp.js';
import { Kommo } from '../../../src/index.js';
import { accepted } from '../../../src/mcp/arguments.js';
import { type AuditEvent, fileCounts, type PolicyDocument, type Rule } from '../../../src/mcp/index.js';
import { request } from '../../../src/mcp/run.js';
import { createSandbox } from '../../../src/testing/index.js';
import type { JsonSchema } from '../../../src/util/operation-spec.js';
import { ALL, connect, setup } from '../support.js';

const LEAD = 20000001;
const CREATE = { name: 'x', price: 5 };
const allow = (tools: Record<string, Rule>, rest: object = {}): PolicyDocument => ({
  version: '1',
  default: 'deny',
  tools,
  ...rest,
});
const denied = (rule: string): object => ({
  error: true,
  text: expect.stringMatching(new RegExp(`^\\[POLICY DENIED\\].*Rule: ${rule.replace(/[.[\]*]/g, '\\$&')}\\.`)),
});

/** The catalogue of risks for Kommo-MCP: what each of the 23 tools should get. */
const CATALOGUE: Record<'read' | 'write' | 'execute', string[]> = {
  read: [
    'get_leads',
    'get_lead',
    'get_pipelines',
    'get_companies',
    'get_loss_reasons',
    'get_loss_reason',
    'get_account',
    'get_contacts',
    'get_dashboard',
    'get_sales_report',
    'get_tasks',
    'get_users',
    'get_notes',
    'ask_kommo',
  ],
  write: ['create_lead', 'update_lead', 'move_lead', 'add_note', 'pin_note', 'unpin_note', 'create_task'],
  execute: ['run_salesbot', 'stop_salesbot'],
};
const ARGS: Record<string, Record<string, unknown>> = {
  get_lead: { id: LEAD },
  get_loss_reason: { id: 4203701 },
  get_notes: { entity_type: 'leads', entity_id: LEAD },
  ask_kommo: { question: 'account currency' },
  create_lead: CREATE,
  update_lead: { id: LEAD, price: 3 },
  move_lead: { lead_id: LEAD, status_id: 58220003 },
  add_note: { entity_type: 'leads', entity_id: LEAD, text: 'x' },
  pin_note: { entity_type: 'leads', note_id: 76787001 },
  unpin_note: { entity_type: 'leads', note_id: 76787001 },
  create_task: { text: 'x', entity_id: LEAD, entity_type: 'leads', complete_till: 1_800_000_000 },
  run_salesbot: { bot_id: 1, entity_id: LEAD },
  stop_salesbot: { bot_id: 1, entity_id: LEAD },
};

describe('the policy of the seed', () => {
  test('lists and allows one tool only, itself and as a resource', async () => {
    const { client, call } = await setup({
      policy: '{"version":"1","default":"deny","tools":{"get_loss_reasons":{}}}',
    });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['get_loss_reasons']);
    expect((await call('get_loss_reasons')).error).toBe(false);
    expect(await call('get_leads')).toMatchObject(denied('default'));
    expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual(['kommo://loss_reasons']);
  });
});

describe('catalogue policies', () => {
  test.each(CATALOGUE.read)('%s: {} lets it run, and nothing else', async (name) => {
    const tools = name === 'ask_kommo' ? { ask_kommo: {}, get_account: {} } : { [name]: {} };
    const { client, call } = await setup({ ...ALL, policy: allow(tools) });
    expect((await client.listTools()).tools.map((tool) => tool.name).sort()).toEqual(Object.keys(tools).sort());
    expect(await call(name, ARGS[name])).toMatchObject({ error: false });
    expect(await call('create_lead', CREATE)).toMatchObject(denied('default'));
  });

  test.each([
    ...CATALOGUE.write.map((name) => [name, 30] as const),
    ...CATALOGUE.execute.map((name) => [name, 10] as const),
  ])('%s: %i a minute, then refused until the next minute', async (name, max) => {
    let now = Date.UTC(2026, 10, 1, 12, 0, 30);
    const { call, sandbox } = await setup({
      ...ALL,
      now: () => now,
      policy: allow({ [name]: { limits: [{ counter: `${name}_rate`, window: 'minute', max, scope: 'grant' }] } }),
    });
    const bot = sandbox.db.bots.find(() => true)?.id ?? 1;
    const args = name.endsWith('salesbot') ? { ...ARGS[name], bot_id: bot } : ARGS[name];
    for (let i = 0; i < max; i += 1) expect(await call(name, args)).toMatchObject({ error: false });
    const over = await call(name, args);
    expect(over).toMatchObject(denied(`tools.${name}.limits[0]`));
    expect(over.text).toContain('retry_after_s=30');
    now += 30_000;
    expect(await call(name, args)).toMatchObject({ error: false });
  });

  test.each([...CATALOGUE.write, ...CATALOGUE.execute])(
    '%s: hide and read-only take it off the list and refuse it',
    async (name) => {
      for (const [options, rule] of [
        [{ ...ALL, policy: allow({ [name]: {} }, { hide: [name] }) }, 'hide'],
        [{ toolsets: ['all'], policy: allow({ [name]: {} }) }, 'read_only'],
      ] as const) {
        const { client, call, sandbox } = await setup(options);
        expect((await client.listTools()).tools).toEqual([]);
        expect(await call(name, ARGS[name])).toMatchObject(denied(rule));
        expect(sandbox.requests).toEqual([]);
      }
    },
  );
});

describe('the order of rules', () => {
  test('deny_if sees defaulted arguments, so leaving one out does not dodge it', async () => {
    const { call } = await setup({
      policy: allow({
        get_leads: {
          deny_if: [{ conditions: [{ path: 'args.limit', op: 'gte', value: 50 }], on_deny: 'Ask for less.' }],
        },
      }),
    });
    expect((await call('get_leads')).text).toContain('Ask for less.');
    expect(await call('get_leads', { limit: 49 })).toMatchObject({ error: false });
  });

  test('deny_if: any rule whose conditions all hold; require: every rule; what is missing does not satisfy', async () => {
    const rule = {
      deny_if: [
        {
          conditions: [
            { path: 'args.price', op: 'gt' as const, value: 100 },
            { path: 'args.name', op: 'contains' as const, value: 'vip' },
          ],
        },
      ],
      require: [
        { conditions: [{ path: 'args.pipeline_id', op: 'in' as const, value: [7000101] }] },
        { path: 'args.price', op: 'exists' as const },
      ],
    };
    const { call } = await setup({ ...ALL, policy: allow({ create_lead: rule }) });
    const base = { name: 'x', price: 1, pipeline_id: 7000101 };
    expect(await call('create_lead', { ...base, price: 101, name: 'vip' })).toMatchObject(
      denied('tools.create_lead.deny_if[0]'),
    );
    expect(await call('create_lead', { name: 'x', price: 1 })).toMatchObject(denied('tools.create_lead.require[0]'));
    expect(await call('create_lead', { name: 'x', pipeline_id: 7000101 })).toMatchObject(
      denied('tools.create_lead.require[1]'),
    );
    expect(await call('create_lead', { ...base, price: 101 })).toMatchObject({ error: false });
  });

  test('operators have strict types', async () => {
    const on = async (op: string, value: unknown, args: object): Promise<boolean> => {
      const policy = allow({
        create_lead: { deny_if: [{ conditions: [{ path: 'args.name', op, value }] }] },
      } as unknown as Record<string, Rule>);
      return (await (await setup({ ...ALL, policy })).call('create_lead', { name: '1', ...args })).error;
    };
    await expect(on('eq', 1, {})).rejects.toThrow(/of type string: no call has that value/);
    expect(await on('eq', '1', {})).toBe(true);
    expect(await on('not_in', ['2'], {})).toBe(true);
    expect(await on('regex', '^\\d$', {})).toBe(true);
    await expect(on('exists', false, {})).rejects.toThrow(/which is always there/);
  });

  test('a limit over all tools, and one over a sum; one over limit consumes none', async () => {
    const policy = allow(
      {
        create_lead: { limits: [{ counter: 'sum', window: 'day', max: 10, increment_from: 'args.price' }] },
        get_account: {},
      },
      { all_tools: { limits: [{ window: 'hour', max: 3 }] } },
    );
    const { call } = await setup({ ...ALL, policy });
    expect(await call('create_lead', { name: 'x', price: 8 })).toMatchObject({ error: false });
    expect(await call('create_lead', { name: 'x', price: 8 })).toMatchObject(denied('tools.create_lead.limits[0]'));
    // What is missing adds nothing, but only if the call would have it at that place.
    expect(await call('create_lead', { name: 'x' })).toMatchObject({ error: false });
    const other = { operation_id: 'leads.create', body: [{ name: 'x', price: 8 }] };
    expect((await call('call_operation', other)).error).toBe(true);
    expect(await call('get_account')).toMatchObject({ error: false });
    expect(await call('get_account')).toMatchObject(denied('all_tools.limits[0]'));
  });

  test('what reached Kommo counts even if it failed, what did not is given back', async () => {
    const { call } = await setup({
      ...ALL,
      policy: allow({
        update_lead: { rate_limit: '2/minute' },
        get_lead: { rate_limit: { max: 1, window: 'minute' } },
      }),
    });
    for (let i = 0; i < 5; i += 1) expect((await call('update_lead', { id: 1 })).text).toContain('Nothing to change');
    expect((await call('get_lead', { id: 5 })).text).toContain('404');
    expect(await call('get_lead', { id: LEAD })).toMatchObject(denied('tools.get_lead.rate_limit'));
  });

  test('a call that asked Kommo counts, whatever ends it', async () => {
    const { call, sandbox } = await setup({
      ...ALL,
      policy: allow({
        move_lead: { rate_limit: { max: 1, window: 'hour' } },
        get_leads: { rate_limit: { max: 1, window: 'hour' } },
        get_pipelines: {},
      }),
    });
    for (let i = 0; i < 3; i += 1) sandbox.seed({ leads: Array.from({ length: 900 }, () => ({ name: 'x' })) } as never);
    expect((await call('get_leads', { order: 'price' })).text).toContain('More than 2500 fit');
    expect(await call('get_leads')).toMatchObject(denied('tools.get_leads.rate_limit'));
    expect((await call('move_lead', { lead_id: LEAD, status_id: 999 })).text).toContain('is not in the pipeline');
    expect(await call('move_lead', { lead_id: LEAD, status_id: 142 })).toMatchObject(
      denied('tools.move_lead.rate_limit'),
    );
  });

  test('a look-up that asks Kommo and ends the call counts', async () => {
    const { call, sandbox } = await setup({
      ...ALL,
      policy: allow({ move_lead: { rate_limit: { max: 1, window: 'hour' } } }),
    });
    expect(await call('move_lead', { lead_id: LEAD, status_id: 'No such stage' })).toMatchObject({ error: true });
    const { length } = sandbox.requests;
    expect(length).toBeGreaterThan(0);
    for (const lead_id of [LEAD + 1, LEAD + 2])
      expect(await call('move_lead', { lead_id, status_id: 'No such stage' })).toMatchObject(
        denied('tools.move_lead.rate_limit'),
      );
    expect(sandbox.requests).toHaveLength(length);
  });

  test('a look-up that asks Kommo counts if the policy then denies the call', async () => {
    const { call, sandbox } = await setup({
      ...ALL,
      policy: allow({
        move_lead: {
          require: [{ conditions: [{ path: 'args.status_id', op: 'eq', value: 143 }] }],
          rate_limit: { max: 1, window: 'hour' },
        },
      }),
    });
    expect(await call('move_lead', { lead_id: LEAD, status_id: 'Won' })).toMatchObject(
      denied('tools.move_lead.require[0]'),
    );
    expect(sandbox.requests).toEqual([]);
    const named = { lead_id: LEAD, status_id: 'Negotiation', pipeline_id: 'Sales' };
    expect(await call('move_lead', named)).toMatchObject(denied('tools.move_lead.require[0]'));
    const { length } = sandbox.requests;
    expect(length).toBeGreaterThan(0);
    expect(await call('move_lead', named)).toMatchObject(denied('tools.move_lead.rate_limit'));
    expect(sandbox.requests).toHaveLength(length);
  });

  test('the rules of a tool hold for operations that do the same', async () => {
    const body = [{ name: 'x', price: 500 }];
    const create = { operation_id: 'leads.create', body };
    const call = async (tools: Record<string, Rule>, args: Record<string, unknown>, rest = {}) =>
      (await setup({ ...ALL, policy: allow({ call_operation: {}, ...tools }, rest) })).call('call_operation', args);
    expect(await call({}, create)).toMatchObject(denied('default'));
    expect(await call({ create_lead: {} }, create)).toMatchObject({ error: false });
    expect(await call({ create_lead: {} }, create, { hide: ['create_lead'] })).toMatchObject(denied('hide'));
    expect(
      await call(
        { create_lead: { deny_if: [{ conditions: [{ path: 'args.price', op: 'gt', value: 100 }] }] } },
        create,
      ),
    ).toMatchObject(denied('tools.create_lead'));
    expect(
      await call({ create_lead: { rate_limit: '0/day' } } as never, create).catch((error: Error) => error.message),
    ).toContain('policy.tools.create_lead.rate_limit');
    expect(await call({ create_lead: { rate_limit: { max: 0, window: 'day' } } }, create)).toMatchObject(
      denied('tools.create_lead.rate_limit'),
    );
    // Being allowed to move a lead is not being allowed to change it.
    const update = { operation_id: 'leads.update', path: { id: LEAD }, body: { price: 1 } };
    expect(await call({ move_lead: {} }, update)).toMatchObject(denied('default'));
    expect(await call({ move_lead: {}, update_lead: {} }, update)).toMatchObject({ error: false });
    // Without a tool of its own: a read follows call_operation, a write is listed by its id.
    expect(await call({}, { operation_id: 'webhooks.list' })).toMatchObject({ error: false });
    const contact = { operation_id: 'contacts.create', body: [{ name: 'x' }] };
    expect(await call({}, contact)).toMatchObject(denied('default'));
    expect(await call({ 'contacts.create': {} }, contact)).toMatchObject({ error: false });
    expect(
      await call(
        { 'webhooks.delete': {} },
        { operation_id: 'webhooks.delete', body: { destination: 'https://example.com/hooks/kommo' } },
      ),
    ).toMatchObject({ error: false });
  });

  test('the rules of a tool that reads hold for every tool and operation that reads the same, unless it is listed', async () => {
    const require = [{ path: 'args.responsible_user_id', op: 'eq' as const, value: 11087104 }];
    const others: [string, Record<string, unknown>][] = [
      ['get_lead', { id: LEAD }],
      ['search', { query: 'acme' }],
      ['get_dashboard', {}],
      ['call_operation', { operation_id: 'leads.get', path: { id: LEAD } }],
    ];
    for (const name of ['get_leads', 'leads.list']) {
      const path = name === 'get_leads' ? 'args.responsible_user_id' : 'args.query.filter.responsible_user_id';
      const policy = (rule: Rule, more = {}): PolicyDocument => ({
        version: '1',
        default: 'allow',
        tools: { [name]: rule, ...more },
      });
      const ruled = policy({ require: [{ path, op: 'eq', value: 11087104 }] });
      const { call } = await setup({ ...ALL, policy: ruled });
      const asked = await setup({ ...ALL, policy: policy({ approval: true }) });
      const full = await setup({ ...ALL, policy: policy({ rate_limit: { max: 0, window: 'day' } }) });
      for (const [tool, args] of others) {
        expect(await call(tool, args), tool).toMatchObject(denied(`tools.${name}`));
        expect(await asked.call(tool, args), tool).toMatchObject(denied('approval'));
        expect(await full.call(tool, args), tool).toMatchObject(denied(`tools.${name}.rate_limit`));
        // The rules of an operation hold for the tools that run it, also for those that are listed.
        if (tool === 'call_operation' || (name === 'leads.list' && tool !== 'get_lead')) continue;
        const listed = await setup({ ...ALL, policy: policy({ action: 'require_approval' }, { [tool]: {} }) });
        expect(await listed.call(tool, args), tool).toMatchObject({ error: false });
      }
    }
    // An argument that another tool has too is judged there.
    const { call } = await setup({ policy: { version: '1', default: 'allow', tools: { get_leads: { require } } } });
    expect(await call('pipeline_snapshot', { responsible_user_id: 11087104 })).toMatchObject({ error: false });
    expect(await call('pipeline_snapshot')).toMatchObject(denied('tools.get_leads.require[0]'));
    expect(await call('get_tasks')).toMatchObject({ error: false });
  });

  test('a write returns what is stored only if a rule of a read does not depend on arguments or a person', async () => {
    const stored = async (tools: Record<string, Rule>) => {
      const { call } = await setup({ ...ALL, policy: { version: '1', default: 'allow', tools } });
      return 'stored' in (await call('update_lead', { id: LEAD, price: 5 })).data;
    };
    const condition = { path: 'args.limit', op: 'lte' as const, value: 10 };
    expect(await stored({ get_leads: { require: [condition] } })).toBe(false);
    expect(await stored({ get_lead: { action: 'require_approval' } })).toBe(false);
    expect(await stored({ 'leads.get': { approval: true } })).toBe(false);
    expect(
      await stored({ get_leads: { rate_limit: { max: 5, window: 60 } }, get_tasks: { require: [condition] } }),
    ).toBe(true);
    expect(await stored({ '*': { deny_if: [{ conditions: [{ path: 'args.price', op: 'gt', value: 100 }] }] } })).toBe(
      true,
    );
  });

  test('a listed tool reads what it is made of, unless it is hidden or refused', async () => {
    const { call } = await setup({ policy: { search: {}, get_timeline: {} } as never });
    expect((await call('search', { query: 'acme', limit: 1 })).data).toMatchObject({ leads: [{}], companies: [{}] });
    const { data } = await call('get_timeline', { entity_type: 'leads', entity_id: LEAD });
    expect((data['items'] as { kind: string }[]).map(({ kind }) => kind)).toContain('note');
    expect(data).not.toHaveProperty('note');
    const some = await setup({ policy: allow({ search: {} }, { hide: ['contacts.list', 'companies.list'] }) });
    const found = (await some.call('search', { query: 'acme', limit: 1 })).data;
    expect(found).toMatchObject({ leads: [{}], note: expect.stringContaining('contacts, companies') });
    expect(found).not.toHaveProperty('contacts');
  });

  test('a company in the body of a lead, a call as a note and names beside events follow the rules of each', async () => {
    const lead = { name: 'x', _embedded: { companies: [{ name: 'y' }] } };
    const form = { source_name: 'f', source_uid: 'u', _embedded: { companies: [{ name: 'y' }] } };
    const operations = {
      'companies.create': [
        { operation_id: 'leads.createComplex', body: [lead] },
        { operation_id: 'unsorted.createForms', body: [form] },
      ],
      add_note: [{ operation_id: 'calls.create', body: [{ direction: 'inbound' }] }],
      get_contacts: [{ operation_id: 'events.list', query: { with: ['contact_name'] } }],
      get_lead: [{ operation_id: 'events.get', path: { id: 'x' }, query: { with: ['note', 'lead_name'] } }],
      get_notes: [{ operation_id: 'events.list', query: { with: 'lead_name,note' } }],
    };
    for (const [name, calls] of Object.entries(operations)) {
      const { call } = await setup({ ...ALL, policy: { version: '1', default: 'allow', hide: [name] } });
      const strict = await setup({ ...ALL, policy: allow({ call_operation: {} }) });
      for (const args of calls) {
        expect((await call('call_operation', args)).text, name).toContain(
          `the policy refuses ${name}, which does the same`,
        );
        expect(await strict.call('call_operation', args), name).toMatchObject(denied('default'));
      }
      expect(await call('call_operation', { operation_id: 'events.list' })).toMatchObject({ error: false });
      expect(await strict.call('call_operation', { operation_id: 'events.list' })).toMatchObject({ error: false });
    }
    const { call } = await setup({ policy: allow({ call_operation: {}, get_contacts: {} }) });
    const query = { with: ['contact_name'] };
    expect(await call('call_operation', { operation_id: 'events.list', query })).toMatchObject({ error: false });
  });

  test('conditions and sums hold for each item of a body that is a list', async () => {
    const run = async (rule: Rule, ...prices: (number | undefined)[]) => {
      const policy = allow({ call_operation: {}, 'leads.create': rule });
      const body = prices.map((price) => ({ name: 'x', ...(price !== undefined && { price }) }));
      return (await setup({ ...ALL, policy })).call('call_operation', { operation_id: 'leads.create', body });
    };
    const condition = (op: 'gt' | 'lte' | 'exists', value: unknown) => [{ path: 'args.body.price', op, value }];
    const denyHigh: Rule = { deny_if: [{ conditions: condition('gt', 100) }] };
    expect(await run(denyHigh, 1, 500)).toMatchObject(denied('tools.leads.create.deny_if[0]'));
    expect(await run(denyHigh, 1, 50)).toMatchObject({ error: false });
    const needLow: Rule = { require: [{ conditions: condition('lte', 100) }] };
    expect(await run(needLow, 1, 500)).toMatchObject(denied('tools.leads.create.require[0]'));
    expect(await run(needLow, 1, undefined)).toMatchObject(denied('tools.leads.create.require[0]'));
    expect(await run(needLow, 1, 2)).toMatchObject({ error: false });
    const sum: Rule = { limits: [{ window: 'day', max: 100, increment_from: 'args.body.price' }] };
    expect(await run(sum, 60, 50)).toMatchObject(denied('tools.leads.create.limits[0]'));
    expect(await run(sum, 60, 40)).toMatchObject({ error: false });
  });

  test('the rules of an operation hold for the tool that runs it', async () => {
    const call = async (rule: Rule) => {
      const policy: PolicyDocument = { version: '1', default: 'allow', tools: { 'leads.create': rule } };
      return (await setup({ ...ALL, policy })).call('create_lead', { name: 'x', price: 500 });
    };
    expect(await call({ rate_limit: { max: 0, window: 'day' } })).toMatchObject(
      denied('tools.leads.create.rate_limit'),
    );
    expect(await call({ action: 'deny' })).toMatchObject(denied('tools.leads.create'));
    expect(await call({ approval: true })).toMatchObject(denied('approval'));
    const conditions = [{ path: 'args.body.price', op: 'gt' as const, value: 100 }];
    expect(await call({ deny_if: [{ conditions }] })).toMatchObject(denied('tools.leads.create'));
  });

  test('ask_kommo runs its tool under the rules of that tool', async () => {
    const { call } = await setup({ policy: { version: '1', default: 'allow', hide: ['get_contacts'] } });
    expect(await call('ask_kommo', { question: 'list contacts' })).toMatchObject(denied('hide'));
  });

  test('a denial names no value of an argument', async () => {
    const { call } = await setup({
      ...ALL,
      policy: allow({
        create_lead: { deny_if: [{ conditions: [{ path: 'args.name', op: 'contains', value: 'secret' }] }] },
      }),
    });
    expect((await call('create_lead', { name: 'my secret 4711' })).text).not.toMatch(/4711|secret/);
  });

  test('the log has names of arguments, and no values', async () => {
    const log: AuditEvent[] = [];
    const { call } = await setup({
      ...ALL,
      audit: (event) => log.push(event),
      policy: allow({ create_lead: {}, get_leads: {}, call_operation: {} }),
    });
    await call('create_lead', { name: 'Personal' });
    await call('get_users');
    await call('call_operation', { operation_id: 'contacts.create', body: [{ name: 'Personal' }] });
    await call('get_leads', { pipeline_id: 1, status_id: 1 });
    expect(log.map(({ tool, decision, rule, category }) => [tool, category, decision, rule])).toEqual([
      ['create_lead', 'write', 'run', undefined],
      ['get_users', 'read', 'denied', 'default'],
      ['call_operation', 'write', 'denied', 'default'],
      ['get_leads', 'read', 'failed', undefined],
    ]);
    expect(log[0]?.arguments).toEqual(['name']);
    expect(JSON.stringify(log)).not.toContain('Personal');
  });
});

describe('a condition sees a custom field however it is spelled', () => {
  const rule = (path: string, op: string, value: unknown): Rule =>
    ({ deny_if: [{ conditions: [{ path, op, value }] }] }) as Rule;
  const field = async (entity: 'leads' | 'contacts', type: string) => {
    const { sandbox } = await setup();
    return sandbox.db.customFields.find((one) => one.entity_type === entity && one.type === type) as unknown as {
      id: number;
      name: string;
      code: string | null;
    };
  };

  test('a spelling that Kommo could read and the policy not is refused, and a field goes out by its id alone', async () => {
    const { id, name } = await field('leads', 'select');
    const [option] = (
      (await setup()).sandbox.db.customFields.get(id) as unknown as { enums: { id: number; value: string }[] }
    ).enums;
    const deny = rule(`args.custom_fields.${id}`, 'eq', option?.value);
    for (const policy of [allow({ update_lead: {} }), allow({ update_lead: deny })]) {
      const { call, sandbox } = await setup({ ...ALL, policy });
      const raw = async (item: object) => (await call('update_lead', { id: LEAD, custom_fields_values: [item] })).text;
      for (const values of [
        [{ enum_id: String(option?.id) }],
        [{ value: [option?.value] }],
        [option?.value],
        { value: option?.value },
        'x',
      ])
        expect(await raw({ field_id: id, values }), JSON.stringify(values)).toContain('needs `values` as a list');
      expect(sandbox.requests.some(({ method }) => method === 'PATCH')).toBe(false);
      if (policy.tools?.['update_lead'] === deny) {
        expect(await raw({ field_id: id, field_code: 'OTHER', values: [{ enum_id: option?.id }] })).toContain('DENIED');
        continue;
      }
      await raw({ field_name: name, field_code: null, values: [{ enum_id: option?.id }] });
      const sent = sandbox.requests.find(({ method }) => method === 'PATCH')?.body;
      expect(sent).toEqual({ custom_fields_values: [{ field_id: id, values: [{ enum_id: option?.id }] }] });
    }
  });

  test('by name, code, id, in another case, and as Kommo wants it', async () => {
    const { id, name } = await field('leads', 'numeric');
    const spellings = [
      { custom_fields: { [name]: 10 } },
      { custom_fields: { [name.toUpperCase()]: '10' } },
      { custom_fields: { [String(id)]: 10 } },
      { custom_fields_values: [{ field_id: id, values: [{ value: '10' }] }] },
      { custom_fields_values: JSON.stringify([{ field_id: id, values: [{ value: 10 }] }]) },
    ];
    for (const [path, op, value] of [
      [`args.custom_fields.${id}`, 'gt', 5],
      [`args.custom_fields.${id}`, 'eq', 10],
      ['args.custom_fields', 'exists', true],
      ['args.custom_fields_values', 'exists', true],
      ['args.custom_fields_values.field_id', 'eq', id],
    ] as const) {
      const policy = allow({ update_lead: rule(path, op, value), create_lead: rule(path, op, value) });
      const { call, sandbox } = await setup({ ...ALL, policy });
      for (const given of spellings) {
        const update = await call('update_lead', { id: LEAD, ...given });
        expect(update, `${path} ${op} ${JSON.stringify(given)}: ${update.text}`).toMatchObject(
          denied('tools.update_lead.deny_if[0]'),
        );
        expect(await call('create_lead', { name: 'x', ...given })).toMatchObject(
          denied('tools.create_lead.deny_if[0]'),
        );
      }
      expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
      expect((await call('update_lead', { id: LEAD, price: 3 })).error).toBe(false);
    }
    const open = await setup({ ...ALL, policy: allow({ update_lead: rule(`args.custom_fields.${id}`, 'gt', 50) }) });
    for (const given of spellings)
      expect((await open.call('update_lead', { id: LEAD, ...given })).text).toContain('"ok":true');
  });

  test('an e-mail and a phone', async () => {
    const { id, name } = await field('contacts', 'multitext');
    const emails = await setup();
    const email = emails.sandbox.db.customFields.find(({ code }) => code === 'EMAIL') as unknown as {
      id: number;
      name: string;
    };
    expect(id).toBeGreaterThan(0);
    const spellings = [
      { email: 'a@evil.example' },
      { custom_fields: { EMAIL: 'a@evil.example' } },
      { custom_fields: { email: 'a@evil.example' } },
      { custom_fields: { [email.name]: 'a@evil.example' } },
      { custom_fields: { [String(email.id)]: 'a@evil.example' } },
      { custom_fields_values: [{ field_id: email.id, values: [{ value: 'a@evil.example', enum_code: 'WORK' }] }] },
      {
        custom_fields_values: [
          { field_code: 'EMAIL', values: [{ value: 'b@good.example' }, { value: 'a@evil.example' }] },
        ],
      },
    ];
    for (const [path, op, value] of [
      ['args.email', 'exists', true],
      ['args.email', 'regex', '@evil\\.example$'],
      ['args.custom_fields.EMAIL', 'contains', 'evil'],
    ] as const) {
      const { call, sandbox } = await setup({ ...ALL, policy: allow({ create_contact: rule(path, op, value) }) });
      for (const given of spellings)
        expect(await call('create_contact', { name: 'x', ...given }), JSON.stringify([path, op, given])).toMatchObject(
          denied('tools.create_contact.deny_if[0]'),
        );
      expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
      expect((await call('create_contact', { name })).error).toBe(false);
    }
  });
});

describe('what `*` closes', () => {
  const rest = (how: string, tools: Record<string, Rule>): PolicyDocument =>
    how === 'hide list'
      ? { version: '1', default: 'allow', hide: ['*'], tools }
      : { version: '1', default: 'allow', tools: { '*': { action: how as 'hide' | 'deny' }, ...tools } };
  const run = (operation_id: string, more: object = {}) => ['call_operation', { operation_id, ...more }] as const;

  test.each(['hide list', 'hide', 'deny'])(
    '%s: what is listed runs, and the names of what is not are missing',
    async (how) => {
      const { call } = await setup({ policy: rest(how, { get_leads: {}, call_operation: {} }) });
      const { text, error } = await call('get_leads');
      expect(error).toBe(false);
      expect(text).toContain('"responsible_user_id"');
      expect(text).not.toMatch(/"(responsible_user|pipeline|status)":/);
      expect(await call(...run('leads.list'))).toMatchObject({ error: false });
      expect(await call(...run('users.list'))).toMatchObject({ error: true });
      expect(await call('get_users')).toMatchObject({ error: true });
    },
  );

  test.each(['hide list', 'hide', 'deny'])('%s: a listed tool opens its operation and its names', async (how) => {
    const { call } = await setup({ policy: rest(how, { get_leads: {}, get_users: {}, call_operation: {} }) });
    expect((await call('get_leads')).text).toContain('"responsible_user":');
    expect(await call(...run('users.list'))).toMatchObject({ error: false });
    expect(await call(...run('pipelines.list'))).toMatchObject({ error: true });
  });

  test.each(['hide list', 'hide', 'deny'])('%s: a listed tool that is refused opens nothing', async (how) => {
    const { call } = await setup({ policy: rest(how, { get_users: { action: 'deny' }, call_operation: {} }) });
    expect(await call(...run('users.list'))).toMatchObject({ error: true });
  });

  test('a reason that is hidden stands in no embedded item', async () => {
    for (const policy of [
      allow({ call_operation: {}, get_leads: {}, get_lead: {} }, { hide: ['get_loss_reasons'] }),
      rest('deny', { call_operation: {}, get_leads: {}, get_lead: {} }),
    ]) {
      const { call } = await setup({ policy });
      for (const one of [
        run('leads.get', { path: { id: LEAD }, query: { with: ['loss_reason'] } }),
        run('leads.list', { query: { with: ['loss_reason'] } }),
      ]) {
        const { text, error } = await call(...one);
        expect(error).toBe(false);
        expect(text).toMatch(/"loss_reason":\[?\{"id":\d+\}/);
        expect(text).not.toContain('Price too high');
      }
    }
  });
});

test('a reason that spells a word of the adapter is taken as it is', async () => {
  for (const reason of ['toString', 'hidden', 'constructor', 'limit']) {
    const { call } = await setup({ policy: allow({ get_leads: { action: 'deny', reason } }) });
    expect((await call('get_leads')).text).toContain(` ${reason}. `);
    const deny_if = [{ conditions: [{ path: 'args.limit', op: 'gt' as const, value: 1 }], on_deny: reason }];
    const second = await setup({ policy: allow({ get_leads: { deny_if } }) });
    expect((await second.call('get_leads')).text).toContain(` ${reason}. `);
  }
});

describe('conditions of `*` hold for reads by call_operation', () => {
  const rule = (path: string, op: string, value: unknown, kind: 'deny_if' | 'require' = 'deny_if'): Rule =>
    ({ [kind]: [{ conditions: [{ path: `args.${path}`, op, value }] }] }) as Rule;
  const run = async (all: Rule, operation_id: string, more: object = {}) => {
    const policy: PolicyDocument = { version: '1', default: 'allow', tools: { '*': all } };
    const { call, sandbox } = await setup({ ...ALL, policy });
    const answer = await call('call_operation', { operation_id, ...more });
    if (answer.error) expect(sandbox.requests.filter(({ path }) => !/account$/.test(path))).toEqual([]);
    return answer;
  };
  const filter = (one: object): object => ({ query: { filter: one } });
  const pipeline = rule('pipeline_id', 'eq', 7000102);
  const span = { from: 1_700_000_000, to: 1_800_000_000 };

  test.each([
    [pipeline, 'leads.list', filter({ pipeline_id: 7000102 })],
    [pipeline, 'leads.list', filter({ pipeline_id: [7000101, 7000102] })],
    [pipeline, 'leads.list', filter({ statuses: [{ pipeline_id: 7000102, status_id: 142 }] })],
    [pipeline, 'pipelines.listStatuses', { path: { pipeline_id: 7000102 } }],
    [rule('status_id', 'in', [142]), 'leads.list', filter({ statuses: [{ pipeline_id: 7000102, status_id: 142 }] })],
    [rule('responsible_user_id', 'eq', 11087101), 'leads.list', filter({ responsible_user_id: [11087101] })],
    [rule('responsible_user_id', 'eq', 11087101), 'tasks.list', filter({ responsible_user_id: 11087101 })],
    [rule('created.from', 'lt', 1_750_000_000), 'leads.list', filter({ created_at: span })],
    [rule('created', 'exists', true), 'leads.list', filter({ created_at: 1_700_000_000 })],
    [rule('created.from', 'lt', 1_750_000_000), 'leads.list', filter({ created_at: 1_700_000_000 })],
    [rule('id', 'eq', 20000001), 'leads.get', { path: { id: 20000001 } }],
    [rule('id', 'eq', 20000001), 'leads.list', filter({ id: [20000001] })],
    [rule('entity_type', 'eq', 'contacts'), 'notes.list', { path: { entity_type: 'contacts' } }],
    [rule('entity_id', 'eq', 20000001), 'tasks.list', filter({ entity_id: [20000001] })],
    [rule('query', 'contains', 'secret'), 'leads.list', { query: { query: 'my secret' } }],
    [rule('query', 'regex', '^555'), 'contacts.list', { query: { query: 5_551_234 } }],
    [rule('limit', 'gt', 100), 'leads.list', { query: { limit: 250 } }],
    [rule('price_from', 'exists', true), 'leads.list', filter({ price: { from: 5 } })],
    [rule('lead_id', 'eq', 20000001), 'talks.list', filter({ entity_id: 20000001 })],
    [rule('operation_id', 'eq', 'leads.list'), 'leads.list', {}],
  ] as const)('%j: %s %j is denied', async (all, operation, more) => {
    expect(await run(all, operation, more)).toMatchObject(denied('tools.*.deny_if[0]'));
  });

  test.each([
    [pipeline, 'leads.list', filter({ pipeline_id: [7000101] })],
    [pipeline, 'leads.list', {}],
    [pipeline, 'leads.get', { path: { id: 20000001 } }],
    [pipeline, 'users.list', {}],
    [pipeline, 'webhooks.list', {}],
    [rule('limit', 'gt', 100), 'leads.list', { query: { limit: 50 } }],
    [rule('limit', 'gt', 100), 'tasks.get', { path: { id: 1 } }],
    [rule('price', 'gt', 5), 'leads.list', {}],
    [rule('query', 'contains', 'secret'), 'leads.list', { query: { query: 'open' } }],
    [rule('pipeline_id', 'in', [7000101], 'require'), 'leads.list', filter({ pipeline_id: [7000101] })],
  ] as const)('%j: %s %j runs', async (all, operation, more) => {
    const { text } = await run(all, operation, more);
    expect(text).not.toContain('POLICY DENIED');
  });

  test.each([
    [rule('pipeline_id', 'in', [7000101], 'require'), 'leads.list', {}, 'require[0]'],
    [rule('pipeline_id', 'in', [7000101], 'require'), 'leads.list', filter({ pipeline_id: [] }), 'require[0]'],
    [
      rule('pipeline_id', 'in', [7000101], 'require'),
      'leads.list',
      filter({ pipeline_id: [7000101, 7000102] }),
      'require[0]',
    ],
    [rule('pipeline_id', 'in', [7000101], 'require'), 'users.list', {}, 'require[0]'],
  ] as const)('%j: %s %j lacks what is required', async (all, operation, more, place) => {
    expect(await run(all, operation, more)).toMatchObject(denied(`tools.*.${place}`));
  });

  test.each([
    [rule('state', 'eq', 'won'), 'leads.list', filter({ statuses: [{ pipeline_id: 7000102, status_id: 142 }] })],
    [rule('due', 'eq', 'overdue'), 'tasks.list', {}],
    [pipeline, 'pipelines.get', { path: { id: 7000102 } }],
    [rule('responsible_user_id', 'eq', 5), 'companies.get', { path: { id: 40000001 } }],
  ] as const)('%j: %s %j can not be judged, and is refused with a sentence', async (all, operation, more) => {
    const answer = await run(all, operation, more);
    expect(answer).toMatchObject(denied('tools.*'));
    expect(answer.text).toMatch(
      /has a condition on args\.\w+, which can not be judged for this operation; use the tool/,
    );
  });

  test('an approval with a condition is asked for, also if it can not be judged', async () => {
    const approval = (path: string, value: unknown): Rule =>
      ({ approval: { if: [{ path: `args.${path}`, op: 'eq', value }] } }) as Rule;
    expect(await run(approval('pipeline_id', 7000102), 'leads.list', filter({ pipeline_id: [7000102] }))).toMatchObject(
      denied('approval'),
    );
    expect(await run(approval('state', 'won'), 'leads.list')).toMatchObject(denied('approval'));
    expect((await run(approval('pipeline_id', 7000102), 'leads.list')).error).toBe(false);
  });

  // Whatever argument a tool has, the same read without the tool is judged by it.
  const generated = tables.tools.flatMap((row) => {
    const { operation, category, where } = row;
    if (category !== 'read' || operation === undefined) return [];
    const properties = accepted(row)['properties'] as Record<string, JsonSchema>;
    return Object.keys(where).map((key) => [row, key, properties[key] as JsonSchema] as const);
  });
  test('for every argument of every tool that reads', async () => {
    const { sandbox } = await setup();
    expect(generated.length).toBeGreaterThan(30);
    for (const [row, key, schema] of generated) {
      const kind = row.kinds?.[key];
      const isNumber =
        kind !== undefined || [schema['type']].flat().some((type) => type === 'integer' || type === 'number');
      const value =
        (schema['enum'] as unknown[] | undefined)?.[0] ?? (schema['type'] === 'boolean' ? true : isNumber ? 7 : 'x7');
      const settled = kind === 'span' ? { from: 7, to: 9 } : value;
      const { path, query } = request(row, { [key]: settled });
      const needed = Object.fromEntries(
        [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, name?.startsWith('entity_type') ? 'leads' : 1]),
      );
      const all = kind === 'span' ? rule(`${key}.from`, 'eq', 7) : rule(key, 'eq', value);
      const policy: PolicyDocument = { version: '1', default: 'allow', tools: { '*': all } };
      const { call } = await connect(new Kommo({ ...sandbox.options, rateLimit: false, retries: 0 }), {
        ...ALL,
        policy,
      });
      const answer = await call('call_operation', {
        operation_id: row.operation,
        path: { ...needed, ...path },
        ...(query && { query }),
      });
      expect(answer, `${row.name} ${key} ${JSON.stringify(query)} ${answer.text}`).toMatchObject(
        denied('tools.*.deny_if[0]'),
      );
    }
  });

  test('a list, a number and a comma list dodge no condition on the query of an operation', async () => {
    const query = async (path: string, op: string, value: unknown, given: object) => {
      const tools = { 'leads.list': rule(`query.${path}`, op, value) };
      const { call } = await setup({ policy: { version: '1', default: 'allow', tools } });
      return call('call_operation', { operation_id: 'leads.list', query: given });
    };
    for (const given of [{ pipeline_id: 7000102 }, { pipeline_id: [7000102] }, { pipeline_id: [1, 7000102] }])
      expect(await query('filter.pipeline_id', 'eq', 7000102, { filter: given })).toMatchObject(
        denied('tools.leads.list.deny_if[0]'),
      );
    expect(await query('query', 'contains', '555', { query: 5_551_234 })).toMatchObject(
      denied('tools.leads.list.deny_if[0]'),
    );
  });
});

test('a sum over an argument that another call does not have denies it', async () => {
  const sum: Pick<Rule, 'limits'> = { limits: [{ window: 'day', max: 10, increment_from: 'args.price' }] };
  const body = [{ name: 'x', price: 99 }];
  for (const rules of [{ tools: { create_lead: sum } }, { tools: { '*': sum } }, { all_tools: sum }] as object[]) {
    const { call } = await setup({ ...ALL, policy: { version: '1', default: 'allow', ...rules } });
    for (const operation_id of ['leads.create', 'leads.createComplex'])
      expect((await call('call_operation', { operation_id, body })).text).toContain('price must be a number');
    expect((await call('create_lead', { name: 'x' })).error).toBe(false);
  }
});

test('a list by call_operation without a limit is judged by its default', async () => {
  const deny_if = [{ conditions: [{ path: 'args.limit', op: 'gt' as const, value: 10 }] }];
  const { call } = await setup({ policy: { version: '1', default: 'allow', tools: { '*': { deny_if } } } });
  const run = (operation_id: string, more: object = {}) => call('call_operation', { operation_id, ...more });
  for (const id of ['leads.list', 'contacts.list', 'events.list', 'pipelines.list'])
    expect(await run(id), id).toMatchObject(denied('tools.*.deny_if[0]'));
  expect((await run('leads.list', { query: { limit: 10 } })).error).toBe(false);
  expect((await run('leads.get', { path: { id: LEAD } })).error).toBe(false);
});

test('of two operations that read the same, each with a rule, conditions hold for their own', async () => {
  const deny_if = (path: string, value: number): Rule => ({ deny_if: [{ conditions: [{ path, op: 'gt', value }] }] });
  const list = deny_if('args.query.limit', 10);
  const run = async (tools: Record<string, Rule>, operation_id: string, more: object) =>
    (await setup({ policy: { version: '1', default: 'allow', tools } })).call('call_operation', {
      operation_id,
      ...more,
    });
  const both = { 'leads.list': list, 'leads.get': deny_if('args.path.id', LEAD) };
  expect((await run(both, 'leads.list', { query: { limit: 5 } })).error).toBe(false);
  expect(await run(both, 'leads.list', { query: { limit: 50 } })).toMatchObject(denied('tools.leads.list.deny_if[0]'));
  expect((await run(both, 'leads.get', { path: { id: LEAD } })).error).toBe(false);
  expect(await run(both, 'leads.get', { path: { id: LEAD + 1 } })).toMatchObject(denied('tools.leads.get.deny_if[0]'));
  const alone = await run({ 'leads.list': list }, 'leads.get', { path: { id: LEAD } });
  expect(alone).toMatchObject(denied('tools.leads.list'));
  expect(alone.text).toContain('use call_operation with the operation leads.list');
});

test('hidden names stand in no snapshot, and no look-up says which there are', async () => {
  const { sandbox } = await setup();
  const names = [...sandbox.db.pipelines].flatMap((one) => [one.name, ...one.statuses.map(({ name }) => name)]);
  const pipelines: PolicyDocument[] = [
    { version: '1', default: 'allow', hide: ['get_pipelines'], tools: { pipeline_snapshot: {} } },
    { version: '1', default: 'allow', tools: { get_pipelines: { action: 'deny' }, pipeline_snapshot: {} } },
  ];
  for (const options of [{ exclude: ['get_pipelines'] }, ...pipelines.map((policy) => ({ policy }))]) {
    const { call } = await setup(options);
    const { text, error } = await call('pipeline_snapshot');
    expect(error, text).toBe(false);
    expect(text).toContain('"stages":[{"id":');
    expect(names.filter((name) => text.includes(`"${name}"`))).toEqual([]);
  }
  const { call } = await setup({ exclude: ['get_users', 'get_pipelines'] });
  const tried = [
    { responsible_user_id: 'Diego Ramírez' },
    { responsible_user_id: 'Zed' },
    { status_id: 'Negotiation' },
  ];
  const said = await Promise.all(tried.map(async (args) => (await call('get_leads', args)).text));
  for (const text of said) expect(text).toMatch(/keeps the names of each (user|stage) back; pass the id/);
  expect((await call('get_leads', { responsible_user_id: 'me', status_id: 'won', limit: 1 })).error).toBe(false);
});

test('look-ups at the same time do not pass a limit, also those that fail', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'kommo-counts-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const counts of [undefined, () => fileCounts(join(dir, 'counts.json'))]) {
    const sandbox = createSandbox({ rateLimit: false });
    const { pipelines } = new Kommo({ ...sandbox.options, rateLimit: false });
    for (const id of [7000101, 7000102])
      await pipelines.createStatuses(id, [{ name: 'Twice', sort: 50, color: '#fffeb2' }]);
    const policy = allow({ move_lead: { rate_limit: { max: 3, window: 'hour' } }, get_pipelines: {} });
    // As two processes over one file.
    const make = () =>
      connect(new Kommo({ ...sandbox.options, rateLimit: false, retries: 0 }), {
        ...ALL,
        policy,
        ...(counts && { counts: counts() }),
      });
    const clients = counts ? [await make(), await make()] : [await make()];
    // Two pipelines have the stage, so that each call reads its lead, which is not there.
    const fails = (i: number) =>
      clients[i % clients.length]?.call('move_lead', { lead_id: 90 + i, status_id: 'Twice' });
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => fails(i)));
    expect(answers.filter((one) => one?.text.includes('at most 3 per hour'))).toHaveLength(9);
    expect(sandbox.requests.filter(({ path }) => /leads\/\d+$/.test(path))).toHaveLength(3);
    expect(await clients[0]?.call('move_lead', { lead_id: LEAD, status_id: 142 })).toMatchObject({ error: true });
  }
});

test('a look-up that finds what it looks for takes one call off a limit, and sums count what is stored', async () => {
  const policy = allow({ move_lead: { rate_limit: { max: 2, window: 'hour' } }, get_pipelines: {} });
  const { call } = await setup({ ...ALL, policy });
  for (let i = 0; i < 2; i += 1)
    expect(await call('move_lead', { lead_id: LEAD + i, status_id: 'won' })).toMatchObject({ error: false });
  expect(await call('move_lead', { lead_id: LEAD, status_id: 'won' })).toMatchObject(
    denied('tools.move_lead.rate_limit'),
  );
  const { sandbox } = await setup();
  const seats = sandbox.db.customFields.find((one) => one.entity_type === 'leads' && one.type === 'numeric');
  const sums: Rule = { limits: [{ window: 'day', max: 10, increment_from: `args.custom_fields.${seats?.id}` }] };
  const other = await setup({ ...ALL, policy: allow({ create_lead: sums }) });
  const make = (value: number) =>
    other.call('create_lead', { name: 'x', custom_fields: { [String(seats?.name)]: value } });
  expect(await make(6)).toMatchObject({ error: false });
  expect(await make(6)).toMatchObject(denied('tools.create_lead.limits[0]'));
  expect(await make(4)).toMatchObject({ error: false });
});
