import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  AbortError,
  ConnectionError,
  createRateLimiter,
  DecodeError,
  RateLimitError,
  RedirectError,
  ServerError,
  TimeoutError,
} from '../../src/index.js';
import { client, TOKEN } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

const lead = { id: 1, name: 'x', _embedded: { tags: [], companies: [] } };
const created = { _embedded: { leads: [{ id: 1, request_id: '0' }] } };

// Full jitter makes the waits random; nought of it makes them nil.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

describe('retry', () => {
  test.each([500, 502, 503, 504])('a GET is retried on %i', async (status) => {
    const { url, seen } = await serve((_, res, __, count) => (count < 3 ? json(res, {}, status) : json(res, lead)));
    await expect(client(url).leads.get(1)).resolves.toMatchObject({ id: 1 });
    expect(seen).toHaveLength(3);
  });

  test('retries run out with the last error', async () => {
    const { url, seen } = await serve((_, res) =>
      json(res, { title: 'ErrInternalServer', detail: 'no luck', trace_id: 't1' }, 500),
    );
    const error = await client(url)
      .leads.get(1, {}, { retries: 2 })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({
      status: 500,
      detail: 'no luck',
      requestId: 't1',
      method: 'GET',
      path: '/api/v4/leads/1',
    });
    expect(seen).toHaveLength(3);
  });

  test.each([400, 401, 402, 403, 404, 405, 409, 501])('%i is not retried', async (status) => {
    const { url, seen } = await serve((_, res) => json(res, { title: 'No', status }, status));
    await expect(client(url).leads.get(1)).rejects.toMatchObject({ status });
    expect(seen).toHaveLength(1);
  });

  test('a PATCH by id and a DELETE are retried on 5xx, a POST is not', async () => {
    const { url, seen } = await serve((_, res) => json(res, {}, 502));
    const kommo = client(url, { retries: 1 });
    await expect(kommo.leads.update(1, { name: 'y' })).rejects.toThrow(ServerError);
    await expect(kommo.lossReasons.delete(1)).rejects.toThrow(ServerError);
    expect(seen).toHaveLength(4);
    await expect(kommo.leads.create({ name: 'y' })).rejects.toThrow(ServerError);
    expect(seen).toHaveLength(5);
  });

  test('a POST is retried on 429, which was not processed, with the same body', async () => {
    const { url, seen } = await serve((_, res, __, count) =>
      count === 1 ? json(res, { retry_after: 0 }, 429) : json(res, created),
    );
    await expect(client(url).leads.create({ name: 'é€' })).resolves.toMatchObject({ id: 1 });
    expect(seen.map(({ body }) => body)).toEqual(['[{"name":"é€"}]', '[{"name":"é€"}]']);
  });

  test('a POST is never sent twice after a cut connection or a timeout, unless the caller says so', async () => {
    const { url, seen } = await serve((_, res) => void res.destroy());
    const kommo = client(url, { retries: 2 });
    await expect(kommo.leads.create({})).rejects.toMatchObject({ name: 'ConnectionError', maybeProcessed: true });
    expect(seen).toHaveLength(1);
    await expect(kommo.leads.create({}, { retryUnsafe: true })).rejects.toThrow(ConnectionError);
    expect(seen).toHaveLength(4);
  });

  test('a POST whose connection was refused can not have been processed, and is retried', async () => {
    const attempts: string[] = [];
    const refuse = async (input: string): Promise<Response> => {
      attempts.push(input);
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
      });
    };
    const error = await client('http://127.0.0.1:9', { fetch: refuse, retries: 2 })
      .leads.create({})
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'ConnectionError', maybeProcessed: false });
    expect(attempts).toHaveLength(3);
  });
});

