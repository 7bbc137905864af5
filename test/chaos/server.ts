import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FAULTS, GOOD, TEXT } from './faults.js';

/** A server that goes wrong in every way, and the one next door that must never be called. */
export interface ChaosServer {
  readonly url: string;
  /** How often each fault was met. */
  readonly met: Map<string, number>;
  /** Names of the leads that were created, and how often. */
  readonly created: Map<string, number>;
  /** Requests that went to the other origin. */
  readonly strays: string[];
  /** Requests with a token that is not ours, or none. */
  readonly strangers: string[];
  requests: number;
  close(): Promise<void>;
}

/** Numbers between 0 and 1, the same ones for the same seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export async function chaosServer(seed: number, token: string): Promise<ChaosServer> {
  const dice = random(seed);
  const strays: string[] = [];
  const elsewhere = await listen(
    createServer((req, res) => {
      strays.push(`${req.method} ${req.url} ${req.headers.authorization ?? 'without a token'}`);
      res.end('{}');
    }),
  );
  const chaos: Omit<ChaosServer, 'url' | 'close'> = {
    met: new Map(),
    created: new Map(),
    strays,
    strangers: [],
    requests: 0,
  };
  const server = await listen(
    createServer(async (req, res) => {
      chaos.requests++;
      if (req.headers.authorization !== `Bearer ${token}`) chaos.strangers.push(`${req.method} ${req.url}`);
      let body = '';
      const meeting = {
        req,
        res,
        elsewhere: elsewhere.url,
        read: async () => {
          for await (const chunk of req.setEncoding('utf8')) body += chunk;
        },
        process: () => answer(req.method ?? '', req.url ?? '', body, chaos.created),
      };
      const [name, fault] = req.url?.includes('redirected=1') ? ['none', GOOD] : pick(dice());
      chaos.met.set(name, (chaos.met.get(name) ?? 0) + 1);
      // What the client takes away while it is answered is not the server's trouble.
      await fault(meeting).catch(() => {});
    }),
  );
  return Object.assign(chaos, {
    url: server.url,
    close: async () => {
      await server.close();
      await elsewhere.close();
    },
  });
}

function pick(chance: number): [string, (typeof FAULTS)[string][1]] {
  let left = chance * 1000;
  for (const [name, [perMille, fault]] of Object.entries(FAULTS)) {
    left -= perMille;
    if (left < 0) return [name, fault];
  }
  return ['none', GOOD];
}

function answer(method: string, url: string, body: string, created: Map<string, number>): object | undefined {
  const { pathname, searchParams } = new URL(url, 'http://x');
  const id = Number(/\d+$/.exec(pathname)?.[0]);
  if (method === 'DELETE') return undefined;
  if (method === 'POST') {
    const leads = (JSON.parse(body) as { name: string }[]).map(({ name }, i) => {
      created.set(name, (created.get(name) ?? 0) + 1);
      return { id: i + 1, request_id: String(i) };
    });
    return { _embedded: { leads } };
  }
  if (!pathname.endsWith('/leads')) return { id, name: TEXT };
  const page = Number(searchParams.get('page') ?? 1);
  const leads = [1, 2, 3].map((i) => ({ id: page * 10 + i, name: TEXT }));
  const next = page < 3 ? { next: { href: `${pathname}?page=${page + 1}` } } : {};
  return { _page: page, _links: next, _embedded: { leads } };
}

async function listen(server: Server): Promise<{ url: string; close(): Promise<void> }> {
  server.keepAliveTimeout = 1_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
