import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { oauth } from '../../src/auth/index.js';
import { memoryStore } from '../../src/auth/memory-store.js';
import {
  BulkStoppedError,
  ConnectionError,
  createRateLimiter,
  InputError,
  Kommo,
  type Middleware,
} from '../../src/index.js';
import { noJitter } from '../support/no-jitter.js';
import { KEYS } from '../support/oauth-keys.js';

noJitter();

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A server with a certificate of its own, that nobody trusts. */
async function selfSigned(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'kommo-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [key, cert] = [join(folder, 'k.pem'), join(folder, 'c.pem')];
  const make = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj'];
  execFileSync('openssl', [...make, '/CN=localhost'], { stdio: 'ignore' });
  return portOf(createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }));
}

const hasOpenssl = ((): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** A connection that ends before a request can leave. `tries` is how often a call is made. */
const FAILURES: [string, boolean, () => Promise<string>, number][] = [
  ['a certificate that nobody trusts', hasOpenssl, async () => `https://127.0.0.1:${await selfSigned()}`, 1],
  [
    'a server that does not speak TLS',
    true,
    async () =>
      `https://127.0.0.1:${await portOf(createTcpServer((socket) => socket.end('HTTP/1.1 400 No\r\n\r\n', () => socket.destroy())))}`,
    1,
  ],
  [
    'a connection that ends in the TLS handshake',
    true,
    async () => `https://127.0.0.1:${await portOf(createTcpServer((socket) => socket.destroy()))}`,
    3,
  ],
  ['a port where nobody listens', true, async () => 'http://127.0.0.1:1', 3],
  ['a port that fetch bars', true, async () => 'http://127.0.0.1:6000', 3],
  ['a host that does not exist', true, async () => 'https://acme.invalid', 3],
];

describe.each(FAILURES)('%s', (_, runs, start, tries) => {
  test.skipIf(!runs)('sends nothing, and says so', async () => {
    const baseUrl = await start();
    let calls = 0;
    const counting = (url: string, init: RequestInit): Promise<Response> => {
      calls++;
      return fetch(url, init);
    };
    const kommo = new Kommo({ baseUrl, accessToken: 'token-123456', rateLimit: false, fetch: counting, retries: 2 });
    for (const call of [() => kommo.leads.get(1), () => kommo.leads.create({ name: 'x' })]) {
      calls = 0;
      const error = await call().then(
        () => undefined,
        (caught: unknown) => caught,
      );
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ maybeProcessed: false });
      expect(calls).toBe(tries);
    }
    // Nothing of a run is unknown: it is the same as if it had not begun.
    const stopped = await kommo.leads.bulk.create([{ name: 'x' }], { maxOutageMs: 0 }).then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(stopped).toMatchObject({ name: 'BulkStoppedError', result: { settled: 0, unknown: 0 } });
  });
});

test.skipIf(!hasOpenssl)('a token endpoint with a certificate that nobody trusts is asked once', async () => {
  const baseUrl = `https://127.0.0.1:${await selfSigned()}`;
  let calls = 0;
  const counting = (url: string, init: RequestInit): Promise<Response> => {
    calls++;
    return fetch(url, init);
  };
  const auth = oauth({ ...KEYS, baseUrl, store: memoryStore(), rateLimit: false, fetch: counting });
  await expect(auth.exchange({ code: 'c', baseUrl })).rejects.toMatchObject({ maybeProcessed: false });
  expect(calls).toBe(1);
});

test.each([
  ['Bun', Object.assign(new Error('Unable to connect.'), { code: 'ConnectionRefused' })],
  [
    'Deno',
    new TypeError('error sending request for url (https://x/): client error (Connect): tcp connect error: refused'),
  ],
  [
    'several addresses',
    new TypeError('fetch failed', {
      cause: new AggregateError([Object.assign(new Error('x'), { code: 'ETIMEDOUT', syscall: 'connect' })]),
    }),
  ],
])('%s', async (_, failure) => {
  const kommo = new Kommo({
    subdomain: 'acme',
    accessToken: 'token-123456',
    rateLimit: false,
    retries: 0,
    fetch: () => Promise.reject(failure),
  });
  await expect(kommo.leads.create({ name: 'x' })).rejects.toMatchObject({ maybeProcessed: false });
});

