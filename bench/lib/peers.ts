import { existsSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../../scripts/build/run.js';
import { here } from '../../scripts/here.js';
import type { Column } from './bench.js';

/** Something that gets pages of leads. */
export interface Client {
  readonly name: Column;
  page(number: number): Promise<unknown>;
}

export interface ClientOptions {
  /** With its own limiter as it comes, or with none where that can be had. */
  readonly limited: boolean;
}

const TOKEN = 'a-token-of-the-bench';
const LIMIT = 250;

/** Installs the clients to compare with, where they are missing. */
export async function installPeers(): Promise<void> {
  if (existsSync(here('bench/node_modules/amocrm-js'))) return;
  console.log('installing the other clients ...');
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: here('bench') });
}

const requirePeer = createRequire(here('bench/package.json'));

/** Every client that can be measured, over one server. `consumer` is a project that has our package installed. */
export async function clients(baseUrl: string, consumer: string, options: ClientOptions): Promise<Client[]> {
  return [
    rawFetch(baseUrl),
    await ours(baseUrl, consumer, options),
    await openapiFetch(baseUrl, consumer),
    amocrmJs(baseUrl),
    amo(baseUrl, options),
  ];
}

/** Our package, as it is installed in `consumer`. */
export async function loadOurs(consumer: string): Promise<typeof import('../../src/index.js')> {
  return import(pathToFileURL(join(consumer, 'node_modules/kommo-sdk/dist/index.js')).href);
}

/** `kommo-sdk/sync` as it is installed in `consumer`. */
export async function loadSync(consumer: string): Promise<typeof import('../../src/sync/index.js')> {
  return import(pathToFileURL(join(consumer, 'node_modules/kommo-sdk/dist/sync.js')).href);
}

export async function ours(baseUrl: string, consumer: string, { limited }: ClientOptions): Promise<Client> {
  const { Kommo, createRateLimiter } = await loadOurs(consumer);
  const rateLimit = limited ? createRateLimiter() : false;
  const kommo = new Kommo({ baseUrl, accessToken: TOKEN, rateLimit, retries: 0 });
  return { name: 'kommo-sdk', page: async (page) => (await kommo.leads.list({ page, limit: LIMIT })).data };
}

export function rawFetch(baseUrl: string): Client {
  const headers = { authorization: `Bearer ${TOKEN}` };
  const page = async (number: number): Promise<unknown> => {
    const response = await fetch(`${baseUrl}/api/v4/leads?page=${number}&limit=${LIMIT}`, { headers });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };
  return { name: 'raw fetch', page };
}

async function openapiFetch(baseUrl: string, consumer: string): Promise<Client> {
  const path = join(consumer, 'node_modules/openapi-fetch/dist/index.mjs');
  const { default: createClient } = (await import(pathToFileURL(path).href)) as typeof import('openapi-fetch');
  const client = createClient<import('../../src/index.js').paths>({
    baseUrl,
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  const page = async (number: number): Promise<unknown> => {
    const { data, response } = await client.GET('/api/v4/leads', { params: { query: { page: number, limit: LIMIT } } });
    if (!response.ok) throw new Error(String(response.status));
    return data;
  };
  return { name: 'openapi-fetch', page };
}

interface AmocrmJs {
  request: { get(path: string, query: object): Promise<{ response: { statusCode: number }; data: unknown }> };
}

function amocrmJs(baseUrl: string): Client {
  const { hostname, port } = new URL(baseUrl);
  // It speaks to https only; TLS would be measured along.
  https.request = ((options: http.RequestOptions, then: (response: http.IncomingMessage) => void) =>
    http.request({ ...options, hostname, port }, then)) as typeof https.request;
  silenceRefusals();
  const { Client } = requirePeer('amocrm-js') as { Client: new (options: object) => AmocrmJs };
  const client = new Client({ domain: 'bench.example', auth: { bearer: TOKEN } });
  const page = async (number: number): Promise<unknown> => {
    const { response, data } = await client.request.get('/api/v4/leads', { page: number, limit: LIMIT });
    if (response.statusCode !== 200) throw new Error(String(response.statusCode));
    return data;
  };
  return { name: 'amocrm-js', page };
}

// It prints the body of every answer that has a status.
function silenceRefusals(): void {
  const { error } = console;
  console.error = (...args: unknown[]) => {
    if (!/^\{\s*"title"/.test(String(args[0]))) error(...args);
  };
}

interface Amo {
  lead: { rest: { url_base: string }; getLeads(query: object): Promise<unknown> };
}

function amo(baseUrl: string, { limited }: ClientOptions): Client {
  const { Amo } = requirePeer('@shevernitskiy/amo') as {
    Amo: new (domain: string, auth: object, options: object) => Amo;
  };
  const auth = {
    token_type: 'Bearer',
    access_token: TOKEN,
    refresh_token: 'x',
    expires_in: 86_400,
    expires_at: Date.now() + 86_400_000,
  };
  const client = new Amo('bench.example', auth, limited ? {} : { request_delay: 0 });
  client.lead.rest.url_base = baseUrl;
  return { name: '@shevernitskiy/amo', page: (page) => client.lead.getLeads({ page, limit: LIMIT }) };
}
