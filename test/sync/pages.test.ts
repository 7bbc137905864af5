import { expect, test } from 'vitest';
import type { ListAnswer } from '../../src/sync/lists.js';
import { pageByPage } from '../../src/sync/pages.js';

const response = { url: 'https://acme.kommo.com/api/v4/users' } as Response;
const full: ListAnswer = { rows: [{ id: 1 }, { id: 2 }], hasNext: true, hasLink: false, total: 3, response };
const empty: ListAnswer = { rows: [], hasNext: false, hasLink: false, response };

async function read(fetch: (page: number) => ListAnswer, from?: number): Promise<number> {
  let rows = 0;
  for await (const { answer } of pageByPage(async (page) => fetch(page), from)) rows += answer.rows.length;
  return rows;
}

test('an empty page that should hold rows is an error, since they would count as deleted', async () => {
  await expect(read((page) => (page === 1 ? full : empty))).rejects.toThrow('counts');
});

test('an empty page is the end if a row was deleted meanwhile, or the walk began in the middle', async () => {
  const totals = [3, 2];
  await expect(read((page) => (page === 1 ? { ...full, total: totals.shift() } : empty))).resolves.toBe(2);
  expect(totals).toEqual([]);
  await expect(read((page) => (page === 2 ? full : empty), 2)).resolves.toBe(2);
});
