import type { PagePromise } from '../http/page.js';
import type { ListOptions } from '../transport/options.js';
import { Resource } from './resource.js';
import type { Query, Schema, Schemas } from './schemas.js';

/** A user or a group of users that is notified of what happens to an entity. */
export interface Subscription extends Schema<'Subscription'> {}
/** What can be subscribed to. */
export type SubscribedEntity = Schemas['SubscribedEntity'];
/** Parameters of {@link Subscriptions.list}. */
export type SubscriptionListParams = Query<'subscriptions.list'>;

/**
 * Users who are notified of changes of an entity (amoCRM only). These are not the subscriptions of webhooks.
 * @see https://www.amocrm.ru/developers/content/crm_platform/subscriptions-api
 */
export class Subscriptions extends Resource {
  /**
   * Lists the subscribers of one entity, with totals (amoCRM only).
   * @throws NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/subscriptions-api
   */
  list(
    entityType: SubscribedEntity,
    id: number,
    params: SubscriptionListParams = {},
    options?: ListOptions,
  ): PagePromise<Subscription> {
    const spec = { path: { entity_type: entityType, id }, query: params, options };
    return this.http.list('/api/v4/{entity_type}/{id}/subscriptions', spec);
  }
}
