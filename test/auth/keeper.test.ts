import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { memoryStore, OAuthError, oauth, TokenRevokedError, type TokenStore } from '../../src/auth/index.js';
import { AuthenticationError, createRateLimiter, InputError } from '../../src/index.js';
import { json } from '../support/http-server.js';
import { KEYS, newPair, oauthServer } from '../support/oauth-server.js';
import { now, setUp, tokensOf } from '../support/oauth-setup.js';

/** Moves the wall clock by this many milliseconds until the test ends. Timers go on as they are. */
function moveClock(): (ms: number) => void {
  const real = Date.now.bind(Date);
  let offset = 0;
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => real() + offset);
  onTestFinished(() => spy.mockRestore());
  return (ms) => {
    offset = ms;
  };
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a store that never answers', () => {
  const never = (): Promise<never> => new Promise(() => {});

  test.each(['load', 'lock', 'save', 'release'] as const)(
    'on %s is given up, and asked again by the next call',
    async (step) => {
      vi.useFakeTimers();
      onTestFinished(() => void vi.useRealTimers());
      const inner = memoryStore();
      let hangs = true;
      const store: TokenStore = {
        load: (key) => (hangs && step === 'load' ? never() : inner.load(key)),
        lock: async (key, options) => {
          if (hangs && step === 'lock') return never();
          const lock = await inner.lock(key, options);
          const { save, release } = lock;
          return {
            ...lock,
            save: (tokens) => (hangs && step === 'save' ? never() : save.call(lock, tokens)),
            release: () => (hangs && step === 'release' ? release.call(lock).then(never) : release.call(lock)),
          };
        },
      };
      const auth = oauth({ ...KEYS, key: 'k', baseUrl: 'https://acme.kommo.com', store, rateLimit: false });
      const tokens = { accessToken: 'access', refreshToken: 'refresh', expiresAt: now() + 86_400 };
      const call = (): Promise<unknown> =>
        step === 'load' ? Promise.resolve(auth.getToken()) : auth.importTokens(tokens);
      const first = failure(call());
      await vi.advanceTimersByTimeAsync(60_000);
      if (step === 'release') expect(await first).toBeUndefined();
      else
        expect(await first).toMatchObject({
          name: 'TokenStoreError',
          message: expect.stringContaining('did not answer within'),
        });
      hangs = false;
      const second = failure(call());
      await vi.advanceTimersByTimeAsync(1_000);
      if (step === 'load') expect(await second).toMatchObject({ name: 'TokensMissingError' });
      else expect(await second).toBeUndefined();
    },
  );

  test('a lock that comes too late is released', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const inner = memoryStore();
    const store: TokenStore = {
      load: inner.load.bind(inner),
      lock: async (key, options) => {
        const lock = await inner.lock(key, options);
        await new Promise((resolve) => setTimeout(resolve, 100_000));
        return lock;
      },
    };
    const auth = oauth({ ...KEYS, key: 'k', baseUrl: 'https://acme.kommo.com', store, rateLimit: false });
    const first = failure(auth.importTokens({ accessToken: 'a', refreshToken: 'r', expiresAt: now() + 86_400 }));
    await vi.advanceTimersByTimeAsync(101_000);
    expect(await first).toMatchObject({ name: 'TokenStoreError' });
    const lock = await inner.lock('k', { waitMs: 0 });
    await lock.release();
  });
});

