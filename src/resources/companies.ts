import { EntityBulk } from '../bulk/entity-bulk.js';
import type { CompanyWithTable } from '../generated/wire.js';
import type { ApiPromise } from '../http/api-promise.js';
import { Changes, type ChangesOptions, updatedSince } from '../http/changes.js';
import type { PagePromise } from '../http/page.js';
import type { DuplicateGroup, DuplicatesParams } from '../people/duplicates.js';
import type { FindBy, Found, PhoneOptions } from '../people/find.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject, checkUpdates } from '../util/check.js';
import type { Narrow } from './narrow.js';
import { countryOf, EntityResource, type Named, reading, writing } from './resource.js';
import type { ListQuery, Schema, Schemas } from './schemas.js';

/** A company as it is read. Moments are unix seconds. */
export interface Company extends Schema<'Company'> {}
/** What a company can be created with; nothing is required. */
export interface CompanyCreate extends Schema<'CompanyCreate'> {}
/** What a create returns: the id. */
export interface CompanyCreated extends Schema<'CompanyCreated'> {}
/** What can be changed of a company; what you leave out does not change. */
export interface CompanyUpdate extends Schema<'CompanyUpdate'> {}
/** A change together with the id of its company. */
export interface CompanyUpdateItem extends Schema<'CompanyUpdateItem'> {}
/** What an update returns: id and time. */
export interface CompanyUpdated extends Schema<'CompanyUpdated'> {}
/** Values of `with`. */
export type CompanyWith = Schemas['CompanyWith'];
/** Filters of a list. */
export interface CompanyFilter extends Schema<'CompanyFilter'> {}

/** A company. What `with` asked for is not optional in its type. */
export type CompanyResult<W extends readonly CompanyWith[]> = Narrow<Company, CompanyWithTable, W>;

/** Parameters of {@link Companies.list}. */
export interface CompanyListParams<W extends readonly CompanyWith[] = readonly CompanyWith[], Filter = unknown>
  extends Omit<ListQuery<'companies.list'>, 'filter'> {
  with?: W;
  filter?: CompanyFilter & Filter;
}

/** Parameters of {@link Companies.get}. */
export interface CompanyGetParams<W extends readonly CompanyWith[] = readonly CompanyWith[]> {
  with?: W;
}

/** Parameters of {@link Companies.find}. */
export interface CompanyFindParams<W extends readonly CompanyWith[] = readonly CompanyWith[]> extends PhoneOptions {
  with?: W;
}

/**
 * Companies. A lead has at most one, a company has many leads. They can't be deleted through the API.
 * @see https://developers.kommo.com/reference/companies
 */
export class Companies<N extends Named = Named> extends EntityResource {
  /** Bulk writes from any iterable: create, update, upsert, reconcile; each input ends with its own outcome. */
  get bulk(): EntityBulk<
    Company & N['read'],
    CompanyCreate & N['write'],
    CompanyCreated,
    CompanyUpdateItem & N['write'],
    CompanyUpdated
  > {
    return new EntityBulk(this, {
      of: 'companies',
      wire: (input) => this.codec.write(input),
      country: (options) => countryOf(this.http, options),
    });
  }

  /**
   * Lists companies. Await it for the first page, iterate it for all (250 a page, by ascending id); nothing found is an empty page.
   * @throws InputError on a filter that can't be sent, KommoApiError
   * @see https://developers.kommo.com/reference/companies-list
   */
  list<const W extends readonly CompanyWith[] = []>(
    params: CompanyListParams<W, N['filter']> = {},
    options?: ListOptions,
  ): PagePromise<CompanyResult<W> & N['read']> {
    return this.#list<W>(this.codec.query(params), options);
  }

  /**
   * Finds companies by one of phone, email, name and a custom field: `find({ email: 'office@example.com' })`. All that match, the newest first.
   * Kommo's search looks into all fields, so each hit is checked: a company is a match only if its own phone, e-mail, name or field is.
   * Phones compare as numbers, everything else as text without case. One search reads 250 hits; `truncated` says if there were more.
   * A phone or e-mail that is found costs one call, a phone that is not found up to three. The first phone costs one more, for the country.
   * @throws InputError unless exactly one criterion is given and not empty, KommoApiError
   * @see https://developers.kommo.com/reference/companies-list
   */
  async find<const W extends readonly CompanyWith[] = []>(
    by: FindBy,
    params: CompanyFindParams<W> = {},
    options?: RequestOptions,
  ): Promise<Found<CompanyResult<W> & N['read']>> {
    const { find } = await import('../people/find.js');
    return find<CompanyResult<W> & N['read'] & Company>(
      this.#source(checkObject(params, 'params').with),
      by,
      params,
      options,
    );
  }

