import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject } from '../util/check.js';
import type { FieldGroup, FieldGroupCreate, FieldGroupUpdate } from './field-groups.js';
import { Resource } from './resource.js';
import type { Query } from './schemas.js';

/** Parameters of {@link CatalogFieldGroups.list}. */
export type CatalogFieldGroupListParams = Query<'catalogFieldGroups.list'>;

const LIST = '/api/v4/catalogs/{list_id}/custom_fields/groups';
const ONE = '/api/v4/catalogs/{list_id}/custom_fields/groups/{id}';

/**
 * Groups of the custom fields of a list (amoCRM only). Writing requires an admin's token.
 * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
 */
export class CatalogFieldGroups extends Resource {
  /**
   * Lists the groups of a list (amoCRM only).
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  list(listId: number, params: CatalogFieldGroupListParams = {}, options?: ListOptions): PagePromise<FieldGroup> {
    return this.http.list(LIST, { path: { list_id: listId }, query: params, options });
  }

  /**
   * Gets one group of a list (amoCRM only).
   * @throws NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  get(listId: number, id: string, options?: RequestOptions): ApiPromise<FieldGroup> {
    return this.http.get(ONE, { path: { list_id: listId, id }, options });
  }

  /**
   * Creates one group of a list and returns it in full (amoCRM only).
   * @throws ValidationError, ForbiddenError without an admin's rights
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  create(listId: number, group: FieldGroupCreate, options?: RequestOptions): ApiPromise<FieldGroup> {
    const body = [checkObject(group, 'group')];
    return this.http.one('POST', LIST, { path: { list_id: listId }, body, options });
  }

  /**
   * Creates several groups of a list in one call and returns them in full (amoCRM only).
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  createMany(listId: number, groups: readonly FieldGroupCreate[], options?: RequestOptions): ApiPromise<FieldGroup[]> {
    const body = checkBatch(groups, 'groups');
    return this.http.many('POST', LIST, { path: { list_id: listId }, body, options });
  }

  /**
   * Changes one group of a list and returns it in full; `fields` moves fields into it (amoCRM only).
   * @throws InputError on an empty change, ValidationError, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  update(listId: number, id: string, changes: FieldGroupUpdate, options?: RequestOptions): ApiPromise<FieldGroup> {
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', ONE, { path: { list_id: listId, id }, body, options });
  }

  /**
   * Deletes one group of a list (amoCRM only). Not possible for predefined ones.
   * @throws NotFoundError, BadRequestError, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  delete(listId: number, id: string, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { list_id: listId, id }, options });
  }
}
