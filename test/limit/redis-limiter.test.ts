import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createRateLimiter, InputError, Kommo, RateLimiterUnavailableError } from '../../src/index.js';
import { json, maxInWindow, serve } from '../support/http-server.js';
import { describeRedis, freePort, startRedis } from '../support/redis.js';
import { RedisStarts } from '../support/redis-starts.js';
import { startWorker } from '../support/worker.js';
import { limiterContract } from './contract.js';

// A fifth of the real interval, wide enough for a busy machine.
const scaled = { limit: 7, intervalMs: 200, guardMs: 10 };
let unique = 0;
const names = (): string => `test-${unique++}`;

const opened: { close?(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((limiter) => limiter.close?.()));
});

function limiter(options: Parameters<typeof createRateLimiter>[0]) {
  const made = createRateLimiter(options);
  opened.push(made);
  return made;
}

describeRedis('the contract', (redis, recorded) => {
  let name = '';
  limiterContract('redis', {
    intervalMs: 300,
    make: (options) => {
      name = names();
      // A limiter refuses a timeout below its interval.
      const timeout = { redisTimeoutMs: 120_000 };
      return limiter({ limit: 7, intervalMs: 300, guardMs: 30, ...timeout, ...options, redis: redis().url, name });
    },
    until: (work) => work,
    elapse: sleep,
    starts: () => recorded().times(name),
    now: () => recorded().now(),
    ahead: 2,
  });
});

