import { questions } from '../generated/questions.js';
import { type Days, months, PERIODS, periodDays, weekOf } from '../reports/period.js';
import { shiftDay } from '../util/zone.js';

/** What a question can be about. */
export const TOPICS: readonly string[] = Object.keys(questions.topics);

/** How a question was understood. */
export interface Route {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** The question asks for the number of items, and the tool lists them. */
  readonly counts: boolean;
  /** Words that the call does not apply. With one of them, nothing may be run. */
  readonly not_understood: readonly string[];
  /** Words that were read as a topic, and that the account has as a name too. */
  readonly choice: readonly string[];
  /** The whole week that the question speaks of. */
  readonly week: Days | undefined;
}

type Named = { readonly id: number; readonly name: string };

/** Names of the account that a question may speak of. */
export interface KnownNames {
  readonly stages: readonly (Named & { readonly pipeline: number })[];
  readonly pipelines: readonly Named[];
  readonly users: readonly Named[];
  /** The day that weeks start on, from 1 for Monday to 7 for Sunday. */
  readonly firstDay?: number;
}

/** What phrases stand for, and the days that they count from. */
interface Lexicon {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly today: string;
  readonly firstDay: number;
  /** The question writes the day before the month. */
  readonly dayFirst: boolean;
}

const { topics, periods, months: monthNames, narrowing, markers, spans, ...words } = questions;
const NOBODY: KnownNames = { stages: [], pipelines: [], users: [] };
const LONGEST = 8;

type Kind = 'topic' | 'lead' | 'count' | 'measure' | 'days' | 'pipeline' | 'stage' | 'user' | keyof typeof narrowing;

/** Some words of a question, and what they stand for. */
interface Part {
  readonly kind: Kind | 'filler' | 'point' | 'unknown';
  readonly value: unknown;
  readonly length: number;
  /** The account has this name too. */
  readonly named?: true;
}
type Found = Partial<Record<Kind, { value: unknown; words: string[]; named?: boolean; start: number; end: number }>>;
/** Days that a question names. A month without a year can take that of the other end of its span. */
interface Point extends Days {
  readonly length: number;
  readonly name?: string;
  readonly month?: number;
  readonly year?: string;
}

/**
 * Finds the read tool that answers a question in English, Portuguese or Spanish; undefined if none fits.
 * The question is cut into parts, at most one of each kind. A part that the call does not apply is named in `not_understood`.
 */
export function route(question: string, today: string, known: KnownNames = NOBODY): Route | undefined {
  const text = wordsOf(question);
  const { firstDay = 1 } = known;
  const entries = lexiconOf(known);
  const lexicon = { entries, today, firstDay, dayFirst: isDayFirst(text, entries) };
  const found: Found = {};
  const unknown: string[] = [];
  for (let i = 0; i < text.length; ) {
    const { kind, value, length, named = false } = partAt(text, i, lexicon);
    const said = text.slice(i, i + length).join(' ');
    const next = text[i + 1] === undefined ? undefined : partAt(text, i + 1, lexicon).kind;
    // In Spanish, `o` is `or`. It is an article only before anything that it could part from the rest, or after a Portuguese word.
    const isOr =
      /^o( ultimo mes| mes anterior)?$/.test(said) &&
      Object.keys(found).some((one) => one !== 'count' && one !== 'measure' && (said === 'o' || one !== 'topic')) &&
      !words.before_article.includes(text[i - 1] ?? '');
    // An end of days without a start, a number that may be an amount, and a name of the account that is a topic too.
    const isUnclear =
      isOr ||
      (spans.to.includes(said) && next === 'days') ||
      (kind === 'days' && length === 1 && words.measuring.includes(text[i - 1] ?? '')) ||
      (kind === 'topic' && named && /^(in|em|en|no|na)$/.test(text[i - 1] ?? ''));
    i += length;
    if (isUnclear) {
      unknown.push(said);
      continue;
    }
    if (kind === 'filler') continue;
    const own = kind === 'unknown' || kind === 'point' ? undefined : found[kind];
    if (kind === 'unknown' || kind === 'point') unknown.push(said);
    else if (!own) found[kind] = { value, words: [said], named, start: i - length, end: i };
    // `Sales report` is one topic. `Sales of Vendas` and `sales Sales` name something of the account.
    else if (kind === 'topic' && (named || own.named) && ((named && own.named) || own.end !== i - length))
      unknown.push(said);
    else if (kind !== 'days' && JSON.stringify(own.value) === JSON.stringify(value)) {
      own.words.push(said);
      own.named ||= named;
    } else unknown.push(said);
  }
  resolveStage(found);
  const days = found.days?.value as NamedDays | undefined;
  const week = days?.name === 'this_week' ? weekOf(today, firstDay) : days?.name === 'last_week' ? days : undefined;
  const way = chosen(found, week, daysOf(found, text));
  if (!way) return undefined;
  const { tool, args, used } = way;
  const left = (Object.keys(found) as Kind[]).filter((kind) => !['topic', ...used].includes(kind));
  const unused = left.flatMap((kind) => found[kind]?.words ?? []);
  const counts = found.count !== undefined && !/report|dashboard|snapshot/.test(tool);
  const choice = (found.topic?.words ?? []).filter((one) => lexicon.entries.get(one)?.named);
  return {
    tool,
    args,
    counts,
    not_understood: [...unknown, ...unused],
    choice,
    week: week && { from: week.from, to: week.to },
  };
}

