import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { memoryStore, oauth } from '../../src/auth/index.js';
import { calls } from '../../src/generated/calls.js';
import {
  type BulkOutcome,
  type BulkState,
  BulkStoppedError,
  createRateLimiter,
  Kommo,
  type SyncCursor,
} from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { createWebhookHandler } from '../../src/webhooks/index.js';
import { runCli } from '../support/cli.js';
import { KEYS } from '../support/oauth-keys.js';
import { spawnWorker } from '../support/spawn-worker.js';
import { random } from './server.js';

/** What went wrong of one kind of fault. All but `cases` must be 0. */
export interface KindRow {
  /** Calls, inputs, events or errors that were looked at. */
  cases: number;
  /** Gone without an error: items of lists, inputs without an outcome, events, changes; inputs called not stored that are. */
  lost: number;
  doubled: number;
  /** Results that belong to another input. */
  misMapped: number;
  /** Secrets in errors, and commands sent to a terminal. */
  leaked: number;
  /** Waits that never end, and untrue statements of errors. */
  wrong: number;
}

/** Numbers by chance, the same for the same seed, and how often a process is killed. */
interface Dice {
  (): number;
  readonly kills: number;
}
type Fetch = (url: string, init: RequestInit) => Promise<Response>;
type Lead = { id: number; name: string; updated_at: number; created_at: number };

const TOKEN = 'token-PLANTED-0123456789';
const empty = (): KindRow => ({ cases: 0, lost: 0, doubled: 0, misMapped: 0, leaked: 0, wrong: 0 });
const kommoOf = (fetch: Fetch, more: object = {}): Kommo =>
  new Kommo({ subdomain: 'acme', accessToken: TOKEN, rateLimit: false, retries: 0, fetch, ...more });
