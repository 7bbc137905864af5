import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkChanges, checkObject } from '../util/check.js';
import { Resource } from './resource.js';
import type { Query, Schema } from './schemas.js';

/** A segment of customers. */
export interface Segment extends Schema<'Segment'> {}
/** What a segment is created with. */
export interface SegmentCreate extends Schema<'SegmentCreate'> {}
/** What can be changed of a segment. */
export interface SegmentUpdate extends Schema<'SegmentUpdate'> {}
/** Parameters of {@link Segments.list}. */
export type SegmentListParams = Query<'segments.list'>;

const LIST = '/api/v4/customers/segments';
const ONE = '/api/v4/customers/segments/{id}';

/**
 * Segments of customers (amoCRM only): 100 at most. Their custom fields are {@link SegmentCustomFields}.
 * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
 */
export class Segments extends Resource {
  /**
   * Lists the segments, with totals (amoCRM only).
   * @throws KommoApiError with status 422 in the periodicity mode, PaymentRequiredError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
   */
  list(params: SegmentListParams = {}, options?: ListOptions): PagePromise<Segment> {
    return this.http.list(LIST, { query: params, options });
  }

  /**
   * Gets one segment (amoCRM only).
   * @throws NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
   */
  get(id: number, options?: RequestOptions): ApiPromise<Segment> {
    return this.http.get(ONE, { path: { id }, options });
  }

  /**
   * Creates one segment and returns it in full (amoCRM only). There is no call for several.
   * @throws ValidationError, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
   */
  create(segment: SegmentCreate, options?: RequestOptions): ApiPromise<Segment> {
    return this.http.one('POST', LIST, { body: checkObject(segment, 'segment'), options });
  }

  /**
   * Changes one segment and returns it in full (amoCRM only).
   * @throws InputError on an empty change, ValidationError, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
   */
  update(id: number, changes: SegmentUpdate, options?: RequestOptions): ApiPromise<Segment> {
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', ONE, { path: { id }, body, options });
  }

  /**
   * Deletes one segment (amoCRM only).
   * @throws NotFoundError, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-statuses-api
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { id }, options });
  }
}
