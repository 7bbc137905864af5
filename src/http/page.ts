import { DecodeError } from '../errors.js';
import type { ListOptions } from '../transport/options.js';
import { sameOrigin } from '../transport/origin.js';
import { abortable, withSignal } from '../util/abort.js';
import type { CallInfo } from '../util/call-table.js';
import { checkConcurrency, checkCount, checkKeys, checkObject, hidesContent, MAX_PAGE } from '../util/check.js';
import { isRecord, textOf } from '../util/is-record.js';
import { leavable } from '../util/leavable.js';
import type { WithResponse } from './api-promise.js';
import { listed, nextLink, numberAt } from './hal.js';
import { inOrder } from './in-order.js';

/** Fetches a page. The signal is that of a consumer who may leave. */
type FetchPage<T> = (left?: AbortSignal) => Promise<Page<T>>;

/** Parts of a page. `next` fetches the following page, if there is one, and `again` this one. */
export interface PageInit<T> {
  readonly data: T[];
  readonly raw: unknown;
  readonly response: Response;
  readonly number: number | undefined;
  /** Whether the page has fewer items than asked for, is not capped and has no link. */
  readonly isShort: boolean;
  readonly again: FetchPage<T> | undefined;
  readonly next: FetchPage<T> | undefined;
}

/** One page of a list. */
export class Page<T> implements AsyncIterable<T> {
  /** The items. Empty if Kommo answered 204. */
  readonly data: T[];
  /**
   * The parsed answer, including the HAL envelope. Undefined on 204. Some items have been changed in place to match their type: a
   * `loss_reason` that came as an object is a list.
   */
  declare readonly raw: unknown;
  readonly #response: Response;
  readonly #next: FetchPage<T> | undefined;
  readonly #again: FetchPage<T> | undefined;
  readonly #number: number;
  readonly #isShort: boolean;
  /** Items of this page and of all before it. Infinity if the first page was not read. */
  #seen: number;

  constructor(init: PageInit<T>) {
    this.data = init.data;
    this.#response = init.response;
    this.#next = init.next;
    this.#again = init.again;
    this.#number = init.number ?? Infinity;
    this.#isShort = init.isShort;
    this.#seen = init.number === 1 ? init.data.length : Infinity;
    Object.defineProperty(this, 'raw', { value: init.raw });
  }

  /** Number of this page, from 1, if Kommo reports it. */
  get page(): number | undefined {
    return numberAt(this.raw, '_page');
  }

  /** Items over all pages, if Kommo reports it: not for leads, contacts, companies, tasks, notes and events. */
  get totalItems(): number | undefined {
    return numberAt(this.raw, '_total_items');
  }

  /** Number of all pages, if Kommo reports it. */
  get pageCount(): number | undefined {
    return numberAt(this.raw, '_page_count');
  }

  /** The HTTP response of this page. */
  get response(): Response {
    return this.#response;
  }

  /** Whether another page may follow. It may turn out to be empty. */
  hasNextPage(): boolean {
    return this.#next !== undefined;
  }

  /** The next page, or undefined after the last. */
  async nextPage(): Promise<Page<T> | undefined> {
    const next = await this.#next?.();
    return next && (await Page.follow(this, next));
  }

