import { describe, expect, it, vi } from 'vitest';
import { memoryQueue, type WebhookDelivery } from '../../src/webhooks/index.js';
import { leadAdded, setUp } from './support.js';

describe('queue', () => {
  it('keeps the order, and bounds what waits', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const begun: number[] = [];
    const got: number[] = [];
    const { handler, post, errors } = await setUp({
      queue: memoryQueue({ maxPending: 2 }),
      on: {
        'lead.added': async ({ entity }) => {
          begun.push(entity.id);
          if (entity.id === 1) await gate;
          got.push(entity.id);
        },
      },
    });
    expect((await post(leadAdded(1))).status).toBe(200);
    await vi.waitFor(() => expect(begun).toEqual([1]));
    for (const id of [2, 3]) expect((await post(leadAdded(id))).status).toBe(200);
    expect((await post(leadAdded(4))).status).toBe(503);
    expect(errors).toEqual(['The queue is full: 2 deliveries wait.']);
    release();
    await handler.drain();
    // It was not taken over, so the next attempt of Kommo is no re-delivery.
    expect((await post(leadAdded(4))).status).toBe(200);
    await handler.drain();
    expect(got).toEqual([1, 2, 3, 4]);
  });

  it('may be your own: what is stored as JSON is worked off later', async () => {
    const stored: string[] = [];
    const { handler, post, events } = await setUp({
      queue: { add: async (delivery) => void stored.push(JSON.stringify(delivery)) },
    });
    expect((await post(leadAdded(9))).status).toBe(200);
    expect(events).toEqual([]);
    const delivery = JSON.parse(stored[0] as string) as WebhookDelivery;
    expect(delivery.id).toMatch(/^[0-9a-f]{64}$/);
    await handler.process(delivery);
    expect(events).toMatchObject([{ type: 'lead.added', entity: { id: 9 }, account: { id: 77 } }]);
  });

  it('one that fails or hangs gives a 503, in time', async () => {
    const failing = await setUp({
      queue: { add: () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })) },
    });
    expect((await failing.post(leadAdded(1))).status).toBe(503);
    expect((await failing.post(leadAdded(1))).status).toBe(503);
    const why = 'The queue failed (Error: ECONNREFUSED: the connection was refused).';
    expect(failing.errors).toEqual([why, why]);
    let adds = 0;
    let settle = (): void => {};
    const add = (): Promise<void> => {
      adds += 1;
      return new Promise((resolve) => {
        settle = resolve;
      });
    };
    const hanging = await setUp({ queue: { add }, ackTimeoutMs: 400 });
    // The second attempt must not be taken while the first may still be, nor acknowledged.
    for (const _ of [1, 2]) expect((await hanging.post(leadAdded(1))).status).toBe(503);
    expect(adds).toBe(1);
    expect(hanging.errors).toHaveLength(2);
    // The queue took it after the 503: what Kommo sends again is a repetition now.
    settle();
    expect(await (await hanging.post(leadAdded(1))).text()).toBe('seen before');
  });

  it('runs several at a time where asked to', async () => {
    let running = 0;
    let most = 0;
    const { handler, post } = await setUp({
      queue: memoryQueue({ concurrency: 3 }),
      on: {
        'lead.added': async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 30));
          running -= 1;
        },
      },
    });
    await Promise.all(Array.from({ length: 9 }, (_, i) => post(leadAdded(i + 1))));
    await handler.drain();
    expect(most).toBe(3);
  });
});
