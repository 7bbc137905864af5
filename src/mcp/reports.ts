import { dayOf, iso, shiftDay, startOfDay } from '../internal/zone.js';
import { type Account, failure, type Snapshot, say, unsent } from './kommo.js';
import { sanitize } from './sanitize.js';

/** What a report works with. */
export interface ReportEnv {
  readonly account: Account;
  readonly snapshot: Snapshot;
  readonly now: () => number;
}

type Lead = {
  price: number;
  status_id: number;
  pipeline_id: number;
  responsible_user_id: number;
  loss_reason_id: number | null;
  created_at: number;
  closed_at: number | null;
};
type Leads = readonly Lead[];
type Name = (id: number) => string | undefined;
type Span = { from: number; to: number };
type Result = Record<string, unknown>;
const WON = 142;
const LOST = 143;
/** Leads of one query: 40 requests, some six seconds under the limit. */
const MAX_LEADS = 10_000;
const MAX_TASK_PAGES = 10;
const ROWS = 20;

/** get_sales_report: two queries bounded by the dates. */
export async function salesReport(
  env: ReportEnv,
  { dateFrom, dateTo }: { dateFrom?: string; dateTo?: string },
): Promise<Result> {
  const { zone, currency, today } = await place(env);
  const to = dateTo ?? today;
  const from = dateFrom ?? shiftDay(to, { months: -1 });
  if (from > to) throw unsent('dates_swapped');
  const span = { from: startOfDay(zone, from), to: startOfDay(zone, shiftDay(to, { days: 1 })) - 1 };
  const [{ created, closed, complete }, users, pipelines, reasons] = await Promise.all([
    readLeads(env, span),
    env.snapshot.part('users'),
    env.snapshot.part('pipelines'),
    env.snapshot.part('reasons'),
  ]);
  const [won, lost] = [withStatus(closed, WON), withStatus(closed, LOST)];
  const sets = { created, won, lost };
  const done = won.length + lost.length;
  return {
    period: { from, to, timezone: zone, from_moment: iso(zone, span.from), to_moment: iso(zone, span.to) },
    currency,
    ...tally(created, closed),
    lost_by_reason: grouped({ lost }, 'loss_reason_id', (id) => reasons?.get(id)),
    win_rate: done === 0 ? null : Math.round((won.length / done) * 1000) / 1000,
    by_user: grouped(sets, 'responsible_user_id', (id) => users?.get(id)),
    by_pipeline: grouped(sets, 'pipeline_id', (id) => pipelines?.get(id)?.name),
    ...completeness(complete),
  };
}

/** get_dashboard: leads since the start of last month, and open tasks up to the end of today. */
export async function dashboard(env: ReportEnv): Promise<Result> {
  const { zone, currency, today } = await place(env);
  const first = `${today.slice(0, 7)}-01`;
  const [start, month, day] = [shiftDay(first, { months: -1 }), first, today].map((date) => startOfDay(zone, date)) as [
    number,
    number,
    number,
  ];
  const end = startOfDay(zone, shiftDay(today, { days: 1 })) - 1;
  const [{ created, closed, complete }, tasks, pipelines] = await Promise.all([
    readLeads(env, { from: start, to: end }),
    dueTasks(env, end),
    env.snapshot.part('pipelines'),
  ]);
  const between = (from: number, to: number): [Leads, Leads] => {
    const inside = (at: number | null): boolean => at !== null && at >= from && at <= to;
    return [created.filter((lead) => inside(lead.created_at)), closed.filter((lead) => inside(lead.closed_at))];
  };
  const [recent, done] = between(month, end);
  const overdue = tasks.due.filter((till) => till < day).length;
  return {
    timezone: zone,
    currency,
    today: tally(...between(day, end)),
    this_month: tally(recent, done),
    last_month: tally(...between(start, month - 1)),
    top_pipelines: grouped(
      { created: recent, won: withStatus(done, WON) },
      'pipeline_id',
      (id) => pipelines?.get(id)?.name,
    ).rows.slice(0, 5),
    tasks: { overdue, due_today: tasks.due.length - overdue },
    ...completeness(complete && tasks.complete),
  };
}

