import createClient, { type Client } from 'openapi-fetch';
import { InputError, NotFoundError } from '../errors.js';
import type { paths } from '../generated/schema.js';
import { missing } from '../transport/api-error.js';
import type { ParsedResponse } from '../transport/decode.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { sameOrigin } from '../transport/origin.js';
import {
  type CallContext,
  fillPath,
  headersOf,
  PreparedRequest,
  serializeBody,
  serializeQuery,
} from '../transport/request.js';
import type { Transport } from '../transport/transport.js';
import type { CallInfo, CallTable } from '../util/call-table.js';
import { checkKeys, type KeysOf } from '../util/check.js';
import { textOf } from '../util/is-record.js';
import type { CheckedAnswer } from '../validate/check-answer.js';
import { DOCS } from '../version.js';
import { ApiPromise, type WithResponse } from './api-promise.js';
import { checkedQuery } from './check-query.js';
import { type Asked, batched, held, isNone, isOddNext, isPage, isResult, listed, otherThan, single } from './hal.js';
import { inPlace } from './in-place.js';
import { type ListInit, nextAddress, PagePromise, type PageSource, pagesOf } from './page.js';
import type { CallInit, Codec, DataOf, FoundOf, HttpMethod, ItemOf, Operation, PathsWith, ReadsAs } from './types.js';

/** A call of any operation of the table, without its types. */
export interface AnyInit {
  readonly path?: object | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
  readonly options?: RequestOptions | undefined;
}

/** An option of a bulk run: `many` returns what the answer holds, even if it does not match the items. The run matches it itself. */
export const PARTIAL: unique symbol = Symbol('partial');

/** How a call is handled, beyond what its operation says: the answer that it needs, its link, and how its body is written. */
interface Handling {
  /** The answer has no content that matters. */
  readonly empty?: boolean;
  readonly expects?: CallContext['expects'];
  /** Address of a page of the same list. */
  readonly next?: string | undefined;
  /** Writes the body, or each item of it. */
  readonly codec?: Codec | undefined;
}

/** An answer, and the address of its request. */
interface Answered extends WithResponse<unknown> {
  readonly url: string;
}

/** Bytes to send, and their address. */
export interface PostSpec {
  readonly href: string;
  readonly bytes: Uint8Array;
  /** MIME type. Default `application/octet-stream`. */
  readonly type?: string | undefined;
  readonly options?: RequestOptions | undefined;
  /** Receives the request before it is sent. */
  readonly watch?: ((request: PreparedRequest) => void) | undefined;
}

/** Compares an answer with the spec. Rejects if the mode is `throw` and the answer differs. */
export type AnswerCheck = (answer: CheckedAnswer) => Promise<void>;

/** What an {@link Http} is made of. */
export interface HttpConfig {
  /** The operations of the host. */
  readonly calls: CallTable;
  /** Address of the host, or a function that finds it. */
  readonly base: string | ((options: RequestOptions) => Promise<string>);
  readonly headers: Record<string, string>;
  readonly transport: Transport;
  /** Compares each answer with the spec. Default: no check. */
  readonly check?: AnswerCheck | undefined;
}

type Host = Client<Record<string, never>>;
type AnyClient = { request(method: string, path: string, init: object): Promise<{ response: Response }> };

/** The typed client of one host: every request leaves through `call`. `P` are the paths of its spec. */
export class Http<P extends object = paths> {
  readonly config: HttpConfig;
  readonly #client: AnyClient;

  constructor(config: HttpConfig) {
    this.config = config;
    const { headers, transport, base } = config;
    if (typeof base === 'string') transport.trust(base);
    const client: Host = createClient({
      headers: { accept: 'application/hal+json, application/json, application/problem+json', ...headers },
      // Our own classes in place of the platform's: a request that can be sent again, and a response that is parsed.
      Request: PreparedRequest as unknown as typeof Request,
      fetch: (request) => transport.send(request as unknown as PreparedRequest),
      bodySerializer: serializeBody,
    });
    this.#client = client as unknown as AnyClient;
  }

  /**
   * Sends one operation of the spec. `data` is undefined if the answer is empty.
   * @throws InputError on anything that is not of the operation, and all that the transport throws
   */
  async call<const M extends HttpMethod, Path extends PathsWith<P, M>>(
    method: M,
    path: Path,
    init: CallInit<Operation<P, Path, M>>,
    handling?: Handling,
  ): Promise<WithResponse<DataOf<Operation<P, Path, M>>>> {
    return (await this.callAny(method, path as string, init, handling)) as WithResponse<DataOf<Operation<P, Path, M>>>;
  }

