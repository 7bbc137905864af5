// Written by `npm run generate` from openapi/. Do not edit.
import type { MirroredRow, TableSpec } from '../util/sync-tables.js';

export type * from '../util/sync-tables.js';

/** The account itself: one row. */
export interface AccountRow extends MirroredRow {
  id: number;
  name: string | null;
  subdomain: string | null;
  /** Two letters: ru, en, es, pt. */
  language: string | null;
  created_at: Date | null;
  /** 0 is a robot. Points to users.id. */
  created_by: number | null;
  updated_at: Date | null;
  /** 0 is a robot. Points to users.id. */
  updated_by: number | null;
  /** The user whose token asks. Points to users.id. */
  current_user_id: number | null;
  /** Two letters. */
  country: string | null;
  /** Three letters. */
  currency: string | null;
  currency_symbol: string | null;
  /** `disabled` is switched off, `unavailable` not in the plan; the others are the ways customers work. */
  customers_mode: string | null;
  /** Whether incoming leads are on. */
  is_unsorted_on: boolean | null;
  mobile_feature_version: number | null;
  is_loss_reason_enabled: boolean | null;
  is_helpbot_enabled: boolean | null;
  is_technical_account: boolean | null;
  /** 1 shows the first name first, 2 the last name. */
  contact_name_display_order: number | null;
  /** Id of the account in the Chats API. */
  amojo_id: string | null;
  uuid: string | null;
  version: number | null;
  /** Host of the files API. */
  drive_url: string | null;
  is_api_filter_enabled: boolean | null;
  /** What the account calls its leads, by language. */
  entity_names: unknown;
  /** Known from the amoCRM PHP SDK only. */
  invoices_settings: unknown;
}

/** Users of the account. */
export interface UserRow extends MirroredRow {
  id: number;
  name: string | null;
  email: string | null;
  /** Two letters: ru, en, es, pt. */
  lang: string | null;
  /** What the user may do; a right that is not there is denied. */
  rights: unknown;
  uuid: string | null;
  /** Id of the user in the Chats API. */
  amojo_id: string | null;
  /** newbie, candidate or master. */
  user_rank: string | null;
  phone_number: string | null;
}

/** Roles of users. */
export interface RoleRow extends MirroredRow {
  id: number;
  name: string | null;
  /** What a role allows; a right that is not there is denied. */
  rights: unknown;
}

/** Pipelines of leads. */
export interface PipelineRow extends MirroredRow {
  id: number;
  name: string | null;
  sort: number | null;
  is_main: boolean | null;
  /** Whether it has a stage for incoming leads. */
  is_unsorted_on: boolean | null;
  is_archive: boolean | null;
  /** Points to account.id. */
  account_id: number | null;
}

/** Stages of pipelines. 142 (won) and 143 (lost) stand in every pipeline. */
export interface StageRow extends MirroredRow {
  id: number;
  /** Points to pipelines.id. */
  pipeline_id: number;
  name: string | null;
  sort: number | null;
  /** False for system stages. */
  is_editable: boolean | null;
  /** Any colour with a leading `#`; more than can be written. */
  color: string | null;
  /** 0 is a common stage, 1 that of incoming leads. */
  type: number | null;
  /** Points to account.id. */
  account_id: number | null;
  descriptions: unknown;
}

/** Reasons of lost leads. */
export interface LossReasonRow extends MirroredRow {
  id: number;
  name: string | null;
  sort: number | null;
  created_at: Date | null;
  updated_at: Date | null;
}

/** Definitions of custom fields. */
export interface CustomFieldRow extends MirroredRow {
  id: number;
  name: string | null;
  /** Name to use instead of the id when values are written. */
  code: string | null;
  /** A CustomFieldType, or a type that came later. */
  type: string | null;
  sort: number | null;
  entity_type: string | null;
  /** Points to account.id. */
  account_id: number | null;
  /** The list; on fields of lists only. Points to catalogs.id. */
  catalog_id: number | null;
  /** Group of fields; a string such as `default` or `leads_2745158`. */
  group_id: string | null;
  /** On fields of leads only. */
  is_computed: boolean | null;
  is_predefined: boolean | null;
  is_deletable: boolean | null;
  /** On fields of lists only. */
  is_visible: boolean | null;
  /** On fields of lists only. */
  is_required: boolean | null;
  is_api_only: boolean | null;
  /** Settings of a field of a list; not documented further. */
  settings: unknown;
  /** When to remind of a birthday. */
  remind: string | null;
  /** ISO code, on monetary fields. */
  currency: string | null;
  /** Options. The answer of a batch update may hold them as an object keyed by index; the SDK always gives an array. */
  enums: unknown;
  /** Tree of a category field of a list. */
  nested: unknown;
  /** Stages that cannot be entered while the field is empty. */
  required_statuses: unknown;
  /** Stages in which the field is hidden; leads only. */
  hidden_statuses: unknown;
  chained_lists: unknown;
  /** Code that the site runs for a tracking_data field. */
  tracking_callback: string | null;
  /** Where a linked_entity field looks: contacts, companies, contacts_and_companies, or the id of a list as a string. */
  search_in: string | null;
  /** Seen in answers, not documented. */
  triggers: unknown;
}

