/** Entities that carry custom fields, tags, notes and links. */
export type EntityType = 'leads' | 'contacts' | 'companies' | 'customers';

/** Unix seconds. */
export type Seconds = number;

/** One stored value of a custom field, as it is read: `value`, `enum_id` and `enum_code` where the type has them. */
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
  /** By `sort`; 142 (won) and 143 (lost) stand in every pipeline. */
  readonly statuses: readonly StatusRow[];
}

export type Right = 'A' | 'G' | 'M' | 'D';

export interface RightsRow {
  readonly leads: Readonly<Record<string, Right>>;
  readonly contacts: Readonly<Record<string, Right>>;
  readonly companies: Readonly<Record<string, Right>>;
  readonly tasks: Readonly<Record<string, Right>>;
  readonly mail_access: boolean;
  readonly catalog_access: boolean;
  readonly status_rights: readonly unknown[] | null;
}

export interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly lang: string;
  readonly rights: RightsRow;
  readonly is_admin: boolean;
  readonly is_free: boolean;
  readonly is_active: boolean;
  readonly group_id: number | null;
  readonly role_id: number | null;
  readonly uuid: string;
  readonly amojo_id: string;
  readonly user_rank: string | null;
  readonly phone_number: string | null;
}

export interface RoleRow {
  readonly id: number;
  readonly name: string;
  readonly rights: RightsRow;
}

export interface TaskTypeRow {
  readonly id: number;
  readonly name: string;
  readonly color: string | null;
  readonly icon_id: number | null;
  readonly code: string | null;
}

export interface TaskRow {
  readonly id: number;
  readonly text: string;
  readonly task_type_id: number;
  readonly entity_id: number | null;
  readonly entity_type: EntityType | null;
  readonly responsible_user_id: number;
  readonly is_completed: boolean;
  readonly duration: number;
  readonly complete_till: Seconds;
  readonly result: string | null;
  readonly created_by: number;
  readonly updated_by: number;
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
}

export interface NoteRow {
  readonly id: number;
  readonly entity_type: EntityType;
  readonly entity_id: number;
  readonly note_type: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly is_pinned: boolean;
  readonly responsible_user_id: number;
  readonly created_by: number;
  readonly updated_by: number;
  readonly created_at: Seconds;
  readonly updated_at: Seconds;
}

export interface EnumRow {
  readonly id: number;
  readonly value: string;
  readonly sort: number;
  readonly code: string | null;
}

/** A custom field of an entity type, of a list (`catalogs`) or of segments. */
export interface CustomFieldRow {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly code: string | null;
  readonly sort: number;
  readonly entity_type: EntityType | 'catalogs' | 'segments';
  /** The list that the field belongs to, where `entity_type` is `catalogs`. */
  readonly catalog_id: number | null;
  readonly enums: readonly EnumRow[] | null;
  readonly nested: readonly unknown[] | null;
  readonly group_id: string | null;
  readonly is_predefined: boolean;
  readonly is_deletable: boolean;
  readonly is_api_only: boolean;
  readonly is_required: boolean;
  readonly is_visible: boolean;
  readonly required_statuses: readonly unknown[];
  readonly hidden_statuses: readonly unknown[];
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
  readonly entity_type: EntityType | 'catalogs';
  readonly catalog_id: number | null;
  readonly is_predefined: boolean;
  readonly type: string;
}

/** A channel that leads come from, registered by an integration. */
export interface SourceRow {
  readonly id: number;
  readonly name: string;
  readonly external_id: string;
  readonly pipeline_id: number | null;
  readonly default: boolean;
  readonly origin_code: string | null;
  readonly services: readonly unknown[];
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

/** An incoming lead. */
export interface UnsortedRow {
  readonly uid: string;
  readonly source_uid: string | null;
  readonly source_name: string | null;
  readonly category: 'sip' | 'mail' | 'forms' | 'chats';
  readonly pipeline_id: number;
  readonly created_at: Seconds;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly lead_id: number;
  readonly contact_id: number | null;
  readonly company_id: number | null;
  readonly state: 'open' | 'accepted' | 'declined';
  /** When it was accepted or declined. */
  readonly sorted_at: Seconds | null;
}
