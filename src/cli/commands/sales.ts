import { AccountNames } from '../../reports/names.js';
import { type PeriodName, periodDays } from '../../reports/period.js';
import { dashboard, place, type ReportContext, salesReport } from '../../reports/reports.js';
import type { Groups, Tally } from '../../reports/tally.js';
import { connect } from '../connect.js';
import { type CommonOptions, type Io, report } from '../io.js';
import { table } from '../table.js';

export interface SalesOptions extends CommonOptions {
  readonly period?: PeriodName | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Reports the sales of a period: JSON, or tables. */
export async function sales(io: Io, { period, from, to, ...options }: SalesOptions): Promise<void> {
  const context = await contextOf(io, options);
  const days = period ? periodDays(period, (await place(context)).today) : { from, to };
  const found = await salesReport(context, days as Partial<Record<'from' | 'to', string>>);
  const { currency, win_rate: rate } = found;
  const text = [
    `${found.period.from} to ${found.period.to}, ${found.period.timezone}`,
    tallies({ all: found }, currency),
    ...(rate === null ? [] : [`won of what was closed: ${Math.round(rate * 100)}%`]),
    groups('pipeline', found.by_pipeline),
    groups('user', found.by_user),
    groups('lost because', found.lost_by_reason, ['lost']),
    ...partial(found),
  ];
  report(io, options, found, text.filter(Boolean).join('\n\n'));
}

/** Reports where the account stands today: JSON, or tables. */
export async function accountDashboard(io: Io, options: CommonOptions): Promise<void> {
  const found = await dashboard(await contextOf(io, options));
  const { today, this_month, last_month, currency, tasks } = found;
  const text = [
    tallies({ today, 'this month': this_month, 'last month': last_month }, currency),
    groups('pipeline, this month', { rows: found.top_pipelines }, ['created', 'won']),
    `tasks: ${tasks.overdue} late, ${tasks.due_today} due today`,
    ...partial(found),
  ];
  report(io, options, found, text.filter(Boolean).join('\n\n'));
}

async function contextOf(io: Io, options: CommonOptions): Promise<ReportContext> {
  return { names: new AccountNames(await connect(io, options)), signal: io.signal, now: io.now };
}

const SETS = ['created', 'won', 'lost'] as const;
type Sets = readonly (typeof SETS)[number][];
const columns = (sets: Sets): string[] => sets.flatMap((set) => [set, 'value']);

function tallies(lines: Readonly<Record<string, Tally>>, currency: string): string {
  const rows = Object.entries(lines).map(([name, tally]) => [
    name,
    ...SETS.flatMap((set) => [String(tally[set].count), String(tally[set].value)]),
  ]);
  return table([[`in ${currency}`, ...columns(SETS)], ...rows]);
}

function groups(title: string, { rows, left_out }: Groups, sets: Sets = SETS): string {
  if (rows.length === 0) return '';
  const lines = rows.map((row) => [
    row.name,
    ...sets.flatMap((set) => [String(row[set] ?? 0), String(row[`${set}_value`] ?? 0)]),
  ]);
  return `${table([[title, ...columns(sets)], ...lines])}${left_out ? `\n${left_out} more` : ''}`;
}

const partial = ({ complete }: { complete: boolean }): string[] =>
  complete ? [] : ['There is more than a report reads, so this covers a part.'];
