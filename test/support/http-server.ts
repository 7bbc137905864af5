import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as the server saw it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** `performance.now()` of its arrival. */
  readonly at: number;
}

export type Handler = (seen: Seen, res: ServerResponse, req: IncomingMessage, count: number) => void | Promise<void>;

export interface TestServer {
  readonly url: string;
  readonly seen: Seen[];
  readonly server: Server;
}

/** A real HTTP server on 127.0.0.1 that ends with the test. Gives its address. */
export async function listen(listener: RequestListener): Promise<string> {
  return (await start(listener)).url;
}

async function start(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** The same, with what it was asked. `count` is the number of the request, from 1. */
export async function serve(handler: Handler): Promise<TestServer> {
  const seen: Seen[] = [];
  const { url, server } = await start(async (req, res) => {
    const at = performance.now();
    let body = '';
    for await (const chunk of req.setEncoding('utf8')) body += chunk;
    const entry = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body, at };
    seen.push(entry);
    await handler(entry, res, req, seen.length);
  });
  return { url, seen, server };
}

/** Answers with JSON. */
export function json(res: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void {
  const type = status < 400 ? 'application/hal+json' : 'application/problem+json';
  res.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body));
}

/** Most arrivals in any half-open window of `windowMs`. */
export function maxInWindow(times: readonly number[], windowMs: number): number {
  let most = 0;
  for (const [i, start] of times.entries()) {
    let end = i;
    while (end < times.length && (times[end] as number) - start < windowMs) end++;
    most = Math.max(most, end - i);
  }
  return most;
}
