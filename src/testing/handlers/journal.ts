import type { EventRow, FieldValuesRow } from '../db/rows/index.js';
import type { Call } from '../http/call.js';
import { eventId } from '../http/event-id.js';

export interface Happening {
  type: string;
  /** Singular, as events have it. */
  entity_type: string;
  entity_id: number;
  before?: readonly unknown[];
  after?: readonly unknown[];
}

/** Writes events down, with the moment and the user of the call. */
export function record(call: Call, ...happenings: readonly Happening[]): void {
  for (const happening of happenings) {
    call.db.events.push({
      id: eventId(call.db.events.length + 1),
      type: happening.type,
      entity_type: happening.entity_type,
      entity_id: happening.entity_id,
      created_by: call.userId,
      created_at: call.now,
      value_before: happening.before ?? [],
      value_after: happening.after ?? [],
    } satisfies EventRow);
  }
}

const SINGULAR: Record<string, string> = {
  leads: 'lead',
  contacts: 'contact',
  companies: 'company',
  customers: 'customer',
};

export const singular = (entityType: string): string => SINGULAR[entityType] ?? entityType;

interface Changeable {
  readonly id: number;
  readonly name: string;
  readonly responsible_user_id: number;
  readonly tags: readonly number[];
  readonly custom_fields: readonly FieldValuesRow[];
}

/** Events of what changed between two states of an entity: name, responsible user, tags. */
export function changesOf(call: Call, entityType: string, before: Changeable, after: Changeable): Happening[] {
  const subject = { entity_type: singular(entityType), entity_id: after.id };
  const found: Happening[] = [];
  if (before.name !== after.name) {
    found.push({
      ...subject,
      type: 'name_field_changed',
      before: [{ name_field_value: { name: before.name } }],
      after: [{ name_field_value: { name: after.name } }],
    });
  }
  if (before.responsible_user_id !== after.responsible_user_id) {
    found.push({
      ...subject,
      type: 'entity_responsible_changed',
      before: [{ responsible_user: { id: before.responsible_user_id } }],
      after: [{ responsible_user: { id: after.responsible_user_id } }],
    });
  }
  const tagNames = (ids: readonly number[]): unknown[] =>
    ids.map((id) => ({ tag: { name: call.db.tags.get(id)?.name ?? '' } }));
  const added = after.tags.filter((id) => !before.tags.includes(id));
  const removed = before.tags.filter((id) => !after.tags.includes(id));
  if (added.length > 0) found.push({ ...subject, type: 'entity_tag_added', after: tagNames(added) });
  if (removed.length > 0) found.push({ ...subject, type: 'entity_tag_deleted', before: tagNames(removed) });
  return [...found, ...fieldChanges(call, subject, before, after)];
}

// Events tell the type of a field by a number of its own.
const TYPE_NUMBERS = [
  '',
  'text',
  'numeric',
  'checkbox',
  'select',
  'multiselect',
  'date',
  'url',
  'multitext',
  'textarea',
  'radiobutton',
  'streetaddress',
];

function fieldChanges(
  call: Call,
  subject: Pick<Happening, 'entity_type' | 'entity_id'>,
  before: Changeable,
  after: Changeable,
): Happening[] {
  const ids = new Set([...before.custom_fields, ...after.custom_fields].map((row) => row.field_id));
  const shown = (row: Changeable, id: number): unknown[] =>
    (row.custom_fields.find((field) => field.field_id === id)?.values ?? []).map((item) => {
      const number = TYPE_NUMBERS.indexOf(call.db.customFields.get(id)?.type ?? '');
      const text = String(item['value'] ?? '');
      return {
        custom_field_value: { field_id: id, field_type: Math.max(number, 0), enum_id: item['enum_id'] ?? null, text },
      };
    });
  return [...ids].flatMap((id) => {
    const [was, is] = [shown(before, id), shown(after, id)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ ...subject, type: `custom_field_${id}_value_changed`, before: was, after: is }];
  });
}
