import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { KommoPool, memoryStore, type TokenSet, TokensMissingError } from '../../src/auth/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { KEYS, newPair } from '../support/oauth-server.js';

/** Any number of accounts at acme<id>.kommo.com, answered without a network. */
function world() {
  const requests: string[] = [];
  const fetch = async (address: string, init: RequestInit): Promise<Response> => {
    const url = new URL(address);
    requests.push(`${init.method} ${url.host}${url.pathname}`);
    if (url.pathname !== '/oauth2/access_token') return Response.json({ id: 1, name: url.host });
    const id = Number(/^acme(\d+)/.exec(url.host)?.[1]);
    const { access, refresh } = newPair({ account_id: id });
    return Response.json({ access_token: access, refresh_token: refresh, expires_in: 86_400 });
  };
  const store = memoryStore();
  const pool = new KommoPool({ ...KEYS, store, fetch, rateLimit: false, maxClients: 3 });
  const back = (id: number): string => `${KEYS.redirectUri}?code=c&state=s&referer=acme${id}.kommo.com`;
  return { requests, store, pool, back };
}

const key = (id: number): string => `${KEYS.clientId}:${id}`;

describe('a pool of accounts', () => {
  test('an account that comes back from authorization has a client from then on', async () => {
    const { pool, back, requests, store } = world();
    await expect(pool.get(5)).rejects.toBeInstanceOf(TokensMissingError);
    const account = await pool.exchange(back(5));
    expect(account).toMatchObject({ accountId: 5, key: key(5), baseUrl: 'https://acme5.kommo.com' });
    const kommo = await pool.get(5);
    expect(await kommo.leads.get(1)).toMatchObject({ name: 'acme5.kommo.com' });
    expect(await pool.get(5)).toBe(kommo);
    expect(requests).toEqual(['POST acme5.kommo.com/oauth2/access_token', 'GET acme5.kommo.com/api/v4/leads/1']);
    expect(await store.load(key(5))).toMatchObject({ accountId: 5 });
  });

  test.each(['https://evil.example', 'http://acme5.kommo.com', 'https://kommo.com.evil.example', undefined, ''])(
    'the secret key does not go to %j',
    async (baseUrl) => {
      const { pool, requests } = world();
      const exchanged = pool.exchange({ code: 'c', baseUrl: baseUrl as string });
      await expect(exchanged).rejects.toMatchObject({ name: 'InputError', field: 'baseUrl' });
      expect(requests).toEqual([]);
    },
  );

  test('runs on the sandbox, whose address it has to be told', async () => {
    const sandbox = createSandbox({ oauth: { ...KEYS, expiresIn: 60 } });
    const { baseUrl, fetch } = sandbox.options;
    const pool = new KommoPool({ ...KEYS, baseUrl, fetch, store: memoryStore() });
    const { accountId } = await pool.exchange({ code: sandbox.newCode(), baseUrl });
    const kommo = await pool.get(accountId);
    expect(await kommo.account.get()).toMatchObject({ id: accountId, name: 'Sandbox' });
    for (const other of ['https://evil.example', `${baseUrl}:8443`, baseUrl.replace('https', 'http')]) {
      const exchanged = pool.exchange({ code: sandbox.newCode(), baseUrl: other });
      await expect(exchanged).rejects.toMatchObject({ name: 'InputError', field: 'baseUrl' });
    }
    expect(() => new KommoPool({ ...KEYS, baseUrl: 'http://a.example', store: memoryStore() })).toThrow(/^baseUrl/);
  });

  test('one client for calls that come together', async () => {
    const { pool, back } = world();
    await pool.exchange(back(5));
    const clients = await Promise.all(Array.from({ length: 10 }, () => pool.get(5)));
    expect(new Set(clients).size).toBe(1);
  });

  test('keeps the clients that were used last', async () => {
    const { pool, back } = world();
    for (const id of [1, 2, 3, 4]) await pool.exchange(back(id));
    const first = await pool.get(1);
    await pool.get(2);
    await pool.get(3);
    expect(await pool.get(1)).toBe(first);
    await pool.get(4);
    expect(pool.size).toBe(3);
    expect(await pool.get(1)).toBe(first);
    await expect(pool.get(2)).resolves.toMatchObject({ baseUrl: 'https://acme2.kommo.com' });
  });

  test('a renamed account gets a client at its new address', async () => {
    const { pool, back, store } = world();
    await pool.exchange(back(5));
    const before = await pool.get(5);
    await before.leads.get(1);
    const stored = (await store.load(key(5))) as TokenSet;
    const lock = await store.lock(key(5));
    await lock.save({ ...stored, baseUrl: 'https://acme55.kommo.com' });
    await lock.release();
    const fresh = new KommoPool({ ...KEYS, store, fetch: async () => Response.json({ id: 1 }), rateLimit: false });
    expect((await fresh.get(5)).baseUrl).toBe('https://acme55.kommo.com');
  });

  test('forgets an account that disconnected', async () => {
    const { pool, back, store } = world();
    await pool.exchange(back(5));
    await pool.get(5);
    await pool.forget(5);
    expect(await store.load(key(5))).toBeUndefined();
    await expect(pool.get(5)).rejects.toBeInstanceOf(TokensMissingError);
  });

  test('all accounts pass one limiter', async () => {
    const { store, back } = world();
    const fetch = async (address: string): Promise<Response> => {
      const id = Number(/acme(\d+)/.exec(address)?.[1] ?? 0);
      const { access, refresh } = newPair({ account_id: id });
      return Response.json({ id: 1, access_token: access, refresh_token: refresh, expires_in: 86_400 });
    };
    const pool = new KommoPool({ ...KEYS, store, fetch, rateLimit: { limit: 100, intervalMs: 50 } });
    for (const id of [1, 2]) await pool.exchange(back(id));
    await (await pool.get(1)).leads.get(1);
    // Two exchanges and a call.
    expect((await pool.get(2)).stats().started).toBe(3);
  });

  test('refuses what is no account, and shows no secret', () => {
    const { pool } = world();
    expect(() => new KommoPool({ ...KEYS, store: memoryStore(), maxClients: 0 })).toThrow(/^maxClients/);
    expect(inspect(pool, { depth: 9, showHidden: true })).not.toContain(KEYS.clientSecret);
    return expect(pool.get(Number.NaN)).rejects.toThrow(/^accountId/);
  });
});
