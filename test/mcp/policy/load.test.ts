import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Kommo } from '../../../src/index.js';
import { Gate } from '../../../src/mcp/gate.js';
import { createKommoMcpHandler, loadPolicy, type PolicyDocument, type Rule } from '../../../src/mcp/index.js';
import { runCli } from '../../support/cli.js';
import { setup } from '../support.js';

const allow = (tools: Record<string, Rule>, rest: object = {}): PolicyDocument => ({
  version: '1',
  default: 'deny',
  tools,
  ...rest,
});

describe('loading', () => {
  const cases: [unknown, RegExp][] = [
    ['{', /^policy is not JSON/],
    [null, /^policy must be of type object/],
    [{ version: '2', default: 'deny' }, /^policy\.version must be one of 1/],
    [{ version: 1, default: 'deny' }, /^policy\.version/],
    [{ version: '1' }, /^policy\.default is missing/],
    [{ version: '1', default: 'deny', tool: {} }, /^policy\.tool is not known here; known: \$schema, version/],
    [allow({ get_leeds: {} }), /^policy\.tools\.get_leeds names the unknown tool or operation/],
    [allow({}, { hide: ['nope'] }), /^policy\.hide\[0\]/],
    [{ version: '1', default: 'deny', tools: { get_leads: { denyif: [] } } }, /^policy\.tools\.get_leads\.denyif/],
    [
      { version: '1', default: 'deny', tools: { get_leads: { limits: [{ window: 'week', max: 1 }] } } },
      /^policy\.tools\.get_leads\.limits\[0\]\.window must be one of minute, hour, day/,
    ],
    [
      { version: '1', default: 'deny', tools: { get_leads: { rate_limit: { max: 1, window: 'week' } } } },
      /^policy\.tools\.get_leads\.rate_limit\.window/,
    ],
    [
      {
        version: '1',
        default: 'deny',
        tools: { get_leads: { deny_if: [{ conditions: [{ path: 'limit', op: 'gt', value: 1 }] }] } },
      },
      /conditions\[0\]\.path must match/,
    ],
    [
      {
        version: '1',
        default: 'deny',
        tools: { get_leads: { deny_if: [{ conditions: [{ path: 'args.limit', op: 'like', value: 1 }] }] } },
      },
      /conditions\[0\]\.op must be one of eq, neq/,
    ],
    ...['(a+)+$', '^(a|aa)+$', '(?=a)b', 'a.*b.*c', '\\1', 'a?a?a?a?a?a?aaaaaa', '(', 'a'.repeat(201)].map(
      (value): [unknown, RegExp] => [
        allow({ get_leads: { deny_if: [{ conditions: [{ path: 'args.query', op: 'regex', value }] }] } }),
        /conditions\[0\]\.value regex needs a pattern that can not run away/,
      ],
    ),
    [
      allow({ get_leads: { deny_if: [{ conditions: [{ path: 'args.query', op: 'in', value: 'x' }] }] } }),
      /in needs a list/,
    ],
  ];
  test.each(cases)('%j is refused with its place', async (policy, message) => {
    await expect(loadPolicy(policy)).rejects.toThrow(message);
  });

  const deny = (tool: string, path: string, op: string, value?: unknown) => ({
    [tool]: { deny_if: [{ conditions: [{ path, op, value }] }] },
  });
  const never: [object | string, RegExp][] = [
    [
      deny('get_leads', 'args.pipelineid', 'eq', 1),
      /path names an argument that get_leads does not have.*known: query/,
    ],
    [deny('*', 'args.pipelineid', 'eq', 1), /path names an argument that no tool has/],
    [deny('get_leads', 'args.limit', 'gt', '5'), /value is compared with limit, of type integer/],
    [deny('get_leads', 'args.limit', 'in', ['5']), /value is compared with limit/],
    [deny('get_leads', 'args.limit', 'in', []), /in needs a list with values/],
    [deny('get_leads', 'args.pipeline_id', 'eq', 'Sales'), /compared with pipeline_id, of type integer/],
    [deny('get_leads', 'args.created', 'gt', 1), /compared with created, of type object/],
    [
      deny('get_leads', 'args.created.till', 'gt', 1),
      /names till, which args\.created of get_leads does not have.*known: from, to/,
    ],
    [deny('get_leads', 'args.created.from', 'gt', '2026'), /compared with created\.from/],
    [deny('get_leads', 'args.state', 'eq', 'opened'), /compared with state, one of open, won, lost/],
    [deny('create_lead', 'args.price', 'regex', '^5'), /compared with price, of type number/],
    [deny('create_lead', 'args.price.value', 'gt', 5), /goes into price, which is of type number/],
    [deny('create_task', 'args.complete_till', 'lt', '2026-01-01'), /compared with complete_till/],
    [deny('leads.create', 'args.name', 'eq', 'x'), /does not have.*known: operation_id, path, query, body/],
    [deny('get_leads', 'args.limit', 'gt', 500), /value is compared with limit, .*at most 250/],
    [deny('create_lead', 'args.price', 'lt', 0), /value is compared with price, at least 0/],
    [deny('create_lead', 'args.pipeline_id', 'eq', 1.5), /compared with pipeline_id, of type integer/],
    [deny('create_lead', 'args.tags', 'contains', 5), /compared with tags, of type array/],
    [deny('create_task', 'args.complete_till', 'gt', 1_764_000_000_000), /looks like milliseconds/],
    [deny('get_leads', 'args.created.from', 'gt', 1_764_000_000_000), /looks like milliseconds/],
    [deny('create_task', 'args.text', 'exists', false), /compared with text, which is always there/],
    [deny('get_leads', 'args.limit', 'exists', false), /compared with limit, which is always there/],
    [deny('call_operation', 'args.operation_id', 'eq', 'nope.nope'), /operation_id, one of leads\.list/],
    ...[
      ['gt 5', 'lt 3'],
      ['gt 5', 'lt 5'],
      ['gte 5', 'eq 4'],
      ['eq 4', 'neq 4'],
      ['eq 4', 'eq 5'],
      ['exists false', 'gt 1'],
    ].map((pair): [object, RegExp] => {
      const conditions = pair.map((one) => {
        const [op, value] = one.split(' ') as [string, string];
        return { path: 'args.price', op, value: JSON.parse(value) };
      });
      return [{ create_lead: { deny_if: [{ conditions }] } }, /conditions\[1\] contradicts another condition/];
    }),
    [{ create_lead: { limits: [{ window: 'day', max: 5, increment_from: 'args.name' }] } }, /increment_from adds up/],
    [{ create_lead: { limits: [{ window: 'day', max: 5, increment_from: 'args.prise' }] } }, /increment_from names/],
    [`{"get_leads":{"action":"deny"},"get_leads"${' '.repeat(60)}:{}}`, /^policy\.get_leads stands twice/],
    [`{"get_leads"${'\n\t'.repeat(5000)}:{"action":"deny"},"\\u0067et_leads":{}}`, /^policy\.get_leads stands twice/],
    ['{"get_leads":{},"get_leads":{"action":"deny"}}', /^policy\.get_leads stands twice/],
    ['{"get_leads":{"rate_limit":"1/day","rate_li\\u006dit":"9/day"}}', /get_leads\.rate_limit stands twice/],
  ];
  test.each(never)('%j could never hold, and is refused', async (policy, message) => {
    await expect(loadPolicy(policy)).rejects.toThrow(message);
  });

  const clause = (tool: string, ...conditions: [path: string, op: string, value?: unknown][]) => ({
    [tool]: { deny_if: [{ conditions: conditions.map(([path, op, value]) => ({ path: `args.${path}`, op, value })) }] },
  });
  // Each is impossible by what the argument can be.
  test.each([
    clause('get_leads', ['state', 'regex', '^closed']),
    clause('get_leads', ['state', 'contains', 'zzz']),
    clause('get_leads', ['state', 'gt', 'zz']),
    clause('get_leads', ['state', 'lt', 'a']),
    clause('get_leads', ['state', 'neq', 'open'], ['state', 'neq', 'won'], ['state', 'not_in', ['lost']]),
    clause('get_leads', ['state', 'regex', '^w'], ['state', 'neq', 'won']),
    clause('move_lead', ['status_id', 'gt', 1], ['status_id', 'lt', 2]),
    clause('move_lead', ['status_id', 'gt', 1.2], ['status_id', 'lt', 1.8]),
    clause('move_lead', ['status_id', 'gt', 1], ['status_id', 'lt', 5], ['status_id', 'not_in', [2, 3, 4]]),
    clause('move_lead', ['status_id', 'in', [142, 142]], ['status_id', 'not_in', [142]]),
    clause('move_lead', ['status_id', 'exists', true], ['status_id', 'exists', false]),
    clause('move_lead', ['lead_id', 'lt', 1]),
    clause('create_lead', ['name', 'eq', '']),
    clause('create_lead', ['name', 'lt', '']),
    clause('create_lead', ['name', 'gt', 'b'], ['name', 'lt', 'a']),
    clause('create_lead', ['name', 'eq', 'abc'], ['name', 'regex', '^x']),
    clause('create_lead', ['price', 'gt', '5']),
    clause('create_lead', ['price', 'gt', 5], ['price', 'gt', 'a']),
    clause('get_leads', ['created', 'exists', false], ['created.from', 'gt', 1]),
    clause('get_tasks', ['is_completed', 'neq', true], ['is_completed', 'neq', false]),
    clause('get_tasks', ['is_completed', 'gt', 0]),
    clause('*', ['pipeline_id', 'eq', 'Sales']),
    clause('*', ['limit', 'gt', 5000]),
    clause('leads.update', ['body.status_id', 'regex', '^1']),
    clause('leads.list', ['query.filter.statuses.status_id', 'eq', '142']),
    clause('leads.list', ['path.id', 'eq', 1]),
    clause('find_operation', ['query.filter.id', 'eq', 1]),
    { create_lead: { require: [{ conditions: [{ path: 'args.price', op: 'lt', value: 0 }] }] } },
    { create_lead: { approval: { if: [{ path: 'args.name', op: 'eq', value: '' }] } } },
  ])('%j can never hold, and is refused', async (tools) => {
    await expect(loadPolicy(allow(tools as never))).rejects.toThrow(
      /: no call has that value|contradicts another condition|never holds/,
    );
  });

  test.each([
    clause('get_leads', ['state', 'regex', '^w']),
    clause('get_leads', ['state', 'neq', 'open'], ['state', 'neq', 'won']),
    clause('move_lead', ['status_id', 'gt', 1], ['status_id', 'lt', 3]),
    clause('create_lead', ['price', 'gt', 1], ['price', 'lt', 2]),
    clause('create_lead', ['price', 'lte', 0]),
    clause('create_lead', ['name', 'gt', 'a'], ['name', 'lt', 'b']),
    clause('create_lead', ['name', 'regex', '^[A-Z]{2}-\\d{3,}(x|y)?$'], ['name', 'contains', 'AA']),
    clause('create_lead', ['name', 'regex', '\\p{Extended_Pictographic}']),
    clause('create_lead', ['name', 'regex', '^\\u{1F525}+ ?[^a-z]\\b']),
    clause('create_lead', ['tags', 'contains', 'a'], ['tags', 'contains', 'b']),
    clause('create_lead', ['tags', 'eq', 'vip']),
    clause('create_lead', ['custom_fields.Budget', 'gt', 5], ['custom_fields.Budget', 'lt', 9]),
    clause('create_lead', ['pipeline_id', 'exists', false], ['price', 'gt', 5]),
    clause('*', ['pipeline_id', 'eq', 7000102]),
    clause('*', ['query', 'contains', 'x']),
    clause('leads.list', ['query.filter.pipeline_id', 'in', [1, 2]]),
    clause('leads.updateMany', ['body.price', 'gt', 1], ['body.price', 'lt', 1]),
  ])('%j can hold, and loads without a doubt', async (tools) => {
    const policy = await loadPolicy(allow(tools as never));
    expect(new Gate({ policy }).warnings().filter((line) => line.includes('may never'))).toEqual([]);
  });

  test('what may never hold loads with a warning', async () => {
    for (const tools of [
      clause('create_lead', ['name', 'regex', '$x']),
      clause('create_lead', ['name', 'regex', 'a\\bb']),
      clause('create_lead', ['name', 'regex', '^a$'], ['name', 'regex', '^b$']),
    ]) {
      const policy = await loadPolicy(allow(tools as never));
      expect(new Gate({ policy, write: true }).warnings()).toEqual([
        expect.stringMatching(
          /^policy\.tools\.create_lead\.deny_if\[0\]\.conditions.* may never hold: no value of args\.name/,
        ),
      ]);
    }
  });

  test('a comparison that always holds is refused for that', async () => {
    for (const [op, value] of [
      ['neq', '5'],
      ['not_in', ['5']],
    ] as const)
      await expect(loadPolicy(deny('get_leads', 'args.limit', op, value))).rejects.toThrow(
        /so the condition always holds\.$/,
      );
  });

  test('a name that is not known is named, also in a bare map', async () => {
    await expect(loadPolicy({ 'get_leads ': {} })).rejects.toThrow(/names the unknown tool or operation "get_leads "/);
  });

  test.each(['eq', 'neq'])('%s null is fine if the argument can be null', async (op) => {
    for (const name of ['leads.update', 'call_operation'])
      await setup({ policy: allow(deny(name, 'args.body.loss_reason_id', op, null) as never) });
  });

  test.each([
    deny('get_leads', 'args.pipeline_id', 'eq', 7000101),
    deny('get_leads', 'args.created.from', 'lt', 1_700_000_000),
    deny('create_lead', 'args.tags', 'contains', 'vip'),
    deny('create_lead', 'args.custom_fields.Budget', 'gt', 5),
    deny('leads.create', 'args.body.price', 'gt', 5),
    deny('*', 'args.limit', 'gt', 50),
    '\uFEFF{ "get_leads": {} }',
  ])('%j loads', async (policy) => {
    expect(await loadPolicy(policy)).toMatchObject({ version: '1', default: 'deny' });
  });

  const deep: [object, RegExp][] = [
    [
      deny('leads.update', 'args.body.statusid', 'eq', 143),
      /path names statusid, which args\.body of leads\.update.*known: status_id/,
    ],
    [deny('leads.update', 'args.path.idd', 'eq', 143), /path names idd, which args\.path of leads\.update.*known: id/],
    [deny('leads.list', 'args.query.filter.pipeline', 'eq', 1), /path names pipeline, which args\.query\.filter/],
    [deny('leads.update', 'args.body.status_id', 'eq', '143'), /compared with body\.status_id, of type integer/],
    [deny('tasks.update', 'args.body.complete_till', 'gt', 1_764_000_000_000), /looks like milliseconds/],
    [
      { 'leads.create': { limits: [{ window: 'day', max: 5, increment_from: 'args.body.prise' }] } },
      /increment_from names prise/,
    ],
  ];
  test.each(deep)('%j of an operation could never hold, and stops the start', async (tools, message) => {
    await expect(setup({ policy: allow(tools as never) })).rejects.toThrow(message);
    await expect(loadPolicy(allow(tools as never))).rejects.toThrow(message);
    const handler = await createKommoMcpHandler(new Kommo({ subdomain: 'x', accessToken: 'y' }));
    await expect(handler.setPolicy(allow(tools as never))).rejects.toThrow(message);
  });

  test('of two policies that are set at once, the last one stays', async () => {
    const { sandbox } = await setup();
    const handler = await createKommoMcpHandler(new Kommo({ ...sandbox.options, rateLimit: false }));
    const first = handler.setPolicy(allow({ ...deny('leads.update', 'args.body.status_id', 'eq', 143) } as never));
    const second = handler.setPolicy({ version: '1', default: 'deny', tools: { get_account: {} } });
    await Promise.all([first, second]);
    const client = new Client({ name: 'test', version: '0' });
    await client.connect(
      new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), {
        fetch: (url, init) => handler.fetch(new Request(url, init)),
      }),
    );
    onTestFinished(() => client.close());
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['get_account']);
  });
  test.each([
    deny('leads.update', 'args.body.status_id', 'eq', 143),
    deny('leads.updateMany', 'args.body.0.status_id', 'eq', 143),
    deny('leads.create', 'args.body._embedded.tags.name', 'eq', 'vip'),
    deny('leads.list', 'args.query.filter.pipeline_id', 'eq', 7000101),
    deny('call_operation', 'args.body.price', 'gt', 5),
    deny('leads.update', 'args.body.custom_fields_values.field_id', 'eq', 5),
    deny('notes.create', 'args.body.params.text', 'contains', 'x'),
  ])('%j of an operation starts', async (tools) => {
    await setup({ policy: allow(tools as never) });
  });

  test('rules without effect in a start are named, with why', () => {
    const policy = { get_leads: {}, create_lead: {}, get_notes: {}, 'contacts.create': {}, 'leads.list': {} };
    const warnings = new Gate({ policy: JSON.stringify(policy), exclude: ['get_leads'] }).warnings();
    expect(
      warnings.map((text) => text.replace('policy.tools.', '').replace(' has no effect in this start', '')),
    ).toEqual([
      'get_leads: its operator left it out',
      'create_lead: this server is read-only; its operator can start it with --write',
      'get_notes: it is off; the operator can start the server with the toolset notes',
      'contacts.create, and call_operation does not run it: the policy does not list it',
      'leads.list, and call_operation does not run it: the policy does not list it',
    ]);
  });

  test('a large text is scanned in linear time, and a deep one too', async () => {
    const spaces = `{"version":"1","default":"deny","hide":[${Array(50_000)
      .fill(`"get_leads"${' '.repeat(20)}`)
      .join()}]}`;
    expect((await loadPolicy(spaces)).hide).toHaveLength(50_000);
    const deep = `${'['.repeat(5000)}{"a":1,"a":2}${']'.repeat(5000)}`;
    await expect(loadPolicy(deep)).rejects.toThrow('.a stands twice');
  });

  test('what people write is taken', async () => {
    const policy = allow({
      get_leads: {
        deny_if: [{ conditions: [{ path: 'args.query', op: 'regex', value: '^[\\w.]+@example\\.(com|org)$' }] }],
        require: [],
        limits: [],
      },
    });
    expect(await loadPolicy(policy)).toBe(policy);
  });

  test('a policy that does not load stops the start, and is no fallback to the default', async () => {
    await expect(setup({ policy: '{"version":"1"}' })).rejects.toThrow('policy.default is missing');
  });

  test('policy init prints what loads, and policy check says what each tool would get', async () => {
    const init = await runCli(['mcp', 'policy', 'init']);
    const starter = await loadPolicy(init.stdout);
    expect(Object.keys(starter.tools ?? {})).toHaveLength(35);
    expect(starter.tools?.['create_lead']).toEqual({ rate_limit: { max: 30, window: 'minute' } });
    const cwd = await mkdtemp(join(tmpdir(), 'kommo-policy-'));
    onTestFinished(() => rm(cwd, { recursive: true }));
    await writeFile(join(cwd, 'policy.json'), init.stdout);
    const check = async (...more: string[]): Promise<string> =>
      (await runCli(['mcp', 'policy', 'check', ...more], { cwd })).stdout;
    expect(await check()).toMatch(/get_leads +read +yes\n/);
    expect(await check()).toMatch(/create_lead +write +no: this server is read-only.*\(read_only\)/);
    expect(await check('--policy', 'policy.json', '--write')).toMatch(
      /create_lead +write +yes, with rate_limit; what move_lead does, under its rules\n/,
    );
    await writeFile(join(cwd, 'policy.json'), '{"version":"1","default":"allow","hide":["move_lead"]}');
    const closure = await check('--policy', 'policy.json', '--write');
    for (const name of [
      'create_lead',
      'update_lead',
      '  leads.createComplex',
      '  leads.updateMany',
      '  unsorted.accept',
    ])
      expect(closure).toMatch(new RegExp(`${name} .*; what move_lead does, under its rules\\n`));
    expect(closure).toMatch(/ {2}contacts\.update +write +yes\n/);
    const deny_if = [{ conditions: [{ path: 'args.limit', op: 'gt', value: 10 }] }];
    await writeFile(
      join(cwd, 'policy.json'),
      JSON.stringify({ version: '1', default: 'allow', tools: { get_leads: { deny_if } } }),
    );
    const conditions = await check('--policy', 'policy.json');
    expect(conditions).toMatch(/get_leads +read +yes, with deny_if\n/);
    for (const id of ['leads.list', 'leads.get'])
      expect(conditions).toMatch(new RegExp(`${id} +read +no: .*can not be judged.*\\(tools.get_leads\\)\n`));
    expect(await runCli(['mcp', 'policy', 'nope'])).toMatchObject({ code: 2, stdout: '' });
    await writeFile(join(cwd, 'policy.json'), '{"version":"1","default":"maybe"}');
    expect(await runCli(['mcp', '--policy', 'policy.json', '--sandbox'], { cwd })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('policy.default must be one of allow, deny'),
    });
  });
});