const never = (): Promise<never> => new Promise(() => {});
const errorOf = (call: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(call).then(
    () => undefined,
    (error: unknown) => error,
  );

/** Runs every kind. Each number comes from the same seed the same way. `kills` of processes take half a second each. */
export async function kinds(seed: number, kills = 2): Promise<Record<string, KindRow>> {
  const dice: Dice = Object.assign(random(seed), { kills });
  const rows: Record<string, KindRow> = {};
  for (const [name, run] of Object.entries(KINDS)) {
    rows[name] = empty();
    for (const scene of run) await scene(rows[name], dice);
  }
  return rows;
}

/** Leads as a server stores them. */
class Store {
  readonly leads: Lead[] = [];

  create(body: unknown): { id: number; request_id: string }[] {
    return (JSON.parse(String(body)) as { name: string; request_id: string }[]).map(({ name, request_id }) => {
      const now = Math.floor(Date.now() / 1000);
      const id = this.leads.push({ id: this.leads.length + 1, name, updated_at: now, created_at: now });
      return { id, request_id };
    });
  }

  /** What a list answers: all that was updated since. */
  list(url: string): Response {
    const query = new URL(url).searchParams;
    const from = Number(query.get('filter[updated_at][from]') ?? query.get('filter[created_at][from]') ?? 0);
    const [page, limit] = [Number(query.get('page') ?? 1), Number(query.get('limit') ?? 50)];
    const leads = this.leads.filter(({ updated_at }) => updated_at >= from).slice((page - 1) * limit, page * limit);
    return leads.length === 0
      ? new Response(null, { status: 204 })
      : Response.json({ _links: {}, _embedded: { leads } });
  }

  doubled(): number {
    return this.leads.length - new Set(this.leads.map(({ name }) => name)).size;
  }
}

/** A page in the middle of a list that is no page. */
async function oddPages(row: KindRow, dice: Dice): Promise<void> {
  const odd = [
    () => new Response('', { headers: { 'content-type': 'application/hal+json' } }),
    ...[{}, { error: 'maintenance' }, null, [], 5, { _embedded: null }, { _embedded: { contacts: [] } }].map(
      (body) => () => Response.json(body),
    ),
    () => Response.json({}, { status: 206 }),
    () => new Response(null, { status: 205 }),
    () => new Response('{"_embedded":{"leads":[{"id":1'),
    () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
  ];
  for (const answer of odd) {
    const at = 2 + Math.floor(dice() * 4);
    const kommo = kommoOf(async (url) => {
      const page = Number(new URL(url).searchParams.get('page') ?? 1);
      if (page === at) return answer();
      const leads = Array.from({ length: 250 }, (_, i) => ({ id: page * 250 + i }));
      const links = page < 6 ? { next: { href: `/api/v4/leads?page=${page + 1}` } } : {};
      return Response.json({ _links: links, _embedded: { leads } });
    });
    for (const concurrency of [1, 4]) {
      row.cases++;
      const got = await kommo.leads
        .list({}, { concurrency })
        .all()
        .catch(() => undefined);
      if (got) row.lost += 6 * 250 - got.length;
    }
  }
}

/** Answers to a read by id that are lists of something else, or about nothing. One entity with an id of its own is an answer. */
async function oddEntities(row: KindRow): Promise<void> {
  const problem = { title: 'Forbidden', status: 403, detail: 'no' };
  const odd = [
    ...[{}, null, 5, [], [5], problem, { id: null }, { id: '' }, { id: {} }, { name: 'x' }],
    ...[[{ id: 7 }], { _embedded: { leads: [{ id: 7 }] } }, { _embedded: { leads: [{ id: null }] } }, { error: 'x' }],
  ];
  for (const body of odd) {
    const kommo = kommoOf(async () => Response.json(body));
    const path = { id: 42 };
    const reads = [
      kommo.leads.get(42),
      kommo.contacts.get(42),
      kommo.pipelines.get(42),
      kommo.catalogs.getElement(5, 42),
    ];
    for (const read of reads) {
      row.cases++;
      if ((await errorOf(read)) === undefined) row.misMapped++;
    }
    row.cases++;
    const raw = await kommo.api.GET('/api/v4/leads/{id}', { params: { path } }).catch(() => undefined);
    // An empty list is an answer: nothing has that id.
    if (raw && !(Array.isArray(body) && body.length === 0)) row.misMapped++;
  }
}

/** Lists whose pages are empty in between, or that never end. */
async function endlessPages(row: KindRow): Promise<void> {
  const link = (page: number) => ({ _links: { next: { href: `/api/v4/leads?page=${page + 1}` } } });
  for (const concurrency of [1, 4]) {
    const gap = kommoOf(async (url) => {
      const page = Number(new URL(url).searchParams.get('page') ?? 1);
      return Response.json({ ...(page < 5 && link(page)), _embedded: { leads: page % 2 ? [{ id: page }] : [] } });
    });
    row.cases += 3;
    const got = await gap.leads.list({}, { concurrency }).all();
    row.lost += 3 - got.length;
    for (const leads of [[], [{ id: 1 }], [{ id: 1 }, { id: 2 }]]) {
      let asked = 0;
      const endless = kommoOf(async (url) => {
        asked++;
        return Response.json({ ...link(Number(new URL(url).searchParams.get('page') ?? 1)), _embedded: { leads } });
      });
      row.cases++;
      const error = await errorOf(endless.leads.list({}, { concurrency, signal: AbortSignal.timeout(10_000) }).all());
      if ((error as Error | undefined)?.name !== 'DecodeError' || asked > 20) row.wrong++;
    }
  }
}

/** Answers of a bulk call that are shorter, in another order, without names, with null or doubled, or that never come. */
async function oddBulkAnswers(row: KindRow, dice: Dice): Promise<void> {
  type Answer = { id: number; request_id?: unknown };
  const changes: ((list: Answer[]) => unknown[])[] = [
    (list) => list,
    (list) => [...list].sort(() => dice() - 0.5),
    (list) => list.filter((_, i) => i !== 1),
    (list) => list.map(({ id }) => ({ id })).slice(1),
    (list) => list.map(({ id }) => ({ id })),
    (list) => list.map((one, i) => (i === 0 ? null : one)),
    (list) => list.map((one) => ({ ...one, request_id: Number(one.request_id) })),
    (list) => list.map((one, i) => (i === 1 ? { ...one, request_id: '0' } : one)),
    (list) => list.map((one, i) => (i % 2 ? one : { id: one.id })).reverse(),
  ];
  for (const change of changes) {
    const store = new Store();
    let isOver = false;
    const kommo = kommoOf(async (url, { method, body }) => {
      if (method === 'GET') return store.list(url);
      const chance = isOver ? 1 : dice();
      if (chance < 0.1) throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
      if (chance < 0.15) return Response.json({}, { status: 502 });
      const leads = change(store.create(body));
      if (chance < 0.3) throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
      return Response.json({ _embedded: { leads } });
    });
    const inputs = Array.from({ length: 200 }, (_, i) => ({ name: `lead ${i}` }));
    const { outcomes } = await kommo.leads.bulk.create(inputs, { chunkSize: 10 });
    isOver = true;
    const settled = await kommo.leads.bulk.reconcile(outcomes, { settleSeconds: 0 });
    row.cases += inputs.length;
    row.lost += inputs.length - new Set(outcomes.map(({ index }) => index)).size;
    row.doubled += store.doubled();
    for (const outcome of [...outcomes, ...settled]) {
      const stored = store.leads.filter(({ name }) => name === outcome.input.name).map(({ id }) => id);
      if (outcome.status === 'created' && !stored.includes(outcome.result.id)) row.misMapped++;
      if (outcome.status === 'failed' && stored.length > 0) row.lost++;
    }
  }
}

/** A process that imports with a checkpoint and is killed again and again. */
async function killedImports(row: KindRow, dice: Dice): Promise<void> {
  for (let world = 0; world < 8; world++) {
    const store = new Store();
    const told = new Set<number>();
    const inputs = Array.from({ length: 120 }, (_, i) => ({ name: `lead ${i}` }));
    let state: string | undefined;
    for (let run = 0, isDone = false; !isDone; run++) {
      let isDead = false;
      const checkpoint = {
        load: async () => state && (JSON.parse(state) as BulkState),
        save: async (next: BulkState) => {
          if (isDead) return never();
          await new Promise(setImmediate);
          if (!isDead) state = JSON.stringify(next);
        },
      };
      const kommo = kommoOf(
        async (_, { body }) => {
          if (isDead) return never();
          await new Promise(setImmediate);
          const leads = store.create(body);
          return isDead ? never() : Response.json({ _embedded: { leads } });
        },
        { timeoutMs: 0 },
      );
      const outcomes = kommo.leads.bulk.create(inputs, { checkpoint: checkpoint as never, chunkSize: 5 });
      const iterator = outcomes[Symbol.asyncIterator]();
      const steps = run < 10 ? Math.floor(dice() * 25) : Number.POSITIVE_INFINITY;
      for (let step = 0; step < steps; step++) {
        const { done, value } = await iterator.next();
        if (done) {
          isDone = true;
          break;
        }
        told.add(value.index);
      }
      if (!isDone) {
        // Dies somewhere within the next step.
        void iterator.next();
        for (let ticks = Math.floor(dice() * 12); ticks > 0; ticks--) await new Promise(setImmediate);
        isDead = true;
      }
    }
    row.cases += inputs.length;
    row.lost += inputs.length - told.size;
    row.doubled += store.doubled();
  }
}

/** The outcomes of a run, and of one that was stopped. */
async function outcomesOf<I, R>(
  run: PromiseLike<{ outcomes: readonly BulkOutcome<I, R>[] }>,
): Promise<readonly BulkOutcome<I, R>[] | undefined> {
  try {
    return (await run).outcomes;
  } catch (error) {
    return error instanceof BulkStoppedError ? (error.result.outcomes as BulkOutcome<I, R>[]) : undefined;
  }
}

/** Imports whose checkpoint does not answer any more, until the caller aborts. */
async function hangingCheckpoints(row: KindRow, dice: Dice): Promise<void> {
  const world = async (): Promise<void> => {
    const store = new Store();
    const controller = new AbortController();
    let saves = Math.floor(dice() * 12);
    const checkpoint = {
      load: async () => undefined,
      save: async () => {
        if (saves-- > 0) return;
        controller.abort();
        await never();
      },
    };
    const kommo = kommoOf(async (_, { body }) => Response.json({ _embedded: { leads: store.create(body) } }));
    const inputs = Array.from({ length: 100 }, (_, i) => ({ name: `lead ${i}` }));
    const run = kommo.leads.bulk.create(inputs, { checkpoint, chunkSize: 5, signal: controller.signal });
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, 30_000));
    const outcomes = await Promise.race([outcomesOf(run), late]);
    row.cases += inputs.length;
    if (outcomes === undefined) row.wrong++;
    const told = new Set(outcomes?.map(({ input }) => input.name));
    row.lost += store.leads.filter(({ name }) => !told.has(name)).length;
    row.doubled += store.doubled();
  };
  await Promise.all(Array.from({ length: 12 }, world));
}