describe('what a refusal of the token endpoint proves', () => {
  test.each([
    { title: 'Некорректный клиент', status: 401, detail: 'Авторизация клиента не прошла' },
    { title: 'Invalid client', status: 401, detail: 'Client authentication failed' },
    { hint: 'Token is not linked to client', title: 'x', status: 401 },
    { hint: 'Check the `client_secret` parameter', title: 'x', status: 400 },
    { title: 'Token has been revoked', status: 401, detail: 'Token has been revoked' },
    { hint: 'A hint of next year', title: 'x', status: 400 },
    {},
  ])('%o says nothing against the token', async (problem) => {
    const server = await oauthServer();
    server.onRefresh = (_, res) => {
      json(res, problem, 'status' in problem ? problem.status : 401);
      return true;
    };
    const { kommo, store } = setUp(server, 0);
    const error = await failure(kommo.account.get({}, { retries: 0 }));
    expect(error).toBeInstanceOf(OAuthError);
    expect(await store.load('k')).toMatchObject({ refreshToken: server.pair.refresh });
    server.onRefresh = undefined;
    await expect(kommo.account.get()).resolves.toMatchObject({ id: 1 });
  });

  test.each([
    'Token has been revoked',
    'Token has expired',
    'Invalid refresh token',
    'Cannot decrypt the refresh token',
  ])('"%s" kills it, with 400 and with 401', async (hint) => {
    for (const status of [400, 401]) {
      const server = await oauthServer();
      server.onRefresh = (_, res) => {
        json(res, { hint, title: 'x', status }, status);
        return true;
      };
      expect(await failure(setUp(server, 0).kommo.account.get())).toBeInstanceOf(TokenRevokedError);
    }
  });

  test('a wrong secret key is not sent with each call', async () => {
    const server = await oauthServer();
    server.onRefresh = (_, res) => {
      json(res, { title: 'Invalid client', status: 401 }, 401);
      return true;
    };
    const { kommo, auth } = setUp(server, 0);
    for (let i = 0; i < 20; i++) expect(await failure(kommo.account.get())).toBeInstanceOf(OAuthError);
    expect(server.refreshes).toHaveLength(3);
    server.onRefresh = undefined;
    const { access, refresh } = server.pair;
    await auth.importTokens({ accessToken: access, refreshToken: refresh, expiresAt: now() + 3600 });
    await expect(kommo.account.get()).resolves.toMatchObject({ id: 1 });
  });
});

describe('a 401 of a call', () => {
  test('that is about rights refreshes once, not with each call', async () => {
    const move = moveClock();
    const server = await oauthServer();
    const { kommo, auth } = setUp(server, 80_000);
    const good = await auth.getToken();
    // As of an endpoint that this user may not use: refused with any token.
    const refused = async (): Promise<unknown> => {
      const { access } = server.pair;
      server.pair = { ...server.pair, access: 'no token is right here' };
      const error = await failure(kommo.account.get());
      if (server.pair.access === 'no token is right here') server.pair = { ...server.pair, access };
      return error;
    };
    for (let i = 0; i < 10; i++) {
      expect(await refused()).toSatisfy((e) => e === undefined || e instanceof AuthenticationError);
      move((i + 1) * 15_000);
    }
    expect(server.refreshes.length).toBe(1);
    expect(await auth.getToken()).not.toBe(good);
  });

  test('after the clock was set back refreshes', async () => {
    const move = moveClock();
    const server = await oauthServer();
    move(3_600_000);
    const { kommo } = setUp(server, 0);
    await kommo.account.get();
    move(0);
    server.pair = { ...server.pair, access: 'revoked' };
    await expect(kommo.account.get()).resolves.toMatchObject({ id: 1 });
    expect(server.refreshes).toHaveLength(2);
  });

  test.each([3_600, 86_400 * 30])('of imported tokens that have %i s to go refreshes', async (seconds) => {
    const server = await oauthServer();
    const { kommo, auth } = setUp(server, 0, { store: memoryStore() });
    await auth.importTokens({
      accessToken: 'refused-by-kommo',
      refreshToken: server.pair.refresh,
      expiresAt: now() + seconds,
    });
    await Promise.all(Array.from({ length: 20 }, () => kommo.account.get()));
    expect(server.refreshes).toHaveLength(1);
  });
});

describe('imported tokens', () => {
  const auth = () => oauth({ ...KEYS, key: 'k', store: memoryStore(), baseUrl: 'https://acme.kommo.com' });
  const tokens = { accessToken: 'aaa', refreshToken: 'bbb' };

  test('expiresAt is a Date or unix seconds', async () => {
    const expiresAt = new Date(1_900_000_000_000);
    expect(await auth().importTokens({ ...tokens, expiresAt })).toMatchObject({ expiresAt });
    expect(await auth().importTokens({ ...tokens, expiresAt: 1_900_000_000 })).toMatchObject({ expiresAt });
  });

  test.each([
    [1_900_000_000_000, /milliseconds.*1900000000/],
    [Number.NaN, /Date or unix seconds/],
    [-1, /Date or unix seconds/],
    ['2030-01-01', /Date or unix seconds/],
    [new Date('x'), /invalid Date/],
  ])('%o is refused by name', async (expiresAt, message) => {
    const error = await failure(auth().importTokens({ ...tokens, expiresAt: expiresAt as never }));
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ field: 'expiresAt', message });
  });

  test('come late: a client that was made before works once they are there', async () => {
    const server = await oauthServer();
    const { kommo, auth: late } = setUp(server, 0, { store: memoryStore() });
    expect(late.peek()).toBeUndefined();
    expect(await failure(kommo.account.get())).toMatchObject({ name: 'TokensMissingError' });
    const { access, refresh } = server.pair;
    await late.importTokens({ accessToken: access, refreshToken: refresh, expiresAt: now() + 3600 });
    expect(late.peek()).toBe(access);
    await expect(kommo.account.get()).resolves.toMatchObject({ id: 1 });
  });
});

