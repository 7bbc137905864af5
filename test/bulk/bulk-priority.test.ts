import { expect, test } from 'vitest';
import { createRateLimiter, type Priority, type RateLimiter } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

const inputs = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `lead ${i}` }));

/** A limiter that lets everything through and keeps what it was asked with. */
function recorder(): { limiter: RateLimiter; asked: (Priority | undefined)[] } {
  const limiter = createRateLimiter({ limit: Number.POSITIVE_INFINITY });
  const asked: (Priority | undefined)[] = [];
  const run: RateLimiter['run'] = (job, options) => {
    asked.push(options?.priority);
    return limiter.run(job, options);
  };
  return { limiter: { run, pause: (ms) => limiter.pause(ms), stats: () => limiter.stats() } as RateLimiter, asked };
}

test('every other call passes a run', async () => {
  const server = await serve(({ method, body }, res) => {
    if (method === 'GET') return json(res, { _embedded: { leads: [] } });
    const [{ request_id }] = JSON.parse(body) as [{ request_id: string }];
    json(res, { _embedded: { leads: [{ id: server.seen.length, request_id }] } });
  });
  const kommo = client(server.url, { rateLimit: createRateLimiter({ limit: 1, intervalMs: 40, guardMs: 0 }) });
  const run = kommo.leads.bulk.create(inputs(20), { chunkSize: 1, concurrency: 10 })[Symbol.asyncIterator]();
  await run.next();
  const before = server.seen.length;
  await kommo.leads.list();
  const passed = server.seen.slice(before).findIndex(({ method }) => method === 'GET');
  // One turn may have been on its way.
  expect(passed).toBeLessThanOrEqual(1);
  let settled = 1;
  while (!(await run.next()).done) settled++;
  expect(settled).toBe(20);
});

test('a run is low unless it is given another priority, whatever that of the client', async () => {
  const sandbox = createSandbox();
  const { limiter, asked } = recorder();
  const kommo = client(sandbox.options.baseUrl, { ...sandbox.options, rateLimit: limiter, priority: 'high' });
  await kommo.leads.bulk.create(inputs(2));
  await kommo.leads.bulk.create(inputs(2), { priority: undefined });
  await kommo.leads.bulk.create(inputs(2), { priority: 'normal' });
  await kommo.leads.list();
  expect(asked).toEqual(['low', 'low', 'normal', 'high']);
});
