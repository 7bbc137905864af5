import type { ApiPromise } from '../http/api-promise.js';
import type { RequestOptions } from '../transport/request-options.js';
import { Resource } from './resource.js';
import type { Schemas } from './schemas.js';

/** A conversation. Its key is `talk_id`; there is no `id`. */
export type Talk = Schemas['Talk'];
/** How to close a conversation. */
export type TalkClose = Schemas['TalkClose'];

/**
 * Conversations in chats. There is no list of them: webhooks (`add_talk`) and messages give the ids.
 * @see https://developers.kommo.com/reference/get-conversation
 */
export class Talks extends Resource {
  /**
   * Gets one conversation.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-conversation
   */
  get(id: number, options?: RequestOptions): ApiPromise<Talk> {
    return this.http.get('/api/v4/talks/{id}', { path: { id }, options });
  }

  /**
   * Closes a conversation, or starts the NPS bot that does; with `force_close` there is no bot.
   * @throws ValidationError where it is closed already, NotFoundError
   * @see https://developers.kommo.com/reference/get-conversation
   */
  close(id: number, params: TalkClose = {}, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('POST', '/api/v4/talks/{id}/close', { path: { id }, body: params, options });
  }
}
