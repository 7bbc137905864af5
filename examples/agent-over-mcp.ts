/**
 * Does what an agent does: lists the tools of the account over MCP and calls them. A model would choose the calls. Here they are fixed.
 * Only reading is allowed, since `write` is not set.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account.
 */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Kommo } from 'kommo-sdk';
import { createKommoMcpHandler } from 'kommo-sdk/mcp';

const server = await createKommoMcpHandler(Kommo.fromEnv());
const agent = new Client({ name: 'example', version: '1.0.0' });
// All in one process. A real agent connects to `npx kommo-sdk mcp`, or to the address of a server.
await agent.connect(
  new StreamableHTTPClientTransport(new URL('http://127.0.0.1/mcp'), {
    fetch: (url, init) => server.fetch(new Request(url, init)),
  }),
);

const { tools } = await agent.listTools();
console.log(`tools: ${tools.map(({ name }) => name).join(', ')}`);

for (const [name, args] of [
  ['get_loss_reasons', {}],
  ['get_leads', { limit: 3 }],
] as const) {
  const result = await agent.callTool({ name, arguments: args });
  const [content] = result.content as { type: string; text?: string }[];
  console.log(`\n${name}:\n${content?.text?.slice(0, 400)}`);
}
await agent.close();
