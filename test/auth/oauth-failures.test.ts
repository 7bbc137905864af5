import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { memoryStore, oauth, TokenRevokedError, TokensMissingError } from '../../src/auth/index.js';
import { AuthenticationError, KommoError } from '../../src/index.js';
import { json } from '../support/http-server.js';
import { KEYS, newPair, oauthServer, refuse } from '../support/oauth-server.js';
import { now, setUp, tokensOf } from '../support/oauth-setup.js';

describe('when the token endpoint fails', () => {
  test('a spent refresh token is a typed error that says what to do, and is not tried again', async () => {
    const server = await oauthServer();
    const store = memoryStore({ k: { ...tokensOf(server, 0), refreshToken: 'spent-refresh-token' } });
    const { kommo } = setUp(server, 0, { store });
    for (let i = 0; i < 3; i++) {
      const error = await kommo.leads.get(1).then(
        () => undefined,
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(TokenRevokedError);
      expect(error).toBeInstanceOf(AuthenticationError);
      expect(error).toMatchObject({ hint: 'Token has been revoked', key: 'k', status: 400 });
      expect((error as Error).message).toMatch(/authorizeUrl\(\) and exchange/);
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/spent-refresh-token|exampleclientsecret/);
    }
    expect(server.refreshes).toHaveLength(1);
    expect(server.calls).toHaveLength(0);
  });

  test('after a new authorization the same client works again', async () => {
    const server = await oauthServer();
    const store = memoryStore({ k: { ...tokensOf(server, 0), refreshToken: 'spent' } });
    const { auth, kommo } = setUp(server, 0, { store });
    await expect(kommo.leads.get(1)).rejects.toBeInstanceOf(TokenRevokedError);
    await auth.exchange({ code: 'good-code', baseUrl: server.url });
    await expect(kommo.leads.get(1)).resolves.toMatchObject({ id: 1 });
  });

  test('wrong keys are told apart from a dead token', async () => {
    const server = await oauthServer();
    server.onRefresh = (_, res) => {
      refuse(res, 'Check the `client_id` parameter');
      return true;
    };
    const { kommo } = setUp(server, 0);
    await expect(kommo.leads.get(1)).rejects.toMatchObject({ name: 'OAuthError', message: /check clientId/ });
    server.onRefresh = undefined;
    await expect(kommo.leads.get(1)).resolves.toMatchObject({ id: 1 });
  });

  test('a lost answer is asked for once more with the same token, and no more', async () => {
    const server = await oauthServer();
    server.onRefresh = (_, res) => {
      res.destroy();
      return true;
    };
    const { kommo } = setUp(server, 0);
    await expect(kommo.leads.get(1, {}, { retries: 0 })).rejects.toMatchObject({ name: 'ConnectionError' });
    expect(server.refreshes).toHaveLength(2);
    expect(new Set(server.refreshes.map(({ body }) => body)).size).toBe(1);
    server.onRefresh = (_, res, number) => {
      if (number === 3) res.destroy();
      return number === 3;
    };
    await expect(kommo.leads.get(1)).resolves.toMatchObject({ id: 1 });
    expect(server.refreshes).toHaveLength(4);
  });

  test('a token that was spent on a lost answer says so', async () => {
    const server = await oauthServer();
    server.onRefresh = (_, res, number) => {
      if (number > 1) return false;
      server.pair = newPair();
      res.destroy();
      return true;
    };
    const { kommo } = setUp(server, 0);
    await expect(kommo.leads.get(1)).rejects.toMatchObject({
      name: 'TokenRevokedError',
      message: /answer .* was lost/,
    });
  });

  test('a 429 is waited out, and the request repeated', async () => {
    const server = await oauthServer();
    server.onRefresh = (_, res, number) => {
      if (number === 1) json(res, { title: 'Too Many Requests', status: 429 }, 429, { 'retry-after': '0' });
      return number === 1;
    };
    const { kommo } = setUp(server, 0);
    await expect(kommo.leads.get(1)).resolves.toMatchObject({ id: 1 });
    expect(server.refreshes).toHaveLength(2);
  });

  test('while the old token is good, trouble with the new one fails no call', async () => {
    const server = await oauthServer();
    server.onRefresh = (_, res) => {
      json(res, {}, 500);
      return true;
    };
    const errors: unknown[] = [];
    const log = (): void => {};
    const logger = { debug: log, info: log, warn: log, error: (...line: unknown[]) => errors.push(line) };
    const { kommo } = setUp(server, 100, { logger });
    for (let i = 0; i < 5; i++) await kommo.leads.get(1);
    expect(server.refreshes).toHaveLength(2);
    expect(errors).toHaveLength(1);
  });

  test.each([
    ['as text', { expires_in: '3600' }, 3600],
    ['missing', {}, 7200],
    ['null', { expires_in: null }, 7200],
    ['without an end', { expires_in: 1e300 }, 1e9],
  ])('a new pair is kept if its lifetime is %s', async (_, life, seconds) => {
    const server = await oauthServer();
    server.onRefresh = (_, res) => {
      const { access, refresh } = newPair({ exp: now() + 7200 });
      server.pair = { ...server.pair, access, refresh };
      json(res, { token_type: 'Bearer', access_token: access, refresh_token: refresh, ...life });
      return true;
    };
    const { kommo, store } = setUp(server, 0);
    await expect(kommo.leads.get(1)).resolves.toMatchObject({ id: 1 });
    const kept = await store.load('k');
    expect(kept).toMatchObject({ refreshToken: server.pair.refresh });
    expect(Math.abs((kept?.expiresAt ?? 0) - now() - seconds)).toBeLessThan(60);
    expect(server.refreshes).toHaveLength(1);
  });

  test.each([
    ['below 0', '"expires_in":-5,'],
    ['missing, and our clock is ahead of its claims', ''],
    ['nested deeply', `"expires_in":${'['.repeat(100_000)}${']'.repeat(100_000)},`],
  ])('a new pair whose lifetime is %s is kept, and each call refreshes once', async (_, life) => {
    const server = await oauthServer();
    server.onRefresh = (_, res) => {
      const { access, refresh } = newPair({ exp: now() - 3600 });
      server.pair = { ...server.pair, access, refresh };
      res.end(`{${life}"access_token":"${access}","refresh_token":"${refresh}"}`);
      return true;
    };
    const { kommo, store } = setUp(server, 0);
    for (const calls of [1, 2]) {
      await expect(kommo.leads.get(1)).resolves.toMatchObject({ id: 1 });
      expect(server.refreshes).toHaveLength(calls);
      const kept = await store.load('k');
      expect(kept).toMatchObject({ refreshToken: server.pair.refresh });
      expect(kept?.expiresAt).toBe(kept?.obtainedAt);
    }
  });

  test('an answer without a token says which one is missing', async () => {
    for (const [body, missing] of [
      [{ access_token: 'secret-access', expires_in: 1 }, 'refresh_token'],
      [{ refresh_token: 'secret-refresh', expires_in: 1 }, 'access_token'],
    ] as const) {
      const server = await oauthServer();
      server.onRefresh = (_, res) => {
        json(res, body);
        return true;
      };
      const { kommo } = setUp(server, 0);
      await expect(kommo.leads.get(1, {}, { retries: 0 })).rejects.toThrow(
        `POST /oauth2/access_token answered 200 with something else than a pair of tokens (it has no valid ${missing})`,
      );
    }
  });

  test('a logger that throws fails no refresh, and one that is none is refused', async () => {
    const server = await oauthServer();
    const log = (): never => {
      throw new Error('no disk');
    };
    const { kommo } = setUp(server, 0, { logger: { debug: log, info: log, warn: log, error: log } });
    await expect(kommo.leads.get(1)).resolves.toMatchObject({ id: 1 });
    const options = { ...KEYS, store: memoryStore() };
    expect(() => oauth({ ...options, logger: 5 as never })).toThrow(/^logger has no method "debug"/);
    expect(() => oauth({ ...options, key: {} as never })).toThrow(/^key must be a text/);
  });

  test.each([
    ['no JSON', '<html>hello access_token</html>'],
    ['no refresh token', '{"access_token":"secret-access","expires_in":1}'],
    ['nothing', ''],
  ])('an answer with %s shows no part of it', async (_, body) => {
    const server = await oauthServer();
    server.onRefresh = (_, res) => {
      res.end(body);
      return true;
    };
    const { kommo } = setUp(server, 0);
    const error = await kommo.leads.get(1, {}, { retries: 0 }).then(
      () => undefined,
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(KommoError);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/secret-access|hello/);
  });

  test('no tokens at all', async () => {
    const server = await oauthServer();
    const { kommo } = setUp(server, 0, { store: memoryStore() });
    await expect(kommo.leads.get(1)).rejects.toBeInstanceOf(TokensMissingError);
  });
});

