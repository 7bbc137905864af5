import { Client, InMemoryTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Kommo } from '../../src/index.js';
import {
  type AuditEvent,
  createKommoMcpHandler,
  createKommoMcpServer,
  type KommoMcpOptions,
  type Rule,
} from '../../src/mcp/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { call, setup } from './support.js';

const LEAD = 20000001;
const POLICY: KommoMcpOptions = {
  write: true,
  policy: {
    version: '1',
    default: 'deny',
    tools: {
      update_lead: { approval: true, rate_limit: { max: 2, window: 'hour' } },
      create_lead: { approval: { if: [{ path: 'args.price', op: 'gt', value: 100 }], message: 'A big one.' } },
    },
  },
};
type Reply = { action: 'accept' | 'decline' | 'cancel'; content?: Record<string, string | boolean | number> };
const YES: Reply = { action: 'accept', content: { approve: true } };

/** A client that answers questions, over a connection of the older or the newer protocol. */
async function asking(
  mode: 'legacy' | 'modern',
  reply: Reply,
  options: KommoMcpOptions = POLICY,
  elicitation: object = { form: {} },
) {
  const sandbox = createSandbox({ rateLimit: false });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
  const questions: string[] = [];
  const client = new Client(
    { name: 'test', version: '0' },
    {
      capabilities: { elicitation: elicitation as never },
      ...(mode === 'modern' && { versionNegotiation: { mode: { pin: '2026-07-28' } } }),
    },
  );
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    questions.push(params.message);
    return reply;
  });
  if (mode === 'legacy') {
    const [near, far] = InMemoryTransport.createLinkedPair();
    await (await createKommoMcpServer(kommo, options)).connect(far);
    await client.connect(near);
  } else {
    const handler = await createKommoMcpHandler(kommo, options);
    await client.connect(
      new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), {
        fetch: (url, init) => handler.fetch(new Request(url, init)),
      }),
    );
  }
  onTestFinished(() => client.close());
  return { client, sandbox, questions, writes: () => sandbox.requests.filter(({ method }) => method !== 'GET').length };
}

const approvalIf = (path: string, op: string, value: unknown) => ({ approval: { if: [{ path, op, value }] } });
const operation = (operation_id: string, args: object) => ['call_operation', { operation_id, ...args }] as const;

// Whether the condition is met can't be told from the arguments of another tool, so a person is asked.
describe('an approval with a condition holds for what does the same', () => {
  test.each([
    [
      'move_lead',
      approvalIf('args.status_id', 'eq', 143),
      operation('leads.update', { path: { id: LEAD }, body: { status_id: 143, pipeline_id: 7000101 } }),
    ],
    [
      'move_lead',
      approvalIf('args.status_id', 'eq', 143),
      operation('leads.updateMany', { body: [{ id: LEAD, status_id: 143, pipeline_id: 7000101 }] }),
    ],
    [
      'create_lead',
      approvalIf('args.price', 'gt', 50_000),
      operation('leads.create', { body: [{ name: 'x', price: 60_000 }] }),
    ],
    [
      'create_lead',
      approvalIf('args.price', 'gt', 50_000),
      operation('leads.createComplex', { body: [{ name: 'x', price: 60_000 }] }),
    ],
    [
      'add_note',
      approvalIf('args.entity_type', 'eq', 'leads'),
      operation('notes.create', {
        path: { entity_type: 'leads' },
        body: [{ entity_id: LEAD, note_type: 'common', params: { text: 'x' } }],
      }),
    ],
    ['leads.update', approvalIf('args.body.status_id', 'eq', 143), ['update_lead', { id: LEAD, status_id: 143 }]],
    ['leads.update', approvalIf('args.body.status_id', 'eq', 143), ['move_lead', { lead_id: LEAD, status_id: 143 }]],
    ['*', approvalIf('args.price', 'gt', 50_000), operation('leads.create', { body: [{ name: 'x', price: 60_000 }] })],
  ] as const)('%s %j, by %j', async (name, rule, [tool, args]) => {
    const policy = { version: '1', default: 'allow', tools: { [name]: rule } };
    const { client, writes, questions } = await asking('legacy', { action: 'decline' }, {
      write: true,
      toolsets: ['all'],
      policy,
    } as never);
    expect(await call(client, tool, args)).toMatchObject({ error: true });
    expect(questions).toHaveLength(1);
    expect(writes()).toBe(0);
  });
});

