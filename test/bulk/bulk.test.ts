import { describe, expect, test } from 'vitest';
import { BulkStoppedError, InputError, type LeadCreate } from '../../src/index.js';
import { many, type Stored, store } from '../support/bulk-store.js';

describe('create', () => {
  test('every input has its outcome, in order, whatever order the answer has', async () => {
    const { kommo, leads, calls } = await store();
    const inputs = many(120);
    const { outcomes, ...counts } = await kommo.leads.bulk.create(inputs);
    expect(counts).toEqual({ settled: 120, created: 120, updated: 0, failed: 0, unknown: 0 });
    expect(calls.toSorted((a, b) => b - a)).toEqual([50, 50, 20]);
    for (const [at, outcome] of outcomes.entries()) {
      expect(outcome).toMatchObject({ index: at, input: inputs[at], status: 'created' });
      const id = (outcome as { result: { id: number } }).result.id;
      expect(leads.find((lead) => lead.id === id)?.name).toBe(inputs[at]?.name);
    }
  });

  test('the request_id of the caller comes back, and may be there twice', async () => {
    const { kommo } = await store();
    const inputs = [{ name: 'a', request_id: 'mine' }, { name: 'b', request_id: 'mine' }, { name: 'c' }];
    const { outcomes } = await kommo.leads.bulk.create(inputs);
    expect(outcomes.map((o) => 'result' in o && o.result.request_id)).toEqual(['mine', 'mine', undefined]);
    expect(new Set(outcomes.map((o) => 'result' in o && o.result.id)).size).toBe(3);
  });

  test('refused items fail with their own issues, the others are sent again without them, nothing twice', async () => {
    const { kommo, leads, calls } = await store();
    const inputs = [...many(10), { name: 'bad one' }, ...many(10, 'more'), { name: 'bad two' }];
    const { outcomes, created, failed } = await kommo.leads.bulk.create(inputs, { chunkSize: 50 });
    expect({ created, failed }).toEqual({ created: 20, failed: 2 });
    expect(calls).toEqual([22, 20]);
    expect(leads).toHaveLength(20);
    expect(outcomes[10]).toMatchObject({
      status: 'failed',
      input: { name: 'bad one' },
      issues: [{ path: 'status_id', code: 'NotSupportedChoice' }],
    });
    expect(outcomes[21]).toMatchObject({ status: 'failed', input: { name: 'bad two' } });
  });

  test('a refusal that names no item is halved until the item is found', async () => {
    const { kommo, leads } = await store();
    const inputs = [...many(6), { name: 'odd' }, ...many(7, 'more')];
    const { outcomes, failed } = await kommo.leads.bulk.create(inputs);
    expect(failed).toBe(1);
    expect(outcomes[6]).toMatchObject({ status: 'failed', input: { name: 'odd' } });
    expect(leads).toHaveLength(13);
  });

  test('an input that can not be sent fails alone, before a request', async () => {
    const { kommo, calls } = await store();
    const { outcomes } = await kommo.leads.bulk.create([
      { name: 'a' },
      { price: Number.NaN },
      null as never,
      { name: 'b' },
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['created', 'failed', 'failed', 'created']);
    expect((outcomes[1] as { error: Error }).error).toBeInstanceOf(InputError);
    expect(calls).toEqual([2]);
  });

  test('after a cut call its inputs are unknown and not sent again; reconcile finds out', async () => {
    const { kommo, leads, calls } = await store();
    const inputs = [
      ...many(2),
      { name: 'cut x', price: 5 },
      { name: 'twin' },
      { name: 'twin' },
      { name: 'lost y' },
      { name: 'gone' },
    ];
    const { outcomes, unknown } = await kommo.leads.bulk.create(inputs, { chunkSize: 5, concurrency: 1 });
    expect(unknown).toBe(7);
    expect(calls).toEqual([5, 2]);
    expect(leads).toHaveLength(5);
    const soon = await kommo.leads.bulk.reconcile(outcomes);
    expect(soon.map(({ status }) => status)).toContain('unknown');
    const settled = await kommo.leads.bulk.reconcile(outcomes, { settleSeconds: 0 });
    expect(settled.map(({ status }) => status)).toEqual([
      'created',
      'created',
      'created',
      'created',
      'created',
      'failed',
      'failed',
    ]);
    const ids = settled.flatMap((o) => ('result' in o ? [o.result.id] : []));
    expect(ids.toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(leads.find(({ id }) => id === ids[2])?.name).toBe('cut x');
    expect(String((settled[6] as { error: Error }).error)).toContain('safe to send it again');
  });

  test('what can not be told apart stays unknown', async () => {
    const { kommo, leads } = await store();
    const { outcomes } = await kommo.leads.bulk.create([{ name: 'cut' }]);
    leads.push({ ...(leads[0] as Stored), id: 99 });
    const settled = await kommo.leads.bulk.reconcile(outcomes);
    expect(settled[0]?.status).toBe('unknown');
  });

  test('a 504 halves the chunks that follow', async () => {
    const { kommo, calls } = await store({}, (call) => (call === 1 ? 504 : 200));
    const { unknown, created } = await kommo.leads.bulk.create(many(30), { chunkSize: 10, concurrency: 1 });
    expect({ unknown, created }).toEqual({ unknown: 10, created: 20 });
    expect(calls).toEqual([10, 5, 5, 5, 5]);
  });

  test('the chunks grow back after a 504', async () => {
    const { kommo, calls } = await store({}, (call) => (call === 1 ? 504 : 200));
    await kommo.leads.bulk.create(many(100), { chunkSize: 10, concurrency: 1 });
    expect(calls).toEqual([10, 5, 5, 5, 5, 10, 10, 10, 10, 10, 10, 10]);
  });

  test('reads async iterables only as fast as it sends, and closes what it does not read to the end', async () => {
    const { kommo } = await store();
    let read = 0;
    let closed = false;
    async function* rows(): AsyncGenerator<LeadCreate> {
      try {
        for (;;) yield { name: `row ${read++}` };
      } finally {
        closed = true;
      }
    }
    for await (const { index } of kommo.leads.bulk.create(rows(), { chunkSize: 10, concurrency: 2 }))
      if (index === 14) break;
    expect(read).toBeLessThanOrEqual(40);
    expect(closed).toBe(true);
  });

  test('tells how far it is', async () => {
    const { kommo } = await store();
    const seen: number[] = [];
    await kommo.leads.bulk.create(many(25), { chunkSize: 10, onProgress: ({ settled }) => seen.push(settled) });
    expect(seen).toEqual([10, 20, 25]);
  });
});

describe('a run that ends early', () => {
  test('by an error that all calls would meet, keeps what was done', async () => {
    const { kommo, calls } = await store({}, (call) => (call > 2 ? 401 : 200));
    const error = (await kommo.leads.bulk
      .create(many(60), { chunkSize: 10, concurrency: 1 })
      .then(undefined, (e: unknown) => e)) as BulkStoppedError;
    expect(error).toBeInstanceOf(BulkStoppedError);
    expect(error.cause).toMatchObject({ name: 'AuthenticationError' });
    // What was refused with the token is not stored, so a later run can send it.
    expect(error.result).toMatchObject({ created: 20, failed: 0, settled: 20 });
    expect(calls).toHaveLength(3);
  });

  test('by a signal: what is under way is unknown, the rest is not sent', async () => {
    const controller = new AbortController();
    const { kommo, calls } = await store({}, (call) => {
      if (call === 2) setImmediate(() => controller.abort());
      return 200;
    });
    const inputs = [...many(10), ...many(10, 'slow'), ...many(30)];
    const run = kommo.leads.bulk.create(inputs, {
      chunkSize: 10,
      concurrency: 1,
      signal: controller.signal,
    });
    const error = (await run.then(undefined, (e: unknown) => e)) as BulkStoppedError;
    expect(error.cause).toMatchObject({ name: 'AbortError' });
    expect(error.result).toMatchObject({ created: 10, unknown: 10, settled: 20 });
    expect(calls).toEqual([10, 10]);
  });

  test('a run that is awaited belongs to whoever awaits it', async () => {
    const { kommo } = await store();
    const run = kommo.leads.bulk.create(many(1));
    const awaited = run.then(({ settled }) => settled);
    expect(() => run[Symbol.asyncIterator]()).toThrow('only once');
    await expect(awaited).resolves.toBe(1);
  });

  test('a run can not be used twice', async () => {
    const { kommo, calls } = await store();
    const run = kommo.leads.bulk.create(many(1));
    await run;
    await run;
    expect(() => run[Symbol.asyncIterator]()).toThrow('only once');
    expect(calls).toEqual([1]);
  });

  test.each([0, 251, 1.5])('chunkSize %s is refused', async (chunkSize) => {
    const { kommo } = await store();
    await expect(kommo.leads.bulk.create(many(1), { chunkSize })).rejects.toThrow('chunkSize must be');
  });

  test('inputs that are none are refused', async () => {
    const { kommo } = await store();
    await expect(kommo.leads.bulk.create(5 as never)).rejects.toThrow('inputs must be');
  });
});

describe('update', () => {
  test('answers by id, whatever their order; refuses what has no id or changes nothing', async () => {
    const { kommo, leads } = await store();
    await kommo.leads.bulk.create(many(4));
    const { outcomes } = await kommo.leads.bulk.update([
      { id: 2, name: 'two' },
      { id: 1 },
      { name: 'x' } as never,
      { id: 4, name: 'bad four' },
      { id: 3, name: 'three' },
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['updated', 'failed', 'failed', 'failed', 'updated']);
    expect(outcomes[4]).toMatchObject({ result: { id: 3 }, input: { id: 3, name: 'three' } });
    expect(leads.map(({ name }) => name)).toEqual(['lead 0', 'two', 'three', 'lead 3']);
  });
});
