import { describe, expect, it } from 'vitest';
import { createChatWebhookHandler } from '../../src/chats/index.js';
import { createWebhookHandler, Refusal } from '../../src/webhooks/index.js';
import { listen } from '../support/http-server.js';
import { form, leadAdded } from '../webhooks/support.js';

type Before = (request: AsyncIterable<Buffer>) => Promise<object>;

async function textOf(request: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

const drop =
  (body: unknown): Before =>
  async (request) => {
    await textOf(request);
    return { body };
  };

describe('a body that something read before the handler', () => {
  const cases: [string, Before, number][] = [
    ['and kept nowhere is refused', drop(undefined), 503],
    ['and kept as an empty object is refused', drop({}), 503],
    ['and kept as request.body is accepted', async (request) => ({ body: await textOf(request) }), 200],
    ['is untouched behind a parser of another type', async () => ({ body: {} }), 200],
  ];

  it.each(cases)('%s', async (_, before, status) => {
    const got: string[] = [];
    const errors: unknown[] = [];
    const handler = createWebhookHandler({
      on: { '*': ({ type }) => void got.push(type) },
      onError: (error) => void errors.push(error),
    });
    const url = await listen(async (request, response) => {
      await handler.node(Object.assign(request, await before(request)), response);
    });
    const response = await fetch(url, { method: 'POST', body: leadAdded(1), headers: form });
    expect(response.status).toBe(status);
    await handler.drain();
    expect(got).toEqual(status === 200 ? ['lead.added'] : []);
    if (status === 503) {
      expect(errors[0]).toBeInstanceOf(Refusal);
      expect(await response.text()).toMatch(/read before the handler, and request.body does not hold it/);
    }
  });
});

it('the request of Fastify, whose stream is one level further in, is read', async () => {
  for (const [isRead, status] of [
    [false, 200],
    [true, 503],
  ] as const) {
    const handler = createWebhookHandler({ on: {}, onError: () => {} });
    const url = await listen(async (raw, response) => {
      if (isRead) await textOf(raw);
      const { method, url: path, headers } = raw;
      await handler.node({ method, url: path, headers, body: undefined, raw }, response);
    });
    expect((await fetch(url, { method: 'POST', body: leadAdded(1), headers: form })).status).toBe(status);
  }
});

describe('options that come from the environment', () => {
  it.each([
    [Number(undefined), 'NaN'],
    [Number(''), '0'],
    ['', 'an empty text'],
  ])('may set the account: %j is refused at the first request', async (account, shown) => {
    const errors: string[] = [];
    const onError = (error: unknown) => void errors.push(String(error));
    const handler = createWebhookHandler({ on: {}, account, onError });
    const request = new Request('https://example.com/', { method: 'POST', body: leadAdded(1), headers: form });
    expect((await handler(request)).status).toBe(503);
    expect(errors).toEqual([expect.stringContaining(`The option account is ${shown}.`)]);
  });

  it.each([true, -1, 1.5, {}])('an account of another kind is refused at once: %j', (account) => {
    expect(() => createWebhookHandler({ on: {}, account: account as never })).toThrow(/^account must be/);
  });

  it('are checked at the first request, which names the variable', async () => {
    for (const [options, variable] of [
      [{ secret: '' }, 'KOMMO_WEBHOOK_SECRET'],
      [{ secret: undefined }, 'KOMMO_WEBHOOK_SECRET'],
      [{ clientId: 'x', clientSecret: '' }, 'KOMMO_CLIENT_SECRET'],
    ] as const) {
      const errors: string[] = [];
      const handler = createWebhookHandler({ on: {}, ...options, onError: (error) => void errors.push(String(error)) });
      const request = new Request('https://example.com/', { method: 'POST', body: leadAdded(1), headers: form });
      expect((await handler(request)).status).toBe(503);
      expect(errors).toHaveLength(1);
      expect(errors[0]).toContain(`${variable} is not set`);
    }
  });
});

describe('options that are null', () => {
  const none = (...names: string[]): object => Object.fromEntries(names.map((name) => [name, null]));
  const shared = { ...none('queue', 'dedupe', 'ackTimeoutMs', 'listenerTimeoutMs', 'onError', 'clock') };

  it('are not given', async () => {
    const seen: string[] = [];
    const on = { 'lead.added': () => void seen.push('lead') };
    for (const options of [
      { ...shared, ...none('account', 'trustReturnUrl', 'limits', 'secretParam') },
      { limits: none('maxBytes', 'maxKeys', 'maxDepth'), dedupe: none('ttlMs', 'leaseMs', 'maxEntries', 'store') },
    ]) {
      const handler = createWebhookHandler({ on, ...options });
      const request = new Request('https://example.com/', { method: 'POST', body: leadAdded(1), headers: form });
      expect((await handler(request)).status).toBe(200);
      await handler.drain();
    }
    expect(seen).toEqual(['lead', 'lead']);
    createChatWebhookHandler({ channelSecret: 'x', on: {}, ...shared, ...none('maxBytes') });
  });

  it('a secret that is null is an unset variable', async () => {
    const errors: string[] = [];
    const onError = (error: unknown) => void errors.push(String(error));
    const handler = createWebhookHandler({ on: {}, secret: null as never, onError });
    expect((await handler(new Request('https://example.com/', { method: 'POST' }))).status).toBe(503);
    expect(errors[0]).toContain('KOMMO_WEBHOOK_SECRET is not set');
  });

  it('an option that is inherited counts', async () => {
    class Options {
      readonly on = {};
      readonly onError = () => {};
      get secret(): string {
        return 'a-secret-of-sixteen';
      }
    }
    const handler = createWebhookHandler(new Options());
    expect((await handler(new Request('https://example.com/', { method: 'POST' }))).status).toBe(401);
  });
});
