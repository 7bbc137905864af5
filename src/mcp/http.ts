import { InputError } from '../errors.js';
import type { KommoMcp } from './server.js';

/** Guards of the web handler. */
export interface HttpOptions {
  /** Bearer token that a request has to bring. */
  token?: string | undefined;
  /** Host names that a request may name, and that pages may come from. Default: those of this machine; `false` checks none. */
  hosts?: readonly string[] | false | undefined;
}

/** A web handler. */
export interface KommoMcpHandler {
  /** Answers one request; bound, so it can be handed on. */
  fetch(request: Request): Promise<Response>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** Host and Origin first, against pages that point a name of theirs at this machine; then the token. */
export function createHttpHandler(mcp: KommoMcp, { token, hosts }: HttpOptions): KommoMcpHandler {
  if (token !== undefined && token.length < 16) throw new InputError('token', 'must have 16 characters or more');
  const { createMcpHandler, localhostAllowedHostnames, originValidationResponse, validateHostHeader } = mcp.sdk;
  const handler = createMcpHandler(() => mcp.server());
  const names = hosts === false ? undefined : [...(hosts ?? localhostAllowedHostnames())];
  const refuse = (status: number, message: string): Response =>
    Response.json(
      { jsonrpc: '2.0', id: null, error: { code: -32_000, message } },
      { status, headers: status === 401 ? { 'www-authenticate': 'Bearer' } : {} },
    );
  return {
    close: () => handler.close(),
    async fetch(request) {
      // A Request made in a program has no Host header; its address says the same.
      const host = request.headers.get('host') ?? new URL(request.url).host;
      if (names && !validateHostHeader(host, names).ok) return refuse(403, 'This host name is not served.');
      const foreign = names && originValidationResponse(request, names);
      if (foreign) return foreign;
      const given = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
      if (token !== undefined && !(await same(given ?? '', token))) return refuse(401, 'A bearer token is needed.');
      return handler.fetch(request);
    },
  };
}

/** Whether an address is of this machine only. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

/** Serves the handler with Node's own server. */
export async function listen(
  handler: KommoMcpHandler,
  { host, port }: { host: string; port: number },
): Promise<{ url: string; close(): Promise<void> }> {
  const [{ createServer }, { Readable }] = await Promise.all([import('node:http'), import('node:stream')]);
  const server = createServer(async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    try {
      const { method = 'GET', url = '/' } = incoming;
      const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
      const body = /^(GET|HEAD)$/.test(method)
        ? {}
        : { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' as const };
      const response = await handler.fetch(
        new Request(`http://${incoming.headers.host ?? host}${url}`, { method, headers, signal: gone.signal, ...body }),
      );
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      for await (const chunk of response.body ?? []) outgoing.write(chunk);
    } catch {
      if (!outgoing.headersSent) outgoing.writeHead(500);
    }
    outgoing.end();
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const close = async (): Promise<void> => {
    await handler.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as { port: number }).port}/mcp`,
    close,
  };
}

// Digests are compared, so that the time does not tell where they differ.
async function same(a: string, b: string): Promise<boolean> {
  const digest = async (text: string): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const [one, two] = await Promise.all([digest(a), digest(b)]);
  return one.reduce((difference, byte, i) => difference | (byte ^ (two[i] ?? 0)), 0) === 0;
}
