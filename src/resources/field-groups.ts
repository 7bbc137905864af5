import type { ApiPromise } from '../http/api-promise.js';
import { byId, embedded, first } from '../http/hal.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/request-options.js';
import { checkBatch, checkChanges, checkObject } from '../util/check.js';
import type { EntityType } from './custom-fields.js';
import { Resource, STREAM } from './resource.js';
import type { Query, Schemas } from './schemas.js';

/** A group of custom fields: a tab of the card. Its id is a string. */
export type FieldGroup = Schemas['FieldGroup'];
/** What a group is created with. */
export type FieldGroupCreate = Schemas['FieldGroupCreate'];
/** What can be changed of a group; `fields` moves fields into it. */
export type FieldGroupUpdate = Schemas['FieldGroupUpdate'];
/** Parameters of {@link FieldGroups.list}. */
export type FieldGroupListParams = Query<'fieldGroups.list'>;

const KEY = 'custom_field_groups';
const LIST = '/api/v4/{entity_type}/custom_fields/groups';
const ONE = '/api/v4/{entity_type}/custom_fields/groups/{id}';

/**
 * Groups of the custom fields of leads, contacts, companies and customers. Writing takes an admin's token.
 * @see https://developers.kommo.com/reference/custom-fields
 */
export class FieldGroups extends Resource {
  /**
   * Lists the groups of a type of entity.
   * @see https://developers.kommo.com/reference/list-of-entity-field-groups
   */
  list(entityType: EntityType, params: FieldGroupListParams = {}, options?: ListOptions): PagePromise<FieldGroup> {
    return this.http.page(LIST, KEY, { path: { entity_type: entityType }, query: params, options, stream: STREAM });
  }

  /**
   * Gets one group: `get('leads', 'leads_2745158')`.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-a-fields-group-by-id
   */
  get(entityType: EntityType, id: string, options?: RequestOptions): ApiPromise<FieldGroup> {
    return this.http.get(ONE, { path: { entity_type: entityType, id }, options }, byId(KEY, id));
  }

  /**
   * Creates one group and gives it in full.
   * @throws ValidationError, ForbiddenError without an admin's rights
   * @see https://developers.kommo.com/reference/add-field-groups
   */
  create(entityType: EntityType, group: FieldGroupCreate, options?: RequestOptions): ApiPromise<FieldGroup> {
    const body = [checkObject(group, 'group')];
    return this.http.send('POST', LIST, { path: { entity_type: entityType }, body, options }, first(KEY));
  }

  /**
   * Creates several groups in one call and gives them in full.
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://developers.kommo.com/reference/add-field-groups
   */
  createMany(
    entityType: EntityType,
    groups: readonly FieldGroupCreate[],
    options?: RequestOptions,
  ): ApiPromise<FieldGroup[]> {
    const body = checkBatch(groups, 'groups');
    return this.http.send('POST', LIST, { path: { entity_type: entityType }, body, options }, embedded(KEY));
  }

  /**
   * Changes one group and gives it in full; `fields` moves fields into it.
   * @throws InputError on an empty change, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/edit-field-groups
   */
  update(
    entityType: EntityType,
    id: string,
    changes: FieldGroupUpdate,
    options?: RequestOptions,
  ): ApiPromise<FieldGroup> {
    const body = checkChanges(changes, 'changes');
    return this.http.send('PATCH', ONE, { path: { entity_type: entityType, id }, body, options }, first(KEY));
  }

  /**
   * Deletes one group. Not possible for predefined ones.
   * @throws NotFoundError, BadRequestError, ForbiddenError
   * @see https://developers.kommo.com/reference/delete-a-field-group
   */
  delete(entityType: EntityType, id: string, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { entity_type: entityType, id }, options });
  }
}
