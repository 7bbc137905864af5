/** Runs the snippets of README and docs as a reader would, against one sandbox that holds what they name. */
import { channel } from 'node:diagnostics_channel';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { here } from '../../scripts/here.js';
import { fileStore, oauth } from '../../src/auth/index.js';
import { KommoChats } from '../../src/chats/index.js';
import { createAmojo } from '../../src/testing/index.js';
import { createWebhookHandler, encodeWebhook } from '../../src/webhooks/index.js';
import { ACCOUNT_FILE, PAGES, type Snippet, snippetsOf } from './snippets.js';
import { accountOfTheDocs } from './support/account.js';

// Snippets wait for a minute; nothing else here uses it.
vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }));

const SNIPPETS = PAGES.flatMap(snippetsOf);
const run = SNIPPETS.filter(({ info }) => info === '');
const ENV = {
  KOMMO_SUBDOMAIN: 'acme',
  KOMMO_ACCESS_TOKEN: 'sandbox-token',
  KOMMO_CLIENT_ID: 'sandbox-client',
  KOMMO_CLIENT_SECRET: 'sandbox-secret',
  KOMMO_WEBHOOK_SECRET: 'a-secret-of-the-url',
  KOMMO_CHANNEL_ID: 'channel',
  KOMMO_CHANNEL_SECRET: 'secret-of-the-channel',
};
const REDIRECT = 'https://app.example.com/callback';

const sandbox = accountOfTheDocs({
  oauth: { clientId: ENV.KOMMO_CLIENT_ID, clientSecret: ENV.KOMMO_CLIENT_SECRET, redirectUri: REDIRECT },
});
const amojo = createAmojo({ channelId: ENV.KOMMO_CHANNEL_ID, channelSecret: ENV.KOMMO_CHANNEL_SECRET });
let template: string;
let home: string;
const opened: Server[] = [];
// A snippet prints every call of the process from then on. The other files of this process would print theirs.
const channels = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map((event) =>
  channel(`tracing:kommo-sdk:call:${event}`),
);
const ignore = (): void => {};
const subscriptions = channels.map((one) => {
  // The first one changes the class of the channel, which a spy does not survive.
  one.subscribe(ignore);
  return vi.spyOn(one, 'subscribe');
});

/** The network: Kommo and its drive are the sandbox, amojo is the other sandbox, and nothing leaves this process. */
async function network(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const { hostname } = new URL(input instanceof Request ? input.url : input);
  if (hostname.startsWith('amojo.')) return amojo.fetch(input as string, init);
  if (/(^|\.)(kommo\.com|amocrm\.(ru|com)|kommo\.test)$/.test(hostname)) return sandbox.fetch(input, init);
  if (hostname === 'example.com') return new Response('film', { headers: { 'content-length': '4' } });
  if (hostname === '127.0.0.1') return new Response('ok');
  throw new TypeError(`A snippet calls ${hostname}, which the test does not know`);
}

/** What snippets `declare`. */
async function declared(): Promise<Record<string, unknown>> {
  const chats = new KommoChats({
    channelId: ENV.KOMMO_CHANNEL_ID,
    channelSecret: ENV.KOMMO_CHANNEL_SECRET,
    accountId: 'account',
    fetch: amojo.fetch,
  });
  await chats.connect();
  const kept: string[] = [];
  const producer = createWebhookHandler({
    on: { 'lead.added': () => {} },
    queue: { add: (delivery) => void kept.push(JSON.stringify(delivery)) },
  });
  const body = encodeWebhook({ type: 'lead.added', entity: { id: 42 } } as never) as string;
  await producer(
    new Request('https://app.example.com/hook', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  );
  return {
    chats,
    messenger: { deliver: async () => {} },
    history: [{ id: 'old-1', text: 'Hi', written: new Date('2026-01-01') }],
    store: { push: async () => {}, pop: async () => kept[0] },
  };
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kommo-snippets-'));
  template = join(home, 'template');
  await mkdir(template);
  await symlink(here('node_modules'), join(home, 'node_modules'));
  const files = {
    'kommo.account.ts': ACCOUNT_FILE,
    'names.txt': 'Ana\nBo\n',
    'offer.pdf': 'An offer',
    'photo.png': 'A photo',
    'film.mp4': 'A film',
    'cursor.json': JSON.stringify(await cursor()),
    'token.json': JSON.stringify({ access_token: 'sandbox-token', refresh_token: 'r', expires_at: 4_000_000_000_000 }),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(template, name), text);
  const auth = oauth({
    clientId: ENV.KOMMO_CLIENT_ID,
    clientSecret: ENV.KOMMO_CLIENT_SECRET,
    redirectUri: REDIRECT,
    subdomain: 'acme',
    store: fileStore(join(template, 'tokens')),
    fetch: sandbox.fetch,
  });
  await auth.exchange({ code: sandbox.newCode(), baseUrl: 'https://acme.kommo.com' });

  vi.stubGlobal('fetch', network);
  for (const [name, value] of Object.entries(ENV)) vi.stubEnv(name, value);
  for (const [name, value] of Object.entries(await declared())) vi.stubGlobal(name, value);
  for (const method of ['log', 'error', 'warn', 'info', 'debug', 'table'] as const)
    vi.spyOn(console, method).mockImplementation(() => {});
  const { listen } = Server.prototype;
  vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
    opened.push(this);
    return (listen as (this: Server, port: number, host: string) => Server).call(this, 0, '127.0.0.1');
  } as never);
});

afterAll(async () => {
  for (const [at, { mock }] of subscriptions.entries())
    for (const listener of [ignore, ...mock.calls.flat()]) channels[at]?.unsubscribe(listener);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  for (const server of opened) server.close();
  await rm(home, { recursive: true, force: true });
});

async function cursor(): Promise<unknown> {
  const { Kommo } = await import('../../src/index.js');
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
  for await (const page of kommo.leads.changes({ since: new Date('2026-10-30') }).pages()) return page.cursor;
}

describe('snippets run', () => {
  test.each(run.map((snippet) => [`${snippet.page}:${snippet.line}`, snippet] as const))('%s', async (_, snippet) => {
    await execute(snippet);
  });

  test('and those that are only compiled are few, and say why', () => {
    const rest = SNIPPETS.filter(({ info }) => info !== '');
    for (const { page, line, info } of rest) expect(info, `${page}:${line}`).toMatch(/^compile-only: \S/);
    expect(rest.length).toBeLessThanOrEqual(8);
  });

  test('a server of a snippet listens on a port', () => {
    expect(opened.length).toBeGreaterThan(0);
    for (const server of opened) expect((server.address() as AddressInfo).port).toBeGreaterThan(0);
  });
});

async function execute({ page, line, code }: Snippet): Promise<void> {
  const folder = join(home, `${page.replace(/\W/g, '-')}-${line}`);
  await cp(template, folder, { recursive: true });
  const file = join(folder, 'snippet.ts');
  await writeFile(file, code);
  const before = process.cwd();
  process.chdir(folder);
  try {
    await import(/* @vite-ignore */ file);
  } finally {
    process.chdir(before);
  }
}
