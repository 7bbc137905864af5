import { DecodeError, NotFoundError } from '../errors.js';
import type { paths } from '../generated/schema.js';
import { sameOrigin } from '../transport/origin.js';
import { Outgoing } from '../transport/outgoing.js';
import { readable } from '../transport/readable.js';
import { type CallSpec, headersOf, writeRequest } from '../transport/request.js';
import type { ListOptions, RequestOptions } from '../transport/request-options.js';
import type { Sent, Transport } from '../transport/transport.js';
import { withSignal } from '../util/abort.js';
import { checkConcurrency, checkPath } from '../util/check.js';
import { ApiPromise } from './api-promise.js';
import { embedded, nextLink, root } from './hal.js';
import { Page, PagePromise, type PageSource } from './page.js';

export type { CallSpec } from '../transport/request.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A list, as a resource method describes it. */
export interface ListSpec extends CallSpec {
  readonly options?: ListOptions | undefined;
  /** What a stream asks for where the caller did not say: large pages, and an order that does not shift. Lists without pages have none. */
  readonly stream?: object | undefined;
  /** Query of the page after these items, for lists that may come without a link to it. Nothing where there is none. */
  readonly after?: ((items: readonly unknown[]) => object | undefined) | undefined;
}

/** How a result is read out of an answer. `undefined` data is an empty body. */
export type Read<T> = (data: unknown, response: Response) => T;

/**
 * What the resources call: the request is written, the transport sends it, HAL is unwrapped here.
 * One for each host; `P` are the paths of that host.
 */
export class Http<P extends object = paths> {
  readonly baseUrl: string;
  readonly headers: Record<string, string>;
  readonly transport: Transport;

  constructor(baseUrl: string, headers: Record<string, string>, transport: Transport) {
    this.baseUrl = baseUrl;
    this.headers = { accept: 'application/hal+json, application/json, application/problem+json', ...headers };
    this.transport = transport;
    transport.trust(baseUrl);
  }

  /** The same for another host, through the same limiter and with the same token. */
  sibling<Q extends object>(baseUrl: string): Http<Q> {
    return new Http<Q>(baseUrl, this.headers, this.transport);
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
        sameOrigin(nextLink(sent.data) ?? '', this.baseUrl, NEXT);
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
      throw emptyAnswer(method, url, response);
    });
  }

  /** Sends something whose answer holds nothing of use (204, 202, a bare word). */
  run(method: Method, path: keyof P, spec: CallSpec = {}): ApiPromise<void> {
    return this.#call(method, path, spec, () => undefined, true);
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
    const request = writeRequest(this.baseUrl, this.headers, method, path as string, spec);
    return this.transport.send(request, options, body, ignoreBody);
  }

  async #follow(href: string, options: RequestOptions = {}): Promise<Sent> {
    const headers = headersOf(this.headers, options.headers);
    return this.transport.send(new Outgoing(sameOrigin(href, this.baseUrl, NEXT), { headers }), options);
  }
}

/** An answer came without the body that is due. */
export function emptyAnswer(method: string, path: string, response: Response): DecodeError {
  return new DecodeError('empty', {
    status: response.status,
    method,
    path,
    bodyText: '',
    response: readable(response, ''),
  });
}

const NEXT = 'the link to the next page';

// A link back to where it came from would never end.
function onward(next: string | undefined, at: number | string): string | undefined {
  if (next === undefined || next === at) return undefined;
  const page = /[?&]page=(\d+)/.exec(next)?.[1];
  return typeof at === 'number' && page !== undefined && Number(page) <= at ? undefined : next;
}
