import { describe, expect, test } from 'vitest';
import {
  AuthorizationDeniedError,
  authorizeUrl,
  createState,
  longLivedToken,
  parseRedirect,
  readClaims,
  StateMismatchError,
  TokenExpiredError,
  verifyDisconnectHook,
  verifyOneTimeToken,
  verifyState,
} from '../../src/auth/index.js';
import { InputError, Kommo } from '../../src/index.js';
import { accessToken, KEYS } from '../support/oauth-server.js';

describe('authorization page', () => {
  test('address with client, state and mode', () => {
    const state = createState();
    const url = new URL(authorizeUrl(KEYS.clientId, { state }));
    expect(url.origin + url.pathname).toBe('https://www.kommo.com/oauth');
    expect(Object.fromEntries(url.searchParams)).toEqual({ client_id: KEYS.clientId, state, mode: 'popup' });
    expect(authorizeUrl('c', { state, mode: 'post_message', host: 'www.amocrm.ru' })).toMatch(
      /^https:\/\/www\.amocrm\.ru\//,
    );
  });

  test('states are long, safe in a URL and never the same', () => {
    const states = new Set(Array.from({ length: 100 }, createState));
    expect(states.size).toBe(100);
    for (const state of states) expect(state).toMatch(/^[\w-]{43}$/);
  });

  test.each(['', 'short', 'fifteen--chars!'])('a state that can be guessed is refused: "%s"', (state) => {
    expect(() => authorizeUrl('c', { state })).toThrow(InputError);
  });

  test('verifyState', () => {
    const state = createState();
    expect(() => verifyState(state, state)).not.toThrow();
    for (const [given, expected] of [
      [createState(), state],
      [`${state}x`, state],
      [state.slice(1), state],
      ['', ''],
      [undefined, undefined],
      [null, state],
    ]) {
      expect(() => verifyState(given, expected)).toThrow(StateMismatchError);
    }
  });
});

describe('redirect', () => {
  const back = (query: string): string => `https://app.example.com/callback?${query}`;

  test.each([
    ['referer=acme.kommo.com', 'https://acme.kommo.com'],
    ['referrer=acme.kommo.com', 'https://acme.kommo.com'],
    ['referer=https%3A%2F%2FAcme.kommo.com%2Fleads', 'https://acme.kommo.com'],
    ['referer=acme.amocrm.ru', 'https://acme.amocrm.ru'],
  ])('%s', (referer, baseUrl) => {
    const redirect = parseRedirect(back(`code=c1&state=s&client_id=${KEYS.clientId}&${referer}`), KEYS.clientId);
    expect(redirect).toEqual({ code: 'c1', baseUrl, state: 's', fromWidget: false });
  });

  test('from a widget, and without a state', () => {
    const redirect = parseRedirect('/callback?code=c1&referer=acme.kommo.com&from_widget=1');
    expect(redirect).toMatchObject({ state: undefined, fromWidget: true });
  });

  test.each([
    'evil.example',
    'kommo.com',
    'evilkommo.com',
    'acme.kommo.com.evil.example',
    'acme.kommo.com@evil.example',
    'evil.example/acme.kommo.com',
    'evil.example#.kommo.com',
    'http://acme.kommo.com',
    'acme.kommo.com:8443',
    '',
  ])('the secret key would go to "%s", so it is refused', (referer) => {
    expect(() => parseRedirect(back(`code=c&referer=${encodeURIComponent(referer)}`))).toThrow(
      /^referer in the redirect /,
    );
  });

  test('no', () => {
    expect(() => parseRedirect(back('error=access_denied&state=s'))).toThrow(AuthorizationDeniedError);
    expect(() => parseRedirect(back('error=%3Cscript%3E'))).toThrow(/unknown reason/);
    expect(() => parseRedirect(back('referer=acme.kommo.com'))).toThrow(/^code is missing/);
    expect(() => parseRedirect(back('code=c&referer=acme.kommo.com&client_id=other'), KEYS.clientId)).toThrow(
      /another/,
    );
  });
});

