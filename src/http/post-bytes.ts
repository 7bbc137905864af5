import { sameOrigin } from '../transport/origin.js';
import { Outgoing } from '../transport/outgoing.js';
import { headersOf } from '../transport/request.js';
import type { RequestOptions } from '../transport/request-options.js';
import { type Answer, ApiPromise } from './api-promise.js';
import { emptyAnswer, type Http } from './http.js';

/** Bytes to send, and where to. */
export interface PostSpec {
  readonly href: string;
  readonly bytes: Uint8Array;
  /** MIME type. Default: bytes of any kind. */
  readonly type?: string | undefined;
  readonly options?: RequestOptions | undefined;
  /** Is given the request before it is sent. */
  readonly watch?: ((request: Outgoing) => void) | undefined;
}

/** Sends bytes to an address that an answer gave. Throws RedirectError where it leads to another origin. */
export function postBytes<T>(
  { baseUrl, headers, transport }: Pick<Http, 'baseUrl' | 'headers' | 'transport'>,
  { href, bytes, type = 'application/octet-stream', options = {}, watch }: PostSpec,
): ApiPromise<T> {
  const send = async (): Promise<Answer<T>> => {
    const own = headersOf(headers, options.headers);
    own.set('content-type', type);
    const outgoing = new Outgoing(sameOrigin(href, baseUrl, 'the upload address'), {
      method: 'POST',
      headers: own,
      body: bytes as Uint8Array<ArrayBuffer>,
    });
    watch?.(outgoing);
    const { data, response, body } = await transport.send(outgoing, options);
    if (data === undefined) throw emptyAnswer('POST', outgoing.path, response);
    return { data: data as T, response, body };
  };
  return new ApiPromise(send());
}
