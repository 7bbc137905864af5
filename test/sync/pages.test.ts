import { expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { LISTS, type List, type ListAnswer } from '../../src/sync/lists.js';
import { pageByPage } from '../../src/sync/pages.js';

const response = { url: 'https://acme.kommo.com/api/v4/users', status: 200 } as Response;
const full: ListAnswer = { rows: [{ id: 1 }, { id: 2 }], hasNext: true, hasLink: false, total: 3, response };
const empty: ListAnswer = { rows: [], hasNext: false, hasLink: false, response: { ...response, status: 204 } };

async function read(fetch: (page: number) => ListAnswer, from?: number): Promise<number> {
  let rows = 0;
  for await (const { answer } of pageByPage(async (page) => fetch(page), from)) rows += answer.rows.length;
  return rows;
}

test('an empty page that should hold rows is an error, since they would count as deleted', async () => {
  await expect(read((page) => (page === 1 ? full : empty))).rejects.toMatchObject({ status: 204 });
});

test('an empty page is the end if a row was deleted meanwhile, or the walk began in the middle', async () => {
  const totals = [3, 2];
  await expect(read((page) => (page === 1 ? { ...full, total: totals.shift() } : empty))).resolves.toBe(2);
  expect(totals).toEqual([]);
  await expect(read((page) => (page === 2 ? full : empty), 2)).resolves.toBe(2);
});

test.each(['customer_statuses', 'loss_reasons'])(
  '%s ends at a short page, though its total counts rows that the user has no right to see',
  async (name) => {
    const list = LISTS.find((one) => one.name === name) as List;
    const key = name === 'loss_reasons' ? name : 'statuses';
    const body = { _total_items: 3, _embedded: { [key]: [{ id: 1 }, { id: 2 }] } };
    const fetch = async (url: string) =>
      url.includes('page=1') ? Response.json(body) : new Response(null, { status: 204 });
    const kommo = new Kommo({ subdomain: 'acme', accessToken: 'token', rateLimit: false, fetch });
    let rows = 0;
    for await (const { answer } of pageByPage((page) => list.get(kommo, { page, limit: 250 }, undefined)))
      rows += answer.rows.length;
    expect(rows).toBe(2);
  },
);