async function place({ snapshot, now }: ReportEnv): Promise<{ zone: string; currency: string; today: string }> {
  const account = await snapshot.part('account');
  if (!account) throw failure('no_account');
  return { ...account, today: dayOf(account.zone, Math.floor(now() / 1000)) };
}

async function readLeads(
  { account }: ReportEnv,
  span: Span,
): Promise<{ created: Leads; closed: Leads; complete: boolean }> {
  const read = async (key: 'created_at' | 'closed_at'): Promise<Leads> => {
    const query = { filter: { [key]: span }, limit: 250, order: { id: 'asc' as const } };
    const list = account.kommo.leads.list(query, { concurrency: 4, signal: account.signal });
    return (await list.all({ max: MAX_LEADS + 1 })) as Leads;
  };
  const [created, closed] = await Promise.all([read('created_at'), read('closed_at')]);
  return {
    created: created.slice(0, MAX_LEADS),
    closed: closed.slice(0, MAX_LEADS),
    complete: Math.max(created.length, closed.length) <= MAX_LEADS,
  };
}

// Open tasks have no filter by date, but an order: the rest is not due yet.
async function dueTasks({ account }: ReportEnv, end: number): Promise<{ due: number[]; complete: boolean }> {
  const due: number[] = [];
  for (let page = 1; page <= MAX_TASK_PAGES; page += 1) {
    const query = { filter: { is_completed: 0 }, order: { complete_till: 'asc' }, limit: 250, page };
    const data = await account.send('GET', '/api/v4/tasks', { query });
    const tasks = (data?._embedded?.['tasks'] ?? []) as { complete_till: number }[];
    due.push(...tasks.map((task) => task.complete_till).filter((till) => till <= end));
    if (!data?._links?.next || (tasks.at(-1)?.complete_till ?? 0) > end) return { due, complete: true };
  }
  return { due, complete: false };
}

const withStatus = (leads: Leads, status: number): Leads => leads.filter((lead) => lead.status_id === status);
const tally = (created: Leads, closed: Leads): Result => ({
  created: sums(created),
  won: sums(withStatus(closed, WON)),
  lost: sums(withStatus(closed, LOST)),
});
const completeness = (complete: boolean): Result => ({ complete, ...(!complete && { note: say('partial') }) });

function sums(leads: Leads): { count: number; value: number; average: number | null } {
  const value = leads.reduce((sum, lead) => sum + lead.price, 0);
  return { count: leads.length, value, average: leads.length === 0 ? null : Math.round(value / leads.length) };
}

/** A row for each id with count and value by set, the most valuable first. */
function grouped(
  sets: Record<string, Leads>,
  key: 'responsible_user_id' | 'pipeline_id' | 'loss_reason_id',
  name: Name,
): { rows: Result[]; left_out?: number } {
  const rows = new Map<number, Result & { sort: number }>();
  for (const [set, leads] of Object.entries(sets)) {
    for (const lead of leads) {
      const id = lead[key] ?? 0;
      const row: Record<string, unknown> & { sort: number } = rows.get(id) ?? {
        id,
        name: sanitize(id === 0 ? '(none)' : (name(id) ?? `#${id}`)),
        sort: 0,
      };
      row[set] = Number(row[set] ?? 0) + 1;
      row[`${set}_value`] = Number(row[`${set}_value`] ?? 0) + lead.price;
      row.sort += set === 'created' ? 1e-9 : lead.price + 1e-6;
      rows.set(id, row);
    }
  }
  const sorted = [...rows.values()].sort((a, b) => b.sort - a.sort).map(({ sort: _, ...row }) => row);
  return { rows: sorted.slice(0, ROWS), ...(sorted.length > ROWS && { left_out: sorted.length - ROWS }) };
}
