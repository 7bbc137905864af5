import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { onTestFinished } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createKommoMcpServer, type KommoMcpOptions } from '../../src/mcp/index.js';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/testing/index.js';

/** An answer of a tool, as tests look at it. */
export interface Answer {
  readonly error: boolean;
  readonly text: string;
  readonly data: Record<string, unknown>;
  readonly raw: Record<string, unknown>;
}

/** A server over a sandbox, and a client of the older protocol in the same process. */
export interface Setup {
  readonly sandbox: Sandbox;
  readonly client: Client;
  call(name: string, args?: Record<string, unknown>): Promise<Answer>;
}

export async function setup(options: KommoMcpOptions = {}, account: SandboxOptions = {}): Promise<Setup> {
  const sandbox = createSandbox({ rateLimit: false, ...account });
  return { sandbox, ...(await connect(new Kommo({ ...sandbox.options, rateLimit: false, retries: 0 }), options)) };
}

/** A connection that is closed at the end of the test. */
export async function connect(kommo: Kommo, options: KommoMcpOptions = {}): Promise<Omit<Setup, 'sandbox'>> {
  const connection = await connectFor(kommo, options);
  onTestFinished(() => connection.client.close());
  return connection;
}

/** A connection that the caller closes, for several tests. */
export async function connectFor(kommo: Kommo, options: KommoMcpOptions = {}): Promise<Omit<Setup, 'sandbox'>> {
  const server = await createKommoMcpServer(kommo, options);
  const [near, far] = InMemoryTransport.createLinkedPair();
  await server.connect(far);
  const client = new Client({ name: 'test', version: '0.0.0' });
  await client.connect(near);
  return { client, call: (name, args = {}) => call(client, name, args) };
}

export async function call(client: Client, name: string, args: Record<string, unknown> = {}): Promise<Answer> {
  const raw = (await client.callTool({ name, arguments: args })) as Record<string, unknown> & {
    content: { text: string }[];
  };
  return {
    error: raw['isError'] === true,
    text: raw.content[0]?.text ?? '',
    data: (raw['structuredContent'] ?? {}) as Record<string, unknown>,
    raw,
  };
}

/** Everything switched on. */
export const ALL: KommoMcpOptions = { write: true, toolsets: ['all'] };
