import type { McpServer } from '@modelcontextprotocol/server';
import * as sdk from '@modelcontextprotocol/server';
import { fromJsonSchema, ResourceTemplate } from '@modelcontextprotocol/server';
import { serve } from '../../src/cli/http-server.js';
import { Kommo } from '../../src/index.js';
import { createHttpHandler } from '../../src/mcp/http.js';
import { KommoMcp } from '../../src/mcp/server.js';
import { createSandbox } from '../../src/testing/index.js';
import { addAsking, STATE_KEY } from './conformance-asking.js';

// The scenarios of the conformance suite look for tools, resources and prompts by name. They are added to a server of the
// adapter, and served by its own handler.
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';
const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';
const JSON_2020 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema.
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};

type Handler = Parameters<McpServer['registerTool']>[2];
const text = (value: string) => ({ content: [{ type: 'text' as const, text: value }] });

function withFixtures(server: McpServer, reload: () => void): McpServer {
  addAsking(server);
  const tool = (name: string, handler: Handler, schema: object = { type: 'object', properties: {} }): void => {
    server.registerTool(
      name,
      { description: `Fixture ${name}`, inputSchema: fromJsonSchema(schema as never) },
      handler as never,
    );
  };
  const resource = { uri: 'test://embedded-resource', mimeType: 'text/plain', text: 'An embedded resource.' };
  const image = { type: 'image' as const, data: PNG, mimeType: 'image/png' };
  tool('test_simple_text', async () => text('This is a simple text response for testing.'));
  tool('test_image_content', async () => ({ content: [image] }));
  tool('test_audio_content', async () => ({ content: [{ type: 'audio', data: WAV, mimeType: 'audio/wav' }] }));
  tool('test_embedded_resource', async () => ({ content: [{ type: 'resource', resource }] }));
  tool('test_multiple_content_types', async () => ({
    content: [
      { type: 'text', text: 'Several types:' },
      image,
      {
        type: 'resource',
        resource: { uri: 'test://mixed-content-resource', mimeType: 'application/json', text: '{"a":1}' },
      },
    ],
  }));
  tool('test_error_handling', async () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
  tool('test_tool_with_progress', (async (_: unknown, ctx: sdk.ServerContext) => {
    const progressToken = ctx.mcpReq._meta?.progressToken;
    for (const progress of [0, 50, 100])
      if (progressToken !== undefined)
        await ctx.mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
    return text('done');
  }) as Handler);
  tool('json_schema_2020_12_tool', async () => text('ok'), JSON_2020);
  tool('test_logging_tool', (async (_: unknown, ctx: sdk.ServerContext) => {
    await ctx.mcpReq.log('info', 'A line of a log.');
    return text('done');
  }) as Handler);
  // The scenarios of tasks also call a tool that answers at once.
  tool('greet', (async ({ name }: { name: string }) => text(`Hello, ${name}!`)) as unknown as Handler, {
    type: 'object',
    properties: { name: { type: 'string' } },
    required: ['name'],
  });
  tool('test_custom_header', async () => text('ok'), {
    type: 'object',
    properties: { region: { type: 'string', 'x-mcp-header': 'Region' } },
    required: ['region'],
  });
  // A policy that is put in place is what changes the lists of the adapter.
  for (const name of ['test_trigger_tool_change', 'test_trigger_prompt_change'])
    tool(name, async () => {
      reload();
      return text('done');
    });
  const contents = (uri: URL, more: object) => ({ contents: [{ uri: uri.href, ...more }] }) as never;
  server.registerResource('static-text', 'test://static-text', { mimeType: 'text/plain' }, (uri) =>
    contents(uri, { mimeType: 'text/plain', text: 'This is the content of the static text resource.' }),
  );
  server.registerResource('static-binary', 'test://static-binary', { mimeType: 'image/png' }, (uri) =>
    contents(uri, { mimeType: 'image/png', blob: PNG }),
  );
  const template = new ResourceTemplate('test://template/{id}/data', {
    list: undefined,
    complete: { id: () => ['123'] },
  });
  server.registerResource('template', template, { mimeType: 'application/json' }, (uri, { id }) =>
    contents(uri, {
      mimeType: 'application/json',
      text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
    }),
  );
  const message = (value: string) => ({
    messages: [{ role: 'user' as const, content: { type: 'text' as const, text: value } }],
  });
  server.registerPrompt('test_simple_prompt', { description: 'Simple' }, () =>
    message('This is a simple prompt for testing.'),
  );
  const argsSchema = fromJsonSchema<{ arg1: string; arg2: string }>({
    type: 'object',
    properties: { arg1: { type: 'string', description: 'First' }, arg2: { type: 'string', description: 'Second' } },
    required: ['arg1', 'arg2'],
  });
  server.registerPrompt('test_prompt_with_arguments', { description: 'Arguments', argsSchema }, ({ arg1, arg2 }) =>
    message(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`),
  );
  const asUser = (content: object) =>
    ({
      messages: [
        { role: 'user' as const, content },
        { role: 'user' as const, content: { type: 'text' as const, text: 'Look at it.' } },
      ],
    }) as never;
  const uri = fromJsonSchema<{ resourceUri: string }>({
    type: 'object',
    properties: { resourceUri: { type: 'string' } },
    required: ['resourceUri'],
  });
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'Resource', argsSchema: uri },
    ({ resourceUri }) =>
      asUser({
        type: 'resource',
        resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
      }),
  );
  server.registerPrompt('test_prompt_with_image', { description: 'Image' }, () => asUser(image));
  return server;
}

class Fixture extends KommoMcp {
  reload = (): void => {};
  override server(): McpServer {
    return withFixtures(super.server(), () => this.reload());
  }
}

/** Serves the fixture on 127.0.0.1. */
export async function serveFixture(): Promise<{ url: string; close(): Promise<void> }> {
  const kommo = new Kommo({ ...createSandbox({ rateLimit: false }).options, rateLimit: false });
  const fixture = new Fixture(sdk, kommo, { stateKey: STATE_KEY });
  const { fetch, setPolicy } = createHttpHandler(fixture, {});
  fixture.reload = () => void setPolicy(undefined);
  const { url, close } = await serve(fetch, { host: '127.0.0.1', port: 0 });
  return { url: `${url}/mcp`, close };
}
