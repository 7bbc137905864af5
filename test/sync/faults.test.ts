import { beforeAll, describe, expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import {
  createMirror,
  type Mirror,
  type MirrorDatabase,
  pgliteDatabase,
  type SyncOptions,
} from '../../src/sync/index.js';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import type { WebhookEvent } from '../../src/webhooks/events.js';
import { sharedPglite } from './databases.js';

const NOW = Date.UTC(2026, 10, 10) / 1000;
let count = 0;
let database: MirrorDatabase;
beforeAll(async () => {
  database = pgliteDatabase(await sharedPglite());
});

type Send = (url: string, init: RequestInit) => Promise<Response>;

interface Scene {
  readonly sandbox: Sandbox;
  readonly mirror: Mirror;
  readonly clock: { now: number };
  /** Answers a request instead of the account, if it returns something. */
  answer: (url: URL) => Response | undefined;
  readonly urls: URL[];
}

async function scene(options: { leads?: number; listMaxAge?: number; to?: MirrorDatabase } = {}): Promise<Scene> {
  const { leads = 30, listMaxAge, to = database } = options;
  const clock = { now: NOW };
  const sandbox = createSandbox({ leads, rateLimit: false, now: () => clock.now * 1000 });
  count += 1;
  const base = sandbox.options.fetch as Send;
  const found = { sandbox, clock, answer: (_: URL): Response | undefined => undefined, urls: [] as URL[] };
  const fetch: Send = async (input, init) => {
    const url = new URL(input);
    found.urls.push(url);
    return found.answer(url) ?? base(input, init);
  };
  const kommo = new Kommo({
    ...sandbox.options,
    rateLimit: false,
    retries: 0,
    fetch: fetch as typeof globalThis.fetch,
  });
  const mirror = await createMirror(kommo, {
    to,
    schema: `faults${count}`,
    ...(listMaxAge !== undefined && { listMaxAge }),
  });
  return Object.assign(found, { mirror });
}

const rows = async <T extends object>({ mirror }: { mirror: Mirror }, sql: string): Promise<T[]> =>
  mirror.query<T>(sql.replaceAll('$S', mirror.schema));
const number = async (where: { mirror: Mirror }, table: string): Promise<number> =>
  (await rows<{ n: number }>(where, `SELECT count(*) AS n FROM $S.${table}`))[0]?.n ?? -1;
const refusal = (status = 403): Response => Response.json({ title: 'Forbidden', status }, { status });
const isPath =
  (end: string) =>
  (url: URL): boolean =>
    url.pathname.endsWith(end);
const page = (url: URL): number => Number(url.searchParams.get('page'));
const updated = (id: number, account: object = {}): WebhookEvent =>
  ({ type: 'lead.updated', entity: { id }, account, group: 'leads', action: 'update', raw: {} }) as never;
const happened = (type: string, entity_type: string, entity_id: number, created_at: number): never =>
  ({
    id: `01FAULT${entity_type}${String(entity_id).padStart(10, '0')}${created_at}`,
    type,
    entity_type,
    entity_id,
    created_by: 0,
    created_at,
    value_before: [],
    value_after: [],
  }) as never;

describe('apply', () => {
  test('refuses a client of another account, and changes nothing', async () => {
    const a = await scene();
    await a.mirror.sync();
    const [lead] = a.sandbox.db.leads.slice(0, 1) as unknown as [{ id: number }];
    const b = createSandbox({ baseUrl: 'https://other.kommo.com', leads: 0, rateLimit: false });
    Object.assign(b.db.account, { id: a.sandbox.db.account.id + 1 });
    const other = await createMirror(new Kommo({ ...b.options, rateLimit: false }), {
      to: database,
      schema: a.mirror.schema,
    });
    await expect(other.apply(updated(lead.id))).rejects.toMatchObject({ code: 'target' });
    expect(await number(a, 'leads WHERE NOT is_deleted')).toBe(30);
    expect(await number(a, '_todo')).toBe(0);
  });

  test('refuses webhooks of another account, and changes nothing', async () => {
    const it = await scene();
    await it.mirror.sync();
    const [lead] = it.sandbox.db.leads.slice(0, 1) as unknown as [{ id: number }];
    const { id } = it.sandbox.db.account;
    await expect(it.mirror.apply(updated(lead.id, { id: String(id + 1) }))).rejects.toMatchObject({ code: 'target' });
    expect(await number(it, '_todo')).toBe(0);
    await it.mirror.apply(updated(lead.id, { id: String(id) }));
  });

  test('before the first sync binds the mirror to the account of its client', async () => {
    const it = await scene();
    const [lead] = it.sandbox.db.leads.slice(0, 1) as unknown as [{ id: number }];
    await it.mirror.apply(updated(lead.id));
    const { id } = it.sandbox.db.account;
    await expect(it.mirror.apply(updated(lead.id, { id: id + 1 }))).rejects.toMatchObject({ code: 'target' });
    await it.mirror.sync();
    expect(await number(it, 'leads')).toBe(30);
  });
});

describe('apply beside a list that is refused', () => {
  test('reads what the webhook names, and reports a refusal of that list only', async () => {
    const it = await scene();
    await it.mirror.sync();
    const [lead] = it.sandbox.db.leads.slice(0, 1) as unknown as [{ id: number }];
    await rows(
      it,
      `INSERT INTO $S._todo SELECT 'catalog_elements.' || n, '1', now() FROM generate_series(71, 76) AS n`,
    );
    it.answer = (url) => (/\/catalogs\/7\d\//.test(url.pathname) ? refusal() : undefined);
    it.sandbox.db.leads.update(lead.id, { name: 'edited' });
    await it.mirror.apply(updated(lead.id));
    expect(await rows(it, `SELECT name FROM $S.leads WHERE id = ${lead.id}`)).toEqual([{ name: 'edited' }]);
    expect(await number(it, '_todo')).toBe(6);
    it.answer = (url) => (isPath('/leads')(url) ? refusal() : undefined);
    await expect(it.mirror.apply(updated(lead.id))).rejects.toMatchObject({ status: 403 });
  });
});

describe('clocks', () => {
  test('of a database that is set back leave no row stale', async () => {
    let ahead = 3600;
    const to: MirrorDatabase = {
      kind: database.kind,
      label: database.label,
      async query<R extends object>(sql: string, params?: readonly unknown[]): Promise<R[]> {
        const found = await database.query<R>(sql, params);
        if (sql.endsWith('AS ms')) (found[0] as { ms: number }).ms += ahead * 1000;
        return found;
      },
      exec: (sql) => database.exec(sql),
      transaction: (work) => database.transaction(work),
      writer: (options) => database.writer(options),
      close: async () => {},
    };
    const it = await scene({ to });
    await it.mirror.sync();
    ahead = 0;
    it.clock.now += 600;
    const [a, b] = it.sandbox.db.leads.slice(0, 2).map(({ id }) => id) as [number, number];
    it.sandbox.db.leads.update(a, { name: 'edited', updated_at: it.clock.now });
    it.sandbox.db.leads.update(b, { is_deleted: true, updated_at: it.clock.now });
    it.sandbox.db.events.push(happened('lead_deleted', 'lead', b, it.clock.now));
    it.sandbox.db.users.update([...it.sandbox.db.users][0]?.id as number, { name: 'renamed' });
    // Another process, which knows nothing but what is stored.
    const kommo = new Kommo({ ...it.sandbox.options, rateLimit: false });
    const next = await createMirror(kommo, { to, schema: it.mirror.schema });
    await next.sync();
    expect(await rows(it, `SELECT name, is_deleted FROM $S.leads WHERE id IN (${a}, ${b}) ORDER BY id = ${b}`)).toEqual(
      [{ name: 'edited', is_deleted: false }, expect.objectContaining({ is_deleted: true })],
    );
    expect(await number(it, `users WHERE name = 'renamed'`)).toBe(1);
  });

  test('of a server that are wrong once do not move a cursor ahead of the database', async () => {
    const it = await scene();
    const now = Math.floor(Date.now() / 1000);
    it.clock.now = now + 7200;
    await it.mirror.sync();
    const cursors = await rows<{ at: number }>(
      it,
      `SELECT coalesce(value->>'cursor', value->>'top')::bigint AS at FROM $S._state WHERE value ? 'cursor' OR value ? 'top'`,
    );
    expect(cursors.length).toBeGreaterThan(10);
    expect(Math.max(...cursors.map(({ at }) => at))).toBeLessThan(now + 3600);
  });
});

describe('events', () => {
  test.each([500, 403])('that answer %i in the first sync are acted on later', async (status) => {
    const it = await scene();
    it.answer = (url) => (isPath('/events')(url) && url.search !== '' ? refusal(status) : undefined);
    await it.mirror.sync().catch(() => {});
    await it.mirror.sync({ only: ['tasks', 'companies', 'leads'] }).catch(() => {});
    const [task] = [...it.sandbox.db.tasks];
    it.clock.now += 600;
    it.sandbox.db.tasks.delete((task as { id: number }).id);
    it.sandbox.db.events.push(happened('task_deleted', 'task', (task as { id: number }).id, it.clock.now));
    it.clock.now += 7200;
    it.answer = () => undefined;
    await it.mirror.sync();
    expect(await number(it, 'tasks WHERE NOT is_deleted')).toBe([...it.sandbox.db.tasks].length);
  });

  test('of a history that was cut off are all read, whatever `since` and `reconcile` later runs have', async () => {
    const it = await scene({ leads: 200 });
    it.answer = (url) => (isPath('/events')(url) && page(url) === 2 ? refusal(500) : undefined);
    await expect(it.mirror.sync()).rejects.toThrow();
    it.answer = () => undefined;
    await it.mirror.sync({ since: NOW - 86_400 });
    await it.mirror.sync({ reconcile: true });
    expect(await number(it, 'events')).toBe(it.sandbox.db.events.length);
  });

  test('from before `since` are left out', async () => {
    const it = await scene();
    const since = NOW - 60;
    await it.mirror.sync({ since });
    const late = it.sandbox.db.events.filter(({ created_at }) => created_at >= since).length;
    expect(await number(it, 'events')).toBe(late);
    await expect(it.mirror.sync({ only: ['events'], since: since - 1 })).resolves.toBeDefined();
    await expect(it.mirror.sync({ since: since - 1 })).rejects.toMatchObject({ code: 'target' });
  });
});

describe('a list that is refused', () => {
  test('is reported by every run, and asked for again if it is named', async () => {
    const it = await scene();
    it.answer = (url) => (isPath('/leads')(url) ? refusal() : undefined);
    const first = await it.mirror.sync();
    const second = await it.mirror.sync();
    const names = ['customer_statuses', 'leads', 'leads.trash'];
    expect(first.skipped.map(({ list }) => list).sort()).toEqual(names);
    expect(second.skipped.map(({ list }) => list).sort()).toEqual(names);
    it.answer = () => undefined;
    expect(await it.mirror.sync({ only: ['leads'] })).toMatchObject({ skipped: [] });
    expect(await number(it, 'leads')).toBe(30);
  });

  test('in the middle goes on from there, with its `since`', async () => {
    const it = await scene({ leads: 600, listMaxAge: 0 });
    const since = NOW - 4 * 365 * 86_400;
    it.answer = (url) => (isPath('/leads')(url) && it.urls.filter(isPath('/leads')).length > 2 ? refusal() : undefined);
    const options: SyncOptions = { only: ['leads'], since };
    const { skipped } = await it.mirror.sync(options);
    expect(skipped).toMatchObject([{ list: 'leads' }, { list: 'leads.trash' }]);
    const [stored] = await rows<{ value: Record<string, unknown> }>(
      it,
      `SELECT value FROM $S._state WHERE key = 'leads'`,
    );
    expect(stored?.value).toMatchObject({ since, walk: {}, skipped: expect.any(String) });
    const before = it.urls.length;
    it.answer = () => undefined;
    await it.mirror.sync({ only: ['leads'] });
    const first = it.urls.slice(before).find(isPath('/leads'));
    expect(Number(first?.searchParams.get('filter[updated_at][from]'))).toBeGreaterThan(since);
    expect(await number(it, 'leads')).toBe(600);
  });
});

test('`reconcile` after a run of changes that was cut off reads a list once', async () => {
  const it = await scene({ leads: 900 });
  await it.mirror.sync({ only: ['leads'] });
  it.clock.now += 600;
  for (const { id } of [...it.sandbox.db.leads])
    it.sandbox.db.leads.update(id, { updated_at: it.clock.now - (id % 500) });
  const before = it.urls.filter(isPath('/leads')).length;
  it.answer = (url) =>
    isPath('/leads')(url) && it.urls.filter(isPath('/leads')).length > before + 3 ? refusal(500) : undefined;
  await expect(it.mirror.sync({ only: ['leads'] })).rejects.toThrow();
  it.answer = () => undefined;
  const { rows: read } = await it.mirror.sync({ only: ['leads'], reconcile: true });
  expect(read['leads']).toBeLessThan(1_200);
});

test('a run over a small account asks for a page behind a short one only until the list has shown its links', async () => {
  const it = await scene({ leads: 5 });
  await it.mirror.sync();
  it.clock.now += 600;
  const change = (rows: {
    slice(start: number, end: number): { id: number }[];
    update(id: number, patch: object): unknown;
  }) => rows.update(rows.slice(0, 1)[0]?.id as number, { updated_at: it.clock.now - 5 });
  const { leads, contacts, companies, tasks, notes } = it.sandbox.db;
  for (const table of [leads, contacts, companies, tasks, notes]) change(table as never);
  const before = it.urls.length;
  const { rows: read } = await it.mirror.sync();
  expect(read).toMatchObject({ leads: 1, contacts: 1, companies: 1, tasks: 1, notes: 1 });
  const asked = it.urls.slice(before).map(({ pathname, search }) => pathname + search);
  expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(12);
});

test('a new set of tables does not read the history of stages again', async () => {
  const it = await scene();
  await it.mirror.sync({ only: ['leads'] });
  const stages = await number(it, 'lead_stage_history');
  expect(stages).toBeGreaterThan(0);
  const history = (): number =>
    it.urls.filter((url) => isPath('/events')(url) && /filter%5Btype|filter\[type/.test(url.search)).length;
  expect(history()).toBeGreaterThan(0);
  const before = history();
  await it.mirror.sync({ only: ['leads', 'contacts'] });
  expect(history()).toBe(before);
  // All events are more than the changes of stages.
  await it.mirror.sync({ only: ['events'] });
  await it.mirror.sync();
  expect(await number(it, 'events')).toBe(it.sandbox.db.events.length);
});

describe('messages of webhooks', () => {
  const message = (type: string, entity: object): WebhookEvent =>
    ({ type, entity, account: {}, group: 'message', action: 'add', raw: {} }) as never;

  test('are stored whoever wrote them', async () => {
    const it = await scene();
    const types = ['message.added', 'message.sent', 'outgoing_message.added'];
    await it.mirror.apply(types.map((type, i) => message(type, { id: `m${i}`, text: type })));
    expect(await rows(it, 'SELECT text FROM $S.messages ORDER BY id')).toEqual(types.map((text) => ({ text })));
  });

  test('that come late leave what the conversation says', async () => {
    const it = await scene();
    await it.mirror.sync();
    const of = 'SELECT id, text, message_type, origin, delivery_status FROM $S.messages ORDER BY created_at LIMIT 1';
    const [known] = await rows<{ id: string }>(it, of);
    await it.mirror.apply(message('message.added', { id: known?.id, text: 'short' }));
    expect(await rows(it, of)).toEqual([known]);
  });
});
