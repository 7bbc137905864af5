/**
 * A tour in one minute, against an account in memory: `npm run demo`. Nothing leaves this machine.
 */
import { pathToFileURL } from 'node:url';
import { Kommo, ValidationError } from 'kommo-sdk';
import { createSandbox } from 'kommo-sdk/testing';

type Print = (line?: string) => void;

/** Runs every part of the tour. */
export async function demo(print: Print = console.log): Promise<void> {
  const sandbox = createSandbox();
  const kommo = new Kommo(sandbox.options);
  print(`An account in memory at ${kommo.baseUrl}: the same client works on yours.`);

  await lossReasons(kommo, print);
  await lostByReason(kommo, print);
  await createAndMove(kommo, print);
  await refused(kommo, print);
  await burst(kommo, print);
  await agent(kommo, print);
}

async function lossReasons(kommo: Kommo, print: Print): Promise<void> {
  heading(print, 'Loss reasons', 'kommo.lossReasons.list()');
  const { data } = await kommo.lossReasons.list();
  for (const { id, name } of data) print(`  ${String(id).padStart(8)}  ${name}`);
}

async function lostByReason(kommo: Kommo, print: Print): Promise<void> {
  heading(print, 'Lost leads by reason, streamed', "for await (... of kommo.leads.list({ with: ['loss_reason'] }))");
  const counts = new Map<string, number>();
  let seen = 0;
  for await (const lead of kommo.leads.list({ limit: 250, with: ['loss_reason'] })) {
    seen++;
    // Not optional in its type, since `with` asked for it.
    for (const { name } of lead._embedded.loss_reason) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const most = sorted[0]?.[1] ?? 1;
  const width = Math.max(...sorted.map(([name]) => name.length));
  for (const [name, count] of sorted)
    print(`  ${name.padEnd(width)} ${String(count).padStart(4)} ${bar(count / most)}`);
  const lost = sorted.reduce((sum, [, count]) => sum + count, 0);
  print(`  ${lost} of ${seen} leads, over ${Math.ceil(seen / 250)} pages`);
}

async function createAndMove(kommo: Kommo, print: Print): Promise<void> {
  heading(print, 'A lead is created and moved', 'kommo.leads.create(), kommo.leads.update()');
  const { data: pipelines } = await kommo.pipelines.list();
  const pipeline = pipelines.find(({ is_main }) => is_main) ?? pipelines[0];
  const [from, to] = (pipeline?._embedded.statuses ?? []).filter(({ type }) => type === 0);
  if (!pipeline || !from || !to) throw new Error('the account has no pipeline with two stages');
  const { id } = await kommo.leads.create({ name: 'Demo', price: 1200, pipeline_id: pipeline.id, status_id: from.id });
  await kommo.leads.update(id, { status_id: to.id });
  const lead = await kommo.leads.get(id);
  const now = lead.status_id === to.id ? to.name : from.name;
  print(`  "${lead.name}" (${lead.id}), ${lead.price}: from "${from.name}" to "${now}" in "${pipeline.name}"`);
}

async function refused(kommo: Kommo, print: Print): Promise<void> {
  heading(print, 'A refusal that says where', 'catch (error) { error instanceof ValidationError }');
  try {
    await kommo.leads.createMany([{ name: 'Good' }, { name: 'Bad', status_id: 1 }]);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    for (const { index, path, code, detail } of error.validationErrors) {
      print(`  input ${index}, ${path}: ${detail} (${code})`);
    }
  }
}

async function burst(kommo: Kommo, print: Print): Promise<void> {
  heading(print, 'Twenty calls at once, under 7 a second', 'kommo.stats()');
  const before = kommo.stats();
  const start = performance.now();
  await Promise.all(Array.from({ length: 20 }, () => kommo.account.get()));
  const seconds = (performance.now() - start) / 1000;
  const { started, pauses } = kommo.stats();
  print(
    `  ${started - before.started} calls in ${seconds.toFixed(2)} s, ${pauses - before.pauses} refused by the account`,
  );
  print(`  ${started} calls since the start of this tour`);
}

async function agent(kommo: Kommo, print: Print): Promise<void> {
  heading(print, 'What an agent gets', "createKommoMcpServer(kommo), then the tool 'get_loss_reasons'");
  const { createKommoMcpServer } = await import('kommo-sdk/mcp');
  const { Client, InMemoryTransport } = await import('@modelcontextprotocol/client');
  const server = await createKommoMcpServer(kommo);
  const [near, far] = InMemoryTransport.createLinkedPair();
  await server.connect(far);
  const client = new Client({ name: 'demo', version: '1.0.0' });
  await client.connect(near);
  const { tools } = await client.listTools();
  const { content } = await client.callTool({ name: 'get_loss_reasons', arguments: {} });
  const [first] = content;
  const text = first?.type === 'text' ? first.text : '';
  print(`  ${tools.length} tools; get_loss_reasons answers ${text.length} characters:`);
  print(`  ${text.slice(0, 160)}${text.length > 160 ? ' ...' : ''}`);
  await client.close();
}

function heading(print: Print, title: string, code: string): void {
  print();
  print(title);
  print(`  ${code}`);
  print();
}

/** A bar of up to thirty blocks, exact to an eighth of one. */
function bar(share: number): string {
  const eighths = Math.round(share * 30 * 8);
  const rest = eighths % 8;
  return '█'.repeat(eighths >> 3) + (rest === 0 ? '' : String.fromCodePoint(0x2590 - rest));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await demo();