describe('tokens from Kommo', () => {
  // Inputs of the docs' sample; signed with openssl.
  const jwt =
    'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL3N1YmRvbWFpbi5rb21tby5jb20iLCJhdWQiOiJodHRwczovL2V4dGVybmFsLmludGVncmF0aW9uLmlvIiwianRpIjoiZDEyM2YxMjMtNTEyMy1iMTIzLWExMjMtZWQxMjNlZjEyM2YiLCJpYXQiOjE1OTQyMDQyNDUsIm5iZiI6MTU5NDIwNDI0NSwiZXhwIjoxNTk0MjA2MDQ1LCJhY2NvdW50X2lkIjoxMjM0NTY3OCwidXNlcl9pZCI6ODc2NTQzMjEsInN1YmRvbWFpbiI6InN1YmRvbWFpbiIsImNsaWVudF91dWlkIjoiMGIwMTIzZjQtZDEyMy00MTIzLTkxMjMtZTA5ZjEyMzQ1NmMifQ.PH2YsLdE0_tPKTZFCpX6v10Y7UOWV6GSQilKE0Ebun4';
  const checks = {
    clientId: '0b0123f4-d123-4123-9123-e09f123456c',
    clientSecret: KEYS.clientSecret,
    redirectUri: 'https://external.integration.io:8443/callback?x=1',
    now: new Date(1_594_205_000_000),
  };

  test('a one-time token', async () => {
    await expect(verifyOneTimeToken(jwt, checks)).resolves.toMatchObject({
      account_id: 12_345_678,
      user_id: 87_654_321,
      subdomain: 'subdomain',
    });
  });

  test.each([
    ['another integration', { clientId: 'other' }, 'claim'],
    ['another secret', { clientSecret: 'other' }, 'signature'],
    ['another receiver', { redirectUri: 'https://other.example/' }, 'audience'],
    ['too late', { now: new Date(1_594_206_080_000) }, 'expired'],
    ['too early', { now: new Date(1_594_204_200_000) }, 'not-yet-valid'],
  ])('%s is refused', async (_, wrong, reason) => {
    await expect(verifyOneTimeToken(jwt, { ...checks, ...wrong })).rejects.toMatchObject({ name: 'JwtError', reason });
  });

  test.each([
    ['no integration', { clientId: undefined }, 'clientId'],
    ['no address', { redirectUri: 'example.com/x' }, 'redirectUri'],
    ['a misspelt key', { leeway: 5 }, 'checks.leeway'],
  ])('checks that would check nothing: %s', async (_, wrong, field) => {
    const given = { ...checks, ...wrong } as never;
    await expect(verifyOneTimeToken(jwt, given)).rejects.toMatchObject({ name: 'InputError', field });
  });

  test('used twice', async () => {
    const seen = new Set<string>();
    const firstUse = (jti: string): boolean => seen.size < seen.add(jti).size;
    await verifyOneTimeToken(jwt, { ...checks, firstUse });
    await expect(verifyOneTimeToken(jwt, { ...checks, firstUse })).rejects.toThrow(/used before/);
  });

  test('the disconnect hook', async () => {
    const query = `client_uuid=${KEYS.clientId}&account_id=32720107`;
    const signature = '52d78d12cf8c709e2b977f0d72d8573a163bcb4e45f0b38a19c5b962f6e0395a';
    await expect(verifyDisconnectHook(`/hook?${query}&signature=${signature}`, KEYS)).resolves.toEqual({
      account_id: 32_720_107,
      client_uuid: KEYS.clientId,
    });
    await expect(
      verifyDisconnectHook(`/hook?${query}&signature=${signature.replace('5', '6')}`, KEYS),
    ).rejects.toThrow();
  });

  test('claims, and whatever is no JWT', () => {
    const claims = { account_id: 12, sub: '7', api_domain: 'API-c.kommo.com', exp: 1_900_000_000, scopes: ['crm', 5] };
    expect(readClaims(accessToken(claims))).toEqual({
      accountId: 12,
      userId: 7,
      apiDomain: 'api-c.kommo.com',
      expiresAt: new Date(1_900_000_000_000),
      scopes: ['crm'],
    });
    for (const odd of [
      '',
      'x',
      'a.b.c',
      '..',
      `a.${btoa('null')}.c`,
      `a.${btoa('{"account_id":-1,"sub":"x","exp":1e99}')}.c`,
    ]) {
      expect(Object.values(readClaims(odd)).every((value) => value === undefined)).toBe(true);
    }
  });
});

describe('long-lived tokens', () => {
  test('are sent while they are good, then fail before a request is spent', async () => {
    const soon = Math.floor(Date.now() / 1000) + 3600;
    const good = longLivedToken(accessToken({ exp: soon }));
    expect(good.expiresAt).toEqual(new Date(soon * 1000));
    expect(good.getToken()).toContain('.');
    const fetch = () => Promise.reject(new Error('was sent'));
    const old = new Kommo({ subdomain: 'acme', auth: longLivedToken(accessToken({ exp: soon - 7200 })), fetch });
    await expect(old.leads.get(1)).rejects.toBeInstanceOf(TokenExpiredError);
    expect(longLivedToken('opaque').getToken()).toBe('opaque');
    expect(() => longLivedToken('Bearer x')).toThrow(InputError);
  });
});
