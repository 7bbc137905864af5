import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serve } from '../../src/cli/http-server.js';
import { Kommo } from '../../src/index.js';
import {
  type AuditEvent,
  createKommoMcpHandler,
  fileAccounts,
  fileCounts,
  type HttpOptions,
  type KommoMcpOptions,
  type McpAccounts,
} from '../../src/mcp/index.js';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { sha256Hex } from '../../src/util/hmac.js';
import { runCli } from '../support/cli.js';
import { type Answer, call } from './support.js';

const ANA = 'bearer-token-of-ana-1';
const BOB = 'bearer-token-of-bob-2';
const EVE = 'bearer-token-of-eve-3';

/** Two accounts whose leads bear their names: ana and eve work in acme, bob in globex. */
function accounts(): { acme: Sandbox; globex: Sandbox; find: McpAccounts } {
  const make = (name: string): [Sandbox, Kommo] => {
    const sandbox = createSandbox({ rateLimit: false, leads: 0, accessToken: `kommo-${name}` });
    sandbox.seed({ leads: [{ id: 1, name: `lead of ${name}` }] });
    return [sandbox, new Kommo({ ...sandbox.options, rateLimit: false, retries: 0 })];
  };
  const [[acme, ofAcme], [globex, ofGlobex]] = [make('acme'), make('globex')];
  const known = new Map([
    [ANA, { account: 'acme', client: 'ana', kommo: ofAcme }],
    [EVE, { account: 'acme', client: 'eve', kommo: ofAcme }],
    [BOB, { account: 'globex', client: 'bob', kommo: ofGlobex }],
  ]);
  return { acme, globex, find: (token) => known.get(token) };
}

async function served(find: McpAccounts, options: KommoMcpOptions & HttpOptions = {}): Promise<string> {
  const handler = await createKommoMcpHandler(find, options);
  const server = await serve(handler.fetch, { host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await handler.close();
    await server.close();
  });
  return `${server.url}/mcp`;
}

async function client(url: string, token: string, mode: 'legacy' | 'modern' = 'modern'): Promise<Client> {
  const made = new Client(
    { name: 'test', version: '0' },
    mode === 'modern' ? { versionNegotiation: { mode: { pin: '2026-07-28' } } } : {},
  );
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await made.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  onTestFinished(() => made.close());
  return made;
}

const leadIn = ({ data }: Answer): unknown => data['name'];
const get = (from: Client): Promise<Answer> => call(from, 'get_lead', { id: 1 });

