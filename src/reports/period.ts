import { shiftDay } from '../util/zone.js';

/** First and last day, as `2026-01-31`. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Named periods, counted from a day that stands for today. Weeks start on Monday or on `first`. A period that has begun ends today. */
const periods = {
  today: (today: string): Days => ({ from: today, to: today }),
  yesterday: (today: string): Days => ({ from: back(today), to: back(today) }),
  this_week: (today: string, first: number): Days => ({ from: weekOf(today, first).from, to: today }),
  last_week: (today: string, first: number): Days => weekOf(back(today, 7), first),
  this_month: (today: string): Days => months(firstOf(today), 1, today),
  last_month: (today: string): Days => months(shiftDay(firstOf(today), { months: -1 }), 1, today),
  this_year: (today: string): Days => months(`${today.slice(0, 4)}-01-01`, 12, today),
  last_year: (today: string): Days => months(`${Number(today.slice(0, 4)) - 1}-01-01`, 12, today),
};
/** Name of a period. */
export type PeriodName = keyof typeof periods;
export const PERIODS = Object.keys(periods) as PeriodName[];

/**
 * The days of a named period.
 * @param first - the day that weeks start on, from 1 for Monday to 7 for Sunday
 */
export const periodDays = (name: PeriodName, today: string, first = 1): Days => periods[name](today, first);

/** The whole week that a day is in. */
export function weekOf(day: string, first: number): Days {
  const from = back(day, (new Date(`${day}T00:00:00Z`).getUTCDay() + 7 - first) % 7);
  return { from, to: shiftDay(from, { days: 6 }) };
}

/** The day that weeks start on in a country, from 1 for Monday to 7 for Sunday. Monday if the runtime does not know. */
export function firstDayIn(country: string | null | undefined): number {
  try {
    const locale: Intl.Locale & { weekInfo?: Week; getWeekInfo?(): Week } = new Intl.Locale(`und-${country}`);
    return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
  } catch {
    return 1;
  }
}
type Week = { readonly firstDay: number };

/** Whole months from a first day on. If the last one has begun, it ends today. */
export function months(from: string, length: number, today: string): Days {
  const last = back(shiftDay(from, { months: length }));
  return { from, to: last > today && from <= today ? today : last };
}

const back = (day: string, days = 1): string => shiftDay(day, { days: -days });
/** First day of the month of a day. */
export const firstOf = (day: string): string => `${day.slice(0, 7)}-01`;
