/**
 * A request as plain data, so that each attempt sends it anew without cloning: a `Request` costs more than the rest of the call.
 */
export class Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: RequestInit['body'] | undefined;
  /** How often it was sent. */
  attempts = 0;

  constructor(url: string | URL, init: RequestInit = {}) {
    this.url = String(url);
    this.method = init.method ?? 'GET';
    this.headers = init.headers instanceof Headers ? init.headers : new Headers(init.headers);
    this.body = init.body;
  }

  /** Path without origin and query: all of a URL that errors and logs may show. */
  get path(): string {
    return pathOf(this.url);
  }
}

/** Path of a URL, without origin and query. The address of an upload ends in a token, which stays out. */
export function pathOf(url: string): string {
  return new URL(url).pathname.replace(/\/upload\/.+/, '/upload/[redacted]');
}
