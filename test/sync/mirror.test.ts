import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import {
  createMirror,
  type Mirror,
  type MirrorDatabase,
  pgliteDatabase,
  postgresDatabase,
} from '../../src/sync/index.js';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { HAS_POSTGRES, sharedPglite, startPostgres, type TestPostgres } from './databases.js';
import { narrow } from './narrow.js';

const NOW = Date.UTC(2026, 10, 10) / 1000;
let count = 0;

describe.each(['pglite', 'postgres'] as const)('a mirror in %s', (kind) => {
  let server: TestPostgres | undefined;
  let pool: pg.Pool | undefined;
  let database: MirrorDatabase;

  beforeAll(async () => {
    if (kind === 'pglite') database = pgliteDatabase(await sharedPglite());
    else if (HAS_POSTGRES) {
      server = await startPostgres();
      pool = new pg.Pool({ connectionString: server.url });
      pool.on('error', () => {});
      database = postgresDatabase(pool, pg);
    }
  });
  afterAll(async () => {
    await pool?.end();
    await server?.stop();
  });

  const it = test.skipIf(kind === 'postgres' && !HAS_POSTGRES);

  interface Setup {
    sandbox: Sandbox;
    kommo: Kommo;
    mirror: Mirror;
    clock: { now: number };
  }

  async function setup(options: { leads?: number; overlap?: number; listMaxAge?: number } = {}): Promise<Setup> {
    const clock = { now: NOW };
    const sandbox = createSandbox({ leads: options.leads ?? 600, rateLimit: false, now: () => clock.now * 1000 });
    const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
    count += 1;
    const { leads: _, ...rest } = options;
    const mirror = await createMirror(kommo, { to: database, schema: `m${count}`, ...rest });
    return { sandbox, kommo, mirror, clock };
  }

  /** A mirror of an account whose answers pass through `fetch`. */
  function mirrorOver(
    sandbox: Sandbox,
    fetch: FetchText,
    options: { listMaxAge?: number; overlap?: number } = {},
  ): Promise<Mirror> {
    const kommo = new Kommo({ ...sandbox.options, fetch: fetch as typeof globalThis.fetch, rateLimit: false });
    count += 1;
    return createMirror(kommo, { to: database, schema: `m${count}`, ...options });
  }

  const live = async (mirror: Mirror, table: string): Promise<number> =>
    (await mirror.query<{ n: number }>(`SELECT count(*) AS n FROM ${mirror.schema}.${table} WHERE NOT is_deleted`))[0]
      ?.n ?? -1;

  it('holds the whole account if Kommo caps pages at 50 and does not link the next ones', async () => {
    const { sandbox } = await setup();
    const capped = async (url: string, init: RequestInit): Promise<Response> => {
      const address = new URL(url);
      if (Number(address.searchParams.get('limit')) > 50) address.searchParams.set('limit', '50');
      const response = await sandbox.fetch(address.href, init);
      if (response.status !== 200) return response;
      const body = (await response.json()) as { _links?: { next?: unknown } };
      delete body._links?.next;
      return Response.json(body);
    };
    await using mirror = await mirrorOver(sandbox, capped);
    await mirror.sync();
    for (const table of ['leads', 'contacts', 'companies', 'customers'] as const)
      expect([table, await live(mirror, table)]).toEqual([table, sandbox.db[table].visible]);
    expect(await live(mirror, 'tasks')).toBe(sandbox.db.tasks.size);
    expect(await live(mirror, 'events')).toBe(sandbox.db.events.length);
  });

  it('goes on without what the account refuses, and takes a capped answer for no proof that something is gone', async () => {
    const { sandbox } = await setup();
    let closed = '/api/v4/events';
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      const address = new URL(url);
      if (closed !== '' && address.pathname.startsWith(closed))
        return Response.json({ title: 'Forbidden', status: 403 }, { status: 403 });
      if (Number(address.searchParams.get('limit')) > 50) address.searchParams.set('limit', '50');
      return sandbox.fetch(address.href, init);
    };
    await using mirror = await mirrorOver(sandbox, fetch);
    const first = await mirror.sync();
    expect(first.skipped.map(({ list }) => list)).toContain('events');
    expect(await live(mirror, 'leads')).toBe(sandbox.db.leads.visible);

    closed = '/api/v4/catalogs/77';
    sandbox.db.events.push(happened('entity_linked', 5, NOW, 'catalog_77'));
    for (const { id } of sandbox.db.leads.slice(0, 120)) sandbox.db.events.push(happened('entity_linked', id, NOW));
    const second = await mirror.sync();
    expect(second.skipped.map(({ list }) => list)).toContain('catalog_elements.77');
    expect(await live(mirror, 'leads')).toBe(sandbox.db.leads.visible);
  });

  it('tries a list that was read before again after one refusal, and reports how old it is', async () => {
    const { sandbox } = await setup();
    let isClosed = false;
    const fetch = async (url: string, init: RequestInit): Promise<Response> =>
      isClosed && new URL(url).pathname === '/api/v4/leads'
        ? Response.json({ title: 'Forbidden', status: 403 }, { status: 403 })
        : sandbox.fetch(url, init);
    await using mirror = await mirrorOver(sandbox, fetch);
    await mirror.sync({ only: ['leads'] });
    isClosed = true;
    await mirror.sync({ only: ['leads'] });
    const leads = (await mirror.status()).lists.find(({ list }) => list === 'leads');
    expect(leads?.skipped).toMatch(/403/);
    // The clock of the sandbox is not that of the database.
    expect(leads?.lag).not.toBe(0);
    isClosed = false;
    const { skipped } = await mirror.sync({ only: ['leads'] });
    expect(skipped.map(({ list }) => list)).not.toContain('leads');
  });

  it('keeps the start of a whole mirror, and refuses an earlier start of a part', async () => {
    const { sandbox, mirror, clock } = await setup({ leads: 30 });
    await mirror.sync();
    clock.now += 3_600;
    await mirror.sync({ since: clock.now - 60 });
    await mirror.sync({ reconcile: true });
    expect(await live(mirror, 'leads')).toBe(sandbox.db.leads.visible);
    const part = await setup({ leads: 30 });
    await part.mirror.sync({ since: NOW - 3_600 });
    await expect(part.mirror.sync({ since: NOW - 7_200 })).rejects.toThrow(
      /^This mirror starts at .* Use another folder/,
    );
  });

  it('takes a row that slipped to a page that was read for live', async () => {
    const clock = { now: NOW };
    const sandbox = createSandbox({ leads: 5, rateLimit: false, now: () => clock.now * 1000 });
    const reasons = Array.from({ length: 300 }, (_, i) => ({ id: i + 1, name: `Reason ${i}`, sort: i }));
    let vanishes = false;
    let isGone = false;
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      const { pathname, searchParams } = new URL(url);
      if (pathname !== '/api/v4/leads/loss_reasons') return sandbox.fetch(url, init);
      const page = Number(searchParams.get('page') ?? 1);
      const rows = isGone ? reasons.filter(({ id }) => id !== 7) : reasons;
      if (vanishes) isGone = true;
      const part = rows.slice((page - 1) * 250, page * 250);
      const next = rows.length > page * 250 ? { next: { href: `${url}&page=${page + 1}` } } : {};
      return part.length === 0
        ? new Response(null, { status: 204 })
        : Response.json({ _page: page, _links: next, _embedded: { loss_reasons: part } });
    };
    await using mirror = await mirrorOver(sandbox, fetch, { listMaxAge: 0 });
    await mirror.sync({ only: ['loss_reasons'] });
    vanishes = true;
    clock.now += 600;
    await mirror.sync({ only: ['loss_reasons'] });
    const gone = () => mirror.query(`SELECT id FROM ${mirror.schema}.loss_reasons WHERE is_deleted`);
    expect(await gone()).toEqual([]);
    await mirror.sync({ only: ['loss_reasons'] });
    expect(await gone()).toEqual([{ id: 7 }]);
  });

  it('reads catalogs for their elements, and marks the elements of a catalog that is gone', async () => {
    const { sandbox } = await setup();
    let gone = 0;
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      const { pathname } = new URL(url);
      if (gone && pathname.startsWith(`/api/v4/catalogs/${gone}/`))
        return Response.json({ title: 'Not found', status: 404 }, { status: 404 });
      const response = await sandbox.fetch(url, init);
      if (!gone || pathname !== '/api/v4/catalogs' || response.status !== 200) return response;
      const body = (await response.json()) as { _embedded: { catalogs: { id: number }[] } };
      body._embedded.catalogs = body._embedded.catalogs.filter(({ id }) => id !== gone);
      return Response.json(body);
    };
    await using mirror = await mirrorOver(sandbox, fetch, { listMaxAge: 0 });
    await mirror.sync({ only: ['catalog_elements'] });
    expect(await live(mirror, 'catalog_elements')).toBe(sandbox.db.elements.size);
    const [row] = await mirror.query<{ id: number }>(
      `SELECT DISTINCT catalog_id AS id FROM ${mirror.schema}.catalog_elements`,
    );
    gone = row?.id ?? 0;
    await mirror.sync({ only: ['catalog_elements'] });
    const left = await mirror.query(
      `SELECT 1 FROM ${mirror.schema}.catalog_elements WHERE catalog_id = ${gone} AND NOT is_deleted`,
    );
    expect(left).toEqual([]);
  });

  it('holds the whole account after the first sync', async () => {
    const { sandbox, mirror } = await setup();
    const { skipped } = await mirror.sync();
    // The account of the sandbox has segments instead of statuses.
    expect(skipped.map(({ list }) => list)).toEqual(['customer_statuses']);
    const { db } = sandbox;
    expect(await live(mirror, 'leads')).toBe(db.leads.visible);
    expect(await live(mirror, 'contacts')).toBe(db.contacts.visible);
    expect(await live(mirror, 'companies')).toBe(db.companies.visible);
    expect(await live(mirror, 'customers')).toBe(db.customers.visible);
    expect(await live(mirror, 'tasks')).toBe(db.tasks.size);
    expect(await live(mirror, 'notes')).toBe(db.notes.size);
    expect(await live(mirror, 'events')).toBe(db.events.length);
    expect(await live(mirror, 'users')).toBe(db.users.size);
    expect(await live(mirror, 'tags')).toBe(db.tags.size);
    expect(await live(mirror, 'custom_fields')).toBe(
      db.customFields.filter((field) => field.entity_type !== ('segments' as never)).length,
    );
    expect(await live(mirror, 'catalog_elements')).toBe(db.elements.size);
    expect(await live(mirror, 'transactions')).toBe(db.transactions.size);
    const lead = db.leads.slice(0, 1)[0];
    const [row] = await mirror.query(`SELECT * FROM ${mirror.schema}.leads WHERE id = $1`, [lead?.id]);
    expect(row).toMatchObject({
      id: lead?.id,
      name: lead?.name,
      price: lead?.price,
      created_at: new Date((lead?.created_at ?? 0) * 1000),
      raw: { id: lead?.id, name: lead?.name },
    });
    const links = await mirror.query(
      `SELECT contact_id AS id, is_main FROM ${mirror.schema}.lead_contacts WHERE lead_id = $1`,
      [lead?.id],
    );
    expect(links).toEqual(lead?.contacts);
  });

  it('asks at most twelve times when nothing has changed', async () => {
    const { sandbox, mirror } = await setup();
    await mirror.sync();
    // What the first run asked for ahead may still be on its way.
    await mirror.sync();
    const before = sandbox.requests.length;
    await mirror.sync();
    const asked = sandbox.requests.slice(before).map(({ url }) => decodeURIComponent(url));
    expect(asked.length, asked.join(' ')).toBeLessThanOrEqual(12);
  });

  it('follows edits, new leads, deletions and restores', async () => {
    const { sandbox, kommo, mirror, clock } = await setup({ leads: 30 });
    await mirror.sync();
    clock.now += 600;
    const [a, b, c] = sandbox.db.leads.slice(0, 3).map(({ id }) => id) as [number, number, number];
    await kommo.leads.update(a, { name: 'Renamed', price: 12 });
    const { id } = await kommo.leads.create({ name: 'New' });
    // As Kommo does: the lead goes to the bin, and an event tells it.
    sandbox.db.leads.update(b, { is_deleted: true, updated_at: clock.now });
    // No event, only the bin.
    sandbox.db.events.push(happened('lead_deleted', c, clock.now));
    sandbox.db.leads.update(c, { is_deleted: true });
    await mirror.sync();
    const rows = await mirror.query(
      `SELECT id, name, price, is_deleted FROM ${mirror.schema}.leads WHERE id IN ($1, $2, $3, $4) ORDER BY id`,
      [a, b, c, id],
    );
    expect(rows).toMatchObject([
      { name: 'Renamed', price: 12, is_deleted: false },
      { is_deleted: true },
      { is_deleted: true },
      { id, name: 'New', is_deleted: false },
    ]);
    clock.now += 600;
    sandbox.db.leads.update(c, { is_deleted: false });
    sandbox.db.events.push(happened('lead_restored', c, clock.now));
    await mirror.sync();
    expect(await mirror.query(`SELECT is_deleted FROM ${mirror.schema}.leads WHERE id = $1`, [c])).toEqual([
      { is_deleted: false },
    ]);
  });

  it('finds what no event and no filter told when it reconciles', async () => {
    const { sandbox, mirror, clock } = await setup({ leads: 30 });
    await mirror.sync();
    clock.now += 600;
    const [a, b] = sandbox.db.leads.slice(0, 2).map(({ id }) => id) as [number, number];
    sandbox.db.leads.update(a, { name: 'Silently renamed' });
    sandbox.db.leads.delete(b);
    sandbox.db.contacts.delete([...sandbox.db.contacts][0]?.id as number);
    await mirror.sync();
    expect(await live(mirror, 'leads')).toBe(30);
    await mirror.sync({ reconcile: true });
    expect(await live(mirror, 'leads')).toBe(sandbox.db.leads.visible);
    expect(await live(mirror, 'contacts')).toBe(sandbox.db.contacts.visible);
    expect(await mirror.query(`SELECT name FROM ${mirror.schema}.leads WHERE id = $1`, [a])).toEqual([
      { name: 'Silently renamed' },
    ]);
  });

  it('takes webhooks in any order', async () => {
    const { sandbox, kommo, mirror, clock } = await setup({ leads: 5 });
    await mirror.sync();
    clock.now += 600;
    const [lead] = sandbox.db.leads.slice(0, 1);
    const id = lead?.id as number;
    await kommo.leads.update(id, { name: 'First' });
    await kommo.leads.update(id, { name: 'Second' });
    const event = (name: string) =>
      ({
        type: 'lead.updated',
        entity: { id, name, updated_at: clock.now },
        account: {},
        group: 'leads',
        action: 'update',
        raw: {},
      }) as never;
    await Promise.all([mirror.apply(event('Second')), mirror.apply(event('First'))]);
    expect(await mirror.query(`SELECT name FROM ${mirror.schema}.leads WHERE id = $1`, [id])).toEqual([
      { name: 'Second' },
    ]);
    sandbox.db.leads.update(id, { is_deleted: true });
    const deleted = { ...(event('') as object), type: 'lead.deleted', action: 'delete' } as never;
    await mirror.apply(deleted);
    await mirror.apply(event('Second'));
    expect(await mirror.query(`SELECT is_deleted FROM ${mirror.schema}.leads WHERE id = $1`, [id])).toEqual([
      { is_deleted: true },
    ]);
  });

  it('reads the messages of conversations with the scope for them, and only what is new after that', async () => {
    const { sandbox, mirror, clock } = await setup({ leads: 30, listMaxAge: 0 });
    await mirror.sync();
    expect(await live(mirror, 'talks')).toBe(sandbox.db.talks.size);
    expect(await live(mirror, 'messages')).toBe(sandbox.db.talkMessages.length);
    clock.now += 600;
    const [talk] = [...sandbox.db.talks];
    sandbox.receive(talk?.id as number, { text: 'Are you there?' });
    const { rows } = await mirror.sync();
    expect(rows['messages']).toBe(1);
    expect(
      await mirror.query(`SELECT type, contact_id FROM ${mirror.schema}.messages WHERE text = 'Are you there?'`),
    ).toEqual([{ type: 'incoming', contact_id: talk?.contact_id }]);
    expect((await mirror.sync()).rows['messages'] ?? 0).toBeLessThanOrEqual(1);
  });

  it('notes that it may not read messages, and syncs the rest', async () => {
    const { sandbox, mirror } = await setup({ leads: 30 });
    sandbox.db.scopes.delete('list_external_messages');
    const { skipped } = await mirror.sync();
    const reason = expect.stringContaining('list_external_messages');
    expect(skipped).toContainEqual({ list: 'messages', reason });
    expect(await live(mirror, 'leads')).toBe(30);
    expect(await live(mirror, 'talks')).toBe(sandbox.db.talks.size);
  });

  it('leaves out at first what did not change since a moment, and takes it in when it changes', async () => {
    const { sandbox, mirror, clock } = await setup({ leads: 40 });
    const old = sandbox.db.leads.slice(0, 10).map(({ id }) => id);
    for (const { id } of [...sandbox.db.leads])
      sandbox.db.leads.update(id, { updated_at: old.includes(id) ? NOW - 90_000 : NOW - 100 });
    await mirror.sync({ since: NOW - 3_600 });
    expect(await live(mirror, 'leads')).toBe(30);
    clock.now += 600;
    sandbox.db.leads.update(old[0] as number, { name: 'Awake', updated_at: clock.now });
    await mirror.sync();
    expect(await live(mirror, 'leads')).toBe(31);
    // The limit of the first sync holds, unless everything is walked over.
    await mirror.sync({ reconcile: true });
    expect(await live(mirror, 'leads')).toBe(31);
  });

  it('holds the whole account if the ends of a filter do not belong to it', async () => {
    const clock = { now: NOW };
    const sandbox = createSandbox({ leads: 900, rateLimit: false, now: () => clock.now * 1000 });
    // Some 90 leads in each second: pages end in the middle of one.
    for (const [i, { id }] of [...sandbox.db.leads].entries())
      sandbox.db.leads.update(id, { updated_at: NOW - 90_000 + Math.floor(i / 90) });
    await using mirror = await mirrorOver(sandbox, narrow(sandbox.fetch as never), { overlap: 0 });
    await mirror.sync();
    for (const table of ['leads', 'contacts', 'companies'] as const)
      expect([table, await live(mirror, table)]).toEqual([table, sandbox.db[table].visible]);
    expect(await live(mirror, 'events')).toBe(sandbox.db.events.length);
    // In the second in which the last run started.
    const [lead] = sandbox.db.leads.slice(0, 1);
    sandbox.db.leads.update(lead?.id as number, { name: 'In the same second', updated_at: NOW });
    clock.now += 600;
    await mirror.sync();
    expect(await mirror.query(`SELECT name FROM ${mirror.schema}.leads WHERE id = $1`, [lead?.id])).toEqual([
      { name: 'In the same second' },
    ]);
  });

  it('replaces links by those of the last copy, by none if `_embedded` is empty, and keeps them if it is missing', async () => {
    const { sandbox } = await setup({ leads: 5 });
    const [a, b, c, d] = sandbox.db.leads.slice(0, 4).map(({ id }) => id) as [number, number, number, number];
    const contacts = [...sandbox.db.contacts].slice(0, 3).map(({ id }) => id) as [number, number, number];
    const clock = NOW + 600;
    for (const id of [a, b, c, d])
      sandbox.db.leads.update(id, { contacts: [{ id: contacts[0], is_main: true }], updated_at: clock });
    let isOdd = false;
    type Lead = { id: number; name?: string; _embedded?: unknown };
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      const response = await sandbox.fetch(url, init);
      if (!isOdd || new URL(url).pathname !== '/api/v4/leads' || response.status !== 200) return response;
      const body = (await response.json()) as { _embedded: { leads: Lead[] } };
      body._embedded.leads = body._embedded.leads.flatMap((lead): Lead[] => {
        const { _embedded, ...rest } = lead;
        if (lead.id === a) return [{ ...lead, _embedded: [] }];
        if (lead.id === b) return [rest];
        if (lead.id === c) return [{ ...lead, _embedded: {} }];
        if (lead.id !== d) return [lead];
        const linked = (...ids: number[]) => ({ tags: [], contacts: ids.map((id) => ({ id, is_main: false })) });
        return [
          { ...lead, name: 'First copy', _embedded: linked(contacts[1]) },
          { ...lead, name: 'Last copy', _embedded: linked(contacts[2]) },
        ];
      });
      return Response.json(body);
    };
    await using mirror = await mirrorOver(sandbox, fetch);
    await mirror.sync({ only: ['leads'] });
    const links = async (id: number) =>
      (
        await mirror.query<{ id: number }>(
          `SELECT contact_id AS id FROM ${mirror.schema}.lead_contacts WHERE lead_id = $1 ORDER BY 1`,
          [id],
        )
      ).map((row) => row.id);
    expect(await Promise.all([a, b, c, d].map(links))).toEqual(Array.from({ length: 4 }, () => [contacts[0]]));
    isOdd = true;
    await mirror.sync({ only: ['leads'], reconcile: true });
    expect(await Promise.all([a, b, c, d].map(links))).toEqual([[], [contacts[0]], [], [contacts[2]]]);
    expect(await mirror.query(`SELECT name FROM ${mirror.schema}.leads WHERE id = $1`, [d])).toEqual([
      { name: 'Last copy' },
    ]);
  });

  it('finds changes of rows without a moment, and of rows whose clock went back, when it reconciles', async () => {
    const { sandbox, clock } = await setup({ leads: 600 });
    const [timeless, late, unknown] = [...sandbox.db.leads].slice(200, 203).map(({ id }) => id) as [
      number,
      number,
      number,
    ];
    let hidden = unknown;
    type Lead = { id: number; updated_at: number | null };
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      const response = await sandbox.fetch(url, init);
      const { pathname, search } = new URL(url);
      if (pathname !== '/api/v4/leads' || response.status !== 200) return response;
      const body = (await response.json()) as { _embedded: { leads: Lead[] } };
      // A filter leaves out rows without a moment, and they come last in its order.
      const isByMoment = decodeURIComponent(search).includes('updated_at');
      body._embedded.leads = body._embedded.leads.flatMap((lead) => {
        if (lead.id === hidden) return [];
        if (lead.id !== timeless && lead.id !== unknown) return [lead];
        return isByMoment ? [] : [{ ...lead, updated_at: null }];
      });
      return Response.json(body);
    };
    await using mirror = await mirrorOver(sandbox, fetch);
    await mirror.sync({ reconcile: true });
    // The first sync reads by moment. From the second on it reconciles.
    await mirror.sync({ reconcile: true });
    hidden = 0;
    clock.now += 600;
    sandbox.db.leads.update(timeless, { name: 'Without a moment' });
    sandbox.db.leads.update(late, { name: 'Clock went back', updated_at: NOW - 9_000_000 });
    await mirror.sync({ reconcile: true });
    const rows = await mirror.query<{ name: string }>(
      `SELECT name FROM ${mirror.schema}.leads WHERE id IN ($1, $2, $3) AND NOT is_deleted ORDER BY name`,
      [timeless, late, unknown],
    );
    const name = sandbox.db.leads.get(unknown)?.name;
    expect(rows.map((row) => row.name).toSorted()).toEqual(['Clock went back', 'Without a moment', name].toSorted());
  });

  it('syncs leads and the history of their stages, and leaves all else to a whole sync', async () => {
    const { sandbox, mirror, clock } = await setup({ leads: 30 });
    const moves = sandbox.db.events.filter(({ type }) => type === 'lead_status_changed').length;
    expect(moves).toBeGreaterThan(0);
    const { rows } = await mirror.sync({ only: ['leads'] });
    expect(
      Object.entries(rows)
        .filter(([, n]) => n > 0)
        .map(([table]) => table)
        .toSorted(),
    ).toEqual(['events', 'leads']);
    expect(await live(mirror, 'events')).toBe(moves);
    const history = () => mirror.query<{ n: number }>(`SELECT count(*) AS n FROM ${mirror.schema}.lead_stage_history`);
    expect(await history()).toEqual([{ n: moves }]);
    expect((await mirror.status()).lists.map(({ list }) => list).toSorted()).toEqual([
      'account',
      'events:leads',
      'leads',
      'leads.trash',
    ]);

    await mirror.sync();
    expect(await live(mirror, 'events')).toBe(sandbox.db.events.length);
    const [task] = [...sandbox.db.tasks];
    const [contact] = [...sandbox.db.contacts];
    const [lead] = sandbox.db.leads.slice(0, 1);
    clock.now += 600;
    sandbox.db.tasks.delete(task?.id as number);
    sandbox.db.contacts.update(contact?.id as number, { name: 'Silent' });
    sandbox.db.leads.update(lead?.id as number, { name: 'Silent lead' });
    sandbox.db.events.push(happened('task_deleted', task?.id as number, clock.now, 'task'));
    sandbox.db.events.push(happened('entity_linked', contact?.id as number, clock.now, 'contact'));
    sandbox.db.events.push(happened('entity_linked', lead?.id as number, clock.now, 'lead'));
    const part = await mirror.sync({ only: ['leads'] });
    expect(
      Object.entries(part.rows)
        .filter(([, n]) => n > 0)
        .map(([table]) => table),
    ).toEqual(['leads']);
    const isSilent = (table: string) =>
      mirror.query(`SELECT 1 AS yes FROM ${mirror.schema}.${table} WHERE name LIKE 'Silent%'`);
    expect([await isSilent('leads'), await isSilent('contacts')]).toEqual([[{ yes: 1 }], []]);
    clock.now += 600;
    await mirror.sync();
    expect(await isSilent('contacts')).toEqual([{ yes: 1 }]);
    expect(await live(mirror, 'tasks')).toBe(sandbox.db.tasks.size);
    expect(await live(mirror, 'events')).toBe(sandbox.db.events.length);
  });

  it('acts on what happened between a sync of some tables and the first whole one', async () => {
    const { sandbox, mirror, clock } = await setup({ leads: 30 });
    await mirror.sync({ only: ['tasks'] });
    clock.now += 600;
    const [task] = [...sandbox.db.tasks];
    sandbox.db.tasks.delete(task?.id as number);
    sandbox.db.events.push(happened('task_deleted', task?.id as number, clock.now, 'task'));
    clock.now += 6_000;
    await mirror.sync();
    expect(await live(mirror, 'tasks')).toBe(sandbox.db.tasks.size);
    expect(await live(mirror, 'events')).toBe(sandbox.db.events.length);
  });

  it('estimates how much of the first sync is left', async () => {
    const { sandbox, mirror } = await setup({ leads: 2_000 });
    sandbox.seed({ tasks: Array.from({ length: 600 }, (_, i) => ({ text: `Task ${i}` })) });
    const shares = new Map<string, (number | undefined)[]>();
    await mirror.sync({
      only: ['leads', 'tasks'],
      onProgress: ({ list, share }) => shares.set(list, [...(shares.get(list) ?? []), share]),
    });
    const known = (list: string): number[] => (shares.get(list) ?? []).filter((share) => share !== undefined);
    expect(known('leads').length).toBeGreaterThan(2);
    expect(known('leads').every((share) => share > 0 && share <= 1)).toBe(true);
    expect(known('leads').at(-1)).toBe(1);
    expect(sandbox.db.tasks.size).toBeGreaterThan(500);
    expect(known('tasks').length).toBeGreaterThan(1);
    expect(known('tasks')).toEqual(known('tasks').toSorted((a, b) => a - b));
  });

  it('syncs what is asked for only', async () => {
    const { mirror } = await setup({ leads: 5 });
    await mirror.sync({ only: ['leads', 'users'] });
    expect(await live(mirror, 'leads')).toBe(5);
    expect(await live(mirror, 'contacts')).toBe(0);
    await expect(async () => mirror.sync({ only: ['lead'] })).rejects.toThrow(/^only must hold names of tables/);
  });

  it('keeps text that PostgreSQL has no place for', async () => {
    const { sandbox, mirror } = await setup({ leads: 5 });
    const [lead] = sandbox.db.leads.slice(0, 1);
    sandbox.db.leads.update(lead?.id as number, { name: 'a\0b\ud800c \\u0000' });
    await mirror.sync();
    expect(await mirror.query(`SELECT name FROM ${mirror.schema}.leads WHERE id = $1`, [lead?.id])).toEqual([
      { name: 'ab\ufffdc \\u0000' },
    ]);
  });

  it('shows rows, cursors and lag', async () => {
    const { mirror } = await setup({ leads: 5 });
    await mirror.sync();
    const { tables, lists, waiting } = await mirror.status();
    expect(tables).toContainEqual({ table: 'leads', rows: 5, deleted: 0 });
    expect(lists.find(({ list }) => list === 'leads')).toMatchObject({
      cursor: new Date(NOW * 1000),
      skipped: undefined,
    });
    expect(waiting).toBe(0);
  });
});

type FetchText = (url: string, init: RequestInit) => Promise<Response>;

const happened = (type: string, entity_id: number, created_at: number, entity_type = 'lead') => ({
  id: `01TEST${String(entity_id).padStart(10, '0')}${created_at}`,
  type,
  entity_type,
  entity_id,
  created_by: 0,
  created_at,
  value_before: [],
  value_after: [],
});
