/**
 * What each kind of CRM item holds: the table that both the types and the reading come from.
 * Names are Kommo's own, which are older here than those of the v4 API (`date_create`, `custom_fields`).
 * @see https://developers.kommo.com/docs/webhooks-general
 */
import { customFields } from './custom-fields.js';
import { bool, decimal, type EntityOf, ids, int, list, nested, open, required, string } from './fields.js';

const tags = list({ id: int, name: string });

export const leadFields = {
  id: required(int),
  name: string,
  status_id: int,
  /** Status before, on updates and on changes of the status or the user. */
  old_status_id: int,
  /** In the currency of the account. */
  price: decimal,
  /** The price with its fraction. */
  price_with_minor_units: decimal,
  responsible_user_id: int,
  old_responsible_user_id: int,
  /** Unix seconds. */
  last_modified: int,
  modified_user_id: int,
  created_user_id: int,
  /** Unix seconds. */
  date_create: int,
  pipeline_id: int,
  /** Only from the digital pipeline. */
  old_pipeline_id: int,
  account_id: int,
  tags,
  custom_fields: customFields,
  /** Unix seconds. */
  created_at: int,
  /** Unix seconds. */
  updated_at: int,
};

export const contactFields = {
  id: required(int),
  name: string,
  responsible_user_id: int,
  /** Responsible user before; it tells a change of the user from other updates. */
  old_responsible_user_id: int,
  /** Unix seconds. */
  date_create: int,
  /** Unix seconds. */
  last_modified: int,
  created_user_id: int,
  modified_user_id: int,
  account_id: int,
  /** Name of the company of a contact. */
  company_name: string,
  linked_company_id: int,
  linked_leads_id: ids,
  tags,
  custom_fields: customFields,
  /** Unix seconds. */
  created_at: int,
  /** Unix seconds. */
  updated_at: int,
};

export const customerFields = {
  id: required(int),
  name: string,
  status_id: int,
  next_price: decimal,
  /** The expected sum with its fraction. */
  next_price_with_minor_units: decimal,
  /** Unix seconds. */
  next_date: int,
  /** Only from the digital pipeline. */
  period_id: int,
  old_period_id: int,
  responsible_user_id: int,
  old_responsible_user_id: int,
  /** Unix seconds. */
  date_create: int,
  /** Unix seconds. */
  last_modified: int,
  created_user_id: int,
  modified_user_id: int,
  account_id: int,
  tags,
  custom_fields: customFields,
  /** Unix seconds. */
  created_at: int,
  /** Unix seconds. */
  updated_at: int,
};

export const taskFields = {
  id: required(int),
  element_id: int,
  /** 1 contact, 2 lead, 3 company, 12 customer. */
  element_type: int,
  task_type: int,
  /** `YYYY-MM-DD HH:MM:SS`; `created_at` has it as unix seconds. */
  date_create: string,
  text: string,
  /** Text before an update. */
  old_text: string,
  /** 0 open, 1 done. */
  status: int,
  account_id: int,
  created_user_id: int,
  /** `YYYY-MM-DD HH:MM:SS`; `updated_at` has it as unix seconds. */
  last_modified: string,
  responsible_user_id: int,
  old_responsible_user_id: int,
  /** `YYYY-MM-DD HH:MM:SS`; `complete_before` has it as unix seconds. */
  complete_till: string,
  /** 1 where this update completed the task. */
  action_close: int,
  result: nested({ id: int, text: string }),
  main_user: int,
  modified_by: int,
  /** Unix seconds. */
  created_at: int,
  /** Unix seconds. */
  updated_at: int,
  /** Deadline in unix seconds. */
  complete_before: int,
};

export const noteFields = {
  id: required(int),
  text: string,
  /** Kommo's spelling. `drive/{file_uuid}/{version_uuid}/{name}` on notes of type 5. */
  attachement: string,
  /** 4 text, 5 file and others. */
  note_type: int,
  /** 1 contact, 2 lead, 3 company, 12 customer. */
  element_type: int,
  element_id: int,
  /** JSON in a text. */
  metadata: string,
  /** `YYYY-MM-DD HH:MM:SS`; `created_at` has it as unix seconds. */
  date_create: string,
  /** `YYYY-MM-DD HH:MM:SS`; `updated_at` has it as unix seconds. */
  timestamp_x: string,
  catalog_id: int,
  group_id: int,
  account_id: int,
  created_by: int,
  modified_by: int,
  main_user_id: int,
  /** Unix seconds. */
  created_at: int,
  /** Unix seconds. */
  updated_at: int,
};

export const unsortedFields = {
  uid: required(string),
  /** `forms`, `mail`, `sip`, `chats`. */
  category: string,
  account_id: int,
  user_id: int,
  source: string,
  source_id: int,
  pipeline_id: int,
  lead_id: int,
  request_id: string,
  /** What the source knows: its keys are open, its values texts. */
  source_data: open,
  /** What accepting would make: leads, contacts, companies. Its values are texts. */
  data: open,
  /** `accept` or `decline`, on deletions. */
  action: string,
  accept_result: nested({ leads: ids, contacts: ids, companies: ids, customers: ids }),
  decline_result: nested({ leads: ids, contacts: ids, companies: ids, customers: ids }),
  modified_user_id: int,
  /** Unix seconds. */
  created_at: int,
};

export const catalogElementFields = {
  id: required(int),
  catalog_id: int,
  name: string,
  deleted: bool,
  custom_fields: customFields,
  /** Unix seconds. */
  date_create: int,
  /** Unix seconds. */
  date_modify: int,
  created_by: int,
  modified_by: int,
  account_id: int,
  /** Unix seconds. */
  created_at: int,
  /** Unix seconds. */
  updated_at: int,
};

export interface WebhookLead extends EntityOf<typeof leadFields> {}
export interface WebhookContact extends EntityOf<typeof contactFields> {}
/** A company; it has the fields of a contact. */
export interface WebhookCompany extends EntityOf<typeof contactFields> {}
export interface WebhookCustomer extends EntityOf<typeof customerFields> {}
export interface WebhookTask extends EntityOf<typeof taskFields> {}
export interface WebhookNote extends EntityOf<typeof noteFields> {}
/** An incoming lead. */
export interface WebhookUnsorted extends EntityOf<typeof unsortedFields> {}
export interface WebhookCatalogElement extends EntityOf<typeof catalogElementFields> {}
