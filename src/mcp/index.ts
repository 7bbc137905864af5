/**
 * `kommo-sdk/mcp`: a Model Context Protocol server over one Kommo account. Needs the package `@modelcontextprotocol/server` 2.x.
 * @module
 */

import type { McpServer } from '@modelcontextprotocol/server';
import type { Kommo } from '../client/kommo.js';
import { InputError } from '../errors.js';
import type { PolicyDocument } from '../generated/mcp.js';
import { checkKeys, checkKommo } from '../util/check.js';
import type { McpAccounts } from './accounts.js';
import { Gate } from './gate.js';
import { createAccountsHandler, createHttpHandler, inTurn, type KommoMcpHandler, loaded } from './http.js';
import { type HttpOptions, type KommoMcpOptions, MCP_OPTIONS } from './options.js';
import { KommoMcp } from './server.js';

export type { Category, Clause, Condition, Lang, Limit, PolicyDocument, Rule } from '../generated/mcp.js';
export {
  type FileAccounts,
  type FileAccountsOptions,
  fileAccounts,
  type McpAccount,
  type McpAccounts,
} from './accounts.js';
export { loadPolicy } from './catalogue.js';
export type { KommoMcpHandler } from './http.js';
export type { HttpOptions, KommoMcpOptions } from './options.js';
export { fileCounts, redisCounts } from './policy/count-stores.js';
export type { CountStore } from './policy/counts.js';
export type { ApprovalCall, AuditEvent } from './policy/decision.js';

/** A running server. */
export interface KommoMcpServing {
  /** Stops the calls that are under way. */
  close(): Promise<void>;
  /** Puts another policy in place, also for connections that are open. @throws InputError; the old policy then stays */
  setPolicy(policy: PolicyDocument | string | undefined): Promise<void>;
}

/**
 * A server to connect to a transport of your own, or to add tools to.
 * @throws InputError on a policy or a name that does not fit, or if `@modelcontextprotocol/server` is not installed
 */
export async function createKommoMcpServer(kommo: Kommo, options: KommoMcpOptions = {}): Promise<McpServer> {
  return (await load(kommo, options)).server();
}

/**
 * A web handler (`fetch`) that serves old and new clients, without sessions. Pass a `token`, or check requests yourself before it.
 * With a function in place of `kommo`, each bearer token reaches the account that the function returns for it; see {@link fileAccounts}.
 * @throws as {@link createKommoMcpServer}
 */
export async function createKommoMcpHandler(
  kommo: Kommo | McpAccounts,
  options: KommoMcpOptions & HttpOptions = {},
): Promise<KommoMcpHandler> {
  checkKeys(options, 'options', [...MCP_OPTIONS, 'token', 'hosts']);
  const { token, hosts, ...rest } = options;
  if (typeof kommo !== 'function') return createHttpHandler(await load(kommo, rest), { token, hosts });
  if (options.mirror !== undefined)
    throw new InputError('mirror', 'holds one account, and does not go with several accounts');
  // What is wrong with the options is said now, and not with the first request.
  const checked = { ...(await checkOptions(rest)), token, hosts };
  const sdk = await loadSdk();
  return createAccountsHandler(
    sdk,
    kommo,
    ({ account, kommo: own, write }, policy, before) =>
      new KommoMcp(sdk, own, { ...rest, policy, write: rest.write && write !== false }, account, before),
    checked,
  );
}

/**
 * Serves a client over stdin and stdout, until it closes them. Nothing else may write to stdout.
 * @throws as {@link createKommoMcpServer}
 */
export async function serveKommoMcpStdio(kommo: Kommo, options: KommoMcpOptions = {}): Promise<KommoMcpServing> {
  const [mcp, { serveStdio }] = await Promise.all([
    load(kommo, options),
    import('@modelcontextprotocol/server/stdio').catch(missing),
  ]);
  const serving = serveStdio(() => mcp.server());
  return { close: () => serving.close(), setPolicy: inTurn(async (policy) => mcp.load(await loaded(policy))) };
}

// The options with their policy read in full. What else is wrong with them is said too.
async function checkOptions<T extends KommoMcpOptions>(options: T): Promise<T> {
  // A policy under a misspelt key would not limit anything.
  checkKeys(options, 'options', MCP_OPTIONS);
  const checked = { ...options, policy: await loaded(options.policy) };
  new Gate(checked);
  return checked;
}

async function load(kommo: Kommo, options: KommoMcpOptions): Promise<KommoMcp> {
  checkKommo(kommo);
  const checked = await checkOptions(options);
  return new KommoMcp(await loadSdk(), kommo, checked);
}

const loadSdk = () => import('@modelcontextprotocol/server').catch(missing);

function missing(cause: { code?: string }): never {
  if (!/MODULE_NOT_FOUND/.test(cause.code ?? '')) throw cause;
  throw new InputError(
    'kommo-sdk/mcp',
    'needs the package @modelcontextprotocol/server 2.x: npm install @modelcontextprotocol/server. ' +
      'With npx: npx -y -p kommo-sdk -p @modelcontextprotocol/server kommo-mcp.',
  );
}
