import type { WebsiteButtonWithTable } from '../generated/wire.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkChanges, checkObject } from '../util/check.js';
import type { Narrow } from './narrow.js';
import { Resource } from './resource.js';
import type { ListQuery, Schema, Schemas } from './schemas.js';

/** A website button (CRM plugin). Its key is `source_id`; there is no `id`. */
export interface WebsiteButton extends Schema<'WebsiteButton'> {}
/** What a button is created with. */
export interface WebsiteButtonCreate extends Schema<'WebsiteButtonCreate'> {}
/** What a create returns: the source. */
export interface WebsiteButtonCreated extends Schema<'WebsiteButtonCreated'> {}
/** Sites to add to a button. */
export interface WebsiteButtonUpdate extends Schema<'WebsiteButtonUpdate'> {}
/** Values of `with`. */
export type WebsiteButtonWith = Schemas['WebsiteButtonWith'];

/** A button. What `with` asked for is not optional in its type. */
export type WebsiteButtonResult<W extends readonly WebsiteButtonWith[]> = Narrow<
  WebsiteButton,
  WebsiteButtonWithTable,
  W
>;

/** Parameters of {@link WebsiteButtons.list}. */
export interface WebsiteButtonListParams<W extends readonly WebsiteButtonWith[] = readonly WebsiteButtonWith[]>
  extends ListQuery<'websiteButtons.list'> {
  with?: W;
}

/** Parameters of {@link WebsiteButtons.get}. */
export interface WebsiteButtonGetParams<W extends readonly WebsiteButtonWith[] = readonly WebsiteButtonWith[]> {
  with?: W;
}

const ALL = '/api/v4/website_buttons';
const ONE = '/api/v4/website_buttons/{source_id}';
const ONLINE_CHAT = '/api/v4/website_buttons/{source_id}/online_chat';

/**
 * Website buttons (CRM plugins); for administrators, through integrations only.
 * @see https://www.amocrm.ru/developers/content/crm_platform/sources-api
 */
export class WebsiteButtons extends Resource {
  /**
   * Lists the buttons of the account.
   * @see https://www.amocrm.ru/developers/content/crm_platform/sources-api
   */
  list<const W extends readonly WebsiteButtonWith[] = []>(
    params: WebsiteButtonListParams<W> = {},
    options?: ListOptions,
  ): PagePromise<WebsiteButtonResult<W>> {
    return this.http.list(ALL, { query: params, options });
  }

  /**
   * Gets one button by the id of its source.
   * @throws NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/sources-api
   */
  get<const W extends readonly WebsiteButtonWith[] = []>(
    sourceId: number,
    params: WebsiteButtonGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<WebsiteButtonResult<W>> {
    return this.http.get(ONE, { path: { source_id: sourceId }, query: params, options });
  }

  /**
   * Creates a button. Kommo creates its source immediately and the button later. Until then `get` shows `creation_pending`.
   * @throws ValidationError
   * @see https://www.amocrm.ru/developers/content/crm_platform/sources-api
   */
  create(button: WebsiteButtonCreate, options?: RequestOptions): ApiPromise<WebsiteButtonCreated> {
    return this.http.one('POST', ALL, { body: checkObject(button, 'button'), options });
  }

  /**
   * Adds sites on which a button may be used, `{ trusted_websites: { add: ['example.com'] } }`. They are added later, and only where there
   * is one already.
   * @throws InputError on an empty change, ValidationError, NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/sources-api
   */
  update(sourceId: number, changes: WebsiteButtonUpdate, options?: RequestOptions): ApiPromise<WebsiteButton> {
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', ONE, { path: { source_id: sourceId }, body, options });
  }

  /**
   * Connects an online chat to a button: the chat of its pipeline, or a new one. Kommo does this later.
   * @throws NotFoundError, BadRequestError
   * @see https://www.amocrm.ru/developers/content/crm_platform/sources-api
   */
  connectOnlineChat(sourceId: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('POST', ONLINE_CHAT, { path: { source_id: sourceId }, options });
  }
}
