import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { Kommo, Page, RedirectError } from '../../src/index.js';
import { client, TOKEN } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

/** Pages of one lead each; `lastLinks`: the last page links to a page that is empty, as Kommo's does at times. */
function pages(count: number, { lastLinks = false, total = false } = {}): ReturnType<typeof serve> {
  return serve((seen, res) => {
    const page = Number(new URL(seen.url, 'http://x').searchParams.get('page') ?? 1);
    if (page > count) return void res.writeHead(204).end();
    const next =
      page < count || lastLinks
        ? { next: { href: `http://${seen.headers.host}/api/v4/leads?limit=1&page=${page + 1}` } }
        : {};
    return json(res, {
      _page: page,
      ...(total ? { _total_items: count } : {}),
      _links: { self: { href: '' }, ...next },
      _embedded: { leads: [{ id: page, name: `lead ${page}`, _embedded: { tags: [], companies: [] } }] },
    });
  });
}

describe('a list', () => {
  test('awaited, is its first page', async () => {
    const { url, seen } = await pages(3, { total: true });
    const page = await client(url).leads.list({ limit: 1 });
    expect(page).toBeInstanceOf(Page);
    expect(page.data.map(({ id }) => id)).toEqual([1]);
    expect([page.page, page.totalItems, page.hasNextPage()]).toEqual([1, 3, true]);
    expect(page.raw).toMatchObject({ _page: 1 });
    expect(seen).toHaveLength(1);
    const second = await page.nextPage();
    expect(second?.data.map(({ id }) => id)).toEqual([2]);
    const third = await second?.nextPage();
    expect([third?.hasNextPage(), await third?.nextPage()]).toEqual([false, undefined]);
  });

  test('iterated, is all items', async () => {
    const { url, seen } = await pages(4);
    const ids: number[] = [];
    for await (const lead of client(url).leads.list()) ids.push(lead.id);
    expect(ids).toEqual([1, 2, 3, 4]);
    expect(seen).toHaveLength(4);
  });

  test('whose last page links to nothing, ends', async () => {
    const { url, seen } = await pages(2, { lastLinks: true });
    await expect(client(url).leads.list().all()).resolves.toHaveLength(2);
    expect(seen).toHaveLength(3);
  });

  test('that links to itself, ends', async () => {
    const { url, seen } = await serve((entry, res) =>
      json(res, {
        _links: { next: { href: `http://${entry.headers.host}/api/v4/leads?page=2` } },
        _embedded: { leads: [{ id: 1 }] },
      }),
    );
    await expect(client(url).leads.list().all()).resolves.toHaveLength(2);
    expect(seen).toHaveLength(2);
  });

  test.each([{ _page_count: 3 }, { _total_items: 6 }])(
    'whose links lead back, goes on by its count: %o',
    async (count) => {
      const { url } = await serve(({ url: asked }, res) => {
        const page = Number(new URL(asked, 'http://x').searchParams.get('page') ?? 1);
        json(res, {
          ...count,
          _page: page,
          _links: { next: { href: '?page=1' } },
          _embedded: { leads: [{ id: 2 * page }, { id: 2 * page + 1 }] },
        });
      });
      expect((await client(url).leads.list({ limit: 2 }).all()).map(({ id }) => id)).toEqual([2, 3, 4, 5, 6, 7]);
    },
  );

  test('whose links lead back to a page that came by a link, ends', async () => {
    const { url, seen } = await serve(({ url: asked }, res) => {
      const page = Number(new URL(asked, 'http://x').searchParams.get('page') ?? 1);
      json(res, {
        _links: { next: { href: `?page=${page === 3 ? 2 : page + 1}` } },
        _embedded: { leads: [{ id: page }] },
      });
    });
    const ids: number[] = [];
    for await (const { id } of await client(url).leads.list()) ids.push(id);
    expect(ids).toEqual([1, 2, 3]);
    expect(seen).toHaveLength(3);
  });

  test('by pages', async () => {
    const { url } = await pages(3);
    const sizes: number[] = [];
    for await (const page of client(url).leads.list().pages()) sizes.push(page.data.length);
    expect(sizes).toEqual([1, 1, 1]);
  });

  test('all, up to max, asks for no more pages than it needs', async () => {
    const { url, seen } = await pages(5);
    const list = client(url).leads.list();
    await expect(list.all({ max: 0 })).resolves.toEqual([]);
    expect(seen).toHaveLength(0);
    await expect(list.all({ max: 2 })).resolves.toHaveLength(2);
    expect(seen).toHaveLength(2);
    await expect(client(url).leads.list().all()).resolves.toHaveLength(5);
  });

  test('break stops asking', async () => {
    const { url, seen } = await pages(5);
    for await (const lead of client(url).leads.list()) if (lead.id === 2) break;
    expect(seen).toHaveLength(2);
  });

  test('asks for nothing until it is used, and once however often it is awaited', async () => {
    const { url, seen } = await pages(1);
    const list = client(url).leads.list();
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toHaveLength(0);
    const [a, b, { data, response }] = await Promise.all([list, list, list.withResponse()]);
    expect(a).toBe(b);
    expect(data).toBe(a);
    expect(response.status).toBe(200);
    expect(seen).toHaveLength(1);
    for await (const _ of list) expect(seen).toHaveLength(1);
  });

  test('is a promise', async () => {
    const { url } = await pages(1);
    const done = vi.fn();
    await client(url).leads.list().finally(done);
    await Promise.all([
      client(url).leads.list(),
      client(url)
        .leads.get(1)
        .catch(() => {}),
    ]);
    await expect(
      client('http://127.0.0.1:1', { retries: 0 })
        .leads.list()
        .catch(() => 'caught'),
    ).resolves.toBe('caught');
    expect(done).toHaveBeenCalledOnce();
  });

  test('keeps headers and options on every page', async () => {
    const { url, seen } = await pages(2);
    await client(url)
      .leads.list({}, { headers: { 'x-one': 'b' } })
      .all();
    expect(seen.map(({ headers }) => headers['x-one'])).toEqual(['b', 'b']);
  });
});

