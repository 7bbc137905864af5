import { request as httpRequest } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InputError } from '../../src/index.js';
import { createWebhookHandler, type WebhookHandlerOptions } from '../../src/webhooks/index.js';
import { form, leadAdded, SECRET, setUp } from './support.js';

describe('what a webhook handler refuses', () => {
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
    expect(new Set(errors)).toEqual(new Set(['The URL does not hold the secret.']));
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
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(url, { method: 'POST', headers: { ...form, 'content-length': '50' } }, (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.on('error', reject);
      request.write('leads[add]');
    });
    expect(status).toBe(503);
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
      new InputError('on.leads.added', 'is not an event type; the nearest is lead.added'),
    );
    expect(make({ on: { 'lead.added': 'x' } })).toThrow(InputError);
    expect(make({ on: {}, secret: 'short' })).toThrow(/at least 16 characters/);
    expect(make({ on: { 'integration.disconnected': () => {} } })).toThrow(/clientSecret/);
    expect(make({ on: { 'salesbot.widget_request': () => {} } })).toThrow(/clientSecret/);
  });

  // Each of them would fail, or refuse every delivery, only once Kommo sends something.
  it.each([
    ['on', []],
    ['on', new Map()],
    ['onError', 5],
    ['queue', {}],
    ['queue', { add: 1 }],
    ['clock', 5],
    ['secret', 5],
    ['secret', {}],
    ['secretParam', 5],
    ['secretParam', ''],
    ['account', {}],
    ['account', -1],
    ['trustReturnUrl', 'yes'],
    ['limits', 5],
    ['limits', { maxBytes: Number.NaN }],
    ['dedupe', { store: { claim: () => true } }],
  ])('refuses the option %s if it is %j', (name, value) => {
    const make = () => createWebhookHandler({ on: {}, [name]: value } as WebhookHandlerOptions);
    expect(make).toThrow(expect.objectContaining({ name: 'InputError', field: expect.stringMatching(`^${name}`) }));
  });
});
