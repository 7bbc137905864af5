/** A column: its name, its type in SQL and what it holds. */
export type ColumnSpec = readonly [name: string, type: string, comment: string];

/** A table of the mirror. */
export interface TableSpec {
  readonly name: string;
  readonly comment: string;
  readonly key: readonly string[];
  readonly columns: readonly ColumnSpec[];
}

/** What every row has beside the properties of the API. */
export interface MirroredRow {
  /** Whether the entity was deleted, merged away or hidden. The row stays. */
  is_deleted: boolean;
  /** The entity as the API sent it. */
  raw: unknown;
  /** Moment at which the request that read the row was started. */
  synced_at: Date;
}
