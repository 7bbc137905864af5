import { createHmac } from 'node:crypto';
import { createServer, request as httpRequest, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { InputError } from '../../src/index.js';
import {
  createWebhookHandler,
  encodeWebhook,
  type HandledEvent,
  memoryQueue,
  type WebhookDelivery,
  type WebhookHandlerOptions,
} from '../../src/webhooks/index.js';

const SECRET = '6f1b6c0e-8f0b-4a46-9a53-0d5c4f1f7f11';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const leadAdded = (id: number) =>
  encodeWebhook({ type: 'lead.added', entity: { id } }, { account: { id: 77, subdomain: 'acme' } });

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A handler behind a real HTTP server, and what its listeners and onError got. */
async function setUp(options: Partial<WebhookHandlerOptions> = {}) {
  const events: HandledEvent[] = [];
  const errors: string[] = [];
  const handler = createWebhookHandler({
    on: { '*': (event) => void events.push(event) },
    onError: (error) => void errors.push(error instanceof Error ? error.message : String(error)),
    ...options,
  });
  const url = await listen(handler.node);
  const post = (body: string, path = '/', headers: Record<string, string> = form) =>
    fetch(url + path, { method: 'POST', body, headers });
  return { handler, url, post, events, errors };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('createWebhookHandler', () => {
  it('answers, then calls listeners of the type, the family and all', async () => {
    const calls: string[] = [];
    const { handler, post } = await setUp({
      on: {
        'lead.added': (event) => void calls.push(`added ${event.entity.id} of ${event.account.subdomain}`),
        'lead.*': (event) => void calls.push(`lead ${event.type}`),
        '*': (event) => void calls.push(`any ${event.type}`),
        'contact.added': () => void calls.push('contact'),
      },
    });
    const response = await post(leadAdded(5));
    expect([response.status, await response.text()]).toEqual([200, 'ok']);
    await handler.drain();
    expect(calls).toEqual(['added 5 of acme', 'lead lead.added', 'any lead.added']);
  });

  it('answers at once, however long a listener takes', async () => {
    let release = (): void => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const done: string[] = [];
    const { handler, post } = await setUp({
      on: {
        'lead.added': async () => {
          await slow;
          done.push('listener');
        },
      },
    });
    const start = performance.now();
    expect((await post(leadAdded(1))).status).toBe(200);
    expect(performance.now() - start).toBeLessThan(500);
    expect(done).toEqual([]);
    release();
    await handler.drain();
    expect(done).toEqual(['listener']);
  });

  it('keeps a failing listener from the others, and an onError that throws as well', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const got: number[] = [];
    const contexts: unknown[] = [];
    const { handler, post } = await setUp({
      on: {
        'lead.added': () => {
          throw new Error('boom');
        },
        'lead.*': async () => Promise.reject(new Error('bang')),
        '*': (event) => void (event.type === 'lead.added' && got.push(event.entity.id)),
      },
      onError: (error, context) => {
        contexts.push([(error as Error).message, context.listener, context.event?.type]);
        throw new Error('onError itself');
      },
    });
    await post(
      encodeWebhook([
        { type: 'lead.added', entity: { id: 1 } },
        { type: 'lead.added', entity: { id: 2 } },
      ]),
    );
    await handler.drain();
    expect(got).toEqual([1, 2]);
    expect(contexts).toEqual([
      ['boom', 'lead.added', 'lead.added'],
      ['bang', 'lead.*', 'lead.added'],
      ['boom', 'lead.added', 'lead.added'],
      ['bang', 'lead.*', 'lead.added'],
    ]);
    expect(log).toHaveBeenCalledTimes(4);
  });

  it('reports to the console unless told otherwise', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const handler = createWebhookHandler({
      on: {
        'lead.added': () => {
          throw new Error('boom');
        },
      },
    });
    await handler(new Request('http://localhost/', { method: 'POST', body: leadAdded(1), headers: form }));
    await handler.drain();
    expect(log.mock.calls[0]?.[0]).toBe('kommo-sdk: listener lead.added failed on lead.added:');
  });

  it('drops re-deliveries, within bounds', async () => {
    const { handler, post, events } = await setUp({ dedupe: { maxEntries: 2 } });
    const texts = [];
    for (const id of [1, 1, 2, 3, 1]) texts.push(await (await post(leadAdded(id))).text());
    // The fifth is new again, since only two are remembered.
    expect(texts).toEqual(['ok', 'seen before', 'ok', 'ok', 'ok']);
    await handler.drain();
    expect(events.map(({ entity }) => (entity as { id: number }).id)).toEqual([1, 2, 3, 1]);

    const forgetful = await setUp({ dedupe: { ttlMs: 0 } });
    const all = await setUp({ dedupe: false });
    for (const { post: send, handler: own, events: got } of [forgetful, all]) {
      await send(leadAdded(1));
      await send(leadAdded(1));
      await own.drain();
      expect(got).toHaveLength(2);
    }
  });

  it('takes two equal requests at the same time once', async () => {
    const { handler, post, events } = await setUp();
    await Promise.all(Array.from({ length: 20 }, () => post(leadAdded(1))));
    await handler.drain();
    expect(events).toHaveLength(1);
  });

  it('asks for the secret, in the query or the path', async () => {
    const { handler, post, events, errors } = await setUp({ secret: ['an-older-secret-of-mine', SECRET] });
    const status = async (path: string) => (await post(leadAdded(Math.random()), path)).status;
    expect(await status(`/hook?secret=${SECRET}`)).toBe(200);
    expect(await status(`/hook/${SECRET}`)).toBe(200);
    expect(await status(`/${SECRET}/hook?x=1`)).toBe(200);
    expect(await status('/hook?secret=an-older-secret-of-mine')).toBe(200);
    for (const path of [
      '/',
      '/hook',
      '/hook?secret=',
      `/hook?secret=${SECRET}x`,
      `/hook?key=${SECRET}`,
      `/x${SECRET}`,
      '/%ff',
    ]) {
      expect(await status(path)).toBe(401);
    }
    await handler.drain();
    expect(events).toHaveLength(4);
    expect(new Set(errors)).toEqual(new Set(['The URL lacks the secret']));
    const named = await setUp({ secret: SECRET, secretParam: 'key' });
    expect((await named.post(leadAdded(1), `/?key=${SECRET}`)).status).toBe(200);
  });

  it('takes one account only', async () => {
    const byId = await setUp({ account: 77 });
    const byName = await setUp({ account: 'acme' });
    for (const { post } of [byId, byName]) {
      expect((await post(leadAdded(1))).status).toBe(200);
      expect((await post('leads[delete][0][id]=1')).status).toBe(200);
    }
    expect((await byId.post('leads[add][0][id]=1&account[id]=78')).status).toBe(403);
    expect((await byId.post('leads[add][0][id]=1&leads[add][0][account_id]=78')).status).toBe(403);
    expect((await byName.post('leads[add][0][id]=1&account[subdomain]=other')).status).toBe(403);
  });

  it('refuses what Kommo does not send', async () => {
    const { url, post, errors } = await setUp({ limits: { maxBytes: 1000, maxKeys: 10 } });
    expect((await fetch(url)).status).toBe(405);
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(405);
    expect((await post('{"a":', '/', { 'content-type': 'application/json' })).status).toBe(400);
    expect((await post('a='.padEnd(1001, 'x'))).status).toBe(413);
    expect((await post('a&b&c&d&e&f&g&h&i&j&k')).status).toBe(413);
    expect(errors).toHaveLength(5);
    expect((await post('')).status).toBe(200);
  });

  it('does not read on beyond the limit when the length is not told', async () => {
    const { url } = await setUp({ limits: { maxBytes: 100_000 } });
    let sent = 0;
    const outcome = await new Promise<unknown>((resolve) => {
      const request = httpRequest(url, { method: 'POST', headers: form }, (response) => resolve(response.statusCode));
      // A client that goes on writing may meet the closed connection before it reads the answer.
      request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      const timer = setInterval(() => {
        if (request.destroyed || request.writableEnded) clearInterval(timer);
        else request.write('x'.repeat(20_000));
        sent += 20_000;
      }, 1);
      onTestFinished(() => clearInterval(timer));
    });
    expect([413, 'EPIPE', 'ECONNRESET']).toContain(outcome);
    expect(sent).toBeLessThan(5_000_000);
  });

  it('answers 503 in time when the body does not arrive', async () => {
    const { url, events } = await setUp({ ackTimeoutMs: 100 });
    const start = performance.now();
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(url, { method: 'POST', headers: { ...form, 'content-length': '50' } }, (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.on('error', reject);
      request.write('leads[add]');
    });
    expect(status).toBe(503);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(events).toEqual([]);
  });

  it('survives a request that is cut', async () => {
    const { url, post, handler, events } = await setUp();
    await new Promise<void>((resolve) => {
      const request = httpRequest(url, { method: 'POST', headers: { ...form, 'content-length': '50' } });
      request.on('error', () => resolve());
      request.write('leads[add]');
      setTimeout(() => request.destroy(), 20);
    });
    expect((await post(leadAdded(1))).status).toBe(200);
    await handler.drain();
    expect(events).toHaveLength(1);
  });

  it('refuses typos and weak settings when it is made', () => {
    const make = (options: object) => () => createWebhookHandler(options as WebhookHandlerOptions);
    expect(make({ on: { 'leads.added': () => {} } })).toThrow(
      new InputError('on.leads.added', 'is no type of event; see webhookEventTypes'),
    );
    expect(make({ on: { 'lead.added': 'x' } })).toThrow(InputError);
    expect(make({ on: {}, secret: 'short' })).toThrow(/at least 16 characters/);
    expect(make({ on: { 'integration.disconnected': () => {} } })).toThrow(/clientSecret/);
    expect(make({ on: { 'salesbot.widget_request': () => {} } })).toThrow(/clientSecret/);
  });

  it('knows the settings that its listeners need', () => {
    const settings = (on: WebhookHandlerOptions['on']) => createWebhookHandler({ on }).settings;
    expect(settings({ 'lead.added': () => {}, 'task.completed': () => {}, 'lead.mail_in': () => {} })).toEqual([
      'add_lead',
      'update_task',
    ]);
    expect(settings({ 'company.*': () => {} })).toEqual([
      'add_company',
      'responsible_company',
      'update_company',
      'delete_company',
      'restore_company',
      'note_company',
    ]);
    expect(settings({ '*': () => {} })).toHaveLength(33);
    expect(settings({ unknown: () => {} })).toEqual([]);
  });
});

