import { InputError } from '../errors.js';

/** Kommo's moments are whole unix seconds. */
export function toUnixSeconds(date: Date, field: string): number {
  const ms = date.getTime();
  if (Number.isNaN(ms)) throw new InputError(field, 'is an invalid Date. Check what it was made from');
  return Math.floor(ms / 1000);
}

/** Unix seconds as RFC 3339 in UTC, `1990-05-17T00:00:00+00:00`. */
export const toRfc3339 = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, '+00:00');

/** The year 5138 in unix seconds. A moment from there on is one in milliseconds, as Date.now() returns it. */
export const MAX_SECONDS = 1e11;
const MOMENT = /(^|\.)(\w+_at|complete_till|next_date)(\.(from|to))?$/;

/** Refuses milliseconds in a field that holds unix seconds. `field` is a path like `filter.created_at.from`. */
export function checkMoment(value: number, field: string): void {
  if (MOMENT.test(field)) checkSeconds(value, field);
}

/** Refuses milliseconds in place of unix seconds. */
export function checkSeconds(value: number, field: string): void {
  if (Math.abs(value) <= MAX_SECONDS - 1) return;
  const remedy = Number.isFinite(value) ? '. Divide it by 1000 if it is milliseconds' : '';
  throw new InputError(field, `must be unix seconds or a Date before the year 5138, got ${value}${remedy}`);
}