/** A process that imports with a checkpoint in a file, and is killed for good. */
async function killedProcesses(row: KindRow, dice: Dice): Promise<void> {
  const store = new Store();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ _embedded: { leads: store.create(body) } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'kommo-chaos-'));
  const count = 100 * (dice.kills + 1);
  const argument = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    path: join(folder, 'run.json'),
    count,
  };
  const told = new Set<number>();
  try {
    for (let kills = dice.kills; ; kills--) {
      const worker = spawnWorker('../chaos/import-worker.ts', argument);
      if (kills > 0) {
        const last = 20 + Math.floor(dice() * 60);
        await worker.line(() => worker.lines.length >= last);
        worker.process.kill('SIGKILL');
      }
      await worker.ended;
      for (const { index } of worker.lines as { index?: number }[]) {
        if (index !== undefined) told.add(index);
      }
      if (kills <= 0) break;
    }
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  }
  row.cases += count;
  row.lost += count - told.size;
  row.doubled += store.doubled();
}

/** Webhooks whose queue fails or is late, sent again until they are answered with 200. */
async function repeatedWebhooks(row: KindRow, dice: Dice): Promise<void> {
  const taken = new Map<number, number>();
  const handler = createWebhookHandler({
    on: {},
    ackTimeoutMs: 20,
    onError: () => {},
    queue: {
      add: async ({ events: [event] }) => {
        const chance = dice();
        if (chance < 0.2) throw new Error('away');
        if (chance < 0.3) await new Promise((resolve) => setTimeout(resolve, 40));
        const { id } = (event as unknown as { entity: { id: number } }).entity;
        taken.set(id, (taken.get(id) ?? 0) + 1);
      },
    },
  });
  const events = 150;
  const deliver = async (id: number): Promise<void> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-amocrm-requestid': `event ${id}` };
    for (let attempt = 0; attempt < 60; attempt++) {
      const request = new Request('https://example.com/', { method: 'POST', headers, body: `leads[add][0][id]=${id}` });
      if ((await handler(request)).status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  };
  for (let id = 1; id <= events; id += 5) await Promise.all([0, 1, 2, 3, 4].map((step) => deliver(id + step)));
  row.cases += events;
  row.lost += events - taken.size;
  row.doubled += [...taken.values()].filter((times) => times > 1).length;
}

/** Bodies that make a pattern go back and forth: the errors must come, and hold no token. */
async function hostileBodies(row: KindRow): Promise<void> {
  for (const unit of ['eyJ-', 'eyJ.', 'eyJhbGciOi.', 'Bearer ', '"\\', '[', '<a ', ' \n']) {
    for (const status of [200, 400, 429, 500]) {
      row.cases++;
      const body = `${unit.repeat(2 ** 20 / unit.length)}${TOKEN}`;
      const error = await errorOf(kommoOf(async () => new Response(body, { status })).leads.get(1));
      if (error === undefined) row.lost++;
      if (isLeaking(error)) row.leaked++;
    }
  }
}

/** Everything that a log or a debugger shows of an error. */
const isLeaking = (error: unknown): boolean =>
  [
    inspect(error, { depth: 12, showHidden: true }),
    String(JSON.stringify(error)),
    String((error as Error)?.stack),
  ].some((text) => text.includes('PLANTED'));

/** Drivers that throw what they were given. */
async function leakyDrivers(row: KindRow): Promise<void> {
  const tokens = { accessToken: TOKEN, refreshToken: 'refresh-PLANTED-0123456789' };
  const thrown = (given: unknown): Error =>
    Object.assign(new Error(`failed ${TOKEN}`, { cause: given }), { code: 'EPIPE', command: { args: [given, TOKEN] } });
  const kommo = kommoOf(async (_, init) => Promise.reject(thrown(new Headers(init.headers).get('authorization'))));
  const errors = [
    await errorOf(kommo.leads.get(1)),
    await errorOf(kommo.leads.create({ name: 'x' })),
    await errorOf(kommo.files.upload(new Uint8Array(3), { name: 'x.txt' })),
    ...(await kommo.leads.bulk.create([{ name: 'x' }])).outcomes.map(
      (outcome) => outcome.status === 'unknown' && outcome.error,
    ),
  ];
  for (const step of ['load', 'lock', 'save'] as const) {
    const inner = memoryStore();
    const fail = async (): Promise<never> => Promise.reject(thrown(tokens));
    const store = {
      load: step === 'load' ? fail : inner.load,
      lock: async (...given: Parameters<typeof inner.lock>) =>
        step === 'lock' ? fail() : { ...(await inner.lock(...given)), ...(step === 'save' && { save: fail }) },
    };
    const auth = oauth({ ...KEYS, subdomain: 'acme', store, rateLimit: false });
    errors.push(await errorOf(step === 'load' ? auth.account() : auth.importTokens(tokens)));
  }
  const store = { claim: () => Promise.reject(thrown(TOKEN)), release: () => {} };
  const onError = (error: unknown): void => void errors.push(error);
  await createWebhookHandler({ on: {}, dedupe: { store }, onError })(
    new Request('https://x.example/', {
      method: 'POST',
      headers: { 'x-amocrm-requestid': 'a' },
      body: 'leads[add][0][id]=1',
    }),
  );
  row.cases += errors.length;
  row.leaked += errors.filter(isLeaking).length;
  row.lost += errors.filter((error) => !(error instanceof Error)).length;
}

/** What is no error, or one that can't be read, with a secret in it. */
function oddThings(secret: string): (() => unknown)[] {
  const cyclic = new Error(secret);
  cyclic.cause = new Error('around', { cause: cyclic });
  return [
    ...[secret, undefined, null, 7, Symbol(secret), { message: secret }, [secret]].map((thing) => () => thing),
    () => Object.freeze(new Error(secret)),
    () =>
      Object.defineProperty(new Error('x'), 'message', {
        get: () => {
          throw new Error(secret);
        },
      }),
    () =>
      Object.defineProperty(new Error('x'), 'code', {
        get: () => {
          throw new Error(secret);
        },
      }),
    () =>
      new Proxy(new Error('x'), {
        get: () => {
          throw new Error(secret);
        },
      }),
    () => new AggregateError([new Error(secret), secret], secret),
    () => cyclic,
    () => Object.assign(Object.create(null), { secret }),
    () => Object.assign(new Error('x'), { stack: secret }),
  ];
}

/** Drivers that throw anything. */
async function oddThrows(row: KindRow): Promise<void> {
  const secret = 'refresh-PLANTED-0123456789';
  const tokens = { accessToken: TOKEN, refreshToken: secret };
  for (const [number, thing] of oddThings(secret).entries()) {
    const fail = (): Promise<never> => Promise.reject(thing());
    const errors: unknown[] = [];
    for (const step of ['load', 'lock', 'save'] as const) {
      const inner = memoryStore();
      const store = {
        load: step === 'load' ? fail : inner.load,
        lock: async (...given: Parameters<typeof inner.lock>) =>
          step === 'lock' ? fail() : { ...(await inner.lock(...given)), ...(step === 'save' && { save: fail }) },
      };
      const auth = oauth({ ...KEYS, subdomain: 'acme', store, rateLimit: false });
      errors.push(await errorOf(step === 'load' ? auth.account() : auth.importTokens(tokens)));
    }
    // A `fetch` has no other secret than the token.
    const sent = oddThings(TOKEN)[number] as () => unknown;
    errors.push(await errorOf(kommoOf(() => Promise.reject(sent())).leads.get(1)));
    const failures: unknown[] = [];
    const handler = createWebhookHandler({
      on: {},
      dedupe: { store: { claim: fail, release: () => {} } },
      onError: (error) => void failures.push(error),
    });
    const headers = { 'x-amocrm-requestid': 'a' };
    const request = new Request('https://x.example/', { method: 'POST', headers, body: 'leads[add][0][id]=1' });
    if ((await handler(request)).status === 200) row.lost++;
    errors.push(...(failures.length > 0 ? failures : [undefined]));
    row.cases += errors.length;
    row.lost += errors.filter((error) => !(error instanceof Error)).length;
    row.leaked += errors.filter(isLeaking).length;
  }
}

/** A token endpoint that hangs while the token is good. */
async function hangingRefresh(row: KindRow): Promise<void> {
  const refreshes = { count: 0 };
  const fetch: Fetch = async (url) => {
    if (!url.includes('/oauth2/')) return Response.json({ id: 1 });
    refreshes.count++;
    return never();
  };
  const auth = oauth({ ...KEYS, subdomain: 'acme', store: memoryStore(), rateLimit: false, fetch, timeoutMs: 4_000 });
  const expiresAt = new Date(Date.now() + 60_000);
  await auth.importTokens({ accessToken: TOKEN, refreshToken: 'refresh-PLANTED', expiresAt });
  const kommo = new Kommo({ subdomain: 'acme', auth, rateLimit: false, fetch });
  for (let i = 0; i < 200; i++) {
    row.cases++;
    if ((await errorOf(kommo.account.get({}, { signal: AbortSignal.timeout(5_000) }))) !== undefined) row.wrong++;
  }
  if (refreshes.count > 1) row.doubled += refreshes.count - 1;
}

/** Calls that end in the queue. */
async function endedInTheQueue(row: KindRow): Promise<void> {
  for (const end of ['timeout', 'abort'] as const) {
    let sent = 0;
    const fetch: Fetch = async (_, { body }) => {
      sent++;
      return Response.json({ _embedded: { leads: new Store().create(body) } });
    };
    const kommo = kommoOf(fetch, { rateLimit: createRateLimiter() });
    const options =
      end === 'timeout' ? { totalTimeoutMs: 700 } : { signal: AbortSignal.timeout(700), totalTimeoutMs: 60_000 };
    const made = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => errorOf(kommo.leads.create({ name: `lead ${i}` }, options))),
    );
    const failed = made.filter((error) => error !== undefined) as { maybeProcessed?: boolean }[];
    row.cases += made.length;
    // As many may say so as were sent and not answered.
    const unanswered = sent - (made.length - failed.length);
    row.wrong += Math.max(0, failed.filter(({ maybeProcessed }) => maybeProcessed !== false).length - unanswered);
  }
}