describe('locks and queues', () => {
  /** A memory store that knows whether its lock is held. */
  function watched(initial: Parameters<typeof memoryStore>[0]): { store: TokenStore; locked: () => boolean } {
    const inner = memoryStore(initial);
    let held = 0;
    const store: TokenStore = {
      load: inner.load,
      lock: async (key, options) => {
        const lock = await inner.lock(key, options);
        held++;
        return {
          ...lock,
          release: async () => {
            held--;
            await lock.release();
          },
        };
      },
    };
    return { store, locked: () => held > 0 };
  }

  test('a good token is sent while a refresh ahead hangs', async () => {
    const server = await oauthServer();
    server.onRefresh = () => true;
    const { kommo, auth } = setUp(server, 240, { timeoutMs: 500 });
    // The first reads the store, so it waits for that.
    await auth.getToken();
    for (let i = 0; i < 5; i++) await kommo.account.get();
    expect(auth.peek()).toBe(server.pair.access);
    expect(server.calls).toHaveLength(5);
    await vi.waitFor(() => expect(server.refreshes).toHaveLength(2));
  });

  test('the refresh asks for the first turn of all', async () => {
    const server = await oauthServer();
    const limiter = createRateLimiter();
    const run = vi.spyOn(limiter, 'run');
    const { store } = watched({ k: tokensOf(server, 0) });
    await oauth({ ...KEYS, key: 'k', baseUrl: server.url, store, rateLimit: limiter }).getToken();
    expect(run).toHaveBeenCalledTimes(1);
    expect(run.mock.calls[0]?.[1]).toMatchObject({ priority: 'high', front: true });
  });

  test('no lock is held through a pause of the limiter', async () => {
    const server = await oauthServer();
    const limiter = createRateLimiter();
    const { store, locked } = watched({ k: tokensOf(server, 0) });
    const auth = oauth({ ...KEYS, key: 'k', baseUrl: server.url, store, rateLimit: limiter });
    limiter.pause(1_500);
    const run = vi.spyOn(limiter, 'run');
    const token = Promise.resolve(auth.getToken());
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1));
    // It is refused by the pause, and waits for its end without the lock.
    await expect(run.mock.results[0]?.value).rejects.toMatchObject({ name: 'PausedError' });
    await vi.waitFor(() => expect(locked()).toBe(false));
    expect(await token).toBe(server.pair.access);
    expect(run).toHaveBeenCalledTimes(2);
    expect(server.refreshes).toHaveLength(1);
  });

  test('a 429 of the token endpoint is waited out without the lock', async () => {
    const server = await oauthServer();
    const { store, locked } = watched({ k: tokensOf(server, 0) });
    server.onRefresh = (_, res, number) => {
      if (number === 1) json(res, { title: 'Too Many Requests', status: 429 }, 429, { 'retry-after': '1' });
      return number === 1;
    };
    const { auth } = setUp(server, 0, { store });
    const token = Promise.resolve(auth.getToken());
    await vi.waitFor(() => expect(server.refreshes).toHaveLength(1));
    await vi.waitFor(() => expect(locked()).toBe(false));
    expect(await token).toBe(server.pair.access);
    expect(server.refreshes).toHaveLength(2);
  });

  test('a late 401 of a token that was replaced costs nothing', async () => {
    const server = await oauthServer();
    const { auth } = setUp(server, 3_600);
    const old = await auth.getToken();
    server.pair = { ...server.pair, access: newPair().access };
    const fresh = await auth.onRejected(old);
    expect(await Promise.all(Array.from({ length: 100 }, () => auth.onRejected(old)))).toEqual(Array(100).fill(fresh));
    expect(server.refreshes).toHaveLength(1);
  });
});
