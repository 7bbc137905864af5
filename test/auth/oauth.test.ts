import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import {
  fileStore,
  memoryStore,
  type OAuthOptions,
  oauth,
  type TokenStore,
  TokenStoreError,
} from '../../src/auth/index.js';
import { AuthenticationError, InputError } from '../../src/index.js';
import { accessToken, KEYS, newPair, oauthServer } from '../support/oauth-server.js';
import { now, setUp, tokensOf } from '../support/oauth-setup.js';

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
    const asked = vi.spyOn(store, 'lock');
    const call = kommo.leads.get(1);
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
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
    let answer = (): void => {};
    server.refreshMs = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { kommo } = setUp(server, 0);
    const controller = new AbortController();
    const dropped = kommo.leads.get(1, {}, { signal: controller.signal });
    const kept = kommo.leads.get(1);
    await vi.waitFor(() => expect(server.refreshes).toHaveLength(1));
    controller.abort();
    await expect(dropped).rejects.toMatchObject({ name: 'AbortError' });
    answer();
    await expect(kept).resolves.toMatchObject({ id: 1 });
    expect(server.refreshes).toHaveLength(1);
  });
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
    [{ clientId: '' }, /^clientId is missing/],
    [{ clientSecret: undefined }, /^clientSecret is missing/],
    [{ redirectUri: 'nowhere' }, /^redirectUri must be/],
    [{ store: {} }, /^store is missing/],
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
    await expect(auth.importTokens({ accessToken: 'aaa', refreshToken: 'bbb' })).rejects.toThrow(
      /needs the path of a directory/,
    );
  });
});
