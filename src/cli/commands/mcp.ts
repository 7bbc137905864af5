import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { type Lang, tables } from '../../generated/mcp.js';
import { because, Gate } from '../../mcp/gate.js';
import { createKommoMcpHandler, loadPolicy, serveKommoMcpStdio } from '../../mcp/index.js';
import type { KommoMcpOptions } from '../../mcp/options.js';
import { VERSION } from '../../version.js';
import { connect, variable } from '../connect.js';
import { Failure } from '../failure.js';
import type { Io } from '../io.js';
import { count, list } from '../values.js';

interface Options {
  readonly http?: boolean;
  readonly port: number;
  readonly host: string;
  readonly policy?: string;
  readonly toolsets?: string[];
  readonly tools?: string[];
  readonly exclude?: string[];
  readonly write?: boolean;
  readonly lang: Lang;
  readonly sandbox?: boolean;
}

const SETS = [...new Set(tables.tools.flatMap((row) => row.sets))];

/** `kommo-sdk mcp`, which is also the command `kommo-mcp`. */
export function mcpCommand(io: Io, name: string): Command {
  const command = new Command(name)
    .description('serve the account to agents (Model Context Protocol), over stdin and stdout')
    .version(VERSION)
    .option('--write', 'let tools write, as far as the policy allows')
    .option('--policy <file>', 'policy.json; without it every read tool')
    .option('--toolsets <names>', `some of ${SETS.join(', ')}`, list)
    .option('--tools <names>', 'tools on top', list)
    .option('--exclude <names>', 'tools to leave out', list)
    .addOption(new Option('--lang <language>', 'of the texts').choices(['en', 'pt', 'es']).default('en'))
    .option('--http', 'serve over HTTP; KOMMO_MCP_TOKEN is the bearer token it asks for')
    .option('--port <port>', 'with --http; 0 takes a free one', count, 3000)
    .option('--host <host>', 'with --http; one that others can reach needs KOMMO_MCP_TOKEN', '127.0.0.1')
    .option('--sandbox', 'use an in-memory account with data of its own')
    .action((options: Options) => (options.http ? serveHttp(io, options) : serveStdio(io, options)));
  const policy = command.command('policy').description('write or explain a policy.json');
  policy
    .command('init')
    .description('print one to start from')
    .action(() => void io.stdout.write(tables.starter));
  policy
    .command('check')
    .description('say what each tool would get, with the options of the server')
    .action(async (_, command: Command) => check(io, await optionsOf(io, command.optsWithGlobals())));
  return command;
}

async function optionsOf(io: Io, options: Options): Promise<KommoMcpOptions> {
  const { policy, write, toolsets, tools, exclude, lang } = options;
  const text = policy === undefined ? undefined : await readFile(resolve(io.cwd, policy), 'utf8');
  return { policy: text === undefined ? undefined : loadPolicy(text), write, toolsets, tools, exclude, lang };
}

async function serveStdio(io: Io, options: Options): Promise<void> {
  const server = await serveKommoMcpStdio(await connect(io, options), await optionsOf(io, options));
  // A client that closes stdin ends the process too: nothing else keeps it.
  await interrupted(io);
  await server.close();
}

async function serveHttp(io: Io, options: Options): Promise<void> {
  const { host, port } = options;
  const token = variable(io, 'KOMMO_MCP_TOKEN');
  const local = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
  if (!local && !token) {
    throw new Failure(
      `--host ${host} can be reached from elsewhere`,
      'set KOMMO_MCP_TOKEN to a secret, or leave it out',
    );
  }
  const kommo = await connect(io, options);
  const guards = { token, ...(!local && { hosts: false as const }) };
  const handler = await createKommoMcpHandler(kommo, { ...(await optionsOf(io, options)), ...guards });
  const { serve } = await import('../http-server.js');
  const server = await serve(handler.fetch, { host, port });
  io.stderr.write(`kommo-mcp serves ${server.url}/mcp${token ? '' : ', without a token: KOMMO_MCP_TOKEN sets one'}\n`);
  await interrupted(io);
  await handler.close();
  await server.close();
}

function interrupted({ signal }: Io): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    signal.addEventListener('abort', () => done(), { once: true });
  });
}

function check(io: Io, options: KommoMcpOptions): void {
  const gate = new Gate(options);
  for (const row of tables.tools) {
    const denial = gate.closed(row);
    const rules = Object.keys(gate.policy.doc.tools?.[row.name] ?? {}).map((rule) => `, with ${rule}`);
    const verdict = denial ? `no: ${because(denial)} (${denial.rule})` : `yes${rules.join('')}`;
    io.stdout.write(`${row.name.padEnd(18)} ${row.category.padEnd(9)} ${verdict}\n`);
  }
}