// Dates stay whole; a sign such as `<` is a word too.
function wordsOf(question: string): string[] {
  const text = question.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const date = String.raw`\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4}`;
  const spanned = text.replace(new RegExp(`(${date})\\s*[-/–—]\\s*(?=${date})`, 'g'), '$1 to ');
  return (
    spanned.match(
      new RegExp(
        `${date}|(?<![\\p{L}\\p{N}])[!-](?=[\\p{L}\\p{N}])|[\\p{L}\\p{N}]+|[^\\s\\p{P}]|[%&*@/]|#(?!\\d)`,
        'gu',
      ),
    ) ?? []
  );
}

type Entry = { kind: Part['kind'] | 'first'; value: unknown; named?: true; isFiller?: boolean };

// What each phrase stands for. Names of the account come on top; a name that is a phrase of ours stands for neither.
function lexiconOf({ stages, pipelines, users }: KnownNames): ReadonlyMap<string, Entry> {
  const lexicon = new Map<string, Entry>();
  const own = (kind: Entry['kind'], value: unknown, phrases: readonly string[]): void => {
    for (const phrase of phrases) if (!lexicon.has(phrase)) lexicon.set(phrase, { kind, value });
  };
  for (const [tool, phrases] of Object.entries(topics)) own('topic', tool, phrases);
  for (const [kind, by] of Object.entries(narrowing))
    for (const [value, phrases] of Object.entries(by)) own(kind as Kind, value, phrases);
  own('count', true, words.counting);
  own('measure', true, words.measuring);
  for (const name of PERIODS) own('point', name, periods[name] ?? []);
  monthNames.forEach((phrases, i) => {
    own('point', i + 1, phrases);
  });
  own('filler', true, words.plain);
  own('unknown', undefined, words.reserved);
  const ours = new Set(lexicon.keys());
  const name = (kind: Kind, text: string, value: unknown, bare: boolean): void => {
    const clash = lexicon.get(text);
    if (ours.has(text)) {
      if (bare && clash?.kind === 'topic') lexicon.set(text, { ...clash, named: true });
      else if (bare) lexicon.set(text, { kind: 'unknown', value });
    } else if (!clash) lexicon.set(text, { kind, value });
    else if (kind === 'stage' && clash.kind === kind) (clash.value as unknown[]).push(...(value as unknown[]));
    else lexicon.set(text, { kind: 'unknown', value });
  };
  const all = (kind: Kind, of: string, value: unknown): void => {
    const text = wordsOf(of).join(' ');
    // A name of one or two letters needs the word stage, pipeline or user beside it.
    if (text.length > 2) name(kind, text, value, true);
    const beside = markers[kind as keyof typeof markers];
    if (text)
      for (const word of beside)
        for (const one of [`${word} ${text}`, `${text} ${word}`]) name(kind, one, copyOf(value), false);
  };
  for (const { id, name: of, pipeline } of stages) all('stage', of, [{ id, pipeline }]);
  for (const { id, name: of } of pipelines) all('pipeline', of, id);
  for (const { id, name: of } of users) all('user', of, id);
  const firsts = users.map(({ id, name: of }) => [wordsOf(of)[0] ?? '', id] as const);
  for (const [first, id] of firsts) {
    const isFiller = ours.has(first) && lexicon.get(first)?.kind === 'filler';
    const isOne = firsts.filter(([one]) => one === first).length === 1 && !isFiller;
    if (first.length > 2 && (isFiller || !lexicon.has(first)))
      lexicon.set(first, { kind: 'first', value: isOne ? id : undefined, isFiller });
  }
  return lexicon;
}

