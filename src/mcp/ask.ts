import { tables } from '../generated/mcp.js';
import { dayOf, shiftDay } from './time.js';

/** How a question was understood. */
export interface Route {
  readonly tool: string;
  readonly args: Record<string, unknown>;
  /** Words that no part of the route took up. */
  readonly ignored: readonly string[];
  /** Whether a number was asked for. */
  readonly counts: boolean;
}

const { topics, counting, periods, months, plain } = tables.questions;
const BY_PERIOD = new Set(['get_sales_report', 'get_leads']);

/** Finds the read tool that answers a question in English, Portuguese or Spanish; undefined where none fits. */
export function route(question: string, zone: string, nowSeconds: number): Route | undefined {
  const text = new Words(question);
  const number = /(?:lead|deal|negocio|oportunidade?)\s*(?:#|no?\.?|id|numero|number)?\s*(\d{3,})/.exec(
    text.plain,
  )?.[1];
  if (number) return { tool: 'get_lead', args: { id: Number(number) }, ignored: [], counts: false };
  const period = periodOf(text, dayOf(zone, nowSeconds));
  // The topic with the longest phrase wins, and the first of those.
  const found = Object.entries(topics)
    .map(([tool, phrases]) => ({
      tool,
      length: Math.max(0, ...phrases.filter((phrase) => text.has(phrase)).map((phrase) => phrase.split(' ').length)),
    }))
    .sort((a, b) => b.length - a.length)[0];
  if (!found || found.length === 0) return undefined;
  for (const phrase of Object.values(topics).flat()) text.take(phrase);
  const counts = counting.filter((phrase) => text.take(phrase)).length > 0;
  const ignored = text.rest().filter((word) => !plain.includes(word));
  // Kommo gives no total of leads; counts come from a report, which is bounded by dates.
  const report = BY_PERIOD.has(found.tool) && (period || (counts && found.tool === 'get_leads'));
  if (report) return { tool: 'get_sales_report', args: { ...period }, ignored, counts };
  const dashboard = found.tool === 'get_sales_report' && !period;
  return { tool: dashboard ? 'get_dashboard' : found.tool, args: {}, ignored, counts };
}

// A period by name, by month (the last one that has begun), by year, or by one or two dates.
function periodOf(text: Words, today: string): { dateFrom: string; dateTo: string } | undefined {
  const dates = text.plain.match(/\b\d{4}-\d{2}-\d{2}\b/g);
  if (dates) {
    text.take(dates.join(' '));
    for (const date of dates) text.takeAll(date.split('-'));
    const sorted = [...dates].sort();
    return { dateFrom: sorted[0] as string, dateTo: sorted.at(-1) as string };
  }
  const month = months.findIndex((words) => words.some((word) => text.take(word)));
  const year = /\b(20\d\d)\b/.exec(text.plain)?.[1];
  if (year) text.take(year);
  if (month >= 0) {
    const past = month + 1 <= Number(today.slice(5, 7)) ? 0 : 1;
    return whole(`${year ?? Number(today.slice(0, 4)) - past}-${String(month + 1).padStart(2, '0')}-01`, 1, today);
  }
  if (year) return whole(`${year}-01-01`, 12, today);
  const name = Object.keys(periods).find((key) => (periods[key] ?? []).some((phrase) => text.take(phrase)));
  const monday = shiftDay(today, { days: -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7) });
  const first = `${today.slice(0, 7)}-01`;
  const yesterday = shiftDay(today, { days: -1 });
  const known: Record<string, [string, string]> = {
    today: [today, today],
    yesterday: [yesterday, yesterday],
    this_week: [monday, today],
    last_week: [shiftDay(monday, { days: -7 }), shiftDay(monday, { days: -1 })],
    this_month: [first, today],
    last_month: [shiftDay(first, { months: -1 }), shiftDay(first, { days: -1 })],
    this_year: [`${today.slice(0, 4)}-01-01`, today],
    last_year: [`${Number(today.slice(0, 4)) - 1}-01-01`, `${Number(today.slice(0, 4)) - 1}-12-31`],
  };
  const range = name && known[name];
  return range ? { dateFrom: range[0], dateTo: range[1] } : undefined;
}

function whole(from: string, length: number, today: string): { dateFrom: string; dateTo: string } {
  const last = shiftDay(shiftDay(from, { months: length }), { days: -1 });
  return { dateFrom: from, dateTo: last > today && from <= today ? today : last };
}

/** A question as whole words, without accents: `ads` is not in `leads`, and `ano` not in `plano`. */
class Words {
  readonly plain: string;
  readonly #words: string[];
  readonly #taken = new Set<number>();

  constructor(text: string) {
    this.plain = text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase();
    this.#words = this.plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  has(phrase: string): boolean {
    return this.#places(phrase).length > 0;
  }

  /** Whether a phrase is there; its words count as understood. */
  take(phrase: string): boolean {
    const places = this.#places(phrase);
    const { length } = phrase.split(' ');
    for (const place of places) for (let i = 0; i < length; i += 1) this.#taken.add(place + i);
    return places.length > 0;
  }

  takeAll(words: readonly string[]): void {
    for (const word of words) this.take(word);
  }

  rest(): string[] {
    return this.#words.filter((_, i) => !this.#taken.has(i));
  }

  #places(phrase: string): number[] {
    const parts = phrase.split(' ');
    return this.#words.flatMap((_, i) => (parts.every((part, j) => this.#words[i + j] === part) ? [i] : []));
  }
}
