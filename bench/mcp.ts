/**
 * `npx tsx bench/mcp.ts`: what the MCP adapter costs. Start of a server up to the first list of tools, as a ratio to a bare
 * server; a call over the SDK call that it makes; sizes of the list and of ten answers, beside Kommo-MCP's where it was measured.
 */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { here } from '../scripts/here.js';
import { Kommo } from '../src/index.js';
import { createKommoMcpServer } from '../src/mcp/index.js';
import { createSandbox } from '../src/testing/index.js';
import { bundle } from '../test/mcp/bundle.js';
import { median } from './lib/bench.js';

const STARTS = 11;
const CALLS = 300;
const TARGET = { start: 1.5, overheadMs: 3 };
/** Characters that Kommo-MCP answered in a run over 1,500 leads (default calls). */
const PEER: Record<string, number> = { 'tools/list': 11_722, get_leads: 362_674, get_loss_reasons: 15_061 };

async function startMs(file: string, args: readonly string[] = []): Promise<number> {
  const client = new Client({ name: 'bench', version: '0' });
  const began = performance.now();
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [file, ...args], stderr: 'ignore' }),
  );
  await client.listTools();
  const took = performance.now() - began;
  await client.close();
  return took;
}

async function start(): Promise<void> {
  const own = here('node_modules/.cache/kommo-mcp/bench.mjs');
  await bundle(own);
  const times = { own: [] as number[], bare: [] as number[] };
  for (let round = 0; round < STARTS; round += 1) {
    times.bare.push(await startMs(here('bench/lib/mcp-bare.mjs')));
    times.own.push(await startMs(own, ['--sandbox']));
  }
  const ratio = median(times.own) / median(times.bare);
  console.log(
    `start to the first list: ${median(times.own).toFixed(0)} ms, bare ${median(times.bare).toFixed(0)} ms, ratio ${ratio.toFixed(2)} (at most ${TARGET.start})`,
  );
}

async function overhead(): Promise<void> {
  const kommo = new Kommo({ ...createSandbox({ rateLimit: false }).options, rateLimit: false });
  const client = await connected(kommo);
  const tool: Took[] = [];
  const sdk: Took[] = [];
  for (let i = 0; i < CALLS; i += 1) {
    sdk.push(await timed(() => kommo.leads.list({ limit: 50, order: { updated_at: 'desc' } })));
    tool.push(await timed(() => client.callTool({ name: 'get_leads', arguments: { limit: 50 } })));
  }
  const of = (list: Took[], key: keyof Took): number => median(list.map((took) => took[key]));
  const over = (key: keyof Took): string => (of(tool, key) - of(sdk, key)).toFixed(2);
  console.log(
    `a call of get_leads, 50 leads, client included, over the SDK's own: ${over('cpu')} ms of CPU, ${over('wall')} ms on the clock (at most ${TARGET.overheadMs})`,
  );
}

interface Took {
  readonly wall: number;
  /** What counts on a machine that is busy with other things. */
  readonly cpu: number;
}

async function timed(run: () => PromiseLike<unknown>): Promise<Took> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await run();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: performance.now() - began, cpu: (user + system) / 1000 };
}

async function sizes(): Promise<void> {
  const reasons = Array.from({ length: 60 }, (_, i) => ({ id: i + 1, name: `Reason ${i + 1}` }));
  const sandbox = createSandbox({ rateLimit: false, leads: 1500 });
  sandbox.seed({ loss_reasons: reasons });
  const client = await connected(new Kommo({ ...sandbox.options, rateLimit: false }));
  const { tools } = await client.listTools();
  const rows: [string, number][] = [['tools/list', JSON.stringify(tools).length]];
  const calls: [string, Record<string, unknown>][] = [
    ['get_leads', {}],
    ['get_lead', { id: 20000001 }],
    ['get_pipelines', {}],
    ['get_contacts', {}],
    ['get_tasks', {}],
    ['get_users', {}],
    ['get_loss_reasons', {}],
    ['get_sales_report', { dateFrom: '2026-10-01', dateTo: '2026-10-31' }],
    ['get_dashboard', {}],
    ['ask_kommo', { question: 'Quantas vendas em outubro?' }],
  ];
  for (const [name, args] of calls) {
    const { content } = await client.callTool({ name, arguments: args });
    rows.push([name, (content[0] as { text: string }).text.length]);
  }
  console.log(`\n| | characters | tokens | Kommo-MCP, characters |\n| --- | ---: | ---: | ---: |`);
  for (const [name, size] of rows)
    console.log(`| ${name} | ${size} | ${Math.round(size / 4)} | ${PEER[name] ?? 'not measured'} |`);
}

async function connected(kommo: Kommo): Promise<Client> {
  const server = await createKommoMcpServer(kommo);
  const [near, far] = InMemoryTransport.createLinkedPair();
  await server.connect(far);
  const client = new Client({ name: 'bench', version: '0' });
  await client.connect(near);
  return client;
}

await start();
await overhead();
await sizes();
