import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createRateLimiter, InputError, Kommo } from '../../src/index.js';
import { json, maxInWindow, serve } from '../support/http-server.js';

// A tenth of the real interval, so that ten windows take a second.
const scaled = { limit: 7, intervalMs: 100, guardMs: 5 };

async function starts(jobs: number, latencyMs: number, parallel: boolean): Promise<{ at: number[]; ms: number }> {
  const limiter = createRateLimiter(scaled);
  const at: number[] = [];
  const begin = performance.now();
  const job = async (): Promise<void> => {
    at.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, latencyMs));
  };
  if (parallel) await Promise.all(Array.from({ length: jobs }, () => limiter.run(job)));
  else for (let i = 0; i < jobs; i++) await limiter.run(job);
  return { at, ms: performance.now() - begin };
}

describe('never more than the limit in any sliding interval', () => {
  test.each([
    ['all at once', 50, 4, true],
    ['one after the other', 50, 1, false],
    ['slow answers', 35, 60, true],
  ])('%s', async (_, jobs, latencyMs, parallel) => {
    const { at } = await starts(jobs, latencyMs, parallel);
    expect(at).toHaveLength(jobs);
    expect(maxInWindow(at, scaled.intervalMs)).toBeLessThanOrEqual(7);
  });

  test('the full burst is allowed', async () => {
    const { at } = await starts(7, 0, true);
    expect((at[6] as number) - (at[0] as number)).toBeLessThan(50);
  });

  test('one start, then a burst near the border of its interval', async () => {
    const limiter = createRateLimiter(scaled);
    const at: number[] = [];
    const job = async (): Promise<number> => at.push(performance.now());
    await limiter.run(job);
    await new Promise((resolve) => setTimeout(resolve, 93));
    await Promise.all(Array.from({ length: 20 }, () => limiter.run(job)));
    expect(maxInWindow(at, scaled.intervalMs)).toBeLessThanOrEqual(7);
  });

  test('failed jobs count as well', async () => {
    const limiter = createRateLimiter(scaled);
    const at: number[] = [];
    const job = async (): Promise<void> => {
      at.push(performance.now());
      throw new Error('no');
    };
    await Promise.allSettled(Array.from({ length: 21 }, () => limiter.run(job)));
    expect(at).toHaveLength(21);
    expect(maxInWindow(at, scaled.intervalMs)).toBeLessThanOrEqual(7);
    expect(limiter.stats()).toMatchObject({ queued: 0, running: 0, started: 21 });
  });
});

describe('what waits can leave', () => {
  test('an aborted job rejects at once and its turn goes to the next', async () => {
    const limiter = createRateLimiter({ limit: 1, intervalMs: 200, guardMs: 0 });
    await limiter.run(async () => {});
    const controller = new AbortController();
    const dropped = limiter.run(async () => 'never', { signal: controller.signal });
    const next = limiter.run(async () => 'ran');
    const begin = performance.now();
    controller.abort(new Error('enough'));
    await expect(dropped).rejects.toThrow('enough');
    expect(performance.now() - begin).toBeLessThan(50);
    await expect(next).resolves.toBe('ran');
    expect(performance.now() - begin).toBeLessThan(350);
  });

  test('a thousand aborted jobs do not hold up the next', async () => {
    const limiter = createRateLimiter({ limit: 1, intervalMs: 100, guardMs: 0 });
    await limiter.run(async () => {});
    const controller = new AbortController();
    const dropped = Array.from({ length: 1000 }, () => limiter.run(async () => 'never', { signal: controller.signal }));
    const next = limiter.run(async () => 'ran');
    controller.abort(new Error('enough'));
    const results = await Promise.allSettled(dropped);
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    await expect(next).resolves.toBe('ran');
    expect(limiter.stats().started).toBe(2);
  });
});