/** Calls that were stored, and then failed in other ways. */
async function storedThenFailed(row: KindRow): Promise<void> {
  const inputs = Array.from({ length: 30 }, (_, i) => ({ name: `lead ${i}` }));
  const worlds: [name: string, options: object, answer: (sent: number) => Response | undefined][] = [
    ['502, then 429', { retries: 1 }, (sent) => new Response(null, { status: sent % 2 ? 502 : 429 })],
    [
      '502, then 429 for an hour',
      { retries: 1, maxRetryAfterMs: 10 },
      (sent) => {
        const status = sent % 2 ? 502 : 429;
        return new Response(null, { status, headers: { 'retry-after': '3600' } });
      },
    ],
    [
      'a middleware that throws after the answer',
      {
        middleware: [
          async (request: never, next: (request: never) => Promise<Response>) => {
            await next(request);
            throw new Error('of the middleware');
          },
        ],
      },
      () => undefined,
    ],
  ];
  for (const [, options, answer] of worlds) {
    const store = new Store();
    let sent = 0;
    const kommo = kommoOf(async (_, { body }) => {
      sent++;
      const bad = answer(sent);
      if (bad?.status === 429) return bad;
      const leads = store.create(body);
      return bad ?? Response.json({ _embedded: { leads } });
    }, options);
    const run = kommo.leads.bulk.create(inputs, { chunkSize: 5, concurrency: 1, retryUnsafe: false, maxOutageMs: 0 });
    const outcomes = (await outcomesOf(run)) ?? [];
    row.cases += inputs.length;
    row.doubled += store.doubled();
    for (const { name } of store.leads) {
      const status = outcomes.find(({ input }) => input.name === name)?.status;
      // Without an outcome it would be sent again.
      if (status === undefined || status === 'failed') row.lost++;
    }
    row.cases++;
    const error = (await errorOf(kommo.leads.create({ name: 'one' }))) as { maybeProcessed?: boolean } | undefined;
    if (store.leads.some(({ name }) => name === 'one') && error?.maybeProcessed === false) row.wrong++;
  }
}

