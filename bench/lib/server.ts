/**
 * The server of the benches, a process of its own so that its work is not counted. Its options are its argument, as JSON.
 * Prints its port. `GET /stats` tells what came in since the last time it was asked.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { pageOf } from './lead.js';

export interface ServerOptions {
  /** Leads on a page. Default 250. */
  readonly size?: number;
  /** The last page that there is. Default: no end. */
  readonly pages?: number;
  readonly latencyMs?: number;
  /** Arrivals in any second, counted strictly: those that are refused count too. Default: no limit. */
  readonly limit?: number;
  readonly gzip?: boolean;
}

export interface ServerStats {
  readonly requests: number;
  readonly refused: number;
  readonly maxInSecond: number;
  /** From the first arrival to the last answer. */
  readonly seconds: number;
}

const options = JSON.parse(process.argv[2] ?? '{}') as ServerOptions;
const {
  size = 250,
  pages = Number.POSITIVE_INFINITY,
  latencyMs = 0,
  limit = Number.POSITIVE_INFINITY,
  gzip = false,
} = options;
let arrivals: number[] = [];
let refused = 0;
let answeredAt = 0;
let base = '';

// Made once. Only the address of the next page and the id of the first lead differ, and are cut in.
// A page that always holds the same leads would be taken for a circle.
const MARK = 'NEXT-PAGE';
const FIRST_ID = '{"id":1,';
const [head = '', body = ''] = pageOf(size, MARK).split(`"${MARK}"`);
const bytes = (text: string): readonly [Buffer, Buffer] => {
  const at = text.indexOf(FIRST_ID) + FIRST_ID.length - 2;
  return [Buffer.from(text.slice(0, at)), Buffer.from(text.slice(at + 1))];
};
const headBytes = Buffer.from(head);
const page = bytes(body);
const lastPage = bytes(pageOf(size, undefined));
const zipped = gzipSync(pageOf(size, undefined));

const server = createServer((req, res) => {
  const now = performance.now();
  if (req.url === '/stats') {
    res.end(JSON.stringify(stats()));
    arrivals = [];
    refused = 0;
    return;
  }
  arrivals.push(now);
  const last = arrivals.length - 1;
  const tooMany = last >= limit && now - (arrivals[last - limit] ?? Number.NEGATIVE_INFINITY) < 1000;
  if (tooMany) refused++;
  const answer = (): void => {
    answeredAt = performance.now();
    if (tooMany)
      res
        .writeHead(429, { 'content-type': 'application/problem+json' })
        .end('{"title":"Too many requests","status":429}');
    else sendPage(req, res);
  };
  if (latencyMs > 0) setTimeout(answer, latencyMs);
  else answer();
});

function sendPage(req: IncomingMessage, res: ServerResponse): void {
  // Not everybody asks for it.
  if (gzip && String(req.headers['accept-encoding']).includes('gzip')) {
    res.writeHead(200, { 'content-type': 'application/hal+json', 'content-encoding': 'gzip' }).end(zipped);
    return;
  }
  const number = Number(/[?&]page=(\d+)/.exec(req.url ?? '')?.[1] ?? 1);
  if (number > pages) {
    res.writeHead(204).end();
    return;
  }
  const next = Buffer.from(`"${base}/api/v4/leads?page=${number + 1}&limit=${size}"`);
  const isLast = number >= pages;
  const [before, after] = isLast ? lastPage : page;
  const firstId = Buffer.from(String((number - 1) * size + 1));
  const sent = Buffer.concat([...(isLast ? [] : [headBytes, next]), before, firstId, after]);
  res.writeHead(200, { 'content-type': 'application/hal+json', 'content-length': sent.length }).end(sent);
}

function stats(): ServerStats {
  let maxInSecond = 0;
  for (const [first, start] of arrivals.entries()) {
    let end = first;
    while (end < arrivals.length && (arrivals[end] ?? 0) - start < 1000) end++;
    maxInSecond = Math.max(maxInSecond, end - first);
  }
  return { requests: arrivals.length, refused, maxInSecond, seconds: (answeredAt - (arrivals[0] ?? 0)) / 1000 };
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  console.log(port);
});
process.on('disconnect', () => process.exit());
