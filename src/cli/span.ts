import { type Command, Option } from 'commander';
import { firstDayIn, PERIODS, type PeriodName, periodDays } from '../reports/period.js';
import { dayOf, shiftDay, startOfDay } from '../util/zone.js';
import { Failure } from './failure.js';
import { day, periodName } from './values.js';

/** The flags of a period, the same for every command. */
export interface SpanOptions {
  readonly period?: PeriodName | undefined;
  /** First day, `2026-01-31`. */
  readonly from?: string | undefined;
  /** Last day. */
  readonly to?: string | undefined;
}

/** Adds `--period`, `--from` and `--to`. */
export function withSpan(command: Command, what: string): Command {
  return command
    .addOption(
      new Option('--period <name>', `${what} in a named period`)
        .choices(PERIODS)
        .argParser(periodName)
        .conflicts(['from', 'to']),
    )
    .option('--from <day>', `${what} on this day or later: 2026-01-31`, day)
    .option('--to <day>', `${what} on this day or earlier`, day);
}

/** Days as they were asked for, with their bounds in unix seconds, all by the account's time zone. */
export interface Span {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** First second. */
  readonly start?: number | undefined;
  /** Last second. */
  readonly end?: number | undefined;
}

/** Whether a period was asked for. */
export const hasSpan = ({ period, from, to }: SpanOptions): boolean =>
  period !== undefined || from !== undefined || to !== undefined;

/** The period of the flags in an account's time zone; weeks start as in its country. @throws Failure if the days are swapped */
export function spanOf(
  { period, from: first, to: last }: SpanOptions,
  { zone, country }: { readonly zone: string; readonly country: string | null | undefined },
  now: number,
): Span {
  const today = dayOf(zone, Math.floor(now / 1000));
  const { from, to } = period ? periodDays(period, today, firstDayIn(country)) : { from: first, to: last };
  if (from !== undefined && to !== undefined && from > to) throw new Failure('--from is after --to', 'swap them');
  return {
    from,
    to,
    start: from === undefined ? undefined : startOfDay(zone, from),
    end: to === undefined ? undefined : startOfDay(zone, shiftDay(to, { days: 1 })) - 1,
  };
}
