import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject, checkUpdates } from '../util/check.js';
import type { CustomField, CustomFieldCreate, CustomFieldUpdate, CustomFieldUpdateItem } from './custom-fields.js';
import { fieldCodec } from './custom-fields.js';
import { Resource } from './resource.js';
import type { Query } from './schemas.js';

/** Parameters of {@link SegmentCustomFields.list}. */
export type SegmentCustomFieldListParams = Query<'segmentCustomFields.list'>;

const LIST = '/api/v4/customers/segments/custom_fields';
const ONE = '/api/v4/customers/segments/custom_fields/{id}';

/**
 * Definitions of the custom fields of segments of customers (amoCRM only). Writing requires an admin's token.
 * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
 */
export class SegmentCustomFields extends Resource {
  /**
   * Lists the fields of segments, with totals (amoCRM only).
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  list(params: SegmentCustomFieldListParams = {}, options?: ListOptions): PagePromise<CustomField> {
    return this.http.list(LIST, { query: params, options }, fieldCodec);
  }

  /**
   * Gets one field of segments (amoCRM only).
   * @throws NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  get(id: number, options?: RequestOptions): ApiPromise<CustomField> {
    return this.http.get(ONE, { path: { id }, options }, fieldCodec);
  }

  /**
   * Creates one field of segments and returns it in full (amoCRM only).
   * @throws ValidationError, ForbiddenError without an admin's rights
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  create(field: CustomFieldCreate, options?: RequestOptions): ApiPromise<CustomField> {
    return this.http.one('POST', LIST, { body: [checkObject(field, 'field')], options }, fieldCodec);
  }

  /**
   * Creates up to 250 fields of segments in one call and returns them in full (amoCRM only). All or nothing.
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  createMany(fields: readonly CustomFieldCreate[], options?: RequestOptions): ApiPromise<CustomField[]> {
    return this.http.many('POST', LIST, { body: checkBatch(fields, 'fields'), options }, fieldCodec);
  }

  /**
   * Changes one field of segments and returns it in full (amoCRM only).
   * An option that `enums` leaves out is removed, an option without an id is created as a new one.
   * @throws InputError on an empty change, ValidationError, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  update(id: number, changes: CustomFieldUpdate, options?: RequestOptions): ApiPromise<CustomField> {
    return this.http.one('PATCH', ONE, { path: { id }, body: checkChanges(changes, 'changes'), options }, fieldCodec);
  }

  /**
   * Changes up to 250 fields of segments in one call, each named by its id, and returns them in full (amoCRM only).
   * @throws InputError, ValidationError whose issues point to the items, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  updateMany(fields: readonly CustomFieldUpdateItem[], options?: RequestOptions): ApiPromise<CustomField[]> {
    return this.http.many('PATCH', LIST, { body: checkUpdates(fields, 'fields'), options }, fieldCodec);
  }

  /**
   * Deletes one field of segments together with all its values (amoCRM only).
   * @throws NotFoundError, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/custom-fields
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { id }, options });
  }
}