const copyOf = (value: unknown): unknown => (Array.isArray(value) ? [...value] : value);

// The longest phrase that starts here.
function phraseAt(text: readonly string[], at: number, entries: Lexicon['entries']): [length: number, entry?: Entry] {
  for (let length = LONGEST; length > 0; length -= 1) {
    const entry = entries.get(text.slice(at, at + length).join(' '));
    if (entry) return [length, entry];
  }
  return [0];
}

function partAt(text: readonly string[], at: number, lexicon: Lexicon): Part {
  const [length, entry] = phraseAt(text, at, lexicon.entries);
  const days = spanAt(text, at, lexicon);
  if (days && days.length >= length) {
    const { length: taken, name, from, to } = days;
    return { kind: from > to ? 'unknown' : 'days', value: { from, to, name }, length: taken };
  }
  const lead = /^(lead|deal|negocio|oportunidade?)$/.test(text[at] ?? '') ? (text[at + 1] === 'id' ? 2 : 1) : 0;
  if (lead > 0 && /^\d{3,15}$/.test(text[at + lead] ?? ''))
    return { kind: 'lead', value: Number(text[at + lead]), length: lead + 1 };
  const { kind = 'unknown', value, named, isFiller } = entry ?? {};
  // A first name after a word that a name follows. By itself it may be any word.
  const isMeant = /^(o|do|da|de|del|of|for|did|does)$/.test(text[at - 1] ?? '');
  const isUser = isMeant && value !== undefined;
  const own = kind !== 'first' ? kind : isUser ? 'user' : isFiller && !isMeant ? 'filler' : 'unknown';
  return { kind: own, value, ...(named && { named }), length: Math.max(length, 1) };
}

// `from A to B`, `between A and B`, `since A`, `last N days`, or one point.
function spanAt(text: readonly string[], at: number, lexicon: Lexicon): Point | undefined {
  const { today } = lexicon;
  const first = text[at] as string;
  const [count, unit = ''] = [Number(text[at + 1]), text[at + 2]];
  if (
    spans.last.includes(first) &&
    count > 0 &&
    count < 1000 &&
    /^(days?|dias?|weeks?|semanas?|month|months|mes|meses)$/.test(unit)
  ) {
    const back = /^d/.test(unit)
      ? { days: 1 - count }
      : /^(w|s)/.test(unit)
        ? { days: 1 - 7 * count }
        : { months: -count };
    const from = shiftDay(today, back);
    return { from: 'months' in back ? shiftDay(from, { days: 1 }) : from, to: today, length: 3 };
  }
  const opens = spans.since.includes(first);
  const between = spans.between.includes(first);
  const isPoint = pointAt(text, at, lexicon) !== undefined;
  let start = at + Number(!isPoint && (opens || between || spans.from.includes(first)));
  while (start > at && /^(o|a|el|la|the)$/.test(text[start] ?? '')) start += 1;
  const a = pointAt(text, start, lexicon);
  if (!a) return undefined;
  let next = start + a.length;
  if ((between ? spans.and : spans.to).includes(text[next] ?? '')) {
    next += 1;
    while (/^(o|el|la|the)$/.test(text[next] ?? '')) next += 1;
    const b = pointAt(text, next, lexicon);
    if (b) {
      const { from } = a.month !== undefined && b.year !== undefined ? monthDays(a.month, b.year, today) : a;
      const { to } = b.month !== undefined && a.year !== undefined ? monthDays(b.month, a.year, today) : b;
      return { from, to, length: next + b.length - at };
    }
  }
  if (opens) return { from: a.from, to: today, length: next - at };
  return start === at ? a : undefined;
}

