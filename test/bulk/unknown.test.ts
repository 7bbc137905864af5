import { describe, expect, test } from 'vitest';
import type { BulkProgress, BulkStoppedError, LeadCreate } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

type Answer = { id?: unknown; request_id?: unknown } | null;

/** Creates leads with ids from 1 on, and answers what `shape` makes of the right answer. */
async function answering(shape: (right: Answer[]) => unknown) {
  const names: string[] = [];
  const { url } = await serve(({ body }, res) => {
    const right = (JSON.parse(body) as (LeadCreate & { request_id: string })[]).map(({ name, request_id }) => ({
      id: names.push(name as string),
      request_id,
    }));
    json(res, { _embedded: { leads: shape(right) } });
  });
  const inputs = Array.from({ length: 20 }, (_, at) => ({ name: `lead ${at}` }));
  const { outcomes } = await client(url, { retries: 0 }).leads.bulk.create(inputs, { chunkSize: 10 });
  const wrong = outcomes.filter((o) => o.status === 'created' && names[o.result.id - 1] !== o.input.name);
  return { created: outcomes.filter(({ status }) => status === 'created').length, wrong: wrong.length, outcomes };
}

const bare = (right: Answer[]): Answer[] => right.map((one) => ({ id: one?.id }));

describe('answers that do not name their items well', () => {
  test.each<[string, (right: Answer[]) => unknown, number]>([
    ['in any order', (right) => right.toReversed(), 20],
    ['with numbers for names', (right) => right.map((one) => ({ ...one, request_id: Number(one?.request_id) })), 20],
    ['without names', bare, 20],
    ['without names and shorter', (right) => bare(right).slice(1), 0],
    ['without names and longer', (right) => [...bare(right), { id: 99 }], 0],
    ['with null for one', (right) => right.with(3, null), 18],
    ['without names and with null for one', (right) => bare(right).with(3, null), 0],
    [
      'half of them without names',
      (right) => right.map((one, at) => (at % 2 ? one : { id: one?.id })).toReversed(),
      10,
    ],
    ['the same name twice', (right) => right.with(1, { ...right[1], request_id: '0' }), 16],
    ['a name that was not sent', (right) => right.with(1, { ...right[1], request_id: '999' }), 18],
    ['without ids', (right) => right.map((one) => ({ request_id: one?.request_id })), 0],
    ['no list', () => 'ok', 0],
  ])('%s: nothing is mis-mapped', async (_, shape, created) => {
    const seen = await answering(shape);
    expect(seen).toMatchObject({ created, wrong: 0 });
    expect(new Set(seen.outcomes.map(({ status }) => status)).has('failed')).toBe(false);
  });
});