  /**
   * Streams groups of companies that share a phone or an e-mail, the largest group first. It reads all companies before the first group.
   * @throws InputError, KommoApiError
   */
  async *duplicates(
    params: DuplicatesParams,
    options?: RequestOptions,
  ): AsyncGenerator<DuplicateGroup, void, undefined> {
    const { duplicates } = await import('../people/duplicates.js');
    yield* duplicates<Company>(this.#source(), params, options);
  }

  /**
   * Every company created or updated since a moment, or since the cursor of the last run. Deleted ones are not reported.
   * @throws InputError on an invalid moment or cursor
   * @see https://developers.kommo.com/reference/companies-list
   */
  changes(params: ChangesOptions, options?: RequestOptions): Changes<Company & N['read'], never> {
    return new Changes(params, {
      live: (from, page, signal) => this.#list(updatedSince(from, page), { ...options, signal }),
      signal: options?.signal,
    });
  }

  /**
   * Gets one company.
   * @throws NotFoundError on an unknown id (Kommo answers 204)
   * @see https://developers.kommo.com/reference/get-company
   */
  get<const W extends readonly CompanyWith[] = []>(
    id: number,
    params: CompanyGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<CompanyResult<W> & N['read']> {
    return this.http.get(
      '/api/v4/companies/{id}',
      { path: { id }, query: params, options },
      reading<CompanyResult<W> & N['read']>(this.codec),
    );
  }

  /**
   * Creates one company and returns its id. Not retried if Kommo may have processed the call, unless `retryUnsafe` is set.
   * @throws ValidationError
   * @see https://developers.kommo.com/reference/add-companies
   */
  create(company: CompanyCreate & N['write'], options?: RequestOptions): ApiPromise<CompanyCreated> {
    return this.http.one(
      'POST',
      '/api/v4/companies',
      { body: [checkObject(company, 'company')], options },
      writing(this.codec),
    );
  }

  /**
   * Creates up to 250 companies in one call (Kommo recommends 50) and returns their ids in the order of the input. All or nothing.
   * @throws ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/add-companies
   */
  createMany(
    companies: readonly (CompanyCreate & N['write'])[],
    options?: RequestOptions,
  ): ApiPromise<CompanyCreated[]> {
    return this.http.many(
      'POST',
      '/api/v4/companies',
      { body: checkBatch(companies, 'companies'), options },
      writing(this.codec),
    );
  }

  /**
   * Changes one company; what you leave out does not change. `_embedded.tags` replaces all tags.
   * @throws InputError on an empty change, ValidationError
   * @see https://developers.kommo.com/reference/updating-company
   */
  update(id: number, changes: CompanyUpdate & N['write'], options?: RequestOptions): ApiPromise<CompanyUpdated> {
    return this.http.one(
      'PATCH',
      '/api/v4/companies/{id}',
      {
        path: { id },
        body: checkChanges(changes, 'changes'),
        options,
      },
      writing(this.codec),
    );
  }

  /**
   * Changes up to 250 companies in one call, each named by its id.
   * @throws InputError, ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/update-companies
   */
  updateMany(
    companies: readonly (CompanyUpdateItem & N['write'])[],
    options?: RequestOptions,
  ): ApiPromise<CompanyUpdated[]> {
    return this.http.many(
      'PATCH',
      '/api/v4/companies',
      { body: checkUpdates(companies, 'companies'), options },
      writing(this.codec),
    );
  }

  /** As the wire has the parameters. */
  #list<const W extends readonly CompanyWith[] = []>(
    query: CompanyListParams<W>,
    options?: ListOptions,
  ): PagePromise<CompanyResult<W> & N['read']> {
    return this.http.list('/api/v4/companies', { query, options }, reading<CompanyResult<W> & N['read']>(this.codec));
  }

  /** What `find` and `duplicates` read. */
  #source<const W extends readonly CompanyWith[] = []>(wanted?: W) {
    return {
      list: (query: CompanyListParams<W>, options?: ListOptions) =>
        this.#list<W>(wanted ? { ...query, with: wanted } : query, options),
      country: (options?: RequestOptions) => countryOf(this.http, options),
    };
  }
}
