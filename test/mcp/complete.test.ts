import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serve } from '../../src/cli/http-server.js';
import { Kommo } from '../../src/index.js';
import { createKommoMcpHandler } from '../../src/mcp/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { setup } from './support.js';

const PROMPT = { type: 'ref/prompt', name: 'resumo_leads_status' } as const;
const STAGES = { type: 'ref/resource', uri: 'kommo://pipelines/{pipeline_id}/stages/{status_id}/leads' } as const;

async function complete(
  client: Client,
  ref: { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string },
  name: string,
  value: string,
  others?: Record<string, string>,
): Promise<string[]> {
  const context = others && { context: { arguments: others } };
  const { completion } = await client.complete({ ref, argument: { name, value }, ...context });
  return completion.values;
}

describe('completions', () => {
  test('pipelines, stages and users by what is typed, with and without accents', async () => {
    const { client, sandbox } = await setup();
    const pipelines = [...sandbox.db.pipelines.values()];
    const [first] = pipelines;
    expect(await complete(client, PROMPT, 'pipeline_id', '')).toEqual(pipelines.map(({ name }) => name));
    expect(await complete(client, PROMPT, 'pipeline_id', String(first?.name).slice(1, 5).toUpperCase())).toContain(
      first?.name,
    );
    expect(await complete(client, PROMPT, 'pipeline_id', 'no such pipeline')).toEqual([]);
    expect(await complete(client, PROMPT, 'no_such_argument', '')).toEqual([]);
    const brazil = pipelines.find(({ name }) => name === 'Vendas Brasil');
    for (const pipeline_id of [String(brazil?.id), 'VENDAS BRASIL']) {
      const stages = await complete(client, STAGES, 'status_id', '', { pipeline_id });
      expect(stages).toEqual([
        'Leads de entrada',
        'Primeiro contato',
        'Proposta enviada',
        'Negociação',
        'Ganho',
        'Perdido',
      ]);
      expect(await complete(client, STAGES, 'status_id', 'negociacao', { pipeline_id })).toEqual(['Negociação']);
    }
    expect(await complete(client, PROMPT, 'status_id', 'prop')).toEqual([
      'Proposal',
      'Proposta enviada',
      'Propuesta enviada',
    ]);
    const users = [...sandbox.db.users.values()].map(({ name }) => name);
    const user = await complete(client, { type: 'ref/prompt', name: 'analisar_vendas_mes' }, 'responsible_user_id', '');
    expect(user.sort()).toEqual(users.sort());
  });

  test.each([
    ['hidden', { version: '1', default: 'allow', hide: ['get_users'] }],
    ['denied', { version: '1', default: 'allow', tools: { get_users: { action: 'deny' } } }],
    ['denied by the operation', { version: '1', default: 'allow', tools: { 'users.list': { action: 'deny' } } }],
    [
      'not listed',
      { version: '1', default: 'deny', tools: { get_leads: {}, get_sales_report: {}, get_pipelines: {} } },
    ],
    ['to be approved', { version: '1', default: 'allow', tools: { get_users: { action: 'require_approval' } } }],
  ] as const)('of names that the policy keeps back there are none: %s', async (_, policy) => {
    const { client, sandbox } = await setup({ policy: policy as never });
    const ref = { type: 'ref/resource', uri: 'kommo://users/{responsible_user_id}/leads' } as const;
    expect(await complete(client, ref, 'responsible_user_id', '')).toEqual([]);
    expect(sandbox.requests.filter(({ url }) => url.includes('/users'))).toEqual([]);
    expect((await complete(client, STAGES, 'pipeline_id', '')).length).toBeGreaterThan(0);
  });

  test('a prompt is filled with what was picked, or with nothing', async () => {
    const { client } = await setup();
    const text = async (args?: Record<string, string>): Promise<string> => {
      const { messages } = await client.getPrompt({ name: PROMPT.name, ...(args && { arguments: args }) });
      return (messages[0] as unknown as { content: { text: string } }).content.text;
    };
    expect(await text()).toContain('Only pipeline  and stage ');
    expect(await text({ pipeline_id: 'Retail"\u202e' })).toContain('Only pipeline "Retail\\"" and stage ');
    await expect(text({ pipeline_id: 'x'.repeat(101) })).rejects.toThrow();
  });
});

describe('progress', () => {
  async function overHttp(leads: number): Promise<Client> {
    const sandbox = createSandbox({ rateLimit: false, leads });
    const { fetch } = await createKommoMcpHandler(new Kommo({ ...sandbox.options, rateLimit: false }));
    const server = await serve(fetch, { host: '127.0.0.1', port: 0 });
    const client = new Client({ name: 'test', version: '0' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)));
    onTestFinished(async () => {
      await client.close();
      await server.close();
    });
    return client;
  }

  test.each([
    ['pipeline_snapshot', {}],
    ['get_dashboard', {}],
    ['get_sales_report', { dateFrom: '2020-01-01', dateTo: '2030-01-01' }],
    ['get_leads', { order: 'price' }],
    ['ask_kommo', { question: 'sales this year' }],
  ])('%s tells how many items it has read, more each time, in memory and over HTTP', async (name, args) => {
    const { client } = await setup({}, { leads: 700 });
    for (const one of [client, await overHttp(700)]) {
      const seen: number[] = [];
      const onprogress = ({ progress }: { progress: number }): void => void seen.push(progress);
      const answer = await one.callTool({ name, arguments: args }, { onprogress });
      expect(answer.isError).not.toBe(true);
      expect(seen.length).toBeGreaterThan(0);
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    }
  });
});
