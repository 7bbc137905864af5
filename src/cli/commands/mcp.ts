import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Kommo } from '../../client/kommo.js';
import { type Lang, type PolicyDocument, tables } from '../../generated/mcp.js';
import { Gate } from '../../mcp/gate.js';
import {
  type CountStore,
  createKommoMcpHandler,
  type FileAccounts,
  fileAccounts,
  fileCounts,
  loadPolicy,
  serveKommoMcpStdio,
} from '../../mcp/index.js';
import { MirrorQueries } from '../../mcp/mirror-queries.js';
import type { KommoMcpOptions } from '../../mcp/options.js';
import { decodeText } from '../../util/decode-text.js';
import { sha256Hex } from '../../util/hmac.js';
import { VERSION } from '../../version.js';
import { connect, variable } from '../connect.js';
import { Failure } from '../failure.js';
import type { Io } from '../io.js';
import { ApprovalDesk, approveCalls, deskFolder } from '../mcp/approval-desk.js';
import { approveWith } from '../mcp/approve-with.js';
import { AuditFile } from '../mcp/audit-file.js';
import { policyReport } from '../mcp/policy-check.js';
import { count, list } from '../values.js';
import { explained } from './mirror-target.js';

interface Options {
  readonly http?: boolean;
  readonly accounts?: string;
  readonly port: number;
  readonly host: string;
  readonly policy?: string;
  readonly toolsets?: string[];
  readonly tools?: string[];
  readonly exclude?: string[];
  readonly write?: boolean;
  readonly lang: Lang;
  readonly sandbox?: boolean;
  readonly mirror?: string;
  readonly queryUrl?: string;
  readonly schema: string;
  readonly audit?: string;
  readonly auditValues?: boolean;
  readonly approveWith?: string;
  readonly counts?: string;
}

const SETS = [...new Set(tables.tools.flatMap((row) => row.sets))];

/** `kommo-sdk mcp`, which is also the command `kommo-mcp`. */
export function mcpCommand(io: Io, name: string): Command {
  const command = new Command(name)
    .description('serve the account to agents (Model Context Protocol), over stdin and stdout')
    .version(VERSION)
    .option('--write', 'let tools write, as far as the policy allows')
    .option('--policy <file>', 'policy.json; without it, every listed tool is allowed. SIGHUP reads the file again')
    .option('--toolsets <names>', `groups of tools: ${SETS.join(', ')}`, list)
    .option('--tools <names>', 'more tools, by name', list)
    .option('--exclude <names>', 'tools to leave out', list)
    .addOption(new Option('--lang <language>', 'language of the texts').choices(['en', 'pt', 'es']).default('en'))
    .option('--audit <file>', 'append every call and its decision to a file, as JSON lines. SIGHUP opens it again')
    .option('--audit-values', 'with --audit: log the values of arguments, not only their names')
    .option(
      '--approve-with <command or url>',
      'ask this program or address for approval if the client cannot ask its user',
    )
    .option('--counts <file>', 'file that keeps the counts of limits (default: in ~/.kommo-sdk/counts)')
    .addOption(
      new Option('--mirror <folder>', 'add query_crm: SQL over the folder of a mirror (see sync)').conflicts(
        'queryUrl',
      ),
    )
    .option('--query-url <url>', 'add query_crm over PostgreSQL, with a role that may only read; or KOMMO_QUERY_URL')
    .option('--schema <name>', 'schema of the mirror', 'kommo')
    .option('--http', 'serve over HTTP; clients send KOMMO_MCP_TOKEN as bearer token')
    .option('--accounts <file>', 'with --http: several accounts, each reached by the bearer tokens that the file names')
    .option('--port <port>', 'with --http: the port; 0 picks a free one', count, 3000)
    .option(
      '--host <host>',
      'with --http: the address to listen on; if others can reach it, KOMMO_MCP_TOKEN is required',
      '127.0.0.1',
    )
    .option('--sandbox', 'use an in-memory account with example data')
    .action((options: Options) => {
      // A person who starts it in a terminal would wait for something to happen.
      if (io.ask && !options.http) io.stdout.write(explanation(name));
      else return run(io, withVariables(io, options));
    });
  command
    .command('approve')
    .description('show the calls that wait for approval, and answer them; run it in a second terminal')
    .action(() => approveCalls(io));
  const policy = command.command('policy').description('write or explain a policy.json');
  policy
    .command('init')
    .description('print a policy to start from')
    .action(() => void io.stdout.write(tables.starter));
  policy
    .command('check')
    .description('show what the policy decides for each tool and operation, with the options of the server')
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      io.stdout.write(policyReport(await gateOptions(io, withVariables(io, options))));
    });
  return command;
}

