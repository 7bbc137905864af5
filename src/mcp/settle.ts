import type { ToolRow } from '../generated/mcp.js';
import type { AccountNames, Parts } from '../reports/names.js';
import { firstDayIn, months, PERIODS, type PeriodName, periodDays } from '../reports/period.js';
import { isRecord } from '../util/is-record.js';
import { dayOf, startOfDay } from '../util/zone.js';
import { moment } from './arguments.js';
import { failure, unsent } from './texts.js';

type Args = Record<string, unknown>;

/** Puts ids in place of names, and unix seconds in place of dates, so that the policy judges what is sent. */
export async function settle(row: ToolRow, given: Args, names: AccountNames, now: number): Promise<Args> {
  const kinds = Object.entries(row.kinds ?? {}).filter(([key]) => given[key] !== undefined);
  if (kinds.length === 0) return given;
  const args = { ...given };
  // A stage is looked for in its pipeline.
  kinds.sort(([, a], [, b]) => Number(a === 'stage') - Number(b === 'stage'));
  for (const [key, kind] of kinds) {
    const value = typeof args[key] === 'string' ? (args[key] as string).trim() : args[key];
    if (typeof value === 'string' && /^\d{1,11}$/.test(value) && kind in FINDERS)
      args[key] = (await isName(kind, value, names)) ? await byName(kind, value, args, names) : Number(value);
    else if (kind in FINDERS) args[key] = Number.isSafeInteger(value) ? value : await byName(kind, value, args, names);
    else args[key] = isSpan(value) ? value : await byClock(kind, key, textOf(value), names, now);
  }
  return args;
}

// A span as `next` brings it back.
const isSpan = (value: unknown): boolean =>
  isRecord(value) && Number.isSafeInteger(value['from']) && Number.isSafeInteger(value['to']);

// Models also write a span as an object of two days.
const textOf = (value: unknown): string =>
  isRecord(value) ? `${value['from'] ?? ''}/${value['to'] ?? ''}` : String(value);

async function byClock(kind: string, key: string, text: string, names: AccountNames, nowMs: number): Promise<unknown> {
  const now = Math.floor(nowMs / 1000);
  const whole = /(Z|[+-]\d\d:?\d\d)$/i.test(text) && kind !== 'span';
  const { zone, country } = whole ? { zone: 'UTC', country: undefined } : await names.need('account');
  const today = dayOf(zone, now);
  if (kind !== 'span') return moment(kind, text, zone, today, now);
  const days = span(text, today, firstDayIn(country));
  if (!days) throw unsent('bad_span', { key, names: PERIODS.join(', ') });
  return { from: startOfDay(zone, days.from), to: moment('to', days.to, zone, today, now) };
}

const DAY = '(\\d{4}-\\d\\d-\\d\\d)';

/** Days of `2026-01-01/2026-01-31`, `2026-01-31`, `2026-01`, `2026`, `2026-01-01/` (up to today) or `this_month`. */
export function span(given: string, today: string, first = 1): { from: string; to: string } | undefined {
  const text = given.toLowerCase().replaceAll(' ', '_');
  if ((PERIODS as readonly string[]).includes(text)) return periodDays(text as PeriodName, today, first);
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return months(`${text}-01`, 1, today);
  if (/^20\d\d$/.test(text)) return months(`${text}-01-01`, 12, today);
  const [, from, slash, to] = new RegExp(`^${DAY}?(/)?${DAY}?$`).exec(text) ?? [];
  if (!from && !to) return undefined;
  const days = { from: from ?? '2000-01-01', to: to ?? (slash ? today : (from as string)) };
  const real = Object.values(days).every((day) => new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day));
  return real && days.from <= days.to ? days : undefined;
}

type Found = readonly (readonly [id: number, name: string])[];

/** Where names of each kind stand, and the tool that lists them. */
const FINDERS: Readonly<
  Record<string, { tool: string; part: keyof Parts; all: (names: AccountNames) => Promise<Found> }>
