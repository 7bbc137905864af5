import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { createWebhookHandler, type DedupeClaim, type WebhookHandlerOptions } from '../../src/webhooks/index.js';
import { form, leadAdded } from '../webhooks/support.js';
import { testClock } from './clock.js';

const account = 'account[id]=30000001&account[subdomain]=acme';
const move = (from: number, to: number): string =>
  `leads[status][0][id]=77&leads[status][0][status_id]=${to}&leads[status][0][old_status_id]=${from}&${account}`;
const chat = `leads[chat][0][id]=77&leads[chat][0][status_id]=142&${account}`;

/** As ioredis throws: with what it was given. */
const driverError = (): Error =>
  Object.assign(new Error('OOM command not allowed: redis://:PLANTED@host'), {
    name: 'ReplyError',
    command: { name: 'set', args: ['PLANTED'] },
  });

function setUp(options: Partial<WebhookHandlerOptions> = {}) {
  const { clock, pass } = testClock();
  const got: string[] = [];
  const errors: string[] = [];
  const handler = createWebhookHandler({
    on: { '*': ({ type }) => void got.push(type) },
    onError: (error) => void errors.push((error as Error).message),
    clock,
    ...options,
  });
  const post = async (body: string, requestId?: string) => {
    const headers = { ...form, ...(requestId !== undefined && { 'x-amocrm-requestid': requestId }) };
    const response = await handler(new Request('https://example.com/', { method: 'POST', body, headers }));
    return `${response.status} ${await response.text()}`;
  };
  return { handler, post, pass, got, errors };
}

