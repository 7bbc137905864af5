import { http } from 'msw';
import { setupServer } from 'msw/node';
import { afterEach, describe, expect, it } from 'vitest';
import { InputError } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { answerOf, ask } from './support.js';

const LEADS = '/api/v4/leads';
let closing: (() => void) | undefined;

afterEach(() => {
  closing?.();
  closing = undefined;
});

describe('access', () => {
  it('answers 401 without the token, 404 for what is not there, 405 for what cannot be done', async () => {
    const sandbox = createSandbox();
    const refused = await ask(sandbox, LEADS, { token: 'wrong' });
    expect([refused.status, refused.type, refused.body.detail]).toEqual([
      401,
      'application/problem+json',
      'Invalid user name or password',
    ]);
    const nowhere = await ask(sandbox, '/api/v4/nope');
    expect([nowhere.status, nowhere.body.detail]).toEqual([404, `Cannot GET ${sandbox.options.baseUrl}/api/v4/nope`]);
    const wrong = await ask(sandbox, LEADS, { method: 'DELETE' });
    expect([wrong.status, wrong.body.detail]).toEqual([405, 'Method Not Allowed']);
    expect((await ask(sandbox, '/api/v4/leads/abc')).status).toBe(404);
    expect((await ask(sandbox, '/api/v4/nonsense/notes')).status).toBe(404);
  });

  it('takes other tokens, for a user and a time, and takes them back', async () => {
    let now = 1_800_000_000_000;
    const sandbox = createSandbox({ now: () => now, rateLimit: false });
    const token = sandbox.addToken('t', { userId: 11087103, expiresAt: new Date(now + 1000) });
    expect((await ask(sandbox, '/api/v4/account', { token })).body.current_user_id).toBe(11087103);
    now += 1000;
    expect((await ask(sandbox, '/api/v4/account', { token })).status).toBe(401);
    sandbox.revokeToken(sandbox.options.accessToken);
    expect((await ask(sandbox, '/api/v4/account')).status).toBe(401);
  });
});

describe('tokens by code and refresh', () => {
  const form = {
    client_id: 'sandbox-client',
    client_secret: 'sandbox-secret',
    redirect_uri: 'https://example.com/oauth',
  };

  it('gives a pair for a code once, and rotates the refresh token when the new pair is used', async () => {
    const sandbox = createSandbox({ rateLimit: false });
    const post = (body: object): ReturnType<typeof ask> =>
      ask(sandbox, '/oauth2/access_token', { method: 'POST', body: { ...form, ...body } });
    const byCode = { grant_type: 'authorization_code', code: sandbox.newCode() };
    const first = (await post(byCode)).body;
    expect(first).toMatchObject({ token_type: 'Bearer', expires_in: 86_400 });
    expect((await ask(sandbox, '/api/v4/account', { token: first.access_token })).status).toBe(200);
    expect((await post(byCode)).body.hint).toBe('Authorization code has been revoked');

    const again = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
    const lost = (await post(again)).body;
    const second = (await post(again)).body;
    expect(second.refresh_token).not.toBe(lost.refresh_token);
    expect((await ask(sandbox, '/api/v4/account', { token: second.access_token })).status).toBe(200);
    expect((await post(again)).body).toMatchObject({ status: 400, hint: 'Token has been revoked' });
  });

  it('refuses a wrong secret, and keeps secrets out of the log', async () => {
    const sandbox = createSandbox();
    const body = { ...form, client_secret: 'wrong', grant_type: 'authorization_code', code: 'secret-code' };
    const answer = await ask(sandbox, '/oauth2/access_token', { method: 'POST', body });
    expect(answer.body.hint).toBe('Check the `client_id` parameter');
    const log = JSON.stringify(sandbox.requests);
    expect(log).toContain('sandbox-client');
    for (const secret of ['wrong', 'secret-code', 'sandbox-token']) expect(log).not.toContain(secret);
  });
});

