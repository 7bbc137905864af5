import { describe, expect, test, vi } from 'vitest';
import { createRateLimiter, RateLimitError } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';
import { noJitter } from '../support/no-jitter.js';

noJitter();

describe('429', () => {
  test.each([
    ['Retry-After in seconds', { 'retry-after': '1' }, {}, 1],
    ['Retry-After as a date', { 'retry-after': 'in 30 s' }, {}, 30],
    ['retry_after in the body', {}, { retry_after: 2 }, 2],
    ['both, the header wins', { 'retry-after': '3' }, { retry_after: 300 }, 3],
    ['one of Kommo and one of a proxy, the longer wins', { 'retry-after': '2, 30' }, {}, 30],
  ])('%s', async (_, headers, body, seconds) => {
    const { url } = await serve((__, res) => {
      const date = new Date(Date.now() + 30_000).toUTCString();
      const sent = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, value.replace('in 30 s', date)]),
      );
      json(res, { title: 'Too Many Requests', ...body }, 429, sent);
    });
    const kommo = client(url, { retries: 0 });
    const from = performance.now();
    const error = await kommo.leads.get(1).catch((e: unknown) => e);
    const pausedForMs = kommo.stats().pausedForMs;
    const tookMs = performance.now() - from;
    expect(error).toBeInstanceOf(RateLimitError);
    const retryAfter = (error as RateLimitError).retryAfter as number;
    expect(retryAfter).toBeLessThanOrEqual(seconds);
    // An HTTP date has no fractions, so up to a second is lost. It also names a moment, which comes closer while the call is under way.
    const lostMs = Object.values(headers).includes('in 30 s') ? 1_100 + tookMs : 0;
    expect(retryAfter).toBeGreaterThanOrEqual(seconds - lostMs / 1000);
    // The pause has begun to run, and was read off the date at another moment. Both are within the call; 5 ms are for rounding.
    expect(Math.abs(pausedForMs - retryAfter * 1000)).toBeLessThanOrEqual(tookMs + 5);
  });

  test('holds every client of the limiter, not only the call that met it', async () => {
    const { url, seen } = await serve((_, res, __, count) =>
      count === 1 ? json(res, { retry_after: 20 }, 429) : json(res, lead),
    );
    const limiter = createRateLimiter();
    const [one, two] = [client(url, { rateLimit: limiter }), client(url, { rateLimit: limiter })];
    const first = one.leads.get(1);
    await vi.waitFor(() => expect(limiter.stats().pauses).toBe(1));
    const others = [two.leads.get(1), two.leads.get(1)];
    await vi.waitFor(() => expect(limiter.stats().queued).toBe(3));
    expect(seen).toHaveLength(1);
    limiter.resume();
    await Promise.all([first, ...others]);
    expect(seen).toHaveLength(4);
  });

  test('any wait may be sat out', async () => {
    const { url } = await serve((_, res, __, count) =>
      count === 1 ? json(res, { retry_after: 0.05 }, 429) : json(res, lead),
    );
    const kommo = client(url, { maxRetryAfterMs: Number.POSITIVE_INFINITY });
    await expect(kommo.leads.get(1)).resolves.toMatchObject({ id: 1 });
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

// The status says that Kommo has not processed the call, whatever becomes of the text.
test.each<[string, Record<string, string>, string]>([
  ['is cut', { 'content-length': '100' }, 'x'],
  ['is over maxResponseBytes', {}, 'x'.repeat(2000)],
  ['can not be unpacked', { 'content-encoding': 'gzip' }, 'x'],
])('a 429 whose text %s pauses, and a create is sent again', async (_, headers, body) => {
  const { url, seen } = await serve((__, res, ___, count) => {
    if (count > 1) return json(res, { _embedded: { leads: [{ id: 1 }] } });
    res.writeHead(429, { 'retry-after': '0', ...headers }).write(body);
    setTimeout(() => res.destroy(), 20);
  });
  const kommo = client(url, { maxResponseBytes: 1000 });
  await expect(kommo.leads.create({ name: 'x' })).resolves.toMatchObject({ id: 1 });
  expect(kommo.stats().pauses).toBe(1);
  expect(seen).toHaveLength(2);
});

test('a refusal whose text is cut keeps its status', async () => {
  const { url } = await serve((_, res) => {
    res.writeHead(422, { 'content-length': '100' }).write('x');
    setTimeout(() => res.destroy(), 20);
  });
  await expect(client(url).leads.create({ name: 'x' })).rejects.toMatchObject({ name: 'ValidationError', status: 422 });
});
