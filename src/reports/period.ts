import { shiftDay } from '../util/zone.js';

/** First and last day, as `2026-01-31`. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Named periods, counted from a day that stands for today. Weeks start on Monday. A period that has begun ends today. */
const periods = {
  today: (today: string): Days => ({ from: today, to: today }),
  yesterday: (today: string): Days => ({ from: back(today), to: back(today) }),
  this_week: (today: string): Days => ({ from: monday(today), to: today }),
  last_week: (today: string): Days => ({ from: back(monday(today), 7), to: back(monday(today)) }),
  this_month: (today: string): Days => months(firstOf(today), 1, today),
  last_month: (today: string): Days => months(shiftDay(firstOf(today), { months: -1 }), 1, today),
  this_year: (today: string): Days => months(`${today.slice(0, 4)}-01-01`, 12, today),
  last_year: (today: string): Days => months(`${Number(today.slice(0, 4)) - 1}-01-01`, 12, today),
};
/** Name of a period. */
export type PeriodName = keyof typeof periods;
export const PERIODS = Object.keys(periods) as PeriodName[];

/** The days of a named period. */
export const periodDays = (name: PeriodName, today: string): Days => periods[name](today);

/** Whole months from a first day on. If the last one has begun, it ends today. */
export function months(from: string, length: number, today: string): Days {
  const last = back(shiftDay(from, { months: length }));
  return { from, to: last > today && from <= today ? today : last };
}

const back = (day: string, days = 1): string => shiftDay(day, { days: -days });
/** First day of the month of a day. */
export const firstOf = (day: string): string => `${day.slice(0, 7)}-01`;
const monday = (day: string): string => back(day, (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7);