/** A follower of changes, while others write several times a second and in bursts. */
async function followedChanges(row: KindRow, dice: Dice): Promise<void> {
  for (let world = 0; world < 8; world++) {
    const leads: (Lead & { version: number })[] = [];
    let now = 1_700_000_000;
    let isQuiet = false;
    const write = (): void => {
      const known = leads[Math.floor(dice() * leads.length * 2)];
      row.cases++;
      if (known) Object.assign(known, { updated_at: now, version: known.version + 1 });
      else leads.push({ id: leads.length + 1, name: 'x', created_at: now, updated_at: now, version: 1 });
    };
    const kommo = kommoOf(async (url) => {
      if (!isQuiet) {
        now += Math.floor(dice() * 3);
        for (let i = 0; i < 3; i++) write();
      }
      const query = new URL(url).searchParams;
      const from = Number(query.get('filter[updated_at][from]'));
      const to = Number(query.get('filter[updated_at][to]') ?? Number.POSITIVE_INFINITY);
      const [page, limit] = [Number(query.get('page')), Math.min(25, Number(query.get('limit')))];
      const found = query.get('with') ? [] : leads.filter(({ updated_at: at }) => at >= from && at <= to);
      found.sort((a, b) => a.updated_at - b.updated_at || a.id - b.id);
      const data = found.slice((page - 1) * limit, page * limit);
      if (data.length === 0) return new Response(null, { status: 204 });
      const links = page * limit < found.length ? { next: { href: `/api/v4/leads?page=${page + 1}` } } : {};
      return Response.json({ _page: page, _links: links, _embedded: { leads: data } });
    });
    const told = new Map<number, number>();
    let cursor: number | SyncCursor = now - 1;
    for (let run = 0; run < 6; run++) {
      if (run % 2 === 0) for (let i = 0; i < 60; i++) write();
      now += run === 5 ? 300 : 5;
      isQuiet = run === 5;
      for await (const { changes, cursor: next } of kommo.leads.changes({ since: cursor }).pages()) {
        for (const { entity } of changes) told.set(entity.id, (entity as never as { version: number }).version);
        cursor = JSON.parse(JSON.stringify(next)) as SyncCursor;
      }
    }
    row.lost += leads.filter(({ id, version }) => told.get(id) !== version).length;
  }
}

