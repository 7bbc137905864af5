import {
  catalogElementFields,
  chatTemplateFields,
  contactFields,
  customerFields,
  leadFields,
  messageFields,
  noteFields,
  pipelineTriggerFields,
  talkFields,
  taskFields,
  unsortedFields,
  widgetRequestFields,
} from './entities.js';
import type { Fields } from './fields.js';

/** How an event is found in a body, and which subscription brings it. */
export interface EventDefinition {
  /** Top key of the body. */
  readonly group: string;
  /** Key below it. */
  readonly action: string;
  /** Fields of its entity. */
  readonly fields: Fields;
  /** Name in the `settings` of a subscription. Absent where the API knows none. */
  readonly setting?: string;
  /** Values of the item that tell this event from others of its group and action. */
  readonly marks?: { readonly [key: string]: string };
  /** Field that tells this event from others: it is there, and differs from the one without `old_`. */
  readonly changed?: string;
  /** Field that tells this event from others by being there. */
  readonly has?: string;
  /** Values that Kommo always sends along and that tell nothing. */
  readonly constants?: { readonly [key: string]: string };
}

const event = <const D extends EventDefinition>(definition: D): D => definition;

const lead = { group: 'leads', fields: leadFields } as const;
const contact = { group: 'contacts', fields: contactFields, marks: { type: 'contact' } } as const;
const company = { group: 'contacts', fields: contactFields, marks: { type: 'company' } } as const;
const customer = { group: 'customers', fields: customerFields } as const;
const task = { group: 'task', fields: taskFields } as const;
const unsorted = { group: 'unsorted', fields: unsortedFields } as const;
const catalog = { group: 'catalogs', fields: catalogElementFields, constants: { type: 'catalog' } } as const;
const reassigned = { action: 'update', changed: 'old_responsible_user_id' } as const;

/**
 * Every documented event. Of those that share a group and an action, the first that fits an item is the one.
 * @see https://developers.kommo.com/reference/webhook-events
 */
export const EVENTS = {
  'lead.added': event({ ...lead, action: 'add', setting: 'add_lead' }),
  'lead.updated': event({ ...lead, action: 'update', setting: 'update_lead' }),
  'lead.deleted': event({ ...lead, action: 'delete', setting: 'delete_lead' }),
  'lead.restored': event({ ...lead, action: 'restore', setting: 'restore_lead' }),
  'lead.status_changed': event({ ...lead, action: 'status', setting: 'status_lead' }),
  'lead.responsible_changed': event({ ...lead, action: 'responsible', setting: 'responsible_lead' }),
  'lead.note_added': event({ ...lead, action: 'note', fields: noteFields, setting: 'note_lead' }),
  'lead.mail_in': event({ ...lead, action: 'mail_in' }),
  'lead.call_in': event({ ...lead, action: 'call_in' }),
  'lead.chat': event({ ...lead, action: 'chat' }),
  'lead.site_visit': event({ ...lead, action: 'site_visit' }),

  'contact.added': event({ ...contact, action: 'add', setting: 'add_contact' }),
  'contact.responsible_changed': event({ ...contact, ...reassigned, setting: 'responsible_contact' }),
  'contact.updated': event({ ...contact, action: 'update', setting: 'update_contact' }),
  'contact.deleted': event({ ...contact, action: 'delete', setting: 'delete_contact' }),
  'contact.restored': event({ ...contact, action: 'restore', setting: 'restore_contact' }),
  'contact.note_added': event({ ...contact, action: 'note', fields: noteFields, setting: 'note_contact' }),

  'company.added': event({ ...company, action: 'add', setting: 'add_company' }),
  'company.responsible_changed': event({ ...company, ...reassigned, setting: 'responsible_company' }),
  'company.updated': event({ ...company, action: 'update', setting: 'update_company' }),
  'company.deleted': event({ ...company, action: 'delete', setting: 'delete_company' }),
  'company.restored': event({ ...company, action: 'restore', setting: 'restore_company' }),
  'company.note_added': event({ ...company, action: 'note', fields: noteFields, setting: 'note_company' }),

  'customer.added': event({ ...customer, action: 'add', setting: 'add_customer' }),
  'customer.updated': event({ ...customer, action: 'update', setting: 'update_customer' }),
  'customer.deleted': event({ ...customer, action: 'delete', setting: 'delete_customer' }),
  'customer.responsible_changed': event({ ...customer, action: 'responsible', setting: 'responsible_customer' }),
  'customer.note_added': event({ ...customer, action: 'note', fields: noteFields, setting: 'note_customer' }),
  'customer.period_changed': event({ ...customer, action: 'period' }),
  'customer.mail_in': event({ ...customer, action: 'mail_in' }),
  'customer.call_in': event({ ...customer, action: 'call_in' }),
  'customer.chat': event({ ...customer, action: 'chat' }),
  'customer.site_visit': event({ ...customer, action: 'site_visit' }),

  'task.added': event({ ...task, action: 'add', setting: 'add_task' }),
  'task.completed': event({
    ...task,
    action: 'update',
    marks: { action_close: '1' },
    constants: { status: '1' },
    setting: 'update_task',
  }),
  'task.responsible_changed': event({ ...task, ...reassigned, setting: 'responsible_task' }),
  'task.updated': event({ ...task, action: 'update', setting: 'update_task' }),
  'task.deleted': event({ ...task, action: 'delete', setting: 'delete_task' }),

  'unsorted.added': event({ ...unsorted, action: 'add' }),
  'unsorted.updated': event({ ...unsorted, action: 'update' }),
  'unsorted.accepted': event({ ...unsorted, action: 'delete', marks: { action: 'accept' } }),
  'unsorted.declined': event({ ...unsorted, action: 'delete', marks: { action: 'decline' } }),
  'unsorted.deleted': event({ ...unsorted, action: 'delete' }),

  'catalog_element.added': event({ ...catalog, action: 'add' }),
  'catalog_element.updated': event({ ...catalog, action: 'update' }),
  'catalog_element.deleted': event({ ...catalog, action: 'delete' }),

  // Before message.added, which would fit it too: bots that answer every message would answer themselves.
  'message.sent': event({
    group: 'message',
    action: 'add',
    fields: messageFields,
    marks: { type: 'outgoing' },
    setting: 'add_message',
  }),
  'message.added': event({ group: 'message', action: 'add', fields: messageFields, setting: 'add_message' }),
  'outgoing_message.added': event({
    group: 'outgoing_message',
    action: 'add',
    fields: messageFields,
    setting: 'add_outgoing_message',
  }),
  'talk.added': event({ group: 'talk', action: 'add', fields: talkFields, setting: 'add_talk' }),
  'talk.updated': event({ group: 'talk', action: 'update', fields: talkFields, setting: 'update_talk' }),
  'chat_template.review_added': event({
    group: '',
    action: 'add',
    fields: chatTemplateFields,
    has: 'reviews',
    setting: 'add_chat_template_review',
  }),

  'salesbot.widget_request': event({ group: '', action: 'widget_request', fields: widgetRequestFields }),
  'digital_pipeline.triggered': event({ group: '', action: 'event', fields: pipelineTriggerFields }),
} as const;
