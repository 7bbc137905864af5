import { type BulkRun, bulkRun } from '../bulk/bulk-run.js';
import { jobs } from '../bulk/entity-bulk.js';
import type { BulkInputs, BulkOptions } from '../bulk/types.js';
import { InputError } from '../errors.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject, checkUpdates, isId } from '../util/check.js';
import { textOf } from '../util/is-record.js';
import type { EntityType } from './custom-fields.js';
import { Resource } from './resource.js';
import type { Query, Schema, Schemas } from './schemas.js';

/** A tag. An id is valid for one type of entity only. */
export interface Tag extends Schema<'Tag'> {}
/** A tag by id or by name; an unknown name makes a new tag. */
export interface TagRef extends Schema<'TagRef'> {}
/** What a tag is created with. */
export interface TagCreate extends Schema<'TagCreate'> {}
/** A new tag, or the one that had the name already. */
export interface TagCreated extends Schema<'TagCreated'> {}
/** Parameters of {@link Tags.list}. */
export type TagListParams = Query<'tags.list'>;
/** What a change of tags returns. */
export interface EntityPatched extends Schema<'EntityPatched'> {}

/** What can be changed together with tags: name, responsible user, custom field values. */
export interface EntityTagsChange extends Omit<Schemas['EntityPatch'], 'id'> {
  /** Replaces all tags of the entity. Null removes all. To add or remove single tags, use `tags_to_add` and `tags_to_delete`. */
  tags?: readonly TagRef[] | null;
}

/** A change of tags together with the id of the entity. */
export interface EntityTagsChangeItem extends EntityTagsChange {
  id: number;
}

const LIST = '/api/v4/{entity_type}/tags';

/**
 * Tags of leads, contacts, companies and customers. They can't be renamed or deleted through the API.
 * @see https://developers.kommo.com/reference/tags
 */
export class Tags extends Resource {
  /** Bulk writes from any iterable: new tags, and tags of many entities; each input ends with its own outcome. */
  bulk(entityType: EntityType): TagBulk {
    return new TagBulk(this, entityType);
  }

  /**
   * Lists the tags of a type of entity; `filter.name` is exact.
   * @see https://developers.kommo.com/reference/list-of-entity-tags
   */
  list(entityType: EntityType, params: TagListParams = {}, options?: ListOptions): PagePromise<Tag> {
    return this.http.list(LIST, { path: { entity_type: entityType }, query: params, options });
  }

  /**
   * Creates one tag, or returns the one that has the name already.
   * @throws ValidationError
   * @see https://developers.kommo.com/reference/add-tags
   */
  create(entityType: EntityType, tag: TagCreate, options?: RequestOptions): ApiPromise<TagCreated> {
    const body = [checkObject(tag, 'tag')];
    return this.http.one('POST', LIST, { path: { entity_type: entityType }, body, options });
  }

  /**
   * Creates up to 250 tags in one call; tags whose names exist are returned as they are.
   * @throws ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/add-tags
   */
  createMany(entityType: EntityType, tags: readonly TagCreate[], options?: RequestOptions): ApiPromise<TagCreated[]> {
    const body = checkBatch(tags, 'tags');
    return this.http.many('POST', LIST, { path: { entity_type: entityType }, body, options });
  }

  /**
   * Changes the tags of one entity: `setForEntity('leads', 42, { tags: [{ name: 'vip' }] })`.
   * @throws InputError on an empty change, ValidationError
   * @see https://developers.kommo.com/reference/update-tags-single-entity
   */
  setForEntity(
    entityType: EntityType,
    id: number,
    change: EntityTagsChange,
    options?: RequestOptions,
  ): ApiPromise<EntityPatched> {
    checkTagsChange(checkChanges(change, 'change'), 'change');
    const spec = { path: { entity_type: entityType, id }, body: wire(change), options };
    return this.http.one('PATCH', '/api/v4/{entity_type}/{id}', spec, undefined, entityType);
  }

  /**
   * Changes the tags of up to 250 entities in one call, each named by its id.
   * @throws InputError, ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/update-tags
   */
  setForEntities(
    entityType: EntityType,
    changes: readonly EntityTagsChangeItem[],
    options?: RequestOptions,
  ): ApiPromise<EntityPatched[]> {
    for (const [at, change] of checkUpdates(changes, 'changes').entries()) checkTagsChange(change, `changes.${at}`);
    const spec = {
      path: { entity_type: entityType },
      body: changes.map(({ id, ...change }) => ({ ...wire(change), id })),
      options,
    };
    return this.http.many('PATCH', '/api/v4/{entity_type}', spec, undefined, { items: entityType });
  }
}

// Kommo takes the whole set of tags under `_embedded`.
const wire = ({ tags, ...rest }: EntityTagsChange): Schemas['EntityPatch'] =>
  tags === undefined ? rest : { ...rest, _embedded: { ...rest._embedded, tags: tags && [...tags] } };

/**
 * Bulk writes of tags: what {@link Tags.bulk} returns. Both can be repeated, so what ends as `unknown` is safe to send again.
 * @see https://developers.kommo.com/reference/tags
 */
export class TagBulk {
  readonly #tags: Tags;
  readonly #entityType: EntityType;

  /** @internal */
  constructor(tags: Tags, entityType: EntityType) {
    this.#tags = tags;
    this.#entityType = entityType;
  }

  /**
   * Creates all inputs. Outcomes are `created` (also if the name was there before, with the tag that has it), `failed` or `unknown`.
   * @see https://developers.kommo.com/reference/add-tags
   */
  create(inputs: BulkInputs<TagCreate>, options?: BulkOptions): BulkRun<TagCreate, TagCreated> {
    const createMany = (items: readonly TagCreate[], own?: RequestOptions) =>
      this.#tags.createMany(this.#entityType, items, own);
    return bulkRun(
      inputs,
      async () => (await jobs()).createJob(`tags of ${textOf(this.#entityType)}`, { createMany }, checkTag),
      options,
    );
  }

  /**
   * Changes the tags of all entities that the inputs name by their ids: `{ id: 42, tags_to_add: [{ name: 'vip' }] }`, or `tags` for all
   * that the entity should have. Outcomes are `updated`, `failed` or `unknown`.
   * @see https://developers.kommo.com/reference/update-tags
   */
  set(inputs: BulkInputs<EntityTagsChangeItem>, options?: BulkOptions): BulkRun<EntityTagsChangeItem, EntityPatched> {
    const updateMany = (items: readonly EntityTagsChangeItem[], own?: RequestOptions) =>
      this.#tags.setForEntities(this.#entityType, items, own);
    return bulkRun(
      inputs,
      async () => (await jobs()).updateJob(`tags of ${textOf(this.#entityType)}`, { updateMany }, checkTagsChange),
      options,
    );
  }
}

function checkTag(tag: TagCreate, field: string): void {
  checkName(checkObject(tag, field).name, `${field}.name`, 'the name of the tag');
}

function checkTagsChange(change: EntityTagsChange, field: string): void {
  for (const key of ['tags', 'tags_to_add', 'tags_to_delete'] as const) checkRefs(change[key], `${field}.${key}`);
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
