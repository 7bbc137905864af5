import type { ServerResponse } from 'node:http';
import type { Kommo } from '../../src/index.js';
import { client } from './client.js';
import { json, type Seen, serve } from './http-server.js';

/** How a server answers everything. */
export type Answer = (res: ServerResponse, seen: Seen, count: number) => void;

/** A client of a real server that answers everything in the same way. */
export async function setup(answer: Answer): Promise<{ kommo: Kommo; seen: Seen[] }> {
  const { url, seen } = await serve((one, res, _, count) => answer(res, one, count));
  return { kommo: client(url), seen };
}

/** The same JSON. */
export const always =
  (body: unknown, status = 200): Answer =>
  (res) =>
    json(res, body, status);

/** A status without a body. */
export const empty =
  (status: number): Answer =>
  (res) =>
    void res.writeHead(status).end();

/** Text that calls itself HTML. */
export const text =
  (body: string, status: number): Answer =>
  (res) =>
    void res.writeHead(status, { 'content-type': 'text/html' }).end(body);

/** The body of the first request. */
export const bodyOf = (seen: readonly Seen[]): unknown => JSON.parse(seen[0]?.body ?? '');

/** Method, path and body of each request. */
export const sent = (seen: readonly Seen[]): unknown[] =>
  seen.map(({ method, url, body }) => [method, decodeURI(url), body === '' ? undefined : JSON.parse(body)]);
