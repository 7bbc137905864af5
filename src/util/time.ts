import { InputError } from '../errors.js';

/** Kommo's moments are whole unix seconds. */
export function toUnixSeconds(date: Date, field: string): number {
  const ms = date.getTime();
  if (Number.isNaN(ms)) throw new InputError(field, 'is an invalid Date; check what it was made from');
  return Math.floor(ms / 1000);
}

/** Unix seconds as RFC 3339 in UTC, `1990-05-17T00:00:00+00:00`. */
export const toRfc3339 = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, '+00:00');
