import type { PagePromise } from '../http/page.js';
import type { ListOptions } from '../transport/options.js';
import { Resource } from './resource.js';
import type { Query, Schema } from './schemas.js';

/** A currency by its ISO code, with the other properties that Kommo sends. */
export interface Currency extends Schema<'Currency'> {}
/** Parameters of {@link Currencies.list}. */
export type CurrencyListParams = Query<'currencies.list'>;

/**
 * Currencies that the account may use (amoCRM only).
 * @see https://github.com/amocrm/amocrm-api-php
 */
export class Currencies extends Resource {
  /**
   * Lists the currencies (amoCRM only).
   * @throws KommoApiError
   * @see https://github.com/amocrm/amocrm-api-php
   */
  list(params: CurrencyListParams = {}, options?: ListOptions): PagePromise<Currency> {
    return this.http.list('/api/v4/currencies', { query: params, options });
  }
}