describe('as a web handler', () => {
  const post = (body: BodyInit) => new Request('https://example.com/hook', { method: 'POST', body, headers: form });

  it('takes a Request and hands waitUntil what is still to do', async () => {
    const got: string[] = [];
    const handler = createWebhookHandler({ on: { '*': (event) => void got.push(event.type) } });
    const pending: Promise<unknown>[] = [];
    const response = await handler(post(leadAdded(1)), { waitUntil: (promise) => void pending.push(promise) });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(got).toEqual([]);
    await Promise.all(pending);
    expect(got).toEqual(['lead.added']);
  });

  it('tells when the body was read before', async () => {
    const errors: unknown[] = [];
    const handler = createWebhookHandler({ on: {}, onError: (error) => void errors.push(error) });
    const request = post('a=1');
    await request.text();
    expect((await handler(request)).status).toBe(503);
    expect(String(errors[0])).toContain('untouched Request');
  });

  it('works behind body parsers of Express', async () => {
    const got: unknown[] = [];
    const handler = createWebhookHandler({
      on: { '*': (event) => void got.push(event.entity) },
      dedupe: false,
      secret: SECRET,
    });
    const parsers = [
      (body: string) => Object.fromEntries(new URLSearchParams(body)),
      () => ({ leads: { add: [{ id: '5' }] } }),
      (body: string) => body,
      (body: string) => Buffer.from(body),
    ];
    for (const parse of parsers) {
      const url = await listen(async (request, response) => {
        let text = '';
        for await (const chunk of request) text += chunk;
        // Express mounts a handler under a path and cuts it off `url`.
        await handler.node(
          Object.assign(request, { body: parse(text), originalUrl: `/hooks/${SECRET}`, url: '/' }),
          response,
        );
      });
      const response = await fetch(url, {
        method: 'POST',
        body: encodeWebhook({ type: 'lead.added', entity: { id: 5 } }),
        headers: form,
      });
      expect(response.status).toBe(200);
    }
    await handler.drain();
    expect(got).toEqual([{ id: 5 }, { id: 5 }, { id: 5 }, { id: 5 }]);
  });
});

