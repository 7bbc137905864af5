import { describe, expect, test } from 'vitest';
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
