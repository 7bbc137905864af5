// The least that an MCP server over stdio can be: one tool, no schema library. What a start is measured against.
import { fromJsonSchema, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';

serveStdio(() => {
  const server = new McpServer({ name: 'bare', version: '0.0.0' });
  const inputSchema = fromJsonSchema({ type: 'object', properties: { limit: { type: 'integer' } } });
  server.registerTool('get_loss_reasons', { description: 'Bare.', inputSchema }, async () => ({ content: [] }));
  return server;
});
