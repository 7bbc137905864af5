import type { Db } from '../db/db.js';
import type { EntityRow, FieldValuesRow } from '../db/rows/index.js';

/** Whether a value is the one, or one of those, that a filter names. No filter lets everything through. */
export function among(filter: unknown, value: unknown): boolean {
  if (filter === undefined) return true;
  return (Array.isArray(filter) ? filter : [filter]).includes(value);
}

/**
 * Whether a number lies in a range filter, both ends included. A bare number means that value,
 * or with `bare: 'after'` everything from it on.
 */
export function within(filter: unknown, value: number | null, bare: 'equal' | 'after' = 'equal'): boolean {
  if (filter === undefined) return true;
  if (value === null) return false;
  if (typeof filter === 'number') return bare === 'equal' ? value === filter : value >= filter;
  const { from, to } = filter as { from?: number | undefined; to?: number | undefined };
  return (from === undefined || value >= from) && (to === undefined || value <= to);
}

/**
 * Full text over name, id and all filled custom fields, without case. Text matches as it is stored. Only a query of nothing but digits
 * matches the digits of a phone: a number in another spelling is not found, as Kommo promises no more.
 */
export function matchesText(query: unknown, row: EntityRow, db: Db): boolean {
  if (query === undefined || query === '') return true;
  const needle = String(query).toLowerCase();
  if (String(row.id) === needle || row.name.toLowerCase().includes(needle)) return true;
  const isNumber = /^\d{5,}$/.test(needle);
  return row.custom_fields.some(({ field_id, values }) => {
    const texts = values.map(({ value }) => value).filter((value) => /string|number/.test(typeof value));
    const isPhone = isNumber && db.customFields.get(field_id)?.code === 'PHONE';
    return texts.some((value) => {
      const text = String(value).toLowerCase();
      return text.includes(needle) || (isPhone && text.replace(/\D/g, '').includes(needle));
    });
  });
}

/** `filter[custom_fields_values][{id}]`: values, enum ids, or a range. */
export function matchesFields(filter: unknown, fields: readonly FieldValuesRow[]): boolean {
  if (filter === undefined || filter === null || typeof filter !== 'object') return true;
  return Object.entries(filter).every(([id, wanted]) => {
    const values = fields.find((field) => field.field_id === Number(id))?.values ?? [];
    return values.some((item) => fieldMatches(wanted, item));
  });
}

function fieldMatches(wanted: unknown, item: Readonly<Record<string, unknown>>): boolean {
  if (wanted !== null && typeof wanted === 'object' && !Array.isArray(wanted))
    return within(wanted, Number(item['value']));
  const list = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
  // A checkbox is asked for as 1 or 0.
  const value = typeof item['value'] === 'boolean' ? Number(item['value']) : item['value'];
  return list.includes(String(value)) || list.includes(String(item['enum_id']));
}

/** Earliest deadline of the open tasks of each entity of a type. */
export function closestTasks(db: Db, entityType: string): Map<number, number> {
  const closest = new Map<number, number>();
  for (const task of db.tasks) {
    if (task.is_completed || task.entity_type !== entityType || task.entity_id === null) continue;
    const known = closest.get(task.entity_id);
    if (known === undefined || task.complete_till < known) closest.set(task.entity_id, task.complete_till);
  }
  return closest;
}
