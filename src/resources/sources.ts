import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkIds, checkObject, checkUpdates } from '../util/check.js';
import { Resource } from './resource.js';
import type { Query, Schema } from './schemas.js';

/** Where leads of an integration come from. */
export interface Source extends Schema<'Source'> {}
/** What a source is created with. */
export interface SourceCreate extends Schema<'SourceCreate'> {}
/** What can be changed of a source. */
export interface SourceUpdate extends Schema<'SourceUpdate'> {}
/** A change together with the id of its source. */
export interface SourceUpdateItem extends Schema<'SourceUpdateItem'> {}
/** Parameters of {@link Sources.list}. */
export type SourceListParams = Query<'sources.list'>;

const ALL = '/api/v4/sources';
const ONE = '/api/v4/sources/{id}';
// What an integration can have.
const MAX_SOURCES = 100;

/**
 * Sources of leads, at most 100 for each integration. A token sees the sources of its own integration. Administrators may write, others read.
 * @see https://developers.kommo.com/reference/sources
 */
export class Sources extends Resource {
  /**
   * Lists all sources, or those with some `external_id`; there are no pages.
   * @see https://developers.kommo.com/reference/get-sources
   */
  list(params: SourceListParams = {}, options?: ListOptions): PagePromise<Source> {
    return this.http.list(ALL, { query: params, options });
  }

  /**
   * Gets one source.
   * @throws NotFoundError on an unknown or deleted one
   * @see https://developers.kommo.com/reference/get-source
   */
  get(id: number, options?: RequestOptions): ApiPromise<Source> {
    return this.http.get(ONE, { path: { id }, options });
  }

  /**
   * Creates one source and returns it in full.
   * @throws ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/add-sources
   */
  create(source: SourceCreate, options?: RequestOptions): ApiPromise<Source> {
    return this.http.one('POST', ALL, { body: [checkObject(source, 'source')], options });
  }

  /**
   * Creates up to 100 sources in one call.
   * @throws InputError on more than 100, ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/add-sources
   */
  createMany(sources: readonly SourceCreate[], options?: RequestOptions): ApiPromise<Source[]> {
    const body = checkBatch(sources, 'sources', MAX_SOURCES);
    return this.http.many('POST', ALL, { body, options });
  }

  /**
   * Changes one source and returns it in full.
   * @throws InputError on an empty change, ValidationError, NotFoundError
   * @see https://developers.kommo.com/reference/update-source
   */
  update(id: number, changes: SourceUpdate, options?: RequestOptions): ApiPromise<Source> {
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', ONE, { path: { id }, body, options });
  }

  /**
   * Changes up to 100 sources in one call, each named by its id.
   * @throws InputError, ValidationError whose issues point to the items, NotFoundError
   * @see https://developers.kommo.com/reference/update-sources
   */
  updateMany(sources: readonly SourceUpdateItem[], options?: RequestOptions): ApiPromise<Source[]> {
    const body = checkUpdates(sources, 'sources', MAX_SOURCES);
    return this.http.many('PATCH', ALL, { body, options });
  }

  /**
   * Deletes one source.
   * @throws NotFoundError, ForbiddenError
   * @see https://developers.kommo.com/reference/delete-source
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { id }, options });
  }

  /**
   * Deletes up to 100 sources in one call, by id.
   * @throws ValidationError whose issues point to the ids, ForbiddenError
   * @see https://developers.kommo.com/reference/delete-sources
   */
  deleteMany(ids: readonly number[], options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ALL, { body: checkIds(ids, 'ids', MAX_SOURCES), options });
  }
}
