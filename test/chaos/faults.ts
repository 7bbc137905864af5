import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** Text of three and four bytes a letter, so that a cut in the wrong place shows. */
export const TEXT = 'Заявка на поставку 東京都 🚚 '.repeat(150);
export const MAX_BYTES = 256 * 1024;
const BOMB = gzipSync(Buffer.alloc(64 * MAX_BYTES, ' '));

/** What a request meets. */
export interface Meeting {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** Reads the request to its end. */
  read(): Promise<void>;
  /** Does what the request asks, and gives what to answer. Only where the request was read. */
  process(): object | undefined;
  /** Address of a server that must never be called. */
  readonly elsewhere: string;
}

type Fault = (meeting: Meeting) => Promise<void>;

const html = (res: ServerResponse, status: number, headers: object = {}): void =>
  void res.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<html><h1>nginx</h1></html>');

const problem = (res: ServerResponse, status: number, body: object = {}, headers: object = {}): void =>
  void res
    .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
    .end(JSON.stringify({ title: 'No', status, ...body }));

const hal = (res: ServerResponse, body: object | undefined): void => {
  if (body === undefined) res.writeHead(204).end();
  else res.writeHead(200, { 'content-type': 'application/hal+json' }).end(JSON.stringify(body));
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Refuses unread, as the gateway of Kommo does with a 429. */
const refuse =
  (answer: (res: ServerResponse) => void): Fault =>
  async ({ read, res }) => {
    await read();
    answer(res);
  };

/** Does what is asked and then fails all the same. */
const processed =
  (answer: (res: ServerResponse, body: object | undefined, meeting: Meeting) => void | Promise<void>): Fault =>
  async (meeting) => {
    await meeting.read();
    await answer(meeting.res, meeting.process(), meeting);
  };

/** Each fault, with its share of a thousand requests. */
export const FAULTS: Record<string, readonly [perMille: number, fault: Fault]> = {
  '429 JSON with retry_after': [4, refuse((res) => problem(res, 429, { retry_after: 0 }))],
  '429 HTML with Retry-After': [4, refuse((res) => html(res, 429, { 'retry-after': '0' }))],
  '429 JSON without': [1, refuse((res) => problem(res, 429))],
  '429 HTML without': [1, refuse((res) => html(res, 429))],
  '429 until a date that is over': [2, refuse((res) => html(res, 429, { 'retry-after': new Date(0).toUTCString() }))],
  '500 JSON': [8, processed((res) => problem(res, 500, { trace_id: 'x' }))],
  '502 HTML': [8, processed((res) => html(res, 502))],
  '504 HTML': [8, processed((res) => html(res, 504))],
  '503 with Retry-After': [3, refuse((res) => html(res, 503, { 'retry-after': '0' }))],
  'reset before reading': [8, async ({ req }) => void req.socket.resetAndDestroy()],
  'reset after reading': [8, processed((res) => void res.socket?.resetAndDestroy())],
  'closed after reading': [8, processed((res) => void res.destroy())],
  'body cut, with a length': [
    8,
    processed(async (res, body) => {
      const text = JSON.stringify(body ?? {});
      res.writeHead(200, { 'content-type': 'application/hal+json', 'content-length': Buffer.byteLength(text) + 10 });
      res.write(text.slice(0, text.length / 2));
      await wait(1);
      res.destroy();
    }),
  ],
  'body cut, in chunks': [
    8,
    processed(async (res, body) => {
      res.writeHead(200, { 'content-type': 'application/hal+json' });
      res.write(JSON.stringify(body ?? {}).slice(0, 30));
      await wait(1);
      res.destroy();
    }),
  ],
  'body cut, and ended as if whole': [
    8,
    processed((res, body) => {
      const text = JSON.stringify(body ?? { x: 1 });
      res.writeHead(200, { 'content-type': 'application/hal+json' }).end(text.slice(0, text.length - 3));
    }),
  ],
  'slow body': [
    10,
    processed(async (res, body) => {
      const bytes = Buffer.from(JSON.stringify(body ?? {}));
      res.writeHead(200, { 'content-type': 'application/hal+json' });
      for (let at = 0; at < bytes.length; at += 2_000) {
        res.write(bytes.subarray(at, at + 2_000));
        await wait(5);
      }
      res.end();
    }),
  ],
  'pieces of 1,001 bytes': [
    60,
    processed(async (res, body) => {
      const bytes = Buffer.from(JSON.stringify(body ?? {}));
      res.writeHead(200, { 'content-type': 'application/hal+json' });
      for (let at = 0; at < bytes.length; at += 1_001) {
        res.write(bytes.subarray(at, at + 1_001));
        await new Promise(setImmediate);
      }
      res.end();
    }),
  ],
  'hang before an answer': [1, processed(() => {})],
  'hang in the body': [
    1,
    processed((res) => {
      res.writeHead(200, { 'content-type': 'application/hal+json' }).write('{"id":');
    }),
  ],
  'redirect to another origin': [
    8,
    async ({ req, res, read, elsewhere }) => {
      await read();
      res.writeHead(req.method === 'GET' ? 302 : 307, { location: `${elsewhere}${req.url}` }).end();
    },
  ],
  'redirect on its own origin': [
    8,
    async ({ req, res, read }) => {
      await read();
      const url = new URL(req.url ?? '', 'http://x');
      url.searchParams.set('redirected', '1');
      // 307 keeps the method; the request itself was not processed.
      res.writeHead(307, { location: url.pathname + url.search }).end();
    },
  ],
  'next link to another origin': [
    8,
    processed((res, body, { elsewhere }) =>
      hal(res, { ...body, _links: { next: { href: `${elsewhere}/api/v4/leads?page=2` } } }),
    ),
  ],
  'gzip bomb': [
    6,
    processed((res) => {
      res.writeHead(200, { 'content-type': 'application/hal+json', 'content-encoding': 'gzip' }).end(BOMB);
    }),
  ],
  'HTML instead of JSON': [8, processed((res) => html(res, 200))],
  '401 once': [2, refuse((res) => problem(res, 401))],
};

/** No fault at all. */
export const GOOD: Fault = processed((res, body) => hal(res, body));
