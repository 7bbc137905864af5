import { tables } from '../generated/mcp.js';
import { type Days, months, PERIODS, periodDays } from '../reports/period.js';

/** How a question was understood. */
export interface Route {
  readonly tool: string;
  readonly args: Record<string, unknown>;
  /** Words that no part of the route took up. */
  readonly ignored: readonly string[];
  /** Whether a number was asked for. */
  readonly counts: boolean;
}

const { topics, counting, periods, months: monthNames, plain } = tables.questions;

/** Finds the read tool that answers a question in English, Portuguese or Spanish; undefined where none fits. */
export function route(question: string, today: string): Route | undefined {
  const text = new Words(question);
  const id = /\b(?:lead|deal|negocio|oportunidade?)\s*(?:#|id)?\s*(\d{3,})\b/.exec(text.plain)?.[1];
  if (id) return { tool: 'get_lead', args: { id: Number(id) }, ignored: [], counts: false };
  const days = daysOf(text, today);
  // The longest phrase wins, and the first of those.
  const length = (phrase: string): number => (text.take(phrase) ? phrase.split(' ').length : 0);
  const found = Object.entries(topics).map(([tool, phrases]) => ({ tool, fits: Math.max(...phrases.map(length)) }));
  const { tool, fits } = found.reduce((best, other) => (other.fits > best.fits ? other : best));
  if (fits === 0) return undefined;
  const counts = text.takeAny(counting);
  const ignored = text.rest().filter((word) => !plain.includes(word));
  // Kommo gives no total of leads: numbers come from a report, which dates bound.
  if (tool === 'get_sales_report' || (tool === 'get_leads' && (days || counts))) {
    if (!days) return { tool: 'get_dashboard', args: {}, ignored, counts };
    return { tool: 'get_sales_report', args: { dateFrom: days.from, dateTo: days.to }, ignored, counts };
  }
  // No other tool takes dates.
  return { tool, args: {}, ignored: [...ignored, ...(days ? [days.from, days.to] : [])], counts };
}

// By one or two dates, by month (the last one that has begun), by year, or by name.
function daysOf(text: Words, today: string): Days | undefined {
  const dates = [...(text.plain.match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? [])].sort();
  for (const word of dates.join('-').split('-')) text.take(word);
  if (dates[0]) return { from: dates[0], to: dates.at(-1) as string };
  const month = monthNames.findIndex((names) => text.takeAny(names)) + 1;
  const year = /\b20\d\d\b/.exec(text.plain)?.[0];
  if (year) text.take(year);
  if (month > 0) {
    const lastYear = month > Number(today.slice(5, 7)) ? 1 : 0;
    return months(`${year ?? Number(today.slice(0, 4)) - lastYear}-${String(month).padStart(2, '0')}-01`, 1, today);
  }
  if (year) return months(`${year}-01-01`, 12, today);
  const name = PERIODS.find((period) => text.takeAny(periods[period] ?? []));
  return name && periodDays(name, today);
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

  take(phrase: string): boolean {
    const parts = phrase.split(' ');
    const places = [...this.#words.keys()].filter((i) => parts.every((part, j) => this.#words[i + j] === part));
    for (const place of places) for (const i of parts.keys()) this.#taken.add(place + i);
    return places.length > 0;
  }

  takeAny(phrases: readonly string[]): boolean {
    return phrases.filter((phrase) => this.take(phrase)).length > 0;
  }

  rest(): string[] {
    return this.#words.filter((_, i) => !this.#taken.has(i));
  }
}