const explanation = (
  name: string,
): string => `${name} serves a Kommo account to an agent over standard input and output. Your agent's client starts it; add it there:

${JSON.stringify({ mcpServers: { kommo: INSTALL } }, null, 2)}

Without an account, add "--sandbox" to args. Over HTTP, start it here with --http. See ${name} --help.
`;

const INSTALL = {
  command: 'npx',
  args: ['-y', '-p', 'kommo-sdk', '-p', '@modelcontextprotocol/server', 'kommo-mcp'],
  env: { KOMMO_SUBDOMAIN: 'acme', KOMMO_ACCESS_TOKEN: 'your long-lived token' },
};

// Clients that can pass no options pass variables. What a client has not filled in is left out.
function withVariables(io: Io, options: Options): Options {
  const filled = (name: string): string | undefined => {
    const value = variable(io, name);
    return value?.startsWith('${') ? undefined : value;
  };
  const policy = options.policy ?? filled('KOMMO_MCP_POLICY');
  const write = options.write ?? filled('KOMMO_MCP_WRITE') === 'true';
  const queryUrl = options.queryUrl ?? (options.mirror === undefined ? filled('KOMMO_QUERY_URL') : undefined);
  return { ...options, write, ...(policy !== undefined && { policy }), ...(queryUrl !== undefined && { queryUrl }) };
}

async function readPolicyFile(io: Io, { policy }: Options): Promise<PolicyDocument | undefined> {
  return policy === undefined ? undefined : loadPolicy(decodeText(await readFile(resolve(io.cwd, policy))));
}

async function gateOptions(io: Io, options: Options): Promise<KommoMcpOptions> {
  const { write, toolsets, tools, exclude, lang } = options;
  const mirror = mirrorOf(io, options);
  return { policy: await readPolicyFile(io, options), write, toolsets, tools, exclude, lang, mirror };
}

function mirrorOf(io: Io, { mirror, queryUrl, schema }: Options): KommoMcpOptions['mirror'] {
  const to = queryUrl ?? (mirror === undefined ? undefined : resolve(io.cwd, mirror));
  return to === undefined ? undefined : { to, schema };
}

// A mirror that can't be read, or a role that may write, is told at the start. One that is being synced is not in the way.
async function checkMirror({ mirror }: KommoMcpOptions): Promise<void> {
  if (!mirror) return;
  await explained(async () => {
    await new MirrorQueries(mirror).check().catch((error: { code?: unknown }) => {
      if (error.code !== 'locked') throw error;
    });
  }, '--mirror or --query-url');
}

/** A server, as far as stdio and HTTP are alike. */
interface Serving {
  setPolicy(policy: PolicyDocument | undefined): Promise<void>;
  close(): Promise<unknown>;
}

async function run(io: Io, options: Options): Promise<void> {
  const gate = await gateOptions(io, options);
  const accounts = await accountsOf(io, options);
  for (const own of accounts ? gatesOf(gate, accounts) : [gate]) warnOf(io, own);
  await checkMirror(gate);
  const audit = options.audit === undefined ? undefined : new AuditFile(resolve(io.cwd, options.audit));
  const desk = new ApprovalDesk(deskFolder(io), io.now);
  try {
    const source = accounts ?? (await connect(io, options));
    const all: KommoMcpOptions = {
      ...gate,
      approveElse: options.approveWith === undefined ? desk.ask : approveWith(options.approveWith, io),
      auditValues: options.auditValues,
      ...(audit && { audit: (event) => audit.write(event) }),
      counts: await countsOf(io, options, source),
      warn: (message) => say(io, message),
    };
    const server =
      options.http || 'find' in source
        ? await startHttp(io, options, source, all)
        : await serveKommoMcpStdio(source, all);
    // One after the other: the file that was read last is the one that stays.
    let last = Promise.resolve();
    io.onReload?.(() => {
      last = last.then(() => reload(io, options, gate, server, audit, accounts));
    });
    // A client that closes stdin ends the process too: nothing else keeps it.
    await interrupted(io);
    await server.close();
  } finally {
    desk.close();
    audit?.close();
  }
}

