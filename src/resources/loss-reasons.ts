import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject } from '../util/check.js';
import { Resource } from './resource.js';
import type { Query, Schema } from './schemas.js';

/** Why leads are lost: a name and its place in the list. */
export interface LossReason extends Schema<'LossReason'> {}
/** What a loss reason can be created with. */
export interface LossReasonCreate extends Schema<'LossReasonCreate'> {}
/** What can be changed of a loss reason. */
export interface LossReasonUpdate extends Schema<'LossReasonUpdate'> {}
/** Parameters of {@link LossReasons.list}. */
export type LossReasonListParams = Query<'lossReasons.list'>;

/**
 * Loss reasons of the account. Reading them is official; writing is known from amoCRM only.
 * @see https://developers.kommo.com/reference/loss-reasons
 */
export class LossReasons extends Resource {
  /**
   * Lists the loss reasons.
   * @see https://developers.kommo.com/reference/loss-reasons
   */
  list(params: LossReasonListParams = {}, options?: ListOptions): PagePromise<LossReason> {
    return this.http.list('/api/v4/leads/loss_reasons', { query: params, options });
  }

  /**
   * Gets one loss reason.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/loss-reason-by-id
   */
  get(id: number, options?: RequestOptions): ApiPromise<LossReason> {
    return this.http.get('/api/v4/leads/loss_reasons/{id}', { path: { id }, options });
  }

  /**
   * Creates one loss reason (amoCRM only).
   * @see https://www.amocrm.ru/developers/content/crm_platform/leads-api
   */
  create(reason: LossReasonCreate, options?: RequestOptions): ApiPromise<LossReason> {
    return this.http.one('POST', '/api/v4/leads/loss_reasons', { body: [checkObject(reason, 'reason')], options });
  }

  /**
   * Creates several loss reasons in one call (amoCRM only).
   * @see https://www.amocrm.ru/developers/content/crm_platform/leads-api
   */
  createMany(reasons: readonly LossReasonCreate[], options?: RequestOptions): ApiPromise<LossReason[]> {
    return this.http.many('POST', '/api/v4/leads/loss_reasons', { body: checkBatch(reasons, 'reasons'), options });
  }

  /**
   * Changes one loss reason (amoCRM only).
   * @see https://www.amocrm.ru/developers/content/crm_platform/leads-api
   */
  update(id: number, changes: LossReasonUpdate, options?: RequestOptions): ApiPromise<LossReason> {
    return this.http.one('PATCH', '/api/v4/leads/loss_reasons/{id}', {
      path: { id },
      body: checkChanges(changes, 'changes'),
      options,
    });
  }

  /**
   * Deletes one loss reason (amoCRM only).
   * @see https://www.amocrm.ru/developers/content/crm_platform/leads-api
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', '/api/v4/leads/loss_reasons/{id}', { path: { id }, options });
  }
}
