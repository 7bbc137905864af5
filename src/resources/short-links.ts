import type { ApiPromise } from '../http/api-promise.js';
import type { RequestOptions } from '../transport/options.js';
import { checkBatch, checkObject } from '../util/check.js';
import { Resource } from './resource.js';
import type { Schema } from './schemas.js';

/** An address to shorten, and the contact that it is for. */
export interface ShortLinkCreate extends Schema<'ShortLinkCreate'> {}
/** A short link. */
export interface ShortLink extends Schema<'ShortLink'> {}

const PATH = '/api/v4/short_links';

/**
 * Short links (amoCRM only), each for one contact; opening one leaves a note at the contact.
 * @see https://www.amocrm.ru/developers/content/crm_platform/short_links
 */
export class ShortLinks extends Resource {
  /**
   * Makes one short link (amoCRM only).
   * @throws ValidationError
   * @see https://www.amocrm.ru/developers/content/crm_platform/short_links
   */
  create(link: ShortLinkCreate, options?: RequestOptions): ApiPromise<ShortLink> {
    return this.http.one('POST', PATH, { body: [checkObject(link, 'link')], options });
  }

  /**
   * Makes up to 250 short links in one call (amoCRM only) and returns them in the order of the input.
   * @throws ValidationError whose issues point to the items
   * @see https://www.amocrm.ru/developers/content/crm_platform/short_links
   */
  createMany(links: readonly ShortLinkCreate[], options?: RequestOptions): ApiPromise<ShortLink[]> {
    return this.http.many('POST', PATH, { body: checkBatch(links, 'links'), options });
  }
}
