import { firstDayIn, periodDays } from '../../reports/period.js';
import { dashboard, place, type ReportContext, salesReport } from '../../reports/reports.js';
import type { Groups, Tally } from '../../reports/tally.js';
import { accountNames } from '../account-names.js';
import { connect } from '../connect.js';
import { Failure } from '../failure.js';
import { type CommonOptions, type Io, report, widthOf } from '../io.js';
import { languageOf } from '../report/language.js';
import { type Language, numbersOf, type Say, spanText, textsOf } from '../report/texts.js';
import type { SpanOptions } from '../span.js';
import { table } from '../table.js';

export interface DashboardOptions extends CommonOptions {
  readonly lang?: Language | undefined;
}
export interface SalesOptions extends DashboardOptions, SpanOptions {}

/** Reports the sales of a period: JSON, or tables. */
export async function sales(io: Io, { period, from, to, ...options }: SalesOptions): Promise<void> {
  if (from !== undefined && to !== undefined && from > to) throw new Failure('--from is after --to', 'swap them');
  const { context, words } = await contextOf(io, options);
  const { today } = await place(context);
  // A period that has not begun is empty. By itself the last day would be today, before the first.
  const last = to ?? (from !== undefined && from > today ? from : undefined);
  const { country } = await context.names.need('account');
  const days = period ? periodDays(period, today, firstDayIn(country)) : { from, to: last };
  const found = await salesReport(context, days as Partial<Record<'from' | 'to', string>>);
  const { say } = words;
  const { win_rate: rate, created, won, lost } = found;
  const head = `${spanText(say, found.period)}, ${found.period.timezone}`;
  if (created.count + won.count + lost.count === 0) {
    return report(io, options, found, `${head}\n\n${say('noSales')}`);
  }
  const text = [
    head,
    tallies({ [say('all')]: found }, words),
    ...(rate === null ? [] : [say('winRate', { n: Math.round(rate * 100) })]),
    groups(say('pipeline'), found.by_pipeline, words),
    groups(say('user'), found.by_user, words),
    groups(say('lostBecause'), found.lost_by_reason, words, ['lost']),
    ...partial(found, say),
  ];
  report(io, options, found, text.filter(Boolean).join('\n\n'));
}

/** Reports the leads of today and of two months, and the tasks that are due: JSON, or tables. */
export async function accountDashboard(io: Io, options: DashboardOptions): Promise<void> {
  const { context, words } = await contextOf(io, options);
  const { say } = words;
  const found = await dashboard(context);
  const { today, this_month, last_month, tasks } = found;
  const text = [
    tallies({ [say('today')]: today, [say('thisMonth')]: this_month, [say('lastMonth')]: last_month }, words),
    groups(say('pipelineThisMonth'), { rows: found.top_pipelines }, words, ['created', 'won']),
    say('tasks', { overdue: tasks.overdue, due: tasks.due_today }),
    ...partial(found, say),
  ];
  report(io, options, found, text.filter(Boolean).join('\n\n'));
}

/** How a report writes: in a language, with the currency and the separators of the account. */
interface Words extends ReturnType<typeof numbersOf> {
  readonly say: Say;
  readonly currency: string;
  /** Columns of the terminal. */
  readonly width: number | undefined;
}

async function contextOf(io: Io, options: DashboardOptions): Promise<{ context: ReportContext; words: Words }> {
  const kommo = await connect(io, options);
  const names = accountNames(io, kommo);
  const { country, currency, userId } = await names.need('account');
  const say = textsOf(await languageOf(io, kommo, userId, options.lang));
  return {
    context: { names, signal: io.signal, now: io.now },
    words: { say, currency, width: widthOf(io), ...numbersOf(country, currency) },
  };
}

const SETS = ['created', 'won', 'lost'] as const;
type Sets = readonly (typeof SETS)[number][];
const columns = (sets: Sets, say: Say): string[] => sets.flatMap((set) => [say(set), say('value').toLowerCase()]);

function tallies(lines: Readonly<Record<string, Tally>>, { say, currency, width, whole, money }: Words): string {
  const rows = Object.entries(lines).map(([name, tally]) => [
    name,
    ...SETS.flatMap((set) => [whole(tally[set].count), money(tally[set].value)]),
  ]);
  return table([[say('inCurrency', { currency }), ...columns(SETS, say)], ...rows], { width, together: 2 });
}

function groups(
  title: string,
  { rows, left_out }: Groups,
  { say, width, whole, money }: Words,
  sets: Sets = SETS,
): string {
  if (rows.length === 0) return '';
  const lines = rows.map((row) => [
    row.id === 0 ? say(title === say('lostBecause') ? 'noReason' : 'none') : row.name,
    ...sets.flatMap((set) => [whole(Number(row[set] ?? 0)), money(Number(row[`${set}_value`] ?? 0))]),
  ]);
  const more = left_out ? `\n${say('more', { n: left_out })}` : '';
  return `${table([[title, ...columns(sets, say)], ...lines], { width, together: 2 })}${more}`;
}

const partial = ({ complete }: { complete: boolean }, say: Say): string[] => (complete ? [] : [say('partial')]);
