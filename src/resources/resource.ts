import type { Http } from '../http/http.js';
import { MAX_PAGE } from '../util/check.js';

/** Base of the resource classes. */
export abstract class Resource {
  /** @internal */
  protected readonly http: Http;

  /** @internal */
  constructor(http: Http) {
    this.http = http;
  }
}

/** What streams ask for by default: the largest pages. */
export const STREAM = { limit: MAX_PAGE } as const;

/** The same where the order can be told: by id, so that what changes meanwhile does not shift the pages. */
export const STREAM_BY_ID = { limit: MAX_PAGE, order: { id: 'asc' } } as const;
