import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type KommoApiError, KommoError, RedirectError } from '../../src/index.js';
import { client, TOKEN } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';

describe('tokens stay inside', () => {
  test('not in inspect, JSON, keys or errors', async () => {
    const { url } = await serve((seen, res) =>
      json(res, { title: 'no', detail: `you sent ${seen.headers.authorization}` }, 401),
    );
    const kommo = client(url);
    const error = await kommo.leads.get(1).catch((e: unknown) => e);
    const shown = [kommo, kommo.leads, error, kommo.api]
      .map((value) => inspect(value, { depth: 20, showHidden: true }))
      .join('\n');
    expect(shown).toContain('baseUrl');
    expect(`${shown}${JSON.stringify(kommo)}${JSON.stringify(error)}${(error as Error).stack}`).not.toContain(TOKEN);
    expect(String(error)).toContain('[redacted]');
  });

  test.each(['x-api-key', 'authorization'])(
    'not in the error about a header that no request can have: %s',
    async (name) => {
      const kommo = client('http://127.0.0.1:9');
      for (const value of [`${TOKEN}\nx`, `${TOKEN} ж`, `${TOKEN}\0`]) {
        const error = await (async () => kommo.leads.get(1, {}, { headers: { [name]: value } }))().catch(
          (e: unknown) => e,
        );
        expect(error).toMatchObject({ name: 'InputError', field: `headers.${name}` });
        expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN);
      }
    },
  );

  test('not in logs', async () => {
    const lines: unknown[] = [];
    const log = (...args: unknown[]): void => void lines.push(args);
    const { url } = await serve((_, res, __, count) =>
      count === 1 ? json(res, { detail: TOKEN }, 500) : json(res, { _embedded: { leads: [lead] } }),
    );
    const kommo = client(url, { logger: { debug: log, info: log, warn: log, error: log } });
    await kommo.leads.list({ query: 'john@example.com' });
    expect(lines.length).toBeGreaterThan(1);
    expect(inspect(lines, { depth: 20 })).not.toContain(TOKEN);
    expect(inspect(lines, { depth: 20 })).not.toContain('john');
  });

  const JWT = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJmMTAwIiwic3ViIjoiMSJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ';
  const shown = (error: unknown): string =>
    [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), (error as Error).stack].join('\n');

  const escapes: [string, (char: string) => string][] = [
    ['every character', (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`],
    ['signs, as PHP writes them', (char) => (char === '/' ? '\\/' : char === '-' ? '\\u002D' : char)],
    ['one character', (char) => (char === 'k' ? '\\u006b' : char)],
    ['every character, as an address does', (char) => `%${char.charCodeAt(0).toString(16)}`],
    ['signs, as an address does', (char) => encodeURIComponent(char)],
  ];
  test.each(escapes)('not in an answer whose JSON escapes %s', async (_, written) => {
    const secret = 'tok/en-of-kommo_"quoted"';
    const json = [...secret].map((char) => (char === '"' ? '\\"' : written(char))).join('');
    const bodies = [`{"title":"no","detail":"sent ${json}","${json}":1}`, `{"detail":"\\\\u002d ${json}`];
    for (const status of [200, 400, 401, 500])
      for (const body of bodies) {
        const { url } = await serve((_, res) => {
          res.writeHead(status, { 'content-type': 'application/json' });
          res.end(body);
        });
        const token = 'tok/en-of-kommo_';
        const error = (await client(url, { accessToken: token, retries: 0 })
          .leads.get(1)
          .catch((e: unknown) => e)) as KommoApiError;
        const response = await error.response?.text();
        expect(`${shown(error)}${JSON.stringify(error.body)}${response}`).not.toContain(token);
        expect(response).toContain('[redacted]');
      }
  });

  test('not behind a cut escape of an address, beside one that is escaped', async () => {
    const token = 'abcdef0123456789ABCDEF';
    const escaped = [...token].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('');
    const { url } = await serve((_, res) => json(res, { title: `x%2${token} and ${escaped}, \\u00${token}` }, 400));
    const error = (await client(url, { accessToken: token, retries: 0 })
      .leads.get(1)
      .catch((e: unknown) => e)) as KommoApiError;
    expect(`${shown(error)}${JSON.stringify(error.body)}`).not.toContain(token.slice(4));
  });

  test.each([200, 401, 502])('not in the reason phrase of a %d', async (status) => {
    const { url } = await serve((_, res) => {
      res.writeHead(status, `refused ${JWT}`, { 'content-type': 'text/html' });
      res.end('<html>');
    });
    const error = (await client(url, { accessToken: JWT, retries: 0 })
      .leads.get(1)
      .catch((e: unknown) => e)) as KommoApiError;
    expect(error.response?.statusText).toBe('refused [redacted]');
    expect(shown(error)).not.toContain(JWT);
  });

  test.each([
    ['the path of a link to the next page', `/api/v4/x/${JWT}`],
    ['a link that is not an address', `http://[${JWT}`],
    ['the path of a link to another host', `https://evil.example/${JWT}`],
  ])('not in the error about %s', async (_, href) => {
    const { url } = await serve((_, res) => json(res, { _links: { next: { href } }, _embedded: { leads: [lead] } }));
    const error = await client(url, { accessToken: JWT })
      .leads.list()
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(KommoError);
    expect(shown(error)).not.toContain(JWT);
  });

  test.each([
    ['that has the token in its path', `https://evil.example/${JWT}`],
    ['with a password', 'https://user:PASSWORD@drive-c.kommo.com'],
    ['that is not one', `http://[${JWT}`],
  ])('nor in the error about an address of the drive %s', async (_, drive_url) => {
    const { url } = await serve((_, res) => json(res, { id: 1, drive_url }));
    const error = await client(url, { accessToken: JWT })
      .files.list()
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RedirectError);
    expect(shown(error)).not.toMatch(/eyJ|PASSWORD/);
  });

  test.each([500, 200])('nor in the headers of an answer with status %i that an error holds', async (status) => {
    const headers = { 'x-request-id': JWT, 'x-echo': `Bearer ${JWT}`, 'content-type': `text/html; x=${JWT}` };
    const { url } = await serve((_, res) => void res.writeHead(status, headers).end('<p>no</p>'));
    const error = await client(url, { accessToken: JWT })
      .leads.get(1)
      .catch((e: unknown) => e as KommoApiError);
    expect(error).toBeInstanceOf(KommoError);
    const { response } = error as KommoApiError;
    expect(response?.headers.get('x-echo')).toContain('[redacted]');
    expect(`${shown(error)}${JSON.stringify([...(response?.headers ?? [])])}`).not.toContain(JWT);
  });
});
