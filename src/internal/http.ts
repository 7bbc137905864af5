import createClient, { type Client } from 'openapi-fetch';
import { type Answer, ApiPromise } from '../core/api-promise.js';
import { Page, PagePromise, type PageSource } from '../core/page.js';
import type { RateLimiter } from '../core/rate-limiter.js';
import type { ListOptions, RequestOptions } from '../core/request-options.js';
import { DecodeError, NotFoundError, RedirectError } from '../errors.js';
import type { paths } from '../generated/schema.js';
import { withSignal } from './abort.js';
import { serializeBody } from './body.js';
import { checkConcurrency, checkPath } from './check.js';
import { escapeHatch } from './escape-hatch.js';
import { embedded, nextLink, root } from './hal.js';
import type { AttemptFigures } from './meter.js';
import { Outgoing } from './outgoing.js';
import { serializeQuery } from './query.js';
import { readable } from './readable.js';
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
  /** Query of the page after these items, for lists that may come without a link to it. Nothing where there is none. */
  readonly after?: ((items: readonly unknown[]) => object | undefined) | undefined;
}

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

/** How a result is read out of an answer. `undefined` data is an empty body. */
export type Read<T> = (data: unknown, response: Response) => T;

/**
 * What the resources call: openapi-fetch writes the request, the transport sends it, HAL is unwrapped here.
 * One for each host; `P` are the paths of that host.
 */
export class Http<P extends object = paths> {
  readonly baseUrl: string;
  readonly #transport: Transport;
  readonly #headers: Record<string, string>;
  readonly #client: Client<P>;

  constructor(baseUrl: string, headers: Record<string, string>, transport: Transport) {
    this.baseUrl = baseUrl;
    this.#headers = { accept: 'application/hal+json, application/json, application/problem+json', ...headers };
    this.#transport = transport;
    transport.trust(baseUrl);
    this.#client = createClient<P>({
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

  /** The same for another host, through the same limiter and with the same token. */
  sibling<Q extends object>(baseUrl: string): Http<Q> {
    return new Http<Q>(baseUrl, this.#headers, this.#transport);
  }

  /** Fetches a list, page by page; `key` is the HAL key of the items. */
  page<T>(path: keyof P, key: string, spec: ListSpec = {}, tidy?: (item: T) => T): PagePromise<T> {
    return new PagePromise(this.pages(path, key, spec, tidy));
  }

  /** What the pages of a list are fetched with. */
  pages<T>(path: keyof P, key: string, spec: ListSpec = {}, tidy?: (item: T) => T): PageSource<T> {
    const { options, query, stream, after } = spec;
    const toPage = ({ data, response }: Sent, at: number | string): Page<T> => {
      const items = embedded<T>(key)(data);
      const next = items.length === 0 ? undefined : onward(nextLink(data), at);
      const rest = next === undefined ? after?.(items) : undefined;
      return new Page({
        data: tidy ? items.map(tidy) : items,
        raw: data,
        response,
        next: next === undefined ? rest && (() => start(rest)) : () => follow(next),
      });
    };
    const start = async (rest?: object): Promise<Page<T>> =>
      toPage(await this.#send('GET', path, rest ? { ...spec, query: { ...query, ...rest } } : spec), from);
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
        this.#sameOrigin(nextLink(sent.data) ?? '', NEXT);
        return toPage(sent, page);
      });
    return { first: () => start(), nth: stream && nth, concurrency: checkConcurrency(options?.concurrency) };
  }

  /** Gets one thing. The 204 that Kommo gives for an unknown id is a NotFoundError. */
  get<T>(path: keyof P, spec: CallSpec = {}, pick: Read<T> = root): ApiPromise<T> {
    return this.#call('GET', path, spec, ({ data, response }, url) => {
      if (data !== undefined) return pick(data, response);
      throw new NotFoundError({
        status: response.status,
        method: 'GET',
        path: url,
        detail: 'nothing there (Kommo answered with an empty body)',
        response: readable(response, ''),
      });
    });
  }

  /** Sends something and reads the answer; an empty answer where one is due is a DecodeError. */
  send<T>(method: Method, path: keyof P, spec: CallSpec, pick: Read<T> = root): ApiPromise<T> {
    return this.#call(method, path, spec, ({ data, response }, url) => {
      if (data !== undefined) return pick(data, response);
      throw new DecodeError('empty', {
        status: response.status,
        method,
        path: url,
        bodyText: '',
        response: readable(response, ''),
      });
    });
  }

  /** Sends something whose answer holds nothing of use (204, 202, a bare word). */
  run(method: Method, path: keyof P, spec: CallSpec = {}): ApiPromise<void> {
    return this.#call(method, path, spec, () => undefined, true);
  }

  /** Sends bytes to an address that an answer gave. */
  post<T>({ href, bytes, type = 'application/octet-stream', options = {}, watch }: PostSpec): ApiPromise<T> {
    const send = async (): Promise<Answer<T>> => {
      const url = this.#sameOrigin(href, 'the upload address');
      const headers = { ...this.#headers, ...options.headers, 'content-type': type };
      const outgoing = new Outgoing(url, { method: 'POST', headers, body: bytes as Uint8Array<ArrayBuffer> });
      watch?.(outgoing);
      const { data, response, body } = await this.#transport.send(outgoing, options);
      if (data !== undefined) return { data: data as T, response, body };
      throw new DecodeError('empty', {
        status: response.status,
        method: 'POST',
        path: outgoing.path,
        bodyText: '',
        response: readable(response, ''),
      });
    };
    return new ApiPromise(send());
  }

  /** openapi-fetch's own client over the same pipeline. */
  escapeHatch(): Client<P> {
    return escapeHatch<P>(this.baseUrl, this.#headers, this.#transport);
  }

  #call<T>(
    method: Method,
    path: keyof P,
    spec: CallSpec,
    read: (sent: Sent, url: string) => T,
    ignoreBody = false,
  ): ApiPromise<T> {
    return new ApiPromise(
      this.#send(method, path, spec, ignoreBody).then((sent) => ({
        data: read(sent, path as string),
        response: sent.response,
        body: sent.body,
      })),
    );
  }

  async #send(method: Method, path: keyof P, spec: CallSpec, ignoreBody = false): Promise<Sent> {
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
    await request(method, path as string, init);
    return sent as unknown as Sent;
  }

  async #follow(href: string, options: RequestOptions = {}): Promise<Sent> {
    const headers = { ...this.#headers, ...options.headers };
    return this.#transport.send(new Outgoing(this.#sameOrigin(href, NEXT), { headers }), options);
  }

  #sameOrigin(href: string, what: string): URL {
    const url = new URL(href, this.baseUrl);
    if (url.origin !== new URL(this.baseUrl).origin) throw new RedirectError(what, url.origin);
    return url;
  }
}

const NEXT = 'the link to the next page';

// A link back to where it came from would never end.
function onward(next: string | undefined, at: number | string): string | undefined {
  if (next === undefined || next === at) return undefined;
  const page = /[?&]page=(\d+)/.exec(next)?.[1];
  return typeof at === 'number' && page !== undefined && Number(page) <= at ? undefined : next;
}
