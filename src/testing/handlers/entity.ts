import type { EntityRow, EntityType } from '../db/rows/index.js';
import { asks, type Call, filterOf } from '../http/call.js';
import type { FieldIssue } from '../http/problems.js';
import { type FieldInput, mergeFields, renderFields } from './custom-values.js';
import { among, matchesFields, matchesText, within } from './filters.js';
import { groupOf, type UserRefs, userIssues } from './references.js';
import { applyTags, type TagInput, tagIssues } from './tagging.js';

/** What a write of any entity may send. */
export interface EntityInput extends UserRefs, TagInput {
  id?: number;
  name?: string;
  created_at?: number;
  updated_at?: number;
  custom_fields_values?: readonly FieldInput[] | null;
  request_id?: string;
}

/** What is wrong with the common part of a write, apart from its shape. */
export function entityIssues(call: Call, entityType: EntityType, input: EntityInput): FieldIssue[] {
  return [
    ...userIssues(call.db, input),
    ...tagIssues(call.db, entityType, input),
    ...mergeFields(call.db, { entityType }, [], input.custom_fields_values).issues,
  ];
}

/** The common columns of a row after a write that was found fine. */
export function entityColumns(
  call: Call,
  entityType: EntityType,
  input: EntityInput,
  row?: EntityRow,
): Omit<EntityRow, 'id' | 'name'> {
  const { db, now, userId } = call;
  const author = input.created_by ?? row?.created_by ?? userId;
  return {
    responsible_user_id: input.responsible_user_id ?? row?.responsible_user_id ?? userId,
    created_by: author,
    updated_by: input.updated_by ?? (row ? userId : author),
    created_at: input.created_at ?? row?.created_at ?? now,
    updated_at: input.updated_at ?? now,
    is_deleted: row?.is_deleted ?? false,
    custom_fields: mergeFields(db, { entityType }, row?.custom_fields ?? [], input.custom_fields_values).fields,
    tags: applyTags(db, entityType, row?.tags ?? [], input),
    elements: row?.elements ?? [],
  };
}

/** Properties that every entity is read with, before and after those of its own. */
export function renderEntity(
  call: Call,
  entityType: EntityType,
  row: EntityRow,
  closest: ReadonlyMap<number, number>,
): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    responsible_user_id: row.responsible_user_id,
    group_id: groupOf(call.db, row.responsible_user_id),
    created_by: row.created_by,
    updated_by: row.updated_by,
    created_at: row.created_at,
    updated_at: row.updated_at,
    closest_task_at: closest.get(row.id) ?? null,
    is_deleted: row.is_deleted,
    custom_fields_values: renderFields(call.db, row.custom_fields, { entityType }),
    account_id: call.db.account.id,
  };
}

/** Whether a query narrows a list at all; if not, rows need no look. */
export const isFiltered = (call: Call): boolean =>
  call.query['query'] !== undefined || call.query['filter'] !== undefined;

/** The filters that every list of entities has. */
export function entityFilter(call: Call, closest: ReadonlyMap<number, number>): (row: EntityRow) => boolean {
  const f = (key: string): unknown => filterOf(call, key);
  const [id, name, responsible, created, updated] = [
    'id',
    'name',
    'responsible_user_id',
    'created_by',
    'updated_by',
  ].map(f);
  const [createdAt, updatedAt, taskAt, fields] = [
    'created_at',
    'updated_at',
    'closest_task_at',
    'custom_fields_values',
  ].map(f);
  const text = call.query['query'];
  return (row) =>
    among(id, row.id) &&
    among(name, row.name) &&
    among(responsible, row.responsible_user_id) &&
    among(created, row.created_by) &&
    among(updated, row.updated_by) &&
    within(createdAt, row.created_at) &&
    within(updatedAt, row.updated_at) &&
    within(taskAt, closest.get(row.id) ?? null) &&
    matchesFields(fields, row.custom_fields) &&
    matchesText(text, row, call.db);
}

export const ENTITY_KEYS = {
  created_at: (row: { created_at: number }) => row.created_at,
  updated_at: (row: { updated_at: number }) => row.updated_at,
} as const;

/** List elements of an entity, if `with` asks for them. */
export function embeddedElements(call: Call, row: EntityRow): object {
  if (!asks(call, 'catalog_elements')) return {};
  const items = row.elements.map(({ id, quantity, catalog_id, price_id }) => ({
    id,
    metadata: { quantity, catalog_id, price_id },
  }));
  return { catalog_elements: items };
}
