import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { resolveLimit } from '../../src/limit/limiter.js';
import { PausedError } from '../../src/limit/types.js';
import { WorkersLimiter } from '../../src/limit/workers.js';
import { maxInWindow } from '../support/http-server.js';
import { LimitedServer, seeded } from '../support/limited-server.js';

// The limiter of workers waits on timers alone, so the clock of the test decides everything. How it runs in the real
// runtime is in workers-runtime.test.ts.
const limiterOf = (options = {}): WorkersLimiter => new WorkersLimiter(resolveLimit(options));
const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('never more than the limit in any second', () => {
  test.each([0, 30, 400])('of 70 calls at once, answered after %i ms; and the limit is used', async (answerMs) => {
    const server = new LimitedServer({ answer: () => answerMs });
    const limiter = limiterOf();
    const calls = Promise.all(many(70, () => server.call(limiter)));
    await vi.runAllTimersAsync();
    await calls;
    expect(server.seen.refused).toBe(0);
    expect(maxInWindow(server.seen.arrivals, 1_000)).toBe(7);
    // Nine intervals lie between the first and the last seven; the first one is longer, as no connection is known to be open.
    expect(Math.max(...server.seen.arrivals) - Math.min(...server.seen.arrivals)).toBeLessThanOrEqual(9 * 1_008 + 400);
  });

  test('of calls that come at any time', async () => {
    const random = seeded();
    const server = new LimitedServer({ answer: () => 20 });
    const limiter = limiterOf();
    const calls: Promise<void>[] = [];
    for (let i = 0; i < 300; i++) {
      calls.push(server.call(limiter));
      await vi.advanceTimersByTimeAsync(random() < 0.8 ? random() * 100 : random() * 2_000);
    }
    await vi.runAllTimersAsync();
    await Promise.all(calls);
    expect(server.seen.refused).toBe(0);
  });

  test('without a limit all start at once', async () => {
    const limiter = limiterOf({ limit: Number.POSITIVE_INFINITY });
    expect(await Promise.all(many(50, (i) => limiter.run(async () => i)))).toHaveLength(50);
  });
});

/** Fills the interval, and returns a function that starts a named call. */
async function busy(limiter: WorkersLimiter, limit = 7) {
  await Promise.all(many(limit, () => limiter.run(async () => {})));
  const order: string[] = [];
  const call = (name: string, options = {}): Promise<unknown> => limiter.run(async () => order.push(name), options);
  return { order, call };
}

describe('the order', () => {
  test('high before normal before low, and front first', async () => {
    const { order, call } = await busy(limiterOf({ limit: 1 }), 1);
    const calls = [
      call('low', { priority: 'low' }),
      call('normal 1'),
      call('normal 2'),
      call('high', { priority: 'high' }),
      call('front', { front: true }),
    ];
    await vi.runAllTimersAsync();
    await Promise.all(calls);
    expect(order).toEqual(['high', 'front', 'normal 1', 'normal 2', 'low']);
  });

  test('a high call passes hundreds of low ones', async () => {
    const { order, call } = await busy(limiterOf());
    const leave = new AbortController();
    const low = Promise.allSettled(many(300, (i) => call(`low ${i}`, { priority: 'low', signal: leave.signal })));
    const high = call('high', { priority: 'high' });
    await vi.advanceTimersByTimeAsync(1_300);
    await high;
    expect(order.indexOf('high')).toBeLessThan(7);
    leave.abort(new Error('enough'));
    await low;
  });

  test('a call that does not want its turn leaves it to the next', async () => {
    const limiter = limiterOf({ limit: 1 });
    await limiter.run(async () => {});
    const nothing = limiter.run(() => undefined);
    const next = limiter.run(async () => 'ran');
    await vi.runAllTimersAsync();
    expect(await nothing).toBeUndefined();
    expect(await next).toBe('ran');
    expect(limiter.stats()).toMatchObject({ queued: 0, running: 0, started: 2 });
  });
});

describe('leaving', () => {
  test('an aborted call rejects at once, and the others go on', async () => {
    const { order, call } = await busy(limiterOf());
    const controller = new AbortController();
    const dropped = call('dropped', { signal: controller.signal }).catch((error: Error) => error.message);
    const next = call('next');
    controller.abort(new Error('enough'));
    expect(await dropped).toBe('enough');
    await vi.runAllTimersAsync();
    await next;
    expect(order).toEqual(['next']);
  });

  test('a job that throws or fails counts, and its error is passed on', async () => {
    const limiter = limiterOf({ limit: 2 });
    const failed = limiter.run(async () => Promise.reject(new Error('no')));
    await expect(failed).rejects.toThrow('no');
    const thrown = limiter.run(() => {
      throw new Error('at once');
    });
    await expect(thrown).rejects.toThrow('at once');
    expect(limiter.stats()).toMatchObject({ started: 2, running: 0, queued: 0 });
  });

  test('calls of a request that has ended hold the others up for a moment only', async () => {
    const limiter = limiterOf();
    const { order, call } = await busy(limiter);
    // What a worker does with the timers of a request that has ended.
    const setTimer = vi.spyOn(globalThis, 'setTimeout').mockImplementation(() => 0 as never);
    for (let i = 0; i < 40; i++) void call('dead');
    setTimer.mockRestore();
    const alive = Promise.all(many(9, () => call('alive')));
    await vi.advanceTimersByTimeAsync(4_000);
    await alive;
    expect(order).toEqual(many(9, () => 'alive'));
    await vi.advanceTimersByTimeAsync(60_000);
    await call('later');
    expect(limiter.stats().queued).toBe(0);
  });
});

describe('a pause', () => {
  test('holds everybody up, and resume ends it', async () => {
    const limiter = limiterOf();
    limiter.pause(60_000);
    const order: string[] = [];
    const call = limiter.run(async () => order.push('ran'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(order).toEqual([]);
    limiter.resume();
    await vi.advanceTimersByTimeAsync(500);
    await call;
    expect(order).toEqual(['ran']);
  });

  test('ends calls that do not sit it out, those that wait already included', async () => {
    const limiter = limiterOf();
    const { call } = await busy(limiter);
    const waiting = call('waiting', { maxPauseMs: 1_000 }).catch((error: unknown) => error);
    limiter.pause(30_000);
    await vi.advanceTimersByTimeAsync(500);
    expect(await waiting).toBeInstanceOf(PausedError);
    await expect(limiter.run(async () => 1, { maxPauseMs: 1_000 })).rejects.toBeInstanceOf(PausedError);
  });

  test('is capped', async () => {
    const limiter = limiterOf({ maxPauseMs: 5_000 });
    limiter.pause(1e12);
    expect(limiter.stats()).toMatchObject({ pauses: 1, pausedForMs: 5_000 });
  });
});
