import { createHmac } from 'node:crypto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  type ChatWebhook,
  ChatWebhookError,
  createChatWebhookHandler,
  parseChatWebhook,
  verifyChatWebhook,
} from '../../src/chats/index.js';
import { listen } from '../support/http-server.js';
import { CHANNEL, CLIENT, connected } from './support.js';

const parse = (body: object): ChatWebhook => parseChatWebhook(JSON.stringify(body));

// From amoCRM's docs; Kommo runs the same service.
const MESSAGE = {
  account_id: '52e591f7',
  time: 1639572261,
  message: {
    receiver: { id: '2ed64e26', phone: '79161234567', email: '', client_id: 'my_int-1' },
    sender: { id: '76fc2bea' },
    conversation: { id: '8e4d4baa', client_id: 'my_int-c' },
    source: { external_id: '78001234567' },
    timestamp: 1639572260,
    msec_timestamp: 1639572260980,
    message: {
      id: '0371a0ff',
      type: 'picture',
      text: 'Words',
      markup: { mode: 'inline', buttons: [[{ text: 'Take' }, { text: 'Leave' }]] },
      tag: '',
      media: 'https://amojo.amocrm.ru/attachments/image.jpg',
      thumbnail: '',
      file_name: '',
      file_size: 0,
      reply_to: {
        message: {
          id: '90e985eb',
          msgid: 'd0111a04',
          text: 'Before',
          sender: { id: '0d1eb48c', client_id: '11000f5f', name: 'X' },
        },
      },
    },
  },
};

describe('parseChatWebhook', () => {
  it('names ids from your side', () => {
    expect(parse(MESSAGE)).toEqual({
      type: 'message',
      account_id: '52e591f7',
      time: 1639572261,
      conversation: { id: 'my_int-c', ref_id: '8e4d4baa' },
      sender: { ref_id: '76fc2bea' },
      receiver: { id: 'my_int-1', ref_id: '2ed64e26', phone: '79161234567' },
      source: { external_id: '78001234567' },
      timestamp: 1639572260,
      msec_timestamp: 1639572260980,
      message: {
        msg_ref_id: '0371a0ff',
        type: 'picture',
        text: 'Words',
        markup: MESSAGE.message.message.markup,
        media: 'https://amojo.amocrm.ru/attachments/image.jpg',
        file_size: 0,
        reply_to: {
          message: {
            msg_ref_id: '90e985eb',
            msgid: 'd0111a04',
            text: 'Before',
            sender: { id: '11000f5f', ref_id: '0d1eb48c', name: 'X' },
          },
        },
      },
      raw: MESSAGE,
    });
  });

  it('reads typing and reactions, in both forms', () => {
    const conversation = { id: 'k', client_id: 'c7' };
    const typing = {
      account_id: 'a',
      time: 1,
      action: { typing: { user: { id: 'u' }, conversation, expired_at: 6, post_id: '203' } },
    };
    expect(parse(typing)).toMatchObject({
      type: 'typing',
      user: { ref_id: 'u' },
      conversation: { id: 'c7', ref_id: 'k' },
      expired_at: 6,
      post_id: '203',
    });
    const reaction = (rest: object) => ({
      account_id: 'a',
      time: 1,
      action: { reaction: { user: { id: 'u' }, conversation, ...rest } },
    });
    expect(parse(reaction({ msgid: 'm', type: 'react', emoji: '😍' }))).toMatchObject({
      type: 'reaction',
      reaction: 'react',
      emoji: '😍',
      msgid: 'm',
      message: undefined,
    });
    expect(parse(reaction({ message: { id: 'k-1', client_id: 'm-1' }, type: 'unreact' }))).toMatchObject({
      reaction: 'unreact',
      emoji: undefined,
      msgid: undefined,
      message: { msgid: 'm-1', msg_ref_id: 'k-1' },
    });
  });

  it('reads version 1, and keeps what it does not know', () => {
    const one = {
      receiver: 'b557',
      conversation_id: 'a4a5',
      msec_timestamp: 1596470952116,
      type: 'text',
      text: 'Hi',
      media: '',
      file_size: 0,
    };
    expect(parse(one)).toEqual({
      type: 'message_v1',
      conversation_id: 'a4a5',
      receiver_id: 'b557',
      msec_timestamp: 1596470952116,
      message: { type: 'text', text: 'Hi', file_size: 0 },
      raw: one,
    });
    expect(parse({ account_id: 'a', action: { dance: {} } })).toMatchObject({
      type: 'unknown',
      raw: { account_id: 'a' },
    });
    for (const body of ['', 'x', '[]', '"x"', 'null']) expect(() => parseChatWebhook(body)).toThrow(ChatWebhookError);
  });
});

