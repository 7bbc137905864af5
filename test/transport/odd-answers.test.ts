import { gzipSync } from 'node:zlib';
// Its global Response looks at what it is made of only when it is read.
import '@hono/node-server';
import { describe, expect, test, vi } from 'vitest';
import { DecodeError, type KommoApiError, type Middleware, ValidationError } from '../../src/index.js';
import { client, TOKEN } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';
import { noJitter } from '../support/no-jitter.js';

noJitter();

describe('answers that are not what they should be', () => {
  test.each([
    ['an HTML page', 'text/html', '<!doctype html><title>Log in</title>', 'not-json'],
    ['a bare word', 'text/plain', 'Accepted', 'not-json'],
    ['a bare number of a page', 'text/html', '42', 'not-json'],
    ['JSON that ends too early', 'application/hal+json', '{"id": 1, "name": "wor', 'cut'],
  ])('%s', async (_, type, body, reason) => {
    const { url } = await serve((__, res) => void res.writeHead(200, { 'content-type': type }).end(body));
    const error = await client(url, { retries: 0 })
      .leads.get(1)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({ reason, status: 200, contentType: type, bodyText: body, path: '/api/v4/leads/1' });
  });

  test.each([
    ['without a middleware', []],
    ['with one', [(request, next) => next(request)]],
  ] satisfies [string, Middleware[]][])('a reason in Cyrillic, %s', async (_, middleware) => {
    const body = JSON.stringify({ _embedded: { leads: [{ id: 1 }] } });
    const fetch = async (): Promise<Response> => {
      const answer = new Response(body, { headers: { 'content-type': 'application/json' } });
      return Object.defineProperty(answer, 'statusText', { value: 'ОК' });
    };
    const { data, response } = await client('https://a.kommo.com', { fetch, middleware })
      .leads.create({ name: 'a' })
      .withResponse();
    expect(data.id).toBe(1);
    expect(response).toMatchObject({ status: 200, ok: true });
  });

  test('a reason in Cyrillic of an error, whose response can be read', async () => {
    const fetch = async (): Promise<Response> =>
      Object.defineProperty(new Response(`no, ${TOKEN}`, { status: 404 }), 'statusText', { value: 'Не найдено' });
    const error = await client('https://a.kommo.com', { fetch, retries: 0 })
      .leads.get(1)
      .catch((e: unknown) => e);
    const { response } = error as KommoApiError;
    expect(response).toMatchObject({ status: 404, statusText: 'Не найдено', ok: false });
    await expect(response?.text()).resolves.toBe('no, [redacted]');
  });

  test('a status that only a proxy sends is an error of ours, with a middleware too', async () => {
    const fetch = async (): Promise<Response> =>
      Object.defineProperties(new Response('no'), { status: { value: 999 }, ok: { value: false } });
    for (const middleware of [[], [(request, next) => next(request)]] satisfies Middleware[][]) {
      const kommo = client('https://a.kommo.com', { fetch, middleware, retries: 0 });
      await expect(kommo.leads.get(1)).rejects.toMatchObject({ name: 'ServerError', status: 999 });
    }
  });

  test('JSON under another type is taken', async () => {
    const { url } = await serve(
      (_, res) => void res.writeHead(200, { 'content-type': 'text/html' }).end(JSON.stringify(lead)),
    );
    await expect(client(url).leads.get(1)).resolves.toMatchObject({ id: 1 });
  });

  test('an empty 200 where a result is due', async () => {
    const { url } = await serve((_, res) => void res.end());
    await expect(client(url, { retries: 0 }).leads.create({})).rejects.toMatchObject({
      name: 'DecodeError',
      reason: 'empty',
    });
  });

  test('a body cut in the middle is a lost connection, and a GET is tried again', async () => {
    const { url, seen } = await serve((_, res, __, count) => {
      if (count > 1) return json(res, lead);
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"id":');
      setTimeout(() => res.destroy(), 20);
    });
    await expect(client(url).leads.get(1)).resolves.toMatchObject({ id: 1 });
    expect(seen).toHaveLength(2);
  });

  test('only the first 200 characters are shown, and no token', async () => {
    const page = `<p>${TOKEN}</p>${'x'.repeat(500)}`;
    const { url } = await serve((_, res) => void res.writeHead(200, { 'content-type': 'text/html' }).end(page));
    const error = (await client(url)
      .leads.get(1)
      .catch((e: unknown) => e)) as DecodeError;
    expect(error.bodyText.length).toBeLessThanOrEqual(200);
    expect(error.message).not.toContain(TOKEN);
    expect(error.bodyText).toContain('[redacted]');
  });

  test('multi-byte text in small pieces stays whole', async () => {
    const name = '😀é漢'.repeat(400);
    const bytes = Buffer.from(JSON.stringify({ ...lead, name }));
    const { url } = await serve(async (_, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      for (let i = 0; i < bytes.length; i += 1001) {
        res.write(bytes.subarray(i, i + 1001));
        await new Promise((resolve) => setImmediate(resolve));
      }
      res.end();
    });
    await expect(client(url).leads.get(1)).resolves.toMatchObject({ name });
  });

  test('a body over maxResponseBytes is not read to its end, folded or not', async () => {
    const bomb = gzipSync(Buffer.alloc(4_000_000, '['));
    const { url } = await serve((seen, res) =>
      seen.url.endsWith('/1')
        ? void res.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb)
        : void res.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.alloc(2_000_000, '[')),
    );
    const kommo = client(url, { maxResponseBytes: 1_000_000 });
    await expect(kommo.leads.get(1)).rejects.toMatchObject({ name: 'DecodeError', reason: 'too-large' });
    await expect(kommo.leads.get(2)).rejects.toMatchObject({ name: 'DecodeError', reason: 'too-large' });
  });
});

