import { InvalidArgumentError } from 'commander';

/** A whole number. */
export function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, at most 999999999.');
  return Number(text);
}

/** Names with commas between them. */
export const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** A port; 0 takes a free one. */
export function port(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('It must be from 0 to 65535.');
  return Number(text);
}

/** Unix seconds of a date, or of a whole ISO moment. */
export function moment(text: string): number {
  const ms = /^\d{4}-\d{2}(-\d{2})?/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new InvalidArgumentError('It must be a date like 2026-01-31.');
  return Math.floor(ms / 1000);
}

/** A day, which is one of the account's time zone. */
export function day(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  // Date rolls 31 February over.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) {
    throw new InvalidArgumentError('It must be a day like 2026-01-31.');
  }
  return text;
}
