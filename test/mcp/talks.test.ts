import { describe, expect, test } from 'vitest';
import type { ApprovalCall, Rule } from '../../src/mcp/index.js';
import { ALL, setup } from './support.js';

const TALK = 3001;
const HELLO = { talk_id: TALK, text: 'Good morning' };
const yes = () => true;

describe('conversations', () => {
  test('are listed with names, and read with the newest first', async () => {
    const { call, sandbox } = await setup();
    const { data } = await call('list_talks', { open: true });
    const items = data['items'] as Record<string, unknown>[];
    expect(items).toHaveLength(2);
    const name = sandbox.db.contacts.get(30000001)?.name;
    expect(items.find(({ talk_id }) => talk_id === TALK)).toMatchObject({
      contact: name,
      origin: 'waba',
      is_in_work: true,
      updated_at: expect.stringMatching(/^2026-/),
    });
    sandbox.receive(TALK, { text: 'And for three\u202e people?' });
    const talk = await call('get_conversation', { talk_id: TALK });
    const messages = talk.data['items'] as Record<string, unknown>[];
    expect(messages.map(({ text }) => text)).toEqual([
      'And for three people?',
      'Hello! It is 490 dollars a year.',
      'Hello, how much is the yearly plan?',
    ]);
    expect(messages[0]).toMatchObject({ type: 'incoming', author: { type: 'external', name } });
    expect((await call('get_conversation', { talk_id: TALK, limit: 1 })).data).toMatchObject({ has_more: true });
    expect((await call('get_conversation', { talk_id: 99 })).text).toMatch(/nothing with this id/);
  });

  test('names of users stay out if they are hidden', async () => {
    const { call } = await setup({ policy: { version: '1', default: 'allow', hide: ['get_users'] } });
    const { data } = await call('get_conversation', { talk_id: TALK });
    const authors = (data['items'] as Record<string, unknown>[]).map(({ author }) => author);
    expect(authors).toEqual([{ type: 'internal' }, { type: 'external', name: expect.any(String) }]);
  });

  test('names of clients stay out of messages if contacts are hidden', async () => {
    const { call } = await setup({ policy: { version: '1', default: 'allow', hide: ['get_contacts'] } });
    const { data } = await call('get_conversation', { talk_id: TALK });
    const authors = (data['items'] as Record<string, unknown>[]).map(({ author }) => author);
    expect(authors).toEqual([{ type: 'internal', name: expect.any(String) }, { type: 'external' }]);
  });

  test('names stay out if the policy does not let contacts be read', async () => {
    const { call } = await setup({ policy: '{ "list_talks": {} }' });
    const { data, text } = await call('list_talks', {});
    expect(data['items'], text).toHaveLength(3);
    expect((data['items'] as object[])[0]).not.toHaveProperty('contact');
  });

  test('a missing scope is a sentence for the operator', async () => {
    const { call, sandbox } = await setup();
    sandbox.db.scopes.delete('list_external_messages');
    expect((await call('get_conversation', { talk_id: TALK })).text).toMatch(/lacks the scope for messages \(403\)/);
  });
});

describe('send_message', () => {
  const sent = async (options: object, tool = 'send_message', args: Record<string, unknown> = HELLO) => {
    const { call, sandbox } = await setup({ ...ALL, ...options });
    const before = [...sandbox.db.talkMessages].length;
    const answer = await call(tool, args);
    return { ...answer, count: [...sandbox.db.talkMessages].length - before, sandbox, call };
  };

  test('is off by default, also with --write', async () => {
    const { client, call } = await setup({ write: true });
    expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain('send_message');
    expect((await call('send_message', HELLO)).text).toMatch(/DENIED.*toolset talks_write/);
  });

  test.each<[string, string, Rule | undefined, boolean]>([
    ['without a policy', 'send_message', undefined, true],
    ['with an empty rule', 'send_message', {}, true],
    ['with a limit', 'send_message', { rate_limit: { max: 5, window: 'day' } }, true],
    ['as an operation', 'call_operation', undefined, true],
    ['with approval: false', 'send_message', { approval: false }, false],
    ['with action: allow', 'send_message', { action: 'allow' }, false],
    ['as an operation with approval: false', 'call_operation', { approval: false }, false],
  ])('%s (%s) a person has to approve, unless the rule says otherwise', async (_, tool, rule, asks) => {
    const args =
      tool === 'send_message' ? HELLO : { operation_id: 'talks.send', path: { id: TALK }, body: { text: 'x' } };
    const policy = rule && { version: '1' as const, default: 'allow' as const, tools: { send_message: rule } };
    const alone = await sent({ policy }, tool, args);
    expect([alone.error, alone.count], alone.text).toEqual([asks, asks ? 0 : 1]);
    const calls: ApprovalCall[] = [];
    const agreed = await sent({ policy, approve: (call: ApprovalCall) => calls.push(call) > 0 }, tool, args);
    expect([agreed.error, agreed.count, calls.length], agreed.text).toEqual([false, 1, asks ? 1 : 0]);
  });

  test('refusals are named, and nothing is sent twice', async () => {
    const { call, sandbox, data } = await sent({ approve: yes });
    expect(data).toEqual({ ok: true, id: expect.stringMatching(/^[\w-]{36}$/) });
    expect((await call('send_message', { talk_id: 3002, text: 'x' })).text).toMatch(/closed \(422\).*list_talks/);
    sandbox.db.messageQuota = 0;
    expect((await call('send_message', HELLO)).text).toMatch(/quota of the month is used up \(402\)/);
    sandbox.db.messageQuota = 5;
    sandbox.fail({ status: 500, path: '/api/v4/talks/3001/send_message' });
    expect((await call('send_message', HELLO)).text).toMatch(/may have been done: look before you repeat it/);
    expect(sandbox.requests.filter(({ path }) => path.endsWith('send_message'))).toHaveLength(4);
  });
});
