import type { ApiPromise } from '../http/api-promise.js';
import type { RequestOptions } from '../transport/options.js';
import { checkChanges } from '../util/check.js';
import { Resource } from './resource.js';
import type { Schema } from './schemas.js';

/** Whether products are switched on, and the list that holds them. */
export interface ProductsSettings extends Schema<'ProductsSettings'> {}
/** What can be changed of the settings. */
export interface ProductsSettingsUpdate extends Schema<'ProductsSettingsUpdate'> {}

const SETTINGS = '/api/v4/products/settings';

/**
 * Settings of products (amoCRM only). The products themselves are elements of a list, see {@link Catalogs}.
 * @see https://www.amocrm.ru/developers/content/crm_platform/products-api
 */
export class Products extends Resource {
  /**
   * Gets the settings (amoCRM only).
   * @throws ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/products-api
   */
  getSettings(options?: RequestOptions): ApiPromise<ProductsSettings> {
    return this.http.get(SETTINGS, { options });
  }

  /**
   * Switches products on or off (amoCRM only).
   * @throws ForbiddenError without an admin's rights
   * @see https://www.amocrm.ru/developers/content/crm_platform/products-api
   */
  updateSettings(changes: ProductsSettingsUpdate, options?: RequestOptions): ApiPromise<ProductsSettings> {
    return this.http.one('PATCH', SETTINGS, { body: checkChanges(changes, 'changes'), options });
  }
}
