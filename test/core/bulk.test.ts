import { describe, expect, test } from 'vitest';
import { BulkStoppedError, InputError, type Kommo, type LeadCreate } from '../../src/index.js';
import { MemoryCheckpoint } from '../support/checkpoint.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

interface Stored extends LeadCreate {
  id: number;
  created_at: number;
  updated_at: number;
}

interface Store {
  kommo: Kommo;
  leads: Stored[];
  /** Sizes of the writes that came, in order. */
  calls: number[];
}

/**
 * A server that stores leads. Names that start with "bad" are refused as Kommo words it, "odd" refuses the call without saying why,
 * "cut" is stored and then the connection dies, "lost" dies before it is stored, "slow" answers late.
 */
async function store(options: Parameters<typeof client>[1] = {}, status?: (call: number) => number): Promise<Store> {
  const leads: Stored[] = [];
  const calls: number[] = [];
  const { url } = await serve(async (seen, res) => {
    if (seen.method === 'GET') {
      const query = new URL(seen.url, 'http://x').searchParams;
      const text = query.get('query');
      const found = leads.filter((lead) => text === null || JSON.stringify(lead).includes(text));
      if (found.length === 0) return void res.writeHead(204).end();
      return json(res, { _embedded: { leads: found, contacts: found } });
    }
    const items = JSON.parse(seen.body) as (LeadCreate & { id?: number })[];
    calls.push(items.length);
    const code = status?.(calls.length) ?? 200;
    if (code !== 200) return json(res, { title: 'no' }, code);
    const has = (word: string): boolean => items.some(({ name }) => name?.startsWith(word));
    const bad = items.filter(({ name }) => name?.startsWith('bad'));
    if (bad.length > 0) {
      const errors = [{ code: 'NotSupportedChoice', path: 'status_id', detail: 'no such stage' }];
      return json(
        res,
        { title: 'Bad Request', 'validation-errors': bad.map(({ request_id }) => ({ request_id, errors })) },
        400,
      );
    }
    if (has('odd')) return json(res, { title: 'Bad Request', detail: 'no' }, 400);
    if (has('lost')) return void res.destroy();
    if (has('slow')) await new Promise((resolve) => setTimeout(resolve, 60));
    const now = Math.floor(Date.now() / 1000);
    const stored = items.map(({ id, request_id, ...item }) => {
      const existing = leads.find((lead) => lead.id === id);
      if (existing) return Object.assign(existing, item);
      const lead = { created_at: now, updated_at: now, ...item, id: leads.length + 1 } as Stored;
      leads.push(lead);
      return lead;
    });
    if (has('cut')) return void res.destroy();
    const answers = stored.map(({ id }, at) => ({
      id,
      ...(seen.method === 'POST' ? { request_id: items[at]?.request_id } : {}),
    }));
    return json(res, { _embedded: { leads: answers.reverse(), contacts: answers } });
  });
  return { kommo: client(url, { retries: 0, ...options }), leads, calls };
}

const many = (count: number, name = 'lead'): LeadCreate[] =>
  Array.from({ length: count }, (_, i) => ({ name: `${name} ${i}` }));

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
    const settled = await kommo.leads.bulk.reconcile(outcomes);
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
    expect(String((settled[6] as { error: Error }).error)).toContain('safe to send again');
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
    expect(error.result).toMatchObject({ created: 20, failed: 10, settled: 30 });
    expect(calls).toHaveLength(3);
  });

  test('by a signal: what is under way is unknown, the rest is not sent', async () => {
    const { kommo, calls } = await store();
    const controller = new AbortController();
    const inputs = [...many(10), ...many(10, 'slow'), ...many(30)];
    const run = kommo.leads.bulk.create(inputs, {
      chunkSize: 10,
      concurrency: 1,
      signal: controller.signal,
      onProgress: () => setTimeout(() => controller.abort(), 20),
    });
    const error = (await run.then(undefined, (e: unknown) => e)) as BulkStoppedError;
    expect(error.cause).toMatchObject({ name: 'AbortError' });
    expect(error.result).toMatchObject({ created: 10, unknown: 10, settled: 20 });
    expect(calls).toEqual([10, 10]);
  });

  test('a run can not be used twice', async () => {
    const { kommo, calls } = await store();
    const run = kommo.leads.bulk.create(many(1));
    await run;
    await run;
    expect(() => run[Symbol.asyncIterator]()).toThrow('once only');
    expect(calls).toEqual([1]);
  });

  test.each([0, 251, 1.5])('chunkSize %s is refused', async (chunkSize) => {
    const { kommo } = await store();
    await expect(kommo.leads.bulk.create(many(1), { chunkSize })).rejects.toThrow('chunkSize: must be');
  });

  test('inputs that are none are refused', async () => {
    const { kommo } = await store();
    await expect(kommo.leads.bulk.create(5 as never)).rejects.toThrow('inputs: must be');
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

describe('upsert', () => {
  const mail = (value: string): { custom_fields_values: { field_code: string; values: { value: string }[] }[] } => ({
    custom_fields_values: [{ field_code: 'EMAIL', values: [{ value }] }],
  });

  test('updates what has the key, creates what has not, and makes one of the same key', async () => {
    const { kommo, leads } = await store();
    leads.push({ id: 1, name: 'old', created_at: 1, updated_at: 1, ...mail('Ann@Example.com') } as never);
    leads.push({ id: 2, name: 'older twin', created_at: 1, updated_at: 1, ...mail('ann@example.com') } as never);
    const { outcomes, created, updated } = await kommo.contacts.bulk.upsert(
      [
        { name: 'Ann', ...mail('ann@example.com') },
        { name: 'Bob', ...mail('bob@example.com') },
        { name: 'No key' },
        { name: 'Bob again', ...mail('BOB@example.com ') },
      ] as never[],
      { key: 'email' },
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['updated', 'created', 'created', 'updated']);
    expect({ created, updated }).toEqual({ created: 2, updated: 2 });
    expect(leads.map(({ name }) => name)).toEqual(['old', 'Ann', 'Bob again', 'No key']);
  });

  test('a refused leader fails its followers, and nothing is created for them', async () => {
    const { kommo, leads } = await store();
    const { outcomes } = await kommo.contacts.bulk.upsert(
      [
        { name: 'bad', ...mail('a@b.c') },
        { name: 'fine', ...mail('a@b.c') },
        { name: 'ok', ...mail('d@e.f') },
      ] as never[],
      { key: 'email' },
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'failed', 'created']);
    expect(leads).toHaveLength(1);
  });

  test('by a key of the caller', async () => {
    const { kommo, leads } = await store();
    leads.push({ id: 1, name: 'SKU-1', created_at: 1, updated_at: 1 });
    const key = { input: ({ name }: LeadCreate) => name, entity: ({ name }: { name: string }) => [name] };
    const { outcomes } = await kommo.leads.bulk.upsert([{ name: 'SKU-1', price: 5 }, { name: 'SKU-2' }], { key });
    expect(outcomes.map(({ status }) => status)).toEqual(['updated', 'created']);
    expect(leads[0]?.price).toBe(5);
    await expect(async () => kommo.leads.bulk.upsert([], { key: 'sku' as never })).rejects.toThrow('key: must be');
  });
});
