import type { ApiPromise } from '../http/api-promise.js';
import type { Http } from '../http/client.js';
import type { PagePromise } from '../http/page.js';
import type { ReadsAs } from '../http/types.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject, checkUpdates } from '../util/check.js';
import type {
  CatalogElement,
  CatalogElementCreate,
  CatalogElementGetParams,
  CatalogElementListParams,
  CatalogElementResult,
  CatalogElementUpdate,
  CatalogElementUpdateItem,
  CatalogElementWith,
} from './catalog-elements.js';
import { type EntityCodec, Resource, reading, WIRE } from './resource.js';
import type { Query, Schema } from './schemas.js';

/** A list (catalog): of products, of invoices, or of anything. */
export interface Catalog extends Schema<'Catalog'> {}
/** What a list is created with. */
export interface CatalogCreate extends Schema<'CatalogCreate'> {}
/** What can be changed of a list. */
export interface CatalogUpdate extends Schema<'CatalogUpdate'> {}
/** A change together with the id of its list. */
export interface CatalogUpdateItem extends Schema<'CatalogUpdateItem'> {}
/** Parameters of {@link Catalogs.list}. */
export type CatalogListParams = Query<'catalogs.list'>;
/** The id of a list and the codec of its elements, by what the caller named the list with. Throws InputError on an unknown name. */
export type ElementCodecs = (list: number) => { readonly id: number; readonly codec: EntityCodec };

const LIST = '/api/v4/catalogs';
const ONE = '/api/v4/catalogs/{id}';
const ELEMENTS = '/api/v4/catalogs/{list_id}/elements';
const ELEMENT = '/api/v4/catalogs/{list_id}/elements/{element_id}';

/**
 * Lists (catalogs) and their elements, products among them. Neither can be deleted through the API; an account has 10 lists at most.
 * @see https://developers.kommo.com/reference/lists
 */
export class Catalogs extends Resource {
  readonly #elements: ElementCodecs;

  /** @internal */
  constructor(http: Http, elements: ElementCodecs = (id) => ({ id, codec: WIRE })) {
    super(http);
    this.#elements = elements;
  }

  /**
   * Lists the lists of the account.
   * @see https://developers.kommo.com/reference/get-lists
   */
  list(params: CatalogListParams = {}, options?: ListOptions): PagePromise<Catalog> {
    return this.http.list(LIST, { query: params, options });
  }

  /**
   * Gets one list.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-list
   */
  get(id: number, options?: RequestOptions): ApiPromise<Catalog> {
    return this.http.get(ONE, { path: { id }, options });
  }

  /**
   * Creates one list and returns it in full.
   * @throws ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/add-lists
   */
  create(catalog: CatalogCreate, options?: RequestOptions): ApiPromise<Catalog> {
    return this.http.one('POST', LIST, { body: [checkObject(catalog, 'catalog')], options });
  }

  /**
   * Creates several lists in one call and returns them in full.
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://developers.kommo.com/reference/add-lists
   */
  createMany(catalogs: readonly CatalogCreate[], options?: RequestOptions): ApiPromise<Catalog[]> {
    return this.http.many('POST', LIST, { body: checkBatch(catalogs, 'catalogs'), options });
  }

  /**
   * Changes one list and returns it in full.
   * @throws InputError on an empty change, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/editing-list
   */
  update(id: number, changes: CatalogUpdate, options?: RequestOptions): ApiPromise<Catalog> {
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', ONE, { path: { id }, body, options });
  }

  /**
   * Changes several lists in one call, each named by its id, and returns them in full.
   * @throws InputError, ValidationError whose issues point to the items, ForbiddenError
   * @see https://developers.kommo.com/reference/editing-lists
   */
  updateMany(catalogs: readonly CatalogUpdateItem[], options?: RequestOptions): ApiPromise<Catalog[]> {
    return this.http.many('PATCH', LIST, { body: checkUpdates(catalogs, 'catalogs'), options });
  }

  /**
   * Lists the elements of a list.
   * @see https://developers.kommo.com/reference/get-list-elements
   */
  listElements<const W extends readonly CatalogElementWith[] = []>(
    listId: number,
    params: CatalogElementListParams<W> = {},
    options?: ListOptions,
  ): PagePromise<CatalogElementResult<W>> {
    const { path, codec } = this.#of<CatalogElementResult<W>>(listId);
    return this.http.list(ELEMENTS, { path, query: params, options }, codec);
  }

  /**
   * Gets one element of a list.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-list-element
   */
  getElement<const W extends readonly CatalogElementWith[] = []>(
    listId: number,
    id: number,
    params: CatalogElementGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<CatalogElementResult<W>> {
    const { path, codec } = this.#of<CatalogElementResult<W>>(listId);
    return this.http.get(ELEMENT, { path: { ...path, element_id: id }, query: params, options }, codec);
  }

  /**
   * Creates one element of a list and returns it in full.
   * @throws ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/add-list-elements
   */
  createElement(listId: number, element: CatalogElementCreate, options?: RequestOptions): ApiPromise<CatalogElement> {
    const body = [checkObject(element, 'element')];
    const { path, codec } = this.#of(listId);
    return this.http.one('POST', ELEMENTS, { path, body, options }, codec);
  }

  /**
   * Creates up to 250 elements of a list in one call and returns them in full. All or nothing.
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://developers.kommo.com/reference/add-list-elements
   */
  createElements(
    listId: number,
    elements: readonly CatalogElementCreate[],
    options?: RequestOptions,
  ): ApiPromise<CatalogElement[]> {
    const body = checkBatch(elements, 'elements');
    const { path, codec } = this.#of(listId);
    return this.http.many('POST', ELEMENTS, { path, body, options }, codec);
  }

  /**
   * Changes one element of a list and returns it in full.
   * @throws InputError on an empty change, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/edit-list-element
   */
  updateElement(
    listId: number,
    id: number,
    changes: CatalogElementUpdate,
    options?: RequestOptions,
  ): ApiPromise<CatalogElement> {
    const { path, codec } = this.#of(listId);
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', ELEMENT, { path: { ...path, element_id: id }, body, options }, codec);
  }

  /**
   * Changes up to 250 elements of a list in one call, each named by its id, and returns them in full.
   * @throws InputError, ValidationError whose issues point to the items, ForbiddenError
   * @see https://developers.kommo.com/reference/edit-list-elements
   */
  updateElements(
    listId: number,
    elements: readonly CatalogElementUpdateItem[],
    options?: RequestOptions,
  ): ApiPromise<CatalogElement[]> {
    const body = checkUpdates(elements, 'elements');
    const { path, codec } = this.#of(listId);
    return this.http.many('PATCH', ELEMENTS, { path, body, options }, codec);
  }

  /** Where the elements of a list are, and how they are read and written. Writes are answered in full. */
  #of<T extends CatalogElement>(listId: number): { path: { list_id: number }; codec: ReadsAs<T> } {
    const { id, codec } = this.#elements(listId);
    const write = (input: object): object => codec.write(input);
    return { path: { list_id: id }, codec: { ...reading<T>(codec, tidyElement), write } };
  }
}

/** Elements echo `request_id` as a number where everything else has a string; the type says a string, so the value is one. */
function tidyElement<T extends Pick<CatalogElement, 'request_id'>>(element: T): T {
  if (element.request_id !== undefined) element.request_id = String(element.request_id);
  return element;
}
