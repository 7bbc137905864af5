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

/** A class of resources. What they are made with is the client's own affair and stays out of the public types. */
export type ResourceType<R extends Resource> = new (http: never) => R;
