import createClient, { type Client } from 'openapi-fetch';
import type { RequestOptions } from '../core/request-options.js';
import { serializeBody } from './body.js';
import type { Http } from './http.js';
import { Outgoing } from './outgoing.js';
import { serializeQuery } from './query.js';
import { readable } from './readable.js';

/** openapi-fetch's own client over the transport, with real `Request`s for its middleware. */
export function escapeHatch<P extends object>({ baseUrl, headers, transport }: Http<P>): Client<P> {
  const fetch = async (request: Request): Promise<Response> => {
    const body = request.body === null ? undefined : await request.arrayBuffer();
    const outgoing = new Outgoing(request.url, {
      method: request.method,
      headers: request.headers,
      ...(body ? { body } : {}),
    });
    // openapi-fetch reads the body itself, as `parseAs` asks.
    const options = { ...perCall(request), signal: request.signal };
    const sent = await transport.send(outgoing, options, body, true);
    return readable(sent.response, sent.body);
  };
  return createClient<P>({
    baseUrl,
    headers,
    fetch,
    querySerializer: (query) => serializeQuery(query),
    bodySerializer: serializeBody,
  });
}

// openapi-fetch copies options that it does not know onto the Request.
function perCall(request: Request): RequestOptions {
  const { timeoutMs, totalTimeoutMs, retries, retryUnsafe } = request as Request & RequestOptions;
  return { timeoutMs, totalTimeoutMs, retries, retryUnsafe };
}
