import { describe, expect, test } from 'vitest';
import { RedirectError } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';
import { noJitter } from '../support/no-jitter.js';

noJitter();

describe('other origins', () => {
  test('a redirect there is not followed, and the token stays', async () => {
    const other = await serve((_, res) => json(res, lead));
    const { url } = await serve((_, res) => void res.writeHead(302, { location: `${other.url}/api/v4/leads/1` }).end());
    const error = await client(url)
      .leads.get(1)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RedirectError);
    expect((error as RedirectError).target).toBe(other.url);
    expect(other.seen).toHaveLength(0);
  });

  test('a redirect on the same origin is followed, each hop through the limiter', async () => {
    const { url, seen } = await serve((entry, res) =>
      entry.url === '/api/v4/leads/1'
        ? void res.writeHead(307, { location: '/api/v4/leads/2' }).end()
        : json(res, lead),
    );
    const kommo = client(url);
    await expect(kommo.leads.update(1, { name: 'y' })).resolves.toMatchObject({ id: 1 });
    expect(seen.map(({ method, body }) => [method, body])).toEqual([
      ['PATCH', '{"name":"y"}'],
      ['PATCH', '{"name":"y"}'],
    ]);
    expect(kommo.stats().started).toBe(2);
  });

  test('a redirect to what is no address', async () => {
    const { url } = await serve((_, res) => void res.writeHead(302, { location: 'https://' }).end());
    await expect(client(url).leads.get(1)).rejects.toMatchObject({
      name: 'RedirectError',
      target: 'an invalid address',
    });
  });

  test('a redirect that never ends, does', async () => {
    const { url, seen } = await serve((_, res) => void res.writeHead(302, { location: '/again' }).end());
    await expect(client(url).leads.get(1)).rejects.toMatchObject({ status: 302 });
    expect(seen.length).toBeLessThan(10);
  });

  test('a next link there is not followed', async () => {
    const other = await serve((_, res) => json(res, {}));
    const { url } = await serve((_, res) =>
      json(res, { _links: { next: { href: `${other.url}/api/v4/leads?page=2` } }, _embedded: { leads: [lead] } }),
    );
    await expect(client(url).leads.list().all()).rejects.toThrow(RedirectError);
    expect(other.seen).toHaveLength(0);
  });
});
