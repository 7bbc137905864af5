import { Kommo } from '../../src/index.js';
import { createMirror, type MirrorDatabase, type Session } from '../../src/sync/index.js';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { narrow } from './narrow.js';

/** Random numbers that a seed repeats. */
export function randomOf(seed: number): () => number {
  let state = seed + 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** What a killed process sees of its database: nothing any more. */
class Killed extends Error {}

/** A database whose process dies at a statement: the transaction under way is rolled back, and nothing else is written. */
export function mortal(database: MirrorDatabase, statements: number): MirrorDatabase {
  let left = statements;
  const step = (): void => {
    left -= 1;
    if (left < 0) throw new Killed('the process was killed');
  };
  const session = (inner: Session): Session => ({
    async query<R extends object>(sql: string, params?: readonly unknown[]): Promise<R[]> {
      step();
      return inner.query<R>(sql, params);
    },
    async exec(sql) {
      step();
      await inner.exec(sql);
    },
  });
  const within =
    (inner: Pick<MirrorDatabase, 'transaction'>): MirrorDatabase['transaction'] =>
    (work) =>
      inner.transaction(async (tx) => {
        const result = await work(session(tx));
        // Before the commit.
        step();
        return result;
      });
  return {
    kind: database.kind,
    label: database.label,
    ...session(database),
    transaction: within(database),
    async writer(options) {
      const writer = await database.writer(options);
      return { ...session(writer), transaction: within(writer), release: () => writer.release() };
    },
    close: async () => {},
  };
}

/** The changes that users make while a sync runs, as Kommo tells them. */
export function busyAccount(sandbox: Sandbox, clock: { now: number }, random: () => number) {
  const { db } = sandbox;
  let events = 0;
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const tell = (type: string, entity_type: string, entity_id: number): void => {
    events += 1;
    db.events.push({
      id: `01MODEL${String(events).padStart(19, '0')}`,
      type,
      entity_type,
      entity_id,
      created_by: 0,
      created_at: clock.now,
      value_before: [],
      value_after: [],
    });
  };
  const kinds = [
    ['leads', 'lead'],
    ['contacts', 'contact'],
    ['companies', 'company'],
  ] as const;
  const someOf = (kind: (typeof kinds)[number][0], deleted: boolean) =>
    pick([...(db[kind] as Iterable<{ id: number; is_deleted: boolean }>)].filter((row) => row.is_deleted === deleted));
  return function change(): void {
    const [kind, singular] = pick(kinds) as (typeof kinds)[number];
    const table = db[kind] as { update(id: number, patch: object): unknown };
    const what = random();
    if (what < 0.4) {
      const row = someOf(kind, false);
      if (row) table.update(row.id, { name: `edited ${random()}`, updated_at: clock.now });
    } else if (what < 0.6) {
      const row = someOf(kind, false);
      if (!row) return;
      table.update(row.id, { is_deleted: true, updated_at: clock.now });
      tell(`${singular}_deleted`, singular, row.id);
    } else if (what < 0.7) {
      const row = someOf(kind, true);
      if (!row) return;
      // A restore need not touch the moment of the last change.
      table.update(row.id, random() < 0.5 ? { is_deleted: false } : { is_deleted: false, updated_at: clock.now });
      tell(`${singular}_restored`, singular, row.id);
    } else if (what < 0.8) {
      sandbox.seed({ leads: [{ name: `new ${random()}`, created_at: clock.now, updated_at: clock.now }] });
    } else if (what < 0.9) {
      const task = pick([...db.tasks]);
      if (!task) return;
      if (random() < 0.5) db.tasks.update(task.id, { text: `edited ${random()}`, updated_at: clock.now });
      else {
        db.tasks.delete(task.id);
        tell('task_deleted', 'task', task.id);
      }
    } else {
      const [note, lead, contact] = [pick([...db.notes]), someOf('leads', false), someOf('contacts', false)];
      if (lead && contact && random() < 0.5) {
        // Links leave `updated_at` as it is.
        db.leads.update(lead.id, { contacts: [{ id: contact.id, is_main: true }] });
        tell('contact_linked', 'lead', lead.id);
      } else if (note) db.notes.update(note.id, { params: { text: `edited ${random()}` }, updated_at: clock.now });
    }
  };
}

export interface ModelRun {
  readonly kills: number;
  readonly requests: number;
}

/** One account, changed while syncs run and die. Rejects if the tables differ from the account in the end. */
export async function modelRun(database: MirrorDatabase, schema: string, seed: number): Promise<ModelRun> {
  // Kommo does not document whether the ends of a range belong to it.
  const isNarrow = seed % 2 === 1;
  const random = randomOf(seed);
  const clock = { now: Date.UTC(2026, 10, 10) / 1000 };
  const sandbox = createSandbox({
    leads: 300 + Math.floor(random() * 600),
    rateLimit: false,
    now: () => clock.now * 1000,
  });
  const change = busyAccount(sandbox, clock, random);
  let busy = true;
  let requests = 0;
  let abortAt = Number.POSITIVE_INFINITY;
  let controller = new AbortController();
  const kommo = new Kommo({
    ...sandbox.options,
    rateLimit: false,
    retries: 0,
    // A busy machine can hold this process for longer than an attempt may take.
    timeoutMs: 0,
    fetch: async (input, init) => {
      requests += 1;
      if (busy) {
        if (random() < 0.3) clock.now += 1;
        while (random() < 0.5) change();
        if (requests >= abortAt) controller.abort(new Error('the process was killed'));
      }
      return (isNarrow ? narrow(sandbox.options.fetch as never) : sandbox.options.fetch)(input as string, init ?? {});
    },
  });
  let kills = 0;
  const options = { schema, listMaxAge: 0 };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    controller = new AbortController();
    const byStatement = random() < 0.5;
    abortAt = byStatement ? Number.POSITIVE_INFINITY : requests + Math.floor(random() * 40);
    const target = mortal(database, byStatement ? Math.floor(random() * 250) : Number.POSITIVE_INFINITY);
    try {
      const mirror = await createMirror(kommo, { ...options, to: target });
      // A sync of some tables leaves everything else to the next whole one.
      const only = random() < 0.2 ? ['leads', 'notes'] : undefined;
      await mirror.sync({ signal: controller.signal, reconcile: random() < 0.15, only });
    } catch {
      kills += 1;
    }
    for (let i = Math.floor(random() * 20); i > 0; i -= 1) change();
    clock.now += Math.floor(random() * 90);
  }
  busy = false;
  clock.now += 1;
  const mirror = await createMirror(kommo, { ...options, to: database });
  await mirror.sync();
  await compare(mirror.query.bind(mirror), schema, sandbox);
  return { kills, requests };
}

