import type { WebhookEvent } from '../webhooks/events.js';
import type { Raw } from './rows.js';
import type { Todo } from './state.js';

const LIST_OF: Readonly<Record<string, string>> = {
  lead: 'leads',
  contact: 'contacts',
  company: 'companies',
  customer: 'customers',
  task: 'tasks',
};

const listOf = (entityType: unknown): string | undefined => {
  const name = String(entityType);
  const catalog = /^catalog_(\d+)$/.exec(name)?.[1];
  return catalog ? `catalog_elements.${catalog}` : LIST_OF[name];
};

/** Events whose change does not, or not certainly, show in `updated_at`. */
const SILENT = /_(deleted|restored|linked|unlinked|merged)$|^entity_tag_/;

/** Entities that an event of the API has changed. The sync must read them again. */
export function touchedByEvent(event: Raw): Todo[] {
  const type = String(event['type']);
  const found: Todo[] = [];
  const add = (list: string | undefined, id: unknown): void => {
    if (list !== undefined && /^[1-9]\d{0,17}$/.test(String(id))) found.push([list, String(id)]);
  };
  const values = [event['value_after'], event['value_before']].flatMap((side) =>
    Array.isArray(side) ? (side as Raw[]) : [],
  );
  if (SILENT.test(type) && type !== 'common_note_deleted') add(listOf(event['entity_type']), event['entity_id']);
  for (const value of values) {
    for (const link of [value?.['link'], value?.['unlink']]) {
      const other = (link as { entity?: Raw } | undefined)?.entity;
      if (other) add(listOf(other['type']), other['id']);
    }
    const note = (value?.['note'] as Raw | undefined)?.['id'];
    if (type === 'common_note_deleted') add(`notes.${listOf(event['entity_type'])}`, note);
    if (type === 'transaction_added') add('transactions', (value?.['transaction'] as Raw | undefined)?.['id']);
    add('talks', (value?.['message'] as Raw | undefined)?.['talk_id'] ?? (value?.['talk'] as Raw | undefined)?.['id']);
  }
  return found;
}

/** Entities that a webhook names. */
export function touchedByWebhook(event: WebhookEvent): Todo[] {
  if (event.type === 'unknown' || event.entity === undefined) return [];
  const [kind = '', what = ''] = event.type.split('.');
  const entity = event.entity as unknown as Raw;
  const todo = (list: string | undefined, id: unknown): Todo[] =>
    list !== undefined && /^[1-9]\d{0,17}$/.test(String(id)) ? [[list, String(id)]] : [];
  if (what === 'note_added') return todo(`notes.${LIST_OF[kind]}`, entity['id']);
  if (kind === 'catalog_element') return todo(`catalog_elements.${Number(entity['catalog_id'])}`, entity['id']);
  if (kind === 'talk') return todo('talks', entity['talk_id']);
  if (kind === 'message' || kind === 'outgoing_message') return todo('talks', entity['talk_id']);
  return todo(LIST_OF[kind], entity['id']);
}
