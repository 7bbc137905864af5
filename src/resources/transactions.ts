import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkObject } from '../util/check.js';
import { Resource } from './resource.js';
import type { Query, Schema } from './schemas.js';

/** A purchase of a customer. */
export interface Transaction extends Schema<'Transaction'> {}
/** What a purchase is created with: `price` at least. */
export interface TransactionCreate extends Schema<'TransactionCreate'> {}
/** What a create returns: the id. */
export interface TransactionCreated extends Schema<'TransactionCreated'> {}
/** Parameters of the lists. */
export type TransactionListParams = Query<'transactions.list'>;

/** Parameters of {@link Transactions.create} and {@link Transactions.createMany}. */
export interface TransactionCreateParams {
  /** Whether the customer gets bonus points for the purchase. */
  accrue_bonus?: boolean;
}

const LIST = '/api/v4/customers/transactions';
const ONE = '/api/v4/customers/transactions/{id}';
const OF_CUSTOMER = '/api/v4/customers/{customer_id}/transactions';

/**
 * Purchases of customers (amoCRM only).
 * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
 */
export class Transactions extends Resource {
  /**
   * Lists the purchases of all customers (amoCRM only).
   * @throws PaymentRequiredError if the plan lacks customers
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  list(params: TransactionListParams = {}, options?: ListOptions): PagePromise<Transaction> {
    return this.http.list(LIST, { query: params, options });
  }

  /**
   * Lists the purchases of one customer (amoCRM only).
   * @throws PaymentRequiredError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  listByCustomer(
    customerId: number,
    params: TransactionListParams = {},
    options?: ListOptions,
  ): PagePromise<Transaction> {
    const path = { customer_id: customerId };
    return this.http.list(OF_CUSTOMER, { path, query: params, options });
  }

  /**
   * Gets one purchase (amoCRM only).
   * @throws NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  get(id: number, options?: RequestOptions): ApiPromise<Transaction> {
    return this.http.get(ONE, { path: { id }, options });
  }

  /**
   * Creates one purchase of a customer and returns its id (amoCRM only).
   * @throws ValidationError, PaymentRequiredError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  create(
    customerId: number,
    transaction: TransactionCreate,
    params: TransactionCreateParams = {},
    options?: RequestOptions,
  ): ApiPromise<TransactionCreated> {
    const body = [checkObject(transaction, 'transaction')];
    const spec = { path: { customer_id: customerId }, query: words(params), body, options };
    return this.http.one('POST', OF_CUSTOMER, spec);
  }

  /**
   * Creates up to 250 purchases of a customer in one call and returns their ids (amoCRM only). All or nothing.
   * @throws ValidationError whose issues point to the items, PaymentRequiredError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  createMany(
    customerId: number,
    transactions: readonly TransactionCreate[],
    params: TransactionCreateParams = {},
    options?: RequestOptions,
  ): ApiPromise<TransactionCreated[]> {
    const body = checkBatch(transactions, 'transactions');
    const spec = { path: { customer_id: customerId }, query: words(params), body, options };
    return this.http.many('POST', OF_CUSTOMER, spec);
  }

  /**
   * Deletes one purchase (amoCRM only).
   * @throws NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { id }, options });
  }
}

// This parameter is a word, where booleans are 1 and 0 everywhere else.
function words(params: TransactionCreateParams): object {
  const { accrue_bonus: accrue } = checkObject(params, 'params');
  return accrue === undefined ? {} : { accrue_bonus: String(accrue) };
}