function pointAt(text: readonly string[], at: number, lexicon: Lexicon): Point | undefined {
  const { entries, today, firstDay, dayFirst } = lexicon;
  const first = text[at] ?? '';
  const day = dayOf(first, dayFirst);
  if (day) return { from: day, to: day, length: 1 };
  const after = first === 'dia' ? dayOf(text[at + 1] ?? '', dayFirst) : undefined;
  if (after) return { from: after, to: after, length: 2 };
  if (/^20\d\d$/.test(first)) return { ...months(`${first}-01-01`, 12, today), length: 1 };
  for (let length = LONGEST; length > 0; length -= 1) {
    const found = entries.get(text.slice(at, at + length).join(' '));
    if (found?.kind !== 'point') continue;
    if (typeof found.value === 'string')
      return { ...periodDays(found.value as (typeof PERIODS)[number], today, firstDay), name: found.value, length };
    const month = found.value as number;
    const skip = /^(de|do|del|of)$/.test(text[at + length] ?? '') ? 1 : 0;
    const year = text[at + length + skip] ?? '';
    if (/^20\d\d$/.test(year)) return { ...monthDays(month, year, today), year, length: length + skip + 1 };
    // The last one that has begun.
    const lastYear = month > Number(today.slice(5, 7)) ? 1 : 0;
    return { ...monthDays(month, String(Number(today.slice(0, 4)) - lastYear), today), month, length };
  }
  return undefined;
}

const monthDays = (month: number, year: string, today: string): Days =>
  months(`${year}-${String(month).padStart(2, '0')}-01`, 1, today);

