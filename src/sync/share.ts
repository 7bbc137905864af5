import type { WalkState } from './state.js';

/** What is known about the size of a list. */
export interface SizeHint {
  /** Number of all rows. */
  readonly total?: number | undefined;
  /** Estimated number of rows that are not read yet. */
  readonly rowsLeft?: number | undefined;
}

/** Share of a list that a walk has read, from 0 to 1. Undefined if there is nothing to estimate it from. */
export function shareOf({ at, last, span }: WalkState, { total, rowsLeft }: SizeHint): number | undefined {
  if (total !== undefined) return part(at, total);
  if (rowsLeft !== undefined) return part(at, at + rowsLeft);
  return span && part(last - span[0], span[1] - span[0]);
}

/** A part of a whole as a number from 0 to 1. Undefined if the whole is empty. */
export function part(some: number, all: number): number | undefined {
  return all > 0 ? Math.min(Math.max(some / all, 0), 1) : undefined;
}
