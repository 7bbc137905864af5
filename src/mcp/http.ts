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
  const { createMcpHandler, hostHeaderValidationResponse, localhostAllowedHostnames, originValidationResponse } =
    mcp.sdk;
  const handler = createMcpHandler(() => mcp.server());
  const names = hosts === false ? undefined : [...(hosts ?? localhostAllowedHostnames())];
  return {
    close: () => handler.close(),
    async fetch(request) {
      const guarded =
        names && (hostHeaderValidationResponse(withHost(request), names) ?? originValidationResponse(request, names));
      if (guarded) return guarded;
      const given = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
      if (token !== undefined && !(await same(given ?? '', token))) {
        return Response.json(
          { jsonrpc: '2.0', id: null, error: { code: -32001, message: 'A bearer token is needed.' } },
          { status: 401, headers: { 'www-authenticate': 'Bearer' } },
        );
      }
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
  const { createServer } = await import('node:http');
  const { Readable } = await import('node:stream');
  const server = createServer(async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    try {
      const headers = new Headers(
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string]),
      );
      const bodiless = incoming.method === 'GET' || incoming.method === 'HEAD';
      const body = bodiless ? {} : { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' as const };
      const response = await handler.fetch(
        new Request(`http://${incoming.headers.host ?? host}${incoming.url ?? '/'}`, {
          method: incoming.method ?? 'GET',
          headers,
          signal: gone.signal,
          ...body,
        }),
      );
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      if (response.body) for await (const chunk of response.body) outgoing.write(chunk);
    } catch {
      if (!outgoing.headersSent) outgoing.writeHead(500);
    }
    outgoing.end();
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const { port: taken } = server.address() as { port: number };
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/mcp`,
    close: async () => {
      await handler.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

// A Request made in a program has no Host header; its address says the same.
function withHost(request: Request): Request {
  return request.headers.has('host')
    ? request
    : new Request(request.url, { headers: { host: new URL(request.url).host } });
}

// Digests are compared, so that the time does not depend on where they differ.
async function same(a: string, b: string): Promise<boolean> {
  const digest = async (text: string): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const [one, two] = await Promise.all([digest(a), digest(b)]);
  return one.reduce((difference, byte, i) => difference | (byte ^ (two[i] as number)), 0) === 0;
}
