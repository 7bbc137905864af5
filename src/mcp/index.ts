/**
 * `kommo-sdk/mcp`: a Model Context Protocol server over one Kommo account. Needs the package `@modelcontextprotocol/server` 2.x.
 * @module
 */
import type { McpServer } from '@modelcontextprotocol/server';
import type { Kommo } from '../client.js';
import { createHttpHandler, type HttpOptions, type KommoMcpHandler } from './http.js';
import { loadSdk, loadStdio } from './load.js';
import type { KommoMcpOptions } from './options.js';
import { KommoMcp } from './server.js';

export type { HttpOptions, KommoMcpHandler } from './http.js';
export type { AuditEvent, KommoMcpOptions } from './options.js';
export { type Clause, type Condition, type Limit, loadPolicy, type PolicyDocument, type Rule } from './policy-load.js';
export type { Category, Lang } from './tables.js';

/**
 * A server to connect to a transport of your own, or to add tools to.
 * @throws InputError on a policy or a name that does not fit; Error where `@modelcontextprotocol/server` is not installed
 */
export async function createKommoMcpServer(kommo: Kommo, options: KommoMcpOptions = {}): Promise<McpServer> {
  return new KommoMcp(await loadSdk(), kommo, options).server();
}

/**
 * A web handler (`fetch`) that serves old and new clients, without sessions. Give it a `token`, or put it behind a check of your own.
 * @throws as {@link createKommoMcpServer}
 */
export async function createKommoMcpHandler(
  kommo: Kommo,
  options: KommoMcpOptions & HttpOptions = {},
): Promise<KommoMcpHandler> {
  return createHttpHandler(new KommoMcp(await loadSdk(), kommo, options), options);
}

/**
 * Serves a client over stdin and stdout, until it closes them. Nothing else may write to stdout.
 * @throws as {@link createKommoMcpServer}
 */
export async function serveKommoMcpStdio(
  kommo: Kommo,
  options: KommoMcpOptions = {},
): Promise<{ close(): Promise<void> }> {
  const [sdk, { serveStdio }] = await Promise.all([loadSdk(), loadStdio()]);
  const mcp = new KommoMcp(sdk, kommo, options);
  return serveStdio(() => mcp.server());
}
