import { describe, expect, test } from 'vitest';
import { DecodeError } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

interface Shape {
  /** Items in all. */
  readonly items: number;
  /** The most that a page holds, whatever is asked for. */
  readonly cap: number;
  readonly counts?: '_page_count' | '_total_items';
}

/** A list without links to the next page. */
function capped(key: string, { items, cap, counts }: Shape) {
  return serve(({ url }, res) => {
    const query = new URL(url, 'http://x').searchParams;
    const page = Number(query.get('page') ?? 1);
    const size = Math.min(cap, Number(query.get('limit') ?? 50));
    const ids = Array.from({ length: items }, (_, i) => i + 1).slice((page - 1) * size, page * size);
    if (ids.length === 0 && page > 1) return void res.writeHead(204).end();
    const count = counts === '_page_count' ? Math.ceil(items / size) : items;
    json(res, { _page: page, ...(counts && { [counts]: count }), _embedded: { [key]: ids.map((id) => ({ id })) } });
  });
}

describe('a page that Kommo capped is followed by number', () => {
  const shapes: [string, Shape, calls: number][] = [
    ['50 of 250 asked for, then fewer', { items: 120, cap: 50 }, 3],
    ['100 of 250 asked for, twice, then nothing', { items: 200, cap: 100 }, 3],
    ['a full page of 250, which Kommo links if there are more', { items: 250, cap: 250 }, 1],
    ['12 items, which are no cap', { items: 12, cap: 250 }, 1],
    ['50 items, of which _page_count says that they are all', { items: 50, cap: 250, counts: '_page_count' }, 1],
    ['50 items, of which _total_items says that they are all', { items: 50, cap: 250, counts: '_total_items' }, 1],
    ['37 on a page, of which _page_count says that there are more', { items: 100, cap: 37, counts: '_page_count' }, 3],
    // A last page that is shorter than the others does not say how long they were, so it costs one call more.
    [
      '37 on a page, of which _total_items says that there are more',
      { items: 100, cap: 37, counts: '_total_items' },
      4,
    ],
  ];

  test.each(shapes)('%s', async (_, shape, calls) => {
    const ids = Array.from({ length: shape.items }, (_, i) => i + 1);
    const iterated = await capped('leads', shape);
    const all = await client(iterated.url).leads.list().all();
    expect(all.map(({ id }) => id)).toEqual(ids);
    expect(iterated.seen).toHaveLength(calls);

    const awaited = await capped('leads', shape);
    const read: number[] = [];
    for await (const lead of await client(awaited.url).leads.list()) read.push(lead.id);
    expect(read).toEqual(ids);
    expect(awaited.seen).toHaveLength(calls);
  });

  test('and 12 loss reasons are one call', async () => {
    const { url, seen } = await capped('loss_reasons', { items: 12, cap: 250 });
    expect(await client(url).lossReasons.list().all()).toHaveLength(12);
    expect(seen).toHaveLength(1);
  });
});

describe('a list that ignores the number of the page ends', () => {
  const answers: [string, object][] = [
    ['50 items and no count', {}],
    ['50 items, of which _total_items counts 120', { _total_items: 120 }],
    ['50 items, of which _page_count counts 3 pages', { _page_count: 3 }],
  ];
  const ids = Array.from({ length: 50 }, (_, i) => ({ id: i + 1 }));

  test.each(answers)('%s', async (_, counts) => {
    const { url, seen } = await serve((_, res) => json(res, { ...counts, _embedded: { leads: ids } }));
    const kommo = client(url);
    expect(await kommo.leads.list().all()).toEqual(ids);
    expect(await kommo.leads.list({}, { concurrency: 1 }).all()).toEqual(ids);
    expect(seen.length).toBeLessThan(20);
    const read: unknown[] = [];
    for await (const lead of await kommo.leads.list()) read.push(lead);
    expect(read).toEqual(ids);
  });
});

test('a list that ignores the number of the page ends, even if its items change meanwhile', async () => {
  const { url } = await serve((_, res, __, count) =>
    json(res, { _embedded: { leads: Array.from({ length: 50 }, (___, i) => ({ id: i + 1, updated_at: count })) } }),
  );
  for (const concurrency of [1, 4]) expect(await client(url).leads.list({}, { concurrency }).all()).toHaveLength(50);
});

