import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import {
  fileStore,
  memoryStore,
  type OAuthOptions,
  oauth,
  TokenRevokedError,
  type TokenSet,
  type TokenStore,
  TokenStoreError,
  TokensMissingError,
} from '../../src/auth/index.js';
import { AuthenticationError, InputError, Kommo, KommoError } from '../../src/index.js';
import { json } from '../support/http-server.js';
import { accessToken, KEYS, newPair, type OAuthServer, oauthServer, refuse } from '../support/oauth-server.js';

const now = (): number => Math.floor(Date.now() / 1000);

/** The server's present pair, as the store holds it. */
function tokensOf(server: OAuthServer, livesFor = 86_400): TokenSet {
  const { access, refresh } = server.pair;
  return {
    accessToken: access,
    refreshToken: refresh,
    expiresAt: now() + livesFor,
    obtainedAt: now() + livesFor - 86_400,
    baseUrl: server.url,
  };
}

function setUp(server: OAuthServer, livesFor: number, options: Partial<OAuthOptions> = {}) {
  const store = options.store ?? memoryStore({ k: tokensOf(server, livesFor) });
  const auth = oauth({ ...KEYS, baseUrl: server.url, key: 'k', rateLimit: false, ...options, store });
  return { store, auth, kommo: new Kommo({ auth, rateLimit: false }) };
}

