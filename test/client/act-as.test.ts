import { describe, expect, test } from 'vitest';
import { ForbiddenError, InputError, Kommo } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

const ADMIN = 11087101;

const page = { _embedded: { leads: [{ id: 1 }] } };
const header = ({ headers }: { headers: Record<string, unknown> }): unknown => headers['x-context-user-id'];

describe('actAs', () => {
  test('of a client goes with every call, and the first client keeps its own rights', async () => {
    const server = await serve((_, res) => json(res, page));
    const kommo = client(server.url);
    const other = kommo.actAs(501);
    await other.leads.list();
    await other.api.GET('/api/v4/leads', {});
    await kommo.leads.list();
    expect(server.seen.map(header)).toEqual(['501', '501', undefined]);
  });

  test('of a call wins over the client, and goes with each page and each retry', async () => {
    const server = await serve(({ url }, res, _, count) => {
      if (count === 1) return json(res, {}, 503);
      const next = url.includes('page=2') ? {} : { next: { href: `${server.url}/api/v4/leads?page=2&limit=250` } };
      json(res, { ...page, _links: next });
    });
    const kommo = client(server.url, { actAs: 7 });
    await kommo.leads.list({}, { actAs: 9 }).all();
    await kommo.leads.list({ limit: 1 });
    expect(server.seen.map(header)).toEqual(['9', '9', '9', '7']);
  });

  test.each([0, -1, 1.5, '501', null, {}, Number.NaN, 2 ** 53])('%o is refused by name', async (bad) => {
    const kommo = client('http://127.0.0.1:9');
    const refused = { name: 'InputError', field: 'actAs' };
    expect(() => kommo.actAs(bad as never)).toThrow(InputError);
    expect(() => client('http://127.0.0.1:9', { actAs: bad as never })).toThrow(expect.objectContaining(refused));
    await expect(kommo.leads.list({}, { actAs: bad as never })).rejects.toMatchObject(refused);
  });

  test('shares limiter and token with the client that it comes from, and shows neither', async () => {
    const server = await serve((_, res) => json(res, page));
    const kommo = new Kommo({ baseUrl: server.url, accessToken: 'a.secret.token', rateLimit: { limit: 7 } });
    const other = kommo.actAs(501);
    await other.leads.list();
    expect(kommo.stats().started).toBe(other.stats().started);
    expect(server.seen[0]?.headers.authorization).toBe('Bearer a.secret.token');
    const { inspect } = await import('node:util');
    expect(inspect(other, { depth: 9, showHidden: true })).not.toContain('secret');
  });

  test('in the sandbox: the rights of the user, for administrators only', async () => {
    const sandbox = createSandbox({ rateLimit: false });
    const kommo = new Kommo({ ...sandbox.options, rateLimit: false, retries: 0 });
    const ben = kommo.actAs(ADMIN + 1);
    expect((await ben.account.get()).current_user_id).toBe(ADMIN + 1);
    await expect(ben.webhooks.list()).rejects.toThrow();
    await expect(ben.users.list()).rejects.toBeInstanceOf(ForbiddenError);
    const { id } = await ben.leads.create({ name: 'x' });
    expect((await kommo.leads.get(id)).created_by).toBe(ADMIN + 1);
    await expect(kommo.actAs(999).leads.list()).rejects.toBeInstanceOf(ForbiddenError);
  });
});