// 10/12 is a day in October or in December. Portuguese and Spanish write the day first; otherwise one of the two numbers has to tell.
function dayOf(word: string, isFirst: boolean): string | undefined {
  const [, a = '', b = '', year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(word) ?? [];
  const dayFirst = a === b || isFirst;
  const [d, m] = dayFirst ? [a, b] : Number(b) > 12 ? [b, a] : ['', ''];
  const day = year === undefined ? word : `${year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  return isDay ? day : undefined;
}

// A name of the account may have words of any language.
function isDayFirst(text: readonly string[], entries: Lexicon['entries']): boolean {
  for (let i = 0; i < text.length; ) {
    const [length, entry] = phraseAt(text, i, entries);
    const isName = entry && ['user', 'stage', 'pipeline', 'unknown'].includes(entry.kind);
    const own = text.slice(i, i + Math.max(length, 1));
    if (!isName && own.some((one) => spans.day_first.includes(one) || /^(1[3-9]|2\d|3[01])[/.]/.test(one))) return true;
    i += own.length;
  }
  return false;
}

// `Created and won in March` means both, `won leads created in March` the first. Of days that could belong to either, nothing is run.
function daysOf({ created, state, days }: Found, text: readonly string[]): ('created' | 'closed')[] {
  const wasClosed = state?.value === 'won' || state?.value === 'lost';
  if (!created || !wasClosed) return created ? ['created'] : wasClosed ? ['closed'] : [];
  const [first, second] = created.start < state.start ? [created, state] : [state, created];
  const between = text.slice(first.end, second.start);
  if (between.length > 0 && between.every((word, i) => (i === 0 ? spans.and : words.plain).includes(word)))
    return ['created', 'closed'];
  const isNear = created.end <= (days?.start ?? 0) && !(state.start >= created.end && state.start < (days?.start ?? 0));
  return isNear ? ['created'] : [];
}

// A stage is meant in the pipeline that is named. One of another pipeline, or of several, is not understood.
function resolveStage(found: Found): void {
  const { stage, pipeline } = found;
  if (!stage) return;
  const all = stage.value as { id: number; pipeline: number }[];
  const own = pipeline ? all.filter((one) => one.pipeline === pipeline.value) : all;
  const ids = new Set(own.map(({ id }) => id));
  stage.value =
    ids.size === 1 ? { id: own[0]?.id, ...(own.length === 1 && { pipeline: own[0]?.pipeline }) } : undefined;
}

type NamedDays = Days & { readonly name?: string };
type Choice = { tool: string; args: Record<string, unknown>; used: Kind[] };

// The tool for what was found, with the parts that its call applies.
function chosen(found: Found, week: Days | undefined, dated: ('created' | 'closed')[]): Choice | undefined {
  const days = found.days?.value as NamedDays | undefined;
  const stage = found.stage?.value as { id: number; pipeline?: number } | undefined;
  const state = found.state?.value as string | undefined;
  const topic = (found.topic?.value ?? (found.state || found.stage ? 'get_leads' : found.due && 'get_tasks')) as
    | string
    | undefined;
  const user = found.user?.value;
  const pipeline = found.pipeline?.value ?? stage?.pipeline;
  const who = {
    ...(pipeline !== undefined && { pipeline_id: pipeline }),
    ...(user !== undefined && { responsible_user_id: user }),
  };
  const owner = user === undefined ? {} : { responsible_user_id: user };
  const span = days && `${days.from}/${days.to}`;
  const wasClosed = state === 'won' || state === 'lost';
  // A count of these is another one than the tool's items.
  const isOf = (some: RegExp): boolean => found.topic?.words.some((word) => some.test(word)) ?? false;
  const by: Kind[] = ['pipeline', 'user', 'count'];
  if (found.lead && (topic === undefined || topic === 'get_leads'))
    return { tool: 'get_lead', args: { id: found.lead.value }, used: ['lead'] };
  if (
    topic === 'get_sales_report' ||
    (topic === 'get_leads' && days && !stage && found.count && !(wasClosed && found.created) && state !== 'open') ||
    (topic === 'get_leads' && days && !stage && !state && !found.created)
  ) {
    const used: Kind[] = [
      ...by,
      'days',
      'measure',
      ...(wasClosed ? (['state'] as const) : []),
      ...(topic === 'get_leads' ? (['created'] as const) : []),
    ];
    // A report takes days; without any it is the dashboard, which takes nothing, and has no win rate.
    if (!days && Object.keys(who).length === 0 && !isOf(/^convers/)) return { tool: 'get_dashboard', args: {}, used };
    return { tool: 'get_sales_report', args: { ...(days && { dateFrom: days.from, dateTo: days.to }), ...who }, used };
  }
  if (topic === 'get_leads') {
    if (state === 'open' && found.count && !found.stage && !days)
      return { tool: 'pipeline_snapshot', args: who, used: [...by, 'state', 'measure'] };
    const dates = Object.fromEntries(span ? dated.map((key) => [key, span]) : []);
    const args = { ...who, ...(state && { state }), ...(stage && { status_id: stage.id }), ...dates };
    const used: Kind[] = [
      ...by,
      'state',
      ...(stage ? (['stage'] as const) : []),
      ...((dates['created'] ?? dates['closed']) ? (['days'] as const) : []),
      ...(dates['created'] ? (['created'] as const) : []),
    ];
    return { tool: topic, args, used };
  }
  if (topic === 'get_pipelines')
    return {
      tool: topic,
      args: pipeline === undefined || stage ? {} : { pipeline_id: pipeline },
      used: isOf(/^(stages?|etapas?)$/) ? ['pipeline'] : ['pipeline', 'count'],
    };
  if (topic === 'get_tasks') {
    const said = found.due?.value;
    const isOpen = state === 'open' || said === 'open';
    const due = said === 'overdue' ? said : days?.name === 'today' ? 'today' : undefined;
    // Tasks of this week are due in all of it, also after today.
    const inWeek = days?.name === 'this_week' ? week : undefined;
    const of = found.lead && { entity_type: 'leads', entity_id: found.lead.value };
    const args = {
      ...owner,
      ...(due !== undefined && { due }),
      ...(inWeek && { due_days: `${inWeek.from}/${inWeek.to}` }),
      ...(isOpen && !inWeek && { is_completed: false }),
      ...of,
    };
    const used: Kind[] = [
      'user',
      'count',
      'lead',
      ...(state === 'open' ? (['state'] as const) : []),
      // `Due` alone does not say when.
      ...(said !== 'dated' || due || inWeek ? (['due'] as const) : []),
      ...(due === 'today' || inWeek ? (['days'] as const) : []),
    ];
    return { tool: topic, args, used };
  }
  if (topic === 'get_contacts' || topic === 'get_companies')
    return { tool: topic, args: owner, used: ['user', 'count'] };
  const countable =
    (topic === 'get_users' && !isOf(/^(sellers|managers|vendedor|respons)/)) || topic === 'get_loss_reasons';
  return topic === undefined ? undefined : { tool: topic, args: {}, used: countable ? ['count'] : [] };
}