describeRedis('limiter over Redis', (redis, recorded) => {
  test('4 processes share one limit, one of them killed half way', async () => {
    const server = await serve((_, res) => json(res, { id: 1, name: 'x' }));
    const name = names();
    const options = { baseUrl: server.url, redis: redis().url, name, calls: 12, wait: true };
    const workers = [1, 2, 3, 4].map(() => startWorker('limiter-worker.ts', options));
    await Promise.all(workers.map((worker) => worker.line(({ ready }) => ready === true)));
    for (const worker of workers) worker.send('go');
    // Half way through the 48 calls.
    await vi.waitFor(async () => expect((await recorded().times(name)).length).toBeGreaterThan(16));
    workers[0]?.process.kill('SIGKILL');
    const rest = workers.slice(1);
    const results = await Promise.all(rest.map((worker) => worker.line(({ done }) => done === 12)));
    expect(results.map(({ errors }) => errors)).toEqual([[], [], []]);
    // bench/ looks at when they came.
    const starts = await recorded().times(name);
    expect(starts.length).toBeGreaterThanOrEqual(36);
    expect(maxInWindow(starts, 1_000)).toBeLessThanOrEqual(7);
    expect(await Promise.all(rest.map(({ ended }) => ended))).toEqual([0, 0, 0]);
  });

  test('machines whose clocks differ by a minute share it all the same', async () => {
    const server = await serve((_, res) => json(res, { id: 1, name: 'x' }));
    const name = names();
    const options = { baseUrl: server.url, redis: redis().url, name, calls: 10, wait: true };
    const workers = [0, 60_000].map((skewMs) => startWorker('limiter-worker.ts', { ...options, skewMs }));
    await Promise.all(workers.map((worker) => worker.line(({ ready }) => ready === true)));
    for (const worker of workers) worker.send('go');
    const results = await Promise.all(workers.map((worker) => worker.line(({ done }) => done === 10)));
    expect(results.map(({ errors }) => errors)).toEqual([[], []]);
    const starts = await recorded().times(name, 20);
    expect(maxInWindow(starts, 1_000)).toBeLessThanOrEqual(7);
  });

  test('never more than the limit, over two instances and two kinds of source', async () => {
    const client = new Redis(redis().url);
    onTestFinished(() => client.disconnect());
    const name = names();
    const both = [limiter({ ...scaled, redis: redis().url, name }), limiter({ ...scaled, redis: client, name })];
    await Promise.all(Array.from({ length: 40 }, (_, i) => both[i % 2]?.run(async () => {})));
    const starts = await recorded().times(name, 40);
    expect(maxInWindow(starts, scaled.intervalMs)).toBeLessThanOrEqual(7);
    expect(both.map((one) => one.stats())).toMatchObject([
      { queued: 0, running: 0, started: 20, shared: 'up' },
      { queued: 0, running: 0, started: 20, shared: 'up' },
    ]);
  });

  test('the guard widens after a refusal inside the limit', async () => {
    const name = names();
    const one = limiter({ limit: 7, intervalMs: 300, guardMs: 100, redis: redis().url, name });
    // The first call of a connection is counted late, whatever comes of it.
    for (let i = 0; i < 7; i++) await one.run(async () => {});
    one.pause(1);
    for (let i = 0; i < 7; i++) await one.run(async () => {});
    const late = (await recorded().starts(name)).map(({ lateMs }) => lateMs);
    expect(late).toHaveLength(14);
    expect(Math.min(...late.slice(0, 7))).toBeLessThan(15);
    // A twentieth of the interval.
    expect(Math.min(...late.slice(7))).toBeGreaterThanOrEqual(14);
  });

  const pauseOf = (name: string): string => `{kommo-sdk:limit:${name}}:pause`;
  const isPaused = (client: Redis, name: string): Promise<void> =>
    vi.waitFor(async () => expect(await client.exists(pauseOf(name))).toBe(1));

  function admin(): Redis {
    const client = new Redis(redis().url);
    onTestFinished(() => client.disconnect());
    return client;
  }

  test('a pause holds every process, and ends', async () => {
    const name = names();
    const [a, b] = [limiter({ ...scaled, redis: redis().url, name }), limiter({ ...scaled, redis: redis().url, name })];
    await Promise.all([a?.run(async () => {}), b?.run(async () => {})]);
    const client = admin();
    // Cut once it is there: on a busy machine, a short one could be over before anybody looks.
    a?.pause(60_000);
    await isPaused(client, name);
    const from = await recorded().now();
    await client.pexpire(pauseOf(name), 600);
    await b?.run(async () => {});
    const last = (await recorded().times(name)).at(-1) as number;
    expect(last - from).toBeGreaterThanOrEqual(599);
  });

  test('a pause that is longer than the caller is ready to sit out ends his call', async () => {
    const name = names();
    const [a, b] = [limiter({ ...scaled, redis: redis().url, name }), limiter({ ...scaled, redis: redis().url, name })];
    await Promise.all([a?.run(async () => {}), b?.run(async () => {})]);
    a?.pause(30_000);
    await isPaused(admin(), name);
    await expect(b?.run(async () => {}, { maxPauseMs: 1_000 })).rejects.toMatchObject({ name: 'PausedError' });
  });

  test('a 429 in one client holds the other back, through the whole pipeline', async () => {
    let count = 0;
    const { url } = await serve((_, res) =>
      ++count === 1 ? json(res, {}, 429, { 'retry-after': '1' }) : json(res, { id: 1, name: 'x' }),
    );
    const name = names();
    const clients = [1, 2].map(
      () => new Kommo({ baseUrl: url, accessToken: 'a', rateLimit: limiter({ ...scaled, redis: redis().url, name }) }),
    );
    await clients[0]?.leads.get(1);
    await clients[1]?.leads.get(1);
    const [first, ...rest] = await recorded().times(name, 3);
    for (const at of rest) expect(at - (first as number)).toBeGreaterThanOrEqual(999);
  });

  test('an aborted call leaves at once and its turn goes to the next', async () => {
    const one = limiter({ limit: 1, intervalMs: 300, redis: redis().url, name: names() });
    await one.run(async () => {});
    const controller = new AbortController();
    const dropped = one.run(async () => 'never', { signal: controller.signal });
    const next = one.run(async () => 'ran');
    controller.abort(new Error('enough'));
    await expect(dropped).rejects.toThrow('enough');
    await expect(next).resolves.toBe('ran');
  });

  test('an idle limiter does not keep the process alive', async () => {
    const server = await serve((_, res) => json(res, { id: 1, name: 'x' }));
    const worker = startWorker('limiter-worker.ts', {
      baseUrl: server.url,
      redis: redis().url,
      calls: 1,
      name: names(),
    });
    await worker.line(({ done }) => done === 1);
    expect(await worker.ended).toBe(0);
  });

  test('clients with the same settings share one limiter, and close() lets go of its connection', async () => {
    const rateLimit = { ...scaled, redis: redis().url, name: names() };
    const { url } = await serve((_, res) => json(res, { id: 1, name: 'x' }));
    const [a, b] = [1, 2].map(() => new Kommo({ baseUrl: url, accessToken: 'a', rateLimit }));
    await a?.leads.get(1);
    expect(b?.stats().started).toBe(1);
    const client = admin();
    const connections = async (): Promise<number> =>
      String(await client.client('LIST'))
        .trim()
        .split('\n').length;
    const before = await connections();
    await a?.close();
    await vi.waitFor(async () => expect(await connections()).toBe(before - 1));
    await expect(b?.leads.get(1)).resolves.toMatchObject({ id: 1 });
    await b?.close();
  });
});

async function recording(url: string): Promise<RedisStarts> {
  const recorded = await RedisStarts.of(url);
  onTestFinished(() => recorded.close());
  return recorded;
}

