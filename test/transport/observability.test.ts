import { tracingChannel } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { InputError, KommoError, type Logger, type Middleware, RedirectError } from '../../src/index.js';
import { client, TOKEN } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { noJitter } from '../support/no-jitter.js';

const lead = { id: 1, name: 'x' };

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

noJitter();

describe('middleware', () => {
  test('runs around each attempt, the first one outermost, and never sees the token', async () => {
    const { url, seen } = await serve((_, res, __, count) => (count === 1 ? json(res, {}, 500) : json(res, lead)));
    const order: string[] = [];
    const named =
      (name: string): Middleware =>
      async (request, next) => {
        order.push(`${name}> ${request.method} ${request.headers.get('authorization')}`);
        const response = await next({ ...request, headers: new Headers([...request.headers, ['x-trace', name]]) });
        order.push(`<${name} ${response.status}`);
        return response;
      };
    await client(url, { middleware: [named('a'), named('b')] }).leads.get(1);
    const attempt = (status: number): string[] => ['a> GET null', 'b> GET null', `<b ${status}`, `<a ${status}`];
    expect(order).toEqual([...attempt(500), ...attempt(200)]);
    for (const { headers } of seen) {
      expect(headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'x-trace': 'a, b' });
    }
  });

  test('may answer in place of the server', async () => {
    const { url, seen } = await serve((_, res) => json(res, lead));
    const kommo = client(url, { middleware: [async () => Response.json({ id: 7 })] });
    await expect(kommo.leads.get(7)).resolves.toEqual({ id: 7 });
    expect(seen).toHaveLength(0);
  });

  test('can not take the token to another origin', async () => {
    const other = await serve((_, res) => json(res, lead));
    const { url } = await serve((_, res) => json(res, lead));
    const kommo = client(url, { middleware: [(request, next) => next({ ...request, url: `${other.url}/x` })] });
    await expect(kommo.leads.get(1)).rejects.toBeInstanceOf(RedirectError);
    expect(other.seen).toHaveLength(0);
  });

  test('its own mistake ends the call; a lost connection behind it is retried', async () => {
    const { url, seen } = await serve((_, res, __, count) => void (count === 1 ? res.destroy() : json(res, lead)));
    const pass: Middleware = (request, next) => next(request);
    await expect(client(url, { middleware: [pass] }).leads.get(1)).resolves.toMatchObject(lead);
    expect(seen).toHaveLength(2);
    const broken: Middleware = () => {
      throw new TypeError('oops');
    };
    const error = await client(url, { middleware: [broken] })
      .leads.get(1)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(KommoError);
    expect(error).toMatchObject({ message: 'A middleware failed: oops', cause: { message: 'oops' } });
  });

  test('a body passes through', async () => {
    const { url, seen } = await serve((_, res) => json(res, { _embedded: { leads: [{ id: 1, request_id: '0' }] } }));
    const kommo = client(url, { middleware: [(request, next) => next(request)] });
    await kommo.leads.create({ name: 'ü' });
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject([{ name: 'ü' }]);
  });

  test('refuses what is no list of functions', () => {
    expect(() => client('https://acme.kommo.com', { middleware: [{}] as never })).toThrow(InputError);
    expect(() => client('https://acme.kommo.com', { middleware: {} as never })).toThrow(/^middleware/);
  });
});

