import type { Kommo } from '../client.js';
import type { Lead } from '../resources/leads.js';
import { sanitize } from './sanitize.js';
import { LocalError, send } from './send.js';
import type { Snapshot } from './snapshot.js';
import { dayOf, iso, shiftDay, startOfDay } from './time.js';

/** What a report works with. */
export interface ReportEnv {
  readonly kommo: Kommo;
  readonly snapshot: Snapshot;
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

const WON = 142;
const LOST = 143;
/** Leads of one query: 40 requests, some six seconds under the limit. */
const MAX_LEADS = 10_000;
const MAX_TASKS = 2500;
const ROWS = 20;

/** get_sales_report: two queries bounded by the dates, nothing else. */
export async function salesReport(
  env: ReportEnv,
  args: { dateFrom?: string; dateTo?: string },
): Promise<Record<string, unknown>> {
  const { zone, currency } = await money(env);
  const to = args.dateTo ?? dayOf(zone, now(env));
  const from = args.dateFrom ?? shiftDay(to, { months: -1 });
  if (from > to) throw new LocalError('dateFrom is after dateTo; swap them.');
  const span = { from: startOfDay(zone, from), to: startOfDay(zone, shiftDay(to, { days: 1 })) - 1 };
  const [created, closed, users, pipelines, reasons] = await Promise.all([
    leads(env, 'created_at', span),
    leads(env, 'closed_at', span),
    env.snapshot.part('users'),
    env.snapshot.part('pipelines'),
    env.snapshot.part('reasons'),
  ]);
  const won = closed.items.filter((lead) => lead.status_id === WON);
  const lost = closed.items.filter((lead) => lead.status_id === LOST);
  const by = (key: (lead: Lead) => number | null, name: (id: number) => string | undefined): object =>
    grouped({ created: created.items, won, lost }, key, name);
  return {
    period: { from, to, timezone: zone, from_moment: iso(zone, span.from), to_moment: iso(zone, span.to) },
    currency,
    created: sums(created.items),
    won: sums(won),
    lost: {
      ...sums(lost),
      by_reason: grouped(
        { lost },
        (lead) => lead.loss_reason_id,
        (id) => reasons?.get(id),
      ).rows,
    },
    win_rate:
      won.length + lost.length === 0 ? null : Math.round((won.length / (won.length + lost.length)) * 1000) / 1000,
    by_user: by(
      (lead) => lead.responsible_user_id,
      (id) => users?.get(id),
    ),
    by_pipeline: by(
      (lead) => lead.pipeline_id,
      (id) => pipelines?.get(id)?.name,
    ),
    ...completeness([created, closed]),
  };
}

/** get_dashboard: leads since the start of last month, and open tasks up to the end of today. */
export async function dashboard(env: ReportEnv): Promise<Record<string, unknown>> {
  const { zone, currency } = await money(env);
  const today = dayOf(zone, now(env));
  const month = `${today.slice(0, 7)}-01`;
  const starts = { today, this_month: month, last_month: shiftDay(month, { months: -1 }) };
  const end = startOfDay(zone, shiftDay(today, { days: 1 })) - 1;
  const span = { from: startOfDay(zone, starts.last_month), to: end };
  const [created, closed, tasks, pipelines] = await Promise.all([
    leads(env, 'created_at', span),
    leads(env, 'closed_at', span),
    dueTasks(env, end),
    env.snapshot.part('pipelines'),
  ]);
  const between = (list: readonly Lead[], key: 'created_at' | 'closed_at', from: string, to = end): Lead[] =>
    list.filter((lead) => (lead[key] ?? 0) >= startOfDay(zone, from) && (lead[key] ?? 0) <= to);
  const window = (from: string, to?: number): object => {
    const done = between(closed.items, 'closed_at', from, to);
    return {
      created: sums(between(created.items, 'created_at', from, to)),
      won: sums(done.filter((l) => l.status_id === WON)),
      lost: sums(done.filter((l) => l.status_id === LOST)),
    };
  };
  const late = tasks.items.filter((task) => task.complete_till < startOfDay(zone, today));
  const won = between(closed.items, 'closed_at', month).filter((lead) => lead.status_id === WON);
  const top = grouped(
    { created: between(created.items, 'created_at', month), won },
    (lead) => lead.pipeline_id,
    (id) => pipelines?.get(id)?.name,
  );
  return {
    timezone: zone,
    currency,
    today: window(today),
    this_month: window(month),
    last_month: window(starts.last_month, startOfDay(zone, month) - 1),
    top_pipelines: top.rows.slice(0, 5),
    tasks: { overdue: late.length, due_today: tasks.items.length - late.length },
    ...completeness([created, closed, tasks]),
  };
}

interface Read<T> {
  readonly items: T[];
  readonly complete: boolean;
}

async function leads(
  { kommo, signal }: ReportEnv,
  key: 'created_at' | 'closed_at',
  span: { from: number; to: number },
): Promise<Read<Lead>> {
  const list = kommo.leads.list(
    { filter: { [key]: span }, limit: 250, order: { id: 'asc' } },
    { concurrency: 4, signal },
  );
  const items = (await list.all({ max: MAX_LEADS + 1 })) as Lead[];
  return { items: items.slice(0, MAX_LEADS), complete: items.length <= MAX_LEADS };
}

// Open tasks have no filter by date, but an order: the rest is not due yet.
async function dueTasks({ kommo, signal }: ReportEnv, end: number): Promise<Read<{ complete_till: number }>> {
  const items: { complete_till: number }[] = [];
  for (let page = 1; page * 250 <= MAX_TASKS; page += 1) {
    const query = { filter: { is_completed: 0 }, order: { complete_till: 'asc' }, limit: 250, page };
    const data = (await send(kommo, 'GET', '/api/v4/tasks', { query, signal })) as
      | { _embedded?: { tasks?: { complete_till: number }[] }; _links?: { next?: unknown } }
      | undefined;
    const due = (data?._embedded?.tasks ?? []).filter((task) => task.complete_till <= end);
    items.push(...due);
    if (!data?._links?.next || due.length < (data._embedded?.tasks?.length ?? 0)) return { items, complete: true };
  }
  return { items, complete: false };
}

async function money({ snapshot }: ReportEnv): Promise<{ zone: string; currency: string }> {
  const account = await snapshot.part('account');
  if (!account)
    throw new LocalError(
      'The account could not be read, so that its time zone and currency are not known. Try get_account.',
      true,
    );
  return { zone: account.timezone, currency: account.currency };
}

const now = (env: ReportEnv): number => Math.floor(env.now() / 1000);

function sums(list: readonly Lead[]): { count: number; value: number; average: number | null } {
  const value = list.reduce((sum, lead) => sum + lead.price, 0);
  return { count: list.length, value, average: list.length === 0 ? null : Math.round(value / list.length) };
}

/** A row for each key, the most valuable first. */
function grouped(
  sets: Record<string, readonly Lead[]>,
  key: (lead: Lead) => number | null,
  name: (id: number) => string | undefined,
): { rows: Record<string, unknown>[]; left_out?: number } {
  const rows = new Map<number, Record<string, unknown> & { value: number; count: number }>();
  for (const [set, list] of Object.entries(sets)) {
    for (const lead of list) {
      const id = key(lead) ?? 0;
      const row = rows.get(id) ?? {
        id,
        name: sanitize(id === 0 ? '(none)' : (name(id) ?? `#${id}`)),
        value: 0,
        count: 0,
      };
      row[set] = ((row[set] as number | undefined) ?? 0) + 1;
      row[`${set}_value`] = ((row[`${set}_value`] as number | undefined) ?? 0) + lead.price;
      if (set !== 'created') row.value += lead.price;
      row.count += 1;
      rows.set(id, row);
    }
  }
  const sorted = [...rows.values()]
    .sort((a, b) => b.value - a.value || b.count - a.count)
    .map(({ value: _, count: __, ...row }) => row);
  return { rows: sorted.slice(0, ROWS), ...(sorted.length > ROWS && { left_out: sorted.length - ROWS }) };
}

function completeness(reads: readonly Read<unknown>[]): { complete: boolean; note?: string } {
  const complete = reads.every((read) => read.complete);
  return {
    complete,
    ...(!complete && {
      note: `More than ${MAX_LEADS} leads or ${MAX_TASKS} tasks fall into the period; the figures cover the first of them only. Ask for a shorter one.`,
    }),
  };
}