describe('refresh', () => {
  test('ahead of expiry, once for all calls, and what is saved is what is used', async () => {
    const server = await oauthServer();
    const { kommo, store } = setUp(server, 200);
    await Promise.all(Array.from({ length: 100 }, () => kommo.leads.get(1)));
    expect(server.refreshes).toHaveLength(1);
    expect(server.calls.every(({ status }) => status === 200)).toBe(true);
    expect(await store.load('k')).toMatchObject({
      accessToken: server.pair.access,
      refreshToken: server.pair.refresh,
      accountId: 32720107,
      userId: 7,
    });
    expect(JSON.parse(server.refreshes[0]?.body ?? '')).toMatchObject({
      client_id: KEYS.clientId,
      client_secret: KEYS.clientSecret,
      redirect_uri: KEYS.redirectUri,
      grant_type: 'refresh_token',
    });
    expect(server.refreshes[0]?.headers.authorization).toBeUndefined();
  });

  test('not before it is due, and a good token costs no promise', async () => {
    const server = await oauthServer();
    const { auth, kommo } = setUp(server, 400);
    await kommo.leads.get(1);
    expect(server.refreshes).toHaveLength(0);
    expect(auth.getToken()).toBe(server.pair.access);
  });

  test('once on a 401, for calls that come together and for those that come late', async () => {
    const server = await oauthServer();
    const { kommo } = setUp(server, 5_000);
    await kommo.leads.get(1);
    server.pair = { ...server.pair, access: 'revoked-by-an-admin' };
    await Promise.all(Array.from({ length: 50 }, () => kommo.leads.get(1)));
    expect(server.refreshes).toHaveLength(1);
    expect(server.calls.filter(({ status }) => status === 200)).toHaveLength(51);
  });

  test('a token that is refused when new is not refreshed again and again', async () => {
    const server = await oauthServer();
    const { kommo } = setUp(server, 200);
    await kommo.leads.get(1);
    server.pair = { ...server.pair, access: 'nobody-has-this' };
    for (let i = 0; i < 5; i++) await expect(kommo.leads.get(1)).rejects.toBeInstanceOf(AuthenticationError);
    expect(server.refreshes).toHaveLength(1);
  });

  test('a short life is not refreshed at each call', async () => {
    const server = await oauthServer();
    server.expiresIn = 60;
    const { kommo } = setUp(server, 0);
    for (let i = 0; i < 5; i++) await kommo.leads.get(1);
    expect(server.refreshes).toHaveLength(1);
  });

  test('both tokens are saved before the new one is used', async () => {
    const server = await oauthServer();
    const inner = memoryStore({ k: tokensOf(server, 0) });
    const order: string[] = [];
    const store: TokenStore = {
      load: inner.load,
      lock: async (key, options) => {
        const lock = await inner.lock(key, options);
        return {
          ...lock,
          save: async (tokens) => {
            await new Promise((resolve) => setTimeout(resolve, 50));
            order.push(`saved, ${server.calls.length} calls`);
            await lock.save(tokens);
          },
        };
      },
    };
    const { kommo } = setUp(server, 0, { store });
    await Promise.all([kommo.leads.get(1), kommo.leads.get(1)]);
    expect(order).toEqual(['saved, 0 calls']);
  });

  test('a save that fails is tried again, and what Kommo gave is not lost nor asked for twice', async () => {
    const server = await oauthServer();
    const inner = memoryStore({ k: tokensOf(server, 0) });
    let failures = 4;
    const store: TokenStore = {
      load: inner.load,
      lock: async (key, options) => {
        const lock = await inner.lock(key, options);
        const save: typeof lock.save = async (tokens) => {
          if (failures-- > 0) throw new Error(`disk full at ${tokens.baseUrl}`);
          await lock.save(tokens);
        };
        return { ...lock, save };
      },
    };
    const { kommo } = setUp(server, 0, { store });
    await expect(kommo.leads.get(1)).rejects.toBeInstanceOf(TokenStoreError);
    expect(server.calls).toHaveLength(0);
    await expect(kommo.leads.get(1)).resolves.toMatchObject({ id: 1 });
    expect(server.refreshes).toHaveLength(1);
  });

  test('reads the store again under the lock: another process was faster', async () => {
    const server = await oauthServer();
    const store = memoryStore({ k: tokensOf(server, 0) });
    const lock = await store.lock('k');
    const { kommo } = setUp(server, 0, { store });
    const call = kommo.leads.get(1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    server.pair = newPair();
    await lock.save(tokensOf(server));
    await lock.release();
    await expect(call).resolves.toMatchObject({ id: 1 });
    expect(server.refreshes).toHaveLength(0);
  });

  test('takes over what another process saved, when its own token is refused', async () => {
    const server = await oauthServer();
    const { kommo, store } = setUp(server, 5_000);
    await kommo.leads.get(1);
    server.pair = newPair();
    const lock = await store.lock('k');
    await lock.save(tokensOf(server));
    await lock.release();
    await expect(kommo.leads.get(1)).resolves.toMatchObject({ id: 1 });
    expect(server.refreshes).toHaveLength(0);
  });

  test('one caller that gives up does not take the refresh from the others', async () => {
    const server = await oauthServer();
    server.refreshMs = 100;
    const { kommo } = setUp(server, 0);
    const controller = new AbortController();
    const dropped = kommo.leads.get(1, {}, { signal: controller.signal });
    const kept = kommo.leads.get(1);
    setTimeout(() => controller.abort(), 30);
    await expect(dropped).rejects.toMatchObject({ name: 'AbortError' });
    await expect(kept).resolves.toMatchObject({ id: 1 });
    expect(server.refreshes).toHaveLength(1);
  });
});

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

describe('exchange and import', () => {
  test('exchanges a code once and saves the pair', async () => {
    const server = await oauthServer();
    const { auth, store } = setUp(server, 0, { store: memoryStore() });
    const account = await auth.exchange({ code: 'good-code', baseUrl: server.url });
    expect(account).toMatchObject({ key: 'k', baseUrl: server.url, accountId: 32720107, userId: 7 });
    expect(await store.load('k')).toMatchObject({ accessToken: server.pair.access });
  });

  test('a used code says to start again', async () => {
    const server = await oauthServer();
    const { auth } = setUp(server, 0);
    await expect(auth.exchange({ code: 'used-code', baseUrl: server.url })).rejects.toMatchObject({
      name: 'OAuthError',
      hint: 'Authorization code has been revoked',
      message: /start again/,
    });
  });

  test('the secret key goes to no foreign address', async () => {
    const fetch = vi.fn();
    const auth = oauth({ ...KEYS, store: memoryStore(), fetch });
    await expect(auth.exchange({ code: 'c', baseUrl: 'https://evil.example' })).rejects.toBeInstanceOf(InputError);
    await expect(
      auth.exchange('https://app.example.com/callback?code=c&state=s&referer=evil.example'),
    ).rejects.toBeInstanceOf(InputError);
    expect(fetch).not.toHaveBeenCalled();
  });

  test('tokens of another library', async () => {
    const server = await oauthServer();
    const { auth, kommo } = setUp(server, 0, { store: memoryStore() });
    const exp = now() + 3600;
    const token = accessToken({ exp, account_id: 5 });
    server.pair = { ...server.pair, access: token };
    const account = await auth.importTokens({ accessToken: token, refreshToken: server.pair.refresh });
    expect(account).toMatchObject({ accountId: 5, expiresAt: new Date(exp * 1000) });
    await kommo.leads.get(1);
    server.pair = { ...server.pair, access: 'revoked' };
    await kommo.leads.get(1);
    expect(server.refreshes).toHaveLength(1);
  });
});

describe('what is shown', () => {
  test('inspect, JSON and logs hold no secret', async () => {
    const server = await oauthServer();
    const lines: string[] = [];
    const log = (...line: unknown[]): void => void lines.push(inspect(line, { depth: 9 }));
    const { auth, kommo } = setUp(server, 0, { logger: { debug: log, info: log, warn: log, error: log } });
    const before = server.pair;
    await kommo.leads.get(1);
    const shown = [
      inspect(auth, { depth: 9, showHidden: true }),
      JSON.stringify(auth),
      inspect(kommo),
      ...lines,
    ].join();
    expect(lines.length).toBeGreaterThan(0);
    for (const secret of [KEYS.clientSecret, before.refresh, server.pair.refresh, server.pair.access]) {
      expect(shown).not.toContain(secret);
    }
  });

  test.each([
    [{ clientId: '' }, /^clientId: is missing/],
    [{ clientSecret: undefined }, /^clientSecret: is missing/],
    [{ redirectUri: 'nowhere' }, /^redirectUri: must be/],
    [{ store: {} }, /^store: is missing/],
  ])('refuses %o', (wrong, message) => {
    expect(() => oauth({ ...KEYS, store: memoryStore(), ...wrong } as OAuthOptions)).toThrow(message);
  });

  test('a file in place of a directory is told', async () => {
    const auth = oauth({
      ...KEYS,
      key: 'k',
      store: fileStore(import.meta.filename),
      baseUrl: 'https://acme.kommo.com',
    });
    await expect(auth.importTokens({ accessToken: 'aaa', refreshToken: 'bbb' })).rejects.toThrow(/takes a directory/);
  });
});