test('a list that starts in the middle asks for no page behind the last', async () => {
  const { url, seen } = await serve(async ({ url: asked }, res) => {
    const page = Number(new URL(asked, 'http://x').searchParams.get('page'));
    // One after the other, so that what is asked for ahead is on its way when the last page comes.
    await new Promise((resolve) => setTimeout(resolve, (page - 32) * 10));
    json(res, { _page: page, _page_count: 40, _embedded: { leads: [{ id: page }] } });
  });
  expect(await client(url).leads.list({ page: 33 }, { concurrency: 4 }).all()).toHaveLength(8);
  expect(seen).toHaveLength(8);
});

describe('a list answers with a list', () => {
  const others: [string, unknown][] = [
    ['an object', { status: 'ok' }],
    ['an array', [{ id: 1 }]],
    ['a word', 'Accepted'],
    ['null', null],
    ['the list of something else', { _embedded: { contacts: [{ id: 1 }] } }],
    ['a list that is none', { _embedded: { leads: { id: 1 } } }],
  ];

  test.each(others)(
    '%s is a DecodeError on the first page and on a later one, awaited or iterated',
    async (_, body) => {
      const first = await serve((_, res) => json(res, body));
      await expect(client(first.url).leads.list()).rejects.toThrow(DecodeError);
      await expect(client(first.url).leads.list().all()).rejects.toThrow(DecodeError);
      await expect(client(first.url).api.GET('/api/v4/leads')).rejects.toThrow(DecodeError);

      const later = await serve(({ url, headers }, res) => {
        if (url.includes('page=2')) return json(res, body);
        const next = { href: `http://${headers.host}/api/v4/leads?page=2` };
        json(res, { _page: 1, _links: { next }, _embedded: { leads: [{ id: 1 }] } });
      });
      await expect(client(later.url).leads.list().all()).rejects.toThrow(DecodeError);
      const page = await client(later.url).leads.list();
      await expect(page.nextPage()).rejects.toThrow(DecodeError);
    },
  );

  test.each([[{ _embedded: [] }], [{ _embedded: {} }], [{ _embedded: { leads: [] } }]])(
    '%j is an empty one',
    async (body) => {
      const { url } = await serve((_, res) => json(res, body));
      expect(await client(url).leads.list().all()).toEqual([]);
    },
  );
});

describe('an envelope that is wrong about itself loses nothing', () => {
  interface Asked {
    readonly page: number;
    readonly last: number;
    readonly next: object;
  }
  const envelopes: [string, (asked: Asked) => object][] = [
    ['_page is one too high', ({ page, next }) => ({ _page: page + 1, _links: next })],
    ['_page is always the last', ({ last, next }) => ({ _page: last, _page_count: last, _links: next })],
    ['_page counts from 0', ({ page, last }) => ({ _page: page - 1, _page_count: last })],
    ['_total_items counts less than a page holds', ({ page }) => ({ _page: page, _total_items: 3 })],
    [
      'the link names the page twice',
      ({ page, last }) => ({ _links: page < last ? { next: { href: `?page=1&page=${page + 1}` } } : {} }),
    ],
  ];

  test.each(envelopes)('%s', async (_, envelope) => {
    const { url } = await serve(({ url: asked }, res) => {
      const page = Number(new URL(asked, 'http://x').searchParams.getAll('page').at(-1) ?? 1);
      const ids = Array.from({ length: page < 4 ? 100 : 30 }, (_, i) => ({ id: (page - 1) * 100 + i + 1 }));
      if (page > 4) return void res.writeHead(204).end();
      const next = page < 4 ? { next: { href: `?page=${page + 1}` } } : {};
      json(res, { ...envelope({ page, last: 4, next }), _embedded: { leads: ids } });
    });
    for (const concurrency of [1, 4]) {
      const read = await client(url).leads.list({}, { concurrency }).all();
      expect(read.map(({ id }) => id)).toEqual(Array.from({ length: 330 }, (_, i) => i + 1));
    }
  });

  const links: [string, unknown][] = [
    ['a list of links', [{ href: '?page=2' }]],
    ['true', true],
    ['a link under another name', { url: '?page=2' }],
  ];

  test.each(links)('next is %s', async (_, next) => {
    const { url } = await serve((_, res) => json(res, { _links: { next }, _embedded: { leads: [{ id: 1 }] } }));
    await expect(client(url).leads.list().all()).rejects.toThrow(DecodeError);
  });

  test.each([[null], [false], [''], [[]], [{}], [{ href: null }]])('next is %j, so there is none', async (next) => {
    const { url } = await serve((_, res) => json(res, { _links: { next }, _embedded: { leads: [{ id: 1 }] } }));
    expect(await client(url).leads.list().all()).toHaveLength(1);
  });
});
