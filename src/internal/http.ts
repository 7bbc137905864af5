import createClient, { type Client } from 'openapi-fetch';
import { ApiPromise } from '../core/api-promise.js';
import { Page, PagePromise } from '../core/page.js';
import type { RateLimiter } from '../core/rate-limiter.js';
import type { ListOptions, RequestOptions } from '../core/request-options.js';
import { DecodeError, NotFoundError, RedirectError } from '../errors.js';
import type { paths } from '../generated/schema.js';
import { withSignal } from './abort.js';
import { serializeBody } from './body.js';
import { checkConcurrency, checkPath } from './check.js';
import { embedded, nextLink, root } from './hal.js';
import type { AttemptFigures } from './meter.js';
import { Outgoing } from './outgoing.js';
import { serializeQuery } from './query.js';
import type { Sent, Transport } from './transport.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One call, as a resource method describes it. */
export interface CallSpec {
  readonly path?: Readonly<Record<string, string | number>> | undefined;
  readonly query?: object | undefined;
  /** Query keys that are comma lists; generated. */
  readonly comma?: readonly string[] | undefined;
  readonly body?: unknown;
  readonly options?: RequestOptions | undefined;
}

/** A list, as a resource method describes it. */
export interface ListSpec extends CallSpec {
  readonly options?: ListOptions | undefined;
  /** What a stream asks for where the caller did not say: large pages, and an order that does not shift. Lists without pages have none. */
  readonly stream?: object | undefined;
}

/** How a result is read out of an answer. `undefined` data is an empty body. */
export type Read<T> = (data: unknown) => T;

/** What the resources call: openapi-fetch writes the request, the transport sends it, HAL is unwrapped here. */
export class Http {
  readonly baseUrl: string;
  readonly #transport: Transport;
  readonly #headers: Record<string, string>;
  readonly #client: Client<paths>;