describe.each(['legacy', 'modern'] as const)('approval by a person (%s)', (mode) => {
  test('yes runs the call, and the question shows its tool and changes', async () => {
    const { client, questions, writes } = await asking(mode, YES);
    expect(await call(client, 'update_lead', { id: LEAD, price: 9 })).toMatchObject({ error: false });
    expect(questions).toEqual([expect.stringMatching(/update_lead \{"id":20000001,"price":9\}\n.*\naccount: [\w.]+$/)]);
    expect(writes()).toBe(1);
  });

  test.each<Reply>([
    { action: 'decline' },
    { action: 'cancel' },
    { action: 'accept', content: { approve: false } },
    { action: 'accept', content: { approve: 'true' } },
  ])('%j does not, and counts, so that nobody is asked more often than the limit says', async (reply) => {
    const { client, questions, sandbox, writes } = await asking(mode, reply);
    for (let i = 0; i < 2; i += 1)
      expect((await call(client, 'update_lead', { id: LEAD, price: 9 })).text).toMatch(/DENIED.*did not approve/);
    const { length } = sandbox.requests;
    for (let i = 0; i < 2; i += 1)
      expect((await call(client, 'update_lead', { id: LEAD, price: 9 })).text).toMatch(/DENIED.*at most 2/);
    expect([questions.length, sandbox.requests.length, writes()]).toEqual([2, length, 0]);
  });

  test('a call that is too long to be shown as a whole is not put to anyone', async () => {
    const { client, questions, writes } = await asking(mode, YES);
    const hidden = { id: LEAD, name: 'x'.repeat(2000), price: 1 };
    expect((await call(client, 'update_lead', hidden)).text).toMatch(/DENIED.*only be shown.*2,000/);
    expect([questions, writes()]).toEqual([[], 0]);
  });

  test('holds for the conditions it names', async () => {
    const { client, questions } = await asking(mode, YES);
    await call(client, 'create_lead', { name: 'x', price: 100 });
    await call(client, 'create_lead', { name: 'x', price: 101 });
    expect(questions).toEqual([expect.stringContaining('A big one.')]);
  });
});

describe('approval is bound', () => {
  // The client's part by hand, so that it can cheat.
  async function wire() {
    const sandbox = createSandbox({ rateLimit: false });
    const events: AuditEvent[] = [];
    const handler = await createKommoMcpHandler(new Kommo({ ...sandbox.options, rateLimit: false }), {
      ...POLICY,
      audit: (event) => events.push(event),
    });
    const send = async (args: object, more: object = {}): Promise<Record<string, never>> => {
      const meta = {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientInfo': { name: 'x', version: '0' },
        'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } },
      };
      const params = { name: 'update_lead', arguments: args, _meta: meta, ...more };
      const headers = {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': 'tools/call',
        'mcp-name': 'update_lead',
      };
      const response = await handler.fetch(
        new Request('http://localhost/mcp', {
          method: 'POST',
          headers,
          body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
        }),
      );
      return response.json() as Promise<Record<string, never>>;
    };
    return { send, sandbox, events };
  }
  const inputResponses = { approval: { action: 'accept', content: { approve: true } } };

  test('to the arguments, to one use, and to what this server sealed', async () => {
    const { send, sandbox, events } = await wire();
    const asked = (await send({ id: LEAD, price: 1 })) as { result?: { requestState?: string } };
    const requestState = asked.result?.requestState;
    expect(requestState).toBeTypeOf('string');
    const swapped = await send({ id: LEAD, price: 1_000_000 }, { requestState, inputResponses });
    expect(JSON.stringify(swapped)).toContain('belongs to another call');
    expect(JSON.stringify(await send({ price: 1, id: LEAD }, { requestState, inputResponses }))).toContain('"ok":true');
    expect(JSON.stringify(await send({ id: LEAD, price: 1 }, { requestState, inputResponses }))).toContain('was used');
    const forged = JSON.stringify(
      await send({ id: LEAD, price: 1 }, { requestState: `${requestState}x`, inputResponses }),
    );
    expect(forged).toContain('-32602');
    expect(events.at(-1)).toMatchObject({ tool: 'approval', decision: 'denied', rule: 'approval' });
    expect(JSON.stringify(await send({ id: LEAD, price: 1 }, { inputResponses }))).not.toContain('"ok":true');
    expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toHaveLength(1);
  });
});

