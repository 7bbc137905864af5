import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject, checkUpdates } from '../util/check.js';
import type { CustomField, CustomFieldCreate, CustomFieldUpdate, CustomFieldUpdateItem } from './custom-fields.js';
import { fieldCodec } from './custom-fields.js';
import { Resource } from './resource.js';
import type { Query } from './schemas.js';

/** Parameters of {@link CatalogCustomFields.list}. */
export type CatalogCustomFieldListParams = Query<'catalogCustomFields.list'>;

const LIST = '/api/v4/catalogs/{list_id}/custom_fields';
const ONE = '/api/v4/catalogs/{list_id}/custom_fields/{id}';

/**
 * Definitions of the custom fields of a list (catalog). Writing requires an admin's token.
 * @see https://developers.kommo.com/reference/custom-fields
 */
export class CatalogCustomFields extends Resource {
  /**
   * Lists the fields of a list, with totals.
   * @see https://developers.kommo.com/reference/custom-fields-list-of-list
   */
  list(listId: number, params: CatalogCustomFieldListParams = {}, options?: ListOptions): PagePromise<CustomField> {
    const path = { list_id: listId };
    return this.http.list(LIST, { path, query: params, options }, fieldCodec);
  }

  /**
   * Gets one field of a list.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-list-custom-field
   */
  get(listId: number, id: number, options?: RequestOptions): ApiPromise<CustomField> {
    return this.http.get(ONE, { path: { list_id: listId, id }, options }, fieldCodec);
  }

  /**
   * Creates one field of a list and returns it in full.
   * @throws ValidationError, ForbiddenError without an admin's rights
   * @see https://developers.kommo.com/reference/adding-custom-field
   */
  create(listId: number, field: CustomFieldCreate, options?: RequestOptions): ApiPromise<CustomField> {
    const body = [checkObject(field, 'field')];
    return this.http.one('POST', LIST, { path: { list_id: listId }, body, options }, fieldCodec);
  }

  /**
   * Creates up to 250 fields of a list in one call and returns them in full. All or nothing.
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://developers.kommo.com/reference/adding-custom-field
   */
  createMany(
    listId: number,
    fields: readonly CustomFieldCreate[],
    options?: RequestOptions,
  ): ApiPromise<CustomField[]> {
    const body = checkBatch(fields, 'fields');
    return this.http.many('POST', LIST, { path: { list_id: listId }, body, options }, fieldCodec);
  }

  /**
   * Changes one field of a list and returns it in full. An option that `enums` leaves out is removed, an option without an id is created as a new one.
   * @throws InputError on an empty change, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/updating-custom-field-list
   */
  update(listId: number, id: number, changes: CustomFieldUpdate, options?: RequestOptions): ApiPromise<CustomField> {
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', ONE, { path: { list_id: listId, id }, body, options }, fieldCodec);
  }

  /**
   * Changes up to 250 fields of a list in one call, each named by its id, and returns them in full.
   * @throws InputError, ValidationError whose issues point to the items, ForbiddenError
   * @see https://developers.kommo.com/reference/update-custom-fields-list
   */
  updateMany(
    listId: number,
    fields: readonly CustomFieldUpdateItem[],
    options?: RequestOptions,
  ): ApiPromise<CustomField[]> {
    const body = checkUpdates(fields, 'fields');
    return this.http.many('PATCH', LIST, { path: { list_id: listId }, body, options }, fieldCodec);
  }

  /**
   * Deletes one field of a list together with all its values (amoCRM only).
   * @throws NotFoundError, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  delete(listId: number, id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { list_id: listId, id }, options });
  }
}
