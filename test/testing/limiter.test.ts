import { describe, expect, it } from 'vitest';
import { createSandbox, type RateLimitOptions, type Sandbox } from '../../src/testing/index.js';
import { ask } from './support.js';

const ACCOUNT = '/api/v4/account';

function sandboxAt(clock: { ms: number }, rateLimit?: RateLimitOptions | false): Sandbox {
  return createSandbox({ monotonic: () => clock.ms, ...(rateLimit !== undefined && { rateLimit }) });
}

const statuses = async (sandbox: Sandbox, count: number): Promise<number[]> => {
  const all = [];
  for (let i = 0; i < count; i += 1) all.push((await ask(sandbox, ACCOUNT)).status);
  return all;
};

describe('the limiter', () => {
  it('takes 7 in a second, and answers 429 with retry_after in the body', async () => {
    const sandbox = sandboxAt({ ms: 0 });
    expect(await statuses(sandbox, 7)).toEqual(Array(7).fill(200));
    const refused = await ask(sandbox, ACCOUNT);
    expect([refused.status, refused.type, refused.body.retry_after]).toEqual([429, 'application/problem+json', 1]);
    expect(sandbox.stats()).toEqual({ accepted: 7, refused429: 1, refused403: 0, maxPerWindow: 8 });
  });

  it('slides: each request frees its place a second later, to the millisecond', async () => {
    const clock = { ms: 0 };
    const sandbox = sandboxAt(clock, { limit: 2, blockAfter: Number.POSITIVE_INFINITY });
    expect(await statuses(sandbox, 1)).toEqual([200]);
    clock.ms = 500;
    expect(await statuses(sandbox, 2)).toEqual([200, 429]);
    clock.ms = 999.9;
    expect(await statuses(sandbox, 1)).toEqual([429]);
    clock.ms = 1000;
    expect(await statuses(sandbox, 2)).toEqual([200, 429]);
    clock.ms = 1500;
    expect(await statuses(sandbox, 2)).toEqual([200, 429]);
  });

  it('counts requests of every path and token, also those that go wrong', async () => {
    const sandbox = sandboxAt({ ms: 0 }, { limit: 3 });
    await ask(sandbox, '/nope');
    await ask(sandbox, ACCOUNT, { token: 'other' });
    await ask(sandbox, ACCOUNT, { method: 'DELETE' });
    expect(await statuses(sandbox, 1)).toEqual([429]);
  });

  it('blocks everything after repeated refusals, until it is lifted', async () => {
    const clock = { ms: 0 };
    const sandbox = sandboxAt(clock, { limit: 1, blockAfter: 3 });
    expect(await statuses(sandbox, 4)).toEqual([200, 429, 429, 429]);
    clock.ms = 50_000;
    const blocked = await ask(sandbox, ACCOUNT);
    expect([blocked.status, blocked.type]).toEqual([403, 'text/html; charset=utf-8']);
    expect(sandbox.stats().refused403).toBe(1);
    sandbox.unblock();
    expect(await statuses(sandbox, 1)).toEqual([200]);
  });

  it('lifts the block by itself after blockMs', async () => {
    const clock = { ms: 0 };
    const sandbox = sandboxAt(clock, { limit: 1, blockAfter: 1, blockMs: 5000 });
    expect(await statuses(sandbox, 3)).toEqual([200, 429, 403]);
    clock.ms = 5000;
    expect(await statuses(sandbox, 1)).toEqual([200]);
  });

  it('forgets refusals that lie more than a minute back', async () => {
    const clock = { ms: 0 };
    const sandbox = sandboxAt(clock, { limit: 1, blockAfter: 2 });
    expect(await statuses(sandbox, 2)).toEqual([200, 429]);
    clock.ms = 61_000;
    expect(await statuses(sandbox, 2)).toEqual([200, 429]);
    clock.ms = 62_000;
    expect(await statuses(sandbox, 1)).toEqual([200]);
  });

  it('can leave retry_after out, and can be off', async () => {
    const sandbox = sandboxAt({ ms: 0 }, { limit: 1, retryAfterSeconds: null });
    await ask(sandbox, ACCOUNT);
    expect((await ask(sandbox, ACCOUNT)).body).not.toHaveProperty('retry_after');
    expect(await statuses(sandboxAt({ ms: 0 }, false), 20)).toEqual(Array(20).fill(200));
  });
});