describe('queue', () => {
  it('keeps the order, and bounds what waits', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const got: number[] = [];
    const { handler, post, errors } = await setUp({
      queue: memoryQueue({ maxPending: 2 }),
      on: {
        'lead.added': async ({ entity }) => {
          if (entity.id === 1) await gate;
          got.push(entity.id);
        },
      },
    });
    expect((await post(leadAdded(1))).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const id of [2, 3]) expect((await post(leadAdded(id))).status).toBe(200);
    expect((await post(leadAdded(4))).status).toBe(503);
    expect(errors).toEqual(['2 deliveries are waiting already']);
    release();
    await handler.drain();
    // It was not taken over, so the next attempt of Kommo is no re-delivery.
    expect((await post(leadAdded(4))).status).toBe(200);
    await handler.drain();
    expect(got).toEqual([1, 2, 3, 4]);
  });

  it('may be your own: what is stored as JSON is worked off later', async () => {
    const stored: string[] = [];
    const { handler, post, events } = await setUp({
      queue: { add: async (delivery) => void stored.push(JSON.stringify(delivery)) },
    });
    expect((await post(leadAdded(9))).status).toBe(200);
    expect(events).toEqual([]);
    const delivery = JSON.parse(stored[0] as string) as WebhookDelivery;
    expect(delivery.id).toMatch(/^[0-9a-f]{64}$/);
    await handler.process(delivery);
    expect(events).toMatchObject([{ type: 'lead.added', entity: { id: 9 }, account: { id: 77 } }]);
  });

  it('one that fails or hangs gives a 503, in time', async () => {
    const failing = await setUp({ queue: { add: () => Promise.reject(new Error('store is down')) } });
    expect((await failing.post(leadAdded(1))).status).toBe(503);
    expect((await failing.post(leadAdded(1))).status).toBe(503);
    expect(failing.errors).toEqual(['store is down', 'store is down']);
    let adds = 0;
    let settle = (): void => {};
    const add = (): Promise<void> => {
      adds += 1;
      return new Promise((resolve) => {
        settle = resolve;
      });
    };
    const hanging = await setUp({ queue: { add }, ackTimeoutMs: 50 });
    for (const _ of [1, 2]) expect((await hanging.post(leadAdded(1))).status).toBe(503);
    expect(adds).toBe(2);
    // The queue came round after the answer: what Kommo sends again is a re-delivery now.
    settle();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await (await hanging.post(leadAdded(1))).text()).toBe('seen before');
  });

  it('runs several at a time where asked to', async () => {
    let running = 0;
    let most = 0;
    const { handler, post } = await setUp({
      queue: memoryQueue({ concurrency: 3 }),
      on: {
        'lead.added': async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 30));
          running -= 1;
        },
      },
    });
    await Promise.all(Array.from({ length: 9 }, (_, i) => post(leadAdded(i + 1))));
    await handler.drain();
    expect(most).toBe(3);
  });
});

