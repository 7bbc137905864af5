/** Every figure of the reports, against a slow count of the rows that does not share their code. */
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { createSandbox } from '../../src/testing/index.js';
import { runCli } from '../support/cli.js';

const NOW = Date.parse('2026-04-02T01:30:00Z');

interface Row {
  id: number;
  /** With its fraction. */
  price: number;
  pipeline_id: number;
  status_id: number;
  loss_reason_id: number | null;
  responsible_user_id: number;
  created_at: number;
  updated_at: number;
  closed_at: number | null;
}

/** The same numbers for the same start. */
function random(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function setUp(zone: string, start: number) {
  const next = random(start);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const users = [11, 12, 13].map((id) => ({ id, name: `User ${id}` }));
  const pipelines = [21, 22].map((id) => ({ id, name: `Pipeline ${id}` }));
  const loss_reasons = [31, 32, 33].map((id) => ({ id, name: `Reason ${id}` }));
  const seconds = Math.floor(NOW / 1000);
  const leads: Row[] = Array.from({ length: 400 }, (_, i) => {
    const created_at = seconds - next(200 * 86_400);
    const status_id = pick([142, 143, 143, 58_220_003]);
    const cents = next(1_000_000);
    const closed_at = status_id === 58_220_003 ? null : created_at + next(seconds - created_at);
    return {
      id: 1000 + i,
      price: cents / 100,
      pipeline_id: pick(pipelines).id,
      status_id,
      loss_reason_id: status_id === 143 ? pick([31, 32, 33, null]) : null,
      responsible_user_id: pick(users).id,
      created_at,
      updated_at: closed_at ?? created_at,
      closed_at,
    };
  });
  const tasks = Array.from({ length: 60 }, (_, i) => ({
    id: 1 + i,
    is_completed: next(3) === 0,
    complete_till: seconds + next(6 * 86_400) - 3 * 86_400,
  }));
  const account = { timezone: zone, current_user_id: 11, country: 'US', currency: 'USD' };
  const now = (): number => NOW;
  const sandbox = createSandbox({
    rateLimit: false,
    now,
    seed: { account, users, pipelines, loss_reasons, leads, tasks } as never,
  });
  const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
  const json = async (...argv: string[]) => {
    const done = await runCli([...argv, '--json'], { cwd: tmpdir(), env, now, fetch: sandbox.fetch as never });
    expect(done.stderr).toBe('');
    return JSON.parse(done.stdout);
  };
  // Of Intl alone.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const dayOf = (at: number | null): string => (at === null ? '' : format.format(at * 1000));
  return { json, leads, tasks, dayOf };
}

const sumOf = (rows: readonly Row[]) => {
  const value = rows.reduce((cents, row) => cents + Math.round(row.price * 100), 0) / 100;
  return {
    count: rows.length,
    value,
    average: rows.length === 0 ? null : Math.round(value / rows.length),
  };
};
const groupBy = <K>(rows: readonly Row[], key: (row: Row) => K): [K, Row[]][] =>
  [...new Set(rows.map(key))].map((value) => [value, rows.filter((row) => key(row) === value)]);

// Half-hour and quarter-hour zones, changes of the clock within the period (also at midnight), and both sides of the date line.
describe.each([
  ['America/New_York', 1],
  ['America/Havana', 2],
  ['Asia/Kathmandu', 3],
  ['Australia/Lord_Howe', 4],
  ['Pacific/Kiritimati', 5],
])('%s', (zone, start) => {
  const { json, leads, tasks, dayOf } = setUp(zone, start);
  const within = (at: number | null, from: string, to: string): boolean =>
    at !== null && dayOf(at) >= from && dayOf(at) <= to;

  test.each([
    ['2026-03-01', '2026-03-31'],
    ['2026-03-08', '2026-03-08'],
    ['2026-03-29', '2026-03-30'],
    ['2025-10-01', '2026-04-30'],
  ])('sales and loss reasons from %s to %s', async (from, to) => {
    const created = leads.filter((lead) => within(lead.created_at, from, to));
    const closed = leads.filter((lead) => within(lead.closed_at, from, to));
    const won = closed.filter(({ status_id }) => status_id === 142);
    const lost = closed.filter(({ status_id }) => status_id === 143);
    const sales = await json('report', 'sales', '--from', from, '--to', to);
    expect(sales).toMatchObject({ created: sumOf(created), won: sumOf(won), lost: sumOf(lost), complete: true });
    const rate = won.length + lost.length === 0 ? null : won.length / (won.length + lost.length);
    if (rate === null) expect(sales.win_rate).toBeNull();
    else expect(sales.win_rate).toBeCloseTo(rate, 2);
    for (const [name, key] of [
      ['by_user', 'responsible_user_id'],
      ['by_pipeline', 'pipeline_id'],
    ] as const) {
      for (const [set, rows] of Object.entries({ created, won, lost })) {
        for (const [id, group] of groupBy(rows, (row) => row[key])) {
          const row = sales[name].rows.find((one: { id: number }) => one.id === id);
          expect([row[set], row[`${set}_value`]], `${name} ${id} ${set}`).toEqual([group.length, sumOf(group).value]);
        }
      }
    }
    const losses = await json('report', 'loss-reasons', '--from', from, '--to', to, '--lang', 'en');
    expect(losses).toMatchObject({ leads: lost.length, value: sumOf(lost).value });
    const nameOf = (row: Row): string =>
      row.loss_reason_id === null ? 'No reason given' : `Reason ${row.loss_reason_id}`;
    for (const [list, key] of [
      ['reasons', nameOf],
      ['pipelines', (row: Row) => `Pipeline ${row.pipeline_id}`],
      ['users', (row: Row) => `User ${row.responsible_user_id}`],
      ['months', (row: Row) => dayOf(row.closed_at).slice(0, 7)],
    ] as const) {
      const expected = groupBy(lost, key).map(([name, rows]) => ({
        name,
        leads: rows.length,
        value: sumOf(rows).value,
      }));
      const found = losses[list].filter((row: { leads: number }) => row.leads > 0);
      const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
      expect([...found].sort(byName), list).toEqual(expected.sort(byName));
    }
  });

  test('dashboard', async () => {
    const today = dayOf(NOW / 1000);
    const month = today.slice(0, 7);
    const previous = month === '2026-04' ? '2026-03' : '2026-02';
    const of = (fits: (day: string) => boolean) => {
      const closed = leads.filter(({ closed_at }) => fits(dayOf(closed_at)));
      return {
        created: sumOf(leads.filter(({ created_at }) => fits(dayOf(created_at)))),
        won: sumOf(closed.filter(({ status_id }) => status_id === 142)),
        lost: sumOf(closed.filter(({ status_id }) => status_id === 143)),
      };
    };
    const due = tasks.filter(({ is_completed }) => !is_completed).map(({ complete_till }) => complete_till as number);
    expect(await json('report', 'dashboard')).toMatchObject({
      today: of((day) => day === today),
      this_month: of((day) => day.startsWith(month)),
      last_month: of((day) => day.startsWith(previous)),
      tasks: {
        overdue: due.filter((till) => till < NOW / 1000).length,
        due_today: due.filter((till) => dayOf(till) === today).length,
      },
      complete: true,
    });
  });

  test('funnel: leads, where they are now, won and lost', async () => {
    const [from, to] = ['2026-02-15', '2026-03-29'];
    const rows = leads.filter((lead) => within(lead.created_at, from, to));
    const won = rows.filter(({ status_id }) => status_id === 142);
    const lost = rows.filter(({ status_id }) => status_id === 143);
    const funnel = await json('report', 'funnel', '--from', from, '--to', to);
    expect(funnel).toMatchObject({
      leads: rows.length,
      won: won.length,
      lost: lost.length,
      won_value: sumOf(won).value,
    });
    const cycles = won.map((row) => Number(row.closed_at) - row.created_at).sort((a, b) => a - b);
    const half = cycles.length >> 1;
    const median =
      cycles.length % 2 === 1 ? cycles[half] : ((cycles[half - 1] as number) + (cycles[half] as number)) / 2;
    expect(funnel.median_cycle_seconds).toBe(median);
    for (const { id, leads: count, stages } of funnel.pipelines) {
      const own = rows.filter(({ pipeline_id }) => pipeline_id === id);
      expect(count).toBe(own.length);
      for (const stage of stages) expect(stage.now).toBe(own.filter(({ status_id }) => status_id === stage.id).length);
    }
  });
});
