import { EntityBulk } from '../bulk/entity-bulk.js';
import type { CustomerWithTable } from '../generated/wire.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject, checkUpdates } from '../util/check.js';
import type { Narrow } from './narrow.js';
import { EntityResource, type Named, reading, writing } from './resource.js';
import type { ListQuery, Schema, Schemas, UnionSchema } from './schemas.js';

/** A customer as it is read. Moments are unix seconds. */
export interface Customer extends Schema<'Customer'> {}
/** What a customer is created with; the periodicity mode asks for `name` and `next_date`. */
export interface CustomerCreate extends Schema<'CustomerCreate'> {}
/** What a create returns: the id. */
export interface CustomerCreated extends Schema<'CustomerCreated'> {}
/** What can be changed of a customer; what you leave out does not change. */
export interface CustomerUpdate extends Schema<'CustomerUpdate'> {}
/** A change together with the id of its customer. */
export interface CustomerUpdateItem extends Schema<'CustomerUpdateItem'> {}
/** What an update returns: id and time. */
export interface CustomerUpdated extends Schema<'CustomerUpdated'> {}
/** Values of `with`. */
export type CustomerWith = Schemas['CustomerWith'];
/** Filters of a list. */
export interface CustomerFilter extends Schema<'CustomerFilter'> {}
/** Whether customers are switched on, and how they are grouped. */
export interface CustomersMode extends Schema<'CustomersMode'> {}
/** Points to give (`earn`) or to take (`redeem`). */
export type CustomerBonusPointsChange = UnionSchema<'CustomerBonusPointsChange'>;
/** The balance of points after a change. */
export interface CustomerBonusPoints extends Schema<'CustomerBonusPoints'> {}

/** A customer. What `with` asked for is not optional in its type. */
export type CustomerResult<W extends readonly CustomerWith[]> = Narrow<Customer, CustomerWithTable, W>;

/** Parameters of {@link Customers.list}. */
export interface CustomerListParams<W extends readonly CustomerWith[] = readonly CustomerWith[], Filter = unknown>
  extends Omit<ListQuery<'customers.list'>, 'filter'> {
  with?: W;
  filter?: CustomerFilter & Filter;
}

/** Parameters of {@link Customers.get}. */
export interface CustomerGetParams<W extends readonly CustomerWith[] = readonly CustomerWith[]> {
  with?: W;
}

const LIST = '/api/v4/customers';
const ONE = '/api/v4/customers/{id}';

/**
 * Customers: people or firms that buy again and again (amoCRM only). Must be switched on and paid for.
 * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
 */
export class Customers<N extends Named = Named> extends EntityResource {
  /** Bulk writes from any iterable: create, update, upsert, reconcile; each input ends with its own outcome. */
  get bulk(): EntityBulk<
    Customer & N['read'],
    CustomerCreate & N['write'],
    CustomerCreated,
    CustomerUpdateItem & N['write'],
    CustomerUpdated
  > {
    return new EntityBulk(this, { of: 'customers', wire: (input) => this.codec.write(input) });
  }

  /**
   * Switches customers on or off and sets how they are grouped (amoCRM only). Needs an administrator's token.
   * @throws PaymentRequiredError if the plan lacks customers, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  setMode(mode: CustomersMode, options?: RequestOptions): ApiPromise<CustomersMode> {
    return this.http.one('PATCH', '/api/v4/customers/mode', { body: checkObject(mode, 'mode'), options });
  }

  /**
   * Lists customers (amoCRM only).
   * @throws PaymentRequiredError, InputError on a filter that can't be sent
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  list<const W extends readonly CustomerWith[] = []>(
    params: CustomerListParams<W, N['filter']> = {},
    options?: ListOptions,
  ): PagePromise<CustomerResult<W> & N['read']> {
    return this.http.list(
      LIST,
      { query: this.codec.query(params), options },
      reading<CustomerResult<W> & N['read']>(this.codec),
    );
  }

  /**
   * Gets one customer (amoCRM only).
   * @throws NotFoundError on an unknown id (Kommo answers 204)
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  get<const W extends readonly CustomerWith[] = []>(
    id: number,
    params: CustomerGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<CustomerResult<W> & N['read']> {
    return this.http.get(
      ONE,
      { path: { id }, query: params, options },
      reading<CustomerResult<W> & N['read']>(this.codec),
    );
  }

  /**
   * Creates one customer and returns its id (amoCRM only).
   * @throws ValidationError, PaymentRequiredError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  create(customer: CustomerCreate & N['write'], options?: RequestOptions): ApiPromise<CustomerCreated> {
    return this.http.one('POST', LIST, { body: [checkObject(customer, 'customer')], options }, writing(this.codec));
  }

  /**
   * Creates up to 250 customers in one call and returns their ids in the order of the input (amoCRM only). All or nothing.
   * @throws ValidationError whose issues point to the items, PaymentRequiredError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  createMany(
    customers: readonly (CustomerCreate & N['write'])[],
    options?: RequestOptions,
  ): ApiPromise<CustomerCreated[]> {
    return this.http.many('POST', LIST, { body: checkBatch(customers, 'customers'), options }, writing(this.codec));
  }

  /**
   * Changes one customer; what you leave out does not change (amoCRM only). `_embedded.tags` replaces all tags.
   * @throws InputError on an empty change, ValidationError, PaymentRequiredError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  update(id: number, changes: CustomerUpdate & N['write'], options?: RequestOptions): ApiPromise<CustomerUpdated> {
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', ONE, { path: { id }, body, options }, writing(this.codec));
  }

  /**
   * Changes up to 250 customers in one call, each named by its id (amoCRM only).
   * @throws InputError, ValidationError whose issues point to the items, PaymentRequiredError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  updateMany(
    customers: readonly (CustomerUpdateItem & N['write'])[],
    options?: RequestOptions,
  ): ApiPromise<CustomerUpdated[]> {
    return this.http.many('PATCH', LIST, { body: checkUpdates(customers, 'customers'), options }, writing(this.codec));
  }

  /**
   * Adds or removes bonus points of a customer, and returns the new balance (amoCRM only): `{ earn: 50 }` or `{ redeem: 50 }`.
   * @throws NotFoundError, ValidationError, PaymentRequiredError
   * @see https://www.amocrm.ru/developers/content/crm_platform/customers-api
   */
  changeBonusPoints(
    id: number,
    change: CustomerBonusPointsChange,
    options?: RequestOptions,
  ): ApiPromise<CustomerBonusPoints> {
    const body = checkChanges(change, 'change');
    return this.http.one('POST', '/api/v4/customers/{id}/bonus_points', { path: { id }, body, options });
  }
}
