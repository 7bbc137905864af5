import createClient, { type Client } from 'openapi-fetch';
import { InputError } from '../errors.js';
import { eventsListComma } from '../generated/wire.js';
import { serializeBody } from '../transport/body.js';
import { Outgoing } from '../transport/outgoing.js';
import { serializeQuery } from '../transport/query.js';
import { readable } from '../transport/readable.js';
import type { RequestOptions } from '../transport/request-options.js';
import { checkPath } from '../util/check.js';
import type { Http } from './http.js';

/** openapi-fetch's own client over the transport, with real `Request`s for its middleware. */
export function escapeHatch<P extends object>({ baseUrl, headers, transport }: Http<P>): Client<P> {
  const fetch = async (request: Request): Promise<Response> => {
    // Without any parameters openapi-fetch leaves the template as it is.
    const missing = /%7B(\w+)%7D/i.exec(new URL(request.url).pathname)?.[1];
    if (missing) throw new InputError(missing, 'is missing in params.path');
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
  const client = createClient<P>({
    baseUrl,
    headers,
    fetch,
    pathSerializer: fillPath,
    querySerializer: (query) => serializeQuery(query),
    bodySerializer: serializeBody,
  });
  // The lists of events go out as the resource writes them, in one comma string.
  const get = client.GET as (path: string, init?: object) => Promise<unknown>;
  client.GET = ((path: string, init?: object) =>
    get(path, { ...init, ...(path === '/api/v4/events' ? { querySerializer: writeEvents } : {}) })) as Client<P>['GET'];
  return client;
}

const writeEvents = (query: object): string => serializeQuery(query, eventsListComma);

/** Fills the parameters of a path, after the same check that the resources make. Throws InputError. */
function fillPath(template: string, values: Record<string, unknown>): string {
  checkPath(values as Record<string, string | number>);
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (values[name] === undefined) throw new InputError(name, 'is missing in params.path');
    return encodeURIComponent(String(values[name]));
  });
}

// openapi-fetch copies options that it does not know onto the Request.
function perCall(request: Request): RequestOptions {
  const { timeoutMs, totalTimeoutMs, retries, retryUnsafe } = request as Request & RequestOptions;
  return { timeoutMs, totalTimeoutMs, retries, retryUnsafe };
}
