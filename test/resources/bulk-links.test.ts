import { describe, expect, test } from 'vitest';
import {
  type BulkStoppedError,
  createRateLimiter,
  type EntityLinkMassCreate,
  InputError,
  IpBlockedError,
  Kommo,
  NotFoundError,
} from '../../src/index.js';
import { createSandbox, type SandboxOptions } from '../../src/testing/index.js';
import { MemoryCheckpoint } from '../support/checkpoint.js';
import { maxInWindow } from '../support/http-server.js';

/** An account of `leads` leads (1, 2 ...) and `contacts` contacts (1001, 1002 ...). */
function account(leads: number, contacts: number, options: SandboxOptions = {}) {
  const rows = (count: number, first: number) => Array.from({ length: count }, (_, i) => ({ id: first + i }));
  const seed = { leads: rows(leads, 1), contacts: rows(contacts, 1001) };
  const sandbox = createSandbox({ seed, rateLimit: false, ...options });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false, retries: 0 });
  return { sandbox, kommo };
}

const link = (lead: number, contact: number): EntityLinkMassCreate => ({
  entity_id: lead,
  to_entity_id: contact,
  to_entity_type: 'contacts',
});

/** `each` contacts for each of `leads` leads, lead by lead. */
const linksOf = (leads: number, each: number): EntityLinkMassCreate[] =>
  Array.from({ length: leads * each }, (_, i) => link(1 + Math.floor(i / each), 1001 + (i % each)));

const contactsOf = (sandbox: ReturnType<typeof account>['sandbox'], lead: number): number[] =>
  sandbox.db.leads.get(lead)?.contacts.map(({ id }) => id) ?? [];

const callsOf = (sandbox: ReturnType<typeof account>['sandbox']): string[] =>
  sandbox.requests.map(({ path, body }) => `${path} ${(body as unknown[]).length}`);