describe('the log', () => {
  it('tells method, address, operation, status, time and body', async () => {
    let ms = 5;
    const sandbox = createSandbox({ monotonic: () => ms++ });
    await ask(sandbox, `${LEADS}?limit=1`);
    await ask(sandbox, LEADS, { method: 'POST', body: [{ name: 'x' }] });
    expect(sandbox.requests[0]).toMatchObject({
      method: 'GET',
      path: LEADS,
      operationId: 'leads.list',
      status: 200,
      at: 5,
    });
    expect(sandbox.requests[1]).toMatchObject({
      method: 'POST',
      operationId: 'leads.create',
      status: 200,
      at: 6,
      body: [{ name: 'x' }],
    });
    expect(JSON.stringify(sandbox.requests)).not.toContain('sandbox-token');
  });

  it('keeps the last ones only', async () => {
    const sandbox = createSandbox({ logLimit: 2 });
    for (const id of [1, 2, 3]) await ask(sandbox, `${LEADS}/${id}`);
    expect(sandbox.requests.map(({ path }) => path)).toEqual([`${LEADS}/2`, `${LEADS}/3`]);
  });
});

describe('seeds', () => {
  it('is the same account each time', () => {
    const [a, b] = [createSandbox(), createSandbox()];
    expect([...a.db.leads]).toEqual([...b.db.leads]);
    expect([...a.db.contacts]).toEqual([...b.db.contacts]);
    const leads = [...a.db.leads].filter((lead) => !lead.is_deleted);
    const share = (test: (lead: (typeof leads)[number]) => boolean): number => leads.filter(test).length / leads.length;
    expect(share((lead) => lead.status_id === 142)).toBeGreaterThan(0.25);
    expect(share((lead) => lead.status_id === 143)).toBeGreaterThan(0.3);
    expect(share((lead) => lead.loss_reason_id !== null)).toBeGreaterThan(0.25);
    for (const lead of leads) expect(lead.created_at).toBeLessThanOrEqual(lead.updated_at);
  });

  it('can be empty, or rows of your own', async () => {
    const empty = createSandbox({ seed: 'empty' });
    expect((await ask(empty, LEADS)).status).toBe(204);
    expect((await ask(empty, '/api/v4/account')).status).toBe(200);
    const own = createSandbox({
      seed: { leads: [{ name: 'Mine', price: 5 }], loss_reasons: [{ id: 9, name: 'Because' }] },
    });
    expect((await ask(own, LEADS)).body._embedded.leads[0]).toMatchObject({ name: 'Mine', price: 5 });
    own.seed({ contacts: [{ id: 77, name: 'Later' }], account: { name: 'Renamed' } });
    expect((await ask(own, '/api/v4/contacts/77')).body.name).toBe('Later');
    expect((await ask(own, '/api/v4/account')).body.name).toBe('Renamed');
    expect((await ask(own, '/api/v4/leads/loss_reasons/9')).body.name).toBe('Because');
  });

  it.each<[seed: unknown, message: string]>([
    [{ leads: [{ id: 1, price: 'x' }] }, 'seed.leads[0].price must be of type number or null, got "x".'],
    [
      { leads: [{ id: 1, closed_at: new Date(0) }] },
      'seed.leads[0].closed_at must be of type integer or null, got "1970-01-01T00:00:00.000Z".',
    ],
    [{ leads: [{ id: 1, created_at: 1_764_000_000_000 }] }, 'seed.leads[0].created_at must be 253402300799'],
    [{ custom_fields: [{ id: 1, name: 5 }] }, 'seed.custom_fields[0].name must be of type string, got 5.'],
    [{ pipelines: [{ id: 1, statuses: 5 }] }, 'seed.pipelines[0].statuses must be of type array, got 5.'],
    [{ leads: [{ id: 7 }, { id: 7 }] }, 'seed.leads[1].id is 7 again. Use an id once.'],
    [
      { account: { timezone: 'Mars' } },
      'seed.account.timezone must be a time zone, such as Europe/Lisbon, got "Mars".',
    ],
    [{ leads: [{ id: 1n }] }, 'seed can not be written as JSON: Do not know how to serialize a BigInt.'],
    ['smal', "seed must be 'small', 'empty' or an object with a list for each table, got 'smal'."],
    [null, 'seed must be of type object, got null.'],
  ])('of a program are checked as `--seed` is: %o', (seed, message) => {
    expect(() => createSandbox({ seed: seed as never })).toThrow(message);
    const sandbox = createSandbox({ seed: 'empty' });
    expect(() => sandbox.seed(seed as never)).toThrow(InputError);
    expect(sandbox.db.leads.size).toBe(0);
  });

  it('may hold null if an answer of Kommo may, and contacts without is_main', async () => {
    const { id, ...blank } = { id: 5, price: null, closed_at: null, score: null, source_id: null, company_id: null };
    const sandbox = createSandbox({
      seed: {
        contacts: [{ id: 7 }],
        leads: [{ id, ...blank, contacts: [{ id: 7 }] }],
        users: [{ id: 8, uuid: null, amojo_id: null, user_rank: null, phone_number: null }],
        custom_fields: [{ id: 9, required_statuses: null, hidden_statuses: null, code: null }],
      } as never,
    });
    const lead = (await ask(sandbox, `${LEADS}/5?with=contacts`)).body;
    expect(lead).toMatchObject({ price: 0, closed_at: null, _embedded: { contacts: [{ id: 7, is_main: false }] } });
    expect((await ask(sandbox, '/api/v4/users/8?with=uuid')).body).toMatchObject({ id: 8, uuid: null });
    expect((await ask(sandbox, `${LEADS}/custom_fields/9`)).body).toMatchObject({ hidden_statuses: null });
  });

  it('may hold properties that are undefined, which get a default', () => {
    const seed = { leads: [{ id: 5, name: undefined }], notes: undefined };
    expect(createSandbox({ seed: seed as never }).db.leads.get(5)?.name).toBe('Lead #5');
  });

  it('ends at a moment of your choice', () => {
    const end = new Date('2025-01-01T00:00:00Z');
    const sandbox = createSandbox({ seedEnd: end, leads: 50 });
    expect(sandbox.db.leads.size).toBe(53);
    for (const lead of sandbox.db.leads) expect(lead.updated_at * 1000).toBeLessThanOrEqual(end.getTime());
  });

  it('resets rows, log, faults and limiter', async () => {
    const sandbox = createSandbox({ rateLimit: { limit: 2 } });
    await ask(sandbox, LEADS, { method: 'POST', body: [{ name: 'x' }] });
    await ask(sandbox, LEADS);
    sandbox.fail({ status: 500 });
    sandbox.reset();
    expect([sandbox.db.leads.size, sandbox.requests.length, sandbox.stats().accepted]).toEqual([603, 0, 0]);
    expect((await ask(sandbox, LEADS)).status).toBe(200);
  });
});