describe('approval without a person', () => {
  test('a client that can not ask is refused, in a result that the model sees', async () => {
    const { call: run, sandbox } = await setup(POLICY);
    expect(await run('update_lead', { id: LEAD, price: 1 })).toMatchObject({
      error: true,
      text: expect.stringMatching(/DENIED.*can not ask/),
    });
    expect(sandbox.requests).toEqual([]);
  });

  test('older clients over HTTP have no way to be asked', async () => {
    const sandbox = createSandbox({ rateLimit: false });
    const handler = await createKommoMcpHandler(new Kommo({ ...sandbox.options, rateLimit: false }), POLICY);
    const client = new Client({ name: 'x', version: '0' }, { capabilities: { elicitation: { form: {} } } });
    await client.connect(
      new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), {
        fetch: (url, init) => handler.fetch(new Request(url, init)),
      }),
    );
    onTestFinished(() => client.close());
    expect((await call(client, 'update_lead', { id: LEAD, price: 1 })).text).toMatch(/DENIED.*can not ask/);
  });

  test("the model's own arguments count for nothing", async () => {
    const { call: run, sandbox } = await setup(POLICY);
    for (const more of [{ approve: true }, { approval: { approve: true } }]) {
      expect(await run('update_lead', { id: LEAD, price: 1, ...more })).toMatchObject({
        error: true,
        text: expect.stringContaining('is not known here'),
      });
    }
    // Kommo-MCP takes it on every write, so clients send it; it is dropped before anything looks at it.
    const { text } = await run('update_lead', { id: LEAD, price: 1, confirm: true });
    expect(text).toMatch(/DENIED.*can not ask/);
    expect(sandbox.requests).toEqual([]);
  });

  test('confirm of Kommo-MCP does no harm, and no rule can be met with it', async () => {
    const names: (readonly string[])[] = [];
    const log: KommoMcpOptions = { audit: (event) => names.push(event.arguments) };
    const open = await setup({ write: true, toolsets: ['all'], ...log });
    expect(await open.call('create_lead', { name: 'x', confirm: true })).toMatchObject({ error: false });
    expect(await open.call('run_salesbot', { bot_id: 1, entity_id: LEAD, confirm: false })).not.toMatchObject({
      text: expect.stringContaining('not known'),
    });
    expect(names).toEqual([['name'], ['bot_id', 'entity_id', 'entity_type']]);
    const sent = open.sandbox.requests.find(({ path, method }) => method === 'POST' && path === '/api/v4/leads');
    expect(sent?.body).toEqual([{ name: 'x' }]);
    const require = [{ path: 'args.confirm', op: 'eq' as const, value: true }];
    const policy = { version: '1' as const, default: 'deny' as const, tools: { create_lead: { require } } };
    await expect(setup({ write: true, policy })).rejects.toThrow(/create_lead does not have, so it never holds/);
  });

  test('programs decide with approve()', async () => {
    const seen: unknown[] = [];
    const { call: run } = await setup({ ...POLICY, approve: (one) => seen.push(one) === 1 });
    expect(await run('update_lead', { id: LEAD, price: 1 })).toMatchObject({ error: false });
    expect(await run('update_lead', { id: LEAD, price: 1 })).toMatchObject({
      error: true,
      text: expect.stringContaining('did not approve'),
    });
    expect(seen[0]).toMatchObject({
      tool: 'update_lead',
      category: 'write',
      arguments: { id: LEAD, price: 1 },
      seconds: 300,
    });
  });
});

test.each(['approve', 'approveElse'] as const)('%s: ten calls wait for a person, and no more', async (how) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const answers = new Map<number, boolean | 'pending'>();
  const asked: unknown[] = [];
  const decide = async ({ arguments: args }: { arguments: Readonly<Record<string, unknown>> }) => {
    asked.push(args['price']);
    return answers.get(args['price'] as number) ?? 'pending';
  };
  const policy = {
    version: '1' as const,
    default: 'allow' as const,
    tools: { update_lead: { approval: true as const } },
  };
  const { call: run, sandbox } = await setup({ write: true, policy, [how]: decide });
  const update = async (price: number) => (await run('update_lead', { id: LEAD, price })).text;
  for (let price = 1; price <= 10; price += 1) expect(await update(price)).toContain('has not answered yet');
  const { length } = sandbox.requests;
  expect(await update(11)).toMatch(/DENIED.*10 calls wait for a person already.*retry_after_s=60/);
  expect(asked).toHaveLength(10);
  // No name was read for it either.
  expect(sandbox.requests).toHaveLength(length);
  // The same call again is the same question, and an answer makes room.
  expect(await update(3)).toContain('has not answered yet');
  answers.set(3, false);
  expect(await update(3)).toContain('did not approve');
  expect(await update(11)).toContain('has not answered yet');
  expect(await update(12)).toContain('10 calls wait');
  // What nobody answers is over with the time of the rule.
  vi.setSystemTime(Date.now() + 300_001);
  expect(await update(12)).toContain('has not answered yet');
  // Also of calls that come at once, equal ones included.
  asked.length = 0;
  const many = await Promise.all(Array.from({ length: 30 }, (_, i) => update(i < 15 ? 100 : 101)));
  expect(many.filter((text) => text.includes('10 calls wait')).length).toBeGreaterThanOrEqual(20);
  expect(asked.length).toBeLessThanOrEqual(10);
});

