import { describe, expect, test } from 'vitest';
import { createRateLimiter, InputError, type Kommo } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, maxInWindow, serve } from '../support/http-server.js';

interface Account {
  kommo: Kommo;
  /** Page numbers in the order they were asked for. */
  asked: number[];
  at: number[];
  /** Most requests under way at one time. */
  most(): number;
}

/** `count` pages of two leads each. The later the page in its group of four, the sooner it answers. */
async function account(count: number, options: Parameters<typeof client>[1] = {}, fail?: number): Promise<Account> {
  const asked: number[] = [];
  const at: number[] = [];
  let running = 0;
  let most = 0;
  const { url } = await serve(async (seen, res) => {
    const query = new URL(seen.url, 'http://x').searchParams;
    const page = Number(query.get('page') ?? 1);
    asked.push(page);
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5 + 5 * (4 - (page % 4))));
    running--;
    if (page === fail) return json(res, { title: 'no' }, 400);
    if (page > count) return void res.writeHead(204).end();
    query.set('page', String(page + 1));
    const leads = [page * 2 - 1, page * 2].map((id) => ({ id, _embedded: { tags: [], companies: [] } }));
    return json(res, {
      _page: page,
      _links: { next: { href: `http://${seen.headers.host}/api/v4/leads?${query}` } },
      _embedded: { leads },
    });
  });
  // Departures: on a loaded machine arrivals bunch up by more than a scaled limit allows for.
  const fetch = (input: string, init: RequestInit): Promise<Response> => {
    at.push(performance.now());
    return globalThis.fetch(input, init);
  };
  return { kommo: client(url, { fetch, ...options }), asked, at, most: () => most };
}

const ids = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('concurrency', () => {
  test('pages come in order, at most so many at a time, and few calls find nothing', async () => {
    const { kommo, asked, most } = await account(20);
    const leads = await kommo.leads.list({}, { concurrency: 4 }).all();
    expect(leads.map(({ id }) => id)).toEqual(ids(40));
    expect(most()).toBe(4);
    expect(Math.max(...asked)).toBeLessThanOrEqual(24);
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('the limit holds, and is used', async () => {
    const limit = { limit: 7, intervalMs: 100, guardMs: 3 };
    const { kommo, at } = await account(34, { rateLimit: createRateLimiter(limit) });
    await kommo.leads.list({}, { concurrency: 8 }).all();
    expect(maxInWindow(at, limit.intervalMs)).toBeLessThanOrEqual(7);
  });

  test('from a page on', async () => {
    const { kommo, asked } = await account(6);
    const leads = await kommo.leads.list({ page: 3 }, { concurrency: 2 }).all();
    expect(leads[0]?.id).toBe(5);
    expect(leads).toHaveLength(8);
    expect(Math.min(...asked)).toBe(3);
  });

  test('a consumer that does not ask holds the fetching', async () => {
    const { kommo, asked } = await account(50);
    const pages = kommo.leads.list({}, { concurrency: 3 }).pages();
    await pages.next();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked.length).toBeLessThanOrEqual(4);
    await pages.return();
  });

  test('break cancels what is under way', async () => {
    const { kommo, asked } = await account(50);
    for await (const lead of kommo.leads.list({}, { concurrency: 4 })) if (lead.id === 3) break;
    await new Promise((resolve) => setTimeout(resolve, 80));
    // Page 2 was being read; four more may have left before.
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(kommo.stats()).toMatchObject({ queued: 0, running: 0 });
  });

  test('a signal ends it, and so does an error, with no rejection left unhandled', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const { kommo } = await account(50);
    const controller = new AbortController();
    const stream = async (): Promise<void> => {
      for await (const { id } of kommo.leads.list({}, { concurrency: 4, signal: controller.signal }))
        if (id === 5) controller.abort();
    };
    await expect(stream()).rejects.toMatchObject({ name: 'AbortError' });
    const failing = await account(50, {}, 3);
    const got: number[] = [];
    const read = async (): Promise<void> => {
      for await (const { id } of failing.kommo.leads.list({}, { concurrency: 4 })) got.push(id);
    };
    await expect(read()).rejects.toMatchObject({ status: 400 });
    expect(got).toEqual([1, 2, 3, 4]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  test.each([0, 1.5, 51, Number.NaN])('%s is refused', async (concurrency) => {
    const { kommo } = await account(1);
    expect(() => kommo.leads.list({}, { concurrency })).toThrow(InputError);
  });
});

describe('streams', () => {
  test('ask for large pages by ascending id, unless told otherwise', async () => {
    const urls: string[] = [];
    const { url } = await serve((seen, res) => {
      urls.push(seen.url);
      res.writeHead(204).end();
    });
    const { leads } = client(url);
    await leads.list({ filter: { id: 1 } }).all();
    await leads.list({ limit: 10, order: { updated_at: 'desc' } }).all();
    await leads.list();
    for (const order of [{}, { id: undefined }, { id: null }, undefined, null]) await leads.list({ order } as never);
    await leads.list({ order: {}, limit: 10 }).all();
    expect(urls).toEqual([
      '/api/v4/leads?filter[id]=1&limit=250&order[id]=asc&page=1',
      '/api/v4/leads?limit=10&order[updated_at]=desc&page=1',
      ...Array.from({ length: 6 }, () => '/api/v4/leads?limit=250&order[id]=asc'),
      '/api/v4/leads?limit=10&order[id]=asc&page=1',
    ]);
  });

  test('tell how far they are', async () => {
    const { kommo } = await account(3);
    const seen: number[] = [];
    await kommo.leads.list().all({ onProgress: ({ items }) => seen.push(items) });
    expect(seen).toEqual([2, 4, 6, 6]);
  });
});
