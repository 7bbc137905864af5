import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { serve } from '../../src/cli/http-server.js';
import { Kommo } from '../../src/index.js';
import { createKommoMcpHandler, type HttpOptions, type KommoMcpOptions } from '../../src/mcp/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { runCli } from '../support/cli.js';
import { bundle } from './bundle.js';

// Bundled, so that a start takes as long as it does for users.
const OUT = fileURLToPath(new URL('../../node_modules/.cache/kommo-mcp/serve.mjs', import.meta.url));
const COMMAND = { command: process.execPath, args: [OUT, '--sandbox'], stderr: 'ignore' as const };
beforeAll(() => bundle(OUT));
const INFO = { name: 'test', version: '0.0.0' };
const MODES = { legacy: undefined, auto: { mode: 'auto' }, pinned: { mode: { pin: '2026-07-28' } } } as const;
const modern = (mode: keyof typeof MODES): Client =>
  new Client(INFO, MODES[mode] ? { versionNegotiation: MODES[mode] } : {});
/** What both generations of the client can do. */
type Any = Pick<Client, 'close'> & {
  connect(transport: never): Promise<void>;
  listTools(): Promise<{ tools: { name: string }[] }>;
  callTool(params: { name: string; arguments?: Record<string, unknown> }): Promise<unknown>;
};

async function drive(client: Any, transport: unknown): Promise<void> {
  await client.connect(transport as never);
  onTestFinished(() => client.close());
  const { tools } = await client.listTools();
  expect(tools).toHaveLength(18);
  const good = (await client.callTool({ name: 'get_loss_reasons', arguments: { limit: 1 } })) as {
    structuredContent: { items: object[] };
  };
  expect(good.structuredContent.items[0]).toMatchObject({ name: 'Price too high' });
  for (const [name, args] of [
    ['get_leads', { limit: 999 }],
    ['create_lead', { name: 'x' }],
  ] as const)
    expect(await client.callTool({ name, arguments: args })).toMatchObject({ isError: true });
}

async function served(options: KommoMcpOptions & HttpOptions = {}): Promise<string> {
  const kommo = new Kommo({ ...createSandbox({ rateLimit: false }).options, rateLimit: false });
  const handler = await createKommoMcpHandler(kommo, options);
  const server = await serve(handler.fetch, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  return `${server.url}/mcp`;
}

describe('stdio', () => {
  test.each(Object.keys(MODES) as (keyof typeof MODES)[])('the official client, %s', async (mode) => {
    const client = modern(mode);
    await drive(client as unknown as Any, new StdioClientTransport(COMMAND));
    expect(client.getNegotiatedProtocolVersion()).toBe(mode === 'legacy' ? '2025-11-25' : '2026-07-28');
  });

  test('the client of the first generation', async () => {
    await drive(new OldClient(INFO) as unknown as Any, new OldStdio(COMMAND));
  });
});

describe('HTTP', () => {
  const TOKEN = 'a-secret-of-32-characters-or-so';
  const headers = { authorization: `Bearer ${TOKEN}` };

  test.each(Object.keys(MODES) as (keyof typeof MODES)[])('the official client, %s', async (mode) => {
    const url = new URL(await served({ token: TOKEN }));
    await drive(modern(mode) as unknown as Any, new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
  });

  test('the client of the first generation', async () => {
    const url = new URL(await served({ token: TOKEN }));
    await drive(new OldClient(INFO) as unknown as Any, new OldHttp(url, { requestInit: { headers } }));
  });

  test.each(['2025-06-18', '2025-11-25'])('initialize with %s is answered in kind', async (protocolVersion) => {
    const response = await post(await served(), initialize(protocolVersion));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(`"protocolVersion":"${protocolVersion}"`);
  });

  test('Host and Origin of elsewhere are refused, before the token is looked at', async () => {
    const url = await served({ token: TOKEN });
    const { fetch } = await createKommoMcpHandler(new Kommo(createSandbox().options));
    const at = (host: string, more: Record<string, string> = {}): Promise<Response> =>
      fetch(new Request(`http://${host}/mcp`, { method: 'POST', headers: { ...JSON_HEADERS, ...more }, body: '{}' }));
    expect((await at('evil.example')).status).toBe(403);
    expect((await at('127.0.0.1', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await at('localhost:3000', { origin: 'http://localhost:5173' })).status).not.toBe(403);
    expect((await post(url, initialize(), { origin: 'https://evil.example', ...headers })).status).toBe(403);
  });

  test('a wrong or missing token is a 401, and a short one is no token', async () => {
    const url = await served({ token: TOKEN });
    for (const given of [{}, { authorization: 'Bearer wrong' }, { authorization: `Basic ${TOKEN}` }] as Record<
      string,
      string
    >[]) {
      const response = await post(url, initialize(), given);
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([
        401,
        expect.stringMatching(/^Bearer /),
      ]);
    }
    expect((await post(url, initialize(), headers)).status).toBe(200);
    await expect(served({ token: 'short' })).rejects.toThrow(/token must have 16/);
  });

  test('a public address needs a token', async () => {
    const { code, stderr } = await runCli(['mcp', '--http', '--host', '0.0.0.0', '--port', '0', '--sandbox']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/0\.0\.0\.0 can be reached from elsewhere; set KOMMO_MCP_TOKEN/);
  });
});

const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const initialize = (protocolVersion = '2025-11-25'): object => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion, capabilities: {}, clientInfo: INFO },
});
const post = (url: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { ...JSON_HEADERS, ...headers }, body: JSON.stringify(body) });