// Resolves with the names of the tools when the server says that they changed.
async function changeOf(url: string, token: string): Promise<{ changed: Promise<string[]> }> {
  let told: (names: string[]) => void = () => {};
  const changed = new Promise<string[]>((done) => {
    told = done;
  });
  const tools = {
    onChanged: (_: unknown, list: { name: string }[] | null) => told((list ?? []).map(({ name }) => name)),
  };
  const listening = new Client(
    { name: 'test', version: '0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } }, listChanged: { tools } },
  );
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await listening.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  onTestFinished(() => listening.close());
  return { changed };
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'kommo-accounts-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test.each(['one account', 'several accounts'])(
  'a new policy is announced to clients that listen: %s',
  async (which) => {
    const { find } = accounts();
    const { kommo } = (await find(ANA)) as { kommo: Kommo };
    const handler =
      which === 'one account' ? await createKommoMcpHandler(kommo, { token: ANA }) : await createKommoMcpHandler(find);
    const server = await serve(handler.fetch, { host: '127.0.0.1', port: 0 });
    onTestFinished(async () => {
      await handler.close();
      await server.close();
    });
    const { changed } = await changeOf(`${server.url}/mcp`, ANA);
    await handler.setPolicy({ version: '1', default: 'deny', tools: { get_lead: {} } });
    expect(await changed).toEqual(['get_lead']);
  },
);

describe('several accounts over HTTP', () => {
  test.each(['legacy', 'modern'] as const)(
    'each token reaches its own account, %s, also at the same time',
    async (mode) => {
      const url = await served(accounts().find);
      const [ana, bob] = await Promise.all([client(url, ANA, mode), client(url, BOB, mode)]);
      const rounds = await Promise.all(Array.from({ length: 20 }, (_, i) => get(i % 2 === 0 ? ana : bob)));
      expect(rounds.map(leadIn)).toEqual(rounds.map((_, i) => `lead of ${i % 2 === 0 ? 'acme' : 'globex'}`));
      const read = await bob.readResource({ uri: 'kommo://leads/1' });
      expect(JSON.stringify(read)).toContain('lead of globex');
      expect(JSON.stringify(read)).not.toContain('acme');
      const asked = await call(ana, 'search', { query: 'lead of' });
      expect(asked.text).toContain('lead of acme');
      expect(asked.text).not.toContain('globex');
    },
  );

  test('a token that is not there is a 401, and a short answer says nothing of the others', async () => {
    const url = await served(accounts().find);
    for (const authorization of [
      'Bearer unknown-token-of-nobody',
      'Bearer acme',
      `Bearer ${ANA}x`,
      `Basic ${ANA}`,
      '',
    ]) {
      const response = await fetch(url, { method: 'POST', headers: { authorization }, body: '{}' });
      expect([response.status, /acme|ana\b|globex/.test(await response.text())]).toEqual([401, false]);
    }
  });

  test('limits of the server count for each account, those of a session for each client, in one file', async () => {
    const path = join(await folder(), 'counts.json');
    const options: KommoMcpOptions = {
      counts: fileCounts(path),
      policy: {
        version: '1',
        default: 'deny',
        tools: {
          get_lead: { limits: [{ window: 'day', max: 3 }] },
          get_account: { limits: [{ window: 'day', max: 1, scope: 'principal' }] },
          get_users: { rate_limit: { max: 1, window: 3600 } },
        },
      },
    };
    const url = await served(accounts().find, options);
    const [ana, eve, bob] = await Promise.all([client(url, ANA), client(url, EVE), client(url, BOB)]);
    const errors = async (calls: Promise<Answer>[]): Promise<boolean[]> =>
      (await Promise.all(calls)).map(({ error }) => error);
    expect(await errors([get(ana), get(eve), get(bob)])).toEqual([false, false, false]);
    expect(await errors([get(bob), get(bob)])).toEqual([false, false]);
    expect(await errors([get(bob)])).toEqual([true]);
    expect(await errors([get(ana)])).toEqual([false]);
    expect(await errors([get(eve)])).toEqual([true]);
    for (const name of ['get_account', 'get_users']) {
      expect(await errors([ana, eve, bob].map((from) => call(from, name)))).toEqual([false, false, false]);
      expect(await errors([ana, eve, bob].map((from) => call(from, name)))).toEqual([true, true, true]);
    }
    // A second process over the same file goes on with what each account has left.
    const again = await served(accounts().find, { ...options, counts: fileCounts(path) });
    expect(await errors([get(await client(again, EVE)), get(await client(again, BOB))])).toEqual([true, true]);
  });

  test('the log and approvals name the account and the client; policies and read-only hold for their account', async () => {
    const events: AuditEvent[] = [];
    const asked: string[] = [];
    const { find, globex } = accounts();
    const strict: McpAccounts = async (token) => {
      const found = await find(token);
      return found?.account === 'acme' ? { ...found, write: false } : found;
    };
    const url = await served(strict, {
      write: true,
      audit: (event) => events.push(event),
      approve: ({ session }) => asked.push(session) > 0,
      policy: { version: '1', default: 'allow', tools: { create_lead: { action: 'require_approval' } } },
    });
    const [ana, bob] = await Promise.all([client(url, ANA), client(url, BOB)]);
    expect((await call(ana, 'create_lead', { name: 'x' })).error).toBe(true);
    const made = await call(bob, 'create_lead', { name: 'made by bob' });
    expect(made.error).toBe(false);
    expect(globex.db.leads.size).toBe(2);
    expect(asked).toEqual(['globex/bob']);
    expect(events.map(({ account, session, decision }) => [account, session, decision])).toEqual([
      ['acme', 'acme/ana', 'denied'],
      ['globex', 'globex/bob', 'run'],
    ]);
    expect(JSON.stringify(events)).not.toMatch(/bearer-token|kommo-(acme|globex)/);
  });

  test('an agreement that a client of one account got does not hold for another account', async () => {
    const { find, globex } = accounts();
    const url = await served(find, { write: true, stateKey: 'k'.repeat(32), policy: APPROVED });
    const bodyOf = (more: object): object => ({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: {
        name: 'create_lead',
        arguments: { name: 'x' },
        ...more,
        _meta: {
          'io.modelcontextprotocol/protocolVersion': '2026-07-28',
          'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '0' },
          'io.modelcontextprotocol/clientCapabilities': { elicitation: {} },
        },
      },
    });
    const post = async (token: string, more: object): Promise<Record<string, unknown>> => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          'mcp-protocol-version': '2026-07-28',
          'mcp-method': 'tools/call',
          'mcp-name': 'create_lead',
        },
        body: JSON.stringify(bodyOf(more)),
      });
      const text = await response.text();
      return JSON.parse(/^\{/.test(text) ? text : (/^data: (.*)$/m.exec(text)?.[1] as string)) as Record<
        string,
        unknown
      >;
    };
    const { result } = (await post(ANA, {})) as { result: { requestState: string } };
    expect(result.requestState).toEqual(expect.any(String));
    const yes = { inputResponses: { approval: { action: 'accept', content: { approve: true } } } };
    const replayed = await post(BOB, { ...yes, requestState: result.requestState });
    expect(JSON.stringify(replayed)).toMatch(/error/i);
    expect(globex.db.leads.size).toBe(1);
    const own = await post(ANA, { ...yes, requestState: result.requestState });
    expect(JSON.stringify(own)).toContain('"ok":true');
  });

  test('one token or one mirror for all accounts is refused', async () => {
    const { find } = accounts();
    await expect(createKommoMcpHandler(find, { token: ANA })).rejects.toThrow(/token does not go with several/);
    await expect(createKommoMcpHandler(find, { mirror: { to: '/nowhere' } })).rejects.toThrow(
      /mirror holds one account/,
    );
  });

  test('what the store throws, or another address under the same name, is a 500 without a word of it', async () => {
    const { find } = accounts();
    const warnings: string[] = [];
    let broken = false;
    let wrongName: string | undefined;
    const other = new Kommo({ subdomain: 'other', accessToken: 'x' });
    const url = await served(
      async (token) => {
        if (token === EVE) throw new Error('database of secrets is down');
        const found = await find(token);
        return found && { ...found, ...(broken && { kommo: other }), ...(wrongName && { client: wrongName }) };
      },
      { warn: (message) => warnings.push(message) },
    );
    const ask = async (token: string): Promise<[number, string]> => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body: '{}' });
      return [response.status, await response.text()];
    };
    expect(await ask(EVE)).toEqual([500, expect.not.stringContaining('secrets')]);
    await get(await client(url, ANA));
    wrongName = 'ana session acme';
    expect((await ask(ANA))[0]).toBe(500);
    wrongName = undefined;
    broken = true;
    expect((await ask(ANA))[0]).toBe(500);
    expect(warnings.join()).toMatch(/secrets is down.*may use letters.*acme came with another address/s);
  });
});