describe('renamed accounts', () => {
  test('finds the new address by the refresh token, and keeps it', async () => {
    const server = await oauthServer({ api_domain: 'api-c.kommo.com' });
    const asked: string[] = [];
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      const { host, pathname } = new URL(url);
      asked.push(host);
      if (host === 'old.kommo.com') return new Response('', { status: 404 });
      if (host === 'api-c.kommo.com') {
        expect(pathname).toBe('/oauth2/account/current/subdomain');
        expect(new Headers(init.headers).get('x-refresh-token')).toBe(server.pair.refresh);
        return Response.json({ id: 1, subdomain: 'new', domain: 'new.kommo.com', top_level_domain: 'kommo.com' });
      }
      expect(host).toBe('new.kommo.com');
      return globalThis.fetch(server.url + pathname, init);
    };
    const tokens = { ...tokensOf(server, 0), baseUrl: 'https://old.kommo.com', apiDomain: 'api-c.kommo.com' };
    const store = memoryStore({ k: tokens });
    const auth = oauth({ ...KEYS, key: 'k', store, fetch, rateLimit: false });
    expect(await auth.getToken()).toBe(server.pair.access);
    expect(auth.baseUrl).toBe('https://new.kommo.com');
    expect(await store.load('k')).toMatchObject({
      baseUrl: 'https://new.kommo.com',
      refreshToken: server.pair.refresh,
    });
    expect(asked).toEqual(['old.kommo.com', 'api-c.kommo.com', 'new.kommo.com']);
  });

  test.each(['evil.example', 'kommo.com.evil.example', 'api.kommo.com@evil.example'])(
    'the refresh token is not shown to %s',
    async (apiDomain) => {
      const server = await oauthServer();
      const fetch = vi.fn(async () => new Response('{}', { status: 404 }));
      const tokens = { ...tokensOf(server, 0), baseUrl: 'https://old.kommo.com', apiDomain };
      const auth = oauth({ ...KEYS, key: 'k', store: memoryStore({ k: tokens }), fetch, rateLimit: false });
      await expect(auth.getToken()).rejects.toMatchObject({ status: 404 });
      expect(fetch).toHaveBeenCalledTimes(1);
    },
  );

  test.each([{ subdomain: 'x', domain: 'evil.example' }, { subdomain: 'evil.example/' }, {}])(
    'nor sent to an address like %o',
    async (answer) => {
      const server = await oauthServer();
      const hosts: string[] = [];
      const fetch = async (url: string): Promise<Response> => {
        hosts.push(new URL(url).host);
        return url.includes('api-c') ? Response.json(answer) : new Response('', { status: 404 });
      };
      const tokens = { ...tokensOf(server, 0), baseUrl: 'https://old.kommo.com', apiDomain: 'api-c.kommo.com' };
      const auth = oauth({ ...KEYS, key: 'k', store: memoryStore({ k: tokens }), fetch, rateLimit: false });
      await expect(auth.getToken()).rejects.toThrow();
      expect(hosts.every((host) => host.endsWith('.kommo.com'))).toBe(true);
    },
  );
});