/** Tags. */
export interface TagRow extends MirroredRow {
  /** leads, contacts, companies or customers. */
  entity_type: string;
  id: number;
  name: string | null;
  color: string | null;
}

/** Leads. */
export interface LeadRow extends MirroredRow {
  id: number;
  name: string | null;
  /** Whole units of the account's currency. */
  price: number | null;
  /** The price with its fraction, in the account's currency. `price` holds whole units only. */
  price_with_minor_units: number | null;
  /** Points to users.id. */
  responsible_user_id: number | null;
  /** Group of the responsible user; 0 is the default group. */
  group_id: number | null;
  /** Stage. 142 is won and 143 is lost in every pipeline. Points to stages.id, together with pipeline_id. */
  status_id: number | null;
  /** Points to pipelines.id. */
  pipeline_id: number | null;
  /** Points to loss_reasons.id. */
  loss_reason_id: number | null;
  source_id: number | null;
  /** 0 is a robot. Points to users.id. */
  created_by: number | null;
  /** 0 is a robot. Points to users.id. */
  updated_by: number | null;
  created_at: Date | null;
  updated_at: Date | null;
  closed_at: Date | null;
  closest_task_at: Date | null;
  /** Null when nothing is filled (an empty array at times). */
  custom_fields_values: unknown;
  score: number | null;
  /** Points to account.id. */
  account_id: number | null;
  /** Seconds. */
  labor_cost: number | null;
  is_price_computed: boolean | null;
  is_price_modified_by_robot: boolean | null;
}

/** Contacts. */
export interface ContactRow extends MirroredRow {
  id: number;
  name: string | null;
  first_name: string | null;
  last_name: string | null;
  /** Points to users.id. */
  responsible_user_id: number | null;
  /** Group of the responsible user; 0 is the default group. */
  group_id: number | null;
  /** 0 is a robot. Points to users.id. */
  created_by: number | null;
  /** 0 is a robot. Points to users.id. */
  updated_by: number | null;
  created_at: Date | null;
  updated_at: Date | null;
  closest_task_at: Date | null;
  /** Whether it still is in an incoming lead. */
  is_unsorted: boolean | null;
  /** Null when nothing is filled (an empty array at times). */
  custom_fields_values: unknown;
  /** Points to account.id. */
  account_id: number | null;
}

/** Companies. */
export interface CompanyRow extends MirroredRow {
  id: number;
  name: string | null;
  /** Points to users.id. */
  responsible_user_id: number | null;
  /** Group of the responsible user; 0 is the default group. */
  group_id: number | null;
  /** 0 is a robot. Points to users.id. */
  created_by: number | null;
  /** 0 is a robot. Points to users.id. */
  updated_by: number | null;
  created_at: Date | null;
  updated_at: Date | null;
  closest_task_at: Date | null;
  /** Null when nothing is filled (an empty array at times). */
  custom_fields_values: unknown;
  /** Points to account.id. */
  account_id: number | null;
}

/** Customers (amoCRM only). */
export interface CustomerRow extends MirroredRow {
  id: number;
  name: string | null;
  /** Sum that the next purchase is expected to have. */
  next_price: number | null;
  /** The sum with its fraction. */
  next_price_with_minor_units: number | null;
  /** When the next purchase is expected, */
  next_date: Date | null;
  /** Points to users.id. */
  responsible_user_id: number | null;
  /** Points to customer_statuses.id. */
  status_id: number | null;
  /** Days between purchases, in the periodicity mode. */
  periodicity: number | null;
  /** 0 is a robot. Points to users.id. */
  created_by: number | null;
  /** 0 is a robot. Points to users.id. */
  updated_by: number | null;
  created_at: Date | null;
  updated_at: Date | null;
  closest_task_at: Date | null;
  /** Null when nothing is filled (an empty array at times). */
  custom_fields_values: unknown;
  /** Sum of the purchases. */
  ltv: number | null;
  purchases_count: number | null;
  average_check: number | null;
  /** The sum with its fraction. */
  ltv_with_minor_units: number | null;
  /** The sum with its fraction. */
  average_check_with_minor_units: number | null;
  /** Points to account.id. */
  account_id: number | null;
  group_id: number | null;
}

