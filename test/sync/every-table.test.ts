import { expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createMirror, type MirrorDatabase, pgliteDatabase } from '../../src/sync/index.js';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { sharedPglite } from './databases.js';
import { busyAccount, mortal, randomOf } from './model.js';
import { narrow } from './narrow.js';

// Seeds that failed once come first.
const SEEDS = [1, 5, 9];
const RUNS = Number(process.env['MIRROR_RUNS'] ?? SEEDS.length);

interface Rows extends Iterable<{ id: number }> {
  update(id: number, patch: object): unknown;
  delete(id: number): unknown;
}

const FIELD_NAMES = ['Имя', 'same', 'x'.repeat(70), 'Ж'.repeat(40), 'id', 'price', 'a"b', "c'd"];
const SETS = [
  ['leads', 'tags'],
  ['messages'],
  ['events'],
  ['customers', 'transactions'],
  ['catalog_elements', 'custom_fields'],
  ['contacts', 'companies', 'tasks'],
  ['notes', 'users'],
];

/** Changes in every table of an account. */
function everyChange(sandbox: Sandbox, clock: { now: number }, random: () => number): () => void {
  const db = sandbox.db as unknown as Record<string, Rows>;
  const pick = <T>(items: Iterable<T>): T | undefined => {
    const all = [...items];
    return all[Math.floor(random() * all.length)];
  };
  const change = (table: string, patch: () => object, deletes = 0): void => {
    const rows = db[table] as Rows;
    const row = pick(rows);
    if (!row) return;
    if (random() < deletes) rows.delete(row.id);
    else rows.update(row.id, patch());
  };
  const name = (): object => ({ name: `changed ${random()}` });
  const changes = [
    () => change('users', name),
    () => change('pipelines', name),
    () => change('segments', name),
    () => change('lossReasons', name, 0.3),
    () => change('tags', name, 0.4),
    () => change('elements', name, 0.5),
    () => change('transactions', () => ({}), 1),
    () => change('catalogs', name, 0.1),
    () => change('customFields', () => ({ name: pick(FIELD_NAMES) }), 0.2),
    () => change('customers', () => ({ ...name(), updated_at: clock.now })),
    () => {
      const talk = pick(sandbox.db.talks);
      if (talk) sandbox.receive(talk.id, { text: `hello ${random()}` });
    },
  ];
  const entities = busyAccount(sandbox, clock, random);
  return () => (random() < 0.5 ? entities() : pick(changes)?.());
}

/** Syncs an account that changes, in runs that die, and compares every table with that of a mirror which is new. */
async function differences(database: MirrorDatabase, seed: number): Promise<readonly string[]> {
  const random = randomOf(seed);
  const clock = { now: Date.UTC(2026, 10, 10) / 1000 };
  const leads = 60 + Math.floor(random() * 300);
  const sandbox = createSandbox({ leads, rateLimit: false, now: () => clock.now * 1000 });
  const change = everyChange(sandbox, clock, random);
  const send = sandbox.options.fetch as Parameters<typeof narrow>[0];
  let busy = true;
  let left = 0;
  let controller = new AbortController();
  const kommo = new Kommo({
    ...sandbox.options,
    rateLimit: false,
    retries: 0,
    timeoutMs: 0,
    fetch: async (input, init) => {
      left -= 1;
      if (busy) {
        if (random() < 0.3) clock.now += 1;
        while (random() < 0.4) change();
        if (left <= 0) controller.abort(new Error('the process was killed'));
      }
      return (seed % 2 ? narrow(send) : send)(input as string, init ?? {});
    },
  });
  const schema = `every_${seed}`;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    controller = new AbortController();
    const byStatement = random() < 0.5;
    left = byStatement ? Number.POSITIVE_INFINITY : Math.floor(random() * 90);
    const to = mortal(database, byStatement ? Math.floor(random() * 400) : Number.POSITIVE_INFINITY);
    try {
      const mirror = await createMirror(kommo, { to, schema, listMaxAge: 0 });
      const only = random() < 0.3 ? SETS[Math.floor(random() * SETS.length)] : undefined;
      await mirror.sync({ signal: controller.signal, reconcile: random() < 0.15, only });
    } catch (error) {
      const { name, message } = error as Error;
      if (name !== 'AbortError' && !message.includes('was killed')) throw error;
    }
    for (let i = Math.floor(random() * 20); i > 0; i -= 1) change();
    clock.now += Math.floor(random() * 90);
  }
  busy = false;
  clock.now += 1;
  const fresh = `${schema}_new`;
  for (const name of [schema, fresh])
    await (await createMirror(kommo, { to: database, schema: name, listMaxAge: 0 })).sync();
  const tables = await database.query<{ name: string; columns: string; isLive: string }>(
    `SELECT table_name AS name, CASE WHEN bool_or(column_name = 'is_deleted') THEN 'WHERE NOT is_deleted' ELSE '' END AS "isLive",
       string_agg(quote_ident(column_name), ', ') FILTER (WHERE column_name <> ALL ($2::text[])) AS columns
     FROM information_schema.columns WHERE table_schema = $1::text AND table_name !~ '^_|_view$' GROUP BY 1`,
    // Kommo changes the last ones without a trace.
    [schema, '{synced_at,raw,custom_fields_values,ltv,purchases_count,average_check,closest_task_at}'],
  );
  expect(tables.length).toBeGreaterThan(35);
  const found: string[] = [];
  for (const { name, columns, isLive } of tables)
    for (const [one, other] of [
      [schema, fresh],
      [fresh, schema],
    ] as const) {
      const rows = (of: string): string =>
        `SELECT to_jsonb(x)::text AS row FROM (SELECT ${columns} FROM ${of}.${name} ${isLive}) AS x`;
      const more = await database.query<{ row: string }>(`${rows(one)} EXCEPT ${rows(other)}`);
      found.push(...more.map(({ row }) => `${name} ${one === schema ? 'is stale' : 'lacks'}: ${row}`));
    }
  await database.exec(`DROP SCHEMA ${schema} CASCADE; DROP SCHEMA ${fresh} CASCADE`);
  return found;
}

test(
  'every table equals that of a mirror which is new, after kills and changes in all of them',
  async () => {
    const database = pgliteDatabase(await sharedPglite());
    const seeds = [...SEEDS, ...Array.from({ length: Math.max(0, RUNS - SEEDS.length) }, (_, i) => 100 + i)];
    for (const seed of seeds) expect(await differences(database, seed), `seed ${seed}`).toEqual([]);
  },
  RUNS * 300_000,
);
