import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type * as E from '../resources/catalog-elements.js';
import type { Catalogs } from '../resources/catalogs.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import type { AccountDefinition } from './definition.js';
import type { CatalogName, ElementInput, ElementNames } from './names.js';

type ElementOf<
  A extends AccountDefinition,
  C extends CatalogName<A>,
  W extends readonly E.CatalogElementWith[] = [],
> = E.CatalogElementResult<W> & ElementNames<A, C>;

/**
 * `kommo.catalogs` of a client that knows its account. If you pass the name of a list, its elements have fields by name.
 * If you pass its id, they are as without an account.
 */
export interface AccountCatalogs<A extends AccountDefinition> extends Catalogs {
  listElements: Catalogs['listElements'] &
    (<C extends CatalogName<A>, const W extends readonly E.CatalogElementWith[] = []>(
      list: C,
      params?: E.CatalogElementListParams<W>,
      options?: ListOptions,
    ) => PagePromise<ElementOf<A, C, W>>);
  getElement: Catalogs['getElement'] &
    (<C extends CatalogName<A>, const W extends readonly E.CatalogElementWith[] = []>(
      list: C,
      id: number,
      params?: E.CatalogElementGetParams<W>,
      options?: RequestOptions,
    ) => ApiPromise<ElementOf<A, C, W>>);
  createElement: Catalogs['createElement'] &
    (<C extends CatalogName<A>>(
      list: C,
      element: E.CatalogElementCreate & ElementInput<A, C>,
      options?: RequestOptions,
    ) => ApiPromise<ElementOf<A, C>>);
  createElements: Catalogs['createElements'] &
    (<C extends CatalogName<A>>(
      list: C,
      elements: readonly (E.CatalogElementCreate & ElementInput<A, C>)[],
      options?: RequestOptions,
    ) => ApiPromise<ElementOf<A, C>[]>);
  updateElement: Catalogs['updateElement'] &
    (<C extends CatalogName<A>>(
      list: C,
      id: number,
      changes: E.CatalogElementUpdate & ElementInput<A, C>,
      options?: RequestOptions,
    ) => ApiPromise<ElementOf<A, C>>);
  updateElements: Catalogs['updateElements'] &
    (<C extends CatalogName<A>>(
      list: C,
      elements: readonly (E.CatalogElementUpdateItem & ElementInput<A, C>)[],
      options?: RequestOptions,
    ) => ApiPromise<ElementOf<A, C>[]>);
}