// String() throws on such a value.
test('values of an answer that can not become text fail no call', async () => {
  const odd = { toString: 1, valueOf: 1 };
  const { url } = await serve(({ method, url: path }, res) => {
    if (method === 'GET') return json(res, path.endsWith('/1') ? { id: odd } : { title: 'x', status: odd });
    const issue = { path: odd, code: odd, detail: odd };
    if (method === 'POST') return json(res, { 'validation-errors': [{ request_id: odd, errors: [issue] }] }, 400);
    json(res, { _embedded: { leads: [{ id: 1, request_id: odd }] } });
  });
  const kommo = client(url, { retries: 0 });
  await expect(kommo.leads.get(1)).rejects.toThrow(DecodeError);
  await expect(kommo.leads.get(2)).rejects.toThrow(DecodeError);
  await expect(kommo.leads.create({ name: 'x' })).rejects.toThrow(ValidationError);
  await expect(kommo.leads.updateMany([{ id: 1, price: 1 }])).resolves.toMatchObject([{ id: 1 }]);
});

test.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['a text', '{"id":1}'],
  ['parsed JSON', { id: 1 }],
  ['a response without headers', { ok: true, status: 200, text: async () => '{"id":1}' }],
  ['a response without a status', { ok: true, headers: new Headers(), text: async () => '{"id":1}' }],
])('a custom fetch that returns %s is refused, once', async (_, value) => {
  const fetch = vi.fn(async () => value as Response);
  const kommo = client('http://127.0.0.1:1', { fetch });
  await expect(kommo.leads.get(1)).rejects.toMatchObject({ name: 'InputError', field: 'fetch' });
  expect(fetch).toHaveBeenCalledTimes(1);
});

test.each<[string, unknown]>([
  ['undefined', undefined],
  ['parsed JSON', { id: 1 }],
])('a middleware that returns %s is named', async (_, value) => {
  const kommo = client('http://127.0.0.1:1', { middleware: [async () => value as Response] });
  await expect(kommo.leads.get(1)).rejects.toThrow('middleware must return a Response');
});
