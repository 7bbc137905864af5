import { describe, expect, it } from 'vitest';
import { ChannelNotRegisteredError, ChatImportError, type ChatMessage, KommoChats } from '../../src/chats/index.js';
import { BadRequestError, InputError, NotFoundError } from '../../src/index.js';
import { ACCOUNT, CHANNEL, CLIENT, connected } from './support.js';

const file = { media: 'https://example.com/a.png', file_name: 'a.png', file_size: 5 };
const MESSAGES: ChatMessage[] = [
  { type: 'text', text: 'Hi 😍 Ж' },
  { type: 'picture', ...file, text: 'with words' },
  { type: 'file', ...file },
  { type: 'video', ...file, media_duration: 3 },
  { type: 'voice', media: file.media, media_duration: 3 },
  { type: 'audio', media: file.media },
  { type: 'sticker', media: file.media, sticker_id: 's' },
  { type: 'location', location: { lon: 1.5, lat: -2.25 } },
  { type: 'contact', contact: { name: 'X', phone: '+1' } },
  { type: 'text', text: 'shared', shared_post: { type: 'post', url: 'https://example.com/p' } },
  { type: 'text', text: 'comment', post: { id: 'p-1', url: 'https://example.com/p' } },
  { type: 'text', text: 'row', callback_data: 'vG9ujre8N7' },
];

