import { Readable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import type { Middleware } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';

// Buffers are shared by the bodies of a process, so that what is asked here is asked of several at once.
describe.each([
  ['with the decoder of Node', () => {}],
  ['with that of the standard', () => vi.stubGlobal('Buffer', undefined)],
])('bodies, %s', (_, setUp) => {
  test('of many calls at once are not mixed up, whatever their size', async () => {
    const names = Array.from({ length: 24 }, (__, id) => `${id} ${'ж😀x'[id % 3]}`.repeat(4 ** (id % 10)));
    const { url } = await serve(({ url }, res) => {
      const id = Number(url.split('/').at(-1));
      json(res, { ...lead, id, name: names[id - 1] });
    });
    setUp();
    const kommo = client(url);
    for (const _round of [1, 2]) {
      const leads = await Promise.all(names.map((__, index) => kommo.leads.get(index + 1)));
      expect(leads.map(({ name }, index) => name === names[index])).toEqual(names.map(() => true));
    }
    vi.unstubAllGlobals();
  });

  test('may begin with a byte order mark', async () => {
    const { url } = await serve(
      (__, res) => void res.writeHead(200, { 'content-type': 'application/json' }).end(`\ufeff${JSON.stringify(lead)}`),
    );
    setUp();
    await expect(client(url).leads.get(1)).resolves.toMatchObject({ id: 1 });
    vi.unstubAllGlobals();
  });
});

test.each([
  ['of Node', Readable.from(['{}'])],
  ['that is missing', undefined],
])('a body %s is read by the response itself', async (_, body) => {
  const text = async (): Promise<string> => JSON.stringify(lead);
  const fetch = async (): Promise<Response> =>
    ({ status: 200, ok: true, headers: new Headers(), body, text }) as unknown as Response;
  await expect(client('https://example.kommo.com', { fetch }).leads.get(1)).resolves.toMatchObject({ id: 1 });
});

test('a body that is not made of bytes is a lost connection', async () => {
  const body = new ReadableStream({
    start: (controller) => {
      controller.enqueue('{"id": 1}');
      controller.close();
    },
  });
  const fetch = async (): Promise<Response> => ({ status: 200, ok: true, headers: new Headers(), body }) as Response;
  const kommo = client('https://example.kommo.com', { fetch, retries: 0 });
  await expect(kommo.leads.get(1)).rejects.toMatchObject({ name: 'ConnectionError' });
});

test('a body that was read before is no empty answer', async () => {
  const { url } = await serve((_, res) => json(res, lead));
  const read: Middleware = async (request, next) => {
    const response = await next(request);
    const reader = (response.body as ReadableStream).getReader();
    while (!(await reader.read()).done);
    reader.releaseLock();
    return response;
  };
  const kommo = client(url, { retries: 0, middleware: [read] });
  await expect(kommo.leads.list()).rejects.toMatchObject({
    name: 'KommoError',
    message: expect.stringContaining('clone()'),
  });
});

test('a body in views wider than a byte is taken byte for byte', async () => {
  const text = new TextEncoder().encode(JSON.stringify(lead).padEnd(4096));
  const body = new ReadableStream({
    start: (controller) => {
      controller.enqueue(new Uint32Array(text.buffer, 0, 512));
      controller.enqueue(new DataView(text.buffer, 2048));
      controller.close();
    },
  });
  const fetch = async (): Promise<Response> => ({ status: 200, ok: true, headers: new Headers(), body }) as Response;
  await expect(client('https://example.kommo.com', { fetch }).leads.get(1)).resolves.toMatchObject({ id: 1 });
});

test.each([
  ['told', { 'content-length': '5000' }],
  ['not told', {}],
])('a body of another kind of stream over maxResponseBytes, its length %s', async (_, headers) => {
  const text = async (): Promise<string> => JSON.stringify(lead).padEnd(5000);
  const fetch = async (): Promise<Response> =>
    ({
      status: 200,
      ok: true,
      headers: new Headers(headers),
      body: Readable.from(['{}']),
      text,
    }) as unknown as Response;
  const kommo = client('https://example.kommo.com', { fetch, maxResponseBytes: 4000 });
  await expect(kommo.leads.get(1)).rejects.toMatchObject({ name: 'DecodeError', reason: 'too-large' });
});
