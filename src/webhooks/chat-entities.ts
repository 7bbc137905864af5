/**
 * What messages, talks, bots and triggers hold: the table that both the types and the reading come from.
 * @see https://developers.kommo.com/docs/webhooks-general
 */
import { bool, type EntityOf, int, list, nested, open, required, string, wire } from './fields.js';
import type { BotTokenClaims } from './salesbot.js';

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
  /** To whom an outgoing message went. */
  recipient: nested({ id: string, type: string, name: string }),
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
