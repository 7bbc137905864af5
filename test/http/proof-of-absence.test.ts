import { describe, expect, test, vi } from 'vitest';
import { LoopWatch } from '../../src/http/page.js';
import { DecodeError, Kommo, NotFoundError } from '../../src/index.js';

type Answer = (url: URL) => unknown;

const kommoOf = (answer: Answer): Kommo =>
  new Kommo({
    subdomain: 'acme',
    accessToken: 'token',
    rateLimit: false,
    retries: 0,
    fetch: async (url) => Response.json(answer(new URL(url))),
  });
const leadsOf = (answer: Answer) => kommoOf(answer).leads;
const pageOf = (url: URL): number => Number(url.searchParams.get('page') ?? 1);
const next = (query: string): object => ({
  _links: { next: { href: `https://acme.kommo.com/api/v4/leads?${query}` } },
});
const unexpected = { name: 'DecodeError', reason: 'unexpected' };
const PROBLEM = { title: 'Forbidden', type: 'https://httpstatus.es/403', status: 403, detail: 'no' };

describe('a list is not over', () => {
  test.each([
    ['no item, though it counts five', { _page: 1, _total_items: 5, _embedded: { leads: [] } }],
    ['an empty _embedded, though it counts five', { _total_items: 5, _embedded: [] }],
    ['a null among the items', { _embedded: { leads: [{ id: 1 }, null] } }],
    ['texts in place of items', { _embedded: { leads: ['1'] } }],
    ['a problem with the status 200', PROBLEM],
    ['an entity', { id: 1 }],
    ['an entity with a name', { id: 1, name: 'x' }],
    ['an id that is null', { id: null }],
    ['a problem that embeds an empty list', { ...PROBLEM, _embedded: { leads: [] } }],
    ['a next link that is text', { _links: { next: '/api/v4/leads?page=2' }, _embedded: { leads: [{ id: 1 }] } }],
    ['a next link whose address is a number', { _links: { next: { href: 2 } }, _embedded: { leads: [{ id: 1 }] } }],
    ['a next link whose address is an object', { _links: { next: { href: {} } }, _embedded: { leads: [{ id: 1 }] } }],
    ['links in an array', { _links: [{ rel: 'next', href: '?page=2' }], _embedded: { leads: [{ id: 1 }] } }],
  ])('by an answer with %s', async (_, body) => {
    await expect(
      leadsOf(() => body)
        .list()
        .all(),
    ).rejects.toMatchObject(unexpected);
  });

  test('by an empty page that has a link to the next', async () => {
    const leads = leadsOf((url) => {
      const page = pageOf(url);
      return {
        _page: page,
        ...(page < 3 && next(`page=${page + 1}`)),
        _embedded: { leads: page === 2 ? [] : [{ id: page }] },
      };
    });
    await expect(leads.list().all()).resolves.toHaveLength(2);
    const ids: number[] = [];
    for await (const { id } of await leads.list()) ids.push(id);
    expect(ids).toEqual([1, 3]);
  });
});

