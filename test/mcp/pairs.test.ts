import { describe, expect, test } from 'vitest';
import { type ToolRow, tables } from '../../src/generated/mcp.js';
import { accepted } from '../../src/mcp/arguments.js';
import type { Sandbox } from '../../src/testing/index.js';
import { startOfDay } from '../../src/util/zone.js';
import { ALL, type Answer, setup } from './support.js';

// Every pair of arguments of every tool that reads against brute force over the rows of the sandbox. An argument without an entry
// here fails the test, so that a new one is tried with all others.

type Row = Record<string, never> & { id: number; price: number; created_at: number; closed_at: number };
/** A value of an argument, and which rows it keeps; without `keeps` it does not narrow. */
interface Try {
  readonly value: unknown;
  readonly keeps?: (row: Row) => boolean;
}
interface Case {
  readonly rows: (sandbox: Sandbox) => Iterable<unknown>;
  readonly base?: Record<string, unknown>;
  /** What tells items apart. Default: `id`. */
  readonly key?: string;
  readonly tries: Record<string, Try | readonly Try[]>;
}

const NOW = Date.parse('2026-10-20T15:00:00Z');
const ZONE = 'America/New_York';
const USER = 11087101;
const start = (day: string): number => startOfDay(ZONE, day);
const is =
  (key: string, ...values: unknown[]) =>
  (row: Row): boolean =>
    values.includes(row[key]);
const inside =
  (key: 'created_at' | 'closed_at' | 'updated_at', from: string, until: string) =>
  (row: Row): boolean =>
    Number(row[key]) >= start(from) && Number(row[key]) < start(until);
const owner: Try[] = [
  { value: USER, keeps: is('responsible_user_id', USER) },
  { value: 'me', keeps: is('responsible_user_id', USER) },
];
const words = (query: string): Try => ({
  value: query,
  keeps: (row) => JSON.stringify([row['name'], row['custom_fields']]).toLowerCase().includes(query.toLowerCase()),
});
/** Arguments that choose how much is shown, not what. */
const SHOWN: Case['tries'] = {
  limit: { value: 40 },
  page: { value: 1 },
  skip: { value: 0 },
  fields: { value: ['id'] },
};
const alive = (rows: Iterable<unknown>): unknown[] => [...rows].filter((row) => !(row as Row)['is_deleted']);

const CASES: Record<string, Case> = {
  get_leads: {
    rows: ({ db }) => alive(db.leads),
    tries: {
      ...SHOWN,
      query: words('licence'),
      state: [
        { value: 'open', keeps: (row) => !is('status_id', 142, 143)(row) },
        { value: 'lost', keeps: is('status_id', 143) },
      ],
      pipeline_id: [
        { value: 7000102, keeps: is('pipeline_id', 7000102) },
        { value: 'sales', keeps: is('pipeline_id', 7000101) },
      ],
      status_id: { value: 142, keeps: is('status_id', 142) },
      responsible_user_id: owner,
      created: { value: '2025-05-01/2025-06-30', keeps: inside('created_at', '2025-05-01', '2025-07-01') },
      closed: { value: '2025', keeps: inside('closed_at', '2025-01-01', '2026-01-01') },
      updated: { value: '2025-06', keeps: inside('updated_at', '2025-06-01', '2025-07-01') },
      price_from: { value: 5000, keeps: (row) => row.price >= 5000 },
      price_to: { value: 20_000, keeps: (row) => row.price <= 20_000 },
      order: [{ value: 'created' }, { value: 'price' }],
    },
  },
  get_contacts: {
    rows: ({ db }) => alive(db.contacts),
    tries: { ...SHOWN, query: words('maria'), responsible_user_id: owner },
  },
  get_companies: {
    rows: ({ db }) => alive(db.companies),
    tries: { ...SHOWN, query: words('labs'), responsible_user_id: owner },
  },
  get_tasks: {
    rows: ({ db }) => db.tasks,
    tries: {
      ...SHOWN,
      due: [
        { value: 'overdue', keeps: (row) => !row['is_completed'] && Number(row['complete_till']) < NOW / 1000 },
        {
          value: 'week',
          keeps: (row) =>
            !row['is_completed'] &&
            Number(row['complete_till']) >= start('2026-10-20') &&
            Number(row['complete_till']) < start('2026-10-27'),
        },
      ],
      due_days: {
        value: '2026-10-01/2026-10-31',
        keeps: (row) =>
          !row['is_completed'] &&
          Number(row['complete_till']) >= start('2026-10-01') &&
          Number(row['complete_till']) < start('2026-11-01'),
      },
      is_completed: [
        { value: true, keeps: is('is_completed', true) },
        { value: false, keeps: is('is_completed', false) },
      ],
      responsible_user_id: owner,
      entity_type: { value: 'leads', keeps: is('entity_type', 'leads') },
      entity_id: { value: 20000004, keeps: is('entity_id', 20000004) },
    },
  },
  get_notes: {
    rows: ({ db }) => [...db.notes].filter(({ entity_type }) => entity_type === 'leads'),
    base: { entity_type: 'leads', entity_id: 20000004 },
    tries: {
      ...SHOWN,
      entity_type: { value: 'leads' },
      entity_id: { value: 20000004, keeps: is('entity_id', 20000004) },
    },
  },
  list_talks: {
    rows: ({ db }) => [...db.talks].map((row) => ({ ...row, talk_id: row.id })),
    key: 'talk_id',
    tries: {
      ...SHOWN,
      fields: { value: ['talk_id', 'origin'] },
      open: [{ value: true, keeps: is('is_in_work', true) }, { value: false }],
      lead_id: { value: 20000002, keeps: is('entity_id', 20000002) },
      contact_id: { value: 30000001, keeps: is('contact_id', 30000001) },
    },
  },
  get_conversation: {
    rows: ({ db }) => db.talkMessages,
    base: { talk_id: 3001 },
    key: 'text',
    tries: { talk_id: { value: 3001, keeps: is('talk_id', 3001) }, limit: { value: 40 } },
  },
  get_users: { rows: ({ db }) => db.users, tries: SHOWN },
  get_loss_reasons: { rows: ({ db }) => db.lossReasons, tries: SHOWN },
  get_pipelines: {
    rows: ({ db }) => db.pipelines,
    tries: { ...SHOWN, pipeline_id: { value: 7000102, keeps: is('id', 7000102) } },
  },
};

