import type { Http } from '../http/client.js';

/** Base of the resource classes. */
export abstract class Resource {
  /** @internal */
  protected readonly http: Http;

  /** @internal */
  constructor(http: Http) {
    this.http = http;
  }
}