  constructor(baseUrl: string, headers: Record<string, string>, transport: Transport) {
    this.baseUrl = baseUrl;
    this.#headers = { accept: 'application/hal+json, application/json, application/problem+json', ...headers };
    this.#transport = transport;
    transport.trust(baseUrl);
    this.#client = createClient<paths>({
      baseUrl,
      headers: this.#headers,
      Request: Outgoing as unknown as typeof Request,
      bodySerializer: serializeBody,
    });
  }

  get limiter(): RateLimiter {
    return this.#transport.limiter;
  }

  get figures(): AttemptFigures {
    return this.#transport.meter.figures();
  }

  /** Fetches a list, page by page; `key` is the HAL key of the items. */
  page<T>(path: keyof paths, key: string, spec: ListSpec = {}, tidy?: (item: T) => T): PagePromise<T> {
    const { options, query, stream } = spec;
    const toPage = ({ data, response }: Sent, at: number | string): Page<T> => {
      const items = embedded<T>(key)(data);
      const next = items.length === 0 ? undefined : onward(nextLink(data), at);
      return new Page({
        data: tidy ? items.map(tidy) : items,
        raw: data,
        response,
        next: next === undefined ? undefined : () => follow(next),
      });
    };
    const follow = async (url: string): Promise<Page<T>> => toPage(await this.#follow(url, options), url);
    const from = (query as { page?: number } | undefined)?.page ?? 1;
    const nth = (number: number, signal: AbortSignal): Promise<Page<T>> =>
      withSignal(options?.signal, signal, async (both) => {
        const page = from + number - 1;
        const sent = await this.#send('GET', path, {
          ...spec,
          query: { ...stream, ...query, page },
          options: { ...options, signal: both },
        });
        this.#checkOrigin(nextLink(sent.data));
        return toPage(sent, page);
      });
    return new PagePromise({
      first: async () => toPage(await this.#send('GET', path, spec), from),
      nth: stream && nth,
      concurrency: checkConcurrency(options?.concurrency),
    });
  }

  /** Gets one thing. The 204 that Kommo gives for an unknown id is a NotFoundError. */
  get<T>(path: keyof paths, spec: CallSpec = {}, pick: Read<T> = root): ApiPromise<T> {
    return this.#call('GET', path, spec, ({ data, response }, url) => {
      if (data !== undefined) return pick(data);
      throw new NotFoundError({
        status: response.status,
        method: 'GET',
        path: url,
        detail: 'nothing there (Kommo answered with an empty body)',
        response,
      });
    });
  }

  /** Sends something and reads the answer; an empty answer where one is due is a DecodeError. */
  send<T>(method: Method, path: keyof paths, spec: CallSpec, pick: Read<T> = root): ApiPromise<T> {
    return this.#call(method, path, spec, ({ data, response }, url) => {
      if (data !== undefined) return pick(data);
      throw new DecodeError('empty', { status: response.status, method, path: url, bodyText: '', response });
    });
  }

  /** Sends something whose answer holds nothing of use (204, 202, a bare word). */
  run(method: Method, path: keyof paths, spec: CallSpec = {}): ApiPromise<void> {
    return this.#call(method, path, spec, () => undefined, true);
  }

  /** openapi-fetch's own client over the same pipeline, with real `Request`s for its middleware. */
  escapeHatch(): Client<paths> {
    const fetch = async (request: Request): Promise<Response> => {
      const body = request.body === null ? undefined : await request.arrayBuffer();
      const outgoing = new Outgoing(request.url, {
        method: request.method,
        headers: request.headers,
        ...(body ? { body } : {}),
      });
      // openapi-fetch reads the body itself, as `parseAs` asks.
      return (await this.#transport.send(outgoing, { ...perCall(request), signal: request.signal }, body, true))
        .response;
    };
    return createClient<paths>({
      baseUrl: this.baseUrl,
      headers: this.#headers,
      fetch,
      querySerializer: (query) => serializeQuery(query),
      bodySerializer: serializeBody,
    });
  }

  #call<T>(
    method: Method,
    path: keyof paths,
    spec: CallSpec,
    read: (sent: Sent, url: string) => T,
    ignoreBody = false,
  ): ApiPromise<T> {
    return new ApiPromise(
      this.#send(method, path, spec, ignoreBody).then((sent) => ({ data: read(sent, path), response: sent.response })),
    );
  }

  async #send(method: Method, path: keyof paths, spec: CallSpec, ignoreBody = false): Promise<Sent> {
    const { options = {}, body } = spec;
    checkPath(spec.path);
    let sent: Sent | undefined;
    const init = {
      params: { path: spec.path, query: spec.query },
      body,
      headers: options.headers,
      parseAs: 'stream',
      querySerializer: (query: object) => serializeQuery(query, spec.comma),
      fetch: async (request: unknown) => {
        sent = await this.#transport.send(request as Outgoing, options, body, ignoreBody);
        return sent.response;
      },
    };
    // openapi-fetch types each path apart; here the path is any of them.
    const request = this.#client.request as unknown as (method: Method, path: string, init: object) => Promise<unknown>;
    await request(method, path, init);
    return sent as unknown as Sent;
  }

  async #follow(href: string, options: RequestOptions = {}): Promise<Sent> {
    this.#checkOrigin(href);
    const headers = { ...this.#headers, ...options.headers };
    return this.#transport.send(new Outgoing(new URL(href, this.baseUrl), { headers }), options);
  }

  #checkOrigin(href: string | undefined): void {
    const { origin } = new URL(href ?? this.baseUrl, this.baseUrl);
    if (origin !== new URL(this.baseUrl).origin) throw new RedirectError('the link to the next page', origin);
  }
}

// A link back to where it came from would never end.
function onward(next: string | undefined, at: number | string): string | undefined {
  if (next === undefined || next === at) return undefined;
  const page = /[?&]page=(\d+)/.exec(next)?.[1];
  return typeof at === 'number' && page !== undefined && Number(page) <= at ? undefined : next;
}

// openapi-fetch copies options that it does not know onto the Request.
function perCall(request: Request): RequestOptions {
  const { timeoutMs, totalTimeoutMs, retries, retryUnsafe } = request as Request & RequestOptions;
  return { timeoutMs, totalTimeoutMs, retries, retryUnsafe };
}
