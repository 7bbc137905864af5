import { tables } from '../generated/mcp.js';
import { type Days, months, PERIODS, periodDays } from '../reports/period.js';
import { shiftDay } from '../util/zone.js';
import { plain } from './settle.js';

/** How a question was understood. */
export interface Route {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Words that would narrow the answer and that no part of the route applies. With one of them, nothing may be run. */
  readonly not_understood: readonly string[];
}

type Named = { readonly id: number; readonly name: string };

/** Names of the account that a question may speak of. */
export interface KnownNames {
  readonly stages: readonly (Named & { readonly pipeline: number })[];
  readonly pipelines: readonly Named[];
  readonly users: readonly Named[];
}

const { topics, counting, periods, months: monthNames, plain: fillers, narrowing } = tables.questions;
const NOBODY: KnownNames = { stages: [], pipelines: [], users: [] };

/** What a question narrows to. */
interface Narrow {
  days?: Days | undefined;
  pipeline?: number;
  stage?: number;
  user?: number | 'me';
  state?: 'open' | 'won' | 'lost';
}

/**
 * Finds the read tool that answers a question in English, Portuguese or Spanish; undefined if none fits.
 * Every word is a topic, a filler, or applied; the rest is named in `not_understood`.
 */
export function route(question: string, today: string, known: KnownNames = NOBODY): Route | undefined {
  const text = new Words(question);
  const id = /\b(?:lead|deal|negocio|oportunidade?)\s*(?:#|id)?\s*(\d{3,})\b/.exec(text.plain);
  if (id) {
    for (const word of id[0].match(/[a-z0-9]+/g) ?? []) text.take(word);
    return { tool: 'get_lead', args: { id: Number(id[1]) }, not_understood: text.rest(fillers) };
  }
  const narrow = narrowed(text, today, known);
  // The longest phrase wins, and the first of those. Words of names are no topic, unless there is nothing else.
  const named = text.snapshot();
  const best = topicOf(text, named) ?? topicOf(text, new Set());
  if (!best) return undefined;
  const counts = text.takeAny(counting);
  if (text.takeAny(narrowing.open)) narrow.state = 'open';
  const fresh = text.takeAny(narrowing.created);
  const { tool, args, used } = chosen(best, narrow, counts, fresh);
  const left = (Object.keys(narrow) as (keyof Narrow)[]).filter(
    (key) => narrow[key] !== undefined && !used.includes(key),
  );
  const unused = left.map((key) => (key === 'days' ? `${narrow.days?.from}/${narrow.days?.to}` : String(narrow[key])));
  const dateless = fresh && !narrow.days ? ['new'] : [];
  return { tool, args, not_understood: [...text.rest(fillers), ...unused, ...(tool === 'get_leads' ? dateless : [])] };
}

function topicOf(text: Words, named: ReadonlySet<number>): string | undefined {
  const length = (phrase: string): number => (text.take(phrase, named) ? phrase.split(' ').length : 0);
  const found = Object.entries(topics).map(([tool, phrases]) => ({ tool, fits: Math.max(...phrases.map(length)) }));
  const best = found.reduce((a, b) => (b.fits > a.fits ? b : a));
  return best.fits > 0 ? best.tool : undefined;
}

type Choice = { tool: string; args: Record<string, unknown>; used: (keyof Narrow)[] };

// The tool for a topic, with what it can apply.
function chosen(topic: string, narrow: Narrow, counts: boolean, fresh: boolean): Choice {
  const { days, pipeline, stage, user, state } = narrow;
  const who = {
    ...(pipeline !== undefined && { pipeline_id: pipeline }),
    ...(user !== undefined && { responsible_user_id: user }),
  };
  const leads = topic === 'get_leads' || topic === 'get_sales_report';
  // How many there are now is a matter of stages.
  if ((leads || topic === 'get_pipelines') && stage !== undefined) {
    const args = { ...who, status_id: stage, ...(days && { created: `${days.from}/${days.to}` }) };
    return { tool: 'get_leads', args, used: ['stage', 'pipeline', 'user', ...(fresh ? (['days'] as const) : [])] };
  }
  if (topic === 'get_leads' && !days && (state === 'open' || (counts && state === undefined)))
    return counts
      ? { tool: 'pipeline_snapshot', args: who, used: ['pipeline', 'user', 'state'] }
      : { tool: 'get_leads', args: { ...who, state }, used: ['pipeline', 'user', 'state'] };
  if (topic === 'get_sales_report' || (topic === 'get_leads' && (days || counts))) {
    // A report takes days; without any it is the dashboard, which takes nothing.
    if (!days && user === undefined && pipeline === undefined) return { tool: 'get_dashboard', args: {}, used: [] };
    const period = days && { dateFrom: days.from, dateTo: days.to };
    return { tool: 'get_sales_report', args: { ...period, ...who }, used: ['days', 'pipeline', 'user'] };
  }
  if (topic === 'get_leads')
    return { tool: topic, args: { ...who, ...(state && { state }) }, used: ['pipeline', 'user', 'state'] };
  if (topic === 'get_pipelines')
    return { tool: topic, args: pipeline === undefined ? {} : { pipeline_id: pipeline }, used: ['pipeline'] };
  if (topic === 'get_tasks') {
    const args = {
      ...(user !== undefined && { responsible_user_id: user }),
      ...(state === 'open' && { is_completed: false }),
    };
    return { tool: topic, args, used: ['user', 'state'] };
  }
  if (topic === 'get_contacts' || topic === 'get_companies')
    return { tool: topic, args: user === undefined ? {} : { responsible_user_id: user }, used: ['user'] };
  return { tool: topic, args: {}, used: [] };
}

function narrowed(text: Words, today: string, known: KnownNames): Narrow {
  const out: Narrow = { days: daysOf(text, today) };
  const stage = longest(text, known.stages);
  const named = longest(text, known.pipelines);
  if (stage) {
    out.stage = stage.id;
    const homes = new Set(known.stages.filter(({ id }) => id === stage.id).map(({ pipeline }) => pipeline));
    if (homes.size === 1) out.pipeline = stage.pipeline;
  }
  if (named && text.isNarrowing(named.name, ['pipeline', 'funil', 'embudo', 'funnel'])) out.pipeline = named.id;
  const user = longest(text, known.users);
  if (user) out.user = user.id;
  if (text.takeAny(narrowing.mine)) out.user = 'me';
  return out;
}

// The longest name that stands in the question; it is taken.
function longest<T extends Named>(text: Words, all: readonly T[]): T | undefined {
  const fits = all.filter(({ name }) => plain(name).length > 2 && text.has(plain(name)));
  const best = fits.sort((a, b) => b.name.length - a.name.length)[0];
  // Names that are words of topics, as a pipeline called Sales, need the word pipeline beside them.
  if (best && Object.values(topics).some((phrases) => phrases.includes(plain(best.name)))) return best;
  if (best) text.take(plain(best.name));
  return best;
}

// By dates, by month (the last one that has begun), by year, since a moment, or by name.
function daysOf(text: Words, today: string): Days | undefined {
  const open = text.takeAny(narrowing.since);
  const named = datesOf(text) ?? monthOf(text, today) ?? yearOf(text, today) ?? periodOf(text, today);
  if (!named) {
    if (open) text.untake(narrowing.since);
    return undefined;
  }
  return open ? { from: named.from, to: today } : named;
}

function datesOf(text: Words): Days | undefined {
  const iso = [...text.plain.matchAll(/\b(\d{4})-(\d{2})-(\d{2})\b/g)].map(([all, y, m, d]) => ({
    all,
    day: `${y}-${m}-${d}`,
  }));
  // Day, month, year: as Portuguese and Spanish write them. 10/31 has no such month, and is left over.
  const written = [...text.plain.matchAll(/\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g)].map(([all, d, m, y]) => ({
    all,
    day: `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`,
  }));
  const found = [...iso, ...written].filter(({ day }) => new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day));
  if (found.length === 0 || found.length > 2) return undefined;
  for (const { all } of found) for (const part of all.split(/[-/.]/)) text.take(part);
  const days = found.map(({ day }) => day).sort();
  return { from: days[0] as string, to: days.at(-1) as string };
}