async function accountsOf(io: Io, { accounts, http, sandbox }: Options): Promise<FileAccounts | undefined> {
  if (accounts === undefined) return undefined;
  if (!http) throw new Failure('--accounts needs --http', 'over stdin and stdout a server has one account');
  if (sandbox) throw new Failure('--accounts does not go with --sandbox', 'leave one of them out');
  if (variable(io, 'KOMMO_MCP_TOKEN'))
    throw new Failure('KOMMO_MCP_TOKEN does not go with --accounts', 'unset it; the file has a token for each client');
  return fileAccounts(resolve(io.cwd, accounts), { env: io.env, fetch: io.fetch });
}

/** What each account gets. */
const gatesOf = (gate: KommoMcpOptions, accounts: FileAccounts): KommoMcpOptions[] =>
  accounts
    .list()
    .map(({ policy, write }) => ({ ...gate, policy: policy ?? gate.policy, write: gate.write && write !== false }));

const say = (io: Io, message: string): void => void io.stderr.write(`kommo-mcp: ${message}\n`);

function warnOf(io: Io, options: KommoMcpOptions): void {
  for (const warning of new Gate(options).warnings()) say(io, `warning: ${warning}`);
}

// One thing that fails does not keep the other from being done.
async function reload(
  io: Io,
  options: Options,
  gate: KommoMcpOptions,
  server: Serving,
  audit: AuditFile | undefined,
  accounts: FileAccounts | undefined,
): Promise<void> {
  try {
    audit?.reopen();
  } catch (error) {
    say(io, `the audit log could not be opened again (${(error as Error).message}); the old file stays open`);
  }
  try {
    const policy = await readPolicyFile(io, options);
    await server.setPolicy(policy);
    for (const own of accounts ? gatesOf({ ...gate, policy }, accounts) : [{ ...gate, policy }]) warnOf(io, own);
    say(io, policy ? 'the policy was loaded again' : 'there is no policy to load again');
  } catch (error) {
    say(io, `the policy was not loaded (${(error as Error).message}); the old one stays in force`);
  }
  try {
    await accounts?.reload();
    if (accounts) say(io, 'the accounts were loaded again');
  } catch (error) {
    say(io, `the accounts were not loaded (${(error as Error).message}); the old ones stay in force`);
  }
}

// One file for each policy of an account, since its counters are named by its rules.
async function countsOf(
  io: Io,
  { counts, policy, sandbox, accounts }: Options,
  source: Kommo | FileAccounts,
): Promise<CountStore | undefined> {
  if (counts !== undefined) return fileCounts(resolve(io.cwd, counts));
  // A sandbox starts anew each time, and without a policy there are no limits.
  if ((policy === undefined && accounts === undefined) || sandbox) return undefined;
  const whose = 'find' in source ? resolve(io.cwd, accounts as string) : source.baseUrl;
  const name = (await sha256Hex(`${whose} ${policy === undefined ? '' : resolve(io.cwd, policy)}`)).slice(0, 32);
  return fileCounts(join(homedir(), '.kommo-sdk', 'counts', `${name}.json`));
}

async function startHttp(
  io: Io,
  options: Options,
  source: Kommo | FileAccounts,
  all: KommoMcpOptions,
): Promise<Serving> {
  const { host, port } = options;
  const several = 'find' in source;
  const token = variable(io, 'KOMMO_MCP_TOKEN');
  const local = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
  if (!local && !token && !several) {
    throw new Failure(
      `--host ${host} can be reached from elsewhere`,
      'set KOMMO_MCP_TOKEN to a secret, name --accounts, or leave it out',
    );
  }
  const guards = { token, ...(!local && { hosts: false as const }) };
  const handler = await createKommoMcpHandler(several ? source.find : source, { ...all, ...guards });
  const { serve } = await import('../http-server.js');
  const server = await serve(handler.fetch, { host, port });
  const how = several
    ? `, ${source.list().length} accounts`
    : token
      ? ''
      : ', without a token: KOMMO_MCP_TOKEN sets one';
  io.stderr.write(`kommo-mcp serves ${server.url}/mcp${how}\n`);
  return {
    setPolicy: handler.setPolicy,
    close: async () => {
      await handler.close();
      await server.close();
    },
  };
}

function interrupted({ signal }: Io): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    signal.addEventListener('abort', () => done(), { once: true });
  });
}
