/** What `call` has to know of an operation. */
export interface CallInfo {
  /** HAL key of the items, on operations that list. */
  readonly list?: string;
  /** HAL key of the items of the answer, on operations that do not list. */
  readonly items?: string;
  /** Property of the answer that repeats the id at the end of the path. */
  readonly id?: string;
  /** Property that every result of a write has. Missing if the spec promises none: any object counts as a result then. */
  readonly key?: string;
  /** The id of the thing is a text, such as a UUID. Other ids are whole numbers. */
  readonly text?: true;
  /** The answer has no content. */
  readonly empty?: true;
  /** Maximum number of items on a page, on lists that have pages. */
  readonly page?: number;
  /** The list can be sorted by id. */
  readonly byId?: true;
  /**
   * Names of the query parameters, separated by spaces. `filter` and `order` have one path for each value: `filter.price.from`. In a path,
   * `#` is an item of a list, and `*` is any id. An item that is an object has all its keys.
   */
  readonly query?: string;
  /** Query keys that take one comma list instead of brackets. */
  readonly comma?: readonly string[];
}

/** Operations by path and method, as in the spec. */
export type CallTable = Readonly<Record<string, Readonly<Record<string, CallInfo>>>>;
