import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkObject } from '../util/check.js';
import { Resource } from './resource.js';
import type { Query, Schema, Schemas, UnionSchema } from './schemas.js';

/** Something that happened in the account: compare `type`, and the values are what that type has. Its id is a string. */
export type KommoEvent = UnionSchema<'Event'>;
/** Types of events: those that are known, and any other. */
export type EventType = Schemas['EventType'];
/** Types of entities as events name them: in the singular, unlike the rest of the API. */
export type EventEntityType = Schemas['EventEntityType'];
/** A type of events with its name. */
export interface EventTypeInfo extends Schema<'EventTypeInfo'> {}
/** Names that can be added to the entities. */
export type EventWith = Schemas['EventWith'];
/** Filters of a list. */
export interface EventFilter extends Schema<'EventFilter'> {}
/** Parameters of {@link Events.list}. */
export type EventListParams = Query<'events.list'>;
/** Parameters of {@link Events.get}. */
export type EventGetParams = Query<'events.get'>;
/** Parameters of {@link Events.listTypes}. */
export type EventTypeListParams = Query<'events.listTypes'>;

// Kommo's page says 250 a page, amoCRM's 100: what both accept.
const LIMIT = 100;

/**
 * Events: what happened to whom and when, newest first. Read only.
 * @see https://developers.kommo.com/reference/events
 */
export class Events extends Resource {
  /**
   * Lists events. Iteration asks for 100 a page. `filter.entity_id` needs exactly one type in `filter.entity`.
   * @throws InputError on a filter that can't be sent, KommoApiError
   * @see https://developers.kommo.com/reference/events-list
   */
  list(params: EventListParams = {}, options?: ListOptions): PagePromise<KommoEvent> {
    return this.http.list('/api/v4/events', {
      query: { ...params, limit: checkObject(params, 'params').limit ?? LIMIT },
      options,
    });
  }

  /**
   * Gets one event by its id, a string.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-event
   */
  get(id: string, params: EventGetParams = {}, options?: RequestOptions): ApiPromise<KommoEvent> {
    return this.http.get('/api/v4/events/{id}', { path: { id }, query: params, options });
  }

  /**
   * Lists the types of events that the account has; there is one page.
   * @see https://developers.kommo.com/reference/get-events-types
   */
  listTypes(params: EventTypeListParams = {}, options?: RequestOptions): PagePromise<EventTypeInfo> {
    return this.http.list('/api/v4/events/types', { query: params, options });
  }
}