/** Statuses of customers (amoCRM only). */
export interface CustomerStatusRow extends MirroredRow {
  id: number;
  name: string | null;
  sort: number | null;
  /** A status of the system. */
  is_default: boolean | null;
  /** When a customer gets here: alternatives, each a list of conditions. Their shape is not documented; read only. */
  conditions: unknown;
  /** With the sign, `#c1e0ff`. */
  color: string | null;
  /** 0 ordinary, 1 purchase expected, 2 did not purchase, 3 closed, 4 recently purchased. */
  type: number | null;
  /** Points to account.id. */
  account_id: number | null;
}

/** Segments of customers (amoCRM only). */
export interface SegmentRow extends MirroredRow {
  id: number;
  name: string | null;
  /** Without the sign, `ae003f`. */
  color: string | null;
  created_at: Date | null;
  updated_at: Date | null;
  /** Points to account.id. */
  account_id: number | null;
  /** Ids of the price fields of lists that the segment may use. */
  available_products_price_types: unknown;
  customers_count: number | null;
  /** Null when nothing is filled (an empty array at times). */
  custom_fields_values: unknown;
}

/** Purchases of customers (amoCRM only). */
export interface TransactionRow extends MirroredRow {
  id: number;
  /** In whole units of the account's currency. */
  price: number | null;
  /** The price with its fraction. */
  price_with_minor_units: number | null;
  comment: string | null;
  completed_at: Date | null;
  /** Points to customers.id. */
  customer_id: number | null;
  /** Points to users.id. */
  created_by: number | null;
  /** Points to users.id. */
  updated_by: number | null;
  created_at: Date | null;
  updated_at: Date | null;
  /** Points to account.id. */
  account_id: number | null;
}

/** Tasks. */
export interface TaskRow extends MirroredRow {
  id: number;
  /** 0 is a robot. Points to users.id. */
  created_by: number | null;
  /** 0 is a robot. Points to users.id. */
  updated_by: number | null;
  created_at: Date | null;
  updated_at: Date | null;
  /** Points to users.id. */
  responsible_user_id: number | null;
  /** Group of the responsible user; 0 is the default group. */
  group_id: number | null;
  entity_id: number | null;
  entity_type: string | null;
  is_completed: boolean | null;
  /** 1 is a follow-up, 2 a meeting; the account has the others. */
  task_type_id: number | null;
  text: string | null;
  /** Seconds. */
  duration: number | null;
  complete_till: Date | null;
  /** On the wire an empty array where there is none; the SDK gives null. */
  result: unknown;
  /** Points to account.id. */
  account_id: number | null;
}

/** Notes, calls included. */
export interface NoteRow extends MirroredRow {
  /** leads, contacts, companies or customers. */
  entity_type: string;
  id: number;
  entity_id: number | null;
  /** 0 is a robot. Points to users.id. */
  created_by: number | null;
  /** 0 is a robot. Points to users.id. */
  updated_by: number | null;
  created_at: Date | null;
  updated_at: Date | null;
  /** Points to users.id. */
  responsible_user_id: number | null;
  /** Group of the responsible user; 0 is the default group. */
  group_id: number | null;
  /** Points to account.id. */
  account_id: number | null;
  is_pinned: boolean | null;
  /** Type of the note; it says what `params` holds. */
  note_type: string | null;
  /** What the type asks for. */
  params: unknown;
}

/** What happened to whom and when. Events never change. */
export interface EventRow extends MirroredRow {
  id: string;
  type: string | null;
  entity_id: number | null;
  /** Singular, unlike the rest of the API; `catalog_{id}` for the elements of a list. */
  entity_type: string | null;
  /** 0 is the system. Points to users.id. */
  created_by: number | null;
  created_at: Date | null;
  value_after: unknown;
  value_before: unknown;
  /** Points to account.id. */
  account_id: number | null;
  linked_talk_contact_id: number | null;
}

/** Lists (catalogs). */
export interface CatalogRow extends MirroredRow {
  id: number;
  name: string | null;
  /** Points to users.id. */
  created_by: number | null;
  /** Points to users.id. */
  updated_by: number | null;
  created_at: Date | null;
  updated_at: Date | null;
  sort: number | null;
  /** A CatalogType, or one that came later. */
  type: string | null;
  can_add_elements: boolean | null;
  can_show_in_cards: boolean | null;
  /** Whether one element may hang on several entities. */
  can_link_multiple: boolean | null;
  can_be_deleted: boolean | null;
  /** The widget that shows the list; the docs call it a number, the PHP SDK reads a string. */
  sdk_widget_code: string | null;
  /** Points to account.id. */
  account_id: number | null;
}

