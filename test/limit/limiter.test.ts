import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createRateLimiter, InputError, Kommo } from '../../src/index.js';
import { json, serve } from '../support/http-server.js';

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
      const limiter = createRateLimiter({ limit: 1, intervalMs: 3_600_000 });
      await limiter.run(async () => {});
      const waiting = createRateLimiter({ limit: 1, intervalMs: 300 });
      await waiting.run(async () => {});
      waiting.run(async () => console.log('ran'));
      process.on('exit', () => console.log('exit'));
    `);
    // The first limiter would hold it back for an hour, which is longer than this test may take.
    expect(stdout).toBe('ran\nexit\n');
  });

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
  });
});