/** An account whose names are commands to a terminal. */
async function hostileNames(row: KindRow): Promise<void> {
  const sandbox = createSandbox({ rateLimit: false });
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const response = await sandbox.fetch(url, init);
    const text = await response.text();
    const change = (key: string, value: unknown): unknown =>
      ['name', 'email', 'title'].includes(key) && typeof value === 'string'
        ? `${value}\u001b[2J\u009b31m\u202e`
        : value;
    return text === '' ? response : Response.json(JSON.parse(text, change), { status: response.status });
  };
  const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
  for (const argv of [['whoami'], ['report', 'dashboard'], ['report', 'loss-reasons'], ['api', 'leads.get']]) {
    row.cases++;
    const { stdout, stderr } = await runCli(argv, { env, fetch });
    if (/(?![\n\t])[\p{Cc}\u202a-\u202e]/u.test(stdout + stderr)) row.leaked++;
  }
}

/** Parameters that no operation has. */
async function unknownKeys(row: KindRow): Promise<void> {
  let sent = 0;
  const kommo = kommoOf(async () => {
    sent++;
    return new Response(null, { status: 204 });
  });
  const queries = [
    { filters: { id: 5 } },
    { filter: { id: [null] } },
    { filter: { updated_at: { from: Date.now() } } },
  ];
  for (const [path, { GET }] of Object.entries(calls)) {
    if (GET?.list === undefined) continue;
    const { query = '' } = GET;
    const values = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, name === 'entity_type' ? 'leads' : 7]);
    for (const [i, wrong] of queries.entries()) {
      if (i === 2 && !query.includes('filter.updated_at')) continue;
      row.cases++;
      const params = { path: Object.fromEntries(values), query: wrong } as never;
      await errorOf(kommo.api.GET(path as '/api/v4/leads', { params }));
    }
  }
  row.wrong += sent;
}

/** The scenes of each kind. */
const KINDS: Record<string, ((row: KindRow, dice: Dice) => Promise<void>)[]> = {
  'unknown answers': [oddPages, oddEntities, endlessPages, oddBulkAnswers],
  'kills and repeats': [killedImports, hangingCheckpoints, killedProcesses, repeatedWebhooks],
  'hostile texts': [hostileBodies],
  'leaky drivers': [leakyDrivers, oddThrows],
  'hanging refresh': [hangingRefresh],
  'unsent calls': [endedInTheQueue, storedThenFailed],
  'changes()': [followedChanges],
  'hostile names': [hostileNames],
  'unknown keys': [unknownKeys],
};