/** Elements of lists, products among them. */
export interface CatalogElementRow extends MirroredRow {
  id: number;
  name: string | null;
  /** Points to users.id. */
  created_by: number | null;
  /** Points to users.id. */
  updated_by: number | null;
  created_at: Date | null;
  updated_at: Date | null;
  /** Null when nothing is filled (an empty array at times). */
  custom_fields_values: unknown;
  /** Points to catalogs.id. */
  catalog_id: number | null;
  /** Points to account.id. */
  account_id: number | null;
  /** Known from the amoCRM PHP SDK only. */
  currency_id: number | null;
  /** Printable invoice; null outside the list of invoices. Answers to writes have it unasked. */
  invoice_link: string | null;
}

/** Conversations in chats. */
export interface TalkRow extends MirroredRow {
  /** The id; there is no `id`. */
  talk_id: number;
  created_at: Date | null;
  updated_at: Date | null;
  /** What the client gave to the NPS bot. */
  rate: number | null;
  /** Points to contacts.id. */
  contact_id: number | null;
  chat_id: string | null;
  entity_id: number | null;
  /** In the singular here; customer on amoCRM only. */
  entity_type: string | null;
  /** Not closed. */
  is_in_work: boolean | null;
  /** `nps_scheduled` and `nps_in_progress` wait for the NPS bot, which closes the conversation. */
  status: string | null;
  /** The source that the chat belongs to. */
  source_id: number | null;
  is_read: boolean | null;
  /** telegram, whatsapp ... */
  origin: string | null;
  missed_at: Date | null;
  /** Points to account.id. */
  account_id: number | null;
}

/** Metadata of the files of the drive. */
export interface FileRow extends MirroredRow {
  uuid: string;
  /** Known from the amoCRM PHP SDK only. */
  id: number | null;
  /** The active version. */
  version_uuid: string | null;
  /** Without the extension. */
  name: string | null;
  /** The name in ASCII. */
  sanitized_name: string | null;
  /** Bytes. */
  size: number | null;
  type: string | null;
  metadata: unknown;
  session_id: number | null;
  source_id: number | null;
  is_trashed: boolean | null;
  has_multiple_versions: boolean | null;
  previews: unknown;
  created_at: Date | null;
  created_by: unknown;
  updated_at: Date | null;
  updated_by: unknown;
  deleted_at: Date | null;
  deleted_by: unknown;
}

/** Messages of chats, from webhooks and conversations. */
export interface MessageRow extends MirroredRow {
  /** UUID. */
  id: string;
  /** UUID. */
  chat_id: string | null;
  /** Points to talks.talk_id. */
  talk_id: number | null;
  /** Points to contacts.id. */
  contact_id: number | null;
  text: string | null;
  /** text, picture, voice, location and others. */
  message_type: string | null;
  /** incoming or outgoing. */
  type: string | null;
  /** lead, contact or customer. */
  entity_type: string | null;
  entity_id: number | null;
  author: unknown;
  attachment: unknown;
  /** sent, delivered, read or error. Null for incoming messages. */
  delivery_status: string | null;
  /** Messenger, for example telegram. */
  origin: string | null;
  source_id: number | null;
  created_at: Date | null;
}

/** Links of leads to their contacts. */
export interface LeadContactRow {
  lead_id: number;
  contact_id: number;
  is_main: boolean | null;
}

/** Links of leads to their companies. */
export interface LeadCompanyRow {
  lead_id: number;
  company_id: number;
}

/** Links of leads to their tags. */
export interface LeadTagRow {
  lead_id: number;
  tag_id: number;
}

/** Links of leads to their catalog elements. */
export interface LeadCatalogElementRow {
  lead_id: number;
  catalog_element_id: number;
  catalog_id: number | null;
  quantity: number | null;
  price_id: number | null;
}

/** Links of contacts to their companies. */
export interface ContactCompanyRow {
  contact_id: number;
  company_id: number;
}

/** Links of contacts to their tags. */
export interface ContactTagRow {
  contact_id: number;
  tag_id: number;
}

/** Links of contacts to their catalog elements. */
export interface ContactCatalogElementRow {
  contact_id: number;
  catalog_element_id: number;
  catalog_id: number | null;
  quantity: number | null;
  price_id: number | null;
}

/** Links of companies to their tags. */
export interface CompanyTagRow {
  company_id: number;
  tag_id: number;
}

/** Links of companies to their catalog elements. */
export interface CompanyCatalogElementRow {
  company_id: number;
  catalog_element_id: number;
  catalog_id: number | null;
  quantity: number | null;
  price_id: number | null;
}

/** Links of customers to their contacts. */
export interface CustomerContactRow {
  customer_id: number;
  contact_id: number;
  is_main: boolean | null;
}

/** Links of customers to their companies. */
export interface CustomerCompanyRow {
  customer_id: number;
  company_id: number;
}

/** Links of customers to their tags. */
export interface CustomerTagRow {
  customer_id: number;
  tag_id: number;
}