test.each([
  [{ call_operation: { action: 'allow' as const } }, true],
  [{ call_operation: approvalIf('args.operation_id', 'eq', 'leads.create') }, true],
  [{ '*': { action: 'allow' as const } }, true],
  [{ 'talks.send': { action: 'allow' as const } }, false],
  [{ send_message: { action: 'allow' as const } }, false],
] as [Record<string, Rule>, boolean][])(
  'under %j a message by call_operation needs a person: %s',
  async (tools, isAsked) => {
    const asked: unknown[] = [];
    const policy = { version: '1' as const, default: 'allow' as const, tools };
    const { call: run, sandbox } = await setup({ write: true, policy, approve: (one) => asked.push(one) === 0 });
    await run('call_operation', { operation_id: 'talks.send', path: { id: 3001 }, body: { text: 'hi' } });
    expect(asked).toHaveLength(isAsked ? 1 : 0);
    expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(isAsked ? 0 : 1);
  },
);

test('questions that a client leaves open are ten at most', async () => {
  let release = (): void => {};
  const open = new Promise<void>((done) => {
    release = done;
  });
  const policy = {
    version: '1' as const,
    default: 'allow' as const,
    tools: { update_lead: { approval: true as const } },
  };
  const { client, questions, writes } = await asking('legacy', YES, { write: true, policy });
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    questions.push(params.message);
    await open;
    return YES;
  });
  // Equal calls are questions of their own.
  const calls = Array.from({ length: 15 }, (_, i) => call(client, 'update_lead', { id: LEAD, price: i % 8 }));
  await vi.waitFor(() => expect(questions).toHaveLength(10));
  release();
  const texts = (await Promise.all(calls)).map(({ text }) => text);
  expect(texts.filter((text) => text.includes('10 calls wait'))).toHaveLength(5);
  expect(writes()).toBe(10);
});

test('a name from the CRM is one short line of a question, and can not pass for more of it', async () => {
  const messages: string[] = [];
  const { call: run, sandbox } = await setup({ ...POLICY, approve: ({ message }) => messages.push(message) < 0 });
  for (const name of [`Ana\r\nstatus_id: Won\n\nApproved by the owner.`, `Ana${' x'.repeat(2000)}`]) {
    sandbox.seed({ leads: [{ id: 1, name }] });
    expect((await run('update_lead', { id: 1, price: 5 })).error).toBe(true);
  }
  expect(messages).toHaveLength(2);
  for (const message of messages) {
    expect(message.split(/[\r\n]/)).toHaveLength(4);
    expect(message.length).toBeLessThan(400);
  }
});

test('a question spells out what a person would not see, since it is sent', async () => {
  const messages: string[] = [];
  const { call: run } = await setup({ ...POLICY, approve: ({ message }) => messages.push(message) < 0 });
  await run('update_lead', { id: LEAD, name: 'ok\u{e0070}\u{e0061}&#8203;\u202eevil A & B' });
  expect(messages).toEqual([
    expect.stringContaining('"name":"ok\\u{e0070}\\u{e0061}\\u{26}#8203;\\u{202e}evil A & B"'),
  ]);
  // Spelled out, it is too long to be shown as a whole.
  expect((await run('update_lead', { id: LEAD, name: '\u200b'.repeat(250) })).text).toMatch(/DENIED.*2,000/);
  expect(messages).toHaveLength(1);
});

test.each(['legacy', 'modern'] as const)(
  'a client that can only open addresses can not ask, and the call goes the other way (%s)',
  async (mode) => {
    const asked: string[] = [];
    const { client, questions, writes } = await asking(
      mode,
      YES,
      {
        ...POLICY,
        approveElse: ({ tool }) => {
          asked.push(tool);
          return true;
        },
      },
      { url: {} },
    );
    expect(await call(client, 'update_lead', { id: LEAD, price: 9 })).toMatchObject({ error: false });
    expect([asked, questions, writes()]).toEqual([['update_lead'], [], 1]);
  },
);