describe('link', () => {
  test('a call for each stretch of one entity, and an outcome for each input in its place', async () => {
    const { sandbox, kommo } = account(3, 4);
    const inputs = [...linksOf(2, 3), link(3, 1004), link(1, 1004)];
    const { outcomes, ...counts } = await kommo.links.bulk('leads').link(inputs, { concurrency: 1 });
    expect(counts).toEqual({ settled: 8, created: 8, updated: 0, failed: 0, unknown: 0 });
    expect(callsOf(sandbox)).toEqual([
      '/api/v4/leads/1/link 3',
      '/api/v4/leads/2/link 3',
      '/api/v4/leads/3/link 1',
      '/api/v4/leads/1/link 1',
    ]);
    for (const [at, outcome] of outcomes.entries()) {
      expect(outcome).toMatchObject({ index: at, input: inputs[at], result: { ...inputs[at], entity_type: 'leads' } });
    }
    expect(contactsOf(sandbox, 1)).toEqual([1001, 1002, 1003, 1004]);
  });

  test('1000 links of 40 leads go out by 25 through the limiter, which holds', async () => {
    const { sandbox } = account(40, 25);
    const at: number[] = [];
    const fetch = (input: string, init: RequestInit): Promise<Response> => {
      at.push(performance.now());
      return sandbox.fetch(input, init);
    };
    const rateLimit = createRateLimiter({ limit: 7, intervalMs: 100, guardMs: 3 });
    const kommo = new Kommo({ ...sandbox.options, fetch: fetch as never, rateLimit });
    const { created } = await kommo.links.bulk('leads').link(linksOf(40, 25));
    expect(created).toBe(1000);
    expect(at).toHaveLength(40);
    expect(maxInWindow(at, 100)).toBeLessThanOrEqual(7);
  });

  test('with mass 1000 links of as many entities are 4 calls', async () => {
    const { sandbox, kommo } = account(1000, 1);
    const inputs = linksOf(1000, 1);
    const { created, outcomes } = await kommo.links.bulk('leads').link(inputs, { mass: true, chunkSize: 250 });
    expect(created).toBe(1000);
    expect(callsOf(sandbox)).toEqual(Array.from({ length: 4 }, () => '/api/v4/leads/link 250'));
    expect(outcomes[730]).toMatchObject({ index: 730, result: { entity_id: 731, to_entity_id: 1001 } });
  });

  test('the main contact and products keep what was said about them', async () => {
    const sandbox = createSandbox({ rateLimit: false });
    const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
    const { id } = await kommo.leads.create({ name: 'x' });
    const [contact, element] = [sandbox.db.contacts.find(() => true)!, sandbox.db.elements.find(() => true)!];
    const { outcomes } = await kommo.links.bulk('leads').link([
      { ...link(id, contact.id), metadata: { is_main: true } },
      {
        entity_id: id,
        to_entity_id: element.id,
        to_entity_type: 'catalog_elements',
        metadata: { catalog_id: element.catalog_id, quantity: 3 },
      },
    ]);
    expect(outcomes.map((o) => 'result' in o && o.result.metadata)).toMatchObject([
      { main_contact: true },
      { catalog_id: element.catalog_id, quantity: 3 },
    ]);
  });

  test('refused links fail with their own issues, the others of the call are sent again without them', async () => {
    const { sandbox, kommo } = account(1, 4);
    const inputs = [link(1, 1001), link(1, 9999), link(1, 1002), link(1, 1003)];
    const { outcomes } = await kommo.links.bulk('leads').link(inputs);
    expect(outcomes.map(({ status }) => status)).toEqual(['created', 'failed', 'created', 'created']);
    expect(outcomes[1]).toMatchObject({ issues: [{ path: 'to_entity_id' }] });
    expect(callsOf(sandbox)).toEqual(['/api/v4/leads/1/link 4', '/api/v4/leads/1/link 3']);
    expect(contactsOf(sandbox, 1)).toEqual([1001, 1002, 1003]);
  });

  test('an entity that is not there fails its own links, and the run goes on', async () => {
    const { kommo } = account(2, 1);
    const { outcomes } = await kommo.links.bulk('leads').link([link(1, 1001), link(77, 1001), link(2, 1001)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['created', 'failed', 'created']);
    expect((outcomes[1] as { error: Error }).error).toBeInstanceOf(NotFoundError);
  });

  test('so does one that the user may not change, while an address that is blocked ends the run', async () => {
    const { sandbox, kommo } = account(3, 1);
    const bulk = kommo.links.bulk('leads');
    sandbox.fail({ operation: 'links.link', status: 403 });
    const { outcomes } = await bulk.link(linksOf(3, 1), { concurrency: 1 });
    expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'created', 'created']);
    sandbox.fail({ operation: 'links.link', kind: 'html', status: 403 });
    const stopped = await bulk.link(linksOf(3, 1), { concurrency: 1 }).then(undefined, (e: unknown) => e);
    expect((stopped as BulkStoppedError).cause).toBeInstanceOf(IpBlockedError);
    expect(sandbox.requests).toHaveLength(4);
  });

  test('with mass a 404 is that of the call, and ends the run', async () => {
    const { sandbox, kommo } = account(3, 1);
    sandbox.fail({ operation: 'links.linkMass', status: 404 });
    const run = kommo.links.bulk('leads').link(linksOf(3, 1), { mass: true, chunkSize: 1, concurrency: 1 });
    await expect(run).rejects.toMatchObject({ name: 'BulkStoppedError', result: { failed: 0, settled: 0 } });
    expect(sandbox.requests).toHaveLength(1);
  });

  test.each([
    [{ ...link(1, 1001), entity_id: '1' }, 'inputs.1.entity_id must be an id'],
    [{ ...link(1, 1001), to_entity_id: 0 }, 'inputs.1.to_entity_id must be an id'],
    [{ ...link(1, 1001), to_entity_type: 'deals' }, 'inputs.1.to_entity_type must be one of leads, contacts'],
    [{ ...link(1, 1001), to_entity_type: 'catalog_elements' }, 'inputs.1.metadata.catalog_id must be an id'],
    [null, 'inputs.1 must be an object'],
  ])('%j fails alone, before a request', async (bad, message) => {
    const { sandbox, kommo } = account(1, 2);
    const { outcomes } = await kommo.links.bulk('leads').link([link(1, 1001), bad as never, link(1, 1002)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['created', 'failed', 'created']);
    const { error } = outcomes[1] as { error: Error };
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toContain(message);
    expect(sandbox.requests.every(({ status }) => status === 200)).toBe(true);
  });

  test('what a timeout leaves unknown is not sent again by itself, and is safe to send again', async () => {
    const { sandbox, kommo } = account(2, 2);
    sandbox.fail({ operation: 'links.link', kind: 'hang', when: 'after' });
    const bulk = kommo.links.bulk('leads');
    const { outcomes } = await bulk.link(linksOf(2, 2), { concurrency: 1, timeoutMs: 50 });
    expect(outcomes.map(({ status }) => status)).toEqual(['unknown', 'unknown', 'created', 'created']);
    expect(sandbox.requests).toHaveLength(2);
    const again = await bulk.link(outcomes.filter(({ status }) => status === 'unknown').map(({ input }) => input));
    expect(again.created).toBe(2);
    expect(contactsOf(sandbox, 1)).toEqual([1001, 1002]);
  });

  test('with retryUnsafe a call whose answer was lost is repeated', async () => {
    const { sandbox } = account(1, 2);
    const kommo = new Kommo({ ...sandbox.options, rateLimit: false, retries: 1 });
    sandbox.fail({ operation: 'links.link', kind: 'reset', when: 'after' });
    const { created } = await kommo.links.bulk('leads').link(linksOf(1, 2), { retryUnsafe: true });
    expect(created).toBe(2);
    expect(contactsOf(sandbox, 1)).toEqual([1001, 1002]);
    expect(sandbox.requests).toHaveLength(2);
  });

  test('an abort ends the run: what is under way is unknown, the rest is not sent', async () => {
    const { sandbox, kommo } = account(50, 1, { latencyMs: 10 });
    const controller = new AbortController();
    const run = kommo.links.bulk('leads').link(linksOf(50, 1), {
      concurrency: 2,
      signal: controller.signal,
      onProgress: ({ settled }) => settled >= 4 && controller.abort(),
    });
    const { result, cause } = (await run.then(undefined, (e: unknown) => e)) as BulkStoppedError;
    expect(cause).toMatchObject({ name: 'AbortError' });
    expect(result.created).toBeGreaterThanOrEqual(4);
    expect(result.settled).toBeLessThan(10);
    expect(sandbox.requests.length).toBeLessThan(10);
  });

  test('a later run goes on from the checkpoint', async () => {
    const { sandbox, kommo } = account(10, 2);
    const checkpoint = new MemoryCheckpoint();
    const bulk = kommo.links.bulk('leads');
    for await (const { index } of bulk.link(linksOf(10, 2), { checkpoint, concurrency: 1 })) if (index === 5) break;
    const sent = sandbox.requests.length;
    expect(sent).toBeLessThan(10);
    const { created } = await bulk.link(linksOf(10, 2), { checkpoint });
    expect(created).toBe(20 - 2 * sent);
    expect(sandbox.requests).toHaveLength(10);
    expect(checkpoint.state).toMatchObject({ done: 20, sent: [] });
  });
});

describe('unlink', () => {
  test.each([false, true])('mass: %s', async (mass) => {
    const { sandbox, kommo } = account(2, 3);
    const bulk = kommo.links.bulk('leads');
    await bulk.link(linksOf(2, 3));
    const inputs = [link(1, 1001), link(1, 9999), link(2, 1002)];
    const { outcomes } = await bulk.unlink(inputs, { mass });
    expect(outcomes.map(({ status }) => status)).toEqual(['updated', 'failed', 'updated']);
    expect(outcomes[0]).toEqual({ status: 'updated', index: 0, input: inputs[0], result: inputs[0] });
    expect(contactsOf(sandbox, 1)).toEqual([1002, 1003]);
    expect(contactsOf(sandbox, 2)).toEqual([1001, 1003]);
  });
});