function monthOf(text: Words, today: string): Days | undefined {
  const found = monthNames.flatMap((names, i) => (text.takeAny(names) ? [i + 1] : []));
  if (found.length === 0 || found.length > 2) return undefined;
  const year = text.takeYear();
  const of = (month: number): Days => {
    const lastYear = month > Number(today.slice(5, 7)) ? 1 : 0;
    return months(`${year ?? Number(today.slice(0, 4)) - lastYear}-${String(month).padStart(2, '0')}-01`, 1, today);
  };
  const spans = found.map(of).sort((a, b) => a.from.localeCompare(b.from));
  return { from: (spans[0] as Days).from, to: (spans.at(-1) as Days).to };
}

function yearOf(text: Words, today: string): Days | undefined {
  const year = text.takeYear();
  return year ? months(`${year}-01-01`, 12, today) : undefined;
}

function periodOf(text: Words, today: string): Days | undefined {
  const [, count, unit] =
    /\b(?:last|past|ultimos|ultimas|los ultimos|las ultimas)\s+(\d{1,3})\s+(days|dias|weeks|semanas|months|meses)\b/.exec(
      text.plain,
    ) ?? [];
  if (count && unit) {
    for (const word of ['last', 'past', 'ultimos', 'ultimas', count, unit]) text.take(word);
    const n = Number(count);
    const back = /^d/.test(unit) ? { days: 1 - n } : /^(w|s)/.test(unit) ? { days: 1 - 7 * n } : { months: -n };
    return { from: shiftDay(today, back), to: today };
  }
  // "do mes passado" is not "do mes".
  const said = PERIODS.flatMap((name) =>
    (periods[name] ?? []).filter((phrase) => text.has(phrase)).map((phrase) => ({ name, phrase })),
  );
  const best = said.sort((a, b) => b.phrase.length - a.phrase.length)[0];
  if (!best) return undefined;
  text.take(best.phrase);
  return periodDays(best.name, today);
}

