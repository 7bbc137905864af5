import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createSandbox } from '../../src/testing/index.js';
import { ask } from './support.js';

const LEADS = '/api/v4/leads';
const create = { method: 'POST', body: [{ name: 'x' }] };

describe('faults over fetch', () => {
  it('answers an error status once, as a problem, then works again', async () => {
    const sandbox = createSandbox();
    const fault = sandbox.fail({ status: 503, retryAfter: 3 });
    const answer = await ask(sandbox, LEADS);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3']);
    expect(answer.body).toMatchObject({ title: 'Service Unavailable', status: 503, retry_after: 3 });
    expect((await ask(sandbox, LEADS)).status).toBe(200);
    expect([fault.hits, fault.remaining]).toEqual([1, 0]);
    expect(sandbox.requests.map(({ status, fault: kind }) => [status, kind])).toEqual([
      [503, 'status'],
      [200, undefined],
    ]);
  });

  it('meets only what it matches: operation, method, path; skips some; ends after `times`', async () => {
    const sandbox = createSandbox({ rateLimit: false });
    sandbox.fail({ operation: ['leads.get'], status: 500, times: 2, skip: 1 });
    sandbox.fail({ method: 'post', path: LEADS, status: 504 });
    sandbox.fail({ path: /loss_reasons/, status: 502 });
    const get = async (path: string): Promise<number> => (await ask(sandbox, path)).status;
    expect([await get(LEADS), await get(`${LEADS}/20000001`), await get(`${LEADS}/20000001`)]).toEqual([200, 200, 500]);
    expect([await get(`${LEADS}/20000001`), await get(`${LEADS}/20000001`)]).toEqual([500, 200]);
    expect((await ask(sandbox, LEADS, create)).status).toBe(504);
    expect(await get(`${LEADS}/loss_reasons`)).toBe(502);
  });

  it('can be taken out, and comes from the options too', async () => {
    const sandbox = createSandbox({ faults: [{ status: 500, times: Number.POSITIVE_INFINITY }], rateLimit: false });
    expect((await ask(sandbox, LEADS)).status).toBe(500);
    sandbox.reset();
    expect((await ask(sandbox, LEADS)).status).toBe(500);
    const other = createSandbox();
    other.fail({}).remove();
    expect((await ask(other, LEADS)).status).toBe(200);
  });

  it('`before` leaves the request undone, `after` does it and loses the answer', async () => {
    const sandbox = createSandbox();
    const before = sandbox.db.leads.size;
    sandbox.fail({ status: 504 });
    await ask(sandbox, LEADS, create);
    expect(sandbox.db.leads.size).toBe(before);
    sandbox.fail({ status: 504, when: 'after' });
    expect((await ask(sandbox, LEADS, create)).status).toBe(504);
    expect(sandbox.db.leads.size).toBe(before + 1);
  });

  it('answers HTML, nothing, and JSON that is cut', async () => {
    const sandbox = createSandbox();
    sandbox.fail({ kind: 'html', status: 403 });
    expect(await ask(sandbox, LEADS)).toMatchObject({
      status: 403,
      type: 'text/html; charset=utf-8',
      body: expect.stringContaining('<html>'),
    });
    sandbox.fail({ kind: 'empty' });
    const fetched = async (): Promise<Response> =>
      sandbox.fetch(LEADS, { headers: { authorization: 'Bearer sandbox-token' } });
    expect(await (await fetched()).text()).toBe('');
    sandbox.fail({ kind: 'garbage' });
    await expect((await fetched()).json()).rejects.toThrow(SyntaxError);
  });

  it('takes a body and headers of your own', async () => {
    const sandbox = createSandbox();
    sandbox.fail({ status: 429, body: 'slow down', headers: { 'content-type': 'text/plain', 'retry-after': '9' } });
    const answer = await ask(sandbox, LEADS);
    expect([answer.body, answer.type, answer.headers.get('retry-after')]).toEqual(['slow down', 'text/plain', '9']);
  });

  it('rejects like fetch on a reset, and breaks the body on a cut', async () => {
    const sandbox = createSandbox();
    sandbox.fail({ kind: 'reset' });
    await expect(sandbox.fetch(LEADS)).rejects.toThrow(new TypeError('fetch failed'));
    sandbox.fail({ kind: 'cut' });
    const response = await sandbox.fetch(LEADS, { headers: { authorization: 'Bearer sandbox-token' } });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(new TypeError('terminated'));
    expect(sandbox.requests.map(({ status }) => status)).toEqual([undefined, 200]);
  });

  it('hangs until the signal, and rejects with its reason', async () => {
    const sandbox = createSandbox();
    sandbox.fail({ kind: 'hang', times: 2 });
    const reason = new Error('enough');
    const controller = new AbortController();
    const hanging = sandbox.fetch(LEADS, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 20);
    await expect(hanging).rejects.toBe(reason);
    const request = new Request(`${sandbox.options.baseUrl}${LEADS}`, { signal: AbortSignal.timeout(20) });
    await expect(sandbox.handle(request)).rejects.toThrow(/timeout/i);
  });

  it('shows after a delay', async () => {
    const sandbox = createSandbox();
    sandbox.fail({ status: 500, delayMs: 30 });
    await expectAfter(30, () => ask(sandbox, LEADS));
  });
});

/** Expects that a call is answered when so many ms have passed, and not before. */
async function expectAfter(ms: number, call: () => Promise<unknown>): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  let answered = false;
  const answer = call().then(() => (answered = true));
  await vi.advanceTimersByTimeAsync(ms - 1);
  expect(answered).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await answer;
  vi.useRealTimers();
}

describe('latency', () => {
  it('waits before the request is processed, and gives way to the signal', async () => {
    const sandbox = createSandbox({ latencyMs: () => 40 });
    await expectAfter(40, () => ask(sandbox, LEADS));
    const before = sandbox.db.leads.size;
    const options = { method: 'POST', body: '[{}]', headers: { authorization: 'Bearer sandbox-token' } };
    await expect(sandbox.fetch(LEADS, { ...options, signal: AbortSignal.timeout(5) })).rejects.toThrow(/timeout/i);
    expect(sandbox.db.leads.size).toBe(before);
  });

  it('refuses a signal that was aborted before', async () => {
    const sandbox = createSandbox();
    await expect(sandbox.fetch(LEADS, { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
    expect(sandbox.requests).toHaveLength(0);
  });
});
