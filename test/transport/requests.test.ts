import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../../src/index.js';
import { client, TOKEN } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';

describe('a request', () => {
  test('carries token, user agent, accept and own headers', async () => {
    const { url, seen } = await serve((_, res) => json(res, lead));
    await client(url, { headers: { 'x-all': 'a' } }).leads.get(
      1,
      {},
      { headers: { 'x-one': 'b', authorization: 'Bearer other' } },
    );
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      'user-agent': `kommo-sdk/${VERSION}`,
      accept: 'application/hal+json, application/json, application/problem+json',
      'x-all': 'a',
      'x-one': 'b',
    });
  });

  test('null stands for nothing, as undefined does', async () => {
    const { url, seen } = await serve((_, res) => json(res, { ...lead, _embedded: { leads: [lead] } }));
    const LIST = '/api/v4/leads?limit=250&order[id]=asc';
    const kommo = client(url, { headers: null as never });
    await kommo.leads.list({ page: null, limit: null, order: null, with: null } as never);
    await kommo.leads.list(null as never);
    await kommo.leads.get(1, null as never, { headers: null as never });
    expect(seen.map(({ url }) => url)).toEqual([LIST, LIST, '/api/v4/leads/1']);
  });

  test('writes filters in brackets, `with` with commas, dates as seconds, and drops what is undefined', async () => {
    const { url, seen } = await serve((_, res) => void res.writeHead(204).end());
    await client(url).leads.list({
      with: ['contacts', 'loss_reason'],
      limit: 50,
      query: 'a b&c',
      filter: {
        id: [1, 2],
        name: 'x,y',
        statuses: [
          { pipeline_id: 3, status_id: 142 },
          { pipeline_id: 3, status_id: 143 },
        ],
        created_at: { from: new Date('2026-01-01T00:00:00Z') },
        price: undefined as never,
      },
      order: { created_at: 'asc' },
    });
    expect(seen[0]?.url).toBe(
      '/api/v4/leads?with=contacts,loss_reason&limit=50&query=a%20b%26c&filter[id][]=1&filter[id][]=2&filter[name]=x%2Cy' +
        '&filter[statuses][0][pipeline_id]=3&filter[statuses][0][status_id]=142&filter[statuses][1][pipeline_id]=3' +
        '&filter[statuses][1][status_id]=143&filter[created_at][from]=1767225600&order[created_at]=asc',
    );
  });

  test('writes bodies with dates as seconds', async () => {
    const { url, seen } = await serve((_, res) => json(res, { _embedded: { leads: [{ id: 5, request_id: '0' }] } }));
    await client(url).leads.create({ name: 'x', created_at: new Date('2026-01-01T00:00:00Z') });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual([{ name: 'x', created_at: 1767225600 }]);
  });
});

test('VERSION is that of package.json', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(VERSION).toBe(version);
});
