import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject } from '../util/check.js';
import { Resource } from './resource.js';
import type { Query, Schema } from './schemas.js';

/** A status of customers, in the periodicity mode. */
export interface CustomerStatus extends Schema<'CustomerStatus'> {}
/** What a status is created with. */
export interface CustomerStatusCreate extends Schema<'CustomerStatusCreate'> {}
/** What a create returns: the id. */
export interface CustomerStatusCreated extends Schema<'CustomerStatusCreated'> {}
/** What can be changed of a status. */
export interface CustomerStatusUpdate extends Schema<'CustomerStatusUpdate'> {}
/** Parameters of {@link CustomerStatuses.list}. */
export type CustomerStatusListParams = Query<'customerStatuses.list'>;

const LIST = '/api/v4/customers/statuses';
const ONE = '/api/v4/customers/statuses/{id}';

/**
 * Statuses of customers (amoCRM only): 30 at most, in the periodicity mode. Writing requires an admin's token.
 * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
 */
export class CustomerStatuses extends Resource {
  /**
   * Lists the statuses (amoCRM only).
   * @throws KommoApiError with status 422 in the segments mode, PaymentRequiredError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
   */
  list(params: CustomerStatusListParams = {}, options?: ListOptions): PagePromise<CustomerStatus> {
    return this.http.list(LIST, { query: params, options });
  }

  /**
   * Gets one status (amoCRM only).
   * @throws NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
   */
  get(id: number, options?: RequestOptions): ApiPromise<CustomerStatus> {
    return this.http.get(ONE, { path: { id }, options });
  }

  /**
   * Creates one status and returns its id (amoCRM only).
   * @throws ValidationError, ForbiddenError without an admin's rights
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
   */
  create(status: CustomerStatusCreate, options?: RequestOptions): ApiPromise<CustomerStatusCreated> {
    return this.http.one('POST', LIST, { body: [checkObject(status, 'status')], options });
  }

  /**
   * Creates several statuses in one call and returns their ids (amoCRM only).
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
   */
  createMany(statuses: readonly CustomerStatusCreate[], options?: RequestOptions): ApiPromise<CustomerStatusCreated[]> {
    return this.http.many('POST', LIST, { body: checkBatch(statuses, 'statuses'), options });
  }

  /**
   * Changes one status and returns it in full (amoCRM only).
   * @throws InputError on an empty change, ValidationError, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
   */
  update(id: number, changes: CustomerStatusUpdate, options?: RequestOptions): ApiPromise<CustomerStatus> {
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', ONE, { path: { id }, body, options });
  }

  /**
   * Deletes one status (amoCRM only). Not possible for those of the system.
   * @throws NotFoundError, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { id }, options });
  }
}