describe('createChatWebhookHandler', () => {
  it('takes what amojo calls back with, and what answers it, over HTTP', async () => {
    const got: ChatWebhook[] = [];
    const handler = createChatWebhookHandler({
      channelSecret: CHANNEL.channelSecret,
      on: { '*': (webhook) => void got.push(webhook) },
    });
    const url = await listen(handler.node);
    const { amojo, chats } = await connected({ hookUrl: `${url}/hooks/:scope_id` });
    await chats.send({
      conversation_id: 'c-1',
      msgid: 'm-1',
      sender: CLIENT,
      message: { type: 'text', text: 'Hello' },
    });
    expect((await amojo.write('c-1', 'Hello yourself 😍')).status).toBe(200);
    expect((await amojo.typing('c-1')).status).toBe(200);
    await amojo.write('c-1', { type: 'picture', media: 'https://example.com/x.png', file_name: 'x.png', file_size: 9 });
    await amojo.react('c-1', '👍');
    await amojo.react('c-1');
    await handler.drain();
    expect(got.map(({ type }) => type)).toEqual(['message', 'typing', 'message', 'reaction', 'reaction']);
    const [message, typing, , reaction] = got;
    if (message?.type !== 'message' || reaction?.type !== 'reaction') throw new Error('unreachable');
    expect(message).toMatchObject({
      conversation: { id: 'c-1', ref_id: amojo.chat('c-1')?.id },
      receiver: { id: 'u-1' },
      message: { type: 'text', text: 'Hello yourself 😍' },
    });
    expect(typing).toMatchObject({ type: 'typing', conversation: { id: 'c-1' } });
    await chats.updateDeliveryStatus(message.message.msg_ref_id, { status: 'delivered' });
    expect(amojo.chat('c-1')?.messages[1]?.delivery_status).toEqual({ status_code: 1 });
  });

  it('refuses other signatures, and drops repetitions', async () => {
    const errors: string[] = [];
    const got: string[] = [];
    const handler = createChatWebhookHandler({
      channelSecret: CHANNEL.channelSecret,
      on: { message: (webhook) => void got.push(webhook.message.msg_ref_id) },
      onError: (error) => void errors.push((error as Error).message),
    });
    const url = await listen(handler.node);
    const body = JSON.stringify(MESSAGE);
    const signature = createHmac('sha1', CHANNEL.channelSecret).update(body).digest('hex');
    const post = (text: string, headers: Record<string, string>) => fetch(url, { method: 'POST', body: text, headers });
    expect((await post(body, {})).status).toBe(401);
    expect((await post(`${body} `, { 'x-signature': signature })).status).toBe(401);
    expect((await post(body, { 'x-signature': signature })).status).toBe(200);
    expect(await (await post(body, { 'x-signature': signature })).text()).toBe('seen before');
    const nonsense = createHmac('sha1', CHANNEL.channelSecret).update('nonsense').digest('hex');
    expect((await post('nonsense', { 'x-signature': nonsense })).status).toBe(400);
    expect((await fetch(url)).status).toBe(405);
    expect((await post('x'.repeat(2_000_000), {})).status).toBe(413);
    await handler.drain();
    expect(got).toEqual(['0371a0ff']);
    expect(errors).toHaveLength(5);
  });

  it('accepts a body with and without one newline at its end, whichever is signed', async () => {
    const sign = (text: string) => createHmac('sha1', 'secret').update(text).digest('hex');
    const verify = (sent: string, signed: string) => verifyChatWebhook(sent, sign(signed), 'secret');
    const body = JSON.stringify(MESSAGE);
    expect(await Promise.all([verify(body, body), verify(`${body}\n`, body), verify(body, `${body}\n`)])).toEqual([
      true,
      true,
      true,
    ]);
    expect(await verify(`${body}\n\n`, body)).toBe(false);
    expect(await verify(`${body} `, body)).toBe(false);
    expect(await verifyChatWebhook(Buffer.from(`${body}\n`), sign(body), 'secret')).toBe(true);
  });

  it('needs the raw bytes, and says so', async () => {
    const errors: unknown[] = [];
    const handler = createChatWebhookHandler({
      channelSecret: 'secret',
      on: {},
      onError: (error) => void errors.push(error),
    });
    const url = await listen(
      (request, response) => void handler.node(Object.assign(request, { body: MESSAGE }), response),
    );
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(503);
    expect(String(errors[0])).toContain('before body parsers');
    const body = JSON.stringify(MESSAGE);
    const withBytes = await listen((request, response) => {
      void handler.node(Object.assign(request, { body: MESSAGE, rawBody: Buffer.from(body) }), response);
    });
    const signature = createHmac('sha1', 'secret').update(body).digest('hex');
    expect((await fetch(withBytes, { method: 'POST', body, headers: { 'x-signature': signature } })).status).toBe(200);
    expect(() => createChatWebhookHandler({ on: {} } as never)).toThrow(/channelSecret/);
    const wrong = [
      ['on', []],
      ['onError', 5],
      ['queue', {}],
      ['maxBytes', Number.NaN],
    ] as const;
    for (const [name, value] of wrong)
      expect(() => createChatWebhookHandler({ channelSecret: 'x', on: {}, [name]: value } as never)).toThrow(
        expect.objectContaining({ name: 'InputError', field: expect.stringMatching(`^${name}`) }),
      );
    expect(() => createChatWebhookHandler({ channelSecret: 'x', on: { dance: () => {} } } as never)).toThrow(
      /on.dance/,
    );
  });

  it('keeps failing listeners from each other, and takes a Request', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => log.mockRestore());
    const got: string[] = [];
    const handler = createChatWebhookHandler({
      channelSecret: 'secret',
      on: {
        message: () => {
          throw new Error('boom');
        },
        '*': (webhook) => void got.push(webhook.type),
      },
    });
    const body = JSON.stringify(MESSAGE);
    const signature = createHmac('sha1', 'secret').update(body).digest('hex');
    const pending: Promise<unknown>[] = [];
    const request = new Request('https://example.com/x', {
      method: 'POST',
      body,
      headers: { 'x-signature': signature },
    });
    expect(
      (await handler(request, { waitUntil: (promise: Promise<unknown>) => void pending.push(promise) })).status,
    ).toBe(200);
    await Promise.all(pending);
    expect(got).toEqual(['message']);
    expect(log.mock.calls[0]?.[0]).toBe('kommo-sdk: a listener failed on a chat webhook of type message:');
  });
});