describe('KommoChats', () => {
  it('connects and disconnects', async () => {
    const { amojo, chats } = await connected();
    const scope_id = `${CHANNEL.channelId}_${ACCOUNT}`;
    expect(amojo.scopes).toEqual([scope_id]);
    expect(await chats.connect({ title: 'My messenger', is_time_window_disabled: true })).toEqual({
      account_id: ACCOUNT,
      scope_id,
      title: 'My messenger',
      hook_api_version: 'v2',
      is_time_window_disabled: true,
    });
    await chats.disconnect();
    expect(amojo.scopes).toEqual([]);
    await expect(chats.typing({ conversation_id: 'c', sender: { id: 'u' } })).rejects.toThrow(
      ChannelNotRegisteredError,
    );
  });

  it('creates a chat once', async () => {
    const { chats, amojo } = await connected();
    const params = { conversation_id: 'c-1', user: CLIENT, source: { external_id: '78001234567' } };
    const chat = await chats.createChat(params);
    expect(chat).toEqual({
      conversation_id: 'c-1',
      conversation_ref_id: amojo.chat('c-1')?.id,
      user: { id: 'u-1', ref_id: expect.any(String), name: 'Client', phone: '+15550100', email: 'client@example.com' },
    });
    expect((await chats.createChat(params)).conversation_ref_id).toBe(chat.conversation_ref_id);
    expect(amojo.chat('c-1')?.source).toEqual({ external_id: '78001234567' });
  });

  it('sends every type of message, in and out, and reads them back', async () => {
    const { amojo, chats } = await connected();
    const sent = [];
    for (const [i, message] of MESSAGES.entries()) {
      sent.push(await chats.send({ conversation_id: 'c-1', msgid: `m-${i}`, sender: CLIENT, message }));
    }
    const manager = { id: 'my-manager', name: 'Manager', ref_id: 'amojo-user' };
    const out = await chats.send({
      conversation_id: 'c-1',
      msgid: 'out',
      sender: manager,
      receiver: CLIENT,
      message: { type: 'text', text: 'yes' },
    });
    const chat = amojo.chat('c-1');
    expect(chat?.messages.map(({ content }) => content)).toEqual([...MESSAGES, { type: 'text', text: 'yes' }]);
    expect(chat?.messages.map(({ client_id }) => client_id)).toEqual([...sent.map(({ msgid }) => msgid), 'out']);
    expect(chat?.messages.map(({ id }) => id)).toEqual([...sent, out].map(({ msg_ref_id }) => msg_ref_id));
    expect(chat?.messages.every(({ silent }) => !silent)).toBe(true);
    expect(out).toMatchObject({ conversation_id: 'c-1', msgid: 'out', sender_id: 'my-manager' });

    const [newest, older] = await chats.history(chat?.id as string, { limit: 2 });
    expect(newest).toMatchObject({
      sender: { id: 'my-manager', ref_id: 'amojo-user', name: 'Manager' },
      receiver: { id: 'u-1', phone: '+15550100' },
      message: { msgid: 'out', msg_ref_id: out.msg_ref_id, type: 'text', text: 'yes', file_size: 0 },
    });
    // Empty texts of the answer are left out, and so is a receiver that is not there.
    expect(newest?.message).not.toHaveProperty('media');
    expect(older).not.toHaveProperty('receiver');
  });

  it('gives times of its own, or the ones it is told', async () => {
    const { amojo, chats } = await connected();
    const before = Date.now();
    await chats.send({ conversation_id: 'c', msgid: '1', sender: CLIENT, message: { type: 'text', text: 'x' } });
    await chats.send({
      conversation_id: 'c',
      msgid: '2',
      sender: CLIENT,
      message: { type: 'text', text: 'x' },
      at: new Date(1639604761694),
    });
    const [now, told] = amojo.chat('c')?.messages ?? [];
    expect(now?.msec_timestamp).toBeGreaterThanOrEqual(before);
    expect(now?.timestamp).toBe(Math.floor((now?.msec_timestamp ?? 0) / 1000));
    expect(told).toMatchObject({ timestamp: 1639604761, msec_timestamp: 1639604761694 });
  });

  it('edits by either id, quotes and forwards', async () => {
    const { amojo, chats } = await connected();
    const { msg_ref_id } = await chats.send({
      conversation_id: 'c',
      msgid: '1',
      sender: CLIENT,
      message: { type: 'picture', ...file },
    });
    await chats.edit({ conversation_id: 'c', msgid: '1', message: { type: 'picture', text: 'new words' } });
    expect(amojo.chat('c')?.messages[0]?.content).toEqual({ type: 'picture', ...file, text: 'new words' });
    const edited = await chats.edit({
      conversation_id: 'c',
      msg_ref_id: msg_ref_id as string,
      msgid: 'renamed',
      message: { type: 'text', text: 'words', delivery_status: { status: 'failed', error_code: 905, error: 'why' } },
    });
    expect(edited).toMatchObject({ msgid: 'renamed', msg_ref_id });
    expect(amojo.chat('c')?.messages[0]).toMatchObject({
      client_id: 'renamed',
      content: { type: 'text', text: 'words', delivery_status: { status_code: -1, error_code: 905, error: 'why' } },
    });
    await chats.send({
      conversation_id: 'c',
      msgid: '2',
      sender: CLIENT,
      message: { type: 'text', text: 'reply' },
      reply_to: { msg_ref_id: msg_ref_id as string },
      forwards: { messages: [{ msgid: 'x', at: new Date(1000) }], conversation_id: 'other' },
    });
    const body = JSON.parse(amojo.requests.at(-1)?.body ?? '') as { payload: object };
    expect(body.payload).toMatchObject({
      reply_to: { message: { id: msg_ref_id } },
      forwards: { messages: [{ msgid: 'x', timestamp: 1, msec_timestamp: 1000 }], conversation_id: 'other' },
    });
  });

  it('reacts, types and tells delivery', async () => {
    const { amojo, chats } = await connected();
    const { msg_ref_id } = await chats.send({
      conversation_id: 'c',
      msgid: '1',
      sender: CLIENT,
      message: { type: 'text', text: 'x' },
    });
    const message = () => amojo.chat('c')?.messages[0];
    await chats.react({ conversation_id: 'c', msgid: '1', user: { id: 'u-1' }, emoji: '😍' });
    expect(message()?.reactions).toEqual([{ user: { id: 'u-1' }, emoji: '😍' }]);
    await chats.react({
      conversation_ref_id: amojo.chat('c')?.id as string,
      msg_ref_id: msg_ref_id as string,
      user: { id: 'u-1' },
    });
    expect(message()?.reactions).toEqual([]);
    await chats.typing({ conversation_id: 'c', sender: { id: 'u-1' }, duration_ms: 100 });
    expect(amojo.chat('c')?.typing).toEqual([{ conversation_id: 'c', sender: { id: 'u-1' }, duration_ms: 100 }]);
    for (const [status, code] of [
      ['delivered', 1],
      ['read', 2],
    ] as const) {
      await chats.updateDeliveryStatus(msg_ref_id as string, { status });
      expect(message()?.delivery_status).toEqual({ status_code: code });
    }
    await chats.updateDeliveryStatus(msg_ref_id as string, {
      status: 'failed',
      error_code: 904,
      error: 'not registered',
    });
    expect(message()?.delivery_status).toEqual({ status_code: -1, error_code: 904, error: 'not registered' });
    await expect(chats.updateDeliveryStatus('nobody', { status: 'read' })).rejects.toThrow(NotFoundError);
  });

  it('imports in the order of time, loud only at the end', async () => {
    const { amojo, chats } = await connected();
    const message = (n: number) => ({
      conversation_id: 'c',
      msgid: `m${n}`,
      sender: CLIENT,
      at: new Date(n * 1000),
      message: { type: 'text', text: `t${n}` } as const,
    });
    const accepted = await chats.importMessages([message(3), message(1), message(2)]);
    expect(accepted.map(({ msgid }) => msgid)).toEqual(['m1', 'm2', 'm3']);
    expect(amojo.chat('c')?.messages.map(({ silent }) => silent)).toEqual([true, true, false]);
    await chats.importMessages([message(4)], { silent: true });
    expect(amojo.chat('c')?.messages.at(-1)?.silent).toBe(true);

    const broken = { ...message(9), sender: { id: '', name: 'x' } };
    const error = await chats.importMessages([message(10), broken, message(8)]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ChatImportError);
    expect(error).toMatchObject({ index: 1, accepted: [{ msgid: 'm8' }] });
    expect((error as Error).cause).toBeInstanceOf(BadRequestError);
  });

  it('reads a history page by page, and an empty one', async () => {
    const { amojo, chats } = await connected();
    const { conversation_ref_id } = await chats.createChat({ conversation_id: 'c', user: CLIENT });
    expect(await chats.history(conversation_ref_id)).toEqual([]);
    for (let i = 0; i < 120; i++) {
      await chats.send({
        conversation_id: 'c',
        msgid: `m${i}`,
        sender: CLIENT,
        message: { type: 'text', text: String(i) },
      });
    }
    const texts: string[] = [];
    for await (const { message } of chats.messages(conversation_ref_id)) texts.push(message.text ?? '');
    expect(texts).toEqual(Array.from({ length: 120 }, (_, i) => String(119 - i)));
    expect(amojo.requests.slice(-3).map(({ query }) => query)).toEqual([
      '?offset=0&limit=50',
      '?offset=50&limit=50',
      '?offset=100&limit=50',
    ]);
    await expect(chats.history(conversation_ref_id, { limit: 51 })).rejects.toThrow(InputError);
  });

  it('serves several accounts, and takes a scope of its own', async () => {
    const { chats, amojo, url } = await connected();
    const other = chats.forAccount('other-account');
    expect((await other.connect()).scope_id).toBe(`${CHANNEL.channelId}_other-account`);
    const scoped = new KommoChats({ ...CHANNEL, scopeId: `${CHANNEL.channelId}_other-account`, baseUrl: url });
    await scoped.send({ conversation_id: 'c', msgid: '1', sender: CLIENT, message: { type: 'text', text: 'x' } });
    expect(amojo.chat('c')?.scope_id).toBe(`${CHANNEL.channelId}_other-account`);
    await expect(scoped.connect()).rejects.toThrow(/accountId/);
  });

  it('refuses what can not be right before it is sent', async () => {
    const make = (options: object) => () =>
      new KommoChats({ ...CHANNEL, ...options } as ConstructorParameters<typeof KommoChats>[0]);
    expect(make({ channelId: '' })).toThrow(InputError);
    expect(make({ channelSecret: undefined })).toThrow(InputError);
    expect(make({ baseUrl: 'amojo.kommo.com' })).toThrow(InputError);
    const { chats, amojo } = await connected();
    const before = amojo.requests.length;
    const text = { type: 'text', text: 'x' } as const;
    await expect(new KommoChats(CHANNEL).connect()).rejects.toThrow(/accountId/);
    await expect(chats.edit({ conversation_id: 'c', message: text })).rejects.toThrow(InputError);
    await expect(chats.react({ conversation_id: 'c', user: { id: 'u' } })).rejects.toThrow(InputError);
    await expect(chats.react({ msgid: '1', user: { id: 'u' } })).rejects.toThrow(InputError);
    for (const id of ['', '.', '..', 'a/b', 'a\\b']) await expect(chats.history(id)).rejects.toThrow(InputError);
    expect(amojo.requests).toHaveLength(before);
    // Anything else is escaped, and signed as it is sent.
    expect(await chats.history('a?c#d é')).toEqual([]);
    expect(amojo.requests.at(-1)?.path).toContain('/chats/a%3Fc%23d%20%C3%A9/history');
  });
});
