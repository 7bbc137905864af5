import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { run } from '../../scripts/build/run.js';
import { here } from '../../scripts/here.js';
import { packed } from './packed.js';

const { consumer } = await packed();
const bin = (name: string): string => join(consumer, 'node_modules/.bin', name);
const peer = join(consumer, 'node_modules/@modelcontextprotocol');
const POLICY = '{"version":"1","default":"deny","tools":{"get_loss_reasons":{}}}';

/** Both ways to start it. */
const COMMANDS = [
  ['kommo-mcp', []],
  ['kommo-sdk', ['mcp']],
] as const;

test.each(COMMANDS)('%s %j names the package that it lacks', async (name, args) => {
  const error = await run(bin(name), [...args, '--sandbox'], { cwd: consumer }).catch(
    (reason: Error) => reason.message,
  );
  expect(error).toMatch(/needs the package @modelcontextprotocol\/server 2\.x: npm install/);
});

describe.each(COMMANDS)('%s %j', (name, first) => {
  beforeAll(async () => {
    await mkdir(peer, { recursive: true });
    await symlink(here('node_modules/@modelcontextprotocol/server'), join(peer, 'server'));
    await writeFile(join(consumer, 'policy.json'), POLICY);
  });
  afterAll(() => rm(peer, { recursive: true }));

  test('serves over stdio until the client closes it', async () => {
    const transport = new StdioClientTransport({ command: bin(name), args: [...first, '--sandbox'], cwd: consumer });
    const client = await connected(transport);
    expect((await client.listTools()).tools).toHaveLength(18);
    // Longer than a program takes to end by itself.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { structuredContent } = await client.callTool({ name: 'get_loss_reasons', arguments: { limit: 1 } });
    expect(structuredContent).toMatchObject({ items: [{ name: 'Price too high' }] });
  });

  test.each(['SIGINT', 'SIGTERM', 'closed stdin'] as const)('over stdio ends by %s, with 0', async (how) => {
    const child = start(name, [...first, '--sandbox']);
    child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })}\n`);
    await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data');
    const ended = once(child, 'exit');
    if (how === 'closed stdin') child.stdin?.end();
    else child.kill(how);
    expect(await ended).toEqual([0, null]);
  });

  test('serves over HTTP until it is interrupted', async () => {
    const child = start(name, [...first, '--sandbox', '--http', '--port', '0', '--policy', 'policy.json']);
    const [line] = (await once(child.stderr as NonNullable<ChildProcess['stderr']>, 'data')) as [Buffer];
    const url = /http:\S+\/mcp/.exec(String(line))?.[0] ?? '';
    await new Promise((resolve) => setTimeout(resolve, 500));
    const client = await connected(new StreamableHTTPClientTransport(new URL(url)));
    expect((await client.listTools()).tools.map((tool) => tool.name)).toEqual(['get_loss_reasons']);
    const refused = await fetch(url, { method: 'POST', body: '{}', headers: { origin: 'https://evil.example' } });
    expect(refused.status).toBe(403);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  test('writes and explains policies', async () => {
    const init = await run(bin(name), [...first, 'policy', 'init'], { cwd: consumer });
    expect(JSON.parse(init)).toMatchObject({ version: '1', default: 'deny', tools: { get_leads: {} } });
    const check = await run(bin(name), [...first, 'policy', 'check', '--policy', 'policy.json'], { cwd: consumer });
    expect(check).toMatch(/^get_loss_reasons +read +yes$/m);
    expect(check).toMatch(/^get_leads +read +no: the policy does not list it \(default\)$/m);
  });
});

function start(name: string, args: readonly string[]): ChildProcess {
  const child = spawn(bin(name), args, { cwd: consumer, env: { ...process.env, KOMMO_MCP_TOKEN: '' } });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function connected(transport: Parameters<Client['connect']>[0]): Promise<Client> {
  const client = new Client({ name: 'test', version: '0.0.0' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}
