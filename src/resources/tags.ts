import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject, checkUpdates } from '../util/check.js';
import type { EntityType } from './custom-fields.js';
import { Resource } from './resource.js';
import type { Query, Schemas } from './schemas.js';
import { TagBulk } from './tag-bulk.js';

export * from './tag-bulk.js';

/** A tag. An id is valid for one type of entity only. */
export type Tag = Schemas['Tag'];
/** A tag by id or by name; an unknown name makes a new tag. */
export type TagRef = Schemas['TagRef'];
/** What a tag is created with. */
export type TagCreate = Schemas['TagCreate'];
/** A new tag, or the one that had the name already. */
export type TagCreated = Schemas['TagCreated'];
/** Parameters of {@link Tags.list}. */
export type TagListParams = Query<'tags.list'>;
/** What a change of tags answers. */
export type EntityPatched = Schemas['EntityPatched'];

/** What can be changed together with tags: name, responsible user, custom field values. */
export interface EntityTagsChange extends Omit<Schemas['EntityPatch'], 'id'> {
  /** All tags that the entity shall have; null takes them all away. To add and to take away, `tags_to_add` and `tags_to_delete`. */
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
   * Creates one tag, or gives the one that has the name already.
   * @throws ValidationError
   * @see https://developers.kommo.com/reference/add-tags
   */
  create(entityType: EntityType, tag: TagCreate, options?: RequestOptions): ApiPromise<TagCreated> {
    const body = [checkObject(tag, 'tag')];
    return this.http.one('POST', LIST, { path: { entity_type: entityType }, body, options });
  }

  /**
   * Creates up to 250 tags in one call; those whose name is there already are given as they are.
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
    const spec = { path: { entity_type: entityType, id }, body: wire(checkChanges(change, 'change')), options };
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
    const spec = {
      path: { entity_type: entityType },
      body: checkUpdates(changes, 'changes').map(({ id, ...change }) => ({ ...wire(change), id })),
      options,
    };
    return this.http.many('PATCH', '/api/v4/{entity_type}', spec, undefined, entityType);
  }
}

// Kommo takes the whole set of tags under `_embedded`.
const wire = ({ tags, ...rest }: EntityTagsChange): Schemas['EntityPatch'] =>
  tags === undefined ? rest : { ...rest, _embedded: { ...rest._embedded, tags: tags && [...tags] } };
