const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const DAY = 86_400;

/** Seconds that a zone is ahead of UTC at a moment; a zone that is not known counts as UTC. */
export function offset(zone: string, seconds: number): number {
  // Offsets change on quarter hours only.
  const key = `${zone} ${Math.floor(seconds / 900)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const name = formatOf(zone).format(seconds * 1000);
  const [, sign, hours, minutes, rest = 0] = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
  const found = hours ? Number(`${sign}1`) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(rest)) : 0;
  if (offsets.size > 5000) offsets.clear();
  offsets.set(key, found);
  return found;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  try {
    const made = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZoneName: 'longOffset', timeZone: zone });
    formats.set(zone, made);
    return made;
  } catch {
    return formatOf('UTC');
  }
}

/** `2026-11-24T09:00:00-03:00`: unix seconds on the clock of a zone. */
export function iso(zone: string, seconds: number): string {
  const ahead = offset(zone, seconds);
  const clock = new Date((Math.abs(ahead) % DAY) * 1000).toISOString().slice(11, 16);
  return `${new Date((seconds + ahead) * 1000).toISOString().slice(0, 19)}${ahead < 0 ? '-' : '+'}${clock}`;
}

/** The day, `2026-11-24`, that a moment falls on in a zone. */
export const dayOf = (zone: string, seconds: number): string => iso(zone, seconds).slice(0, 10);

/** First second of a day in a zone. Where a change of the clock skips midnight, that of the change. */
export function startOfDay(zone: string, day: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`) / 1000;
  const before = offset(zone, utc - DAY);
  const start = utc - offset(zone, utc - before);
  return dayOf(zone, start) < day ? utc - before : start;
}

/** The day some days or months away; a month's end stays within its month. */
export function shiftDay(day: string, { days = 0, months = 0 }: { days?: number; months?: number }): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last) + days)).toISOString().slice(0, 10);
}

/** The moment at which a clock of the zone shows what a clock in UTC shows at `wall`. */
export function atClock(zone: string, wall: number): number {
  const [before, after] = [offset(zone, wall - 86_400), offset(zone, wall + 86_400)];
  const isShown = (ahead: number): boolean => offset(zone, wall - ahead) === ahead;
  // The clock before the change wins, so that a time that it skips is moved on.
  return wall - (!isShown(before) && isShown(after) ? after : before);
}
