/** Entities that carry custom fields, tags, notes and links. */
export type EntityType = 'leads' | 'contacts' | 'companies' | 'customers';

/** Unix seconds. */
export type Seconds = number;

/** One stored value of a custom field, as it is read: `value`, and `enum_id` and `enum_code` if the type has them. */
export type FieldValue = Readonly<Record<string, unknown>>;

export interface FieldValuesRow {
  readonly field_id: number;
  readonly values: readonly FieldValue[];
}

export interface CatalogElementLink {
  readonly id: number;
  readonly catalog_id: number;
  readonly quantity: number;
  readonly price_id: number | null;
}

export interface ContactLink {
  readonly id: number;
  readonly is_main: boolean;
}

/** What leads, contacts, companies and customers have in common. */
export interface EntityRow {
  readonly id: number;
  readonly name: string;
  readonly responsible_user_id: number;
  readonly created_by: number;
  readonly updated_by: number;
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
  readonly is_deleted: boolean;
  readonly custom_fields: readonly FieldValuesRow[];
  /** Ids of tags. */
  readonly tags: readonly number[];
  readonly elements: readonly CatalogElementLink[];
}

export interface LeadRow extends EntityRow {
  readonly price: number;
  readonly pipeline_id: number;
  readonly status_id: number;
  readonly loss_reason_id: number | null;
  readonly source_id: number | null;
  readonly closed_at: Seconds | null;
  readonly score: number | null;
  readonly labor_cost: number | null;
  readonly contacts: readonly ContactLink[];
  readonly company_id: number | null;
}

export interface ContactRow extends EntityRow {
  readonly first_name: string;
  readonly last_name: string;
  readonly is_unsorted: boolean;
  readonly company_id: number | null;
}

export interface CompanyRow extends EntityRow {
  /** Still in an incoming lead, so lists pass over it. */
  readonly is_unsorted: boolean;
}

export interface CustomerRow extends EntityRow {
  readonly next_price: number | null;
  readonly next_date: Seconds | null;
  readonly status_id: number | null;
  readonly periodicity: number | null;
  readonly bonus_points: number;
  /** Ids of segments. */
  readonly segments: readonly number[];
  readonly contacts: readonly ContactLink[];
  readonly company_id: number | null;
}

export interface TagRow {
  readonly id: number;
  readonly name: string;
  readonly color: string | null;
  readonly entity_type: EntityType;
}

export interface LossReasonRow {
  readonly id: number;
  readonly name: string;
  readonly sort: number;
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
}

export interface StatusDescriptionRow {
  readonly id: number;
  readonly level: string;
  readonly description: string;
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
  readonly created_by: number;
  readonly updated_by: number;
}

export interface StatusRow {
  readonly id: number;
  readonly name: string;
  readonly sort: number;
  readonly is_editable: boolean;
  readonly color: string;
  /** 1 is the stage of incoming leads. */
  readonly type: 0 | 1;
  readonly descriptions: readonly StatusDescriptionRow[];
}

export interface PipelineRow {
  readonly id: number;
  readonly name: string;
  readonly sort: number;
  readonly is_main: boolean;
  readonly is_unsorted_on: boolean;
  readonly is_archive: boolean;
  /** Ordered by `sort`. Every pipeline has 142 (won) and 143 (lost). */
  readonly statuses: readonly StatusRow[];
}