describe('429', () => {
  test.each([
    ['Retry-After in seconds', { 'retry-after': '1' }, {}, 1],
    ['Retry-After as a date', { 'retry-after': 'in 30 s' }, {}, 30],
    ['retry_after in the body', {}, { retry_after: 2 }, 2],
    ['both, the header wins', { 'retry-after': '3' }, { retry_after: 300 }, 3],
  ])('%s', async (_, headers, body, seconds) => {
    const { url } = await serve((__, res) => {
      const date = new Date(Date.now() + 30_000).toUTCString();
      const sent = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, value.replace('in 30 s', date)]),
      );
      json(res, { title: 'Too Many Requests', ...body }, 429, sent);
    });
    const kommo = client(url, { retries: 0 });
    const error = await kommo.leads.get(1).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RateLimitError);
    // An HTTP date has no fractions, so up to a second is lost.
    const { retryAfter } = error as RateLimitError;
    expect(retryAfter).toBeLessThanOrEqual(seconds);
    expect(retryAfter).toBeGreaterThan(seconds - 1.5);
    expect(kommo.stats().pausedForMs / 1000).toBeCloseTo(retryAfter as number, 0);
  });

  test('holds every client of the limiter, not only the call that met it', async () => {
    const { url, seen } = await serve((_, res, __, count) =>
      count === 1 ? json(res, { retry_after: 0.3 }, 429) : json(res, lead),
    );
    const limiter = createRateLimiter();
    const [one, two] = [client(url, { rateLimit: limiter }), client(url, { rateLimit: limiter })];
    const first = one.leads.get(1);
    await vi.waitFor(() => expect(limiter.stats().pauses).toBe(1));
    await Promise.all([first, two.leads.get(2), two.leads.get(3)]);
    const gap = (seen[1]?.at as number) - (seen[0]?.at as number);
    expect(gap).toBeGreaterThanOrEqual(290);
    expect(seen).toHaveLength(4);
  });

  test('a wait over the cap fails at once, and so does whoever comes before it is over, unsent', async () => {
    const { url, seen } = await serve((_, res) => json(res, { retry_after: 300 }, 429));
    const kommo = client(url);
    await expect(kommo.leads.get(1)).rejects.toMatchObject({ name: 'RateLimitError', retryAfter: 300 });
    const unsent = await kommo.leads.get(2).catch((e: unknown) => e);
    expect(unsent).toMatchObject({ name: 'RateLimitError', retryAfter: 300, response: undefined });
    expect(String(unsent)).toMatch(/was not sent: Kommo asked to wait another 300 s/);
    expect(seen).toHaveLength(1);
  });

  test('an HTML 429 is one as well', async () => {
    const { url } = await serve(
      (_, res) => void res.writeHead(429, { 'content-type': 'text/html' }).end('<h1>Too many</h1>'),
    );
    await expect(client(url, { retries: 0 }).leads.get(1)).rejects.toMatchObject({
      name: 'RateLimitError',
      bodyText: '<h1>Too many</h1>',
    });
  });
});

// Tried again where a loaded machine stalls for longer than that by itself.
describe('abort, within 50 ms', { retry: 3 }, () => {
  async function abortAfter(ms: number, start: (signal: AbortSignal) => PromiseLike<unknown>): Promise<void> {
    const controller = new AbortController();
    const call = Promise.resolve(start(controller.signal)).then(
      () => 'settled',
      (e: unknown) => e,
    );
    await new Promise((resolve) => setTimeout(resolve, ms));
    const begin = performance.now();
    controller.abort('stop');
    const error = await call;
    expect(performance.now() - begin).toBeLessThan(50);
    expect(error).toBeInstanceOf(AbortError);
    expect((error as AbortError).cause).toBe('stop');
  }

  test('before it starts', async () => {
    const { url, seen } = await serve((_, res) => json(res, lead));
    await expect(client(url).leads.get(1, {}, { signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
    expect(seen).toHaveLength(0);
  });

  test('queued', async () => {
    const { url, seen } = await serve((_, res) => json(res, lead));
    const kommo = client(url, { rateLimit: createRateLimiter({ limit: 1, intervalMs: 5_000 }) });
    await kommo.leads.get(1);
    await abortAfter(30, (signal) => kommo.leads.get(2, {}, { signal }));
    expect(seen).toHaveLength(1);
    expect(kommo.stats().queued).toBe(0);
  });

  test('waiting for a pause to end', async () => {
    const { url, seen } = await serve((_, res) => json(res, { retry_after: 20 }, 429));
    await abortAfter(60, (signal) => client(url).leads.get(1, {}, { signal }));
    expect(seen).toHaveLength(1);
  });

  test('waiting between attempts', async () => {
    vi.mocked(Math.random).mockReturnValue(1);
    const { url, seen } = await serve((_, res) => json(res, {}, 500));
    await abortAfter(60, (signal) => client(url).leads.get(1, {}, { signal }));
    expect(seen).toHaveLength(1);
  });

  test('in flight', async () => {
    const { url } = await serve(() => {});
    await abortAfter(60, (signal) => client(url).leads.get(1, {}, { signal }));
  });

  test('reading the body', async () => {
    const { url } = await serve(
      (_, res) => void res.writeHead(200, { 'content-type': 'application/json' }).write('{"id":'),
    );
    await abortAfter(60, (signal) => client(url).leads.get(1, {}, { signal }));
  });

  test('over a fetch that does not heed its signal', async () => {
    const deaf = (): Promise<Response> => new Promise(() => {});
    await abortAfter(20, (signal) => client('https://acme.kommo.com', { fetch: deaf }).leads.get(1, {}, { signal }));
  });

  test('while streaming', async () => {
    const { url } = await serve((seen, res) =>
      json(res, {
        _links: { next: { href: `${url}/api/v4/leads?page=${seen.url.length}` } },
        _embedded: { leads: [lead] },
      }),
    );
    const controller = new AbortController();
    const stream = async (): Promise<void> => {
      for await (const _ of client(url).leads.list({ limit: 1 }, { signal: controller.signal })) controller.abort();
    };
    await expect(stream()).rejects.toThrow(AbortError);
  });

  test('one signal over many calls leaves no listener behind and makes no warning', async () => {
    const warnings: unknown[] = [];
    const onWarning = (warning: unknown): void => void warnings.push(warning);
    process.on('warning', onWarning);
    const { url } = await serve((_, res) => json(res, lead));
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 60 }, () => client(url).leads.get(1, {}, { signal })));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });
});