const APPROVED = { version: '1' as const, default: 'allow' as const, tools: { create_lead: { approval: true } } };

describe('a file of accounts', () => {
  const write = async (content: unknown): Promise<string> => {
    const path = join(await folder(), 'accounts.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const entry = { subdomain: 'acme', accessToken: 'kommo-token', clients: { ana: ANA } };

  test('names accounts, their tokens or variables that hold them, and clients by token or digest', async () => {
    const path = await write({
      acme: entry,
      globex: { subdomain: 'globex', accessTokenVariable: 'G', clients: { bob: `sha256:${await sha256Hex(BOB)}` } },
    });
    const { find, list, reload } = await fileAccounts(path, { env: { G: 'from-env' } });
    const ana = await find(ANA);
    expect(ana).toMatchObject({ account: 'acme', client: 'ana' });
    expect((await find(BOB))?.kommo.baseUrl).toBe('https://globex.kommo.com');
    expect(await find('bearer-token-of-nobody')).toBeUndefined();
    expect(list()).toHaveLength(2);
    // A reload withdraws tokens, keeps clients that did not change, and stays with the old file if the new one is wrong.
    await writeFile(path, JSON.stringify({ acme: { ...entry, clients: { ...entry.clients, eve: EVE } } }));
    await reload();
    expect(await find(BOB)).toBeUndefined();
    expect((await find(EVE))?.kommo).toBe(ana?.kommo);
    await writeFile(path, '{ "acme": ');
    await expect(reload()).rejects.toThrow(/accounts is not JSON/);
    expect(await find(EVE)).toBeDefined();
  });

  test.each<[string, unknown, RegExp]>([
    ['nothing', {}, /accounts must name an account/],
    ['a list', [], /accounts must name an account/],
    ['a wrong name', { 'a b': entry }, /letters, digits/],
    ['an unknown key', { acme: { ...entry, tokn: 'secret-value' } }, /accounts\.acme has a key/],
    ['no Kommo token', { acme: { subdomain: 'acme', clients: {} } }, /needs either accessToken or/],
    ['both', { acme: { ...entry, accessTokenVariable: 'G' } }, /needs either/],
    [
      'an unset variable',
      { acme: { subdomain: 'a', accessTokenVariable: 'NO', clients: {} } },
      /variable that is not set/,
    ],
    ['a short token', { acme: { ...entry, clients: { ana: 'secret-value' } } }, /clients\.ana must be a token of 16/],
    ['a number', { acme: { ...entry, clients: { ana: 1234567890123456 } } }, /clients\.ana must be a token/],
    ['half a digest', { acme: { ...entry, clients: { ana: 'sha256:secret-value' } } }, /64 hex digits/],
    ['one token twice', { acme: entry, globex: { ...entry, subdomain: 'g' } }, /token of another client/],
    ['a key twice', `{"acme":${JSON.stringify(entry)},"acme":{}}`, /accounts\.acme stands twice/],
    ['no JSON', '{"acme":{"accessToken":"secret-value"', /accounts is not JSON/],
    ['a policy that is not there', { acme: { ...entry, policy: 'no.json' } }, /accounts\.acme\.policy does not load/],
  ])('%s is refused, and the error holds no value', async (_, content, message) => {
    const error = await fileAccounts(await write(content), { env: {} }).catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toMatch(/secret-value|kommo-token|bearer-token|1234567890123456/);
  });

  test('kommo-mcp --http --accounts serves it', async () => {
    const sandboxes = ['acme', 'globex'].map((name) => {
      const sandbox = createSandbox({ rateLimit: false, leads: 0, accessToken: `kommo-${name}` });
      sandbox.seed({ leads: [{ id: 1, name: `lead of ${name}` }] });
      return sandbox;
    });
    const servers = await Promise.all(sandboxes.map((sandbox) => sandbox.listen()));
    onTestFinished(async () => void (await Promise.all(servers.map((server) => server.close()))));
    const [acme, globex] = servers.map(({ url }) => url);
    const path = await write({
      acme: { baseUrl: acme, accessToken: 'kommo-acme', clients: { ana: ANA } },
      globex: { baseUrl: globex, accessToken: 'kommo-globex', policy: 'strict.json', clients: { bob: BOB } },
    });
    await writeFile(join(path, '../strict.json'), JSON.stringify({ get_lead: {} }));
    const ending = new AbortController();
    let url: (found: string) => void;
    const listening = new Promise<string>((done) => {
      url = done;
    });
    const stderr = { write: (text: string) => url(/http:\S+\/mcp/.exec(text)?.[0] ?? text) };
    const log = join(path, '../audit.jsonl');
    const argv = [
      'mcp',
      '--http',
      '--port',
      '0',
      '--accounts',
      path,
      '--audit',
      log,
      '--counts',
      join(path, '../counts'),
    ];
    const running = runCli(argv, { signal: ending.signal, stderr });
    const [ana, bob] = await Promise.all([client(await listening, ANA), client(await listening, BOB)]);
    expect([leadIn(await get(ana)), leadIn(await get(bob))]).toEqual(['lead of acme', 'lead of globex']);
    expect((await bob.listTools()).tools.map(({ name }) => name)).toEqual(['get_lead']);
    expect((await ana.listTools()).tools).toHaveLength(18);
    ending.abort();
    expect((await running).code).toBe(0);
    const lines = (await readFile(log, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEvent);
    expect(lines.map(({ session }) => session)).toEqual(['acme/ana', 'globex/bob']);
  });

  test.each<[string[], Record<string, string>, RegExp]>([
    [['--accounts', 'x.json'], {}, /--accounts needs --http/],
    [['--http', '--sandbox', '--accounts', 'x.json'], {}, /does not go with --sandbox/],
    [['--http', '--accounts', 'x.json'], { KOMMO_MCP_TOKEN: ANA }, /KOMMO_MCP_TOKEN does not go with --accounts/],
  ])('%j with %j is refused', async (argv, env, message) => {
    const { code, stderr } = await runCli(['mcp', ...argv], { env });
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});

test('clients of one account run with their own token of Kommo, also at the same time', async () => {
  const sandbox = createSandbox({ rateLimit: false });
  const { fetch: send, ...rest } = sandbox.options;
  const seen: string[] = [];
  const of = (user: string): Kommo =>
    new Kommo({
      ...rest,
      rateLimit: false,
      retries: 0,
      fetch: async (url: string, init: RequestInit) => {
        if (init.method === 'PATCH') seen.push(`${user} ${new URL(url).pathname}`);
        await new Promise((done) => setTimeout(done, 2));
        return send(url, init);
      },
    });
  const known = new Map([
    [ANA, { account: 'acme', client: 'ana', kommo: of('ana') }],
    [EVE, { account: 'acme', client: 'eve', kommo: of('eve') }],
  ]);
  const url = await served((token) => known.get(token), { write: true });
  const [ana, eve] = await Promise.all([client(url, ANA), client(url, EVE)]);
  const ids = { ana: [20000001, 20000002, 20000003, 20000004], eve: [20000011, 20000012, 20000013, 20000014] };
  const write = (from: Client, id: number): Promise<Answer> =>
    call(from, 'update_lead', { id, price: 7, status_id: 'won' });
  await Promise.all([0, 1, 2, 3].flatMap((i) => [write(ana, ids.ana[i] as number), write(eve, ids.eve[i] as number)]));
  const wanted = Object.entries(ids).flatMap(([user, own]) => own.map((id) => `${user} /api/v4/leads/${id}`));
  expect(seen.sort()).toEqual(wanted.sort());
});

describe('policies of the clients of one account', () => {
  const policyOf = (tools: object): object => ({ version: '1', default: 'allow', tools });
  const handlerOf = async (find: McpAccounts, approve?: KommoMcpOptions['approve']) => {
    const handler = await createKommoMcpHandler(find, { write: true, toolsets: ['all'], ...(approve && { approve }) });
    onTestFinished(() => handler.close());
    return handler;
  };
  const connected = async (
    handler: Awaited<ReturnType<typeof handlerOf>>,
    token: string,
    late?: Promise<unknown>,
  ): Promise<Client> => {
    const made = new Client({ name: 'test', version: '0' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
    const slow = (text: string): ReadableStream =>
      new ReadableStream({
        async start(controller) {
          if (text.includes('tools/call')) await late;
          controller.enqueue(new TextEncoder().encode(text));
          controller.close();
        },
      });
    await made.connect(
      new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), {
        requestInit: { headers: { authorization: `Bearer ${token}` } },
        fetch: (url, init) => {
          const body = init?.body ? { body: slow(String(init.body)), duplex: 'half' as const } : {};
          return handler.fetch(new Request(url, { ...init, ...body } as RequestInit));
        },
      }),
    );
    onTestFinished(() => made.close());
    return made;
  };

  test('hold for each client, also if a body comes late, and share the counts of the account', async () => {
    const { find } = accounts();
    const rule = { get_leads: { rate_limit: { max: 2, window: 'hour' } } };
    const strict = policyOf({ ...rule, get_contacts: { action: 'hide' } });
    const lax = policyOf({ ...rule });
    const handler = await handlerOf(async (token) => {
      const found = await find(token);
      return found && { ...found, policy: (token === ANA ? strict : lax) as never };
    });
    let go = (): void => {};
    const late = new Promise<void>((done) => {
      go = done;
    });
    const [ana, eve] = [await connected(handler, ANA, late), await connected(handler, EVE)];
    const asked = call(ana, 'get_contacts');
    expect((await call(eve, 'get_contacts')).error).toBe(false);
    go();
    expect((await asked).text).toMatch(/DENIED.*hidden/);
    expect((await call(ana, 'get_leads')).error).toBe(false);
    expect((await call(eve, 'get_leads')).error).toBe(false);
    expect((await call(ana, 'get_leads')).text).toMatch(/DENIED.*at most 2/);
    expect((await call(eve, 'get_leads')).text).toMatch(/DENIED.*at most 2/);
  });

  test('that are read anew for each request are no change', async () => {
    const { find } = accounts();
    const handler = await handlerOf(async (token) => {
      const found = await find(token);
      return (
        found && { ...found, policy: policyOf({ get_leads: { rate_limit: { max: 99, window: 'hour' } } }) as never }
      );
    });
    const [ana, eve] = [await connected(handler, ANA), await connected(handler, EVE)];
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => call(i % 2 ? ana : eve, 'get_leads', { created: 'today' })),
    );
    expect(answers.filter(({ error }) => error)).toEqual([]);
  });

  test('that change while a person decides stop the call of that client, and of no other', async () => {
    const { find, acme } = accounts();
    let note = 'Ask.';
    const agree: ((agreed: boolean) => void)[] = [];
    const handler = await handlerOf(
      async (token) => {
        const found = await find(token);
        const reason = token === ANA ? note : 'Ask.';
        return (
          found && { ...found, policy: policyOf({ update_lead: { action: 'require_approval', reason } }) as never }
        );
      },
      () => new Promise<boolean>((done) => agree.push(done)),
    );
    const [ana, eve] = [await connected(handler, ANA), await connected(handler, EVE)];
    const calls = [ana, eve].map((from, i) => call(from, 'update_lead', { id: 1, price: i + 1 }));
    while (agree.length < 2) await new Promise((done) => setTimeout(done, 5));
    note = 'Ask differently.';
    await call(ana, 'get_leads');
    for (const one of agree) one(true);
    const [ofAna, ofEve] = await Promise.all(calls);
    expect(ofAna?.text).toMatch(/DENIED.*changed the policy meanwhile/);
    expect(ofEve?.error).toBe(false);
    expect(acme.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });
});
