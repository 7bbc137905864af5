import { createServer } from 'node:http';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type ChatMessage,
  type ChatMessageWebhook,
  type ChatReactionWebhook,
  type ChatWebhook,
  createChatWebhookHandler,
  type KommoChats,
} from '../../src/chats/index.js';

declare const chats: KommoChats;

describe('KommoChats', () => {
  it('knows what each type of message needs', () => {
    const messages: ChatMessage[] = [
      { type: 'text', text: 'x' },
      { type: 'voice', media: 'https://example.com/x' },
    ];
    const params = { conversation_id: 'c', msgid: '1', sender: { id: 'u', name: 'x' } };
    for (const message of messages) chats.send({ ...params, message });
    // @ts-expect-error a text has a text
    chats.send({ ...params, message: { type: 'text' } });
    // @ts-expect-error a picture has a name and a size
    chats.send({ ...params, message: { type: 'picture', media: 'x' } });
    // @ts-expect-error no such type
    chats.send({ ...params, message: { type: 'dance' } });
    // An edit may leave the file as it is.
    chats.edit({ conversation_id: 'c', msgid: '1', message: { type: 'picture', text: 'x' } });
    chats.send({
      ...params,
      sender: { ref_id: 'manager' },
      receiver: { id: 'u' },
      message: { type: 'text', text: 'x' },
    });
    // @ts-expect-error a participant has an id of yours or of Kommo
    chats.send({ ...params, sender: { name: 'x' }, message: { type: 'text', text: 'x' } });
    chats.createChat({ conversation_id: 'c', user: { ref_id: 'u' } });
    chats.typing({ conversation_id: 'c', conversation_ref_id: 'k', sender: { id: 'u' } });
    // @ts-expect-error an import tells when
    chats.importMessages([{ ...params, message: { type: 'text', text: 'x' } }]);
    // @ts-expect-error a failure has a code and a text
    chats.updateDeliveryStatus('m', { status: 'failed' });
  });

  it('names ids from your side', async () => {
    const accepted = await chats.send({} as Parameters<typeof chats.send>[0]);
    expectTypeOf(accepted.msg_ref_id).toEqualTypeOf<string | undefined>();
    const chat = await chats.createChat({ conversation_id: 'c', user: { id: 'u', name: 'x' } });
    expectTypeOf(chat.conversation_ref_id).toEqualTypeOf<string>();
    // @ts-expect-error there is no client_id
    chat.user.client_id;
  });
});

describe('chat webhooks', () => {
  it('narrow by type', () => {
    const webhook = {} as ChatWebhook;
    if (webhook.type === 'message') expectTypeOf(webhook).toEqualTypeOf<ChatMessageWebhook>();
    if (webhook.type === 'reaction') expectTypeOf(webhook.reaction).toEqualTypeOf<'react' | 'unreact'>();
    if (webhook.type === 'typing') expectTypeOf(webhook.expired_at).toEqualTypeOf<number>();
  });

  it('reach listeners of their type', () => {
    const handler = createChatWebhookHandler({
      channelSecret: 'x',
      on: {
        reaction: (webhook) => expectTypeOf(webhook).toEqualTypeOf<ChatReactionWebhook>(),
        '*': (webhook) => expectTypeOf(webhook).toEqualTypeOf<ChatWebhook>(),
        // @ts-expect-error no such type
        dance: () => {},
      },
    });
    createServer(handler.node);
  });
});