type Query = (sql: string) => Promise<Record<string, unknown>[]>;

/** Throws when the tables differ from the account. */
export async function compare(query: Query, schema: string, { db }: Sandbox): Promise<void> {
  const problems: string[] = [];
  const check = async (
    table: string,
    rows: Iterable<{ id: number }>,
    columns: (row: never) => unknown[],
    sql: string,
  ): Promise<void> => {
    const found = await query(`SELECT id, ${sql} AS v FROM "${schema}".${table} WHERE NOT is_deleted ORDER BY id`);
    const expected = new Map([...rows].map((row) => [row.id, JSON.stringify(columns(row as never))]));
    if (new Set(found.map(({ id }) => id)).size !== found.length) problems.push(`${table}: doubled rows`);
    for (const { id, v } of found) {
      const wanted = expected.get(id as number);
      expected.delete(id as number);
      if (wanted === undefined) problems.push(`${table} ${id} is gone from the account`);
      else if (wanted !== JSON.stringify(v))
        problems.push(`${table} ${id} is stale: ${JSON.stringify(v)} instead of ${wanted}`);
    }
    for (const id of expected.keys()) problems.push(`${table} ${id} is lost`);
  };
  const entity = `jsonb_build_array(name, extract(epoch FROM updated_at)::bigint)`;
  const nameAndTime = (row: { name: string; updated_at: number }) => [row.name, row.updated_at];
  await check(
    'leads',
    db.leads.filter((row) => !row.is_deleted),
    nameAndTime,
    entity,
  );
  await check(
    'contacts',
    db.contacts.filter((row) => !row.is_deleted && !row.is_unsorted),
    nameAndTime,
    entity,
  );
  await check(
    'companies',
    db.companies.filter((row) => !row.is_deleted && !row.is_unsorted),
    nameAndTime,
    entity,
  );
  await check(
    'tasks',
    db.tasks,
    (row: { text: string; updated_at: number }) => [row.text, row.updated_at],
    `jsonb_build_array(text, extract(epoch FROM updated_at)::bigint)`,
  );
  await check(
    'notes',
    db.notes,
    (row: { params: Record<string, unknown> }) => [row.params['text'] ?? null, row.params['uniq'] ?? null],
    `jsonb_build_array(params->'text', params->'uniq')`,
  );
  const events = await query(`SELECT count(*) AS n, count(DISTINCT id) AS d FROM "${schema}".events`);
  if (events[0]?.['n'] !== db.events.length)
    problems.push(`events: ${events[0]?.['n']} instead of ${db.events.length}`);
  const links = await query(
    `SELECT l.id, coalesce((SELECT jsonb_agg(contact_id ORDER BY contact_id) FROM "${schema}".lead_contacts c WHERE c.lead_id = l.id), '[]') AS v
     FROM "${schema}".leads l WHERE NOT is_deleted`,
  );
  for (const { id, v } of links) {
    const wanted =
      db.leads
        .get(id as number)
        ?.contacts.map((contact) => contact.id)
        .sort((a, b) => a - b) ?? [];
    if (JSON.stringify(v) !== JSON.stringify(wanted))
      problems.push(`links of lead ${id}: ${JSON.stringify(v)} instead of ${JSON.stringify(wanted)}`);
  }
  if (problems.length > 0) throw new Error(`${problems.length} differences\n${problems.slice(0, 20).join('\n')}`);
}
