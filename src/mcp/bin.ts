import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Kommo } from '../client.js';
import { tables } from '../generated/mcp.js';
import { isLoopback, listen } from './http.js';
import { createKommoMcpHandler, type KommoMcpOptions, type Lang, loadPolicy, serveKommoMcpStdio } from './index.js';
import { selected, toolsets } from './options.js';
import { Policy } from './policy.js';

const USAGE = `kommo-mcp: an MCP server over one Kommo account (KOMMO_SUBDOMAIN and KOMMO_ACCESS_TOKEN in the environment)

  kommo-mcp [options]              serve over stdin and stdout
  kommo-mcp --http [--port 3000]   serve over HTTP on 127.0.0.1
  kommo-mcp policy init            print a policy.json to start from
  kommo-mcp policy check           say what each tool would get

  --policy FILE      policy.json            --write         let tools write, as far as the policy allows
  --toolsets A,B     default, all, ${toolsets.join(', ')}
  --tools A,B        tools on top           --exclude A,B   tools to leave out
  --lang en|pt|es    language of the texts  --sandbox       an account in memory, to try it
  --host HOST        with --http; another address than this machine's needs KOMMO_MCP_TOKEN
`;

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
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
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
      help: { ...flag, short: 'h' },
    },
  });
  const list = (value?: string): string[] | undefined =>
    value
      ?.split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  const lang = values.lang ?? 'en';
  if (values.help || !['en', 'pt', 'es'].includes(lang)) {
    process.stderr.write(USAGE);
    return values.help ? 0 : 1;
  }
  const options: KommoMcpOptions = {
    policy: values.policy === undefined ? undefined : loadPolicy(await readFile(values.policy, 'utf8')),
    write: values.write,
    toolsets: list(values.toolsets),
    tools: list(values.tools),
    exclude: list(values.exclude),
    lang: lang as Lang,
  };
  if (positionals.length > 0) return policyCommand(positionals, options);
  const kommo = values.sandbox ? await sandbox() : Kommo.fromEnv();
  if (!values.http) {
    await serveKommoMcpStdio(kommo, options);
    return undefined;
  }
  const host = values.host ?? '127.0.0.1';
  const token = process.env['KOMMO_MCP_TOKEN']?.trim() || undefined;
  if (!isLoopback(host) && token === undefined)
    throw new Error(`${host} can be reached from elsewhere: set KOMMO_MCP_TOKEN to a secret, or leave --host out`);
  const handler = await createKommoMcpHandler(kommo, { ...options, token, ...(!isLoopback(host) && { hosts: false }) });
  const { url } = await listen(handler, { host, port: Number(values.port ?? 3000) });
  process.stderr.write(`kommo-mcp serves ${url}${token ? '' : ' (no token: KOMMO_MCP_TOKEN sets one)'}\n`);
  return undefined;
}

async function sandbox(): Promise<Kommo> {
  const { createSandbox } = await import('../testing/index.js');
  return new Kommo(createSandbox().options);
}

/** A policy that allows what the catalogue of risks suggests: reads freely, writes 30 a minute, what runs automation 10. */
export function starterPolicy(): string {
  const rule = {
    read: {},
    write: { rate_limit: { max: 30, window: 'minute' } },
    execute: { rate_limit: { max: 10, window: 'minute' }, approval: true },
    destructive: { approval: true },
  };
  return `${JSON.stringify({ version: '1', default: 'deny', tools: Object.fromEntries(tables.tools.map(({ name, category }) => [name, rule[category]])) }, null, 2)}\n`;
}

function policyCommand([noun, verb]: string[], options: KommoMcpOptions): number {
  if (noun !== 'policy' || (verb !== 'init' && verb !== 'check'))
    throw new Error(`there is no command ${[noun, verb].filter(Boolean).join(' ')}; see kommo-mcp --help`);
  if (verb === 'init') {
    process.stdout.write(starterPolicy());
    return 0;
  }
  const doc = options.policy as ReturnType<typeof loadPolicy> | undefined;
  const policy = new Policy(doc, options.write === true);
  const rows = selected(options);
  for (const row of tables.tools) {
    const denial = policy.reach(row.name, row.category);
    const rule = doc?.tools?.[row.name] ?? {};
    const extras = Object.keys(rule).join(', ');
    const verdict = denial
      ? `no: ${denial.message} (${denial.rule})`
      : rows.has(row)
        ? `yes${extras && `, with ${extras}`}`
        : `no: toolset ${row.toolset} is off`;
    process.stdout.write(`${row.name.padEnd(18)} ${row.category.padEnd(12)} ${verdict}\n`);
  }
  return 0;
}