  /** Like {@link call}, for callers that know the operation only at run time. Every operation is sent here. */
  async callAny(method: string, template: string, init: AnyInit, handling: Handling = {}): Promise<Answered> {
    const info = this.#infoOf(method, template);
    checkInit(init);
    const { options = {} } = init;
    if (method === 'GET' && init.body != null) throw new InputError('body', `must be left out of a GET`);
    const body = written(init.body, handling.codec);
    const path = (init.path ?? {}) as Record<string, unknown>;
    checkOptions(options);
    const query = handling.next === undefined ? checkedQuery(init.query, info) : {};
    // Filled once, so that what was checked is what is sent, and before the host is looked up, so that a bad path costs no request.
    const filled = fillPath(template, path);
    const base = await this.#base(options);
    const url = base + filled;
    const search = handling.next === undefined ? undefined : nextAddress(handling.next, url).search.slice(1);
    const empty = handling.empty ?? info.empty;
    const expects = handling.expects ?? expected(info, method, askedOf(info, method, template, path));
    const call: CallContext = {
      options,
      items: init.body,
      empty,
      expects: (value, status) =>
        method !== 'GET' && isPage(value) ? 'the result of a write (a page of a list)' : expects(value, status),
    };
    const { response } = await this.#client.request(method, filled, {
      baseUrl: base,
      params: { query },
      querySerializer: (params: object) => search ?? serializeQuery(params, info.comma),
      body,
      headers: Object.fromEntries(headersOf(options)),
      // The body was read and parsed within the attempt.
      parseAs: 'stream',
      call,
    });
    const { value } = response as ParsedResponse;
    if (!empty) await this.config.check?.({ method, template, status: response.status, value, path: filled, response });
    return { data: value, response, url };
  }

  /** Lists things, page by page. `T` narrows the items by `with`. */
  list<Path extends PathsWith<P, 'GET'>, T>(
    path: Path,
    init: CallInit<Operation<P, Path, 'GET'>> & ListInit,
    codec: ReadsAs<T>,
  ): PagePromise<T>;
  list<Path extends PathsWith<P, 'GET'>, T extends ItemOf<Operation<P, Path, 'GET'>>>(
    path: Path,
    init: CallInit<Operation<P, Path, 'GET'>> & ListInit,
    codec?: Codec,
  ): PagePromise<T>;
  list<T>(path: keyof P, init: AnyInit & ListInit, codec?: Codec): PagePromise<T> {
    return new PagePromise(this.#pages<T>(path as string, init, codec));
  }

  /** The source of the pages of a list, for a resource that wraps them. */
  pages<Path extends PathsWith<P, 'GET'>>(
    path: Path,
    init: CallInit<Operation<P, Path, 'GET'>> & ListInit,
  ): PageSource<ItemOf<Operation<P, Path, 'GET'>>> {
    return this.#pages(path as string, init);
  }

  /** Gets one thing. The 204 that Kommo answers for an unknown id is a NotFoundError. `T` narrows it by `with`. */
  get<Path extends PathsWith<P, 'GET'>, T>(
    path: Path,
    init: CallInit<Operation<P, Path, 'GET'>>,
    codec: ReadsAs<T>,
  ): ApiPromise<T>;
  get<Path extends PathsWith<P, 'GET'>, T extends FoundOf<Operation<P, Path, 'GET'>>>(
    path: Path,
    init: CallInit<Operation<P, Path, 'GET'>>,
    codec?: Codec,
  ): ApiPromise<T>;
  get<T>(path: keyof P, init: AnyInit, codec?: Codec): ApiPromise<T> {
    const info = this.#infoOf('GET', path as string);
    const { items } = info;
    const asked = askedOf(info, 'GET', path as string, init.path);
    const expects = (value: unknown, status: number): string | undefined => {
      const due = expected(info, 'GET', asked)(value, status);
      // An empty list means that there is nothing. An empty object or a list of other things proves nothing.
      if (due !== undefined || value === undefined || isNone(value, items) || single(value, items, asked)) return due;
      return `one of "${items ?? 'id'}"`;
    };
    return this.#promise('GET', path as string, init, { expects }, ({ data, response, url }) => {
      const thing = single(data, items, asked);
      if (thing) return read<T>(codec, thing);
      throw new NotFoundError({
        status: response.status,
        method: 'GET',
        path: new URL(url).pathname,
        detail: 'an empty body',
        hint: asked && missing(asked.id),
        response,
      });
    });
  }

  /** Sends a write whose answer holds one thing. */
  one<const M extends HttpMethod, Path extends PathsWith<P, M>, T>(
    method: M,
    path: Path,
    init: CallInit<Operation<P, Path, M>>,
    codec?: Codec,
    key = this.#infoOf(method, path as string).items,
  ): ApiPromise<T> {
    const info = this.#infoOf(method, path as string);
    const asked = askedOf(info, method, path as string, (init as AnyInit).path);
    const find = (data: unknown): object | undefined => (asked && single(data, key, asked)) ?? single(data, key);
    const expects = (data: unknown): string | undefined => {
      const thing = find(data);
      if (!thing) return `one of "${key ?? info.key ?? 'id'}"`;
      // A list of several things is no answer to a create.
      const answers = method === 'POST' ? batched(data, key) : undefined;
      if (answers && answers.length > 1) return `one result (${held(answers, info.key)})`;
      const other = asked && otherThan(data, key, asked);
      return other ?? (isResult(thing, info, method) ? undefined : `a result with "${info.key}"`);
    };
    const pick = ({ data }: Answered): T => read<T>(codec, find(data) as object);
    return this.#promise(method, path as string, init, { expects, codec }, pick);
  }

  /**
   * Sends a batch whose answer holds one thing for each item, in whatever order. Results are in the order of the items.
   * `by` names the properties that an item and its result share. Default: the id in a change, nothing in a create.
   */
  many<const M extends HttpMethod, Path extends PathsWith<P, M>, T>(
    method: M,
    path: Path,
    init: CallInit<Operation<P, Path, M>>,
    codec?: Codec,
    { items, by }: { items?: string; by?: readonly string[] } = {},
  ): ApiPromise<T[]> {
    const info = this.#infoOf(method, path as string);
    const key = items ?? info.items;
    const shared = by ?? (method === 'PATCH' && info.key !== undefined ? [info.key] : []);
    const { body, options } = init as AnyInit;
    const isPartial = (options as { readonly [PARTIAL]?: true } | null | undefined)?.[PARTIAL] === true;
    const find = (data: unknown): object[] | undefined => {
      const answers = batched(data, key);
      if (!answers || isPartial)
        return answers?.filter((thing) => isResult(thing, info, method)) as object[] | undefined;
      const found = Array.isArray(body) ? inPlace(body, answers, shared) : answers;
      return found?.every((thing) => isResult(thing, info, method)) ? (found as object[]) : undefined;
    };
    const expects = (data: unknown): string | undefined => {
      if (find(data)) return undefined;
      const answers = batched(data, key);
      if (!answers || !Array.isArray(body)) return `a list of "${key ?? ''}"`;
      return `one result for each of ${body.length} items (${held(answers, info.key)})`;
    };
    const pick = ({ data }: Answered): T[] => (find(data) ?? []).map((thing) => read<T>(codec, thing));
    return this.#promise(method, path as string, init, { expects, codec }, pick);
  }

  /** Sends something whose answer is read by `pick`. `expects` describes a good answer if any other object came. */
  send<const M extends HttpMethod, Path extends PathsWith<P, M>, T>(
    method: M,
    path: Path,
    init: CallInit<Operation<P, Path, M>>,
    pick: (data: FoundOf<Operation<P, Path, M>>, response: Response) => T,
    expects: (data: unknown) => string | undefined = (data) =>
      typeof data === 'object' && data !== null ? undefined : 'an object',
  ): ApiPromise<T> {
    return this.#promise(method, path as string, init, { expects }, ({ data, response }) =>
      pick(data as FoundOf<Operation<P, Path, M>>, response),
    );
  }

  /** Sends a request whose answer has no content that matters (204, 202, a bare word). An HTML page is a DecodeError. */
  run<const M extends HttpMethod, Path extends PathsWith<P, M>>(
    method: M,
    path: Path,
    init: CallInit<Operation<P, Path, M>>,
  ): ApiPromise<void> {
    return this.#promise(method, path as string, init, { empty: true }, () => undefined);
  }

  /** Sends bytes to an address that an answer gave. Throws RedirectError if it is not on this host. */
  post<T>({ href, bytes, type = 'application/octet-stream', options = {}, watch }: PostSpec): ApiPromise<T> {
    const send = async (): Promise<WithResponse<T>> => {
      const base = await this.#base(options);
      const own = Object.fromEntries(headersOf(options));
      const headers = new Headers({ ...this.config.headers, ...own, 'content-type': type });
      const init = { method: 'POST', headers, body: bytes as Uint8Array<ArrayBuffer> };
      const expects = (value: unknown): string | undefined => (single(value) ? undefined : 'the state of the upload');
      const request = new PreparedRequest(sameOrigin(href, base, 'the upload address'), {
        ...init,
        call: { options, expects },
      });
      watch?.(request);
      const response = await this.config.transport.send(request);
      return { data: response.value as T, response };
    };
    return new ApiPromise(send());
  }

  #pages<T>(path: string, init: AnyInit & ListInit, codec?: Codec): PageSource<T> {
    const info = this.#infoOf('GET', path);
    const readItem = (item: object): T => read(codec, item);
    return pagesOf((given, next) => this.callAny('GET', path, given, { next }), info, init, readItem);
  }

  #infoOf(method: string, path: string): CallInfo {
    const { calls } = this.config;
    const methods = Object.hasOwn(calls, path) ? calls[path] : undefined;
    const info = methods && Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (info) return info;
    throw new InputError('path', `must be one of the API's, got "${method} ${path}". See ${DOCS}/coverage.md`);
  }

  #base(options: RequestOptions): string | Promise<string> {
    const { base } = this.config;
    return typeof base === 'string' ? base : base(options);
  }

  #promise<T>(
    method: string,
    path: string,
    init: AnyInit,
    handling: Handling,
    pick: (answered: Answered) => T,
  ): ApiPromise<T> {
    const sent = this.callAny(method, path, init, handling);
    return new ApiPromise(sent.then((answered) => ({ data: pick(answered), response: answered.response })));
  }
}

