import { describe, expect, it } from 'vitest';
import { KommoChats } from '../../src/chats/index.js';
import { operations } from '../../src/generated/operations.js';
import { problemsIn } from '../../src/testing/http/schemas.js';
import { createAmojo } from '../../src/testing/index.js';
import type { JsonSchema } from '../../src/util/operation-spec.js';
import { ACCOUNT, CHANNEL, CLIENT } from './support.js';

const specs = operations.filter(({ id }) => id.startsWith('chats.'));

// The longest template first, since a scope looks like the id of a chat.
const byLength = [...specs].sort((a, b) => b.path.split('/').length - a.path.split('/').length);

function specOf(method: string, path: string) {
  const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  return byLength.find((spec) => spec.method === method && fits(spec.path));
}

describe('the client and the amojo of the sandbox keep to openapi/chats.yaml', () => {
  it('in every request and answer', async () => {
    const amojo = createAmojo(CHANNEL);
    const used = new Set<string>();
    const flaws: unknown[] = [];
    const check = (schema: unknown, value: unknown, what: string) => {
      if (schema === undefined || schema === null) return;
      const problems = problemsIn(schema as JsonSchema, 'closed', value);
      if (problems.length > 0)
        flaws.push([what, value, problems.map(({ path, message }) => `${path.join('.')} ${message}`)]);
    };
    const chats = new KommoChats({
      ...CHANNEL,
      accountId: ACCOUNT,
      fetch: async (url, init) => {
        const response = await amojo.fetch(url, init);
        const spec = specOf(init.method ?? '', new URL(url).pathname);
        if (spec === undefined) throw new Error(`${init.method} ${url} is not in the spec`);
        used.add(spec.id);
        if (typeof init.body === 'string') check(spec.body, JSON.parse(init.body), spec.id);
        const text = await response.clone().text();
        const answer = spec.responses[String(response.status)] ?? spec.responses['default'];
        if (text !== '') check(answer, JSON.parse(text), `${spec.id} ${response.status}`);
        return response;
      },
    });
    await chats.connect({ title: 'x', is_time_window_disabled: false });
    const { conversation_ref_id } = await chats.createChat({
      conversation_id: 'c',
      user: CLIENT,
      source: { external_id: '7' },
    });
    const file = { media: 'https://example.com/a.png', file_name: 'a.png', file_size: 5, media_duration: 1 };
    const { msg_ref_id = '' } = await chats.send({
      conversation_id: 'c',
      conversation_ref_id,
      msgid: '1',
      sender: { ...CLIENT, ref_id: 'r', avatar: 'https://example.com/a.png', profile_link: 'https://example.com' },
      receiver: CLIENT,
      message: {
        type: 'video',
        ...file,
        text: 'x',
        callback_data: 'x',
        shared_post: {
          type: 'post',
          url: 'https://example.com',
          preview_link: 'x',
          preview_permalink: 'x',
          site_name: 'x',
        },
        post: {
          id: 'p',
          url: 'https://example.com',
          preview_url: 'x',
          preview_permalink: 'x',
          username: 'x',
          caption: 'x',
        },
        delivery_status: { status: 'read' },
      },
      source: { external_id: '7' },
      reply_to: {
        msgid: '0',
        msg_ref_id: 'k',
        type: 'text',
        text: 'x',
        at: new Date(),
        sender: { id: 'u', ref_id: 'r', name: 'x' },
      },
      forwards: { messages: [{ msg_ref_id: 'k', ...file }], conversation_ref_id: 'k' },
    });
    await chats.edit({ conversation_id: 'c', msgid: '1', msg_ref_id, message: { type: 'video', text: 'y' } });
    await chats.updateDeliveryStatus(msg_ref_id, { status: 'failed', error_code: 901, error: 'x' });
    await chats.typing({ conversation_id: 'c', sender: { id: 'u' }, duration_ms: 5 });
    await chats.react({ conversation_id: 'c', msgid: '1', user: { id: 'u', ref_id: 'r' }, emoji: '👍' });
    await chats.react({ conversation_ref_id, msg_ref_id, user: { id: 'u' } });
    expect(await chats.history(conversation_ref_id)).toHaveLength(1);
    await expect(chats.updateDeliveryStatus('nobody', { status: 'read' })).rejects.toThrow('no such');
    await chats.disconnect();
    await expect(chats.typing({ conversation_id: 'c', sender: { id: 'u' } })).rejects.toThrow('NOT_FOUND');
    expect(flaws).toEqual([]);
    expect([...used].sort()).toEqual(specs.map(({ id }) => id).sort());
  });
});
