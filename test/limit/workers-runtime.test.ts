import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startWorker, WORKER_BUNDLE, workersFolder } from '../../scripts/build/workers.js';
import { here } from '../../scripts/here.js';
import { json, maxInWindow, serve } from '../support/http-server.js';

/** The compatibility dates of workers that were made long ago, and lately. */
const DATES = ['2024-09-23', '2026-07-01'];

const ANSWER = {
  id: 1,
  _embedded: { loss_reasons: [{ id: 1, name: 'x' }], custom_fields: [{ id: 1, name: 'x', type: 'text' }] },
};

const EXAMPLE = /```ts\n(import \{ Kommo \}[^`]*export default[^`]*)```/
  .exec(readFileSync(here('docs/runtimes.md'), 'utf8'))?.[1]
  ?.replace("subdomain: 'acme'", 'baseUrl: env.BASE') as string;

// One client for all requests. The number of calls comes with the request; `/leave` ends before its calls do.
const SHARED = `
import { Kommo } from 'kommo-sdk';
let kommo;
export default {
  async fetch(request, env) {
    kommo ??= new Kommo({ baseUrl: env.BASE, accessToken: 't' });
    const { pathname, searchParams } = new URL(request.url);
    const calls = Array.from({ length: Number(searchParams.get('n') ?? 1) }, () => kommo.leads.get(1));
    if (pathname === '/leave') return new Response('left');
    await Promise.all(calls);
    return new Response('ok');
  },
};`;

const FIELDS = `
import { Kommo } from 'kommo-sdk';
let kommo;
export default {
  async fetch(request, env) {
    kommo ??= new Kommo({ baseUrl: env.BASE, accessToken: 't' });
    const fields = kommo.fields('leads');
    return new Response(request.url.endsWith('/leave') ? 'left' : (await fields).all.length);
  },
};`;

const AT_LOAD = `
import { Kommo } from 'kommo-sdk';
const kommo = new Kommo({ baseUrl: 'BASE', accessToken: 't' });
export default { async fetch() { return Response.json((await kommo.leads.get(1)).id); } };`;

// Says with each call when it left. A busy machine delivers late, so arrivals would count the machine.
const STAMP = `const send = globalThis.fetch;
globalThis.fetch = (input, init) => send(input, { ...init, headers: [...new Headers(init?.headers), ['x-sent', Date.now()]] });`;

describe('Cloudflare Workers', () => {
  beforeAll(workersFolder);

  // At the same time, because they wait for their limits.
  const onEach = async (check: (date: string) => Promise<void>): Promise<void> => {
    await Promise.all(DATES.map(check));
  };

  async function start(source: string, date: string) {
    const { url, seen } = await serve(async (_, response) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      json(response, ANSWER);
    });
    const bundle = await build({
      stdin: { contents: source.replace("'BASE'", `'${url}'`), loader: 'ts', resolveDir: here('') },
      alias: { 'kommo-sdk': here('src/index.ts') },
      ...WORKER_BUNDLE,
      banner: { js: STAMP },
    });
    const bindings = { BASE: url, KOMMO_ACCESS_TOKEN: 't' };
    const worker = await startWorker(bundle.outputFiles[0]?.text ?? '', date, bindings);
    onTestFinished(worker.stop);
    const get = async (path = '/'): Promise<string> => {
      const response = await fetch(new URL(path, worker.url));
      return `${response.status} ${(await response.text()).slice(0, 300)}`;
    };
    const maxInASecond = (): number => {
      const sent = seen.map(({ headers }) => Number(headers['x-sent'])).sort((a, b) => a - b);
      expect(sent.every((at) => at > 0)).toBe(true);
      // Two clocks of whole milliseconds may differ by one.
      return maxInWindow(sent, 998);
    };
    return { get, seen, maxInASecond };
  }

  test('the example of the guide, one after the other and all at once', () =>
    onEach(async (date) => {
      const { get, seen, maxInASecond } = await start(EXAMPLE, date);
      const answers: string[] = [];
      for (let i = 0; i < 30; i++) answers.push(await get());
      answers.push(...(await Promise.all(Array.from({ length: 30 }, () => get()))));
      expect(answers).toEqual(answers.map(() => '200 [{"id":1,"name":"x"}]'));
      expect(seen).toHaveLength(60);
      expect(maxInASecond()).toBeLessThanOrEqual(7);
    }));

  test('one client for all requests, with more calls than the limit in each', () =>
    onEach(async (date) => {
      const { get, seen, maxInASecond } = await start(SHARED, date);
      expect(await get('/?n=10')).toBe('200 ok');
      expect(await Promise.all([get('/?n=9'), get('/?n=9'), get('/?n=9')])).toEqual(['200 ok', '200 ok', '200 ok']);
      expect(seen).toHaveLength(37);
      expect(maxInASecond()).toBeLessThanOrEqual(7);
    }));

  test('calls of a request that has ended hold up nobody', () =>
    onEach(async (date) => {
      const { get, maxInASecond } = await start(SHARED, date);
      expect(await get('/leave?n=40')).toBe('200 left');
      expect(await Promise.all([get('/?n=3'), get('/?n=9')])).toEqual(['200 ok', '200 ok']);
      expect(maxInASecond()).toBeLessThanOrEqual(7);
    }));

  test('nothing is shared with a request that has ended', () =>
    onEach(async (date) => {
      const { get } = await start(FIELDS, date);
      // It ends before the fields of the account are there, and another request waits for the same fields.
      expect(await get('/leave')).toBe('200 left');
      expect(await get()).toBe('200 1');
      expect(await Promise.all([get(), get(), get()])).toEqual(['200 1', '200 1', '200 1']);
    }));

  test('a client that is made as the worker loads', () =>
    onEach(async (date) => {
      const { get } = await start(AT_LOAD, date);
      expect(await get()).toBe('200 1');
    }));
});
