import { InputError } from '../errors.js';

/** Kommo's moments are whole unix seconds. */
export function toUnixSeconds(date: Date, field: string): number {
  const ms = date.getTime();
  if (Number.isNaN(ms)) throw new InputError(field, 'is an invalid Date; check what it was made from');
  return Math.floor(ms / 1000);
}
