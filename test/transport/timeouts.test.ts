import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { TimeoutError } from '../../src/index.js';
import { client } from '../support/client.js';
import { serveDrive } from '../support/drive-server.js';
import { json, serve } from '../support/http-server.js';
import { lead } from '../support/lead.js';
import { noJitter } from '../support/no-jitter.js';

noJitter();

describe('timeouts', () => {
  test('of one attempt: a GET is tried again', async () => {
    // The clock of the test, since a busy machine can be late for the second attempt as well.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { url, seen } = await serve((_, res, __, count) =>
      count === 1 ? void vi.advanceTimersByTime(500) : json(res, lead),
    );
    await expect(client(url, { timeoutMs: 500 }).leads.get(1)).resolves.toMatchObject({ id: 1 });
    expect(seen).toHaveLength(2);
  });

  test('of one attempt: covers the body', async () => {
    const { url } = await serve((_, res) => void res.writeHead(200, { 'content-type': 'application/json' }).write('{'));
    const error = await client(url)
      .leads.get(1, {}, { timeoutMs: 60, retries: 0 })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ scope: 'attempt', timeoutMs: 60, maybeProcessed: true });
  });

  test('of the whole call: covers the queue and the waits', async () => {
    const { url } = await serve((_, res) => json(res, { retry_after: 30 }, 429));
    const error = await client(url)
      .leads.get(1, {}, { totalTimeoutMs: 100 })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'TimeoutError', scope: 'total', timeoutMs: 100, path: '/api/v4/leads/1' });
    expect(String(error)).toContain('GET /api/v4/leads/1 gave no answer');
  });

  test.each([2 ** 31, Number.POSITIVE_INFINITY])('%d ms are longer than a timer lasts', async (ms) => {
    const drive = await serveDrive();
    const { files } = client(drive.url);
    await expect(files.list({}, { timeoutMs: ms, totalTimeoutMs: ms })).resolves.toMatchObject({ data: [] });
    await expect(files.upload(new Uint8Array(3), { name: 'a', totalTimeoutMs: ms })).resolves.toBeDefined();
  });

  test('0 means none', async () => {
    const { url } = await serve((_, res) => void setTimeout(() => json(res, lead), 50));
    await expect(client(url, { timeoutMs: 0 }).leads.get(1)).resolves.toMatchObject({ id: 1 });
  });
});
