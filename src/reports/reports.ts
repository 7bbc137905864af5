import { InputError } from '../errors.js';
import type { Lead } from '../resources/leads.js';
import { dayOf, iso, shiftDay, startOfDay } from '../util/zone.js';
import type { AccountNames } from './names.js';
import { type Days, firstOf } from './period.js';
import { type Group, type Groups, grouped, lostOf, type Tally, tally, wonOf } from './tally.js';

/** What a report works with. */
export interface ReportContext {
  readonly names: AccountNames;
  readonly signal?: AbortSignal | undefined;
  /** The clock, in milliseconds. */
  readonly now: () => number;
  /** Told how many items were read so far. */
  readonly progress?: ((done: number) => void) | undefined;
}

/** Sales of a period, in the account's time zone and currency. */
export interface SalesReport extends Tally {
  readonly period: Days & { readonly timezone: string; readonly from_moment: string; readonly to_moment: string };
  readonly currency: string;
  /** Won of what was won or lost, from 0 to 1. Null if nothing was won or lost. */
  readonly win_rate: number | null;
  readonly lost_by_reason: Groups;
  readonly by_user: Groups;
  readonly by_pipeline: Groups;
  /** False if the period holds more than a report reads. */
  readonly complete: boolean;
}

/** Where the account stands today. */
export interface Dashboard {
  readonly timezone: string;
  readonly currency: string;
  readonly today: Tally;
  readonly this_month: Tally;
  readonly last_month: Tally;
  /** Of this month, five at most. */
  readonly top_pipelines: readonly Group[];
  /** Open tasks, as get_tasks counts them: one that was due earlier today is in both. */
  readonly tasks: { readonly overdue: number; readonly due_today: number };
  /** False if there is more than a report reads. */
  readonly complete: boolean;
}

/** Leads of one user, one pipeline, or both. */
export interface Narrowing {
  readonly userId?: number | undefined;
  readonly pipelineId?: number | undefined;
}

type Leads = readonly Lead[];
type Span = { readonly from: number; readonly to: number };
/** Leads of one query: 40 requests, about six seconds under the limit. */
const MAX_LEADS = 10_000;
const MAX_TASKS = 2500;
const PAGE = 250;

/**
 * Leads created, won and lost, by user, pipeline and loss reason: two queries bounded by the days.
 * @param days default: one month up to today
 * @throws InputError if the days are swapped, and every error of the reads
 */
export async function salesReport(
  context: ReportContext,
  days: Partial<Days> = {},
  only: Narrowing = {},
): Promise<SalesReport> {
  const { names } = context;
  const { zone, currency, today } = await place(context);
  const to = days.to ?? today;
  const from = days.from ?? shiftDay(to, { months: -1 });
  if (from > to) throw new InputError('from', 'is after to; swap them');
  const span = { from: startOfDay(zone, from), to: endOfDay(zone, to) };
  const [{ created, closed, complete }, users, pipelines, reasons] = await Promise.all([
    readLeads(context, span, only),
    names.part('users'),
    names.part('pipelines'),
    names.part('reasons'),
  ]);
  const [won, lost] = [wonOf(closed), lostOf(closed)];
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
    complete,
  };
}

/**
 * Leads since the start of last month, and open tasks up to the end of today.
 * @throws what reading the account throws
 */
