import type { Db } from '../db/db.js';
import type { EntityType, TagRow } from '../db/rows/index.js';
import { type FieldIssue, notSupportedChoice } from '../http/problems.js';

export interface TagRef {
  id?: number;
  name?: string;
}

export interface TagInput {
  tags_to_add?: readonly TagRef[];
  tags_to_delete?: readonly TagRef[];
  _embedded?: { tags?: readonly TagRef[] | null };
}

/** Tags as an entity embeds them. */
export function renderTags(db: Db, ids: readonly number[]): { id: number; name: string; color: string | null }[] {
  return ids.flatMap((id) => {
    const tag = db.tags.get(id);
    return tag ? [{ id: tag.id, name: tag.name, color: tag.color }] : [];
  });
}

/** Tags named by an id that the entity type does not have. */
export function tagIssues(db: Db, entityType: EntityType, input: TagInput): FieldIssue[] {
  const lists: [string, readonly TagRef[] | null | undefined][] = [
    ['tags_to_add', input.tags_to_add],
    ['_embedded.tags', input._embedded?.tags],
  ];
  return lists.flatMap(([path, list]) =>
    (list ?? []).flatMap((ref, i) =>
      ref.id === undefined || db.tags.get(ref.id)?.entity_type === entityType
        ? []
        : [notSupportedChoice(`${path}.${i}.id`)],
    ),
  );
}

/** Tag ids after a write: `_embedded.tags` replaces them all, the other two change them one by one. Makes tags that are new. */
export function applyTags(db: Db, entityType: EntityType, current: readonly number[], input: TagInput): number[] {
  const given = input._embedded?.tags;
  const ids = new Set(given === undefined ? current : (given ?? []).map((ref) => tagFor(db, entityType, ref).id));
  for (const ref of input.tags_to_add ?? []) ids.add(tagFor(db, entityType, ref).id);
  for (const ref of input.tags_to_delete ?? []) {
    const tag = findTag(db, entityType, ref);
    if (tag) ids.delete(tag.id);
  }
  return [...ids];
}

export function findTag(db: Db, entityType: EntityType, ref: TagRef): Readonly<TagRow> | undefined {
  if (ref.id !== undefined) return db.tags.get(ref.id);
  return db.tags.find((tag) => tag.entity_type === entityType && tag.name === ref.name);
}

/** The tag. It is created if its name is new. */
export function tagFor(db: Db, entityType: EntityType, ref: TagRef, color: string | null = null): Readonly<TagRow> {
  return findTag(db, entityType, ref) ?? db.tags.add({ name: ref.name ?? '', color, entity_type: entityType });
}
