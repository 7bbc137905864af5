import type { AccountWithTable } from '../generated/wire.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { RequestOptions } from '../transport/options.js';
import type { Narrow } from './narrow.js';
import { Resource } from './resource.js';
import type { Schema, Schemas } from './schemas.js';

/** The account: names, currency, settings, and what `with` adds. */
export interface Account extends Schema<'Account'> {}
/** Values of `with`. */
export type AccountWith = Schemas['AccountWith'];

/** Parameters of {@link AccountResource.get}. */
export interface AccountGetParams<W extends readonly AccountWith[] = readonly AccountWith[]> {
  with?: W;
}

/**
 * The account itself.
 * @see https://developers.kommo.com/reference/account-parameters
 */
export class AccountResource extends Resource {
  /**
   * Gets the account. The cheapest way to check a token.
   * @throws AuthenticationError, PaymentRequiredError
   * @see https://developers.kommo.com/reference/account-parameters
   */
  get<const W extends readonly AccountWith[] = []>(
    params: AccountGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<Narrow<Account, AccountWithTable, W>> {
    return this.http.get('/api/v4/account', { query: params, options });
  }
}
