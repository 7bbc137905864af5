import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject } from '../util/check.js';
import type { EntityType } from './custom-fields.js';
import { Resource } from './resource.js';
import type { Query, Schema } from './schemas.js';

/** A group of custom fields: a tab of the card. Its id is a string. */
export interface FieldGroup extends Schema<'FieldGroup'> {}
/** What a group is created with. */
export interface FieldGroupCreate extends Schema<'FieldGroupCreate'> {}
/** What can be changed of a group; `fields` moves fields into it. */
export interface FieldGroupUpdate extends Schema<'FieldGroupUpdate'> {}
/** Parameters of {@link FieldGroups.list}. */
export type FieldGroupListParams = Query<'fieldGroups.list'>;

const LIST = '/api/v4/{entity_type}/custom_fields/groups';
const ONE = '/api/v4/{entity_type}/custom_fields/groups/{id}';

/**
 * Groups of the custom fields of leads, contacts, companies and customers. Writing requires an admin's token.
 * @see https://developers.kommo.com/reference/custom-fields
 */
export class FieldGroups extends Resource {
  /**
   * Lists the groups of a type of entity.
   * @see https://developers.kommo.com/reference/list-of-entity-field-groups
   */
  list(entityType: EntityType, params: FieldGroupListParams = {}, options?: ListOptions): PagePromise<FieldGroup> {
    return this.http.list(LIST, { path: { entity_type: entityType }, query: params, options });
  }

  /**
   * Gets one group: `get('leads', 'leads_2745158')`.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-a-fields-group-by-id
   */
  get(entityType: EntityType, id: string, options?: RequestOptions): ApiPromise<FieldGroup> {
    return this.http.get(ONE, { path: { entity_type: entityType, id }, options });
  }

  /**
   * Creates one group and returns it in full.
   * @throws ValidationError, ForbiddenError without an admin's rights
   * @see https://developers.kommo.com/reference/add-field-groups
   */
  create(entityType: EntityType, group: FieldGroupCreate, options?: RequestOptions): ApiPromise<FieldGroup> {
    const body = [checkObject(group, 'group')];
    return this.http.one('POST', LIST, { path: { entity_type: entityType }, body, options });
  }

  /**
   * Creates several groups in one call and returns them in full.
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://developers.kommo.com/reference/add-field-groups
   */
  createMany(
    entityType: EntityType,
    groups: readonly FieldGroupCreate[],
    options?: RequestOptions,
  ): ApiPromise<FieldGroup[]> {
    const body = checkBatch(groups, 'groups');
    return this.http.many('POST', LIST, { path: { entity_type: entityType }, body, options });
  }

  /**
   * Changes one group and returns it in full; `fields` moves fields into it.
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
    return this.http.one('PATCH', ONE, { path: { entity_type: entityType, id }, body, options });
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
