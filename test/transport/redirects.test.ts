import { describe, expect, test } from 'vitest';
import { KommoApiError } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

/** Answers the first request of each path with a redirect to `/moved`. */
const moving = (status: number) =>
  serve(({ url }, res) => {
    if (url.startsWith('/moved')) return json(res, { id: 7, _embedded: { leads: [{ id: 7 }] } });
    res.writeHead(status, { location: '/moved' }).end();
  });

describe.each([307, 308])('%i on the same origin', (status) => {
  test('keeps the method and the body of a write', async () => {
    const { url, seen } = await moving(status);
    expect(await client(url).leads.create({ name: 'x' })).toMatchObject({ id: 7 });
    const [first, second] = seen;
    expect(second).toMatchObject({ method: 'POST', url: '/moved', body: first?.body });
    expect(second?.headers.authorization).toBe(first?.headers.authorization);
  });

  test('keeps a read a read', async () => {
    const { url, seen } = await moving(status);
    expect(await client(url).leads.get(7)).toMatchObject({ id: 7 });
    expect(seen.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });
});

describe.each([300, 301, 302, 303, 304])('%i is an error, so that a write can not turn into a read', (status) => {
  test('for a write, sent once', async () => {
    const { url, seen } = await moving(status);
    await expect(client(url).leads.create({ name: 'x' })).rejects.toMatchObject({ name: 'KommoApiError', status });
    await expect(client(url).leads.update(7, { name: 'x' })).rejects.toThrow(KommoApiError);
    expect(seen.map(({ method, url: path }) => `${method} ${path}`)).toEqual([
      'POST /api/v4/leads',
      'PATCH /api/v4/leads/7',
    ]);
  });

  test('for a read', async () => {
    const { url, seen } = await moving(status);
    await expect(client(url).leads.get(7)).rejects.toMatchObject({ name: 'KommoApiError', status });
    expect(seen).toHaveLength(1);
  });
});

test('a redirect with a password in its address is followed without it', async () => {
  const { url, seen } = await serve((_, res, __, count) =>
    count > 1
      ? json(res, { id: 7 })
      : void res.writeHead(307, { location: `${url.replace('//', '//user:secret@')}/moved` }).end(),
  );
  await expect(client(url).leads.get(7)).resolves.toMatchObject({ id: 7 });
  expect(seen.map((entry) => entry.url)).toEqual(['/api/v4/leads/7', '/moved']);
});