test('a policy that is put in place while a question is open is not answered by it, and the repeated call counts once', async () => {
  const asks = (message: string) =>
    ({
      version: '1',
      default: 'allow',
      tools: { update_lead: { approval: { message }, rate_limit: { max: 1, window: 'hour' } } },
    }) as const;
  const sandbox = createSandbox({ rateLimit: false });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
  const handler = await createKommoMcpHandler(kommo, { write: true, policy: asks('Old question.') });
  const client = new Client(
    { name: 'test', version: '0' },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const questions: string[] = [];
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    questions.push(params.message.split('\n')[0] as string);
    await handler.setPolicy(asks('New question.'));
    return YES;
  });
  const transport = new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), {
    fetch: (url, init) => handler.fetch(new Request(url, init)),
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const first = await call(client, 'update_lead', { id: LEAD, price: 9 });
  expect(first.text).toMatch(/DENIED.*an earlier policy.*repeat the call.*retry_after_s=1/);
  expect((await call(client, 'update_lead', { id: LEAD, price: 9 })).error).toBe(false);
  expect((await call(client, 'update_lead', { id: LEAD, price: 9 })).text).toMatch(/DENIED.*at most 1/);
  expect(questions).toEqual(['Old question.', 'New question.']);
});

test('a policy that is put in place while a person decides holds for the call', async () => {
  let agree: ((agreed: boolean) => void) | undefined;
  const sandbox = createSandbox({ rateLimit: false });
  const handler = await createKommoMcpHandler(new Kommo({ ...sandbox.options, rateLimit: false }), {
    ...POLICY,
    approve: () => new Promise<boolean>((done) => (agree = done)),
  });
  const client = new Client({ name: 'test', version: '0' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(
    new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), {
      fetch: (url, init) => handler.fetch(new Request(url, init)),
    }),
  );
  onTestFinished(() => client.close());
  const answer = call(client, 'update_lead', { id: LEAD, price: 9 });
  await vi.waitFor(() => expect(agree).toBeDefined());
  await handler.setPolicy({ version: '1', default: 'allow', hide: ['update_lead'] });
  agree?.(true);
  expect((await answer).text).toMatch(/DENIED.*changed the policy meanwhile; repeat the call.*retry_after_s=1/);
  expect((await call(client, 'update_lead', { id: LEAD, price: 9 })).text).toMatch(/DENIED.*hidden/);
  expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

describe('a question names what its ids stand for', () => {
  const setUp = async (hide: string[] = []) => {
    const messages: string[] = [];
    const policy = { version: '1', default: 'allow', hide, tools: { '*': { action: 'require_approval' } } } as const;
    const options = { write: true, toolsets: ['all' as const], policy: policy as never };
    const { call: run, sandbox } = await setup({ ...options, approve: ({ message }) => messages.push(message) < 0 });
    sandbox.seed({
      leads: [
        { id: 1, name: 'Lead one' },
        { id: 2, name: 'Lead two' },
      ],
      contacts: [
        { id: 1, name: 'Contact one' },
        { id: 30000001, name: 'Client of the talk' },
      ],
      companies: [{ id: 1, name: 'Company one' }],
      tasks: [{ id: 7, text: 'Call\nback', complete_till: 1_796_187_599, entity_id: 1, entity_type: 'leads' }],
    });
    return async (tool: string, args: Record<string, unknown>) => {
      messages.length = 0;
      const answer = await run(tool, args);
      expect(messages, answer.text).toHaveLength(1);
      // Between the call and the address of the account.
      return (messages[0] as string).split('\n').slice(2, -1);
    };
  };
  const operation = (operation_id: string, args: object) => ({ operation_id, ...args });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['run_salesbot', { bot_id: 2, entity_id: 1, entity_type: 'leads' }, ['entity_id: Lead one']],
    ['run_salesbot', { bot_id: 2, entity_id: 1, entity_type: 'contacts' }, ['entity_id: Contact one']],
    ['stop_salesbot', { bot_id: 2, entity_id: 1, entity_type: 'leads' }, ['entity_id: Lead one']],
    ['pin_note', { entity_type: 'leads', note_id: 2 }, []],
    ['send_message', { talk_id: 3001, text: 'hi' }, ['talk_id: Client of the talk']],
    ['get_conversation', { talk_id: 3001 }, ['talk_id: Client of the talk']],
    ['update_contact', { id: 1, name: 'x' }, ['id: Contact one']],
    ['complete_task', { task_id: 7, result: 'x' }, ['task_id: Call back']],
    ['create_lead', { name: 'x', contact_id: 1 }, ['contact_id: Contact one']],
    ['create_contact', { name: 'x', lead_id: 2 }, ['lead_id: Lead two']],
    ['add_note', { entity_type: 'contacts', entity_id: 1, text: 'n' }, ['entity_id: Contact one']],
    [
      'create_task',
      { text: 't', entity_type: 'leads', entity_id: 1, complete_till: '2026-12-01' },
      ['entity_id: Lead one', 'complete_till: 2026-12-01T23:59:59-05:00'],
    ],
    [
      'get_leads',
      { created: '2026-12-01' },
      ['created.from: 2026-12-01T00:00:00-05:00', 'created.to: 2026-12-01T23:59:59-05:00'],
    ],
    [
      'call_operation',
      operation('leads.update', {
        path: { id: 1 },
        body: { status_id: 58220005, pipeline_id: 7000101, responsible_user_id: 11087104, closed_at: 1_796_187_599 },
      }),
      [
        'path.id: Lead one',
        'body.status_id: Negotiation in Sales',
        'body.pipeline_id: Sales',
        'body.responsible_user_id: Diego Ramírez',
        'body.closed_at: 2026-12-01T23:59:59-05:00',
      ],
    ],
    [
      'call_operation',
      operation('leads.updateMany', {
        body: [
          { id: 1, price: 1 },
          { id: 2, price: 1 },
        ],
      }),
      ['body.0.id: Lead one', 'body.1.id: Lead two'],
    ],
    [
      'call_operation',
      operation('leads.list', { query: { filter: { id: [1, 2] } } }),
      ['query.filter.id.0: Lead one', 'query.filter.id.1: Lead two'],
    ],
    [
      'call_operation',
      operation('contacts.update', { path: { id: 1 }, body: { name: 'x' } }),
      ['path.id: Contact one'],
    ],
    [
      'call_operation',
      operation('companies.update', { path: { id: 1 }, body: { name: 'x' } }),
      ['path.id: Company one'],
    ],
    ['call_operation', operation('tasks.update', { path: { id: 7 }, body: { text: 'x' } }), ['path.id: Call back']],
    [
      'call_operation',
      operation('talks.send', { path: { id: 3001 }, body: { text: 'x' } }),
      ['path.id: Client of the talk'],
    ],
    [
      'call_operation',
      operation('bots.run', { path: { id: 2 }, body: { entity_id: 1, entity_type: 'leads' } }),
      ['body.entity_id: Lead one'],
    ],
    [
      'call_operation',
      operation('bots.runV2', { body: [{ bot_id: 2, entity_id: 1, entity_type: 2 }] }),
      ['body.0.entity_id: Lead one'],
    ],
    [
      'call_operation',
      operation('links.link', {
        path: { entity: 'leads', entity_id: 1 },
        body: [{ to_entity_id: 1, to_entity_type: 'contacts' }],
      }),
      ['path.entity_id: Lead one', 'body.0.to_entity_id: Contact one'],
    ],
    [
      'call_operation',
      operation('notes.create', {
        path: { entity_type: 'contacts' },
        body: [{ entity_id: 1, note_type: 'common', params: { text: 'x' } }],
      }),
      ['body.0.entity_id: Contact one'],
    ],
    [
      'call_operation',
      operation('tags.setForEntity', {
        path: { entity_type: 'companies', id: 1 },
        body: { tags_to_add: [{ name: 'x' }] },
      }),
      ['path.id: Company one'],
    ],
    ['call_operation', operation('pipelines.get', { path: { id: 7000101 } }), ['path.id: Sales']],
    ['call_operation', operation('customers.create', { body: [{ name: 'x', status_id: 58220005 }] }), []],
  ])('%s %j', async (tool, args, lines) => {
    expect(await (await setUp())(tool, args)).toEqual(lines);
  });

  test('of names that the policy hides, none; and of many entities, ten', async () => {
    const asked = await setUp(['get_contacts', 'get_users']);
    expect(await asked('send_message', { talk_id: 3001, text: 'hi' })).toEqual([]);
    expect(await asked('update_lead', { id: 1, responsible_user_id: 11087104 })).toEqual(['id: Lead one']);
    const body = Array.from({ length: 20 }, (_, i) => ({ id: 20000001 + i, price: 1 }));
    const lines = await asked('call_operation', operation('leads.updateMany', { body }));
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('and 10 more without names');
  });
});
