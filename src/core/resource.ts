import type { Http } from '../internal/http.js';

/** Base of the resource classes. */
export abstract class Resource {
  /** @internal */
  protected readonly http: Http;

  /** @internal */
  constructor(http: Http) {
    this.http = http;
  }
}
