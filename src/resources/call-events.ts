import type { ApiPromise } from '../http/api-promise.js';
import type { RequestOptions } from '../transport/options.js';
import { checkBatch, checkObject } from '../util/check.js';
import { Resource } from './resource.js';
import type { Schema, Schemas } from './schemas.js';

/** An incoming call: its number, and the users who see it (default: all). */
export type CallEventCreate = Omit<Schemas['CallEventCreate'], 'type'>;
/** What a pop-up shows. */
export interface CallEvent extends Schema<'CallEvent'> {}

const PATH = '/api/v2/events';

/**
 * Pop-ups about calls that come in.
 * @see https://developers.kommo.com/reference/calls
 */
export class CallEvents extends Resource {
  /**
   * Shows one pop-up.
   * @throws BadRequestError
   * @see https://developers.kommo.com/reference/calls
   */
  create(event: CallEventCreate, options?: RequestOptions): ApiPromise<CallEvent> {
    return this.http.one('POST', PATH, { body: addOf([checkObject(event, 'event')]), options });
  }

  /**
   * Shows several pop-ups in one call.
   * @throws BadRequestError
   * @see https://developers.kommo.com/reference/calls
   */
  createMany(events: readonly CallEventCreate[], options?: RequestOptions): ApiPromise<CallEvent[]> {
    return this.http.many('POST', PATH, { body: addOf(checkBatch(events, 'events')), options });
  }
}

// The older API expects its items under `add`, with a type that has only one value.
const addOf = (events: readonly CallEventCreate[]): Schemas['CallEventsCreate'] => ({
  add: events.map((event) => ({ type: 'phone_call', ...event })),
});
