import { afterEach, describe, expect, it } from 'vitest';
import { createSandbox, type ListeningSandbox } from '../../src/testing/index.js';

const AUTH = { authorization: 'Bearer sandbox-token' };
let server: ListeningSandbox | undefined;

afterEach(async () => {
  await server?.close();
});

describe('listen', () => {
  it('serves the same account over HTTP, with links on its own origin', async () => {
    const sandbox = createSandbox();
    server = await sandbox.listen();
    const response = await fetch(`${server.url}/api/v4/leads?limit=2`, { headers: AUTH });
    const body = (await response.json()) as { _links: { next: { href: string } } };
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/hal+json');
    expect(body._links.next.href).toBe(`${server.url}/api/v4/leads?page=2&limit=2`);
    expect(sandbox.requests).toHaveLength(1);
    expect(response.headers.get('x-request-id')).toBe(sandbox.requests[0]?.id);
    expect(server.options).toEqual({ baseUrl: server.url, accessToken: 'sandbox-token' });
  });

  it('answers 204 without a body', async () => {
    server = await createSandbox().listen();
    const response = await fetch(`${server.url}/api/v4/leads/1`, { headers: AUTH });
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it('really resets the connection', async () => {
    const sandbox = createSandbox();
    server = await sandbox.listen();
    sandbox.fail({ kind: 'reset' });
    const error = await fetch(`${server.url}/api/v4/account`, { headers: AUTH }).catch((e: Error) => e);
    expect(error).toBeInstanceOf(TypeError);
    expect(((error as Error).cause as { code: string }).code).toBe('ECONNRESET');
  });

  it('sends half of the answer, then resets', async () => {
    const sandbox = createSandbox();
    server = await sandbox.listen();
    sandbox.fail({ kind: 'cut' });
    const response = await fetch(`${server.url}/api/v4/leads`, { headers: AUTH });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(TypeError);
  });

  it('hangs until the caller gives up', async () => {
    const sandbox = createSandbox();
    server = await sandbox.listen();
    sandbox.fail({ kind: 'hang' });
    const signal = AbortSignal.timeout(50);
    await expect(fetch(`${server.url}/api/v4/account`, { headers: AUTH, signal })).rejects.toThrow(/timeout/i);
  });

  it('closes with requests in flight, twice, and by `await using`', async () => {
    const sandbox = createSandbox();
    server = await sandbox.listen();
    sandbox.fail({ kind: 'hang' });
    const hanging = fetch(`${server.url}/api/v4/account`, { headers: AUTH }).catch((e: Error) => e);
    await expect.poll(() => sandbox.requests.length).toBe(1);
    await server.close();
    await server[Symbol.asyncDispose]();
    expect(await hanging).toBeInstanceOf(TypeError);
    await expect(fetch(server.url)).rejects.toThrow(TypeError);
  });

  it('takes a port, and rejects when it is taken', async () => {
    server = await createSandbox().listen();
    await expect(createSandbox().listen({ port: server.port })).rejects.toThrow(/EADDRINUSE/);
  });
});
