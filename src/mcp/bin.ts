import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Kommo } from '../client.js';
import { type Lang, tables } from '../generated/mcp.js';
import { isLoopback, listen } from './http.js';
import { createKommoMcpHandler, loadPolicy, serveKommoMcpStdio } from './index.js';
import { Policy } from './policy.js';
import { closed, type KommoMcpOptions } from './server.js';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const FLAGS = {
  http: flag,
  port: text,
  host: text,
  policy: text,
  toolsets: text,
  tools: text,
  exclude: text,
  write: flag,
  lang: text,
  sandbox: flag,
  help: flag,
};

/** Runs the command. Gives an exit code, or nothing while it serves. */
export async function main(argv: readonly string[]): Promise<number | undefined> {
  try {
    return await run(argv);
  } catch (error) {
    process.stderr.write(`kommo-mcp: ${(error as Error).message}\n`);
    return 1;
  }
}

async function run(argv: readonly string[]): Promise<number | undefined> {
  const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: FLAGS });
  const { lang = 'en', policy, write } = values;
  if (!['en', 'pt', 'es'].includes(lang)) throw new Error(`--lang ${lang}: must be en, pt or es`);
  if (values.help) process.stderr.write(tables.usage);
  if (values.help) return 0;
  const list = (value?: string): string[] | undefined =>
    value
      ?.split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  const options: KommoMcpOptions = {
    policy: policy === undefined ? undefined : loadPolicy(await readFile(policy, 'utf8')),
    write,
    toolsets: list(values.toolsets),
    tools: list(values.tools),
    exclude: list(values.exclude),
    lang: lang as Lang,
  };
  if (positionals.length > 0) return policyCommand(positionals.join(' '), options);
  const kommo = values.sandbox ? await sandbox() : Kommo.fromEnv();
  if (values.http) await serveHttp(kommo, options, values.host, Number(values.port ?? 3000));
  else await serveKommoMcpStdio(kommo, options);
  return undefined;
}

async function sandbox(): Promise<Kommo> {
  const { createSandbox } = await import('../testing/index.js');
  return new Kommo(createSandbox().options);
}

async function serveHttp(kommo: Kommo, options: KommoMcpOptions, host = '127.0.0.1', port: number): Promise<void> {
  const token = process.env['KOMMO_MCP_TOKEN']?.trim() || undefined;
  const local = isLoopback(host);
  if (!local && !token)
    throw new Error(`--host ${host} can be reached from elsewhere: set KOMMO_MCP_TOKEN to a secret, or leave it out`);
  const handler = await createKommoMcpHandler(kommo, { ...options, token, ...(!local && { hosts: false }) });
  const { url } = await listen(handler, { host, port });
  process.stderr.write(`kommo-mcp serves ${url}${token ? '' : ', without a token: KOMMO_MCP_TOKEN sets one'}\n`);
}

function policyCommand(command: string, options: KommoMcpOptions): number {
  const { tools, starter } = tables;
  if (command === 'policy init') {
    const document = {
      version: '1',
      default: 'deny',
      tools: Object.fromEntries(tools.map(({ name, category }) => [name, starter[category]])),
    };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return 0;
  }
  if (command !== 'policy check') throw new Error(`there is no command ${command}; see kommo-mcp --help`);
  const doc = options.policy as ReturnType<typeof loadPolicy> | undefined;
  const policy = new Policy(doc, options.write);
  for (const row of tools) {
    const denial = closed(row, options, policy);
    const rule = Object.keys(doc?.tools?.[row.name] ?? {}).join(', ');
    const verdict = denial ? `no: ${denial.message} (${denial.rule})` : `yes${rule && `, with ${rule}`}`;
    process.stdout.write(`${row.name.padEnd(18)} ${row.category.padEnd(9)} ${verdict}\n`);
  }
  return 0;
}