/** Describes a good answer of an operation. Only a 204 may be empty. An answer about something else than `asked` is wrong. */
function expected(info: CallInfo, method: string, asked?: Asked): NonNullable<CallContext['expects']> {
  const { list, items, key } = info;
  return (value, status) => {
    if (value === undefined) return status === 204 ? undefined : 'a body';
    if (list !== undefined && isOddNext(value)) return 'a link to the next page with an "href"';
    if (list !== undefined) return listed(value, list) ? undefined : `a list of "${list}"`;
    if (typeof value !== 'object' || value === null) return 'an object';
    const other = asked && otherThan(value, items, asked);
    const things = batched(value, items) ?? [];
    const isProof = things.length === 0 || things.some((thing) => isResult(thing, info, method));
    return other ?? (isProof ? undefined : `a result with "${key}"`);
  };
}

/** The thing that a call is about, if the operation answers with the thing at the end of its path. */
function askedOf({ id: key, text }: CallInfo, method: string, template: string, path: object = {}): Asked | undefined {
  const id = (path as Record<string, unknown>)[template.slice(template.lastIndexOf('{') + 1, -1)];
  return key === undefined || id === undefined ? undefined : { key, text, id: textOf(id), isRead: method === 'GET' };
}

// The only place that trusts what a codec returns.
const read = <T>(codec: Codec | undefined, thing: object): T => (codec?.read ? codec.read(thing as never) : thing) as T;

function written(body: unknown, codec: Codec | undefined): unknown {
  const write = codec?.write;
  if (!write || typeof body !== 'object' || body === null) return body;
  return Array.isArray(body) ? body.map((one: object) => write(one)) : write(body);
}

const INIT = ['path', 'query', 'body', 'options'];
/** Names of the options of a call. */
export const CALL_OPTIONS: readonly string[] = Object.keys({
  signal: true,
  timeoutMs: true,
  totalTimeoutMs: true,
  retries: true,
  retryUnsafe: true,
  priority: true,
  actAs: true,
  headers: true,
  concurrency: true,
} satisfies KeysOf<ListOptions>);

/** Refuses unknown parts of a call, such as a base address or a serializer. */
const checkInit = (init: object): void => checkKeys(init, 'init', INIT);

/** Refuses unknown options of a call. */
export const checkOptions = (options: object): void => checkKeys(options, 'options', CALL_OPTIONS);
