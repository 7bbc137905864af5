import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSandbox } from '../../src/testing/index.js';
import { runCli } from '../support/cli.js';
import { accessToken } from '../support/oauth-server.js';
import { freePort } from '../support/redis-server.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kommo-login-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const environment = (port: number) => ({
  KOMMO_CLIENT_ID: '7f0c4d0e-0000-4000-8000-000000000001',
  KOMMO_CLIENT_SECRET: 'the-secret-key',
  KOMMO_REDIRECT_URI: `http://127.0.0.1:${port}/callback`,
  KOMMO_TOKEN_DIR: directory,
});

const bodies: string[] = [];
const kommo = (input: string, init: RequestInit): Promise<Response> => {
  if (input.includes('/oauth2/access_token')) {
    bodies.push(String(init.body));
    return Promise.resolve(
      Response.json({
        token_type: 'Bearer',
        expires_in: 86_400,
        access_token: 'fresh-access',
        refresh_token: 'fresh-refresh',
      }),
    );
  }
  const { authorization } = init.headers as Record<string, string>;
  const account = { id: 1, name: 'Acme', subdomain: 'acme', current_user_id: 2, country: 'US', _links: {} };
  const ok =
    new Headers(init.headers).get('authorization') === 'Bearer fresh-access' || authorization === 'Bearer fresh-access';
  if (!ok) return Promise.resolve(Response.json({ title: 'Unauthorized', status: 401 }, { status: 401 }));
  return Promise.resolve(
    Response.json(
      input.includes('/users/')
        ? { id: 2, name: 'Ana', email: 'ana@example.com', rights: { is_admin: false } }
        : account,
    ),
  );
};

test('signs in over the loopback redirect, and later commands use the tokens', async () => {
  const env = environment(await freePort());
  let visited = '';
  const open = (url: string): void => {
    visited = url;
    const state = new URL(url).searchParams.get('state');
    void fetch(`${env.KOMMO_REDIRECT_URI}?code=abc&referer=acme.kommo.com&state=${state}`);
  };
  const { code, stdout, stderr } = await runCli(['login', '--json'], { env, open, fetch: kommo });
  expect(stderr).toBe(`Sign in here: ${visited}\n`);
  expect(code).toBe(0);
  expect(visited).toMatch(/^https:\/\/www\.kommo\.com\/oauth\?client_id=7f0c/);
  expect(JSON.parse(stdout)).toMatchObject({ baseUrl: 'https://acme.kommo.com', directory });
  expect(stdout + stderr).not.toMatch(/fresh-|the-secret-key/);
  expect(bodies.at(-1)).toContain('abc');
  expect((await readdir(directory)).filter((name) => name.endsWith('.json'))).toHaveLength(1);

  const who = await runCli(['whoami'], { env, fetch: kommo });
  expect(who).toMatchObject({ code: 0, stdout: 'Ana <ana@example.com> in Acme, https://acme.kommo.com\n' });
});

test('doctor finds the token of the sign-in, and says what it allows', async () => {
  const env = environment(await freePort());
  const access = accessToken({ scopes: ['crm'], exp: 1_900_000_000 });
  const { options } = createSandbox({ rateLimit: false });
  const account: typeof fetch = async (input, init) => {
    if (String(input).includes('/oauth2/access_token'))
      return Response.json({ token_type: 'Bearer', expires_in: 86_400, access_token: access, refresh_token: 'next' });
    const headers = new Headers(init?.headers);
    expect(headers.get('authorization')).toBe(`Bearer ${access}`);
    headers.set('authorization', `Bearer ${options.accessToken}`);
    return options.fetch(String(input).replace('https://acme.kommo.com', options.baseUrl), { ...init, headers });
  };
  const open = (url: string): void => {
    const state = new URL(url).searchParams.get('state');
    void fetch(`${env.KOMMO_REDIRECT_URI}?code=abc&referer=acme.kommo.com&state=${state}`);
  };
  expect(await runCli(['login', '--json'], { env, open, fetch: account })).toMatchObject({ code: 0 });
  const { stdout } = await runCli(['doctor', '--json'], { env, fetch: account });
  const { checks } = JSON.parse(stdout) as { checks: { name: string; text: string }[] };
  expect(checks).toContainEqual({ name: 'token', ok: true, text: 'accepted; it is refreshed before it expires' });
  expect(checks.find(({ name }) => name === 'scopes')?.text).toContain('the token has crm');
  expect(stdout).not.toContain(access);
});

test('no page can end the sign-in: forged and broken requests are refused, and the right one still counts', async () => {
  const port = await freePort();
  const env = environment(port);
  const statuses: unknown[] = [];
  const open = async (url: string): Promise<void> => {
    const state = new URL(url).searchParams.get('state');
    const back = `${env.KOMMO_REDIRECT_URI}?code=abc&referer=acme.kommo.com`;
    for (const forged of [`${back}&state=forged`, back, `${env.KOMMO_REDIRECT_URI}?error=access_denied`]) {
      statuses.push((await fetch(forged)).status);
    }
    statuses.push((await fetch(`${back}&state=${state}`, { method: 'POST' })).status);
    for (const line of ['GET http://[ HTTP/1.1', 'GET //[ HTTP/1.1', 'OPTIONS * HTTP/1.1', 'GET']) {
      statuses.push(await raw(port, `${line}\r\nHost: x\r\n\r\n`));
    }
    statuses.push((await fetch(`${back}&state=${state}`)).status);
  };
  const { code, stderr } = await runCli(['login'], { env, open: (url) => void open(url), fetch: kommo });
  expect(stderr).not.toMatch(/forged|Error/);
  expect(code).toBe(0);
  expect(statuses.slice(0, 4)).toEqual([400, 400, 400, 404]);
});

test('a sign-in that the user refused ends with the reason', async () => {
  const env = environment(await freePort());
  const open = (url: string): void => {
    const state = new URL(url).searchParams.get('state');
    void fetch(`${env.KOMMO_REDIRECT_URI}?error=access_denied&state=${state}`);
  };
  const { code, stderr } = await runCli(['login'], { env, open, fetch: kommo });
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/not authorized: access_denied/);
  expect(await readdir(directory)).toEqual([]);
});

/** Sends bytes and waits for the end of the connection. */
const raw = (port: number, text: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });

test('a redirect that can not come back here is passed by hand', async () => {
  const env = { ...environment(1), KOMMO_REDIRECT_URI: 'https://example.com/kommo' };
  const away = await runCli(['login'], { env, fetch: kommo });
  expect(away.code).toBe(2);
  expect(away.stderr).toMatch(/leads to example\.com.*--redirect/);
  const redirect = 'https://example.com/kommo?code=abc&referer=acme.kommo.com';
  expect(await runCli(['login', '--redirect', redirect], { env, fetch: kommo })).toMatchObject({ code: 0 });
});

test('nobody came, and not signed in', async () => {
  const env = environment(await freePort());
  const { code, stderr } = await runCli(['login', '--timeout', '0', '--no-browser'], { env, fetch: kommo });
  expect(code).toBe(3);
  expect(stderr).toMatch(/nobody signed in within 0 seconds; run "kommo-sdk login" again/);
  const who = await runCli(['whoami'], { env, fetch: kommo });
  expect(who.code).toBe(3);
  expect(who.stderr).toMatch(/run "kommo-sdk login"/);
});