describe('timeouts', () => {
  test('of one attempt: a GET is tried again', async () => {
    const { url, seen } = await serve((_, res, __, count) => (count === 1 ? undefined : json(res, lead)));
    await expect(client(url, { timeoutMs: 500 }).leads.get(1)).resolves.toMatchObject({ id: 1 });
    expect(seen).toHaveLength(2);
  });

  test('of one attempt: covers the body', async () => {
    const { url } = await serve((_, res) => void res.writeHead(200, { 'content-type': 'application/json' }).write('{'));
    const error = await client(url)
      .leads.get(1, {}, { timeoutMs: 60, retries: 0 })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ scope: 'attempt', timeoutMs: 60, maybeProcessed: true });
  });

  test('of the whole call: covers the queue and the waits', async () => {
    const { url } = await serve((_, res) => json(res, { retry_after: 30 }, 429));
    const begin = performance.now();
    const error = await client(url)
      .leads.get(1, {}, { totalTimeoutMs: 100 })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'TimeoutError', scope: 'total', timeoutMs: 100 });
    expect(performance.now() - begin).toBeLessThan(400);
  });

  test('0 means none', async () => {
    const { url } = await serve((_, res) => void setTimeout(() => json(res, lead), 50));
    await expect(client(url, { timeoutMs: 0 }).leads.get(1)).resolves.toMatchObject({ id: 1 });
  });
});

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

describe('other origins', () => {
  test('a redirect there is not followed, and the token stays', async () => {
    const other = await serve((_, res) => json(res, lead));
    const { url } = await serve((_, res) => void res.writeHead(302, { location: `${other.url}/api/v4/leads/1` }).end());
    const error = await client(url)
      .leads.get(1)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RedirectError);
    expect((error as RedirectError).target).toBe(other.url);
    expect(other.seen).toHaveLength(0);
  });

  test('a redirect on the same origin is followed, each hop through the limiter', async () => {
    const { url, seen } = await serve((entry, res) =>
      entry.url === '/api/v4/leads/1'
        ? void res.writeHead(307, { location: '/api/v4/leads/2' }).end()
        : json(res, lead),
    );
    const kommo = client(url);
    await expect(kommo.leads.update(1, { name: 'y' })).resolves.toMatchObject({ id: 1 });
    expect(seen.map(({ method, body }) => [method, body])).toEqual([
      ['PATCH', '{"name":"y"}'],
      ['PATCH', '{"name":"y"}'],
    ]);
    expect(kommo.stats().started).toBe(2);
  });

  test('a redirect that never ends, does', async () => {
    const { url, seen } = await serve((_, res) => void res.writeHead(302, { location: '/again' }).end());
    await expect(client(url).leads.get(1)).rejects.toMatchObject({ status: 302 });
    expect(seen.length).toBeLessThan(10);
  });

  test('a next link there is not followed', async () => {
    const other = await serve((_, res) => json(res, {}));
    const { url } = await serve((_, res) =>
      json(res, { _links: { next: { href: `${other.url}/api/v4/leads?page=2` } }, _embedded: { leads: [lead] } }),
    );
    await expect(client(url).leads.list().all()).rejects.toThrow(RedirectError);
    expect(other.seen).toHaveLength(0);
  });
});