/** A question as whole words without accents: `ads` is not in `leads`, nor `ano` in `plano`. Knows which words were understood. */
class Words {
  readonly plain: string;
  readonly #words: string[];
  readonly #taken = new Set<number>();

  constructor(text: string) {
    this.plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    this.#words = this.plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  #places(phrase: string): number[] {
    const parts = phrase.split(' ');
    return [...this.#words.keys()].filter((i) => parts.every((part, j) => this.#words[i + j] === part));
  }

  has(phrase: string): boolean {
    return this.#places(phrase).length > 0;
  }

  /** What has been understood so far. */
  snapshot(): ReadonlySet<number> {
    return new Set(this.#taken);
  }

  /** Marks a phrase as understood, wherever it stands outside of `except`. */
  take(phrase: string, except: ReadonlySet<number> = new Set()): boolean {
    const places = this.#places(phrase).filter((place) => !except.has(place));
    for (const place of places) for (const i of phrase.split(' ').keys()) this.#taken.add(place + i);
    return places.length > 0;
  }

  takeAny(phrases: readonly string[]): boolean {
    return phrases.filter((phrase) => this.take(phrase)).length > 0;
  }

  untake(phrases: readonly string[]): void {
    for (const phrase of phrases) for (const place of this.#places(phrase)) this.#taken.delete(place);
  }

  takeYear(): string | undefined {
    const years = [...new Set(this.#words.filter((word, i) => /^20\d\d$/.test(word) && !this.#taken.has(i)))];
    if (years.length !== 1) return undefined;
    this.take(years[0] as string);
    return years[0];
  }

  /** Whether a name means a thing of its kind: it is no word of a topic, or the kind stands beside it. */
  isNarrowing(name: string, kinds: readonly string[]): boolean {
    const word = plain(name);
    const common = Object.values(topics).some((phrases) => phrases.includes(word));
    const beside = kinds.some((kind) => this.has(`${kind} ${word}`) || this.has(`${word} ${kind}`));
    if (common && beside) for (const kind of kinds) if (!this.take(`${kind} ${word}`)) this.take(`${word} ${kind}`);
    return !common || beside;
  }

  rest(fillers: readonly string[]): string[] {
    return this.#words.filter((word, i) => !this.#taken.has(i) && !fillers.includes(word));
  }
}