const argumentsOf = (row: ToolRow): string[] => Object.keys(accepted(row)['properties'] as object);

/** Everything that a call and those that follow it answer. */
async function walk(
  call: (args: Record<string, unknown>) => Promise<Answer>,
  args: Record<string, unknown>,
  key: string,
) {
  const ids: unknown[] = [];
  for (let next: Record<string, unknown> | undefined = args; next; ) {
    const { data, error, text } = await call(next);
    if (error) throw new Error(`${JSON.stringify(next)}: ${text}`);
    ids.push(...(data['items'] as Record<string, unknown>[]).map((item) => item[key]));
    next = data['next'] as Record<string, unknown> | undefined;
  }
  return ids;
}

type Counted = { won?: { count: number }; total?: { count: number } };

describe('every pair of arguments keeps what brute force keeps', () => {
  const lists = tables.tools.filter(({ list, category }) => list && category === 'read');
  test('of every tool that lists', () => {
    expect(lists.map(({ name }) => name).sort()).toEqual(Object.keys(CASES).sort());
    for (const row of lists)
      expect(Object.keys(CASES[row.name]?.tries ?? {}).sort(), row.name).toEqual(argumentsOf(row).sort());
  });

  test.each(Object.entries(CASES))('%s', async (name, { rows, base = {}, key = 'id', tries }) => {
    const { call, sandbox } = await setup({ ...ALL, maxTokens: 500_000, now: () => NOW });
    const all = [...rows(sandbox)] as Row[];
    const single = Object.entries(tries).flatMap(([arg, list]) => [list].flat().map((one: Try) => ({ arg, ...one })));
    let narrowed = 0;
    for (const [i, a] of single.entries()) {
      for (const b of single.slice(i)) {
        if (a.arg === b.arg && a !== b) continue;
        const args = { limit: 250, ...base, [a.arg]: a.value, [b.arg]: b.value };
        const kept = [a, b].flatMap(({ keeps }) => keeps ?? []);
        const owned = Object.entries(base)
          .flatMap(([arg]) => [tries[arg] ?? []].flat())
          .flatMap(({ keeps }) => keeps ?? []);
        const want = all.filter((row) => [...kept, ...owned].every((keeps) => keeps(row))).map((row) => row[key]);
        const got = await walk((one) => call(name, one), args, key);
        expect(got.length, JSON.stringify(args)).toBe(want.length);
        expect([...got].sort(), JSON.stringify(args)).toEqual([...want].sort());
        if (want.length > 0 && want.length < all.length) narrowed += 1;
      }
    }
    if (single.some(({ keeps }) => keeps)) expect(narrowed).toBeGreaterThan(0);
  });

  const won = (sandbox: Sandbox): Row[] => (alive(sandbox.db.leads) as Row[]).filter(is('status_id', 142));
  const reports: [string, Record<string, Try>, (sandbox: Sandbox) => Row[], (data: Counted) => unknown][] = [
    [
      'get_sales_report',
      {
        dateFrom: { value: '2025-03-01', keeps: (row) => row.closed_at >= start('2025-03-01') },
        dateTo: { value: '2026-06-30', keeps: (row) => row.closed_at < start('2026-07-01') },
        responsible_user_id: owner[0] as Try,
        pipeline_id: { value: 7000102, keeps: is('pipeline_id', 7000102) },
      },
      won,
      (data) => data.won?.count,
    ],
    [
      'pipeline_snapshot',
      {
        responsible_user_id: owner[1] as Try,
        pipeline_id: { value: 'Sales', keeps: is('pipeline_id', 7000101) },
      },
      ({ db }) => (alive(db.leads) as Row[]).filter((row) => !is('status_id', 142, 143)(row)),
      (data) => data.total?.count,
    ],
  ];
  test.each(reports)('%s', async (name, tries, rows, count) => {
    const { call, sandbox } = await setup({ maxTokens: 500_000, now: () => NOW });
    const row = tables.tools.find((one) => one.name === name) as ToolRow;
    expect(Object.keys(tries).sort()).toEqual(argumentsOf(row).sort());
    const entries = Object.entries(tries);
    const range = name === 'get_sales_report' ? { dateFrom: '2024-01-01', dateTo: '2026-10-20' } : {};
    for (const [a, one] of entries) {
      for (const [b, two] of entries) {
        const args = { ...range, [a]: one.value, [b]: two.value };
        const { data, text, error } = await call(name, args);
        expect(error, text).toBe(false);
        const within = (lead: Row): boolean =>
          !('dateFrom' in range) || (lead.closed_at >= start('2024-01-01') && lead.closed_at < start('2026-10-21'));
        const want = rows(sandbox).filter((lead) => within(lead) && one.keeps?.(lead) && two.keeps?.(lead));
        expect(count(data), JSON.stringify(args)).toBe(want.length);
      }
    }
  });
});