describeRedis('when Redis goes away', () => {
  const away = { ...scaled, redisTimeoutMs: 400 };

  test('never there: calls fail with a clear error, then at once', async () => {
    const one = limiter({ ...away, redis: `redis://127.0.0.1:${await freePort()}` });
    await expect(one.run(async () => {})).rejects.toBeInstanceOf(RateLimiterUnavailableError);
    await expect(one.run(async () => {})).rejects.toThrow(
      /Redis server for the shared rate limit is unavailable\. Nothing listens/,
    );
    expect(one.stats()).toMatchObject({ queued: 0, shared: 'down' });
  });

  test('a server that takes connections and never answers', async () => {
    const { createServer } = await import('node:net');
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const one = limiter({ ...away, redis: `redis://127.0.0.1:${port}` });
    await expect(one.run(async () => {})).rejects.toBeInstanceOf(RateLimiterUnavailableError);
  });

  test('killed and started again: calls that wait fail, later ones go on', async () => {
    const first = await startRedis();
    onTestFinished(() => first.kill());
    const one = limiter({ ...away, redis: first.url });
    await one.run(async () => {});
    await first.kill();
    const waiting = Array.from({ length: 20 }, () => one.run(async () => {}));
    for (const result of await Promise.allSettled(waiting)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'RateLimiterUnavailableError' } });
    }
    const second = await startRedis(first.port);
    onTestFinished(() => second.kill());
    await expect.poll(() => one.run(async () => 'ran').catch(() => 'not yet')).toBe('ran');
  });

  test('a short outage is bridged without a failed call', async () => {
    const first = await startRedis();
    onTestFinished(() => first.kill());
    const name = names();
    const one = limiter({ ...scaled, redisTimeoutMs: 5_000, redis: first.url, name });
    await one.run(async () => {});
    await first.kill();
    const waiting = Array.from({ length: 20 }, () => one.run(async () => {}));
    const second = await startRedis(first.port);
    onTestFinished(() => second.kill());
    const recorded = await recording(second.url);
    await Promise.all(waiting);
    // It may have permitted some before it was asked to record, and one may be on its way back.
    await vi.waitFor(async () => expect((await recorded.times(name)).length).toBeLessThanOrEqual(20));
    const starts = await recorded.times(name);
    expect(maxInWindow(starts, scaled.intervalMs)).toBeLessThanOrEqual(7);
  });

  test('a frozen Redis counts as away', async () => {
    const frozen = await startRedis();
    onTestFinished(() => frozen.kill());
    const one = limiter({ ...away, redis: frozen.url });
    await one.run(async () => {});
    frozen.process.kill('SIGSTOP');
    await expect(one.run(async () => {})).rejects.toBeInstanceOf(RateLimiterUnavailableError);
    frozen.process.kill('SIGCONT');
    await expect.poll(() => one.run(async () => 'ran').catch(() => 'not yet')).toBe('ran');
  });

  test('a local share goes on within its part of the limit, and no flood comes when Redis is back', async () => {
    const first = await startRedis();
    onTestFinished(() => first.kill());
    const name = names();
    const shared = { ...away, onUnavailable: 'local-share', workers: 3, redis: first.url, name } as const;
    const both = [limiter(shared), limiter(shared)];
    // Starts without Redis, on the clock that decides them, in the same step.
    const alone: number[] = [];
    let count = 0;
    const run = async (i: number): Promise<void> => {
      const one = both[i % 2];
      await one?.run(async () => {
        count++;
        if (one.stats().shared === 'down') alone.push(performance.timeOrigin + performance.now());
      });
    };
    await Promise.all([run(0), run(1)]);
    await first.kill();
    await Promise.all(Array.from({ length: 16 }, (_, i) => run(i)));
    expect(both[0]?.stats().shared).toBe('down');
    // 2 each, of 7 among 3.
    expect(alone.length).toBeGreaterThan(10);
    expect(maxInWindow(alone, scaled.intervalMs)).toBeLessThanOrEqual(4);
    const second = await startRedis(first.port);
    onTestFinished(() => second.kill());
    const recorded = await recording(second.url);
    let i = 0;
    const isUp = (): boolean => both.every((one) => one.stats().shared === 'up');
    // Until Redis is in use again, and then well past the time in which the share counts as well.
    while (!isUp()) await Promise.all([run(i++), run(i++), run(i++), run(i++)]);
    const later = count + 60;
    while (count < later) await Promise.all([run(i++), run(i++), run(i++), run(i++)]);
    expect(isUp()).toBe(true);
    const starts = await recorded.times(name);
    expect(starts.length).toBeGreaterThan(20);
    const all = [...alone, ...starts].sort((a, b) => a - b);
    expect(maxInWindow(all, scaled.intervalMs)).toBeLessThanOrEqual(7);
  });
});

describe('options', () => {
  const redis = 'redis://127.0.0.1:6379';
  test.each([
    [{ redis: 'localhost' }, /^redis must be an address/],
    [{ redis: { connect() {} } }, /^redis must be a client of ioredis/],
    [{ redis, limit: Number.POSITIVE_INFINITY }, /^rateLimit\.limit must be finite/],
    [{ redis, redisTimeoutMs: 500 }, /^rateLimit\.redisTimeoutMs must be at least/],
    [{ redis, onUnavailable: 'local-share' }, /^rateLimit\.workers must/],
    [{ redis, onUnavailable: 'local-share', workers: 8 }, /^rateLimit\.workers .* 1 to 7, got 8/],
    [{ redis, onUnavailable: 'flood' }, /^rateLimit\.onUnavailable must be/],
  ])('refuses %o', (options, message) => {
    expect(() => createRateLimiter(options as never)).toThrow(InputError);
    expect(() => createRateLimiter(options as never)).toThrow(message);
  });
});