describe('a link to the next page with http', () => {
  // Kommo's docs have such a link.
  const sample = readFileSync(
    new URL('../fixtures/samples/customer_transactions.list.response.1.json', import.meta.url),
    'utf8',
  );
  const transactionsOf = (body: string) => {
    const fetch = vi.fn(async (url: string) =>
      url.includes('page=2') ? new Response(null, { status: 204 }) : new Response(body),
    );
    const baseUrl = 'https://example.amocrm.ru';
    return { fetch, list: () => new Kommo({ baseUrl, accessToken: TOKEN, fetch, retries: 0 }).transactions.list() };
  };

  test('is followed by https', async () => {
    const { fetch, list } = transactionsOf(sample);
    expect(await list().all()).toHaveLength(1);
    const page = await list();
    expect((await page.nextPage())?.data).toEqual([]);
    expect(fetch).toHaveBeenCalledTimes(4);
    const next = 'https://example.amocrm.ru/api/v4/customers/transactions?filter%5Bid%5D%5B0%5D=134643&page=2&limit=50';
    expect(fetch.mock.calls.map(([url]) => url)).toContain(next);
    for (const [url] of fetch.mock.calls) expect(url).toMatch(/^https:/);
  });

  test.each(['http://example.amocrm.ru:8080', 'http://other.amocrm.ru', 'ftp://example.amocrm.ru'])(
    'is refused on %s',
    async (origin) => {
      const { fetch, list } = transactionsOf(sample.replaceAll('http://example.amocrm.ru', origin));
      await expect(list().all()).rejects.toThrow(RedirectError);
      expect(fetch).toHaveBeenCalledTimes(1);
    },
  );
});