describe('signed requests', () => {
  const clientId = '01d01160-d7a0-4087-b4af-6a1bb83fcd1d';
  const clientSecret = 'exampleclientsecret0123456789abcdef';
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = (claims: object, secret = clientSecret): string => {
    const text = `${part({ alg: 'HS512', typ: 'JWT' })}.${part({ exp: Date.now() / 1000 + 60, client_uuid: clientId, ...claims })}`;
    return `${text}.${createHmac('sha512', secret).update(text).digest('base64url')}`;
  };
  const return_url = 'https://acme.kommo.com/api/v4/salesbot/1/continue/2';

  it('verifies the token of a salesbot, and where its answer goes', async () => {
    const { handler, post, events } = await setUp({ clientId, clientSecret });
    const send = async (entity: { token: string; return_url: string }) =>
      (await post(encodeWebhook({ type: 'salesbot.widget_request', entity: { ...entity, data: { message: 'hi' } } })))
        .status;
    expect(await send({ token: token({ account_id: 77, subdomain: 'acme', entity_id: 5 }), return_url })).toBe(200);
    expect(await send({ token: token({}, 'other'), return_url })).toBe(401);
    expect(await send({ token: token({ exp: 1 }), return_url })).toBe(401);
    expect(await send({ token: token({ client_uuid: 'x' }), return_url })).toBe(401);
    expect(await send({ token: 'nonsense', return_url })).toBe(401);
    expect(await send({ token: token({}), return_url: 'https://evil.example/api/v4/salesbot/1/continue/2' })).toBe(403);
    await handler.drain();
    expect(events).toMatchObject([
      {
        type: 'salesbot.widget_request',
        account: { id: 77, subdomain: 'acme' },
        entity: { data: { message: 'hi' }, return_url, claims: { entity_id: 5, client_uuid: clientId } },
      },
    ]);
  });

  it('takes no widget_request that it can not verify', async () => {
    const { post, errors } = await setUp();
    const body = encodeWebhook({ type: 'salesbot.widget_request', entity: { token: token({}), return_url } });
    expect((await post(body)).status).toBe(403);
    expect(errors).toEqual(['A widget_request came, and there is no clientSecret to verify its token with']);
  });

  it('takes the disconnect hook, once, beside a secret in the URL', async () => {
    const { handler, url, events } = await setUp({ clientId, clientSecret, secret: SECRET });
    const signature = '52d78d12cf8c709e2b977f0d72d8573a163bcb4e45f0b38a19c5b962f6e0395a';
    const hook = (sig: string) => fetch(`${url}/gone?client_uuid=${clientId}&account_id=32720107&signature=${sig}`);
    expect((await hook(signature)).status).toBe(200);
    expect((await hook(signature.replace('5', '6'))).status).toBe(401);
    await handler.drain();
    expect(events).toMatchObject([
      {
        type: 'integration.disconnected',
        account: { id: 32720107 },
        entity: { account_id: 32720107, client_uuid: clientId },
      },
    ]);
    const plain = await setUp();
    expect((await fetch(`${plain.url}/?signature=${signature}`)).status).toBe(405);
  });
});
