import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test, vi } from 'vitest';
import type { RateLimiter, RateLimiterOptions } from '../../src/limit/types.js';
import { maxInWindow } from '../support/http-server.js';
import { LimitedServer } from '../support/limited-server.js';

/** How the contract makes a limiter and lets time pass. */
export interface Harness {
  /** Milliseconds of its interval. The limit is 7. */
  readonly intervalMs: number;
  make(options?: RateLimiterOptions): RateLimiter;
  /** Lets time pass until the work is done. */
  until<T>(work: Promise<T>): Promise<T>;
  elapse(ms: number): Promise<void>;
  /** When the calls of the last limiter started, on the clock that decided it. Default: when they arrived at the server of the test. */
  starts?(): Promise<number[]>;
  /** The same clock. Default `performance.now`. */
  now?(): Promise<number>;
  /** Starts that may be on their way when a pause is asked for. Default 0. */
  readonly ahead?: number;
  /** Calls that wait at the same time in a test of crowds. Default 10 000. */
  readonly crowd?: number;
}

const LIMIT = 7;
/** An interval whose half outlasts a stall of a busy machine. A limiter that spreads its calls over the interval needs more than half. */
const LONG_MS = 6_000;

/** What every limiter of this package promises. */
export function limiterContract(name: string, harness: Harness): void {
  const { intervalMs, make, until, elapse, ahead = 0, crowd = 10_000 } = harness;
  const startsAt = async (way: LimitedServer): Promise<number[]> => (await harness.starts?.()) ?? way.seen.arrivals;
  const now = async (): Promise<number> => (await harness.now?.()) ?? performance.now();
  const server = (): LimitedServer => new LimitedServer({ intervalMs });
  const many = (count: number, call: (index: number) => Promise<unknown>): Promise<unknown[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => call(index)));
  const spent = (limiter: RateLimiter): Promise<unknown> => until(many(LIMIT, () => limiter.run(async () => {})));

  describe(`${name}: the limit`, () => {
    test.each([
      ['all at once', 50, 0, true],
      ['one after the other', 30, 0.01, false],
      ['slow answers', 35, 0.6, true],
      ['answers that take longer than an interval', 21, 2.5, true],
    ])('%s: at most 7 in any interval', async (_, calls, share, parallel) => {
      const limiter = make();
      const way = new LimitedServer({ intervalMs, answer: () => share * intervalMs });
      const work = async (): Promise<void> => {
        if (parallel) await many(calls, () => limiter.run(way.request));
        else for (let i = 0; i < calls; i++) await limiter.run(way.request);
      };
      await until(work());
      expect(way.seen.arrivals).toHaveLength(calls);
      expect(maxInWindow(await startsAt(way), intervalMs)).toBeLessThanOrEqual(LIMIT);
      expect(limiter.stats()).toMatchObject({ queued: 0, running: 0, started: calls });
    });

    test('the full burst starts at once', async () => {
      const [limiter, way] = [make({ intervalMs: LONG_MS }), server()];
      await until(many(LIMIT, () => limiter.run(way.request)));
      expect(maxInWindow(await startsAt(way), LONG_MS / 2)).toBe(LIMIT);
    });

    test('one start, then a burst near the border of its interval', async () => {
      const [limiter, way] = [make(), server()];
      await until(limiter.run(way.request));
      await elapse(intervalMs * 0.93);
      await until(many(20, () => limiter.run(way.request)));
      expect(maxInWindow(await startsAt(way), intervalMs)).toBe(LIMIT);
    });

    test('failed jobs count, whether they throw or reject', async () => {
      const [limiter, way] = [make(), server()];
      const fails = async (): Promise<void> => {
        void way.request();
        throw new Error('no');
      };
      const throws = (): Promise<void> => {
        void way.request();
        throw new Error('no');
      };
      const results = many(21, (i) => limiter.run(i % 2 ? fails : throws).catch((error: Error) => error.message));
      expect(new Set(await until(results))).toEqual(new Set(['no']));
      expect(way.seen.arrivals).toHaveLength(21);
      expect(maxInWindow(await startsAt(way), intervalMs)).toBe(LIMIT);
    });

    // It threw in a timer, which ends the process.
    test('a job of plain JavaScript may return a value or another kind of promise', async () => {
      const limiter = make();
      // biome-ignore lint/suspicious/noThenProperty: it is a promise of another kind.
      const other = { then: (resolve: (value: number) => void) => resolve(7) };
      const results = [5, null, other].map((given) => limiter.run(() => given as never));
      expect(await until(Promise.all(results))).toEqual([5, null, 7]);
      expect(limiter.stats()).toMatchObject({ queued: 0, running: 0, started: 3 });
    });

    test('a job that returns undefined gives its turn to the next call', async () => {
      const [limiter, way] = [make({ intervalMs: LONG_MS }), server()];
      const declined = many(40, () => limiter.run(() => undefined));
      const sent = many(LIMIT, () => limiter.run(way.request));
      await until(Promise.all([declined, sent]));
      expect(new Set(await declined)).toEqual(new Set([undefined]));
      expect(maxInWindow(await startsAt(way), LONG_MS / 2)).toBe(LIMIT);
      expect(limiter.stats()).toMatchObject({ started: LIMIT, queued: 0 });
    });
  });

  describe(`${name}: a pause`, () => {
    test('holds every call, and a shorter one does not cut it', async () => {
      const [limiter, way] = [make(), server()];
      await until(limiter.run(async () => {}));
      const from = await now();
      limiter.pause(3 * intervalMs);
      limiter.pause(intervalMs / 10);
      await until(many(20, () => limiter.run(way.request)));
      const later = (await startsAt(way)).slice(-20);
      expect(later.every((at) => at - from >= 3 * intervalMs - 1)).toBe(true);
      expect(maxInWindow(await startsAt(way), intervalMs)).toBe(LIMIT);
      expect(limiter.stats()).toMatchObject({ pauses: 2, pausedForMs: 0 });
    });

    test('holds calls that wait already', async () => {
      const [limiter, way] = [make(), server()];
      await spent(limiter);
      const work = many(10, () => limiter.run(way.request));
      await elapse(intervalMs / 2);
      const from = await now();
      limiter.pause(2 * intervalMs);
      await until(work);
      const early = (await startsAt(way)).filter((at) => at > from && at - from < 2 * intervalMs - 1);
      expect(early.length).toBeLessThanOrEqual(ahead);
    });

    test('lasts an hour at most, whatever is asked, and resume() ends it', async () => {
      const [limiter, way] = [make(), server()];
      limiter.pause(999_999_999_000);
      await elapse(intervalMs / 10);
      const { pausedForMs } = limiter.stats();
      expect(pausedForMs).toBeGreaterThan(3_500_000);
      expect(pausedForMs).toBeLessThanOrEqual(3_600_000);
      const work = many(3, () => limiter.run(way.request));
      await elapse(intervalMs);
      expect(way.seen.arrivals).toHaveLength(0);
      limiter.resume();
      await until(work);
      expect(limiter.stats()).toMatchObject({ queued: 0, pausedForMs: 0 });
    });

    test('can be capped lower', async () => {
      const limiter = make({ maxPauseMs: 5_000 });
      limiter.pause(60_000);
      expect(limiter.stats().pausedForMs).toBeLessThanOrEqual(5_000);
      limiter.resume();
      await until(limiter.run(async () => {}));
    });

    test('that is longer than a call sits out ends that call, and only that', async () => {
      const limiter = make();
      await spent(limiter);
      const waiting = limiter.run(async () => 'never', { maxPauseMs: 1_000 }).catch((error: unknown) => error);
      const patient = limiter.run(async () => 'ran');
      limiter.pause(60_000);
      const later = limiter.run(async () => 'never', { maxPauseMs: 1_000 }).catch((error: unknown) => error);
      for (const error of await until(Promise.all([waiting, later])))
        expect(error).toMatchObject({ name: 'PausedError' });
      expect(limiter.stats()).toMatchObject({ queued: 1, started: LIMIT });
      limiter.resume();
      expect(await until(patient)).toBe('ran');
    });
  });

  describe(`${name}: an abort`, () => {
    test('takes a call out of the queue, and its turn goes to the next', async () => {
      const limiter = make();
      await spent(limiter);
      const controller = new AbortController();
      const dropped = limiter.run(async () => 'never', { signal: controller.signal }).catch((error: unknown) => error);
      const next = limiter.run(async () => 'ran');
      controller.abort(new Error('enough'));
      // Without time passing.
      expect(await dropped).toMatchObject({ message: 'enough' });
      expect(await until(next)).toBe('ran');
      expect(limiter.stats()).toMatchObject({ queued: 0, started: LIMIT + 1 });
    });

    test('of a call that comes too late rejects at once', async () => {
      const limiter = make();
      const signal = AbortSignal.abort(new Error('enough'));
      await expect(limiter.run(async () => 'never', { signal })).rejects.toThrow('enough');
    });

    test(`${2 * crowd} queued and aborted calls leave the heap level`, async () => {
      const limiter = make();
      const round = async (): Promise<void> => {
        const controller = new AbortController();
        const calls = Array.from({ length: 2 * crowd }, () =>
          limiter.run(async () => 'ran', { signal: controller.signal }),
        );
        const all = Promise.allSettled(calls);
        controller.abort(new Error('enough'));
        await until(all);
      };
      await until(limiter.run(async () => {}));
      await round();
      const before = heapMb();
      for (let i = 0; i < 3; i++) await round();
      expect(heapMb() - before).toBeLessThan(3);
      expect(limiter.stats().queued).toBe(0);
    });
  });

  describe(`${name}: priority`, () => {
    test(`${crowd} low calls do not delay a high one by more than an interval`, async () => {
      const [limiter, way] = [make(), server()];
      const controller = new AbortController();
      const { signal } = controller;
      const low = many(crowd, () => limiter.run(way.request, { priority: 'low', signal }).catch(() => {}));
      await elapse(intervalMs * 1.5);
      const before = way.seen.arrivals.length;
      await until(limiter.run(way.request, { priority: 'high' }));
      expect(way.seen.arrivals.length - before).toBeLessThanOrEqual(LIMIT + 1);
      controller.abort();
      await until(low);
    });

    test('nobody starves: of 8 turns in a row, one goes to a call that was passed', async () => {
      const limiter = make();
      await spent(limiter);
      const order: string[] = [];
      const call = (priority: 'high' | 'normal' | 'low') => limiter.run(async () => order.push(priority), { priority });
      await until(Promise.all([call('low'), call('normal'), many(24, () => call('high'))]));
      expect(order.slice(0, 7)).toEqual(Array.from({ length: 7 }, () => 'high'));
      expect(order.indexOf('normal')).toBeLessThan(9);
      expect(order.indexOf('low')).toBeLessThan(16);
    });

    test('a call that comes back goes to the front of its priority', async () => {
      const limiter = make({ limit: 1 });
      await until(limiter.run(async () => {}));
      const order: string[] = [];
      const call = (id: string, front: boolean) => limiter.run(async () => order.push(id), { front });
      await until(Promise.all([call('a', false), call('b', false), call('c', true)]));
      expect(order).toEqual(['c', 'a', 'b']);
    });

    test('refuses an unknown one', async () => {
      const limiter = make();
      await expect(limiter.run(async () => {}, { priority: 'urgent' as never })).rejects.toThrow(/^priority must be/);
    });
  });

  describe(`${name}: clocks and chance`, () => {
    test('a clock that is set back an hour stops nobody', async () => {
      const [limiter, way] = [make(), server()];
      const work = many(35, () => limiter.run(way.request));
      await elapse(intervalMs * 1.5);
      const now = Date.now;
      const clock = vi.spyOn(Date, 'now').mockImplementation(() => now.call(Date) - 3_600_000);
      try {
        await until(work);
      } finally {
        clock.mockRestore();
      }
      expect(maxInWindow(await startsAt(way), intervalMs)).toBe(LIMIT);
    });

    test('a mocked Date and Math.random do no harm', async () => {
      const [limiter, way] = [make(), server()];
      const mocks = [vi.spyOn(Date, 'now').mockReturnValue(0), vi.spyOn(Math, 'random').mockReturnValue(0)];
      try {
        await until(many(35, () => limiter.run(way.request)));
      } finally {
        for (const mock of mocks) mock.mockRestore();
      }
      expect(maxInWindow(await startsAt(way), intervalMs)).toBe(LIMIT);
    });
  });

  test(`${name}: a slow refresh passes 40 waiting calls, which keep the limit after it`, async () => {
    const [limiter, way] = [make(), server()];
    const sent: string[] = [];
    let token: string | undefined;
    const refreshing = async (): Promise<void> => {
      await limiter.run(
        async () => {
          sent.push('refresh');
          await way.request();
          await new Promise((resolve) => setTimeout(resolve, 3 * intervalMs));
          token = 'fresh';
        },
        { priority: 'high', front: true },
      );
    };
    let refresh: Promise<void> | undefined;
    const job = (): Promise<unknown> | undefined => {
      if (token === undefined) return undefined;
      sent.push('call');
      return way.request();
    };
    const call = async (): Promise<void> => {
      for (let front = false; ; front = true) {
        if ((await limiter.run(job, { front })) !== undefined) return;
        refresh ??= refreshing();
        await refresh;
      }
    };
    await until(many(40, call));
    expect(sent[0]).toBe('refresh');
    expect(sent.filter((what) => what === 'refresh')).toHaveLength(1);
    expect(way.seen.arrivals).toHaveLength(41);
    expect(maxInWindow(await startsAt(way), intervalMs)).toBe(LIMIT);
  });
}

function heapMb(): number {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  gc();
  gc();
  return process.memoryUsage().heapUsed / 1e6;
}