export async function dashboard(context: ReportContext): Promise<Dashboard> {
  const { zone, currency, today } = await place(context);
  const first = firstOf(today);
  const [start, month, day] = [
    startOfDay(zone, shiftDay(first, { months: -1 })),
    startOfDay(zone, first),
    startOfDay(zone, today),
  ];
  const end = endOfDay(zone, today);
  const [{ created, closed, complete }, tasks, pipelines] = await Promise.all([
    readLeads(context, { from: start, to: end }),
    dueTasks(context, end),
    context.names.part('pipelines'),
  ]);
  const between = (from: number, to: number): [Leads, Leads] => {
    const inside = (at: number | null): boolean => at !== null && at >= from && at <= to;
    return [created.filter((lead) => inside(lead.created_at)), closed.filter((lead) => inside(lead.closed_at))];
  };
  const [recent, done] = between(month, end);
  // As get_tasks counts them: what was due earlier today is both.
  const now = Math.floor(context.now() / 1000);
  const count = (from: number, to: number): number => tasks.due.filter((till) => till >= from && till < to).length;
  const top = grouped({ created: recent, won: wonOf(done) }, 'pipeline_id', (id) => pipelines?.get(id)?.name);
  return {
    timezone: zone,
    currency,
    today: tally(...between(day, end)),
    this_month: tally(recent, done),
    last_month: tally(...between(start, month - 1)),
    top_pipelines: top.rows.slice(0, 5),
    tasks: { overdue: count(0, now), due_today: count(day, end + 1) },
    complete: complete && tasks.complete,
  };
}

const endOfDay = (zone: string, day: string): number => startOfDay(zone, shiftDay(day, { days: 1 })) - 1;

/** The account's time zone and currency, and what day it is there. @throws what reading the account throws */
export async function place({ names, now }: ReportContext): Promise<{ zone: string; currency: string; today: string }> {
  const { zone, currency } = await names.need('account');
  return { zone, currency, today: dayOf(zone, Math.floor(now() / 1000)) };
}

async function readLeads(
  { names: { kommo }, signal, progress }: ReportContext,
  span: Span,
  { userId, pipelineId }: Narrowing = {},
): Promise<{ created: Leads; closed: Leads; complete: boolean }> {
  let seen = 0;
  const told = (leads: Leads): Leads => {
    seen += leads.length;
    progress?.(seen);
    return leads;
  };
  const read = async (key: 'created_at' | 'closed_at'): Promise<Leads> => {
    const filter = {
      // The ends may not belong to the range.
      [key]: { from: span.from - 1, to: span.to + 1 },
      ...(userId !== undefined && { responsible_user_id: [userId] }),
      ...(pipelineId !== undefined && { pipeline_id: [pipelineId] }),
    };
    const query = { filter, limit: PAGE, order: { id: 'asc' as const } };
    // An account without API filtering sends all its leads.
    const isWanted = (lead: Lead): boolean => {
      const at = lead[key] ?? -1;
      const ofUser = userId === undefined || lead.responsible_user_id === userId;
      const ofPipeline = pipelineId === undefined || lead.pipeline_id === pipelineId;
      return at >= span.from && at <= span.to && ofUser && ofPipeline;
    };
    // Most periods fit in one page, so more pages are fetched ahead only if there is a second one.
    const first = await kommo.leads.list(query, { signal });
    const found = told(first.data).filter(isWanted);
    if (!first.hasNextPage()) return found;
    for await (const page of kommo.leads.list({ ...query, page: 2 }, { concurrency: 4, signal }).pages()) {
      found.push(...told(page.data).filter(isWanted));
      if (found.length > MAX_LEADS) break;
    }
    return found;
  };
  const [created, closed] = await Promise.all([read('created_at'), read('closed_at')]);
  return {
    created: created.slice(0, MAX_LEADS),
    closed: closed.slice(0, MAX_LEADS),
    complete: Math.max(created.length, closed.length) <= MAX_LEADS,
  };
}

// Open tasks have no filter by date, but an order: the rest is not due yet.
async function dueTasks(
  { names: { kommo }, signal }: ReportContext,
  end: number,
): Promise<{ due: number[]; complete: boolean }> {
  const due: number[] = [];
  const query = { filter: { is_completed: false }, order: { complete_till: 'asc' as const }, limit: 250 };
  for await (const { complete_till: till } of kommo.tasks.list(query, { signal })) {
    if (till > end) break;
    if (due.length === MAX_TASKS) return { due, complete: false };
    due.push(till);
  }
  return { due, complete: true };
}