describe('logger', () => {
  const spy = () => ({ debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }) satisfies Logger;

  test.each([
    ['debug', 2, 1],
    ['warn', 0, 1],
    ['error', 0, 0],
    ['off', 0, 0],
  ] as const)('level %s', async (logLevel, debugs, warns) => {
    const { url } = await serve((_, res, __, count) => (count === 1 ? json(res, {}, 500) : json(res, lead)));
    const logger = spy();
    await client(url, { logger, logLevel }).leads.get(1);
    expect(logger.debug).toHaveBeenCalledTimes(debugs);
    expect(logger.warn).toHaveBeenCalledTimes(warns);
  });

  test('one that throws fails no call', async () => {
    const { url } = await serve((_, res) => json(res, lead));
    const logger = { ...spy(), debug: () => void JSON.parse('{') };
    await expect(client(url, { logger }).leads.get(1)).resolves.toMatchObject(lead);
  });

  test('refuses unknown levels and loggers', () => {
    const make = (options: object) => () => client('https://acme.kommo.com', options);
    expect(make({ logLevel: 'loud' })).toThrow(/^logLevel/);
    expect(make({ logger: { debug() {} } })).toThrow(/^logger has no method "info"/);
  });
});

describe('stats', () => {
  test('attempts in flight and of the last minute', async () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { url } = await serve(async (_, res, __, count) => {
      if (count === 1) return json(res, {}, 429, { 'retry-after': '0' });
      if (count === 2) return json(res, {}, 500);
      if (count === 3) return void res.destroy();
      await gate;
      return json(res, lead);
    });
    const kommo = client(url);
    const call = kommo.leads.get(1);
    await expect.poll(() => kommo.stats().lastMinute.attempts).toBe(4);
    expect(kommo.stats()).toMatchObject({ inFlight: 1, running: 1, queued: 0, started: 4, pauses: 1 });
    release();
    await call;
    expect(kommo.stats()).toMatchObject({
      inFlight: 0,
      lastMinute: { attempts: 4, rateLimited: 1, failed: 2 },
    });
  });

  test('the minute passes', async () => {
    const { url } = await serve((_, res) => json(res, lead));
    const kommo = client(url);
    const before = performance.now();
    await kommo.leads.get(1);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(before + 59_000);
    expect(kommo.stats().lastMinute.attempts).toBe(1);
    vi.spyOn(performance, 'now').mockReturnValue(now + 61_000);
    expect(kommo.stats().lastMinute.attempts).toBe(0);
  });
});

describe('diagnostics_channel', () => {
  function listen(name: string): Record<string, unknown>[] {
    const events: Record<string, unknown>[] = [];
    const record = (event: string) => (context: object) => void events.push({ event, ...context });
    const subscriber = {
      start: record('start'),
      end: () => {},
      asyncStart: () => {},
      asyncEnd: record('asyncEnd'),
      error: record('error'),
    };
    const channel = tracingChannel<unknown, object>(name);
    channel.subscribe(subscriber);
    onTestFinished(() => void channel.unsubscribe(subscriber));
    return events;
  }

  test('calls and attempts, without query, body or token', async () => {
    const { url } = await serve((_, res, __, count) => (count === 1 ? json(res, {}, 500) : json(res, lead)));
    const calls = listen('kommo-sdk:call');
    const attempts = listen('kommo-sdk:attempt');
    await client(url).leads.get(1, { with: ['contacts'] });
    const about = { method: 'GET', path: '/api/v4/leads/1', host: new URL(url).host };
    expect(calls).toEqual([
      { event: 'start', ...about },
      { event: 'asyncEnd', ...about, status: 200, result: undefined },
    ]);
    expect(attempts.map(({ event, attempt, status }) => [event, attempt, status])).toEqual([
      ['start', 1, undefined],
      ['asyncEnd', 1, 500],
      ['start', 2, undefined],
      ['asyncEnd', 2, 200],
    ]);
    expect(JSON.stringify([calls, attempts])).not.toMatch(new RegExp(`${TOKEN}|contacts`));
  });

  test('a failed call tells its error and still rejects', async () => {
    const { url } = await serve((_, res) => json(res, { title: 'No' }, 404));
    const calls = listen('kommo-sdk:call');
    await expect(client(url).leads.get(1)).rejects.toMatchObject({ status: 404 });
    expect(calls.map(({ event }) => event)).toEqual(['start', 'error', 'asyncEnd']);
    expect(calls[1]).toMatchObject({ error: { status: 404 } });
  });
});
