/** Something that happened in the account. */
export interface EventRow {
  readonly id: string;
  readonly type: string;
  /** Singular: `lead`, `contact`, `company`, `task`, `customer`, `catalog_{id}`. */
  readonly entity_type: string;
  readonly entity_id: number;
  readonly created_by: number;
  readonly created_at: number;
  readonly value_before: readonly unknown[];
  readonly value_after: readonly unknown[];
}
