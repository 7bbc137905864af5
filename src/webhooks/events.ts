import type {
  PipelineTrigger,
  WebhookCatalogElement,
  WebhookChatTemplate,
  WebhookCompany,
  WebhookContact,
  WebhookCustomer,
  WebhookLead,
  WebhookMessage,
  WebhookNote,
  WebhookTalk,
  WebhookTask,
  WebhookUnsorted,
  WidgetRequest,
} from './entities.js';
import { EVENTS } from './event-table.js';
import type { WireObject, WireValue } from './wire.js';

/** The account that a body names. `{}` if it names no account, as some of Kommo's own samples do. */
export interface WebhookAccount {
  id?: number;
  subdomain?: string;
  /** Address of the account. */
  url?: string;
}

/** Entity of an event that has a previous user. */
type Reassigned<E> = E & { old_responsible_user_id: number };

/** The entity of each type of event. */
export interface WebhookEntities {
  'lead.added': WebhookLead;
  'lead.updated': WebhookLead;
  'lead.deleted': WebhookLead;
  'lead.restored': WebhookLead;
  'lead.status_changed': WebhookLead;
  'lead.responsible_changed': WebhookLead;
  'lead.note_added': WebhookNote;
  /** Digital pipeline: an email came in. */
  'lead.mail_in': WebhookLead;
  /** Digital pipeline: a call came in. */
  'lead.call_in': WebhookLead;
  /** Digital pipeline: a chat message came in. */
  'lead.chat': WebhookLead;
  /** Digital pipeline: a visit to the site. */
  'lead.site_visit': WebhookLead;
  'contact.added': WebhookContact;
  'contact.updated': WebhookContact;
  'contact.deleted': WebhookContact;
  'contact.restored': WebhookContact;
  /** An update that changed the responsible user; there is no `contact.updated` then. */
  'contact.responsible_changed': Reassigned<WebhookContact>;
  'contact.note_added': WebhookNote;
  'company.added': WebhookCompany;
  'company.updated': WebhookCompany;
  'company.deleted': WebhookCompany;
  'company.restored': WebhookCompany;
  /** An update that changed the responsible user; there is no `company.updated` then. */
  'company.responsible_changed': Reassigned<WebhookCompany>;
  'company.note_added': WebhookNote;
  'customer.added': WebhookCustomer;
  'customer.updated': WebhookCustomer;
  'customer.deleted': WebhookCustomer;
  'customer.responsible_changed': WebhookCustomer;
  'customer.note_added': WebhookNote;
  /** Digital pipeline: the customer moved to another period. */
  'customer.period_changed': WebhookCustomer;
  'customer.mail_in': WebhookCustomer;
  'customer.call_in': WebhookCustomer;
  'customer.chat': WebhookCustomer;
  'customer.site_visit': WebhookCustomer;
  'task.added': WebhookTask;
  /** An update that changed neither the user nor completed the task. */
  'task.updated': WebhookTask;
  'task.completed': WebhookTask;
  'task.responsible_changed': Reassigned<WebhookTask>;
  'task.deleted': WebhookTask;
  'unsorted.added': WebhookUnsorted;
  'unsorted.updated': WebhookUnsorted;
  /** Accepted: `accept_result` has the ids of what came of it. */
  'unsorted.accepted': WebhookUnsorted;
  'unsorted.declined': WebhookUnsorted;
  'unsorted.deleted': WebhookUnsorted;
  'catalog_element.added': WebhookCatalogElement;
  'catalog_element.updated': WebhookCatalogElement;
  'catalog_element.deleted': WebhookCatalogElement;
  /** A message came in. */
  'message.added': WebhookMessage;
  /** A message went out, told by the subscription to incoming messages (`message[add]` with the type `outgoing`). */
  'message.sent': WebhookMessage;
  /** A message went out, told by a subscription to outgoing messages (`add_outgoing_message`). */
  'outgoing_message.added': WebhookMessage;
  'talk.added': WebhookTalk;
  'talk.updated': WebhookTalk;
  /** A WhatsApp template was sent for review. */
  'chat_template.review_added': WebhookChatTemplate;
  /** A salesbot waits for your answer at `return_url`. */
  'salesbot.widget_request': WidgetRequest;
  /** The action of a widget in the digital pipeline. */
  'digital_pipeline.triggered': PipelineTrigger;
}

/** Type of a documented event. */
export type WebhookEventType = keyof WebhookEntities;

/** An event of one type. */
export interface WebhookEventOf<T extends WebhookEventType> {
  readonly type: T;
  readonly entity: WebhookEntities[T];
  readonly account: WebhookAccount;
  /** Top key of the body that it came under, for example `leads`; `''` where the body has none. */
  readonly group: string;
  /** Key below it, for example `status`. */
  readonly action: string;
  /** The item as it was decoded, fields that `entity` doesn't know included. */
  readonly raw: WireObject;
}

/** Parts of a body that are not documented events. */
export interface UnknownWebhookEvent {
  readonly type: 'unknown';
  readonly entity: undefined;
  readonly account: WebhookAccount;
  readonly group: string;
  readonly action: string;
  readonly raw: WireValue;
}

/** An event. `type` says which. */
export type WebhookEvent = { [T in WebhookEventType]: WebhookEventOf<T> }[WebhookEventType] | UnknownWebhookEvent;

/** Types of all documented events. */
export const webhookEventTypes = Object.keys(EVENTS) as readonly WebhookEventType[];

/** Whether a text is the type of a documented event. */
export const isWebhookEventType = (type: string): type is WebhookEventType => Object.hasOwn(EVENTS, type);
