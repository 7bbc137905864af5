import type { EntityBulk } from '../bulk/entity-bulk.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type * as U from '../resources/customers.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import type { AccountDefinition, AccountEntity } from './definition.js';
import type { Filtered } from './filtered.js';
import type { EntityInput, EntityNameFilter, EntityNames } from './names.js';

type CustomerOf<
  A extends AccountDefinition,
  E extends AccountEntity,
  W extends readonly U.CustomerWith[] = [],
> = U.CustomerResult<W> & EntityNames<A, E>;

/** `kommo.customers` of a client that knows its account, if the account has customers. */
export interface AccountCustomers<A extends AccountDefinition, E extends AccountEntity> extends U.Customers {
  readonly bulk: EntityBulk<
    CustomerOf<A, E>,
    U.CustomerCreate & EntityInput<A, E>,
    U.CustomerCreated,
    U.CustomerUpdateItem & EntityInput<A, E>,
    U.CustomerUpdated
  >;
  list<const W extends readonly U.CustomerWith[] = []>(
    params?: Filtered<U.CustomerListParams<W>, EntityNameFilter<A, E>>,
    options?: ListOptions,
  ): PagePromise<CustomerOf<A, E, W>>;
  get<const W extends readonly U.CustomerWith[] = []>(
    id: number,
    params?: U.CustomerGetParams<W>,
    options?: RequestOptions,
  ): ApiPromise<CustomerOf<A, E, W>>;
  create(customer: U.CustomerCreate & EntityInput<A, E>, options?: RequestOptions): ApiPromise<U.CustomerCreated>;
  createMany(
    customers: readonly (U.CustomerCreate & EntityInput<A, E>)[],
    options?: RequestOptions,
  ): ApiPromise<U.CustomerCreated[]>;
  update(
    id: number,
    changes: U.CustomerUpdate & EntityInput<A, E>,
    options?: RequestOptions,
  ): ApiPromise<U.CustomerUpdated>;
  updateMany(
    customers: readonly (U.CustomerUpdateItem & EntityInput<A, E>)[],
    options?: RequestOptions,
  ): ApiPromise<U.CustomerUpdated[]>;
}