describe('reconcile', () => {
  const id = (x: object): object => x;
  test.each<[string, LeadCreate, (stored: object) => object, 'created' | 'unknown']>([
    ['plain', { name: 'Ana' }, id, 'created'],
    ['the server trims the name', { name: ' Ana ' }, (x) => ({ ...x, name: 'Ana' }), 'created'],
    ['created_at of an import', { name: 'Ana', created_at: 1_600_000_000 }, id, 'created'],
    ['both moments of an import', { name: 'Ana', created_at: 1_600_000_000, updated_at: 1_600_000_000 }, id, 'created'],
    [
      'fields alone',
      { custom_fields_values: [{ field_id: 1, values: [{ value: 'x' }] }] },
      (x) => ({ name: 'Lead #1', ...x }),
      'created',
    ],
    ['a Date', { name: 'Ana', closed_at: new Date(1_700_000_000_000) }, id, 'created'],
    ['the server makes the name', { price: 5 }, (x) => ({ ...x, name: 'Lead #1' }), 'unknown'],
    ['the server rounds', { name: 'Ana', price: 10.5 }, (x) => ({ ...x, price: 11 }), 'unknown'],
    ['a bot moved it at once', { name: 'Ana', status_id: 1 }, (x) => ({ ...x, status_id: 2 }), 'unknown'],
    ['a bot renamed it at once', { name: 'Ana' }, (x) => ({ ...x, name: 'Lead of Ana' }), 'unknown'],
  ])('%s: what was stored is never called not stored', async (_, input, norm, status) => {
    const stored: { id: number; updated_at: number }[] = [];
    const now = Math.floor(Date.now() / 1000);
    const { url } = await serve((seen, res) => {
      if (seen.method === 'POST') {
        for (const { request_id, ...lead } of JSON.parse(seen.body) as { request_id: string }[])
          stored.push({ id: stored.length + 1, created_at: now, updated_at: now, ...norm(lead) } as never);
        return void res.destroy();
      }
      const query = new URL(seen.url, 'http://x').searchParams;
      const bound = (key: string, otherwise: number): number =>
        Number(query.get(`filter[updated_at][${key}]`) ?? otherwise);
      const found = stored.filter(
        (lead) => lead.updated_at >= bound('from', 0) && lead.updated_at <= bound('to', 1e12),
      );
      if (found.length === 0) res.writeHead(204).end();
      else json(res, { _embedded: { leads: found } });
    });
    const { leads } = client(url, { retries: 0 });
    const { outcomes } = await leads.bulk.create([input]);
    expect(outcomes[0]?.status).toBe('unknown');
    const [settled] = await leads.bulk.reconcile(outcomes, { settleSeconds: 0 });
    expect(settled).toMatchObject(status === 'created' ? { status, result: { id: 1 } } : { status, candidates: [1] });
  });
});

describe('an outage', () => {
  test('is waited out: nothing is sent twice, nothing is lost, and onProgress hears of it', async () => {
    const names: string[] = [];
    const { url } = await serve(({ body }, res, _req, count) => {
      if (count > 3 && count < 7) return json(res, { title: 'too many' }, 429, { 'retry-after': '0' });
      const items = JSON.parse(body) as (LeadCreate & { request_id: string })[];
      json(res, {
        _embedded: { leads: items.map(({ name, request_id }) => ({ id: names.push(name as string), request_id })) },
      });
    });
    const waits: BulkProgress[] = [];
    const onProgress = (progress: BulkProgress): void => void (progress.waiting && waits.push(progress));
    const inputs = Array.from({ length: 60 }, (_, at) => ({ name: `lead ${at}` }));
    const { created } = await client(url, { retries: 0 }).leads.bulk.create(inputs, { chunkSize: 10, onProgress });
    expect(created).toBe(60);
    expect(new Set(names).size).toBe(60);
    expect(names).toHaveLength(60);
    expect(waits[0]?.waiting?.error.name).toBe('RateLimitError');
  });

  test('that lasts stops the run, and what was not sent has no outcome', async () => {
    const { url } = await serve((_, res) => json(res, { title: 'too many' }, 429, { 'retry-after': '0' }));
    const state: { done: number; sent: readonly unknown[] }[] = [];
    const run = client(url, { retries: 0 }).leads.bulk.create([{ name: 'a' }, { name: 'b' }], {
      maxOutageMs: 10,
      checkpoint: { load: async () => undefined, save: async (saved) => void state.push(saved) },
    });
    const error = await run.then(
      () => expect.unreachable(),
      (e: unknown) => e as BulkStoppedError,
    );
    expect(error).toMatchObject({ result: { settled: 0 }, cause: { name: 'RateLimitError' } });
    expect(state.at(-1)).toEqual({ done: 0, sent: [] });
  });

  test('of errors that leave inputs unknown costs one input a try, not a chunk', async () => {
    const { url } = await serve((_, res) => void res.destroy());
    const inputs = Array.from({ length: 5_000 }, (_, at) => ({ name: `lead ${at}` }));
    const error = await client(url, { retries: 0 })
      .leads.bulk.create(inputs, { maxOutageMs: 1 })
      .then(
        () => expect.unreachable(),
        (e: unknown) => e as BulkStoppedError,
      );
    // Four chunks are under way when it begins, then single inputs.
    expect(error.result.unknown).toBeLessThanOrEqual(4 * 50 + 4 * 50);
    expect(error.result.failed).toBe(0);
  });
});