describe('repeated deliveries', () => {
  it('without an id of the request, the same body after a 200 is another event', async () => {
    const { handler, post, got } = setUp();
    for (const body of [move(1, 2), move(2, 1), move(1, 2), chat, chat]) expect(await post(body)).toBe('200 ok');
    await handler.drain();
    expect(got.filter((type) => type === 'lead.status_changed')).toHaveLength(3);
    expect(got.filter((type) => type === 'lead.chat')).toHaveLength(2);
  });

  it('the same id of a request is one delivery for two hours, within bounds', async () => {
    const { handler, post, got, pass } = setUp({ dedupe: { maxEntries: 2 } });
    expect(await post(leadAdded(1), 'a')).toBe('200 ok');
    expect(await post(leadAdded(1), 'a')).toBe('200 seen before');
    expect(await post(leadAdded(1), 'b')).toBe('200 ok');
    // One change in Kommo may send several bodies under one id.
    expect(await post(leadAdded(2), 'b')).toBe('200 ok');
    // Only two are remembered.
    expect(await post(leadAdded(1), 'a')).toBe('200 ok');
    await pass(2 * 60 * 60 * 1000 + 1);
    expect(await post(leadAdded(1), 'a')).toBe('200 ok');
    await handler.drain();
    expect(got).toHaveLength(5);
    const all = setUp({ dedupe: false });
    for (const _ of [1, 2]) expect(await all.post(leadAdded(1), 'a')).toBe('200 ok');
  });

  it('two requests with one id at the same time are one delivery, and the other is not acknowledged too early', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const queued: string[] = [];
    let adds = 0;
    const { post, errors } = setUp({
      queue: {
        add: async ({ id }) => {
          adds += 1;
          await gate;
          queued.push(id);
        },
      },
    });
    const first = post(leadAdded(1), 'a');
    await vi.waitFor(() => expect(adds).toBe(1));
    expect(await post(leadAdded(1), 'a')).toBe('503 try again');
    release();
    expect(await first).toBe('200 ok');
    expect(await post(leadAdded(1), 'a')).toBe('200 seen before');
    expect(queued).toHaveLength(1);
    expect(errors).toEqual(['Another request is handing over the same delivery.']);
  });

  it('a process that dies before the queue took a delivery loses nothing: its lease ends', async () => {
    const { clock, pass } = testClock();
    const entries = new Map<string, { state: DedupeClaim; until: number }>();
    const store = {
      claim: async (id: string, leaseMs: number): Promise<DedupeClaim> => {
        const known = entries.get(id);
        if (known !== undefined && known.until > clock.now()) return known.state;
        entries.set(id, { state: 'leased', until: clock.now() + leaseMs });
        return 'new';
      },
      confirm: async (id: string, ttlMs: number) => entries.set(id, { state: 'done', until: clock.now() + ttlMs }),
      release: async (id: string) => entries.delete(id),
    };
    const durable: string[] = [];
    const add = vi.fn(() => new Promise<void>(() => {}));
    const dying = setUp({ dedupe: { store }, queue: { add }, ackTimeoutMs: 60_000, clock });
    void dying.post(leadAdded(1), 'a');
    await vi.waitFor(() => expect(add).toHaveBeenCalled());
    const next = setUp({ dedupe: { store }, queue: { add: ({ id }) => void durable.push(id) }, clock });
    expect(await next.post(leadAdded(1), 'a')).toBe('503 try again');
    await pass(60_001);
    expect(await next.post(leadAdded(1), 'a')).toBe('200 ok');
    expect(await next.post(leadAdded(1), 'a')).toBe('200 seen before');
    expect(durable).toHaveLength(1);
  });

  it('works with a store that knows only claim and release', async () => {
    const claimed = new Set<string>();
    const store = {
      claim: (id: string) => !claimed.has(id) && Boolean(claimed.add(id)),
      release: (id: string) => claimed.delete(id),
    };
    const { post } = setUp({ dedupe: { store } });
    expect(await post(leadAdded(1), 'a')).toBe('200 ok');
    expect(await post(leadAdded(1), 'a')).toBe('503 try again');
    expect(() => setUp({ dedupe: { store: {} as never } })).toThrow('dedupe.store.claim must be a function.');
  });

  it.each(['OK', null, undefined, 1, 0, {}])(
    'a store whose claim answers %o is refused, not taken for new',
    async (answer) => {
      const claim = async () => answer as never;
      const { post, errors, got } = setUp({ dedupe: { store: { claim, release: () => {} } } });
      expect(await post(leadAdded(1), 'a')).toBe('503 try again');
      expect(errors).toEqual([expect.stringContaining('dedupe.store.claim must return "new"')]);
      expect(got).toEqual([]);
    },
  );

  it('a store that fails or hangs loses nothing', async () => {
    const away = setUp({ dedupe: { store: { claim: () => Promise.reject(driverError()), release: () => {} } } });
    expect(await away.post(leadAdded(1), 'a')).toBe('503 try again');
    expect(away.errors).toEqual(['The dedupe store failed (ReplyError: OOM: Redis has no memory left).']);
    const forgetful = setUp({
      dedupe: { store: { claim: () => 'new', confirm: () => Promise.reject(driverError()), release: () => {} } },
    });
    expect(await forgetful.post(leadAdded(1), 'a')).toBe('200 ok');
    expect(forgetful.errors).toEqual(['The dedupe store failed (ReplyError: OOM: Redis has no memory left).']);
    let answer = (_: DedupeClaim): void => {};
    const released: string[] = [];
    let asked = 0;
    const claim = () =>
      new Promise<DedupeClaim>((resolve) => {
        asked += 1;
        answer = resolve;
      });
    const hanging = setUp({ dedupe: { store: { claim, release: (id: string) => released.push(id) } } });
    const reply = hanging.post(leadAdded(1), 'a');
    await vi.waitFor(() => expect(asked).toBe(1));
    await hanging.pass(1500);
    expect(await reply).toBe('503 try again');
    answer('new');
    // Its 503 has left, so Kommo sends it again: taking it now would be once too often.
    await vi.waitFor(() => expect(released).toHaveLength(1));
    await hanging.handler.drain();
    expect(hanging.got).toEqual([]);
    expect(hanging.errors).toHaveLength(1);
  });

  it('what a store or a queue throws is not passed through, secrets and all', async () => {
    const reported: unknown[] = [];
    const onError = (error: unknown): void => void reported.push(error);
    const failing = () => Promise.reject(driverError());
    const stores = (['claim', 'confirm', 'release'] as const).map((step) => ({
      claim: () => 'new' as const,
      confirm: () => {},
      release: () => {},
      [step]: failing,
    }));
    for (const store of stores) {
      const { post } = setUp({ onError, dedupe: { store }, queue: { add: failing } });
      expect(await post(leadAdded(1), 'a')).toBe('503 try again');
      await setUp({ onError, dedupe: { store } }).post(leadAdded(1), 'a');
    }
    expect(reported.length).toBeGreaterThanOrEqual(5);
    for (const error of reported) {
      const shown = [inspect(error, { depth: 12, showHidden: true }), JSON.stringify(error), (error as Error).stack];
      expect(shown.join()).not.toContain('PLANTED');
      expect((error as Error).message).toMatch(/^The (dedupe store|queue) failed \(ReplyError: OOM: /);
    }
  });

  it('after a 503, the same body is a repetition for 30 seconds only', async () => {
    let settle = (): void => {};
    let adds = 0;
    const add = (): Promise<void> => {
      adds += 1;
      return new Promise((resolve) => {
        settle = resolve;
      });
    };
    const { post, pass } = setUp({ queue: { add } });
    const late = async () => {
      const before = adds;
      const reply = post(leadAdded(1));
      await vi.waitFor(() => expect(adds).toBe(before + 1));
      await pass(1500);
      return reply;
    };
    expect(await late()).toBe('503 try again');
    settle();
    await pass(29_000);
    expect(await post(leadAdded(1))).toBe('200 seen before');
    expect(await late()).toBe('503 try again');
    settle();
    await pass(30_001);
    expect(await late()).toBe('503 try again');
    expect(adds).toBe(3);
  });
});

describe('listeners', () => {
  it('that never end do not stop the handler', async () => {
    const signals: AbortSignal[] = [];
    const ids = new Set<string>();
    const got: number[] = [];
    const { handler, post, pass, errors } = setUp({
      on: {
        'lead.added': ({ entity }, { signal, deliveryId }) => {
          ids.add(deliveryId);
          if (entity.id > 1) return void got.push(entity.id);
          signals.push(signal);
          return new Promise(() => {});
        },
        '*': () => void got.push(0),
      },
    });
    for (let id = 1; id <= 1001; id++) expect(await post(leadAdded(id))).toBe('200 ok');
    expect(await post(leadAdded(1002))).toBe('503 try again');
    const drained = handler.drain(5000);
    await pass(5000);
    expect(await drained).toBe(false);
    expect(signals[0]?.aborted).toBe(false);
    await pass(5000);
    expect(await handler.drain()).toBe(true);
    expect(signals[0]?.aborted).toBe(true);
    expect(got).toHaveLength(2001);
    expect(ids.size).toBe(1001);
    expect(errors).toEqual([
      'The queue is full: 1000 deliveries wait.',
      'The listener did not end within 10000 ms. Pass a longer listenerTimeoutMs, or 0 for no limit.',
    ]);
    expect(await post(leadAdded(1003))).toBe('200 ok');
  });
});