> = {
  user: { tool: 'get_users', part: 'users', all: async (names) => [...(await names.need('users'))] },
  loss_reason: { tool: 'get_loss_reasons', part: 'reasons', all: async (names) => [...(await names.need('reasons'))] },
  task_type: { tool: 'get_account', part: 'account', all: async (names) => [...(await names.need('account')).types] },
  pipeline: {
    tool: 'get_pipelines',
    part: 'pipelines',
    all: async (names) => (await stagesOf(names)).map(([id, { name }]) => [id, name]),
  },
  stage: {
    tool: 'get_pipelines',
    part: 'pipelines',
    all: async (names) => (await stagesOf(names)).flatMap(([, { stages }]) => [...stages]),
  },
};

const stagesOf = async (names: AccountNames) => [...(await names.need('pipelines'))];

// Digits are an id, unless they are the name of something and nothing has that id: a pipeline may be called 2024.
async function isName(kind: string, digits: string, names: AccountNames): Promise<boolean> {
  const { part, all } = FINDERS[kind] as (typeof FINDERS)[string];
  const known = (await names.part(part)) ? await all(names) : [];
  return known.some(([, name]) => name.trim() === digits) && known.every(([id]) => id !== Number(digits));
}

async function byName(kind: string, value: unknown, args: Args, names: AccountNames): Promise<number> {
  const { tool, part, all } = FINDERS[kind] as (typeof FINDERS)[string];
  const asked = String(value);
  const wanted = nameKey(asked);
  if (kind === 'user' && /^(me|my|eu|yo|mine)$/.test(wanted)) return (await names.need('account')).userId;
  if (kind === 'stage' && wanted === 'won') return 142;
  if (kind === 'stage' && wanted === 'lost') return 143;
  // Whether a name is found would tell which ones there are.
  if (names.hides(part)) throw unsent('hidden_name', { kind: kind.replace('_', ' ') });
  const pipelines = kind === 'stage' ? await stagesOf(names) : [];
  const inOne = pipelines.find(([id]) => id === args['pipeline_id']);
  const found = match(inOne ? [...inOne[1].stages] : await all(names), asked);
  const ids = [...new Set(found.map(([id]) => id))];
  if (ids.length === 1) return ids[0] as number;
  if (ids.length === 0) throw unsent('no_name', { kind: kind.replace('_', ' '), tool });
  if (kind !== 'stage') throw unsent('several', { kind: kind.replace('_', ' '), list: ids.slice(0, 10).join(', ') });
  // Of a lead that there is, the pipeline is known.
  const lead = Number(args['lead_id'] ?? args['id']);
  const home = Number.isSafeInteger(lead) ? (await names.kommo.leads.get(lead)).pipeline_id : undefined;
  const own = match([...(pipelines.find(([id]) => id === home)?.[1].stages ?? [])], asked);
  if (own[0] && own.length === 1) return own[0][0];
  const homes = pipelines.filter(([, { stages }]) => ids.some((id) => stages.has(id))).map(([id]) => id);
  throw failure('ambiguous', { list: homes.join(', ') });
}

/**
 * Those of a name: first the same, then the same but for case and accents. Separators such as `-` and `,` may be left out, and a
 * longer name is found by its words. Other signs tell names apart: `C#` is not `C++`.
 */
export function match(all: Found, asked: string): Found {
  const wanted = nameKey(asked);
  if (wanted === '') return [];
  const words = plain(wanted);
  const tests: ((name: string) => boolean)[] = [
    (name) => name.trim().normalize() === asked.trim().normalize(),
    (name) => nameKey(name) === wanted,
    // A separator that was written is meant.
    (name) => words === wanted && plain(nameKey(name)) === wanted,
    (name) => words === wanted && wanted.length >= 3 && ` ${plain(nameKey(name))} `.includes(` ${wanted} `),
  ];
  for (const test of tests) {
    const found = all.filter(([, name]) => test(name));
    if (found.length > 0) return found;
  }
  return [];
}

/** A name without case and accents, and with single spaces. */
export const nameKey = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();

/** Words of a name: without the signs that only separate them. */
export const plain = (text: string): string =>
  text.replace(/[\s\-\u2010-\u2015_.,:;/\\|'"\u2018-\u201f()[\]{}\u00a1\u00bf?!\u2026\u00b7]+/gu, ' ').trim();
