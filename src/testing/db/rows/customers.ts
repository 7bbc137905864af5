import type { CatalogElementLink, FieldValuesRow, Seconds } from './entities.js';

/** A purchase of a customer. */
export interface TransactionRow {
  readonly id: number;
  readonly customer_id: number;
  readonly price: number;
  readonly comment: string | null;
  readonly completed_at: Seconds | null;
  readonly elements: readonly CatalogElementLink[];
  readonly is_deleted: boolean;
  readonly created_by: number;
  readonly updated_by: number;
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
}

export interface SegmentRow {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly available_products_price_types: readonly number[] | null;
  readonly custom_fields: readonly FieldValuesRow[];
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
}

export interface CustomerStatusRow {
  readonly id: number;
  readonly name: string;
  readonly sort: number;
  readonly color: string;
  readonly is_default: boolean;
  readonly type: number;
}
