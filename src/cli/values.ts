import { InvalidArgumentError } from 'commander';
import { PERIODS, type PeriodName } from '../reports/period.js';
import { LANGUAGES, type Language } from './report/texts.js';

/** Reads a whole number. */
export function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, at most 999999999.');
  return Number(text);
}

/** Reads seconds of a time limit: at most 86400, which is a day. */
export function timeout(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 86_400)
    throw new InvalidArgumentError('It must be from 0 to 86400 seconds.');
  return Number(text);
}

/** Reads names with commas between them: at least one. */
export function list(text: string): string[] {
  const names = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  if (names.length === 0) throw new InvalidArgumentError('It must have a name.');
  return names;
}

/** Reads a text that is not blank. */
export function filled(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

/** Reads an access token. */
export function token(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text))
    throw new InvalidArgumentError('It must be letters, digits and signs, without spaces.');
  return text;
}

/** Reads the name of a package, or the path of a module. */
export function moduleName(text: string): string {
  if (!/^[\w@./-]+$/.test(text))
    throw new InvalidArgumentError('It must be the name of a package or the path of a module.');
  return text;
}

/** Reads a port. With 0 the system picks a free port. */
export function port(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('It must be from 0 to 65535.');
  return Number(text);
}

/** Reads a language. A region is ignored: `pt-BR` is read as `pt`, `es_419` as `es`. */
export function language(text: string): Language {
  const [code] = text.toLowerCase().split(/[-_.]/);
  const known = LANGUAGES.find((one) => one === code);
  if (!known) throw new InvalidArgumentError(`Allowed choices are ${LANGUAGES.join(', ')}.`);
  return known;
}

/** Reads the name of a period. `last-week` is `last_week`. */
export function periodName(text: string): PeriodName {
  const name = text.toLowerCase().replaceAll('-', '_');
  const known = PERIODS.find((one) => one === name);
  if (!known) throw new InvalidArgumentError(`Allowed choices are ${PERIODS.join(', ')}.`);
  return known;
}

const ISO = /^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?$/;

/** Reads a date or an ISO moment as unix seconds. A date without a time is midnight in UTC. */
export function moment(text: string): number {
  const ms = ISO.test(text) && isDay(`${text}-01`.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new InvalidArgumentError('It must be a date like 2026-01-31, or 2026-01-31T10:00:00Z.');
  return Math.floor(ms / 1000);
}

/** Reads a day of the account's time zone, as `2026-01-31`. */
export function day(text: string): string {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('It must be a day like 2026-01-31, from 1970 to 2999.');
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  // Date rolls 31 February over.
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return /^(19[7-9]\d|2\d{3})-\d{2}-\d{2}$/.test(text) && exists;
}
