import { describe, expect, test } from 'vitest';
import type { BulkStoppedError } from '../../src/index.js';
import { many, store } from '../support/bulk-store.js';
import { MemoryCheckpoint } from '../support/checkpoint.js';

describe('checkpoint', () => {
  test('a later run goes on where the first was stopped, and sends nothing twice', async () => {
    const { kommo, leads } = await store();
    const checkpoint = new MemoryCheckpoint();
    let count = 0;
    for await (const _ of kommo.leads.bulk.create(many(100), { chunkSize: 10, concurrency: 3, checkpoint }))
      if (++count === 25) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = await kommo.leads.bulk.create(many(100), { chunkSize: 10, checkpoint });
    const names = leads.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length + second.unknown).toBeGreaterThanOrEqual(100);
    expect(checkpoint.state).toEqual({ done: 100, sent: [] });
    const third = await kommo.leads.bulk.create(many(100), { checkpoint });
    expect(third.settled).toBe(0);
  });

  test('what was on its way at a crash is unknown, not sent again', async () => {
    const { kommo, calls } = await store();
    const checkpoint = new MemoryCheckpoint();
    checkpoint.state = {
      done: 10,
      sent: [
        { from: 10, to: 20, at: 1000, settled: true },
        { from: 20, to: 30, at: 1000, settled: false },
      ],
    };
    const { outcomes, created, unknown } = await kommo.leads.bulk.create(many(45), { chunkSize: 10, checkpoint });
    expect({ created, unknown }).toEqual({ created: 15, unknown: 10 });
    expect(outcomes.filter(({ status }) => status === 'unknown').map(({ index }) => index)).toEqual([
      20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
    ]);
    expect(calls.reduce((a, b) => a + b)).toBe(15);
    expect(checkpoint.state).toEqual({ done: 45, sent: [] });
  });

  test('what a run did not come to within a chunk is sent by the next', async () => {
    // The first call names no item, so its chunk is halved, and the token ends with the first half.
    const { kommo, leads, calls } = await store({}, (call) => [400, 401][call - 1] ?? 200);
    const checkpoint = new MemoryCheckpoint();
    const first = await kommo.leads.bulk.create(many(10), { checkpoint }).then(undefined, (e: unknown) => e);
    expect((first as BulkStoppedError).result).toMatchObject({ failed: 5, settled: 5 });
    const second = await kommo.leads.bulk.create(many(10), { checkpoint });
    expect(second).toMatchObject({ created: 5, settled: 5 });
    expect(second.outcomes.map(({ index }) => index)).toEqual([5, 6, 7, 8, 9]);
    expect(leads).toHaveLength(5);
    expect(calls).toEqual([10, 5, 5]);
    expect(checkpoint.state).toEqual({ done: 10, sent: [] });
  });

  test('a checkpoint that can not be saved stops the run before the call', async () => {
    const { kommo, calls } = await store();
    const checkpoint = new MemoryCheckpoint();
    checkpoint.save = () => Promise.reject(new Error('disk full'));
    await expect(kommo.leads.bulk.create(many(5), { checkpoint })).rejects.toThrow('disk full');
    expect(calls).toEqual([]);
  });
});
