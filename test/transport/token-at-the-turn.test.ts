import { expect, test } from 'vitest';
import { type AuthProvider, createRateLimiter, Kommo } from '../../src/index.js';
import { json, serve } from '../support/http-server.js';

const slow = () => createRateLimiter({ limit: 1, intervalMs: 30, guardMs: 0 });

test('a call that waited in the queue sends the token of its turn', async () => {
  let token = 'token-a';
  const auth: AuthProvider = { getToken: () => token, peek: () => token };
  const { url, seen } = await serve((_, res) => {
    token = 'token-b';
    json(res, { id: 1 });
  });
  const kommo = new Kommo({ baseUrl: url, auth, rateLimit: slow() });
  await Promise.all([1, 2, 3, 4].map(() => kommo.leads.get(1)));
  expect(seen.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-a',
    ...Array(3).fill('Bearer token-b'),
  ]);
});

test('one refusal refreshes once, and what waits goes out with the new token', async () => {
  let token = 'token-a';
  let refreshes = 0;
  let refreshing: Promise<string> | undefined;
  const auth: AuthProvider = {
    getToken: () => token,
    // While a refresh is under way there is no token to send at once.
    peek: () => (refreshing ? undefined : token),
    onRejected: (rejected) => {
      if (rejected !== token) return Promise.resolve(token);
      refreshing ??= new Promise<string>((resolve) => {
        refreshes++;
        setTimeout(() => {
          token = 'token-b';
          refreshing = undefined;
          resolve(token);
        }, 60);
      });
      return refreshing;
    },
  };
  auth.getToken = () => refreshing ?? token;
  const { url, seen } = await serve(({ headers }, res) =>
    headers.authorization === 'Bearer token-a' ? json(res, { title: 'Unauthorized' }, 401) : json(res, { id: 1 }),
  );
  let isRefused = false;
  let late = 0;
  const fetch = async (input: string, init: RequestInit): Promise<Response> => {
    if (isRefused && new Headers(init.headers).get('authorization') === 'Bearer token-a') late++;
    const response = await globalThis.fetch(input, init);
    isRefused ||= response.status === 401;
    return response;
  };
  const kommo = new Kommo({ baseUrl: url, auth, rateLimit: slow(), fetch });
  const leads = await Promise.all(Array.from({ length: 6 }, () => kommo.leads.get(1)));
  expect(leads).toHaveLength(6);
  expect(refreshes).toBe(1);
  const refused = seen.filter(({ headers }) => headers.authorization === 'Bearer token-a');
  // Nothing of what waited when the first refusal came.
  expect(refused.length).toBeGreaterThan(0);
  expect(late).toBe(0);
  expect(seen).toHaveLength(6 + refused.length);
});

// An error of `Headers` would show the token, and a call without one would ask for it forever.
test.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['a number', 5],
  ['an object', {}],
  ['a line break', 'secret-token\nx'],
  ['"Bearer"', 'Bearer secret-token'],
  ['an emoji', 'secret-token-\u{1F600}'],
])('a provider that returns %s is refused, and the token is not shown', async (_, token) => {
  const { url, seen } = await serve((__, res) => json(res, { id: 1 }));
  const getToken = () => token as string;
  for (const auth of [{ getToken }, { getToken: () => 'good', peek: getToken }, { getToken: async () => getToken() }]) {
    const kommo = new Kommo({ baseUrl: url, auth, rateLimit: false });
    const error = await kommo.leads.get(1).catch((thrown: unknown) => thrown);
    // Without a token to peek at, the client asks for one.
    if (error instanceof Error) {
      expect(error).toMatchObject({ name: 'InputError', field: 'auth' });
      expect(`${error.stack} ${String(error.cause)}`).not.toContain('secret');
    }
    expect(seen.every(({ headers }) => headers.authorization === 'Bearer good')).toBe(true);
  }
});

test('a new token that is not one is refused', async () => {
  const auth: AuthProvider = { getToken: () => 'old', onRejected: async () => 'secret token' };
  const { url } = await serve((_, res) => json(res, {}, 401));
  const error = await new Kommo({ baseUrl: url, auth, rateLimit: false }).leads.get(1).catch((e: unknown) => e);
  expect(error).toMatchObject({ name: 'InputError', field: 'auth' });
  expect(String(error)).not.toContain('secret');
});
