import type { Lead } from '../resources/leads.js';
import { LOST, WON } from '../util/stages.js';

export { LOST, WON };

/** Leads and their value, in the account's currency. */
export interface Sum {
  readonly count: number;
  readonly value: number;
  /** Null if there are no leads. */
  readonly average: number | null;
}

/** Leads that were created, won and lost. */
export interface Tally {
  readonly created: Sum;
  readonly won: Sum;
  readonly lost: Sum;
}

/** Leads that share a user, a pipeline or a reason: `won` and `won_value` of each set that has some. */
export interface Group {
  readonly id: number;
  readonly name: string;
  readonly [set: string]: number | string;
}

/** The most valuable groups, and how many there are besides. */
export interface Groups {
  readonly rows: readonly Group[];
  readonly left_out?: number;
}

type Leads = readonly Lead[];
const ROWS = 20;

/** The price with its fraction. `price` holds whole units only. */
export const priceOf = (lead: Pick<Lead, 'price' | 'price_with_minor_units'>): number =>
  lead.price_with_minor_units ?? lead.price;

/** A sum of money without the noise of binary fractions: 0.1 + 0.2 is 0.3. */
export const plus = (a: number, b: number): number => Math.round((a + b) * 10_000) / 10_000;

/** Those of a list that were won. */
export const wonOf = (leads: Leads): Leads => leads.filter((lead) => lead.status_id === WON);
/** Those of a list that were lost. */
export const lostOf = (leads: Leads): Leads => leads.filter((lead) => lead.status_id === LOST);
/** What was created apart from what was closed, since that need not be the same leads. */
export const tally = (created: Leads, closed: Leads): Tally => ({
  created: sum(created),
  won: sum(wonOf(closed)),
  lost: sum(lostOf(closed)),
});

function sum(leads: Leads): Sum {
  const value = leads.reduce((total, lead) => plus(total, priceOf(lead)), 0);
  return { count: leads.length, value, average: leads.length === 0 ? null : Math.round(value / leads.length) };
}

/** A row for each id, the most valuable first: by what was won or lost, then by what was created. 20 rows at most. */
export function grouped(
  sets: Readonly<Record<string, Leads>>,
  key: 'responsible_user_id' | 'pipeline_id' | 'loss_reason_id',
  name: (id: number) => string | undefined,
): Groups {
  const rows = new Map<number, { weight: number; row: Record<string, number> }>();
  for (const [set, leads] of Object.entries(sets)) {
    for (const lead of leads) {
      const id = lead[key] ?? 0;
      const entry = rows.get(id) ?? { weight: 0, row: {} };
      entry.row[set] = (entry.row[set] ?? 0) + 1;
      entry.row[`${set}_value`] = plus(entry.row[`${set}_value`] ?? 0, priceOf(lead));
      // Counts only decide between equal values.
      entry.weight += set === 'created' ? 1e-9 : priceOf(lead) + 1e-6;
      rows.set(id, entry);
    }
  }
  const nameOf = (id: number): string => (id === 0 ? '(none)' : (name(id) ?? `#${id}`));
  const sorted = [...rows].sort(([, a], [, b]) => b.weight - a.weight);
  const kept = sorted.slice(0, ROWS).map(([id, { row }]) => ({ id, name: nameOf(id), ...row }));
  return { rows: kept, ...(sorted.length > ROWS && { left_out: sorted.length - ROWS }) };
}