describe('a list that counts more than it links or holds', () => {
  /** Pages of two items each. `answer` may change a page, by its number and how often it was asked for. */
  const paged = (
    items: number,
    answer: (page: number, times: number) => object | null | undefined = () => undefined,
    envelope: (page: number) => object = () => ({ _total_items: items }),
  ) => {
    const times = new Map<number, number>();
    const fetch = async (url: string) => {
      const page = pageOf(new URL(url));
      times.set(page, (times.get(page) ?? 0) + 1);
      const own = answer(page, times.get(page) as number);
      if (own === null || (page - 1) * 2 >= items) return new Response(null, { status: 204 });
      const ids = Array.from({ length: items }, (_, at) => ({ id: at + 1 })).slice((page - 1) * 2, page * 2);
      return Response.json({ _page: page, ...envelope(page), _embedded: { leads: ids }, ...own });
    };
    const kommo = new Kommo({ subdomain: 'acme', accessToken: 'token', rateLimit: false, retries: 0, fetch });
    return { leads: kommo.leads, times };
  };
  type Leads = Kommo['leads'];
  const roads: [string, (leads: Leads) => Promise<number[]>][] = [
    ['iterated', async (leads) => (await leads.list({ limit: 2 }).all()).map(({ id }) => id)],
    [
      'iterated four at a time',
      async (leads) => (await leads.list({ limit: 2 }, { concurrency: 4 }).all()).map(({ id }) => id),
    ],
    [
      'awaited, then iterated',
      async (leads) => {
        const ids: number[] = [];
        for await (const { id } of await leads.list({ limit: 2 })) ids.push(id);
        return ids;
      },
    ],
    [
      'page after page',
      async (leads) => {
        const ids: number[] = [];
        type Pages = Awaited<ReturnType<Leads['list']>> | undefined;
        for (let page: Pages = await leads.list({ limit: 2 }); page; page = await page.nextPage())
          ids.push(...page.data.map(({ id }) => id));
        return ids;
      },
    ],
  ];

  describe.each(roads)('%s', (_, read) => {
    test('goes on as long as it links, whatever _page_count says', async () => {
      for (const count of [0, 1, 2]) {
        const { leads } = paged(
          7,
          () => undefined,
          (page) => ({ _page_count: count, ...(page < 4 && next(`page=${page + 1}&limit=2`)) }),
        );
        expect(await read(leads)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      }
    });

    test.each<[string, (page: number) => object | null | undefined]>([
      ['204', (page) => (page === 3 ? null : undefined)],
      ['an empty list', (page) => (page === 3 ? { _embedded: { leads: [] } } : undefined)],
      ['an empty list without counts', (page) => (page === 3 ? { _embedded: [], _total_items: null } : undefined)],
    ])('does not end at a page that should hold something: %s', async (__, answer) => {
      await expect(read(paged(9, answer).leads)).rejects.toMatchObject(unexpected);
    });

    test('does not end at a 204 if _page_count has more pages', async () => {
      const { leads } = paged(
        9,
        (page) => (page === 3 ? null : undefined),
        () => ({ _page_count: 5 }),
      );
      await expect(read(leads)).rejects.toMatchObject(unexpected);
    });

    test('ends if items were deleted meanwhile, since the page before counts fewer then', async () => {
      // The first answer of page 2 still counts a fifth item.
      const { leads, times } = paged(4, (page, at) => ({ _total_items: page < 2 || at === 1 ? 5 : 4 }));
      expect(await read(leads)).toEqual([1, 2, 3, 4]);
      expect(times.get(2)).toBe(2);
    });

    test('takes no second look if the counts agree', async () => {
      const { leads, times } = paged(4);
      expect(await read(leads)).toEqual([1, 2, 3, 4]);
      expect(times.get(2)).toBe(1);
    });
  });
});

describe('a total may count items that the user has no right to see', () => {
  /** Pages of the given numbers of links, then a 204. */
  const linksOf = (pages: readonly number[], envelope: object) => {
    const fetch = vi.fn(async (url: string) => {
      const items = pages[pageOf(new URL(url)) - 1];
      if (items === undefined) return new Response(null, { status: 204 });
      const links = Array.from({ length: items }, (_, at) => ({ to_entity_id: at + 1, to_entity_type: 'contacts' }));
      return Response.json({ ...envelope, _embedded: { links } });
    });
    const { links } = new Kommo({ subdomain: 'acme', accessToken: 'token', rateLimit: false, retries: 0, fetch });
    return { fetch, list: (concurrency = 1) => links.list('leads', 5, {}, { concurrency }) };
  };

  test('so a short page without a link is the last one', async () => {
    const { fetch, list } = linksOf([3], { _total_items: 4 });
    expect(await list().all()).toHaveLength(3);
    // The page after it is asked for, because Kommo may cap pages at any number. The short page itself is not asked for again.
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(await list(4).all()).toHaveLength(3);
    const first = await list();
    expect((await first.nextPage())?.data).toEqual([]);
    let read = 0;
    for await (const _ of first) read++;
    expect(read).toBe(3);
  });

  test.each<[string, number, object]>([
    ['with a link', 3, { _total_items: 4, _links: { next: { href: '?page=2' } } }],
    ['of which _page_count counts another', 3, { _total_items: 4, _page_count: 2 }],
    ['that may be capped', 100, { _total_items: 137 }],
    ['that is full', 250, { _total_items: 251 }],
  ])('but a page %s is not', async (_, items, envelope) => {
    const { list } = linksOf([items], envelope);
    const error = { ...unexpected, status: 204, message: expect.stringContaining('answered 204') };
    await expect(list().all()).rejects.toMatchObject(error);
    await expect((await list()).nextPage()).rejects.toMatchObject(error);
  });
});

describe('a list that would never end is an error', () => {
  test.each<[string, Answer]>([
    [
      'repeats its last page',
      (url) => ({ ...next(`page=${pageOf(url) + 1}`), _embedded: { leads: [{ id: Math.min(3, pageOf(url)) }] } }),
    ],
    ['goes on with empty pages', (url) => ({ ...next(`page=${pageOf(url) + 1}`), _embedded: { leads: [] } })],
    [
      'links round in circles',
      (url) => ({
        ...next(`cursor=${url.searchParams.get('cursor') === 'a' ? 'b' : 'a'}`),
        _embedded: { leads: [{ id: 1 }] },
      }),
    ],
  ])('if it %s', async (_, answer) => {
    const error = { ...unexpected, path: '/api/v4/leads' };
    for (const concurrency of [1, 4])
      await expect(leadsOf(answer).list({}, { concurrency }).all()).rejects.toMatchObject(error);
    const iterate = async (): Promise<void> => {
      for await (const { id } of await leadsOf(answer).list()) expect(id).toBeGreaterThan(0);
    };
    await expect(iterate()).rejects.toMatchObject(error);
  });
});

test('a circle of many pages is found, and a long list without one is not taken for it', () => {
  const response = Object.defineProperty(new Response(), 'url', { value: 'https://acme.kommo.com/api/v4/leads' });
  const watch = new LoopWatch();
  for (let page = 0; page < 5_000; page++) watch.saw({ data: [{ id: page }], response });
  const circle = (): void => {
    for (let page = 0; page < 5_000; page++) watch.saw({ data: [{ id: -1 - (page % 900) }], response });
  };
  expect(circle).toThrow(DecodeError);
});

describe('get', () => {
  test.each([
    ['an empty object', {}],
    ['a problem with the status 200', PROBLEM],
    ['a list without the one that was asked for', { _embedded: { leads: [{ id: 7 }] } }],
    ['an object whose id is null', { id: null }],
  ])('refuses %s', async (_, body) => {
    await expect(leadsOf(() => body).get(42)).rejects.toMatchObject(unexpected);
  });

  test.each([
    ['[]', []],
    ['an empty list', { _embedded: { leads: [] } }],
  ])('takes %s for nothing', async (_, body) => {
    await expect(leadsOf(() => body).get(42)).rejects.toBeInstanceOf(NotFoundError);
  });

  test('finds an id that is text', async () => {
    const leads = leadsOf(() => ({ _embedded: { leads: [{ id: '7' }, { id: '42' }] } }));
    await expect(leads.get(42)).resolves.toEqual({ id: '42' });
  });
});

describe('a write', () => {
  test.each([
    ['an empty object', {}],
    ['a problem with the status 200', PROBLEM],
    ['an id that is null', { _embedded: { leads: [{ id: null, request_id: '0' }] } }],
  ])('is not done by an answer with %s', async (_, body) => {
    await expect(leadsOf(() => body).create({ name: 'x' })).rejects.toMatchObject(unexpected);
  });

  test('without a result is not done by a problem with the status 200', async () => {
    await expect(kommoOf(() => PROBLEM).lossReasons.delete(5)).rejects.toBeInstanceOf(DecodeError);
  });

  test('of a batch returns the results in the order of the input, whatever the order of the answer', async () => {
    const swapped = leadsOf(() => ({
      _embedded: {
        leads: [
          { id: 2, request_id: '1' },
          { id: 1, request_id: 0 },
        ],
      },
    }));
    const [first, second] = await swapped.createMany([{ name: 'a' }, { name: 'b' }]);
    expect([first?.id, second?.id]).toEqual([1, 2]);
    const named = leadsOf(() => ({
      _embedded: {
        leads: [
          { id: 2, request_id: 'b' },
          { id: 1, request_id: 'a' },
        ],
      },
    }));
    const ids = await named.createMany([
      { name: 'a', request_id: 'a' },
      { name: 'b', request_id: 'b' },
    ]);
    expect(ids.map(({ id }) => id)).toEqual([1, 2]);
  });
});
