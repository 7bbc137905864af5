import type { EntityType, FieldValuesRow, Seconds } from './entities.js';

export interface EnumRow {
  readonly id: number;
  readonly value: string;
  readonly sort: number;
  readonly code: string | null;
}

/** A value of the tree of a category field. */
export interface NestedRow {
  readonly id: number;
  readonly parent_id: number | null;
  readonly value: string;
  readonly sort: number;
}

/** A custom field of an entity type, of a list (`catalogs`) or of segments. */
export interface CustomFieldRow {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly code: string | null;
  readonly sort: number;
  readonly entity_type: EntityType | 'catalogs' | 'segments';
  /** The list that the field belongs to, if `entity_type` is `catalogs`. */
  readonly catalog_id: number | null;
  readonly enums: readonly EnumRow[] | null;
  readonly nested: readonly NestedRow[] | null;
  readonly group_id: string | null;
  readonly is_predefined: boolean;
  readonly is_deletable: boolean;
  readonly is_api_only: boolean;
  readonly is_required: boolean;
  readonly is_visible: boolean;
  readonly required_statuses: readonly unknown[] | null;
  readonly hidden_statuses: readonly unknown[] | null;
  readonly settings: readonly unknown[] | null;
  readonly remind: string | null;
  readonly currency: string | null;
  readonly tracking_callback: string | null;
  readonly chained_lists: readonly unknown[] | null;
  readonly search_in: string | null;
}

export interface FieldGroupRow {
  readonly id: string;
  readonly name: string;
  readonly sort: number;
  readonly entity_type: CustomFieldRow['entity_type'];
  readonly catalog_id: number | null;
  readonly is_predefined: boolean;
  readonly type: string;
}

/** A list. */
export interface CatalogRow {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly sort: number;
  readonly can_add_elements: boolean;
  readonly can_show_in_cards: boolean;
  readonly can_link_multiple: boolean;
  readonly can_be_deleted: boolean;
  readonly sdk_widget_code: string | null;
  readonly created_by: number;
  readonly updated_by: number;
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
}

/** An element of a list. */
export interface ElementRow {
  readonly id: number;
  readonly catalog_id: number;
  readonly name: string;
  readonly custom_fields: readonly FieldValuesRow[];
  readonly is_deleted: boolean;
  readonly created_by: number;
  readonly updated_by: number;
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
}
