import type * as Sdk from '@modelcontextprotocol/server';
import { tables } from '../generated/mcp.js';
import { standardSchema } from './schema.js';
import type { Lang } from './tables.js';

type RunTool = (name: string, args: Record<string, unknown>, signal?: AbortSignal) => Promise<Record<string, unknown>>;

/** The five resources and one template: what a read tool answers, under the rules of that tool. */
export function addResources(
  server: Sdk.McpServer,
  sdk: typeof Sdk,
  open: (tool: string) => boolean,
  run: RunTool,
): void {
  const read = async (
    uri: URL,
    tool: string,
    args: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<Sdk.ReadResourceResult> => ({
    contents: [{ uri: uri.href, mimeType: 'application/json', text: JSON.stringify(await run(tool, args, signal)) }],
  });
  for (const { uri, name, tool } of tables.resources.filter((resource) => open(resource.tool))) {
    const description = `What ${tool} answers without arguments.`;
    server.registerResource(name, uri, { description, mimeType: 'application/json' }, (at, ctx) =>
      read(at, tool, {}, ctx.mcpReq.signal),
    );
  }
  if (!open('get_lead')) return;
  const template = new sdk.ResourceTemplate('kommo://leads/{id}', { list: undefined });
  server.registerResource(
    'lead',
    template,
    { description: 'What get_lead answers.', mimeType: 'application/json' },
    (at, { id }, ctx) => read(at, 'get_lead', { id: Number(id) }, ctx.mcpReq.signal),
  );
}

/** The four prompts. */
export function addPrompts(server: Sdk.McpServer, lang: Lang): void {
  for (const { name, title, text, arguments: args = {} } of tables.prompts) {
    const properties = Object.fromEntries(
      Object.entries(args).map(([key, description]) => [key, { type: 'string', description }]),
    );
    const config = {
      title: title[lang],
      description: title[lang],
      argsSchema: standardSchema({ type: 'object', properties }),
    };
    server.registerPrompt(name, config, (given) => {
      const filled = text[lang].replace(/\{(\w+)\}/g, (_, key: string) =>
        String((given as Record<string, unknown>)[key] ?? '')
          .replace(/[^\w-]/g, '')
          .slice(0, 40),
      );
      return { messages: [{ role: 'user', content: { type: 'text', text: filled } }] };
    });
  }
}
