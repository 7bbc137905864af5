/**
 * What each kind of item holds: the table that both the types and the reading come from.
 * Names are Kommo's own, which are older here than those of the v4 API (`date_create`, `custom_fields`).
 * @see https://developers.kommo.com/docs/webhooks-general
 */
import { customFields } from './custom-fields.js';
import { bool, decimal, type EntityOf, ids, int, list, nested, open, required, string, wire } from './fields.js';
import type { BotTokenClaims } from './salesbot.js';

const tags = list({ id: int, name: string });

export const leadFields = {
  id: required(int),
  name: string,
  status_id: int,
  /** Status before, on updates and on changes of the status or the user. */
  old_status_id: int,
  /** In the currency of the account. */
  price: decimal,
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

export const messageFields = {
  /** UUID. */
  id: required(string),
  /** UUID. */
  chat_id: string,
  talk_id: int,
  contact_id: int,
  text: string,
  /** `text`, `picture`, `voice`, `location` and others. */
  message_type: string,
  /** `incoming` or `outgoing`. */
  type: string,
  /** 1 contact, 2 lead, 12 customer. */
  element_type: int,
  element_id: int,
  /** `lead`, `contact`, `customer`. */
  entity_type: string,
  entity_id: int,
  /** `external` is a client; `internal`, with `user_id`, a user of the account. */
  author: nested({ id: string, type: string, name: string, user_id: int, avatar_url: string }),
  attachment: nested({ type: string, link: string, file_name: string }),
  /** Messenger, for example `telegram`. */
  origin: string,
  source_id: int,
  /** Unix seconds. */
  created_at: int,
};

export const talkFields = {
  talk_id: required(int),
  chat_id: string,
  contact_id: int,
  /** `lead`, `contact`, `customer`. */
  entity_type: string,
  entity_id: int,
  is_in_work: bool,
  is_read: bool,
  rate: int,
  origin: string,
  /** Unix seconds. */
  created_at: int,
  /** Unix seconds. */
  updated_at: int,
};

export const chatTemplateFields = {
  id: required(int),
  /** `amocrm` or `waba`. */
  type: string,
  account_id: int,
  name: string,
  content: string,
  is_editable: bool,
  is_on_review: bool,
  reviews: list({ id: int, source_id: int, status: string, reject_reason: string }),
  waba_header: string,
  waba_footer: string,
  waba_category: string,
  waba_language: string,
  /** Unix seconds. */
  created_at: int,
  /** Unix seconds. */
  updated_at: int,
};

export const widgetRequestFields = {
  /** JWT of the bot; a handler with `clientSecret` has verified it. */
  token: required(string),
  /** Where to send the bot's next steps. */
  return_url: required(string),
  /** The keys that the widget was told to send. */
  data: wire,
};

export const pipelineTriggerFields = {
  /** 1 lead_added, 14 lead_status_changed, 15 lead_appeared_in_status, 16 mail_in, 17 call_in, 18 site_visit, 19 chat. */
  type: int,
  type_code: required(string),
  data: nested({
    id: int,
    /** 2 lead, 12 customer. */
    element_type: int,
    status_id: int,
    pipeline_id: int,
    /** `went_to_trigger`, `went_in_trigger` or `went_from_trigger`. */
    direction_of_movement: string,
  }),
  /** Settings of the widget's action. */
  settings: open,
  /** Unix seconds. */
  time: int,
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
export interface WebhookMessage extends EntityOf<typeof messageFields> {}
export interface WebhookTalk extends EntityOf<typeof talkFields> {}
export interface WebhookChatTemplate extends EntityOf<typeof chatTemplateFields> {}
/** Body of a salesbot's `widget_request`. */
export interface WidgetRequest extends EntityOf<typeof widgetRequestFields> {
  /** What the token says. Only a handler fills it in, after it has verified the token. */
  claims?: BotTokenClaims;
}
/** Body of a digital pipeline widget. */
export interface PipelineTrigger extends EntityOf<typeof pipelineTriggerFields> {}