describe('fetch', () => {
  it('takes a string, a URL and a Request, on any host, and links to that host', async () => {
    const sandbox = createSandbox();
    const { fetch } = sandbox;
    const headers = { authorization: 'Bearer sandbox-token' };
    const address = 'https://acme.kommo.com/api/v4/leads/20000001';
    const answers = await Promise.all([
      fetch(address, { headers }),
      fetch(new URL(address), { headers }),
      fetch(new Request(address, { headers })),
    ]);
    for (const response of answers) expect((await response.json())._links.self.href).toBe(address);
    expect(sandbox.options).toEqual({ baseUrl: 'https://sandbox.kommo.test', accessToken: 'sandbox-token', fetch });
  });
});

describe('msw', () => {
  it('answers what the page asks, with handlers made at once', async () => {
    const sandbox = createSandbox();
    const server = setupServer(...sandbox.handlers({ http }));
    server.listen({ onUnhandledRequest: 'error' });
    closing = () => server.close();
    const response = await fetch(`${sandbox.options.baseUrl}${LEADS}?limit=1`, {
      headers: { authorization: 'Bearer sandbox-token' },
    });
    expect((await answerOf(response)).body._embedded.leads).toHaveLength(1);
    sandbox.fail({ kind: 'reset' });
    await expect(fetch(`${sandbox.options.baseUrl}${LEADS}`)).rejects.toThrow(TypeError);
  });

  it('answers any host, with handlers that import msw themselves', async () => {
    const sandbox = createSandbox();
    const server = setupServer(...(await sandbox.handlers()), ...sandbox.handlers({ http }, '*'));
    server.listen();
    closing = () => server.close();
    const response = await fetch('https://acme.kommo.com/api/v4/account', {
      headers: { authorization: 'Bearer sandbox-token' },
    });
    expect(response.status).toBe(200);
  });
});
