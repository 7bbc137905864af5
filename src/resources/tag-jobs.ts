import { createJob, updateJob } from '../bulk/jobs.js';
import type { BulkJob } from '../bulk/types.js';
import { InputError } from '../errors.js';
import { checkObject, isId } from '../util/check.js';
import type { EntityType } from './custom-fields.js';
import type { EntityPatched, EntityTagsChangeItem, TagCreate, TagCreated, Tags } from './tags.js';

/** Creates tags. */
export function tagJob(tags: Tags, entityType: EntityType): BulkJob<TagCreate, TagCreated> {
  const createMany = (items: readonly TagCreate[], options?: object) => tags.createMany(entityType, items, options);
  return createJob<TagCreate, TagCreated>({ createMany }, (tag, field) =>
    checkName(checkObject(tag, field).name, `${field}.name`, 'the name of the tag'),
  );
}

/** Sets the tags of entities. */
export function taggingJob(tags: Tags, entityType: EntityType): BulkJob<EntityTagsChangeItem, EntityPatched> {
  const updateMany = (items: readonly EntityTagsChangeItem[], options?: object) =>
    tags.setForEntities(entityType, items, options);
  return updateJob<EntityTagsChangeItem, EntityPatched>({ updateMany }, (change, field) => {
    for (const key of ['tags', 'tags_to_add', 'tags_to_delete'] as const) checkRefs(change[key], `${field}.${key}`);
  });
}

function checkRefs(refs: unknown, field: string): void {
  if (refs === undefined || refs === null) return;
  if (!Array.isArray(refs)) throw new InputError(field, `must be a list of tags, got ${JSON.stringify(refs)}`);
  for (const [at, ref] of refs.entries()) {
    if (isId(ref?.id)) continue;
    checkName(ref?.name, `${field}.${at}`, '{ id } or { name } of a tag', ref);
  }
}

function checkName(name: unknown, field: string, what: string, got = name): void {
  if (typeof name === 'string' && name.trim() !== '') return;
  throw new InputError(field, `must be ${what}, got ${JSON.stringify(got)}`);
}
