import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRateLimiter, type Kommo } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

type Stream = AsyncGenerator<unknown, void, undefined>;

/** Every stream of pages. */
const STREAMS: [string, (kommo: Kommo) => Stream | Promise<Stream>][] = [
  ['list()', (kommo) => kommo.leads.list()[Symbol.asyncIterator]()],
  ['list() ahead', (kommo) => kommo.leads.list({}, { concurrency: 4 })[Symbol.asyncIterator]()],
  ['pages()', (kommo) => kommo.leads.list().pages()],
  ['pages() ahead', (kommo) => kommo.leads.list({}, { concurrency: 4 }).pages()],
  ['a list that follows links', (kommo) => kommo.pipelines.list()[Symbol.asyncIterator]()],
  ['a list of messages', (kommo) => kommo.talks.messages(7, {}, { concurrency: 3 })[Symbol.asyncIterator]()],
  ['changes()', (kommo) => kommo.leads.changes({ since: 1 })[Symbol.asyncIterator]()],
  ['pages of changes()', (kommo) => kommo.contacts.changes({ since: 1 }).pages()],
];

/** Answers the first requests with a page of two, and none of the others. */
async function account(answered: number) {
  const open = new Set<ServerResponse>();
  const { url, seen } = await serve(({ url, headers }, res, _, count) => {
    if (count > answered) {
      open.add(res);
      res.on('close', () => open.delete(res));
      return;
    }
    const { pathname, searchParams: query } = new URL(url, 'http://x');
    const things = [1, 2].map((n) => ({ id: 2 * count + n, updated_at: 100 * count + n, created_at: 1, name: 'x' }));
    query.set('page', String(Number(query.get('page') ?? 1) + 1));
    const key = pathname.split('/').at(-1) as string;
    json(res, {
      _links: { next: { href: `http://${headers.host}${pathname}?${query}` } },
      _embedded: { [key]: things },
    });
  });
  const limiter = createRateLimiter({ limit: 2, intervalMs: 60_000 });
  const isQuiet = (): void => {
    expect(open.size).toBe(0);
    expect(limiter.stats()).toMatchObject({ queued: 0, running: 0 });
  };
  return { url, seen, open, limiter, isQuiet };
}

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
beforeEach(() => void process.on('unhandledRejection', note));
afterEach(async () => {
  await new Promise(setImmediate);
  process.off('unhandledRejection', note);
  expect(unhandled.splice(0)).toEqual([]);
});

describe.each(STREAMS)('%s', (_, open) => {
  test.each(['return', 'throw'] as const)('%s ends what the first page waits for', async (how) => {
    const { url, open: sockets, limiter, isQuiet } = await account(0);
    const stream = await open(client(url, { rateLimit: limiter }));
    const pending = stream.next();
    await vi.waitFor(() => expect(sockets.size).toBeGreaterThan(0));
    const left = how === 'return' ? stream.return() : stream.throw(new Error('enough'));
    await expect(pending).resolves.toEqual({ done: true, value: undefined });
    if (how === 'return') await expect(left).resolves.toEqual({ done: true, value: undefined });
    else await expect(left).rejects.toThrow('enough');
    await vi.waitFor(isQuiet);
    await expect(stream.next()).resolves.toEqual({ done: true, value: undefined });
  });

  test.each(['break', 'throw'] as const)('%s in the loop ends what is fetched ahead', async (how) => {
    const { url, seen, limiter, isQuiet } = await account(1);
    const stream = await open(client(url, { rateLimit: limiter }));
    const loop = async (): Promise<void> => {
      for await (const _item of stream) {
        if (how === 'break') break;
        throw new Error('of the consumer');
      }
    };
    if (how === 'break') await loop();
    else await expect(loop()).rejects.toThrow('of the consumer');
    await vi.waitFor(isQuiet);
    const sent = seen.length;
    await expect(stream.next()).resolves.toEqual({ done: true, value: undefined });
    expect(seen.length).toBe(sent);
  });

  test('return ends what the second page waits for', async () => {
    const { url, seen, open: sockets, limiter, isQuiet } = await account(1);
    const stream = await open(client(url, { rateLimit: limiter }));
    await stream.next();
    const more = [stream.next(), stream.next()];
    await vi.waitFor(() => expect(seen.length).toBe(2));
    await stream.return();
    const last = await Promise.all(more);
    expect(last.at(-1)).toEqual({ done: true, value: undefined });
    await vi.waitFor(isQuiet);
    expect(sockets.size).toBe(0);
  });

  test('that is left before it began sends nothing', async () => {
    const { url, seen, limiter, isQuiet } = await account(0);
    const stream = await open(client(url, { rateLimit: limiter }));
    await stream.return();
    await expect(stream.next()).resolves.toEqual({ done: true, value: undefined });
    isQuiet();
    expect(seen).toEqual([]);
  });
});

test('what waited for its turn gives it back', async () => {
  const { url, seen, open, limiter } = await account(1);
  const kommo = client(url, { rateLimit: limiter });
  const stream = kommo.leads.list({}, { concurrency: 4 })[Symbol.asyncIterator]();
  await stream.next();
  await vi.waitFor(() => expect(limiter.stats()).toMatchObject({ started: 2, queued: 2 }));
  await stream.return();
  expect(limiter.stats()).toMatchObject({ started: 2, queued: 0 });
  await vi.waitFor(() => expect(open.size).toBe(0));
  // The second may have been ended before it came.
  expect(seen.length).toBeLessThanOrEqual(2);
});

test('a first page that was awaited is not taken from those who wait for it', async () => {
  let leave = (): void => {};
  const isLeft = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const { url, seen } = await serve(async (_, res) => {
    await isLeft;
    json(res, { _embedded: { leads: [{ id: 1 }] } });
  });
  const list = client(url).leads.list();
  const first = list.then(({ data }) => data.length);
  const stream = list[Symbol.asyncIterator]();
  const pending = stream.next();
  await stream.return();
  await expect(pending).resolves.toEqual({ done: true, value: undefined });
  leave();
  await expect(first).resolves.toBe(1);
  expect(seen).toHaveLength(1);
});

test('the signal of the call still ends it with an error of the caller', async () => {
  for (const what of ['changes', 'list', 'ahead']) {
    const { url, open: sockets } = await account(0);
    const controller = new AbortController();
    const { leads } = client(url);
    const { signal } = controller;
    const stream =
      what === 'changes'
        ? leads.changes({ since: 1 }, { signal }).pages()
        : leads.list({}, { signal, concurrency: what === 'list' ? 1 : 3 }).pages();
    const pending = stream.next();
    await vi.waitFor(() => expect(sockets.size).toBeGreaterThan(0));
    controller.abort(new Error('enough'));
    await expect(pending).rejects.toMatchObject({ name: 'AbortError', cause: { message: 'enough' } });
    await vi.waitFor(() => expect(sockets.size).toBe(0));
  }
});
