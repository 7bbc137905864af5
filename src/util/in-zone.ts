import { InputError } from '../errors.js';
import { checkKeys } from './check.js';
import { atClock, dayOf, shiftDay } from './zone.js';

/** An account that was read with `with: ['datetime_settings']`. */
export interface AccountWithZone {
  readonly _embedded?: { readonly datetime_settings?: { readonly timezone?: string | null } | null } | null;
}

/** Options of {@link inZone}. */
export interface InZoneOptions {
  /** What counts as now. Default: the clock. */
  now?: Date | undefined;
}

const SECONDS = { minute: 60, hour: 3600 };
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const FORMS = '"tomorrow 10:00", "monday 9:30", "in 3 days 18:00", "in 2 hours" or "2026-12-24 10:00"';

/**
 * A moment on the clock of an account, in unix seconds: `inZone(account, 'tomorrow 10:00')`.
 *
 * Days are today, tomorrow, yesterday, the next of a weekday (`monday`, never today), `in 3 days` (weeks, months) and `2026-12-24`, each
 * with a time of 24 hours. `in 30 minutes` and `in 2 hours` need none. A time that a change of the clock skips is moved on by what was
 * skipped. Of a time that comes twice it is the first.
 * @param account an account that was read with `with: ['datetime_settings']`, or the name of a zone such as `America/Sao_Paulo`
 * @throws InputError on an unknown zone, on a text of another form and on a day that does not exist
 */
export function inZone(account: AccountWithZone | string, text: string, options: InZoneOptions = {}): number {
  checkKeys(options, 'options', ['now']);
  const { now = new Date() } = options;
  const zone = zoneOf(account);
  const seconds = now instanceof Date ? Math.floor(now.getTime() / 1000) : Number.NaN;
  if (Number.isNaN(seconds)) throw new InputError('now', 'is an invalid Date. Check what it was made from');
  const words = String(text).trim().replace(/\s+/g, ' ').toLowerCase();
  const [, count, unit] = /^in (\d{1,4}) (minute|hour)s?$/.exec(words) ?? [];
  if (unit) return seconds + Number(count) * SECONDS[unit as keyof typeof SECONDS];
  const [, dayText = '', hours, minutes, rest = '0'] = /^(.+?)[ t](\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(words) ?? [];
  const day = dayFrom(dayText, dayOf(zone, seconds));
  const clock = [hours, minutes, rest].map(Number) as [number, number, number];
  if (day === undefined || clock[0] > 23 || clock[1] > 59 || clock[2] > 59)
    throw new InputError('text', `must be a day and a time, such as ${FORMS}, got "${text}"`);
  return atClock(zone, Date.parse(`${day}T00:00:00Z`) / 1000 + clock[0] * 3600 + clock[1] * 60 + clock[2]);
}

function zoneOf(account: AccountWithZone | string): string {
  const zone = typeof account === 'string' ? account : account?._embedded?.datetime_settings?.timezone;
  if (!zone) throw new InputError('account', "has no time zone; read it with { with: ['datetime_settings'] }");
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new InputError('account', `has a time zone that is unknown, "${zone}"; pass one such as America/Sao_Paulo`);
  }
}

function dayFrom(text: string, today: string): string | undefined {
  const near = { yesterday: -1, today: 0, tomorrow: 1 }[text];
  if (near !== undefined) return shiftDay(today, { days: near });
  const weekday = WEEKDAYS.indexOf(text);
  if (weekday !== -1) {
    const now = new Date(`${today}T00:00:00Z`).getUTCDay();
    return shiftDay(today, { days: ((weekday - now + 6) % 7) + 1 });
  }
  const [, count, unit] = /^in (\d{1,4}) (day|week|month)s?$/.exec(text) ?? [];
  if (unit === 'month') return shiftDay(today, { months: Number(count) });
  if (unit) return shiftDay(today, { days: Number(count) * (unit === 'week' ? 7 : 1) });
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}
