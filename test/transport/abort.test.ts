import { describe, expect, test, vi } from 'vitest';
import { AbortError, createRateLimiter, type Middleware } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';
import { noJitter } from '../support/no-jitter.js';

noJitter();

/** Turns of the event loop that a call may take to end after its abort. A timer or a socket would take many more. */
const TURNS = 500;

describe('abort', () => {
  async function abortOnce(
    isThere: () => boolean,
    start: (signal: AbortSignal) => PromiseLike<unknown>,
  ): Promise<void> {
    const controller = new AbortController();
    let error: unknown;
    Promise.resolve(start(controller.signal)).then(
      () => (error = 'settled'),
      (e: unknown) => (error = e),
    );
    await vi.waitFor(() => expect(isThere()).toBe(true));
    controller.abort('stop');
    for (let turn = 0; turn < TURNS && error === undefined; turn++) await new Promise(setImmediate);
    expect(error).toBeInstanceOf(AbortError);
    expect((error as AbortError).cause).toBe('stop');
  }

  test('before it starts', async () => {
    const { url, seen } = await serve((_, res) => json(res, lead));
    await expect(client(url).leads.get(1, {}, { signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
    expect(seen).toHaveLength(0);
  });

  test('on the way to the middleware, at whatever turn: what has not begun does not begin', async () => {
    for (let turns = 0; turns < 60; turns++) {
      const begun: string[] = [];
      const controller = new AbortController();
      const kommo = client('https://example.kommo.com', {
        middleware: [
          (request, next) => {
            begun.push('middleware');
            return next(request);
          },
        ],
        fetch: async () => {
          begun.push('fetch');
          return Response.json(lead);
        },
      });
      const call = kommo.leads.create({ name: 'x' }, { signal: controller.signal }).catch(() => 'aborted');
      for (let turn = 0; turn < turns; turn++) await null;
      const before = [...begun];
      controller.abort();
      await call;
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
      // A request that was on its way may go on to fetch; nothing starts that had not started.
      expect(begun.slice(0, before.length)).toEqual(before);
      expect(before.length > 0 || begun.length === 0).toBe(true);
    }
  });

  test('queued', async () => {
    const { url, seen } = await serve((_, res) => json(res, lead));
    const kommo = client(url, { rateLimit: createRateLimiter({ limit: 1, intervalMs: 5_000 }) });
    await kommo.leads.get(1);
    await abortOnce(
      () => kommo.stats().queued === 1,
      (signal) => kommo.leads.get(2, {}, { signal }),
    );
    expect(seen).toHaveLength(1);
    expect(kommo.stats().queued).toBe(0);
  });

  test('waiting for a pause to end', async () => {
    const { url, seen } = await serve((_, res) => json(res, { retry_after: 20 }, 429));
    const kommo = client(url);
    await abortOnce(
      () => kommo.stats().lastMinute.rateLimited === 1,
      (signal) => kommo.leads.get(1, {}, { signal }),
    );
    expect(seen).toHaveLength(1);
  });

  test('waiting between attempts', async () => {
    vi.mocked(Math.random).mockReturnValue(1);
    const { url, seen } = await serve((_, res) => json(res, {}, 500));
    const kommo = client(url);
    await abortOnce(
      () => kommo.stats().lastMinute.failed === 1,
      (signal) => kommo.leads.get(1, {}, { signal }),
    );
    expect(seen).toHaveLength(1);
  });

  test('in flight', async () => {
    const { url, seen } = await serve(() => {});
    await abortOnce(
      () => seen.length === 1,
      (signal) => client(url).leads.get(1, {}, { signal }),
    );
  });

  test('reading the body', async () => {
    const { url } = await serve(
      (_, res) => void res.writeHead(200, { 'content-type': 'application/json' }).write('{"id":'),
    );
    let isReading = false;
    const fetch = async (input: string, init: RequestInit): Promise<Response> => {
      const response = await globalThis.fetch(input, init);
      isReading = true;
      return response;
    };
    await abortOnce(
      () => isReading,
      (signal) => client(url, { fetch }).leads.get(1, {}, { signal }),
    );
  });

  test('over a fetch that does not heed its signal', async () => {
    let isAsked = false;
    const deaf = (): Promise<Response> => {
      isAsked = true;
      return new Promise(() => {});
    };
    await abortOnce(
      () => isAsked,
      (signal) => client('https://acme.kommo.com', { fetch: deaf }).leads.get(1, {}, { signal }),
    );
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

test.each(['before', 'after'] as const)('a middleware that hangs %s the request is left at an abort', async (when) => {
  const { url, seen } = await serve((_, res) => json(res, { _embedded: { leads: [{ id: 1 }] } }));
  const controller = new AbortController();
  const hangs: Middleware = async (request, next) => {
    if (when === 'after') await next(request);
    controller.abort();
    return new Promise<Response>(() => {});
  };
  const { leads } = client(url, { middleware: [hangs] });
  const maybeProcessed = when === 'after';
  const error = { name: 'AbortError', maybeProcessed };
  await expect(leads.create({ name: 'x' }, { signal: controller.signal })).rejects.toMatchObject(error);
  expect(seen).toHaveLength(maybeProcessed ? 1 : 0);
});

test('totalTimeoutMs ends a middleware that hangs', async () => {
  const { leads } = client('http://127.0.0.1:1', {
    middleware: [() => new Promise<Response>(() => {})],
    totalTimeoutMs: 10,
  });
  await expect(leads.get(1)).rejects.toMatchObject({ name: 'TimeoutError', scope: 'total', maybeProcessed: false });
});