/** Links of customers to their segments. */
export interface CustomerSegmentRow {
  customer_id: number;
  segment_id: number;
}

/** Links of customers to their catalog elements. */
export interface CustomerCatalogElementRow {
  customer_id: number;
  catalog_element_id: number;
  catalog_id: number | null;
  quantity: number | null;
  price_id: number | null;
}

/** Rows of the tables by their names. */
export interface MirrorRows {
  account: AccountRow;
  users: UserRow;
  roles: RoleRow;
  pipelines: PipelineRow;
  stages: StageRow;
  loss_reasons: LossReasonRow;
  custom_fields: CustomFieldRow;
  tags: TagRow;
  leads: LeadRow;
  contacts: ContactRow;
  companies: CompanyRow;
  customers: CustomerRow;
  customer_statuses: CustomerStatusRow;
  segments: SegmentRow;
  transactions: TransactionRow;
  tasks: TaskRow;
  notes: NoteRow;
  events: EventRow;
  catalogs: CatalogRow;
  catalog_elements: CatalogElementRow;
  talks: TalkRow;
  files: FileRow;
  messages: MessageRow;
  lead_contacts: LeadContactRow;
  lead_companies: LeadCompanyRow;
  lead_tags: LeadTagRow;
  lead_catalog_elements: LeadCatalogElementRow;
  contact_companies: ContactCompanyRow;
  contact_tags: ContactTagRow;
  contact_catalog_elements: ContactCatalogElementRow;
  company_tags: CompanyTagRow;
  company_catalog_elements: CompanyCatalogElementRow;
  customer_contacts: CustomerContactRow;
  customer_companies: CustomerCompanyRow;
  customer_tags: CustomerTagRow;
  customer_segments: CustomerSegmentRow;
  customer_catalog_elements: CustomerCatalogElementRow;
}

