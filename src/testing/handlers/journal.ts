import type { Call } from '../call.js';
import type { EventRow } from '../rows-events.js';

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

/** Event ids are 26 characters that grow with time. */
export const eventId = (n: number): string => `01${n.toString(32).padStart(24, '0')}`;

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
  return found;
}