test('of several connections, one that was open may have sent the request', async () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' });
  const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET', syscall: 'read' });
  for (const [errors, maybeProcessed] of [
    [[refused, refused], false],
    [[reset, refused], true],
    [[refused, reset], true],
  ] as const) {
    const cause = Object.assign(new AggregateError(errors), { code: errors[0].code });
    for (const thrown of [cause, new TypeError('fetch failed', { cause })]) {
      const fetch = (): Promise<never> => Promise.reject(thrown);
      const kommo = new Kommo({ subdomain: 'acme', accessToken: 'token', fetch, rateLimit: false, retries: 0 });
      const error = await kommo.leads.create({ name: 'x' }).catch((e: unknown) => e);
      expect(error).toMatchObject({ name: 'ConnectionError', maybeProcessed });
    }
  }
});

describe('what an earlier attempt may have done', () => {
  const lost = (): Response => new Response('', { status: 502 });
  const refused = (): never => {
    throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  };
  const busy = (): Response => new Response('{}', { status: 429, headers: { 'retry-after': '30' } });

  test.each([
    ['a connection that is refused', true, [lost, refused]],
    ['a 429 and an abort', true, [lost, busy]],
    ['two connections that are refused', false, [refused, refused]],
    ['a 429 alone', false, [busy]],
  ])('stays so after %s', async (_, maybeProcessed, answers) => {
    const controller = new AbortController();
    let calls = 0;
    const fetch = async (): Promise<Response> => {
      const answer = (answers[calls++] as () => Response)();
      if (answer.status === 429) setTimeout(() => controller.abort(), 20);
      return answer;
    };
    // An abort ends the wait after a 429, before the last retry.
    const retries = answers.includes(busy as never) ? answers.length : answers.length - 1;
    // Of its own, since a pause holds every call of a shared one.
    const rateLimit = createRateLimiter();
    const kommo = new Kommo({ subdomain: 'acme', accessToken: 'token', fetch, retries, rateLimit });
    const options = { retryUnsafe: true, signal: controller.signal };
    const error = await kommo.leads.create({ name: 'x' }, options).catch((e: unknown) => e);
    expect(error).toMatchObject({ maybeProcessed });
    expect(calls).toBe(answers.length);
  });
});

test('a middleware that throws after the answer: the run does not call its inputs unsent', async () => {
  const stored: unknown[] = [];
  const fetch = async (_: string, { body }: RequestInit): Promise<Response> => {
    const items = JSON.parse(String(body)) as { request_id: string }[];
    stored.push(...items);
    return Response.json({ _embedded: { leads: items.map(({ request_id }, i) => ({ id: i + 1, request_id })) } });
  };
  for (const thrown of [new Error('the log is full'), new InputError('x', 'is odd')]) {
    stored.length = 0;
    const after: Middleware = async (request, next) => {
      await next(request);
      throw thrown;
    };
    const kommo = new Kommo({ subdomain: 'acme', accessToken: 'token', fetch, rateLimit: false, middleware: [after] });
    const error = await kommo.leads.create({ name: 'x' }).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'KommoError', maybeProcessed: true, cause: thrown });
    stored.length = 0;
    const run = kommo.leads.bulk.create([{ name: 'a' }, { name: 'b' }], { chunkSize: 2 });
    const stopped = (await Promise.resolve(run).catch((e: unknown) => e)) as BulkStoppedError;
    expect(stopped).toBeInstanceOf(BulkStoppedError);
    expect(stopped.result.unknown).toBe(stored.length);
    expect(stored).toHaveLength(2);
  }
  const before: Middleware = async () => {
    throw new Error('no key');
  };
  const kommo = new Kommo({ subdomain: 'acme', accessToken: 'token', fetch, rateLimit: false, middleware: [before] });
  await expect(kommo.leads.create({ name: 'x' })).rejects.toMatchObject({ maybeProcessed: false });
});
