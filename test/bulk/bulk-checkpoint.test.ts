import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  AbortError,
  type BulkOptions,
  type BulkResult,
  type BulkState,
  type BulkStoppedError,
  fileCheckpoint,
  type InputError,
  Kommo,
  KommoError,
  type LeadCreate,
} from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { many, store } from '../support/bulk-store.js';
import { MemoryCheckpoint } from '../support/checkpoint.js';

describe('checkpoint', () => {
  test('a later run goes on where the first was stopped, and sends nothing twice', async () => {
    const { kommo, leads } = await store();
    const checkpoint = new MemoryCheckpoint();
    let count = 0;
    for await (const _ of kommo.leads.bulk.create(many(100), { chunkSize: 10, concurrency: 3, checkpoint }))
      if (++count === 25) break;
    const second = await kommo.leads.bulk.create(many(100), { chunkSize: 10, checkpoint });
    const names = leads.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length + second.unknown).toBeGreaterThanOrEqual(100);
    expect(checkpoint.state).toMatchObject({ done: 100, sent: [] });
    const third = await kommo.leads.bulk.create(many(100), { checkpoint });
    expect(third.settled).toBe(0);
  });

  test('a run that is left has settled its calls when the loop ends, so that the next can start at once', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'kommo-left-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    for (let at = 0; at < 8; at++) {
      const { kommo, leads, calls } = await store();
      const inputs = Array.from({ length: 40 }, (_, i) => ({ name: i % 8 === 5 ? `slow ${i}` : `x${i}` }));
      const options = { chunkSize: 4, concurrency: 3, checkpoint: fileCheckpoint(join(directory, `${at}.json`)) };
      let left = at;
      for await (const _ of kommo.leads.bulk.create(inputs, options)) if (left-- === 0) break;
      const sent = calls.length;
      const second = await kommo.leads.bulk.create(inputs, options);
      const names = leads.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBe(40);
      expect(second.failed).toBe(0);
      expect(sent).toBeLessThanOrEqual(6);
    }
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
    expect(checkpoint.state).toMatchObject({ done: 45, sent: [] });
  });

  test('what a run did not come to within a chunk is sent by the next', async () => {
    // The first call names no item, so its chunk is halved, and the token ends with the first half.
    const { kommo, leads, calls } = await store({}, (call) => [400, 401][call - 1] ?? 200);
    const checkpoint = new MemoryCheckpoint();
    const first = await kommo.leads.bulk.create(many(10), { checkpoint }).then(undefined, (e: unknown) => e);
    expect((first as BulkStoppedError).result).toMatchObject({ failed: 0, settled: 0 });
    const second = await kommo.leads.bulk.create(many(10), { checkpoint });
    expect(second).toMatchObject({ created: 10, settled: 10 });
    expect(leads).toHaveLength(10);
    expect(calls).toEqual([10, 5, 10]);
    expect(checkpoint.state).toMatchObject({ done: 10, sent: [] });
  });

  test('a checkpoint that can not be saved stops the run before the call', async () => {
    const { kommo, calls } = await store();
    const checkpoint = new MemoryCheckpoint();
    checkpoint.save = () => Promise.reject(new Error('disk full'));
    await expect(kommo.leads.bulk.create(many(5), { checkpoint })).rejects.toThrow('disk full');
    expect(calls).toEqual([]);
  });

  test('an outcome that was not taken is reported again by every later run, until it is taken', async () => {
    const { kommo, leads } = await store();
    const checkpoint = new MemoryCheckpoint();
    checkpoint.state = { done: 0, sent: [{ from: 0, to: 2, at: 1000, settled: false }] };
    const start = () => kommo.leads.bulk.create(many(6), { checkpoint, chunkSize: 2, concurrency: 1 });
    // This run dies with its first outcome in hand.
    const dying = start()[Symbol.asyncIterator]();
    await dying.next();
    const told: string[] = [];
    for await (const { index, status } of start()) told.push(`${index} ${status}`);
    expect(told.slice(0, 2)).toEqual(['0 unknown', '1 unknown']);
    expect(told).toHaveLength(6);
    expect(new Set(leads.map(({ name }) => name)).size).toBe(leads.length);
  });

  test('model: 200 runs that die at any step leave no input without an outcome, and store none twice', async () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const { kommo, leads } = await store();
    const checkpoint = new MemoryCheckpoint();
    const told = new Set<number>();
    let ended = false;
    for (let run = 0; run < 200 && !ended; run++) {
      const dead = new AbortController();
      const mine: typeof checkpoint = Object.create(checkpoint, {
        // What a dead process would save must not arrive.
        save: { value: async (state: never) => (dead.signal.aborted ? new Promise(() => {}) : checkpoint.save(state)) },
      });
      const options = { checkpoint: mine, chunkSize: 7, concurrency: 3 };
      const outcomes = kommo.leads.bulk.create(many(400), options)[Symbol.asyncIterator]();
      const steps = random(25);
      for (let step = 0; step < steps && !ended; step++) {
        const { done, value } = await outcomes.next();
        if (done) ended = true;
        else told.add(value.index);
      }
      dead.abort();
    }
    const rest = await kommo.leads.bulk.create(many(400), { checkpoint });
    for (const { index } of rest.outcomes) told.add(index);
    expect(told.size).toBe(400);
    const names = leads.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('what throws beside the calls', () => {
  const stopped = (run: PromiseLike<unknown>): Promise<BulkStoppedError> =>
    Promise.resolve(run).then(
      () => expect.unreachable(),
      (error: BulkStoppedError) => error,
    );

  test('inputs that throw: what was read before is sent and has its outcome', async () => {
    const { kommo, leads } = await store();
    const rows = function* (): Generator<LeadCreate> {
      yield* many(17);
      throw new Error('row 17 is broken');
    };
    const error = await stopped(kommo.leads.bulk.create(rows(), { chunkSize: 5 }));
    expect(error).toMatchObject({ name: 'BulkStoppedError', result: { created: 17 } });
    expect(error.cause).toMatchObject({ message: 'row 17 is broken' });
    expect(error.result.outcomes).toHaveLength(leads.length);
  });

  test('a checkpoint that throws: every input that was stored has its outcome', async () => {
    const { kommo, leads } = await store();
    const checkpoint = new MemoryCheckpoint();
    let saves = 0;
    const save = checkpoint.save.bind(checkpoint);
    checkpoint.save = (state) => (++saves === 6 ? Promise.reject(new Error('disk full')) : save(state));
    const error = await stopped(kommo.leads.bulk.create(many(200), { chunkSize: 5, checkpoint }));
    expect(error.cause).toMatchObject({ message: 'disk full' });
    expect(error.result.created).toBe(leads.length);
    const second = await kommo.leads.bulk.create(many(200), { checkpoint });
    expect(error.result.settled + second.settled).toBeGreaterThanOrEqual(200);
    expect(new Set(leads.map(({ name }) => name)).size).toBe(leads.length);
  });

  test('a save that fails, whichever it is: nothing that was stored is called unsent, nor sent again', async () => {
    const inputs = ['a', 'b', 'odd', 'c', 'd', 'e', 'f', 'g'].map((name) => ({ name }));
    // The refused chunk is halved: some of it is stored, then the server is away or refuses the token.
    for (const status of [401, 503])
      for (const wrong of [3, 4, 5, 6])
        for (let failing = 1; failing <= 12; failing++) {
          const { kommo, leads } = await store({}, (call) => (call === wrong ? status : 200));
          const checkpoint = new MemoryCheckpoint();
          let saves = 0;
          const save = checkpoint.save.bind(checkpoint);
          checkpoint.save = (state) => (++saves === failing ? Promise.reject(new Error('disk full')) : save(state));
          const options = { chunkSize: 4, concurrency: 1, maxOutageMs: 0, checkpoint };
          const at = `${status} to call ${wrong}, save ${failing} fails`;
          const first = await Promise.resolve(kommo.leads.bulk.create(inputs, options)).catch(
            (error: BulkStoppedError) => error.result,
          );
          const named = new Set(first.outcomes.map(({ index }) => index));
          expect(
            inputs.filter(({ name }, index) => !named.has(index) && leads.some((lead) => lead.name === name)),
            at,
          ).toEqual([]);
          await Promise.resolve(kommo.leads.bulk.create(inputs, options)).catch(() => {});
          expect(new Set(leads.map(({ name }) => name)).size, at).toBe(leads.length);
        }
  });

  test('inputs that can not be closed, after a refusal that ends the run', async () => {
    const { kommo } = await store();
    let number = 0;
    const iterator = {
      next: async () => ({ done: false as const, value: { name: `lead ${number++}` } }),
      return: () => Promise.reject(new Error('the cursor is gone')),
    };
    const inputs = { [Symbol.asyncIterator]: () => iterator };
    const onProgress = (): never => {
      throw new Error('the bar broke');
    };
    const error = await stopped(kommo.leads.bulk.create(inputs, { chunkSize: 5, concurrency: 1, onProgress }));
    expect(error).toMatchObject({
      name: 'BulkStoppedError',
      cause: { message: 'the bar broke' },
      result: { created: 5 },
    });
  });

  test('inputs that give nothing more end with the signal, and with the loop', async () => {
    const { kommo } = await store();
    const endless = async function* (): AsyncGenerator<LeadCreate> {
      yield* many(5);
      await new Promise(() => {});
    };
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const error = await stopped(kommo.leads.bulk.create(endless(), { chunkSize: 50, signal: controller.signal }));
    expect(error.cause).toMatchObject({ name: 'AbortError' });
    let count = 0;
    for await (const _ of kommo.leads.bulk.create(endless(), { chunkSize: 5 })) if (++count === 5) break;
    expect(count).toBe(5);
  });

  test.each([
    ['an empty object', {}],
    ['text', '{"done":0,"sent":[]}'],
    ['a hole', { done: 0, sent: [null] }],
    ['a count that is not one', { done: Number.NaN, sent: [] }],
    ['a stretch without an end', { done: 0, sent: [{ from: 0, at: 1, settled: true }] }],
    ['a stretch without inputs', { done: 0, sent: [{ from: 3, to: 3, at: 1, settled: true }] }],
    ['a stretch of what is done', { done: 5, sent: [{ from: 3, to: 6, at: 1, settled: true }] }],
    ['a stretch that no run can have sent', { done: 0, sent: [{ from: 0, to: 1e9, at: 1, settled: true }] }],
    ['many such', { done: 0, sent: Array(9).fill({ from: 0, to: 2 ** 52, at: 1, settled: false }) }],
    ['a hash that is none', { done: 0, sent: [], hash: 'x' }],
    ['nothing but false', false],
  ])('a checkpoint that holds %s sends nothing', async (_, state) => {
    const { kommo, leads } = await store();
    const checkpoint = { load: async () => state as never, save: async () => {} };
    const run = kommo.leads.bulk.create(many(3), { checkpoint });
    await expect(Promise.resolve(run)).rejects.toMatchObject({ name: 'InputError', field: 'checkpoint' });
    expect(leads).toEqual([]);
  });

  test.each([
    ['a path', 'import.json'],
    ['an empty object', {}],
    ['a number', 5],
    ['a state', { load: async () => undefined }],
  ])('%s in place of a checkpoint is refused', async (_, checkpoint) => {
    const { kommo, leads } = await store();
    const run = kommo.leads.bulk.create(many(3), { checkpoint: checkpoint as never });
    await expect(Promise.resolve(run)).rejects.toMatchObject({ name: 'InputError', field: 'checkpoint' });
    expect(leads).toEqual([]);
  });

  test('a checkpoint that can not be loaded stops the run before the first call', async () => {
    const { kommo, leads } = await store();
    for (const load of [
      () => Promise.reject(new Error('no disk')),
      () => {
        throw new Error('no disk');
      },
    ]) {
      const error = await stopped(kommo.leads.bulk.create(many(3), { checkpoint: { load, save: async () => {} } }));
      expect(error).toMatchObject({ name: 'BulkStoppedError', cause: { message: 'no disk' } });
      expect(error.result).toMatchObject({ settled: 0, outcomes: [] });
    }
    expect(leads).toEqual([]);
  });

  test('onProgress that throws', async () => {
    const { kommo, leads } = await store();
    const onProgress = (): never => {
      throw new Error('the bar broke');
    };
    const error = await stopped(kommo.leads.bulk.create(many(200), { chunkSize: 5, onProgress }));
    expect(error.cause).toMatchObject({ message: 'the bar broke' });
    expect(error.result.created).toBe(leads.length);
    expect(leads.length).toBeLessThan(200);
  });
});

describe('a checkpoint of other inputs', () => {
  const named = (...names: string[]): LeadCreate[] => names.map((name) => ({ name }));
  const finished = async (inputs: LeadCreate[]) => {
    const { kommo, leads } = await store();
    const checkpoint = new MemoryCheckpoint();
    for await (const _ of kommo.leads.bulk.create(inputs, { checkpoint }));
    expect(checkpoint.state).toMatchObject({ done: inputs.length, sent: [] });
    const run = (others: Iterable<LeadCreate>) =>
      Promise.resolve(kommo.leads.bulk.create(others, { checkpoint })).then(
        ({ settled, created }) => ({ settled, created }),
        (error: BulkStoppedError) => ({ error, cause: error.cause as InputError }),
      );
    return { run, leads, checkpoint };
  };

  test('is harmless if they are the same, and sends what was added', async () => {
    const { run, leads } = await finished(named('a', 'b'));
    expect(await run(named('a', 'b'))).toEqual({ settled: 0, created: 0 });
    expect(await run([])).toEqual({ settled: 0, created: 0 });
    expect(await run(named('a', 'b', 'c'))).toEqual({ settled: 1, created: 1 });
    expect(leads.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['as many others', named('c', 'd')],
    ['more others', named('c', 'd', 'e', 'f')],
    ['fewer others', named('c')],
    ['another last', named('a', 'x')],
    ['another first', named('x', 'b', 'c')],
    ['the same in another order', named('b', 'a')],
    ['a part', named('a')],
  ])('sends nothing and says so: %s', async (_, others) => {
    const { run, leads } = await finished(named('a', 'b'));
    let closed = false;
    function* given() {
      try {
        yield* others;
      } finally {
        closed = true;
      }
    }
    const { error, cause } = (await run(given())) as { error: BulkStoppedError; cause: InputError };
    expect(error).toMatchObject({ name: 'BulkStoppedError', result: { settled: 0 } });
    expect(cause).toMatchObject({ name: 'InputError', field: 'checkpoint' });
    expect(cause.message).toMatch(/other inputs or of another operation: .*Use a new checkpoint/);
    expect(leads).toHaveLength(2);
    expect(closed).toBe(true);
  });

  // The first call is refused after later ones were stored, so that the checkpoint names inputs behind those that are done.
  const broken = async (size: number) => {
    const names: string[] = [];
    let isRefusing = true;
    const fetch = async (_: string, { body }: RequestInit): Promise<Response> => {
      const items = JSON.parse(body as string) as { name: string; request_id: string }[];
      if (isRefusing && items[0]?.name === 'n0') {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return Response.json({ title: 'Unauthorized', status: 401 }, { status: 401 });
      }
      const leads = items.map(({ name, request_id }) => ({ id: names.push(name), request_id }));
      return Response.json({ _embedded: { leads } });
    };
    const kommo = new Kommo({
      baseUrl: 'http://127.0.0.1:1',
      accessToken: 'token-1',
      rateLimit: false,
      retries: 0,
      fetch,
    });
    const inputs = named(...Array.from({ length: size }, (_, i) => `n${i}`));
    const checkpoint = new MemoryCheckpoint();
    const run = (given: LeadCreate[], concurrency: number) =>
      Promise.resolve(kommo.leads.bulk.create(given, { checkpoint, chunkSize: 5, concurrency })).catch(
        (error: unknown) => (error as BulkStoppedError).cause,
      );
    await run(inputs, 4);
    isRefusing = false;
    expect(checkpoint.state).toMatchObject({ done: 0 });
    expect(checkpoint.state?.sent.at(-1)?.to).toBeGreaterThan(5);
    return { run, names, inputs, checkpoint };
  };

  test.each([1, 4])(
    'knows inputs that were sent behind those that are done, at concurrency %d',
    async (concurrency) => {
      const { run, names, inputs, checkpoint } = await broken(40);
      const before = names.length;
      const left = checkpoint.state as BulkState;
      const end = left.sent.at(-1)?.to as number;
      for (let at = 0; at < end; at++) {
        const others = inputs.map((input, index) => (index === at ? { name: 'other' } : input));
        expect(await run(others, concurrency)).toMatchObject({ name: 'InputError', field: 'checkpoint' });
        expect(await run(inputs.slice(0, at + 1), concurrency)).toEqual(
          at + 1 < end ? expect.objectContaining({ field: 'checkpoint' }) : expect.anything(),
        );
        if (at + 1 < end) expect([names.length, checkpoint.state]).toEqual([before, left]);
      }
      await run(inputs, concurrency);
      expect([...names].sort()).toEqual(inputs.map(({ name }) => name).sort());
      expect(checkpoint.state).toMatchObject({ done: 40, sent: [], hash: expect.any(Number) });
      const others = named(...Array.from({ length: 40 }, (_, i) => `other ${i}`));
      expect(await run(others, concurrency)).toMatchObject({ field: 'checkpoint' });
      expect(names).toHaveLength(40);
    },
  );

  test('is seen in inputs that JSON can not write', async () => {
    const { kommo, leads } = await store();
    const checkpoint = new MemoryCheckpoint();
    const priced = (...prices: bigint[]) => prices.map((price) => ({ name: 'a', price }) as never);
    const run = (inputs: never[]) =>
      Promise.resolve(kommo.leads.bulk.create(inputs, { checkpoint })).catch((error: unknown) => error);
    await run(priced(1n, 2n));
    expect(await run(priced(3n, 4n))).toMatchObject({ cause: { field: 'checkpoint' } });
    expect(leads.length).toBeLessThanOrEqual(2);
  });

  test('is seen in the state of a run that was left, at any input', async () => {
    for (let at = 1; at < 30; at += 3) {
      const { kommo, leads } = await store();
      const checkpoint = new MemoryCheckpoint();
      let left = at;
      for await (const _ of kommo.leads.bulk.create(many(40), { checkpoint, chunkSize: 4 })) if (left-- === 0) break;
      const { done } = checkpoint.state as BulkState;
      expect(done).toBeGreaterThan(0);
      const before = leads.length;
      const others = many(40).map((lead, index) => (index === done - 1 ? { name: 'other' } : lead));
      const error = await Promise.resolve(kommo.leads.bulk.create(others, { checkpoint })).catch((e: unknown) => e);
      expect((error as BulkStoppedError).cause).toMatchObject({ field: 'checkpoint' });
      expect(leads).toHaveLength(before);
      const rest = await kommo.leads.bulk.create(many(40), { checkpoint });
      expect(rest.failed).toBe(0);
      expect(leads).toHaveLength(40);
    }
  });

  test('the same inputs in another operation are not skipped', async () => {
    const sandbox = createSandbox({ rateLimit: false });
    const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
    const [lead] = sandbox.db.leads.slice(0, 1);
    const id = lead?.id as number;
    const runs: Record<string, (options: BulkOptions) => PromiseLike<BulkResult<unknown, unknown>>> = {
      leads: (options) => kommo.leads.bulk.create([{ name: 'a' }], options),
      'complex leads': (options) => kommo.leads.bulk.createComplex([{ name: 'a' }], options),
      'leads by name': (options) =>
        kommo.leads.bulk.upsert([{ name: 'a' }], {
          ...options,
          key: { input: ({ name }) => name ?? undefined, entity: ({ name }) => [name ?? ''] },
        }),
      contacts: (options) => kommo.contacts.bulk.create([{ name: 'a' }], options),
      companies: (options) => kommo.companies.bulk.create([{ name: 'a' }], options),
      'tags of leads': (options) => kommo.tags.bulk('leads').create([{ name: 'a' }], options),
      'tags of contacts': (options) => kommo.tags.bulk('contacts').create([{ name: 'a' }], options),
      'changed leads': (options) => kommo.leads.bulk.update([{ id, name: 'b' }], options),
      'tags set': (options) => kommo.tags.bulk('leads').set([{ id, tags_to_add: [{ name: 'c' }] }], options),
    };
    for (const [done, run] of Object.entries(runs)) {
      const checkpoint = new MemoryCheckpoint();
      const run1 = run({ checkpoint }) as unknown as AsyncIterable<{ status: string }>;
      for await (const { status } of run1) expect(status, done).toMatch(/created|updated/);
      for (const [name, other] of Object.entries(runs)) {
        const refused = await Promise.resolve(other({ checkpoint })).then(
          () => false,
          (error: BulkStoppedError) => KommoError.is(error.cause) && error.cause.message.includes('another operation'),
        );
        expect([done, name, refused]).toEqual([done, name, done !== name]);
      }
    }
  });

  test('a state of an earlier version has no hash, and fits', async () => {
    const { kommo, leads } = await store();
    const checkpoint = new MemoryCheckpoint();
    checkpoint.state = { done: 2, sent: [] };
    expect(await kommo.leads.bulk.create(named('a', 'b', 'c'), { checkpoint })).toMatchObject({ created: 1 });
    expect(leads.map(({ name }) => name)).toEqual(['c']);
    expect((checkpoint.state as BulkState).hash).toBeGreaterThan(0);
  });
});

describe('fileCheckpoint', () => {
  test('writes through no link, and over what a crash left', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'kommo-checkpoint-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const [path, victim] = [join(directory, 'import.json'), join(directory, 'victim')];
    await writeFile(victim, 'precious');
    await symlink(victim, `${path}.tmp`);
    await fileCheckpoint(path).save({ done: 1, sent: [] });
    expect(await readFile(victim, 'utf8')).toBe('precious');
    await writeFile(`${path}.tmp`, '{"do');
    await fileCheckpoint(path).save({ done: 2, sent: [] });
    expect(await fileCheckpoint(path).load()).toEqual({ done: 2, sent: [] });
  });

  test('a file that was cut at any byte is refused', async () => {
    const { kommo, leads } = await store();
    const directory = await mkdtemp(join(tmpdir(), 'kommo-checkpoint-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const path = join(directory, 'state.json');
    const whole = JSON.stringify({ done: 12, sent: [{ from: 12, to: 20, at: 1_700_000_000, settled: false }] });
    for (let end = 0; end < whole.length; end++) {
      await writeFile(path, whole.slice(0, end));
      const run = kommo.leads.bulk.create(many(30), { checkpoint: fileCheckpoint(path) });
      await expect(Promise.resolve(run), `${end} bytes`).rejects.toMatchObject({
        name: 'InputError',
        field: 'checkpoint',
      });
    }
    expect(leads).toEqual([]);
  });

  test('keeps the state, whole or not at all', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'kommo-checkpoint-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const path = join(directory, 'import.json');
    const checkpoint = fileCheckpoint(path);
    expect(await checkpoint.load()).toBeUndefined();
    const { kommo, calls } = await store();
    await kommo.leads.bulk.create(many(12), { chunkSize: 5, checkpoint });
    expect(await checkpoint.load()).toMatchObject({ done: 12, sent: [] });
    expect(await readdir(directory)).toEqual(['import.json']);
    await kommo.leads.bulk.create(many(12), { checkpoint: fileCheckpoint(path) });
    expect(calls.reduce((a, b) => a + b)).toBe(12);
    // Torn by another program: to start anew unasked would send everything twice.
    await writeFile(path, '{"done":');
    await expect(checkpoint.load()).rejects.toThrow(`${path}. Delete it`);
  });
});

describe('a checkpoint that does not answer', () => {
  const PATIENCE_MS = 5_000;
  afterEach(() => void vi.useRealTimers());

  /** Aborts, and lets the time of the run pass until it is over. */
  async function aborted(run: PromiseLike<unknown>, controller: AbortController): Promise<BulkStoppedError> {
    let error: unknown;
    void run.then(
      () => expect.unreachable('it was not stopped'),
      (reason: unknown) => {
        error = reason;
      },
    );
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    controller.abort(new Error('enough'));
    for (let steps = 0; error === undefined && steps < 1_000; steps++) {
      await vi.advanceTimersByTimeAsync(PATIENCE_MS / 5);
      await new Promise(setImmediate);
    }
    return error as BulkStoppedError;
  }

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('from its save %d on is given up after an abort', async (number) => {
    for (const concurrency of [1, 3]) {
      const { kommo, leads } = await store();
      const controller = new AbortController();
      const checkpoint = new MemoryCheckpoint();
      const save = checkpoint.save.bind(checkpoint);
      let saves = 0;
      let hang = (): void => {};
      const hangs = new Promise<void>((resolve) => {
        hang = resolve;
      });
      checkpoint.save = async (state) => {
        if (++saves < number) return save(state);
        hang();
        return new Promise<never>(() => {});
      };
      const options = { chunkSize: 5, concurrency, checkpoint, signal: controller.signal };
      const run = kommo.leads.bulk.create(many(40), options);
      const ended = run.then();
      await hangs;
      const { result, cause, name } = await aborted(ended, controller);
      vi.useRealTimers();
      expect(name).toBe('BulkStoppedError');
      expect(cause).toBeInstanceOf(AbortError);
      expect((cause as AbortError).cause).toMatchObject({ message: 'enough' });
      // What was sent has its outcome, and what was not has none.
      const names = result.outcomes.map(({ input }) => (input as LeadCreate).name);
      expect(leads.filter((lead) => !names.includes(lead.name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeLessThan(40);
    }
  });

  test('when it is loaded is given up after an abort', async () => {
    const { kommo, calls } = await store();
    const controller = new AbortController();
    const checkpoint = new MemoryCheckpoint();
    checkpoint.load = () => new Promise<never>(() => {});
    const run = kommo.leads.bulk.create(many(5), { checkpoint, signal: controller.signal });
    const { result, cause } = await aborted(run.then(), controller);
    expect(result).toMatchObject({ settled: 0, outcomes: [] });
    expect(cause).toBeInstanceOf(AbortError);
    expect(calls).toEqual([]);
  });

  test('at once, but does so after an abort, keeps the outcomes that were taken', async () => {
    const { kommo } = await store();
    const controller = new AbortController();
    const checkpoint = new MemoryCheckpoint();
    const save = checkpoint.save.bind(checkpoint);
    let goOn = (): void => {};
    const isAborted = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let begin = (): void => {};
    const saves = new Promise<void>((resolve) => {
      begin = resolve;
    });
    checkpoint.save = async (state) => {
      if (state.sent.some(({ settled }) => settled) || state.done > 0) {
        begin();
        await isAborted;
      }
      return save(state);
    };
    const options = { chunkSize: 5, concurrency: 1, checkpoint, signal: controller.signal };
    const ended = kommo.leads.bulk.create(many(40), options).then(
      () => undefined,
      (error: unknown) => error,
    );
    await saves;
    controller.abort();
    goOn();
    const { settled } = ((await ended) as BulkStoppedError).result;
    expect(settled).toBeGreaterThanOrEqual(5);
    expect(checkpoint.state).toMatchObject({ done: settled });
  });
});

test('inputs whose `return` never ends do not hold a run that is left', async () => {
  const { kommo } = await store();
  let number = 0;
  const inputs: AsyncIterable<LeadCreate> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: false, value: { name: `lead ${number++}` } }),
      return: () => new Promise<never>(() => {}),
    }),
  };
  for await (const { status } of kommo.leads.bulk.create(inputs, { chunkSize: 2, concurrency: 1 })) {
    expect(status).toBe('created');
    break;
  }
});