  /** @internal Returns the page that follows another, or undefined if it only repeats it. Throws DecodeError if it should not be empty. */
  static async follow<T>(before: Page<T>, next: Page<T>, left?: AbortSignal): Promise<Page<T> | undefined> {
    if (repeats(next, before)) return undefined;
    next.#seen = before.#seen + next.data.length;
    // A total may count items that the user has no right to see. So it proves nothing after a page that is short anyway.
    const isMissed = (page: Page<T>): boolean =>
      (!page.#isShort && next.#seen < (page.totalItems ?? 0)) || before.#number < (page.pageCount ?? 0);
    // Counts fall behind if items are deleted meanwhile, so the page that counted is asked once more.
    const again = next.data.length === 0 && !next.#next ? before.#again : undefined;
    if (again && isMissed(before) && isMissed(await again(left)))
      throw unexpected(next.response, 'the items that the page before it counts');
    return next;
  }

  /** The items of this page and of all that follow. */
  [Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    return leavable((left) => itemsOf(watched(Page.from(this, left), left)));
  }

  /** @internal This page and those that follow, until the signal is aborted. */
  static async *from<T>(first: Page<T>, left: AbortSignal): AsyncGenerator<Page<T>, void, undefined> {
    for (let page: Page<T> | undefined = first; page; page = await page.#next?.(left)) yield page;
  }
}

/** Options of {@link PagePromise.all}. */
export interface AllOptions {
  /** Stops after so many items. Default: no limit. */
  max?: number | undefined;
  /** Called after each page with the items so far, and the total if Kommo reports it. */
  onProgress?: ((progress: { items: number; total: number | undefined }) => void) | undefined;
}

/** How a list is fetched. */
export interface PageSource<T> {
  /** The page that `await` returns. */
  readonly first: FetchPage<T>;
  /** Fetches a page of a stream by its number, from 1. Without it, streams follow the links. */
  readonly nth?: ((number: number, signal: AbortSignal) => Promise<Page<T>>) | undefined;
  /** Pages that a stream fetches at the same time. */
  readonly concurrency: number;
}

/**
 * A list that is not fetched yet: `await` it for the first page, iterate it for all items, or take `.pages()` or `.all()`.
 * The first request goes out at the first of these.
 */
export class PagePromise<T> implements Promise<Page<T>>, AsyncIterable<T> {
  readonly [Symbol.toStringTag] = 'PagePromise';
  readonly #source: PageSource<T>;
  #first: Promise<Page<T>> | undefined;

  constructor(source: PageSource<T>) {
    this.#source = source;
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise.
  then<R = Page<T>, E = never>(
    onfulfilled?: ((value: Page<T>) => R | PromiseLike<R>) | null,
    onrejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    return this.#start().then(onfulfilled, onrejected);
  }

  catch<E = never>(onrejected?: ((reason: unknown) => E | PromiseLike<E>) | null): Promise<Page<T> | E> {
    return this.then(undefined, onrejected);
  }

  finally(onfinally?: (() => void) | null): Promise<Page<T>> {
    return this.#start().finally(onfinally);
  }

  /** The first page together with its `Response`. */
  async withResponse(): Promise<WithResponse<Page<T>>> {
    const data = await this.#start();
    return { data, response: data.response };
  }

  /** Page after page; `concurrency` of them are fetched ahead, unless the list was awaited before. */
  pages(): AsyncGenerator<Page<T>, void, undefined> {
    return leavable((left) => watched(this.#pages(left), left));
  }

  async *#pages(left: AbortSignal): AsyncGenerator<Page<T>, void, undefined> {
    const { nth, concurrency } = this.#source;
    if (this.#first || !nth) {
      // A first page that is fetched here is not kept: it would stay in memory as long as the list lives. One that others wait for too
      // is not aborted.
      yield* Page.from(await (this.#first ? abortable(this.#first, left) : this.#source.first(left)), left);
      return;
    }
    let asked = 0;
    let read = 0;
    let last = Number.POSITIVE_INFINITY;
    const next = (signal: AbortSignal) => (asked < last ? nth(++asked, signal) : undefined);
    for await (const page of inOrder(concurrency, next, left)) {
      read++;
      yield page;
      // If Kommo reports the count of pages, none is asked for in vain. The stream may have begun at a later page than the first.
      if (page.pageCount !== undefined) last = read + page.pageCount - (page.page ?? read);
      if (!page.hasNextPage()) return;
      // A link takes precedence over a smaller count.
      last = Math.max(last, read + 1);
    }
  }

  /** All items of all pages, one by one. `break` stops fetching. */
  [Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    return leavable((left) => itemsOf(watched(this.#pages(left), left)));
  }

  /** All items as an array, or the first `max`. Throws `InputError` if `max` is not a whole number. */
  async all(options: AllOptions = {}): Promise<T[]> {
    // A misspelt `max` would not limit anything.
    checkKeys(options, 'options', ['max', 'onProgress']);
    const { max = Number.POSITIVE_INFINITY, onProgress } = options;
    if (max !== Number.POSITIVE_INFINITY) checkCount(max, 'max', 0);
    const items: T[] = [];
    if (max === 0) return items;
    for await (const page of this.pages()) {
      for (const item of page.data.slice(0, max - items.length)) items.push(item);
      onProgress?.({ items: items.length, total: page.totalItems });
      if (items.length >= max) break;
    }
    return items;
  }

  #start(): Promise<Page<T>> {
    this.#first ??= this.#source.first();
    return this.#first;
  }
}

async function* itemsOf<T>(pages: AsyncIterable<Page<T>>): AsyncGenerator<T, void, undefined> {
  for await (const page of pages) yield* page.data;
}

/** The same pages, until one repeats the page before it. Throws DecodeError if they lead in circles. */
async function* watched<T>(pages: AsyncIterable<Page<T>>, left: AbortSignal): AsyncGenerator<Page<T>, void, undefined> {
  const watch = new LoopWatch();
  let before: Page<T> | undefined;
  for await (const page of pages) {
    if (before && !(await Page.follow(before, page, left))) return;
    watch.saw(page);
    before = page;
    yield page;
  }
}

/** Options of a list, in addition to the parameters of its operation. */
export interface ListInit {
  readonly options?: ListOptions | undefined;
  /** Query of the page after these items, for a list that has no pages by number. Undefined after the last. */
  readonly after?: ((items: readonly unknown[]) => object | undefined) | undefined;
}

interface AnyListInit extends ListInit {
  readonly path?: object | undefined;
  readonly query?: object | undefined;
}

/** Fetches one page of a list, by its query or by a link. */
type SendPage = (
  init: AnyListInit,
  next?: string,
) => Promise<{ readonly data: unknown; readonly response: Response; readonly url: string }>;

/** Kommo caps pages at multiples of this number. A page with such a number of items may not be the last one. */
const CAP = 50;

/**
 * How the pages of a list are fetched. Each asks for as many items as the operation allows, by ascending id if it can sort, so that
 * items that change meanwhile do not shift the pages. The caller's own query takes precedence. `read` makes an item of what Kommo sent.
 */
export function pagesOf<T>(
  send: SendPage,
  info: CallInfo,
  init: AnyListInit,
  read: (item: object) => T,
): PageSource<T> {
  const { path, options, after } = init;
  checkObject(options ?? {}, 'options');
  const asked = checkObject(init.query ?? {}, 'params');
  const own = Object.fromEntries(Object.entries(asked).filter(([key, value]) => isGiven(key, value)));
  const defaults = { ...(info.page && { limit: info.page }), ...(info.byId && { order: { id: 'asc' } }) };
  // The first `own` keeps the order in which the caller wrote the parameters.
  const query: { limit?: number; page?: number } = { ...own, ...defaults, ...own };
  const from = query.page ?? 1;

  // `at` is the number of the page, or the link that leads to it. A number may be text in plain JavaScript, and is refused as one.
  const fetched = (
    init: object,
    left: AbortSignal | undefined,
    at: number | string,
    link?: string,
  ): Promise<Page<T>> => {
    const job = async (signal: AbortSignal | undefined) =>
      toPage(await send({ path, ...init, options: { ...options, signal } }, link), at);
    return left ? withSignal(options?.signal, left, job) : job(options?.signal);
  };
  const get = (page: number | undefined, left?: AbortSignal): Promise<Page<T>> =>
    fetched({ query: page === undefined ? query : { ...query, page } }, left, Number(page ?? from));

  const toPage = ({ data, response, url }: Awaited<ReturnType<SendPage>>, at: number | string): Page<T> => {
    const items = listed(data, info.list ?? '') ?? [];
    const link = nextLink(data);
    if (link !== undefined) nextAddress(link, url);
    // What was asked for counts: a wrong `_page` would make the next link look like one that leads back.
    const number = (typeof at === 'number' ? at : pageIn(at)) ?? numberAt(data, '_page');
    const next = link === undefined || link === at || leadsBack(link, number) ? undefined : link;
    const total = numberAt(data, '_total_items') ?? 0;
    if (items.length === 0 && number !== undefined && total > (number - 1) * (query.limit ?? MAX_PAGE))
      throw unexpected({ url, status: response.status }, 'the items that it counts');
    // A link that leads back proves nothing. Only counts say whether more follows then.
    const isCapped =
      next === undefined &&
      number !== undefined &&
      mayGoOn(data, items.length, number, link === undefined ? query.limit : undefined);
    const rest = link === undefined ? after?.(items) : undefined;
    return new Page({
      data: items.map((item) => read(item as object)),
      raw: data,
      response,
      number,
      isShort: next === undefined && isShort(items.length, query.limit),
      again: info.page === undefined || number === undefined ? undefined : (left) => get(number, left),
      next:
        next !== undefined
          ? (left) => fetched({}, left, next, next)
          : info.page && isCapped
            ? (left) => get(number + 1, left)
            : rest && ((left) => fetched({ query: { ...query, ...rest } }, left, from)),
    });
  };

  return {
    first: (left) => get(query.page, left),
    nth: info.page === undefined ? undefined : (number, left) => get(from + number - 1, left),
    concurrency: checkConcurrency(options?.concurrency),
  };
}

// An order without a key leaves the default in force. An empty filter is refused later.
function isGiven(key: string, value: unknown): boolean {
  if (value === undefined || value === null) return key === 'filter' && value === null;
  if (key !== 'order' || !isRecord(value) || hidesContent(value)) return true;
  return Object.values(value).some((direction) => direction !== undefined && direction !== null);
}

/** Returns true if more items may follow a page without a link. Counts of Kommo take precedence over the cap. */
export function mayGoOn(data: unknown, count: number, number: number, limit: number | undefined): boolean {
  const pages = numberAt(data, '_page_count');
  if (pages !== undefined) return number < pages;
  const total = numberAt(data, '_total_items');
  // A total that is below the items of this page is wrong.
  if (total !== undefined && total >= count) return count > 0 && number * count < total;
  return limit !== undefined && count > 0 && count < limit && count % CAP === 0;
}

/** Returns true if a page has fewer items than asked for, and no number of items that Kommo caps pages at. */
export const isShort = (count: number, limit: number | undefined): boolean =>
  limit !== undefined && count < limit && count % CAP !== 0;

// A list that never ends does one of three things. If its link leads back to a page that was read, the list is over. If it ignores the
// number of the page and returns the same page, it is over too. If its links lead on to pages that were read, items may be missing.

const leadsBack = (link: string, number: number | undefined): boolean => (pageIn(link) ?? Infinity) <= (number ?? 0);

const repeats = <T>(page: Page<T>, before: Page<T>): boolean =>
  nextLink(before.raw) === undefined && nameOf(page.data) === nameOf(before.data);

const MAX_REPEATS = 5;
/** Pages that are remembered. Longer circles are not found. */
const MAX_KNOWN = 1_000;

/** Ends a stream whose links lead in circles or always to the same items. */
export class LoopWatch {
  // From the one that was seen longest ago to the last.
  readonly #times = new Map<string, number>();
  readonly #maxEmpty: number;

  /** `maxEmpty` is the number of pages without items that end the stream. Default 5. */
  constructor(maxEmpty = MAX_REPEATS) {
    this.#maxEmpty = maxEmpty;
  }

  /** Throws DecodeError if the same page came five times. Fewer repetitions are normal: new items move others to the next page. */
  saw({ data, response }: { readonly data: readonly unknown[]; readonly response: Response }): void {
    const name = nameOf(data);
    const times = (this.#times.get(name) ?? 0) + 1;
    this.#times.delete(name);
    this.#times.set(name, times);
    const [oldest] = this.#times.keys();
    if (this.#times.size > MAX_KNOWN && oldest !== undefined) this.#times.delete(oldest);
    if (times === (data.length === 0 ? this.#maxEmpty : MAX_REPEATS))
      throw unexpected(response, 'a next page with other items');
  }
}

/** The same for two pages with the same items: how many there are, the first and the last. */
const nameOf = (items: readonly unknown[]): string => [items.length, idIn(items[0]), idIn(items.at(-1))].join(' ');

const idIn = (item: unknown): string => textOf(isRecord(item) && item['id'] !== undefined ? item['id'] : item);

function pageIn(link: string): number | undefined {
  // PHP takes the last of several.
  const page = [...link.matchAll(/[?&]page=(\d{1,9})/g)].at(-1)?.[1];
  return page === undefined ? undefined : Number(page);
}

/** Returns the address of the next page. Throws if it is not a page of the same list. */
export function nextAddress(href: string, url: string): URL {
  // Some links of Kommo have http. The request goes to the https address of the account all the same.
  const isSecure = url.startsWith('https:');
  const next = sameOrigin(isSecure ? href.replace(/^http:/i, 'https:') : href, url, NEXT);
  if (next.pathname === new URL(url).pathname) return next;
  // The link is not shown: it may hold a secret.
  throw unexpected({ url, status: 200 }, 'a link to the next page of the same list');
}

/** Makes the error of a page that is not what it should be. */
export const unexpected = ({ url, status }: Pick<Response, 'url' | 'status'>, expected: string): DecodeError =>
  new DecodeError('unexpected', { status, method: 'GET', path: new URL(url).pathname, bodyText: '', expected });

const NEXT = 'the link to the next page';