/** Every table that holds entities. */
export const TABLES: readonly TableSpec[] = [
  {
    name: "account",
    comment: "The account itself: one row.",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["subdomain","text",""],
      ["language","text","Two letters: ru, en, es, pt."],
      ["created_at","timestamptz",""],
      ["created_by","bigint","0 is a robot. Points to users.id."],
      ["updated_at","timestamptz",""],
      ["updated_by","bigint","0 is a robot. Points to users.id."],
      ["current_user_id","bigint","The user whose token asks. Points to users.id."],
      ["country","text","Two letters."],
      ["currency","text","Three letters."],
      ["currency_symbol","text",""],
      ["customers_mode","text","`disabled` is switched off, `unavailable` not in the plan; the others are the ways customers work."],
      ["is_unsorted_on","boolean","Whether incoming leads are on."],
      ["mobile_feature_version","bigint",""],
      ["is_loss_reason_enabled","boolean",""],
      ["is_helpbot_enabled","boolean",""],
      ["is_technical_account","boolean",""],
      ["contact_name_display_order","bigint","1 shows the first name first, 2 the last name."],
      ["amojo_id","text","Id of the account in the Chats API."],
      ["uuid","text",""],
      ["version","bigint",""],
      ["drive_url","text","Host of the files API."],
      ["is_api_filter_enabled","boolean",""],
      ["entity_names","jsonb","What the account calls its leads, by language."],
      ["invoices_settings","jsonb","Known from the amoCRM PHP SDK only."],
    ],
  },
  {
    name: "users",
    comment: "Users of the account.",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["email","text",""],
      ["lang","text","Two letters: ru, en, es, pt."],
      ["rights","jsonb","What the user may do; a right that is not there is denied."],
      ["uuid","text",""],
      ["amojo_id","text","Id of the user in the Chats API."],
      ["user_rank","text","newbie, candidate or master."],
      ["phone_number","text",""],
    ],
  },
  {
    name: "roles",
    comment: "Roles of users.",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["rights","jsonb","What a role allows; a right that is not there is denied."],
    ],
  },
  {
    name: "pipelines",
    comment: "Pipelines of leads.",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["sort","bigint",""],
      ["is_main","boolean",""],
      ["is_unsorted_on","boolean","Whether it has a stage for incoming leads."],
      ["is_archive","boolean",""],
      ["account_id","bigint","Points to account.id."],
    ],
  },
  {
    name: "stages",
    comment: "Stages of pipelines. 142 (won) and 143 (lost) stand in every pipeline.",
    key: ["pipeline_id","id"],
    columns: [
      ["id","bigint",""],
      ["pipeline_id","bigint","Points to pipelines.id."],
      ["name","text",""],
      ["sort","bigint",""],
      ["is_editable","boolean","False for system stages."],
      ["color","text","Any colour with a leading `#`; more than can be written."],
      ["type","bigint","0 is a common stage, 1 that of incoming leads."],
      ["account_id","bigint","Points to account.id."],
      ["descriptions","jsonb",""],
    ],
  },
  {
    name: "loss_reasons",
    comment: "Reasons of lost leads.",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["sort","bigint",""],
      ["created_at","timestamptz",""],
      ["updated_at","timestamptz",""],
    ],
  },
  {
    name: "custom_fields",
    comment: "Definitions of custom fields.",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["code","text","Name to use instead of the id when values are written."],
      ["type","text","A CustomFieldType, or a type that came later."],
      ["sort","bigint",""],
      ["entity_type","text",""],
      ["account_id","bigint","Points to account.id."],
      ["catalog_id","bigint","The list; on fields of lists only. Points to catalogs.id."],
      ["group_id","text","Group of fields; a string such as `default` or `leads_2745158`."],
      ["is_computed","boolean","On fields of leads only."],
      ["is_predefined","boolean",""],
      ["is_deletable","boolean",""],
      ["is_visible","boolean","On fields of lists only."],
      ["is_required","boolean","On fields of lists only."],
      ["is_api_only","boolean",""],
      ["settings","jsonb","Settings of a field of a list; not documented further."],
      ["remind","text","When to remind of a birthday."],
      ["currency","text","ISO code, on monetary fields."],
      ["enums","jsonb","Options. The answer of a batch update may hold them as an object keyed by index; the SDK always gives an array."],
      ["nested","jsonb","Tree of a category field of a list."],
      ["required_statuses","jsonb","Stages that cannot be entered while the field is empty."],
      ["hidden_statuses","jsonb","Stages in which the field is hidden; leads only."],
      ["chained_lists","jsonb",""],
      ["tracking_callback","text","Code that the site runs for a tracking_data field."],
      ["search_in","text","Where a linked_entity field looks: contacts, companies, contacts_and_companies, or the id of a list as a string."],
      ["triggers","jsonb","Seen in answers, not documented."],
    ],
  },
  {
    name: "tags",
    comment: "Tags.",
    key: ["entity_type","id"],
    columns: [
      ["entity_type","text","leads, contacts, companies or customers."],
      ["id","bigint",""],
      ["name","text",""],
      ["color","text",""],
    ],
  },
  {
    name: "leads",
    comment: "Leads.",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["price","numeric","Whole units of the account's currency."],
      ["price_with_minor_units","numeric","The price with its fraction, in the account's currency. `price` holds whole units only."],
      ["responsible_user_id","bigint","Points to users.id."],
      ["group_id","bigint","Group of the responsible user; 0 is the default group."],
      ["status_id","bigint","Stage. 142 is won and 143 is lost in every pipeline. Points to stages.id, together with pipeline_id."],
      ["pipeline_id","bigint","Points to pipelines.id."],
      ["loss_reason_id","bigint","Points to loss_reasons.id."],
      ["source_id","bigint",""],
      ["created_by","bigint","0 is a robot. Points to users.id."],
      ["updated_by","bigint","0 is a robot. Points to users.id."],
      ["created_at","timestamptz",""],
      ["updated_at","timestamptz",""],
      ["closed_at","timestamptz",""],
      ["closest_task_at","timestamptz",""],
      ["custom_fields_values","jsonb","Null when nothing is filled (an empty array at times)."],
      ["score","bigint",""],
      ["account_id","bigint","Points to account.id."],
      ["labor_cost","bigint","Seconds."],
      ["is_price_computed","boolean",""],
      ["is_price_modified_by_robot","boolean",""],
    ],
  },
  {
    name: "contacts",
    comment: "Contacts.",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["first_name","text",""],
      ["last_name","text",""],
      ["responsible_user_id","bigint","Points to users.id."],
      ["group_id","bigint","Group of the responsible user; 0 is the default group."],
      ["created_by","bigint","0 is a robot. Points to users.id."],
      ["updated_by","bigint","0 is a robot. Points to users.id."],
      ["created_at","timestamptz",""],
      ["updated_at","timestamptz",""],
      ["closest_task_at","timestamptz",""],
      ["is_unsorted","boolean","Whether it still is in an incoming lead."],
      ["custom_fields_values","jsonb","Null when nothing is filled (an empty array at times)."],
      ["account_id","bigint","Points to account.id."],
    ],
  },
  {
    name: "companies",
    comment: "Companies.",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["responsible_user_id","bigint","Points to users.id."],
      ["group_id","bigint","Group of the responsible user; 0 is the default group."],
      ["created_by","bigint","0 is a robot. Points to users.id."],
      ["updated_by","bigint","0 is a robot. Points to users.id."],
      ["created_at","timestamptz",""],
      ["updated_at","timestamptz",""],
      ["closest_task_at","timestamptz",""],
      ["custom_fields_values","jsonb","Null when nothing is filled (an empty array at times)."],
      ["account_id","bigint","Points to account.id."],
    ],
  },
  {
    name: "customers",
    comment: "Customers (amoCRM only).",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["next_price","numeric","Sum that the next purchase is expected to have."],
      ["next_price_with_minor_units","numeric","The sum with its fraction."],
      ["next_date","timestamptz","When the next purchase is expected,"],
      ["responsible_user_id","bigint","Points to users.id."],
      ["status_id","bigint","Points to customer_statuses.id."],
      ["periodicity","bigint","Days between purchases, in the periodicity mode."],
      ["created_by","bigint","0 is a robot. Points to users.id."],
      ["updated_by","bigint","0 is a robot. Points to users.id."],
      ["created_at","timestamptz",""],
      ["updated_at","timestamptz",""],
      ["closest_task_at","timestamptz",""],
      ["custom_fields_values","jsonb","Null when nothing is filled (an empty array at times)."],
      ["ltv","numeric","Sum of the purchases."],
      ["purchases_count","bigint",""],
      ["average_check","numeric",""],
      ["ltv_with_minor_units","numeric","The sum with its fraction."],
      ["average_check_with_minor_units","numeric","The sum with its fraction."],
      ["account_id","bigint","Points to account.id."],
      ["group_id","bigint",""],
    ],
  },
  {
    name: "customer_statuses",
    comment: "Statuses of customers (amoCRM only).",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["sort","bigint",""],
      ["is_default","boolean","A status of the system."],
      ["conditions","jsonb","When a customer gets here: alternatives, each a list of conditions. Their shape is not documented; read only."],
      ["color","text","With the sign, `#c1e0ff`."],
      ["type","bigint","0 ordinary, 1 purchase expected, 2 did not purchase, 3 closed, 4 recently purchased."],
      ["account_id","bigint","Points to account.id."],
    ],
  },
  {
    name: "segments",
    comment: "Segments of customers (amoCRM only).",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["color","text","Without the sign, `ae003f`."],
      ["created_at","timestamptz",""],
      ["updated_at","timestamptz",""],
      ["account_id","bigint","Points to account.id."],
      ["available_products_price_types","jsonb","Ids of the price fields of lists that the segment may use."],
      ["customers_count","bigint",""],
      ["custom_fields_values","jsonb","Null when nothing is filled (an empty array at times)."],
    ],
  },
  {
    name: "transactions",
    comment: "Purchases of customers (amoCRM only).",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["price","numeric","In whole units of the account's currency."],
      ["price_with_minor_units","numeric","The price with its fraction."],
      ["comment","text",""],
      ["completed_at","timestamptz",""],
      ["customer_id","bigint","Points to customers.id."],
      ["created_by","bigint","Points to users.id."],
      ["updated_by","bigint","Points to users.id."],
      ["created_at","timestamptz",""],
      ["updated_at","timestamptz",""],
      ["account_id","bigint","Points to account.id."],
    ],
  },
  {
    name: "tasks",
    comment: "Tasks.",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["created_by","bigint","0 is a robot. Points to users.id."],
      ["updated_by","bigint","0 is a robot. Points to users.id."],
      ["created_at","timestamptz",""],
      ["updated_at","timestamptz",""],
      ["responsible_user_id","bigint","Points to users.id."],
      ["group_id","bigint","Group of the responsible user; 0 is the default group."],
      ["entity_id","bigint",""],
      ["entity_type","text",""],
      ["is_completed","boolean",""],
      ["task_type_id","bigint","1 is a follow-up, 2 a meeting; the account has the others."],
      ["text","text",""],
      ["duration","bigint","Seconds."],
      ["complete_till","timestamptz",""],
      ["result","jsonb","On the wire an empty array where there is none; the SDK gives null."],
      ["account_id","bigint","Points to account.id."],
    ],
  },
  {
    name: "notes",
    comment: "Notes, calls included.",
    key: ["entity_type","id"],
    columns: [
      ["entity_type","text","leads, contacts, companies or customers."],
      ["id","bigint",""],
      ["entity_id","bigint",""],
      ["created_by","bigint","0 is a robot. Points to users.id."],
      ["updated_by","bigint","0 is a robot. Points to users.id."],
      ["created_at","timestamptz",""],
      ["updated_at","timestamptz",""],
      ["responsible_user_id","bigint","Points to users.id."],
      ["group_id","bigint","Group of the responsible user; 0 is the default group."],
      ["account_id","bigint","Points to account.id."],
      ["is_pinned","boolean",""],
      ["note_type","text","Type of the note; it says what `params` holds."],
      ["params","jsonb","What the type asks for."],
    ],
  },
  {
    name: "events",
    comment: "What happened to whom and when. Events never change.",
    key: ["id"],
    columns: [
      ["id","text",""],
      ["type","text",""],
      ["entity_id","bigint",""],
      ["entity_type","text","Singular, unlike the rest of the API; `catalog_{id}` for the elements of a list."],
      ["created_by","bigint","0 is the system. Points to users.id."],
      ["created_at","timestamptz",""],
      ["value_after","jsonb",""],
      ["value_before","jsonb",""],
      ["account_id","bigint","Points to account.id."],
      ["linked_talk_contact_id","bigint",""],
    ],
  },
  {
    name: "catalogs",
    comment: "Lists (catalogs).",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["created_by","bigint","Points to users.id."],
      ["updated_by","bigint","Points to users.id."],
      ["created_at","timestamptz",""],
      ["updated_at","timestamptz",""],
      ["sort","bigint",""],
      ["type","text","A CatalogType, or one that came later."],
      ["can_add_elements","boolean",""],
      ["can_show_in_cards","boolean",""],
      ["can_link_multiple","boolean","Whether one element may hang on several entities."],
      ["can_be_deleted","boolean",""],
      ["sdk_widget_code","text","The widget that shows the list; the docs call it a number, the PHP SDK reads a string."],
      ["account_id","bigint","Points to account.id."],
    ],
  },
  {
    name: "catalog_elements",
    comment: "Elements of lists, products among them.",
    key: ["id"],
    columns: [
      ["id","bigint",""],
      ["name","text",""],
      ["created_by","bigint","Points to users.id."],
      ["updated_by","bigint","Points to users.id."],
      ["created_at","timestamptz",""],
      ["updated_at","timestamptz",""],
      ["custom_fields_values","jsonb","Null when nothing is filled (an empty array at times)."],
      ["catalog_id","bigint","Points to catalogs.id."],
      ["account_id","bigint","Points to account.id."],
      ["currency_id","bigint","Known from the amoCRM PHP SDK only."],
      ["invoice_link","text","Printable invoice; null outside the list of invoices. Answers to writes have it unasked."],
    ],
  },
  {
    name: "talks",
    comment: "Conversations in chats.",
    key: ["talk_id"],
    columns: [
      ["talk_id","bigint","The id; there is no `id`."],
      ["created_at","timestamptz",""],
      ["updated_at","timestamptz",""],
      ["rate","bigint","What the client gave to the NPS bot."],
      ["contact_id","bigint","Points to contacts.id."],
      ["chat_id","text",""],
      ["entity_id","bigint",""],
      ["entity_type","text","In the singular here; customer on amoCRM only."],
      ["is_in_work","boolean","Not closed."],
      ["status","text","`nps_scheduled` and `nps_in_progress` wait for the NPS bot, which closes the conversation."],
      ["source_id","bigint","The source that the chat belongs to."],
      ["is_read","boolean",""],
      ["origin","text","telegram, whatsapp ..."],
      ["missed_at","timestamptz",""],
      ["account_id","bigint","Points to account.id."],
    ],
  },
  {
    name: "files",
    comment: "Metadata of the files of the drive.",
    key: ["uuid"],
    columns: [
      ["uuid","text",""],
      ["id","bigint","Known from the amoCRM PHP SDK only."],
      ["version_uuid","text","The active version."],
      ["name","text","Without the extension."],
      ["sanitized_name","text","The name in ASCII."],
      ["size","bigint","Bytes."],
      ["type","text",""],
      ["metadata","jsonb",""],
      ["session_id","bigint",""],
      ["source_id","bigint",""],
      ["is_trashed","boolean",""],
      ["has_multiple_versions","boolean",""],
      ["previews","jsonb",""],
      ["created_at","timestamptz",""],
      ["created_by","jsonb",""],
      ["updated_at","timestamptz",""],
      ["updated_by","jsonb",""],
      ["deleted_at","timestamptz",""],
      ["deleted_by","jsonb",""],
    ],
  },
  {
    name: "messages",
    comment: "Messages of chats, from webhooks and conversations.",
    key: ["id"],
    columns: [
      ["id","text","UUID."],
      ["chat_id","text","UUID."],
      ["talk_id","bigint","Points to talks.talk_id."],
      ["contact_id","bigint","Points to contacts.id."],
      ["text","text",""],
      ["message_type","text","text, picture, voice, location and others."],
      ["type","text","incoming or outgoing."],
      ["entity_type","text","lead, contact or customer."],
      ["entity_id","bigint",""],
      ["author","jsonb",""],
      ["attachment","jsonb",""],
      ["delivery_status","text","sent, delivered, read or error. Null for incoming messages."],
      ["origin","text","Messenger, for example telegram."],
      ["source_id","bigint",""],
      ["created_at","timestamptz",""],
    ],
  },
];
