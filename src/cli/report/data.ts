import { plus } from '../../reports/tally.js';
import type { Language } from './texts.js';

/** Lost leads that have the same reason, pipeline, month and user: indexes into the lists of {@link LossReport}, leads and value. */
export type LossCell = readonly [
  reason: number,
  pipeline: number,
  month: number,
  user: number,
  leads: number,
  value: number,
];

/** Everything that the page shows; plain JSON. */
export interface LossReport {
  readonly account: string;
  /** ISO code. */
  readonly currency: string;
  /** Country code, two letters. It decides the separators of numbers. */
  readonly country: string | undefined;
  readonly language: Language;
  /** The account's time zone. Days and months follow it. */
  readonly zone: string;
  /** First and last day of the period, as `2026-01-31`. Undefined if the period is open. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Day on which the report was made. */
  readonly madeOn: string;
  readonly reasons: readonly string[];
  readonly pipelines: readonly string[];
  /** `2026-01`, without gaps. */
  readonly months: readonly string[];
  readonly users: readonly string[];
  readonly cells: readonly LossCell[];
}

/** Leads and value of one thing. */
export interface Total {
  readonly name: string;
  readonly leads: number;
  readonly value: number;
}

/** Axes of the cells by their place. */
export const AXES = ['reasons', 'pipelines', 'months', 'users'] as const;
export type Axis = (typeof AXES)[number];

/** Totals along one axis, over the cells that pass. */
export function totals(report: LossReport, axis: Axis, passes: (cell: LossCell) => boolean = () => true): Total[] {
  const at = AXES.indexOf(axis);
  const sums = report[axis].map((name) => ({ name, leads: 0, value: 0 }));
  for (const cell of report.cells) {
    const sum = sums[cell[at] as number];
    if (!sum || !passes(cell)) continue;
    sum.leads += cell[4];
    sum.value = plus(sum.value, cell[5]);
  }
  return sums;
}

/** The sum of totals. */
export const sumOf = (list: readonly Total[]): { leads: number; value: number } => ({
  leads: list.reduce((sum, { leads }) => sum + leads, 0),
  value: list.reduce((sum, { value }) => plus(sum, value), 0),
});
