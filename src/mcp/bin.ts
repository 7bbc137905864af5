import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Kommo } from '../client.js';
import { type Lang, tables } from '../generated/mcp.js';
import { isLoopback, listen } from './http.js';
import { createKommoMcpHandler, loadPolicy, serveKommoMcpStdio } from './index.js';
import { KommoMcp, type KommoMcpOptions } from './server.js';

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

async function policyCommand(command: string, options: KommoMcpOptions): Promise<number> {
  if (command === 'policy init') process.stdout.write(tables.starter);
  else if (command === 'policy check') {
    const account = new Kommo({ subdomain: 'none', accessToken: 'none' });
    const mcp = new KommoMcp(await import('@modelcontextprotocol/server'), account, options);
    for (const row of tables.tools) {
      const denial = mcp.closed(row);
      const rules = Object.keys(mcp.policy.doc.tools?.[row.name] ?? {}).map((rule) => `, with ${rule}`);
      const verdict = denial ? `no: ${denial.message} (${denial.rule})` : `yes${rules.join('')}`;
      process.stdout.write(`${row.name.padEnd(18)} ${row.category.padEnd(9)} ${verdict}\n`);
    }
  } else throw new Error(`there is no command ${command}; see kommo-mcp --help`);
  return 0;
}
