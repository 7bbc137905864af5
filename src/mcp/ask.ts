import { tables } from '../generated/mcp.js';
import { dayOf, shiftDay } from '../internal/zone.js';

/** How a question was understood. */
export interface Route {
  readonly tool: string;
  readonly args: Record<string, unknown>;
  /** Words that no part of the route took up. */
  readonly ignored: readonly string[];
  /** Whether a number was asked for. */
  readonly counts: boolean;
}

type Period = { dateFrom: string; dateTo: string };
const { topics, counting, periods, months, plain } = tables.questions;

/** Finds the read tool that answers a question in English, Portuguese or Spanish; undefined where none fits. */
export function route(question: string, zone: string, seconds: number): Route | undefined {
  const text = new Words(question);
  const id = /\b(?:lead|deal|negocio|oportunidade?)\s*(?:#|id)?\s*(\d{3,})\b/.exec(text.plain)?.[1];
  if (id) return { tool: 'get_lead', args: { id: Number(id) }, ignored: [], counts: false };
  const period = periodOf(text, dayOf(zone, seconds));
  // The longest phrase wins, and the first of those.
  const length = (phrase: string): number => (text.has(phrase) ? phrase.split(' ').length : 0);
  const found = Object.entries(topics).map(([tool, phrases]) => ({ tool, length: Math.max(...phrases.map(length)) }));
  const { tool, length: fits } = found.sort((a, b) => b.length - a.length)[0] as { tool: string; length: number };
  if (fits === 0) return undefined;
  for (const phrase of Object.values(topics).flat()) text.take(phrase);
  const counts = counting.filter((phrase) => text.take(phrase)).length > 0;
  const ignored = text.rest().filter((word) => !plain.includes(word));
  // Kommo gives no total of leads: numbers come from a report, which dates bound.
  if (tool === 'get_sales_report' || tool === 'get_leads') {
    if (period || counts || tool === 'get_sales_report')
      return { tool: period ? 'get_sales_report' : 'get_dashboard', args: { ...period }, ignored, counts };
  }
  // No other tool takes dates.
  return { tool, args: {}, ignored: period ? [...ignored, ...Object.values(period)] : ignored, counts };
}

// By one or two dates, by month (the last one that has begun), by year, or by name.
function periodOf(text: Words, today: string): Period | undefined {
  const dates = [...(text.plain.match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? [])].sort();
  for (const word of dates.join('-').split('-')) text.take(word);
  if (dates[0]) return { dateFrom: dates[0], dateTo: dates.at(-1) as string };
  const month = months.findIndex((words) => words.filter((word) => text.take(word)).length > 0) + 1;
  const year = /\b20\d\d\b/.exec(text.plain)?.[0];
  if (year) text.take(year);
  const thisYear = Number(today.slice(0, 4));
  if (month > 0)
    return whole(
      `${year ?? thisYear - (month > Number(today.slice(5, 7)) ? 1 : 0)}-${String(month).padStart(2, '0')}-01`,
      1,
      today,
    );
  if (year) return whole(`${year}-01-01`, 12, today);
  const name =
    Object.keys(periods).find((key) => (periods[key] ?? []).filter((phrase) => text.take(phrase)).length > 0) ?? '';
  const monday = shiftDay(today, { days: -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7) });
  const first = `${today.slice(0, 7)}-01`;
  const back = (day: string, days = 1): string => shiftDay(day, { days: -days });
  const known: Record<string, [string, string]> = {
    today: [today, today],
    yesterday: [back(today), back(today)],
    this_week: [monday, today],
    last_week: [back(monday, 7), back(monday)],
    this_month: [first, today],
    last_month: [shiftDay(first, { months: -1 }), back(first)],
    this_year: [`${thisYear}-01-01`, today],
    last_year: [`${thisYear - 1}-01-01`, `${thisYear - 1}-12-31`],
  };
  return known[name] && { dateFrom: known[name][0], dateTo: known[name][1] };
}

function whole(from: string, length: number, today: string): Period {
  const last = shiftDay(shiftDay(from, { months: length }), { days: -1 });
  return { dateFrom: from, dateTo: last > today && from <= today ? today : last };
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

  has(phrase: string): boolean {
    return this.#places(phrase).length > 0;
  }

  take(phrase: string): boolean {
    for (const place of this.#places(phrase)) for (const i of phrase.split(' ').keys()) this.#taken.add(place + i);
    return this.has(phrase);
  }

  rest(): string[] {
    return this.#words.filter((_, i) => !this.#taken.has(i));
  }

  #places(phrase: string): number[] {
    const parts = phrase.split(' ');
    return [...this.#words.keys()].filter((i) => parts.every((part, j) => this.#words[i + j] === part));
  }
}
