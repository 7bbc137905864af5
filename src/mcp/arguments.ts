import type { ToolRow } from '../generated/mcp.js';
import { isRecord } from '../util/is-record.js';
import { type Problem, standardSchema, validator, withDefaults } from '../util/json-schema.js';
import type { JsonSchema } from '../util/operation-spec.js';
import { MAX_SECONDS } from '../util/time.js';
import { atClock, startOfDay } from '../util/zone.js';

type Args = Record<string, unknown>;

const MOMENTS = ['from', 'to', 'due', 'at'];
const DAY = /^\d{4}-\d\d-\d\d$/;
const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/** The schema of all that a tool accepts, what is not shown included. */
export function accepted({ input, quiet }: ToolRow): JsonSchema {
  return quiet ? { ...input, properties: { ...(input['properties'] as object), ...quiet } } : input;
}

/**
 * Reads arguments as models write them: "2" for 2, null for what is left out, one value for a list of one, JSON text for an object.
 * What fits no schema is told as issues. Moments stay as text here; {@link moment} reads them.
 */
export function readArguments(
  row: ToolRow,
  given: unknown,
): { value: Args; issues: Pick<Problem, 'path' | 'message'>[] } {
  const schema = accepted(row);
  const properties = schema['properties'] as Readonly<Record<string, JsonSchema>>;
  const own = Object.entries(isRecord(given) ? given : {}).flatMap(([key, value]) => {
    if (value === null || value === undefined || row.ignores?.includes(key)) return [];
    const kind = row.kinds?.[key];
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    return [[key, kind && MOMENTS.includes(kind) ? momentText(value) : lenient(property ?? {}, value)] as const];
  });
  const value = withDefaults(schema, Object.fromEntries(own));
  const issues: Pick<Problem, 'path' | 'message'>[] = validator(schema)(value);
  if (given !== undefined && !isRecord(given)) issues.push({ path: [], message: 'must be an object of arguments' });
  for (const [key, kind] of Object.entries(row.kinds ?? {})) {
    const text = value[key];
    const wrong = typeof text === 'string' && MOMENTS.includes(kind) ? momentProblem(text) : undefined;
    if (wrong) issues.push({ path: [key], message: wrong });
  }
  return { value, issues };
}

function lenient(schema: JsonSchema, value: unknown): unknown {
  const forms = [schema, ...((schema['anyOf'] ?? []) as JsonSchema[])];
  const types = forms.flatMap(({ type }) => type ?? []) as string[];
  const text = typeof value === 'string' ? value.trim() : undefined;
  const numeric = types.includes('integer') || types.includes('number');
  // A longer number would become another one.
  if (text !== undefined && numeric && /^-?\d{1,15}(\.\d{1,9})?$/.test(text)) return Number(text);
  if (text !== undefined && types.includes('boolean') && /^(true|false)$/i.test(text)) return /^true$/i.test(text);
  if (types.includes('object') && text !== undefined) {
    return parsed(text, '{') ?? (types.includes('array') ? parsed(text, '[') : undefined) ?? value;
  }
  if (types.includes('array') && !types.includes('string') && !types.includes('object')) {
    const list = parsed(text, '[') ?? (Array.isArray(value) ? value : [value]);
    const items = schema['items'] as JsonSchema | undefined;
    return Array.isArray(list) && items ? list.map((item) => lenient(items, item)) : list;
  }
  if (types.includes('string') && !numeric && (typeof value === 'number' || typeof value === 'boolean'))
    return String(value);
  return value;
}

function parsed(text: string | undefined, start: string): unknown {
  if (!text?.startsWith(start)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Unix seconds, as older clients send them, are moments too.
function momentText(value: unknown): unknown {
  const number = typeof value === 'number' ? value : Number(typeof value === 'string' && value.trim() ? value : 'x');
  if (!Number.isFinite(number) || number < 1e8 || number >= MAX_SECONDS) return String(value).trim();
  return new Date(Math.floor(number) * 1000).toISOString();
}

function momentProblem(text: string): string | undefined {
  if (/^\d{12,}$/.test(text)) return 'looks like milliseconds; pass an ISO date such as 2026-01-31';
  const day = text.slice(0, 10);
  if (/^(now|today|tomorrow|yesterday)$/.test(text)) return undefined;
  const time = DAY.test(text) ? `${text}T00:00:00Z` : ISO.test(text) ? text.replace(' ', 'T') : '';
  const date = new Date(`${day}T00:00:00Z`);
  const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) && !Number.isNaN(Date.parse(time));
  return real
    ? undefined
    : `must be a date such as 2026-01-31 or 2026-01-31T09:00, got ${JSON.stringify(text.slice(0, 40))}`;
}

/** Unix seconds of a moment. A day starts at midnight of the zone for `from`, and ends with its last second for `to` and `due`. */
export function moment(kind: string, text: string, zone: string, today: string, now: number): number {
  if (text === 'now') return now;
  const shift = { today: 0, tomorrow: 1, yesterday: -1 }[text];
  const day = shift === undefined ? text : addDays(today, shift);
  if (DAY.test(day)) {
    const start = kind === 'from' || kind === 'at';
    return start ? startOfDay(zone, day) : startOfDay(zone, addDays(day, 1)) - 1;
  }
  const time = day.replace(' ', 'T');
  if (/(Z|[+-]\d\d:?\d\d)$/i.test(time)) return Math.floor(Date.parse(time) / 1000);
  // Without an offset it is a time on the clock of the account.
  return atClock(zone, Math.floor(Date.parse(`${time}Z`) / 1000));
}

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The input schema of a tool for the MCP SDK: it shows what is documented and accepts what {@link readArguments} does. */
export const inputSchema = (row: ToolRow) =>
  standardSchema(row.input, (given) => {
    const { value, issues } = readArguments(row, given);
    return issues.length > 0 ? { issues } : { value };
  });
