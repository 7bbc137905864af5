import type { Packed } from '../../scripts/build/packed.js';

/** Who is measured. `raw` is `fetch` and `json()`: what a call costs at least. */
export const COLUMNS = ['kommo-sdk', 'raw fetch', 'openapi-fetch', 'amocrm-js', '@shevernitskiy/amo'] as const;
export type Column = (typeof COLUMNS)[number];

/** One line of the table. */
export interface Row {
  readonly measure: string;
  readonly cells: Partial<Record<Column, string>>;
  /** In words; empty where there is none. */
  readonly target?: string;
  readonly met?: boolean;
}

/** What every bench gets: the package as it would be installed. */
export interface Context {
  readonly packed: Packed;
}

/** A bench: one file of bench/, which gives lines of the table. */
export interface Bench {
  readonly name: string;
  run(context: Context): Promise<Row[]>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** `1.04x` */
export const times = (value: number): string => `${value.toFixed(2)}x`;

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
