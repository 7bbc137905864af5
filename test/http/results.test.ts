import { describe, expect, test } from 'vitest';
import { type Middleware, NotFoundError } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';

describe('results', () => {
  test('withResponse gives the response, whose body can still be read', async () => {
    const { url } = await serve((_, res) => json(res, lead, 200, { 'x-request-id': 'r1' }));
    const { data, response } = await client(url).leads.get(1).withResponse();
    expect(data.id).toBe(1);
    expect(response.headers.get('x-request-id')).toBe('r1');
    await expect(response.json()).resolves.toEqual(lead);
    await expect(response.text()).resolves.toBe(JSON.stringify(lead));
  });

  test('every way to read the body works, also of a copy and with a middleware', async () => {
    const { url } = await serve((_, res) => json(res, lead));
    for (const middleware of [[], [(request, next) => next(request)]] satisfies Middleware[][]) {
      const { response } = await client(url, { middleware }).leads.get(1).withResponse();
      const body = JSON.stringify(lead);
      for (const one of [response, response.clone(), response]) {
        expect(one.url).toBe(`${url}/api/v4/leads/1`);
        expect(one.status).toBe(200);
        await expect(one.text()).resolves.toBe(body);
        await expect(one.json()).resolves.toEqual(lead);
        expect(new TextDecoder().decode(await one.arrayBuffer())).toBe(body);
        await expect((await one.blob()).text()).resolves.toBe(body);
      }
      // A test may replace a method.
      response.json = async () => 1;
      await expect(response.json()).resolves.toBe(1);
    }
  });

  test('so can those of a page, of an empty one, and of an answer that is of no use', async () => {
    const body = { _page: 1, _links: {}, _embedded: { leads: [lead] } };
    const { url } = await serve((req, res) => {
      if (req.method === 'DELETE') res.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
      else if (req.url.includes('page=2')) res.writeHead(204).end();
      else json(res, body);
    });
    const kommo = client(url);
    const page = await kommo.leads.list();
    await expect(page.response.json()).resolves.toEqual(body);
    await expect(page.response.text()).resolves.toBe(JSON.stringify(body));
    await expect((await kommo.leads.list({ page: 2 })).response.text()).resolves.toBe('');
    const { response } = await kommo.webhooks.delete({ destination: 'https://example.com' }).withResponse();
    await expect(response.text()).resolves.toBe('');
  });

  test('204 is NotFoundError for one, an empty page for many', async () => {
    const { url } = await serve((_, res) => void res.writeHead(204).end());
    await expect(client(url).leads.get(1)).rejects.toThrow(NotFoundError);
    const page = await client(url).leads.list();
    expect(page.data).toEqual([]);
    expect(page.hasNextPage()).toBe(false);
    await expect(page.nextPage()).resolves.toBeUndefined();
  });

  test('the update answer is the same, wrapped or not', async () => {
    const { url } = await serve((_, res, __, count) =>
      json(res, count === 1 ? { id: 1, updated_at: 2 } : { _embedded: { leads: [{ id: 1, updated_at: 2 }] } }),
    );
    const kommo = client(url);
    const answers = [await kommo.leads.update(1, { name: 'a' }), await kommo.leads.update(1, { name: 'b' })];
    expect(answers).toEqual([
      { id: 1, updated_at: 2 },
      { id: 1, updated_at: 2 },
    ]);
  });

  test('a loss reason is a list, whatever shape it comes in', async () => {
    const { url } = await serve((_, res) =>
      json(res, { ...lead, _embedded: { ...lead._embedded, loss_reason: { id: 9, name: 'Price' } } }),
    );
    const { _embedded } = await client(url).leads.get(1, { with: ['loss_reason'] });
    expect(_embedded.loss_reason[0]?.name).toBe('Price');
  });
});
