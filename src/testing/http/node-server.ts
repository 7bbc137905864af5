import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Incoming, Outcome } from './incoming.js';

/** A sandbox that listens on 127.0.0.1. */
export interface SandboxServer {
  /** For example `http://127.0.0.1:49152`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and closes every open connection. Safe to call twice. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

type Exchange = (incoming: Incoming) => Promise<Outcome>;

/** Serves the exchange over HTTP/1.1. Rejects when the port is taken. */
export async function listen(exchange: Exchange, port: number): Promise<SandboxServer> {
  const server = createServer((request, response) => {
    serve(exchange, request, response).catch(() => request.socket.destroy());
  });
  // Clients keep connections for reuse; the server must not be the one that drops them in the middle of a test.
  server.keepAliveTimeout = 60_000;
  await start(server, port);
  const bound = (server.address() as AddressInfo).port;
  const close = (): Promise<void> => stop(server);
  const url = `http://127.0.0.1:${bound}`;
  return { url, port: bound, close, [Symbol.asyncDispose]: close };
}

function start(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(exchange: Exchange, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const outcome = await exchange({
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`),
    headers: headersOf(request),
    bytes: await read(request),
    signal: gone.signal,
  });
  if (outcome.kind === 'hang') return;
  if (outcome.kind === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  const bytes = Buffer.from(outcome.bytes ?? []);
  const sized = outcome.bytes !== undefined || outcome.status !== 204;
  response.writeHead(outcome.status, { ...outcome.headers, ...(sized && { 'content-length': String(bytes.length) }) });
  if (outcome.kind === 'cut') cut(response, request.socket, bytes);
  else response.end(bytes);
}

// Half of the body has to leave before the connection goes.
function cut(response: ServerResponse, socket: Socket, bytes: Buffer): void {
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => setTimeout(() => socket.resetAndDestroy(), 5));
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    headers.append(request.rawHeaders[i] as string, request.rawHeaders[i + 1] as string);
  }
  return headers;
}

async function read(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