describe('pause', () => {
  test('holds everybody, whoever asks', async () => {
    const limiter = createRateLimiter(scaled);
    limiter.pause(150);
    const begin = performance.now();
    await Promise.all([limiter.run(async () => {}), limiter.run(async () => {})]);
    expect(performance.now() - begin).toBeGreaterThanOrEqual(145);
  });

  test('a shorter pause does not cut a longer one, and after it the limit still holds', async () => {
    const limiter = createRateLimiter(scaled);
    limiter.pause(150);
    limiter.pause(10);
    const begin = performance.now();
    const at: number[] = [];
    await Promise.all(Array.from({ length: 20 }, () => limiter.run(async () => at.push(performance.now()))));
    expect((at[0] as number) - begin).toBeGreaterThanOrEqual(145);
    expect(maxInWindow(at, scaled.intervalMs)).toBeLessThanOrEqual(7);
  });

  test('a pause longer than the caller is ready to sit out fails at once', async () => {
    const limiter = createRateLimiter(scaled);
    limiter.pause(60_000);
    await expect(limiter.run(async () => {}, { maxPauseMs: 1_000 })).rejects.toThrow(/paused for another 60 s/);
    expect(limiter.stats()).toMatchObject({ queued: 0, started: 0 });
  });
});

describe('who shares a limiter', () => {
  test('every client of the process by default; by account, or apart, on request', async () => {
    const { url } = await serve((_, res) => json(res, { id: 1 }));
    const make = (rateLimit?: ConstructorParameters<typeof Kommo>[0]['rateLimit'], baseUrl = url): Kommo =>
      new Kommo({ baseUrl, accessToken: 'token-of-a-test', rateLimit });
    const started = (kommo: Kommo): number => kommo.stats().started;

    const [one, two] = [make(), make(undefined, 'https://other.kommo.com')];
    const before = started(two);
    await one.lossReasons.get(1);
    expect(started(two)).toBe(before + 1);

    const [mine, other] = [make({ scope: 'account' }), make({ scope: 'account' }, 'https://other.kommo.com')];
    await mine.lossReasons.get(1);
    expect([started(mine), started(other)]).toEqual([1, 0]);

    const shared = createRateLimiter();
    await make(shared).lossReasons.get(1);
    expect(started(make(shared))).toBe(1);

    const off = make(false);
    await Promise.all(Array.from({ length: 30 }, () => off.lossReasons.get(1)));
    expect(started(off)).toBe(30);
  });

  test.each([
    [{ limit: 0 }, 'rateLimit.limit'],
    [{ limit: 2.5 }, 'rateLimit.limit'],
    [{ intervalMs: Number.NaN }, 'rateLimit.intervalMs'],
    [{ guardMs: -1 }, 'rateLimit.guardMs'],
  ])('refuses %o', (options, field) => {
    expect(() => createRateLimiter(options)).toThrow(InputError);
    expect(() => createRateLimiter(options)).toThrow(field);
  });
});

describe('process life', () => {
  const run = promisify(execFile);
  const script = (body: string): Promise<{ stdout: string }> =>
    run(process.execPath, ['--expose-gc', '--import', 'tsx', '--input-type=module', '-e', body], {
      cwd: process.cwd(),
    });
  const limiterUrl = new URL('../../src/index.ts', import.meta.url).href;

  test('a spent limiter does not keep the process alive, and a waiting call does', async () => {
    const { stdout } = await script(`
      import { createRateLimiter } from ${JSON.stringify(limiterUrl)};
      const limiter = createRateLimiter({ limit: 1, intervalMs: 60_000 });
      await limiter.run(async () => {});
      const waiting = createRateLimiter({ limit: 1, intervalMs: 300 });
      await waiting.run(async () => {});
      const begin = performance.now();
      waiting.run(async () => console.log('ran', performance.now() - begin < 2000));
      process.on('exit', () => console.log('exit', performance.now() - begin < 5000));
    `);
    expect(stdout).toBe('ran true\nexit true\n');
  }, 20_000);

  test('dropped clients are collected', async () => {
    const { stdout } = await script(`
      import { Kommo } from ${JSON.stringify(limiterUrl)};
      const make = (i) => new Kommo({ subdomain: 'acme' + i, accessToken: 'token', rateLimit: { scope: 'account' } });
      const refs = Array.from({ length: 2000 }, (_, i) => new WeakRef(make(i)));
      for (let i = 0; i < 5; i++) { await new Promise((r) => setTimeout(r, 20)); gc(); }
      console.log(refs.filter((ref) => ref.deref()).length);
      make(9999);
      console.log(globalThis[Symbol.for('kommo-sdk.limiters')].size);
    `);
    expect(stdout).toBe('0\n1\n');
  }, 20_000);
});
